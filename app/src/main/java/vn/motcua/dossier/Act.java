package vn.motcua.dossier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Actor;
import vn.motcua.organization.UnitId;

/**
 * Under what a batch of events is entered: who, for which unit, when, and the client's key of the command. The moment is
 * cut to microseconds, as the database keeps it.
 */
record Act(
        LedgerEntry.By by,
        @Nullable UnitId unit,
        Instant at,
        @Nullable String key) {

    static Act of(Actor actor, @Nullable UnitId unit, Instant now, @Nullable String key) {
        LedgerEntry.By by = switch (actor) {
            case Actor.Officer o -> new LedgerEntry.By(LedgerEntry.ActorKind.OFFICER, o.id());
            case Actor.Citizen ignored -> new LedgerEntry.By(LedgerEntry.ActorKind.APPLICANT, null);
            case Actor.Guest ignored -> new LedgerEntry.By(LedgerEntry.ActorKind.APPLICANT, null);
            case Actor.System ignored -> new LedgerEntry.By(LedgerEntry.ActorKind.SYSTEM, null);
        };
        return new Act(by, unit, now.truncatedTo(ChronoUnit.MICROS), key);
    }
}
