package vn.motcua.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.Appointment;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ClockTerm;
import vn.motcua.calendar.DayCount;
import vn.motcua.calendar.ExtensionRule;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.PauseKind;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.payment.Charges;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * What the law lets an authority do to the time it promised: stop the clock and let it go on, give one new date with an
 * apology (form 04), extend the term by a rule, or discontinue the dossier (form 05). Each is a command with its reason,
 * entered in the ledger with the time that follows from it. Asking another agency is with {@link Consultations}.
 */
@Service
public class Appointments {

    /** How long an applicant has to answer form 02 before the dossier may be discontinued, in calendar days. */
    static final int DAYS_TO_ANSWER = 30;

    private static final int LEAST_NEW_DAYS = 5;
    private static final Set<String> NEW_DATE_PROBLEMS =
            Set.of("calendar.clock.new-date-not-later", "calendar.clock.new-date-off");

    private final ClockCommands commands;
    private final Ledger ledger;
    private final Calendars calendars;
    private final Catalog catalog;
    private final Processes processes;
    private final Charges charges;
    private final Organization organization;
    private final ApplicationEventPublisher events;

    Appointments(
            ClockCommands commands,
            Ledger ledger,
            Calendars calendars,
            Catalog catalog,
            Processes processes,
            Charges charges,
            Organization organization,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.calendars = calendars;
        this.catalog = catalog;
        this.processes = processes;
        this.charges = charges;
        this.organization = organization;
        this.events = events;
    }

    /** Stops the clock until a tax or fee is paid. Nothing can be decided until {@link #resume}. */
    public Result<DossierId> awaitPayment(
            DossierId id, int version, String reason, Actor.Officer officer, String clientKey, Instant now) {
        return commands.change(given("pause", id, version, officer, clientKey, now), reason, (row, act, clock) -> {
            if (row.state().status() != DossierStatus.IN_PROCESS) {
                return Result.refused(Problem.of("dossier.pause-not-now"));
            }
            if (!ClockCommands.works(row.state(), officer)) {
                return Result.refused(Problem.of("dossier.not-yours"));
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
            if (state.status() == DossierStatus.CONSULTING && state.consultation() != null) {
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

    /**
     * Gives the one new date, with an apology and its reason, before the appointed time passes (form 04): for the head of a
     * unit that has the dossier or a leader of the agency to decide, and no later than {@link #latestNewDate}.
     */
    public Result<DossierId> apologise(
            DossierId id,
            int version,
            Instant newDue,
            String reason,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        return commands.change(given("apologise", id, version, officer, clientKey, now), reason, (row, act, clock) -> {
            if (!commands.heads(row.state(), officer)) {
                return Result.refused(Problem.of("dossier.apology-not-yours"));
            }
            Instant latest = latest(clock).orElse(clock.due());
            if (newDue.isAfter(latest)) {
                return Result.refused(Problem.at("due", "dossier.apology-too-late", Stale.time(latest)));
            }
            return atDate(clock.rescheduled(act.at(), newDue))
                    .map(later -> List.of(new DossierEvent.Rescheduled(later.due(), reason.strip())));
        });
    }

    /** What is wrong with the new date is told where it was typed. */
    private static Result<LegalClock> atDate(Result<LegalClock> rescheduled) {
        return rescheduled instanceof Result.Refused<LegalClock>(List<Problem> problems)
                ? Result.refused(problems.stream()
                        .map(p -> NEW_DATE_PROBLEMS.contains(p.code())
                                ? Problem.at("due", p.code(), p.args().toArray())
                                : p)
                        .toList())
                : rescheduled;
    }

    /** The latest date an apology may give now; empty where this officer may give none. */
    @Transactional(readOnly = true)
    public Optional<Instant> latestNewDate(DossierId id, Actor.Officer officer) {
        return ledger.find(id)
                .filter(row -> row.state().finishedAt() == null && commands.heads(row.state(), officer))
                .flatMap(row -> Optional.ofNullable(commands.clock(row)))
                .flatMap(Appointments::latest);
    }

    /**
     * The term once more from when it is due, and at least {@value #LEAST_NEW_DAYS} working days. The law sets no bound; a
     * promise of any date would be none.
     */
    private static Optional<Instant> latest(LegalClock clock) {
        AppointmentRule least =
                new AppointmentRule(new Term(LEAST_NEW_DAYS, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, null);
        AppointmentRule again = clock.term() instanceof ClockTerm.Legal(AppointmentRule rule)
                ? new AppointmentRule(rule.term(), rule.count(), null)
                : least;
        return Stream.of(again, least)
                .map(rule -> clock.calendar().appointIfCovered(clock.due(), rule))
                .flatMap(end ->
                        end instanceof Result.Done<Appointment>(Appointment a) ? Stream.of(a.due()) : Stream.of())
                .max(Comparator.naturalOrder());
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
        if (row == null || row.state().finishedAt() != null || !commands.heads(row.state(), officer)) {
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
            if (!commands.heads(row.state(), officer)) {
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

    /**
     * Ends a dossier that the applicant was asked to complete and did not within {@value #DAYS_TO_ANSWER} days of the
     * notice (form 05).
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
            Instant over = supplementOver(row.state());
            if (over == null || now.isBefore(over)) {
                return Result.refused(Problem.of("dossier.discontinue-not-now", DAYS_TO_ANSWER));
            }
            List<Problem> problems = new ArrayList<>();
            Problem wrong = ClockCommands.wrong(reason, "dossier.reason-required");
            if (wrong != null) {
                problems.add(wrong);
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

    /** From when a dossier can be discontinued; empty while no supplement is asked. */
    @Transactional(readOnly = true)
    public Optional<Instant> discontinuableFrom(DossierId id) {
        return ledger.find(id).map(row -> supplementOver(row.state()));
    }

    /**
     * When the time to answer form 02 is over. By the Civil Code (2015, art. 147 and 148) the day of the notice does not
     * count, and the term ends at midnight of its last day, or of the next working day where that is a day off.
     */
    private @Nullable Instant supplementOver(DossierState state) {
        Instant asked = state.pausedAt();
        if (state.status() != DossierStatus.SUPPLEMENT_ASKED || asked == null) {
            return null;
        }
        String known = state.calendar();
        WorkingCalendar calendar = calendars.byId(
                known != null
                        ? known
                        : organization.agency(new AgencyId(state.agency())).processingCalendar());
        LocalDate last = LocalDate.ofInstant(asked, Vietnam.ZONE).plusDays(DAYS_TO_ANSWER);
        if (calendar.covers(last) && !calendar.isWorkingDay(last)) {
            last = calendar.nextWorkingDay(last);
        }
        return last.plusDays(1).atStartOfDay(Vietnam.ZONE).toInstant();
    }

    private static ClockCommands.Given given(
            String name, DossierId id, int version, Actor.Officer officer, String clientKey, Instant now) {
        return new ClockCommands.Given(name, id, version, officer, clientKey, now);
    }
}
