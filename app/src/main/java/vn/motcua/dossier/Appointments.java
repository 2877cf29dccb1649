package vn.motcua.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ExtensionRule;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.PauseKind;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.Charges;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * What the law lets an authority do to the time it promised: stop the clock and let it go on, give one new date with an
 * apology (form 04), extend the term by a rule, or discontinue the dossier (form 05). Each is a command with its reason,
 * entered in the ledger with the time that follows from it. Asking another agency is with {@link Consultations}.
 */
@Service
public class Appointments {

    /** How long an applicant has to answer form 02 before the dossier may be discontinued, in calendar days. */
    static final int DAYS_TO_ANSWER = 30;

    private final ClockCommands commands;
    private final Ledger ledger;
    private final Calendars calendars;
    private final Catalog catalog;
    private final Processes processes;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    Appointments(
            ClockCommands commands,
            Ledger ledger,
            Calendars calendars,
            Catalog catalog,
            Processes processes,
            Charges charges,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.calendars = calendars;
        this.catalog = catalog;
        this.processes = processes;
        this.charges = charges;
        this.events = events;
    }

    /** Stops the clock until a tax or fee is paid. Nothing can be decided until {@link #resume}. */
    public Result<DossierId> awaitPayment(
            DossierId id, int version, String reason, Actor.Officer officer, String clientKey, Instant now) {
        return commands.change(given("pause", id, version, officer, clientKey, now), reason, (row, act, clock) -> {
            if (row.state().status() != DossierStatus.IN_PROCESS) {
                return Result.refused(Problem.of("dossier.pause-not-now"));
            }
            return clock.paused(act.at(), PauseKind.FINANCIAL_DUTY, reason.strip())
                    .map(stopped -> {
                        processes.suspend(row.running(), act.at());
                        return List.of(new DossierEvent.ClockPaused(
                                PauseKind.FINANCIAL_DUTY.name(), reason.strip(), stopped.remaining(act.at())));
                    });
        });
    }

    /** Lets a clock go on that was stopped by hand; one that waits for an agency goes on with its answer. */
    public Result<DossierId> resume(
            DossierId id, int version, String reason, Actor.Officer officer, String clientKey, Instant now) {
        return commands.change(given("resume", id, version, officer, clientKey, now), reason, (row, act, clock) -> {
            DossierState state = row.state();
            if (state.consultation() != null) {
                return Result.refused(Problem.of("dossier.resume-with-answer"));
            }
            if (state.status() != DossierStatus.PAYMENT_ASKED && state.status() != DossierStatus.CONSULTING) {
                return Result.refused(Problem.of("dossier.resume-not-now"));
            }
            return clock.resumed(act.at()).map(running -> {
                List<DossierEvent> batch = new ArrayList<>();
                batch.add(new DossierEvent.ClockResumed(running.due(), reason.strip()));
                batch.addAll(resumed(processes, row, act.at()));
                return batch;
            });
        });
    }

    /** The tasks' own deadlines once the clock goes on. */
    static List<DossierEvent> resumed(Processes processes, DossierRow row, Instant at) {
        List<DossierEvent> moved = new ArrayList<>();
        for (TaskSummary task : processes.resume(row.running(), at)) {
            moved.add(new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
        }
        return moved;
    }

    /** Gives the one new date, with an apology and its reason, before the appointed time passes (form 04). */
    public Result<DossierId> apologise(
            DossierId id,
            int version,
            Instant newDue,
            String reason,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        return commands.change(
                given("apologise", id, version, officer, clientKey, now),
                reason,
                (row, act, clock) -> clock.rescheduled(act.at(), newDue)
                        .map(later -> List.of(new DossierEvent.Rescheduled(later.due(), reason.strip()))));
    }

    /**
     * An extension that the law offers now.
     *
     * @param dueAt the appointed time as it stands, {@code newDueAt} as it would be
     */
    public record Extension(ExtensionRule rule, Instant dueAt, Instant newDueAt) {}

    /** By which rules this officer may extend the dossier's term now, and what would come of each. */
    @Transactional(readOnly = true)
    public List<Extension> extensions(DossierId id, Actor.Officer officer, Instant now) {
        DossierRow row = ledger.find(id).orElse(null);
        if (row == null || row.state().finishedAt() != null || !mayExtend(row.state(), officer)) {
            return List.of();
        }
        List<ExtensionRule> rules = rules(row);
        LegalClock clock = rules.isEmpty() ? null : commands.clock(row);
        if (clock == null) {
            return List.of();
        }
        List<Extension> offered = new ArrayList<>();
        for (ExtensionRule rule : rules) {
            if (clock.extended(now, rule) instanceof Result.Done<LegalClock>(LegalClock later)) {
                offered.add(new Extension(rule, clock.due(), later.due()));
            }
        }
        return offered;
    }

    /** Extends the term by a rule of law, which is for the head of a unit that has the dossier to decide. */
    public Result<DossierId> extend(
            DossierId id,
            int version,
            String ruleKind,
            String reason,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        return commands.change(given("extend", id, version, officer, clientKey, now), reason, (row, act, clock) -> {
            ExtensionRule rule = rules(row).stream()
                    .filter(r -> r.kind().equals(ruleKind))
                    .findFirst()
                    .orElse(null);
            if (rule == null) {
                return Result.refused(Problem.of("dossier.extension-unknown"));
            }
            if (!mayExtend(row.state(), officer)) {
                return Result.refused(Problem.of("dossier.extension-not-yours"));
            }
            return clock.extended(act.at(), rule)
                    .map(later -> List.of(new DossierEvent.Extended(
                            rule.kind(),
                            rule.by().amount(),
                            rule.by().unit().name(),
                            rule.name().vi(),
                            rule.name().en(),
                            rule.source(),
                            later.due(),
                            reason.strip())));
        });
    }

    private List<ExtensionRule> rules(DossierRow row) {
        Procedure procedure = catalog.version(new ProcedureVersionId(row.state().procedureVersion()));
        return calendars.extensionRules(procedure.code(), procedure.sectorName());
    }

    private static boolean mayExtend(DossierState state, Actor.Officer officer) {
        return state.tasks().stream()
                .anyMatch(task -> officer.may(Permission.DOSSIER_APPROVE, new UnitId(task.unit())));
    }

    /**
     * Ends a dossier that the applicant was asked to complete and did not, {@value #DAYS_TO_ANSWER} days after the notice
     * (form 05).
     */
    public Result<DossierId> discontinue(
            DossierId id,
            int version,
            String reason,
            String legalBasis,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        return commands.begin(given("discontinue", id, version, officer, clientKey, now), begun -> {
            DossierRow row = begun.row();
            Instant asked = row.state().pausedAt();
            if (row.state().status() != DossierStatus.SUPPLEMENT_ASKED
                    || asked == null
                    || now.isBefore(asked.plus(Duration.ofDays(DAYS_TO_ANSWER)))) {
                return Result.refused(Problem.of("dossier.discontinue-not-now", DAYS_TO_ANSWER));
            }
            List<Problem> problems = new ArrayList<>();
            if (reason.isBlank()) {
                problems.add(Problem.at("reason", "dossier.reason-required"));
            }
            if (legalBasis.isBlank()) {
                problems.add(Problem.at("legalBasis", "dossier.legal-basis-required"));
            }
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            Standing process = row.process();
            if (process != null) {
                processes.cancel(process, begun.act().at());
            }
            charges.waive(
                    Reception.SUBJECT,
                    id.value(),
                    "discontinued",
                    officer.displayName(),
                    begun.act().at());
            ledger.enter(row, begun.act(), new DossierEvent.Discontinued(reason.strip(), legalBasis.strip()));
            events.publishEvent(
                    new DossierMilestone.DossierClosed(id, begun.act().at()));
            return Result.done(id);
        });
    }

    private static ClockCommands.Given given(
            String name, DossierId id, int version, Actor.Officer officer, String clientKey, Instant now) {
        return new ClockCommands.Given(name, id, version, officer, clientKey, now);
    }
}
