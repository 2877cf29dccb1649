package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ExtensionRule;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.PauseKind;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
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
 * entered in the ledger with the time that follows from it.
 */
@Service
public class Appointments {

    /** How long an applicant has to answer form 02 before the dossier may be discontinued, in calendar days. */
    static final int DAYS_TO_ANSWER = 30;

    private final Commands commands;
    private final Ledger ledger;
    private final DossierClocks clocks;
    private final Calendars calendars;
    private final Organization organization;
    private final Processes processes;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    Appointments(
            Commands commands,
            Ledger ledger,
            DossierClocks clocks,
            Calendars calendars,
            Organization organization,
            Processes processes,
            Charges charges,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.clocks = clocks;
        this.calendars = calendars;
        this.organization = organization;
        this.processes = processes;
        this.charges = charges;
        this.events = events;
    }

    /** Why the clock may be stopped by hand; a supplement is asked with {@link Casework#askSupplement}. */
    public enum Pause {
        /** A tax or fee has to be paid first. */
        FINANCIAL_DUTY,
        /** Another agency's opinion is awaited and the law does not count that time. */
        CONSULTATION
    }

    /** Stops the clock. Nothing can be decided until {@link #resume}. */
    public Result<DossierId> pause(
            DossierId id, int version, Pause why, String reason, Actor.Officer officer, String clientKey, Instant now) {
        return command("pause", id, version, reason, officer, clientKey, now, (row, act, clock) -> {
            if (row.state().status() != DossierStatus.IN_PROCESS) {
                return Result.refused(Problem.of("dossier.pause-not-now"));
            }
            return clock.paused(act.at(), PauseKind.valueOf(why.name()), reason.strip())
                    .map(stopped -> {
                        processes.suspend(row.running(), act.at());
                        return List.of(
                                new DossierEvent.ClockPaused(why.name(), reason.strip(), stopped.remaining(act.at())));
                    });
        });
    }

    /** Lets a clock go on that was stopped by {@link #pause}. */
    public Result<DossierId> resume(
            DossierId id, int version, String reason, Actor.Officer officer, String clientKey, Instant now) {
        return command("resume", id, version, reason, officer, clientKey, now, (row, act, clock) -> {
            DossierStatus status = row.state().status();
            if (status != DossierStatus.PAYMENT_ASKED && status != DossierStatus.CONSULTING) {
                return Result.refused(Problem.of("dossier.resume-not-now"));
            }
            return clock.resumed(act.at()).map(running -> {
                List<DossierEvent> batch = new ArrayList<>();
                batch.add(new DossierEvent.ClockResumed(running.due(), reason.strip()));
                for (TaskSummary task : processes.resume(row.running(), act.at())) {
                    batch.add(new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
                }
                return batch;
            });
        });
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
        return command(
                "apologise",
                id,
                version,
                reason,
                officer,
                clientKey,
                now,
                (row, act, clock) -> clock.rescheduled(act.at(), newDue)
                        .map(later -> List.of(new DossierEvent.Rescheduled(later.due(), reason.strip()))));
    }

    /** Extends the term by a rule of law. */
    public Result<DossierId> extend(
            DossierId id,
            int version,
            String ruleKind,
            String reason,
            Actor.Officer officer,
            String clientKey,
            Instant now) {
        ExtensionRule rule = calendars.extensionRule(ruleKind).orElse(null);
        if (rule == null) {
            return Result.refused(Problem.at("rule", "dossier.extension-unknown"));
        }
        return command(
                "extend",
                id,
                version,
                reason,
                officer,
                clientKey,
                now,
                (row, act, clock) -> clock.extended(act.at(), rule)
                        .map(later -> List.of(new DossierEvent.Extended(
                                rule.kind(),
                                rule.by().amount(),
                                rule.by().unit().name(),
                                rule.name().vi(),
                                rule.name().en(),
                                rule.source(),
                                later.due(),
                                reason.strip()))));
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
        String key = CommandKey.of("discontinue", officer, id, clientKey);
        return commands.run(() -> begin(id, version, officer, key, now).flatMap(begun -> {
            DossierRow row = begun.row();
            if (begun.done()) {
                return Result.done(id);
            }
            Instant asked = row.state().pausedAt();
            if (row.state().status() != DossierStatus.SUPPLEMENT_ASKED
                    || asked == null
                    || now.isBefore(asked.plus(java.time.Duration.ofDays(DAYS_TO_ANSWER)))) {
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
        }));
    }

    private interface OnClock {
        Result<? extends List<? extends DossierEvent>> apply(DossierRow row, Act act, LegalClock clock);
    }

    private record Begun(DossierRow row, Act act, boolean done) {}

    /** What every command here asks first: the dossier, the officer's part in it, and that the page is not stale. */
    private Result<Begun> begin(DossierId id, int version, Actor.Officer officer, String key, Instant now) {
        DossierRow row = ledger.lock(id).orElse(null);
        if (row == null || !Dossiers.mayRead(officer, row.state())) {
            return Result.refused(Problem.of("dossier.unknown"));
        }
        UnitId unit = answering(row.state(), officer);
        if (unit == null) {
            return Result.refused(Problem.of("dossier.not-yours"));
        }
        Act act = Act.of(officer, unit, now, key);
        if (ledger.doneBefore(id, key)) {
            return Result.done(new Begun(row, act, true));
        }
        if (row.state().version() != version) {
            return Result.refused(Stale.problem(ledger.entries(id), version, organization));
        }
        return Result.done(new Begun(row, act, false));
    }

    private Result<DossierId> command(
            String name,
            DossierId id,
            int version,
            String reason,
            Actor.Officer officer,
            String clientKey,
            Instant now,
            OnClock change) {
        String key = CommandKey.of(name, officer, id, clientKey);
        return commands.run(() -> begin(id, version, officer, key, now).flatMap(begun -> {
            if (begun.done()) {
                return Result.done(id);
            }
            if (reason.isBlank()) {
                return Result.refused(Problem.at("reason", "dossier.reason-required"));
            }
            DossierRow row = begun.row();
            String calendar = row.state().calendar();
            LegalClock clock =
                    calendar == null ? null : clocks.of(row.state(), ledger.entries(id), calendars.byId(calendar));
            if (clock == null || row.state().finishedAt() != null) {
                return Result.refused(Problem.of("dossier.clock-not-running"));
            }
            return switch (change.apply(row, begun.act(), clock)) {
                case Result.Refused<? extends List<? extends DossierEvent>> r -> Result.refused(r.problems());
                case Result.Done<? extends List<? extends DossierEvent>> done -> {
                    ledger.enter(row, begun.act(), List.copyOf(done.value()));
                    events.publishEvent(new DossierMilestone.AppointmentChanged(
                            id, begun.act().at()));
                    yield Result.done(id);
                }
            };
        }));
    }

    /** The unit for which the officer may act on the dossier's time: one that has a task, or the desk that took it in. */
    private static @Nullable UnitId answering(DossierState state, Actor.Officer officer) {
        return state.tasks().stream()
                .map(task -> new UnitId(task.unit()))
                .filter(unit ->
                        officer.may(Permission.DOSSIER_WORK, unit) || officer.may(Permission.DOSSIER_APPROVE, unit))
                .findFirst()
                .orElseGet(() -> {
                    UnitId desk = new UnitId(state.receivingUnit());
                    return officer.may(Permission.DOSSIER_RECEIVE, desk) ? desk : null;
                });
    }
}
