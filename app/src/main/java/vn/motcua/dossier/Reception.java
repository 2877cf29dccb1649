package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import vn.motcua.calendar.Calendars;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.FeeLine;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.ChargeLine;
import vn.motcua.payment.Charges;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.payment.Receipt;
import vn.motcua.process.Processes;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Intake (tiếp nhận): dossiers filed online, taken in at the counter, accepted or refused by the one-stop desk. From
 * acceptance the legal clock runs.
 *
 * <p>Each command takes a key given by the client; the same key again answers what the first call did.
 */
@Service
public class Reception {

    /** How payments and process instances name a dossier. */
    public static final String SUBJECT = "dossier";

    /** Refusal of what was written by a version of the procedure that is not in force any more. */
    public static final String VERSION_CHANGED = "dossier.version-changed";

    static final String ONE_STOP = "one-stop";

    private final Commands commands;
    private final Ledger ledger;
    private final DossierRecords records;
    private final FilingCheck check;
    private final ReusablePapers reusable;
    private final Catalog catalog;
    private final Organization organization;
    private final Calendars calendars;
    private final Processes processes;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    Reception(
            Commands commands,
            Ledger ledger,
            DossierRecords records,
            FilingCheck check,
            ReusablePapers reusable,
            Catalog catalog,
            Organization organization,
            Calendars calendars,
            Processes processes,
            Charges charges,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.records = records;
        this.check = check;
        this.reusable = reusable;
        this.catalog = catalog;
        this.organization = organization;
        this.calendars = calendars;
        this.processes = processes;
        this.charges = charges;
        this.events = events;
    }

    /** What is wrong with a filing as it stands, for a check page; papers that are missing included. */
    public List<Problem> check(Filing filing, Channel channel) {
        Optional<Procedure> procedure = catalog.current(filing.procedureCode());
        if (procedure.isEmpty()) {
            return List.of(Problem.of("dossier.procedure-unknown"));
        }
        List<Problem> problems = new ArrayList<>(check.problems(procedure.get(), filing, channel));
        for (Paper paper : FilingCheck.missing(procedure.get(), filing.answers(), filing.papers(), channel)) {
            problems.add(Problem.at("paper." + paper.key(), "dossier.paper-missing", paper.name()));
        }
        return problems;
    }

    /** Files online. The one-stop desk of the agency still has to accept it; the clock does not run yet. */
    public Result<Filed> file(Filing filing, Actor applicant, String clientKey, Instant now) {
        String key = CommandKey.of("file", applicant, null, clientKey);
        return commands.run(() -> {
            Optional<DossierId> before = ledger.doneBefore(key);
            if (before.isPresent()) {
                return Result.done(filed(before.get()));
            }
            Optional<Procedure> current = catalog.current(filing.procedureCode());
            if (current.isPresent() && isOfAnother(filing, current.get())) {
                return Result.refused(Problem.of(VERSION_CHANGED));
            }
            List<Problem> problems = check(filing, Channel.ONLINE);
            current.ifPresent(p -> problems.addAll(reusable.problems(p, filing, applicant, now)));
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            Procedure procedure = current.orElseThrow();
            DossierRow row = open(procedure, filing, Channel.ONLINE, applicant, null, key, now);
            events.publishEvent(new DossierMilestone.DossierSubmitted(row.id(), now));
            return Result.done(new Filed(row.id(), row.code(), row.secret()));
        });
    }

    /**
     * Takes in a dossier brought to the counter (or by post) in one go: checks, gives it its code, starts the clock and
     * hands it to the first step.
     *
     * @param paid how the fee was paid at the desk, {@code null} when it was not or nothing is due
     */
    public Intake takeIn(
            Filing filing,
            Channel channel,
            @Nullable PaymentMethod paid,
            Actor.Officer clerk,
            String clientKey,
            Instant now) {
        String key = CommandKey.of("take-in", clerk, null, clientKey);
        AtomicReference<@Nullable Intake> reason = new AtomicReference<>();
        Result<Intake.Accepted> result = commands.run(() -> {
            Optional<DossierId> before = ledger.doneBefore(key);
            if (before.isPresent()) {
                DossierRow row = ledger.find(before.get()).orElseThrow();
                return Result.done(new Intake.Accepted(
                        row.id(),
                        row.code(),
                        row.secret(),
                        requireNonNull(row.state().dueAt())));
            }
            Optional<Procedure> current = catalog.current(filing.procedureCode());
            if (current.isEmpty()) {
                return Result.refused(Problem.of("dossier.procedure-unknown"));
            }
            Procedure procedure = current.get();
            if (isOfAnother(filing, procedure)) {
                return Result.refused(Problem.of(VERSION_CHANGED));
            }
            List<Agency> competent = catalog.offeredBy(procedure);
            if (competent.stream().noneMatch(a -> a.id().equals(filing.agency()))) {
                reason.set(new Intake.NotCompetent(competent));
                return Result.refused(Problem.at("agency", "dossier.agency-not-competent"));
            }
            Unit desk = desk(filing.agency());
            if (!clerk.may(Permission.DOSSIER_RECEIVE, desk.id())) {
                return Result.refused(Problem.of("dossier.not-yours-to-receive", desk.name()));
            }
            List<Problem> problems = check.problems(procedure, filing, channel);
            problems.addAll(reusable.problems(procedure, filing, clerk, now));
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            List<Paper> missing = FilingCheck.missing(procedure, filing.answers(), filing.papers(), channel);
            if (!missing.isEmpty()) {
                reason.set(new Intake.Incomplete(missing));
                return Result.refused(Problem.of("dossier.incomplete"));
            }
            DossierRow row = open(procedure, filing, channel, clerk, desk, key, now);
            Result<DossierRow> received = receive(row, procedure, filing.answers(), clerk, desk, paid, null, now);
            return received.map(r -> new Intake.Accepted(
                    r.id(), r.code(), r.secret(), requireNonNull(r.state().dueAt())));
        });
        return switch (result) {
            case Result.Done<Intake.Accepted> done -> done.value();
            case Result.Refused<Intake.Accepted> refused -> {
                Intake known = reason.get();
                yield known != null ? known : new Intake.Refused(refused.problems());
            }
        };
    }

    /**
     * Accepts a dossier that was filed online.
     *
     * @param version of the dossier the clerk looked at
     */
    public Result<Intake.Accepted> accept(
            DossierId id, int version, Actor.Officer clerk, String clientKey, Instant now) {
        String key = CommandKey.of("accept", clerk, id, clientKey);
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            Instant appointed = row.state().dueAt();
            if (appointed != null && ledger.doneBefore(id, key)) {
                return Result.done(new Intake.Accepted(row.id(), row.code(), row.secret(), appointed));
            }
            List<Problem> refusal = refusalToReceive(row, version, clerk);
            if (!refusal.isEmpty()) {
                return Result.refused(refusal);
            }
            Procedure procedure =
                    catalog.beginningToday(new ProcedureVersionId(row.state().procedureVersion()));
            Content content = records.content(id, row.state().contentVersion());
            Unit desk = organization.unit(new UnitId(row.state().receivingUnit()));
            return receive(row, procedure, content.answers(), clerk, desk, null, key, now)
                    .map(r -> new Intake.Accepted(
                            r.id(),
                            r.code(),
                            r.secret(),
                            requireNonNull(r.state().dueAt())));
        });
    }

    /** Refuses to take a filed dossier in, with form 03. */
    public Result<DossierId> refuse(
            DossierId id,
            int version,
            String reason,
            String legalBasis,
            Actor.Officer clerk,
            String clientKey,
            Instant now) {
        String key = CommandKey.of("refuse", clerk, id, clientKey);
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElse(null);
            if (row == null) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            if (ledger.doneBefore(id, key)) {
                return Result.done(id);
            }
            List<Problem> problems = new ArrayList<>(refusalToReceive(row, version, clerk));
            if (reason.isBlank()) {
                problems.add(Problem.at("reason", "dossier.reason-required"));
            }
            if (legalBasis.isBlank()) {
                problems.add(Problem.at("legalBasis", "dossier.legal-basis-required"));
            }
            if (!problems.isEmpty()) {
                return Result.refused(problems);
            }
            Act act = Act.of(clerk, new UnitId(row.state().receivingUnit()), now, key);
            ledger.enter(row, act, new DossierEvent.NotAccepted(reason.strip(), legalBasis.strip()));
            events.publishEvent(new DossierMilestone.DossierClosed(id, now));
            return Result.done(id);
        });
    }

    /**
     * Begins a dossier at another agency for one that waits for its result, within the caller's transaction. It counts as
     * filed online. Its papers are those of the dossier it is for: what a desk has is not asked for again. What was right
     * on the day it was stated stays right: the ward of an address may have ended meanwhile.
     *
     * @param statedAt when the dossier it is for was filed
     */
    Result<DossierRow> link(
            Procedure procedure, Filing stated, String from, Instant statedAt, Actor.System by, Instant now) {
        LocalDate day = LocalDate.ofInstant(statedAt, Vietnam.ZONE);
        Filing filing = stated.answering(procedure.form().completed(stated.answers(), day));
        List<Problem> then = procedure.form().validate(filing.answers(), false, day);
        List<Problem> problems = check.problems(procedure, filing, Channel.ONLINE).stream()
                .filter(p -> procedure.form().fieldOf(p.field()).isEmpty()
                        || then.stream().anyMatch(before -> Objects.equals(before.field(), p.field())))
                .toList();
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        Unit desk = desk(filing.agency());
        DossierRow row = open(procedure, filing, Channel.ONLINE, by, desk, null, now);
        row = ledger.enter(row, Act.of(by, desk.id(), now, null), new DossierEvent.LinkedFrom(from));
        return receive(row, procedure, filing.answers(), by, desk, null, null, now);
    }

    /** Nothing is filed by a version other than the one in force: who has seen another is told first. */
    private static boolean isOfAnother(Filing filing, Procedure inForce) {
        ProcedureVersionId seen = filing.origin().seen();
        return seen != null && !seen.equals(inForce.version());
    }

    private List<Problem> refusalToReceive(DossierRow row, int version, Actor.Officer clerk) {
        var unit = new UnitId(row.state().receivingUnit());
        if (!clerk.may(Permission.DOSSIER_RECEIVE, unit)) {
            return List.of(Problem.of(
                    "dossier.not-yours-to-receive", organization.unit(unit).name()));
        }
        if (row.state().version() != version || row.state().status() != DossierStatus.SUBMITTED) {
            return List.of(Stale.problem(ledger.entries(row.id()), version, organization));
        }
        return List.of();
    }

    private DossierRow open(
            Procedure procedure,
            Filing filing,
            Channel channel,
            Actor actor,
            @Nullable Unit unit,
            @Nullable String key,
            Instant now) {
        Agency agency = organization.agency(filing.agency());
        Unit desk = unit != null ? unit : desk(filing.agency());
        Content content = new Content(filing.answers(), filing.papers(), filing.applicant(), filing.prefilled());
        Act act = Act.of(actor, unit == null ? null : unit.id(), now, key);
        DossierRow row = ledger.open(
                records.nextCode(agency, now),
                records.newSecret(),
                new DossierEvent.Submitted(
                        agency.id().value(),
                        procedure.version().value(),
                        procedure.code(),
                        channel.name(),
                        procedure.caseOf(filing.answers()).key(),
                        desk.id().value(),
                        1,
                        content.hash()),
                act);
        records.addContent(row.id(), 1, content, now);
        records.addApplicant(
                row.id(),
                filing.applicant(),
                actor instanceof Actor.Citizen c ? c.subject() : null,
                actor instanceof Actor.Citizen && filing.origin().identified()
                        || actor instanceof Actor.Officer && channel == Channel.COUNTER);
        return row;
    }

    private Result<DossierRow> receive(
            DossierRow row,
            Procedure procedure,
            Map<String, Object> answers,
            Actor receiver,
            Unit desk,
            @Nullable PaymentMethod paid,
            @Nullable String key,
            Instant moment) {
        Act act = Act.of(receiver, desk.id(), moment, key);
        Instant now = act.at();
        Agency agency = organization.agency(row.agency());
        Channel channel = Channel.valueOf(row.state().channel());
        String caseKey = row.state().caseKey();
        Instant due = calendars
                .byId(agency.processingCalendar())
                .appoint(now, procedure.rule(channel, caseKey))
                .due();
        Map<String, Object> variables = new HashMap<>();
        variables.put("form", answers);
        variables.put("channel", channel.name());
        variables.put("case", caseKey);
        Processes.Started started = processes.start(
                procedure.process(), new SubjectRef(SUBJECT, row.id().value()), agency.id(), variables, now);
        List<DossierEvent> batch = new ArrayList<>();
        batch.add(new DossierEvent.Received(due, agency.processingCalendar()));
        for (TaskSummary task : started.opened()) {
            batch.add(Casework.opened(task));
            if (task.work().equals("FORWARD")
                    && receiver instanceof Actor.Officer clerk
                    && clerk.may(Permission.DOSSIER_WORK, task.unit())) {
                processes.claim(started.standing(), task.id(), clerk.id(), now).orElseThrow();
                batch.add(new DossierEvent.TaskClaimed(
                        task.id().value(), clerk.id().value()));
            }
        }
        // what a linked dossier costs is in the fee of the one it is for
        List<ChargeLine> fees =
                receiver instanceof Actor.System ? List.of() : charge(procedure, caseKey, answers, channel);
        if (!fees.isEmpty()) {
            charges.charge(SUBJECT, row.id().value(), fees, now);
            if (paid != null) {
                switch (charges.pay(SUBJECT, row.id().value(), agency.code(), paid, receiver.displayName(), now)) {
                    case Result.Done<Receipt> r ->
                        batch.add(new DossierEvent.FeePaid(
                                r.value().total().dong(), r.value().printedNumber()));
                    case Result.Refused<Receipt> r -> {
                        return Result.refused(r.problems());
                    }
                }
            }
        }
        DossierRow received = ledger.enter(row, started.standing(), act, batch);
        events.publishEvent(new DossierMilestone.DossierReceived(row.id(), now));
        return Result.done(received);
    }

    private List<ChargeLine> charge(Procedure procedure, String caseKey, Map<String, Object> answers, Channel channel) {
        List<ChargeLine> lines = new ArrayList<>();
        for (FeeLine line : catalog.feeLines(procedure, caseKey, answers, channel)) {
            Money amount = line.amount();
            if (amount != null && !amount.isZero()) {
                lines.add(new ChargeLine(line.fee().name(), amount));
            }
        }
        return lines;
    }

    private Filed filed(DossierId id) {
        DossierRow row = ledger.find(id).orElseThrow();
        return new Filed(row.id(), row.code(), row.secret());
    }

    private Unit desk(AgencyId agency) {
        return organization
                .unitOf(agency, ONE_STOP)
                .orElseThrow(() -> new IllegalStateException("agency " + agency.value() + " has no one-stop desk"));
    }
}
