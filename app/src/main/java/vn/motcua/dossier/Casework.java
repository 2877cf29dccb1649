package vn.motcua.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.LegalClock;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Form;
import vn.motcua.documents.FileId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.Charges;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.payment.Receipt;
import vn.motcua.process.Moved;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Working a dossier that was taken in: claim, decide, hand over, ask for a supplement, record the result, return it. Every
 * command checks that the officer may do it at the unit that answers, and enters what happened in the ledger in the same
 * transaction.
 */
@Service
public class Casework {

    /** One notice per dossier (Decree 118/2025: một lần). */
    private static final int SUPPLEMENTS_ALLOWED = 1;

    /** Outcomes that send a dossier back or propose to refuse it: the next one must be told why. */
    private static final Set<String> NEED_A_REASON = Set.of("return", "reject");

    private static final String SENT_BACK = "return";

    /** Outcome beside which the note is the reason that the applicant reads. */
    private static final String REFUSED = "refused";

    static final String ENDED_REFUSED = "REFUSED";

    private final Commands commands;
    private final Ledger ledger;
    private final DossierRecords records;
    private final Organization organization;
    private final Calendars calendars;
    private final DossierClocks clocks;
    private final Processes processes;
    private final Catalog catalog;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    Casework(
            Commands commands,
            Ledger ledger,
            DossierRecords records,
            Organization organization,
            Calendars calendars,
            DossierClocks clocks,
            Processes processes,
            Catalog catalog,
            Charges charges,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.records = records;
        this.organization = organization;
        this.calendars = calendars;
        this.clocks = clocks;
        this.processes = processes;
        this.catalog = catalog;
        this.charges = charges;
        this.events = events;
    }

    /**
     * What an officer decides on a task.
     *
     * @param taskVersion of the task, and {@code contentVersion} of the dossier's content, that were on the screen
     * @param outcome one of the step's outcomes
     * @param note to the next officer; the reason, when something is sent back or refused
     * @param legalBasis of a refusal, given with the proposal or at the latest with the step that refuses the dossier
     * @param resultNo number of the result, on the step that records it; {@code resultFile} its file
     * @param delivery to whom it was returned, on the step that returns it
     * @param answers to the step's form, where it has one
     */
    public record Decision(
            TaskId task,
            int taskVersion,
            int contentVersion,
            String outcome,
            @Nullable String note,
            @Nullable String legalBasis,
            @Nullable String resultNo,
            @Nullable FileId resultFile,
            @Nullable Delivery delivery,
            Map<String, Object> answers) {

        public Decision {
            answers = Map.copyOf(answers);
        }

        /** On a step without a form. */
        public Decision(
                TaskId task,
                int taskVersion,
                int contentVersion,
                String outcome,
                @Nullable String note,
                @Nullable String legalBasis,
                @Nullable String resultNo,
                @Nullable FileId resultFile,
                @Nullable Delivery delivery) {
            this(
                    task,
                    taskVersion,
                    contentVersion,
                    outcome,
                    note,
                    legalBasis,
                    resultNo,
                    resultFile,
                    delivery,
                    Map.of());
        }

        /** A plain step: only its outcome. */
        public Decision(TaskId task, int taskVersion, int contentVersion, String outcome) {
            this(task, taskVersion, contentVersion, outcome, null, null, null, null, null);
        }
    }

    /** Takes a task of one's unit in hand. */
    public Result<TaskSummary> claim(DossierId id, TaskId task, Actor.Officer officer, Instant now) {
        return commands.run(() -> onTask(ledger.lock(id), task, officer, null, now, (row, open, act) -> {
            Result<TaskSummary> claimed = processes.claim(row.running(), task, officer.id(), act.at());
            boolean already =
                    open.officer() != null && open.officer() == officer.id().value();
            if (claimed instanceof Result.Done<TaskSummary> && !already) {
                ledger.enter(
                        row,
                        act,
                        new DossierEvent.TaskClaimed(task.value(), officer.id().value()));
            }
            return claimed;
        }));
    }

    /** Hands a task to a colleague of the unit. */
    public Result<TaskSummary> assign(DossierId id, TaskId task, OfficerId to, Actor.Officer officer, Instant now) {
        return commands.run(() -> onTask(ledger.lock(id), task, officer, null, now, (row, open, act) -> {
            if (heldByOther(open, officer) && !isHeadOf(new UnitId(open.unit()), officer)) {
                return Result.refused(held(open));
            }
            if (organization.actor(to).filter(o -> mayDo(open, o)).isEmpty()) {
                return Result.refused(Problem.of(
                        "dossier.colleague-not-able", organization.officer(to).name()));
            }
            Result<TaskSummary> assigned = processes.assign(row.running(), task, to, act.at());
            boolean already = open.officer() != null && open.officer() == to.value();
            if (assigned instanceof Result.Done<TaskSummary> && !already) {
                ledger.enter(row, act, new DossierEvent.TaskAssigned(task.value(), to.value()));
            }
            return assigned;
        }));
    }

    /**
     * Completes a task with its decision and moves the dossier on. Gives the tasks this opened; the same key again gives
     * the tasks that are open then.
     */
    public Result<List<TaskSummary>> complete(
            DossierId id, Decision decision, Actor.Officer officer, String clientKey, Instant now) {
        String key = CommandKey.of("complete " + decision.task().value(), officer, id, clientKey);
        return commands.run(() -> {
            Optional<DossierRow> row = ledger.lock(id);
            boolean gone = row.isPresent()
                    && row.get().state().task(decision.task().value()).isEmpty();
            if (gone && ledger.doneBefore(id, key)) {
                return Result.done(processes.openTasks(new SubjectRef(Reception.SUBJECT, id.value())));
            }
            return onTask(
                    row,
                    decision.task(),
                    officer,
                    key,
                    now,
                    (dossier, open, act) -> decide(dossier, open, act, decision, officer));
        });
    }

    private Result<List<TaskSummary>> decide(
            DossierRow row, DossierState.OpenTask open, Act act, Decision decision, Actor.Officer officer) {
        if (row.state().status() == DossierStatus.SUPPLEMENT_ASKED) {
            return Result.refused(Problem.of("dossier.waiting-for-applicant"));
        }
        if (row.state().status().isPaused()) {
            return Result.refused(Problem.of("dossier.clock-stopped"));
        }
        if (row.state().contentVersion() != decision.contentVersion()) {
            return Result.refused(
                    Stale.problem(ledger.entries(row.id()), row.state().version(), organization));
        }
        boolean back =
                decision.outcome().equals(SENT_BACK) && processes.offers(row.running(), decision.task(), SENT_BACK);
        Result<Optional<StepAnswers>> recorded = recorded(row, decision, back, officer, act);
        List<Problem> problems = problems(open, decision);
        if (recorded instanceof Result.Refused<Optional<StepAnswers>> wrong) {
            problems.addAll(0, wrong.problems());
        }
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        StepAnswers step = recorded.orElseThrow().orElse(null);
        Result<Moved> moved = processes.complete(
                row.running(),
                decision.task(),
                decision.taskVersion(),
                decision.outcome(),
                // a form half filled in by who sends the dossier back is no answer that conditions may ask for
                step == null || back ? Map.of() : Map.of(step.form(), step.answers()),
                officer.id(),
                act.at());
        return switch (moved) {
            case Result.Refused<Moved> r -> Result.refused(r.problems());
            case Result.Done<Moved> m -> enter(row, open, decision, step, m.value(), officer, act);
        };
    }

    /**
     * What was filled in on the step's form; nothing where it has none. Whoever sends a dossier back has not done the step:
     * nothing is asked for, and what they filled in all the same is checked and kept.
     *
     * @param back the step offers to send back, and the decision does
     */
    private Result<Optional<StepAnswers>> recorded(
            DossierRow row, Decision decision, boolean back, Actor.Officer officer, Act act) {
        return processes
                .form(row.running(), decision.task(), decision.taskVersion(), officer.id())
                .flatMap(asked -> {
                    if (asked.isPresent()) {
                        return recorded(row.running(), asked.get(), decision, back, act);
                    }
                    return decision.answers().isEmpty()
                            ? Result.done(Optional.empty())
                            : Result.refused(Problem.at("answers", "dossier.step-has-no-form"));
                });
    }

    private Result<Optional<StepAnswers>> recorded(
            Standing process, TaskForm asked, Decision decision, boolean back, Act act) {
        Form form = catalog.form(asked);
        Map<String, Object> given = form.completed(decision.answers());
        List<Problem> wrong = form.validate(given, back, LocalDate.ofInstant(act.at(), Vietnam.ZONE)).stream()
                .map(p -> new Problem(p.code(), p.field() == null ? "answers" : "answers." + p.field(), p.args()))
                .toList();
        if (!wrong.isEmpty()) {
            return Result.refused(wrong);
        }
        Map<String, Object> answers = form.visible(given);
        return Result.done(
                back && answers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new StepAnswers(decision.task().value(), process.definition(), asked.key(), answers)));
    }

    private Result<List<TaskSummary>> enter(
            DossierRow row,
            DossierState.OpenTask open,
            Decision decision,
            @Nullable StepAnswers step,
            Moved moved,
            Actor.Officer officer,
            Act act) {
        DossierState state = row.state();
        List<DossierEvent> batch = new ArrayList<>();
        String label = moved.closed().outcomes().stream()
                .filter(o -> o.key().equals(decision.outcome()))
                .map(o -> o.label())
                .findFirst()
                .orElse(decision.outcome());
        if (decision.resultNo() != null && !decision.resultNo().isBlank()) {
            FileId file = decision.resultFile();
            batch.add(new DossierEvent.ResultRecorded(decision.resultNo().strip(), file == null ? null : file.value()));
        }
        if (step != null) {
            batch.add(
                    new DossierEvent.StepRecorded(step.task(), step.definition().value(), step.form(), step.hash()));
        }
        batch.add(new DossierEvent.TaskCompleted(
                open.task(),
                decision.outcome(),
                label,
                strip(decision.note()),
                strip(decision.legalBasis()),
                state.contentVersion(),
                state.contentHash()));
        boolean ready = state.processedAt() == null
                && moved.opened().stream().anyMatch(t -> t.work().equals("RETURN"));
        if (ready) {
            batch.add(new DossierEvent.Processed());
        }
        moved.withdrawn().forEach(t -> batch.add(new DossierEvent.TaskWithdrawn(t.value())));
        moved.opened().forEach(t -> batch.add(opened(t)));
        String ended = moved.ended();
        boolean refused = ENDED_REFUSED.equals(ended);
        if (open.work().equals("RESULT") && refused == (strip(decision.resultNo()) != null)) {
            return Result.refused(
                    Problem.at("resultNo", refused ? "dossier.result-not-here" : "dossier.result-no-required"));
        }
        if (ended != null) {
            if (refused) {
                Result<ProposedRefusal> refusal = refusal(row, decision);
                if (refusal instanceof Result.Refused<ProposedRefusal> lacking) {
                    return Result.refused(lacking.problems());
                }
                charges.waive(Reception.SUBJECT, row.id().value(), "refused", officer.displayName(), act.at());
                batch.add(new DossierEvent.Stopped(
                        refusal.orElseThrow().reason(), refusal.orElseThrow().legalBasis()));
            } else {
                Delivery delivery = decision.delivery();
                if (delivery == null) {
                    return Result.refused(Problem.at("recipient", "dossier.recipient-required"));
                }
                if (state.processedAt() == null) {
                    batch.add(new DossierEvent.Processed());
                }
                batch.add(new DossierEvent.Returned(delivery.manner().name()));
                records.addDelivery(row.id(), delivery, act.at(), officer.id());
            }
        }
        if (step != null) {
            records.addStep(row.id(), step);
        }
        ledger.enter(row, act, batch);
        if (ready) {
            events.publishEvent(new DossierMilestone.ResultReady(row.id(), act.at()));
        }
        if (ended != null) {
            events.publishEvent(new DossierMilestone.DossierClosed(row.id(), act.at()));
        }
        return Result.done(moved.opened());
    }

    /**
     * Why a dossier is refused: as it was proposed, and printed in form 03, or as whoever refuses it writes; never the reason
     * of one with the legal basis of the other.
     */
    private Result<ProposedRefusal> refusal(DossierRow row, Decision decision) {
        String reason = strip(decision.note());
        String basis = strip(decision.legalBasis());
        if (reason != null && basis != null) {
            return Result.done(new ProposedRefusal(reason, basis));
        }
        Optional<ProposedRefusal> proposed = ProposedRefusal.of(ledger.entries(row.id()));
        // beside other outcomes the note is none to the applicant
        boolean own = basis != null || reason != null && decision.outcome().equals(REFUSED);
        if (proposed.isPresent() && !own) {
            return Result.done(proposed.get());
        }
        List<Problem> lacking = new ArrayList<>();
        if (reason == null) {
            lacking.add(Problem.at("note", proposed.isPresent() ? "dossier.refusal-both" : "dossier.reason-required"));
        }
        if (basis == null) {
            lacking.add(Problem.at(
                    "legalBasis", proposed.isPresent() ? "dossier.refusal-both" : "dossier.legal-basis-required"));
        }
        return Result.refused(lacking);
    }

    private static List<Problem> problems(DossierState.OpenTask open, Decision decision) {
        List<Problem> problems = new ArrayList<>();
        boolean back = NEED_A_REASON.contains(decision.outcome());
        if (back && strip(decision.note()) == null) {
            problems.add(Problem.at("note", "dossier.reason-required"));
        }
        if (!open.work().equals("RESULT") && (strip(decision.resultNo()) != null || decision.resultFile() != null)) {
            problems.add(Problem.at("resultNo", "dossier.result-not-here"));
        }
        Delivery delivery = decision.delivery();
        if (open.work().equals("RETURN")
                && (delivery == null || delivery.recipient().isBlank())) {
            problems.add(Problem.at("recipient", "dossier.recipient-required"));
        }
        return problems;
    }

    /**
     * Asks the applicant to complete the dossier (form 02): once, with everything that is missing. A running clock stops.
     *
     * @param version of the dossier the officer looked at
     */
    public Result<SupplementNotice> askSupplement(
            DossierId id,
            int version,
            String reason,
            List<SupplementNotice.Item> items,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        String key = CommandKey.of("ask-supplement", officer, id, clientKey);
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            if (row.state().supplements() > 0 && ledger.doneBefore(id, key)) {
                return Result.done(records.supplements(id).getLast());
            }
            DossierState state = row.state();
            UnitId unit = answeringUnit(state, officer);
            if (unit == null) {
                return Result.refused(Problem.of("dossier.not-yours"));
            }
            Optional<DossierState.OpenTask> others = state.tasks().stream()
                    .filter(t -> t.unit() == unit.value() && heldByOther(t, officer))
                    .findFirst();
            if (others.isPresent() && !isHeadOf(unit, officer)) {
                return Result.refused(held(others.get()));
            }
            if (state.version() != version) {
                return Result.refused(Stale.problem(ledger.entries(id), version, organization));
            }
            if (state.status().isClosed()
                    || state.status() == DossierStatus.PROCESSED
                    || state.status().isPaused()) {
                return Result.refused(Problem.of("dossier.supplement-not-now"));
            }
            if (state.supplements() >= SUPPLEMENTS_ALLOWED) {
                return Result.refused(Problem.of("dossier.supplement-once"));
            }
            List<Problem> problems = new ArrayList<>();
            if (reason.isBlank()) {
                problems.add(Problem.at("reason", "dossier.reason-required"));
            }
            if (items.isEmpty()) {
                problems.add(Problem.at("items", "dossier.supplement-items-required"));
            }
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            Act act = Act.of(officer, unit, now, key);
            SupplementNotice notice =
                    new SupplementNotice(state.supplements() + 1, act.at(), officer.id(), reason.strip(), items, null);
            records.addSupplement(id, notice);
            LegalClock clock = clock(row);
            Long remaining = clock == null ? null : clock.remaining(act.at());
            Standing process = row.process();
            if (process != null) {
                processes.suspend(process, act.at());
            }
            ledger.enter(
                    row,
                    act,
                    new DossierEvent.SupplementAsked(
                            notice.no(),
                            notice.reason(),
                            items.stream().map(SupplementNotice.Item::name).toList(),
                            remaining));
            events.publishEvent(new DossierMilestone.SupplementRequested(id, act.at()));
            return Result.done(notice);
        });
    }

    /** The applicant completes the dossier from the portal. A clock that was stopped runs again. */
    public Result<DossierId> supply(
            ApplicantPass applicant,
            Map<String, Object> answers,
            List<Content.HandedIn> papers,
            String clientKey,
            Instant now) {
        String key = CommandKey.of("supply", applicant.actor(), applicant.dossier(), clientKey);
        return commands.run(() -> supply(applicant.dossier(), answers, papers, applicant.actor(), null, key, now));
    }

    /** The applicant completes the dossier at the counter. */
    public Result<DossierId> supplyAtCounter(
            DossierId id, List<Content.HandedIn> papers, Actor.Officer clerk, String clientKey, Instant now) {
        String key = CommandKey.of("supply", clerk, id, clientKey);
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            UnitId desk = new UnitId(row.state().receivingUnit());
            UnitId unit = clerk.may(Permission.DOSSIER_RECEIVE, desk) ? desk : answeringUnit(row.state(), clerk);
            if (unit == null) {
                return Result.refused(Problem.of("dossier.not-yours"));
            }
            return supply(id, Map.of(), papers, clerk, unit, key, now);
        });
    }

    private Result<DossierId> supply(
            DossierId id,
            Map<String, Object> answers,
            List<Content.HandedIn> papers,
            Actor actor,
            @Nullable UnitId unit,
            String key,
            Instant now) {
        DossierRow row = ledger.lock(id).orElse(null);
        if (row == null) {
            return Result.refused(Problem.of("dossier.unknown"));
        }
        if (ledger.doneBefore(id, key)) {
            return Result.done(id);
        }
        DossierState state = row.state();
        if (state.status() != DossierStatus.SUPPLEMENT_ASKED) {
            return Result.refused(Problem.of("dossier.nothing-asked"));
        }
        if (papers.stream().noneMatch(Content.HandedIn::isThere) && answers.isEmpty()) {
            return Result.refused(Problem.at("papers", "dossier.supplement-empty"));
        }
        Act act = Act.of(actor, unit, now, key);
        Content content = merged(records.content(id, state.contentVersion()), answers, papers);
        int version = state.contentVersion() + 1;
        records.addContent(id, version, content, act.at());
        records.answerSupplement(id, state.supplements(), act.at());
        LegalClock clock = clock(row);
        Instant due =
                clock == null ? null : clock.resumed(act.at()).orElseThrow().due();
        List<DossierEvent> batch = new ArrayList<>();
        batch.add(new DossierEvent.Supplemented(version, content.hash(), due));
        Standing process = row.process();
        if (process != null) {
            for (TaskSummary task : processes.resume(process, act.at())) {
                batch.add(new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
            }
        }
        ledger.enter(row, act, batch);
        events.publishEvent(new DossierMilestone.DossierSupplemented(id, act.at()));
        return Result.done(id);
    }

    /** The applicant withdraws the dossier, as long as its result is not ready. */
    public Result<DossierId> withdraw(ApplicantPass applicant, String reason, String clientKey, Instant now) {
        DossierId id = applicant.dossier();
        String key = CommandKey.of("withdraw", applicant.actor(), id, clientKey);
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            if (ledger.doneBefore(id, key)) {
                return Result.done(id);
            }
            DossierStatus status = row.state().status();
            if (status.isClosed() || status == DossierStatus.PROCESSED) {
                return Result.refused(Problem.of("dossier.withdraw-too-late"));
            }
            if (reason.isBlank()) {
                return Result.refused(Problem.at("reason", "dossier.reason-required"));
            }
            Act act = Act.of(applicant.actor(), null, now, key);
            Standing process = row.process();
            if (process != null) {
                processes.cancel(process, act.at());
            }
            charges.waive(Reception.SUBJECT, id.value(), "withdrawn", "", act.at());
            ledger.enter(row, act, new DossierEvent.Withdrawn(reason.strip()));
            events.publishEvent(new DossierMilestone.DossierClosed(id, act.at()));
            return Result.done(id);
        });
    }

    /** Takes the fee of a dossier at the counter and numbers its receipt. */
    public Result<Receipt> payFee(DossierId id, PaymentMethod method, Actor.Officer clerk, Instant now) {
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            UnitId desk = new UnitId(row.state().receivingUnit());
            if (!clerk.may(Permission.DOSSIER_RECEIVE, desk)) {
                return Result.refused(Problem.of("dossier.not-yours"));
            }
            boolean unpaid = charges.of(Reception.SUBJECT, id.value())
                    .map(c -> c.receipt() == null)
                    .orElse(true);
            Act act = Act.of(clerk, desk, now, null);
            String series = organization.agency(row.agency()).code();
            Result<Receipt> paid =
                    charges.pay(Reception.SUBJECT, id.value(), series, method, clerk.displayName(), act.at());
            if (unpaid && paid instanceof Result.Done<Receipt> r) {
                ledger.enter(
                        row,
                        act,
                        new DossierEvent.FeePaid(
                                r.value().total().dong(), r.value().printedNumber()));
            }
            return paid;
        });
    }

    static DossierEvent.TaskOpened opened(TaskSummary task) {
        return new DossierEvent.TaskOpened(
                task.id().value(),
                task.elementId(),
                task.name(),
                task.work(),
                task.unit().value(),
                task.position(),
                task.dueAt());
    }

    private interface OnTask<T> {
        Result<T> apply(DossierRow row, DossierState.OpenTask open, Act act);
    }

    /** Checks that the officer may act on this task of the locked dossier. */
    private <T> Result<T> onTask(
            Optional<DossierRow> locked,
            TaskId task,
            Actor.Officer officer,
            @Nullable String key,
            Instant now,
            OnTask<T> command) {
        DossierRow row = locked.orElse(null);
        if (row == null || !Dossiers.mayRead(officer, row.state())) {
            return Result.refused(Problem.of("dossier.unknown"));
        }
        Optional<DossierState.OpenTask> open = row.state().task(task.value());
        if (open.isEmpty()) {
            return Result.refused(gone(row.id(), task, officer));
        }
        UnitId unit = new UnitId(open.get().unit());
        if (!mayDo(open.get(), officer)) {
            String code = officer.units().contains(unit) ? "dossier.not-your-position" : "dossier.not-your-unit";
            return Result.refused(Problem.of(code, organization.unit(unit).name()));
        }
        return command.apply(row, open.get(), Act.of(officer, unit, now, key));
    }

    private static boolean heldByOther(DossierState.OpenTask task, Actor.Officer officer) {
        return task.officer() != null && task.officer() != officer.id().value();
    }

    private Problem held(DossierState.OpenTask task) {
        long holder = Objects.requireNonNull(task.officer());
        return Problem.of(
                "dossier.held-by-other",
                task.name(),
                organization.officer(new OfficerId(holder)).name());
    }

    /** Whether the officer decides over the unit's work; where nobody does, as at a desk of clerks, everyone in it. */
    private boolean isHeadOf(UnitId unit, Actor.Officer officer) {
        return officer.may(Permission.DOSSIER_APPROVE, unit)
                || organization.officersOf(unit, null).stream()
                        .map(o -> organization.actor(o.id()))
                        .noneMatch(o -> o.filter(x -> x.may(Permission.DOSSIER_APPROVE, unit))
                                .isPresent());
    }

    private static boolean mayDo(DossierState.OpenTask task, Actor.Officer officer) {
        return mayDo(officer, new UnitId(task.unit()), task.work(), task.position());
    }

    /** Whether the officer may do a kind of work of a unit that is meant for a position. */
    static boolean mayDo(Actor.Officer officer, UnitId unit, String work, String position) {
        Permission needed = switch (work) {
            case "APPROVE" -> Permission.DOSSIER_APPROVE;
            case "RETURN" -> Permission.DOSSIER_RETURN;
            default -> Permission.DOSSIER_WORK;
        };
        return officer.may(needed, unit, position);
    }

    /** Why a task is no longer there, told by whom it was done and when. */
    private Problem gone(DossierId id, TaskId task, Actor.Officer officer) {
        List<LedgerEntry> entries = ledger.entries(id);
        return entries.reversed().stream()
                .filter(e -> e.event() instanceof DossierEvent.TaskCompleted c && c.task() == task.value())
                .findFirst()
                .map(e -> {
                    OfficerId by = e.by().officer();
                    boolean self = officer.id().equals(by);
                    return Problem.of(
                            self ? "dossier.task-done-by-you" : "dossier.task-done",
                            by == null ? "" : organization.officer(by).name(),
                            Stale.time(e.at()));
                })
                .orElseGet(() -> Problem.of("dossier.task-unknown"));
    }

    /** The unit for which the officer may ask something of the applicant now, if any. */
    private static @Nullable UnitId answeringUnit(DossierState state, Actor.Officer officer) {
        if (state.tasks().isEmpty()) {
            UnitId desk = new UnitId(state.receivingUnit());
            return officer.may(Permission.DOSSIER_RECEIVE, desk) ? desk : null;
        }
        return state.tasks().stream()
                .map(t -> new UnitId(t.unit()))
                .filter(u -> officer.may(Permission.DOSSIER_WORK, u))
                .findFirst()
                .orElse(null);
    }

    /** The dossier's legal clock; {@code null} before it was received. */
    private @Nullable LegalClock clock(DossierRow row) {
        String calendar = row.state().calendar();
        return calendar == null ? null : clocks.of(row.state(), ledger.entries(row.id()), calendars.byId(calendar));
    }

    private static Content merged(Content old, Map<String, Object> answers, List<Content.HandedIn> papers) {
        Map<String, Object> allAnswers = new LinkedHashMap<>(old.answers());
        allAnswers.putAll(answers);
        Map<String, Content.HandedIn> byPaper = new LinkedHashMap<>();
        old.papers().forEach(p -> byPaper.put(p.paper(), p));
        for (Content.HandedIn added : papers) {
            if (added.isThere()) {
                byPaper.merge(
                        added.paper(),
                        added,
                        (a, b) -> new Content.HandedIn(
                                a.paper(),
                                a.name(),
                                a.originals() + b.originals(),
                                a.copies() + b.copies(),
                                concat(a.files(), b.files()),
                                concat(a.reused(), b.reused())));
            }
        }
        return new Content(allAnswers, List.copyOf(byPaper.values()), old.applicant(), old.prefilled());
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static @Nullable String strip(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
