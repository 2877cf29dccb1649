package vn.motcua.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vn.motcua.calendar.WorkingCalendar;

/** The clock of a task that can be stopped: what is left of the allowance, and when it then runs out. */
final class Deadlines {

    private Deadlines() {}

    /** Working minutes left until due; below zero the working minutes since then, at least one once it is past. */
    static int remaining(WorkingCalendar calendar, Instant now, Instant due) {
        long minutes = now.isBefore(due)
                ? calendar.workingMinutesBetween(now, due)
                : now.equals(due) ? 0 : -Math.max(1, calendar.workingMinutesBetween(due, now));
        return Math.toIntExact(minutes);
    }

    /** When a task that has this much left is due; one that was overdue stays overdue by as much. */
    static Instant due(WorkingCalendar calendar, Instant now, int remaining) {
        return remaining >= 0 ? calendar.plusWorkingMinutes(now, remaining) : before(calendar, now, -remaining);
    }

    /** When what was due on one calendar is due on another; empty when it is past, or the same. */
    static Optional<Instant> recounted(WorkingCalendar before, WorkingCalendar after, Instant now, Instant due) {
        if (!now.isBefore(due)) {
            return Optional.empty();
        }
        Instant counted = after.plusWorkingMinutes(now, before.workingMinutesBetween(now, due));
        return counted.equals(due) ? Optional.empty() : Optional.of(counted);
    }

    /** The latest whole minute that lies this many working minutes before {@code now}. */
    private static Instant before(WorkingCalendar calendar, Instant now, long workingMinutes) {
        long near = 0;
        long far = 1;
        while (calendar.workingMinutesBetween(now.minus(Duration.ofMinutes(far)), now) < workingMinutes) {
            near = far;
            far *= 2;
        }
        while (near + 1 < far) {
            long middle = (near + far) / 2;
            if (calendar.workingMinutesBetween(now.minus(Duration.ofMinutes(middle)), now) < workingMinutes) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return now.minus(Duration.ofMinutes(far));
    }
}
