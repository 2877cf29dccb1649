package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * A calendar that a change touches.
 *
 * @param days on which the hours or what the day is called differ, in order; none where only the length of
 *     a working day differs, which concerns them all
 * @param before the calendar as it was; of a new calendar the same as {@code after}
 */
public record AffectedCalendar(String calendarId, List<LocalDate> days, WorkingCalendar before, WorkingCalendar after) {

    public AffectedCalendar {
        days = List.copyOf(days);
    }

    public LocalDate from() {
        return days.isEmpty() ? after.firstDay() : days.getFirst();
    }

    public LocalDate to() {
        return days.isEmpty() ? after.lastDay() : days.getLast();
    }
}
