package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * A calendar that a change touches.
 *
 * @param days on which the hours or what the day is called differ, in order, at least one
 * @param before the calendar as it was; of a new calendar the same as {@code after}
 */
public record AffectedCalendar(String calendarId, List<LocalDate> days, WorkingCalendar before, WorkingCalendar after) {

    public AffectedCalendar {
        days = List.copyOf(days);
    }

    public LocalDate from() {
        return days.getFirst();
    }

    public LocalDate to() {
        return days.getLast();
    }
}
