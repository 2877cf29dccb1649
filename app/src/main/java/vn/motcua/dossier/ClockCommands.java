package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.LegalClock;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * What all commands on the time of a dossier ask first: that there is such a dossier, that the officer answers for it,
 * that the page is not stale, that it was not done before, and that its clock still runs or stands still.
 */
@Component
class ClockCommands {

    /** As many as the page lets an officer type. */
    private static final int MOST_CHARACTERS = 2000;

    private final Commands commands;
    private final Ledger ledger;
    private final DossierClocks clocks;
    private final Calendars calendars;
    private final Organization organization;
    private final ApplicationEventPublisher events;

    ClockCommands(
            Commands commands,
            Ledger ledger,
            DossierClocks clocks,
            Calendars calendars,
            Organization organization,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.clocks = clocks;
        this.calendars = calendars;
        this.organization = organization;
        this.events = events;
    }

    /**
     * A command as an officer gives it.
     *
     * @param version of the dossier the officer looked at
     * @param clientKey the same for the same command sent again
     */
    record Given(String name, DossierId id, int version, Actor.Officer officer, String clientKey, Instant now) {

        String key() {
            return CommandKey.of(name, officer, id, clientKey);
        }
    }

    /** The dossier, locked, and under what the command is entered. */
    record Begun(DossierRow row, Act act) {}

    interface OnClock {
        Result<? extends List<? extends DossierEvent>> apply(DossierRow row, Act act, LegalClock clock);
    }

    /** Carries out a command that changes the clock, for the reason given; once, however often it is sent. */
    Result<DossierId> change(Given given, String reason, OnClock change) {
        return begin(given, begun -> {
            Problem wrong = wrong(reason, "dossier.reason-required");
            return wrong == null ? apply(begun.row(), begun.act(), change) : Result.refused(wrong);
        });
    }

    /** What is wrong with the text that goes with a command, and is read by the applicant; {@code null}: nothing. */
    static @Nullable Problem wrong(String text, String missing) {
        return text.isBlank()
                ? Problem.at("reason", missing)
                : text.length() > MOST_CHARACTERS ? Problem.at("reason", "dossier.too-long", MOST_CHARACTERS) : null;
    }

    /** Carries out a command in one transaction; one that was carried out before is done already. */
    Result<DossierId> begin(Given given, Function<Begun, Result<DossierId>> command) {
        String key = given.key();
        return commands.run(() -> {
            DossierRow row = ledger.lock(given.id()).orElse(null);
            if (row == null || !Dossiers.mayRead(given.officer(), row.state())) {
                return Result.refused(Problem.of("dossier.unknown"));
            }
            // first: a command may have taken the dossier out of the officer's hands
            if (ledger.doneBefore(given.id(), key)) {
                return Result.done(given.id());
            }
            UnitId unit = answering(row.state(), given.officer());
            if (unit == null) {
                return Result.refused(Problem.of("dossier.not-yours"));
            }
            if (row.state().version() != given.version()) {
                return Result.refused(Stale.problem(ledger.entries(given.id()), given.version(), organization));
            }
            return command.apply(new Begun(row, Act.of(given.officer(), unit, given.now(), key)));
        });
    }

    /** Enters what follows for the clock of a locked dossier. */
    Result<DossierId> apply(DossierRow row, Act act, OnClock change) {
        LegalClock clock = clock(row);
        if (clock == null || row.state().finishedAt() != null) {
            return Result.refused(Problem.of("dossier.clock-not-running"));
        }
        return switch (change.apply(row, act, clock)) {
            case Result.Refused<? extends List<? extends DossierEvent>> r -> Result.refused(r.problems());
            case Result.Done<? extends List<? extends DossierEvent>> done -> {
                ledger.enter(row, act, List.copyOf(done.value()));
                events.publishEvent(new DossierMilestone.AppointmentChanged(row.id(), act.at()));
                yield Result.done(row.id());
            }
        };
    }

    /** The clock of a dossier as its ledger left it; {@code null} before it was received. */
    @Nullable
    LegalClock clock(DossierRow row) {
        String calendar = row.state().calendar();
        return calendar == null ? null : clocks.of(row.state(), ledger.entries(row.id()), calendars.byId(calendar));
    }

    /**
     * Whether the officer decides to promise another time: the head of a unit that has a task on the dossier, or a leader of
     * its agency, as in wards, whose offices have no heads.
     */
    boolean heads(DossierState state, Actor.Officer officer) {
        return state.tasks().stream().anyMatch(task -> officer.may(Permission.DOSSIER_APPROVE, new UnitId(task.unit())))
                || leadership(state, officer).isPresent();
    }

    private Optional<UnitId> leadership(DossierState state, Actor.Officer officer) {
        return organization
                .unitOf(new AgencyId(state.agency()), Unit.LEADERSHIP)
                .map(Unit::id)
                .filter(unit -> officer.may(Permission.DOSSIER_APPROVE, unit));
    }

    /** Whether the officer's unit has a task on the dossier. */
    static boolean works(DossierState state, Actor.Officer officer) {
        return working(state, officer).isPresent();
    }

    /** The unit for which the officer may act on the dossier's time: one that has a task, the desk that took it in, or the leaders'. */
    private @Nullable UnitId answering(DossierState state, Actor.Officer officer) {
        return working(state, officer)
                .or(() -> Optional.of(new UnitId(state.receivingUnit()))
                        .filter(desk -> officer.may(Permission.DOSSIER_RECEIVE, desk)))
                .or(() -> leadership(state, officer))
                .orElse(null);
    }

    private static Optional<UnitId> working(DossierState state, Actor.Officer officer) {
        return state.tasks().stream()
                .map(task -> new UnitId(task.unit()))
                .filter(unit ->
                        officer.may(Permission.DOSSIER_WORK, unit) || officer.may(Permission.DOSSIER_APPROVE, unit))
                .findFirst();
    }
}
