package vn.motcua.dossier;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Vietnam;

/**
 * How a dossier stands against its appointment. Finished at the appointed time or before is on time; early is before the
 * day of the appointment. An open one is judged at the moment asked about.
 */
public enum Timeliness {
    EARLY,
    ON_TIME,
    LATE,
    /** Open and not yet due, or its clock is stopped. */
    IN_TIME,
    OVERDUE,
    /** Never taken in: there is no appointment. */
    NONE;

    static Timeliness of(DossierState state, Instant now) {
        Instant due = state.dueAt();
        if (due == null) {
            return NONE;
        }
        return of(due, state.finishedAt(), state.pausedAt(), now);
    }

    static Timeliness of(Instant due, @Nullable Instant finished, @Nullable Instant paused, Instant now) {
        if (finished != null) {
            if (finished.isAfter(due)) {
                return LATE;
            }
            return day(finished).isBefore(day(due)) ? EARLY : ON_TIME;
        }
        Instant judged = paused != null ? paused : now;
        return judged.isAfter(due) ? OVERDUE : IN_TIME;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, Vietnam.ZONE);
    }
}
