package vn.motcua.dossier;

import java.time.Instant;
import vn.motcua.calendar.WorkingCalendar;

/**
 * Working time left until a deadline.
 *
 * @param minutes working minutes, negative when the deadline is past
 * @param soon so little is left, of what there was, that it should be looked at first
 * @param minutesPerDay working minutes of a day by the calendar that counts
 */
public record Remaining(long minutes, boolean soon, int minutesPerDay) {

    /** Never called soon while more than a working day is left, nor while more than a quarter of the allowance is left: a step of two hours is not late when it begins. */
    private static final long PART = 4;

    /** @param allowance working minutes there were in all */
    public static Remaining of(WorkingCalendar calendar, Instant now, Instant due, long allowance) {
        long left = minutes(calendar, now, due);
        return new Remaining(
                left, left <= Math.min(calendar.minutesPerDay(), allowance / PART), calendar.minutesPerDay());
    }

    public static long minutes(WorkingCalendar calendar, Instant now, Instant due) {
        return now.isAfter(due) ? -calendar.workingMinutesBetween(due, now) : calendar.workingMinutesBetween(now, due);
    }
}
