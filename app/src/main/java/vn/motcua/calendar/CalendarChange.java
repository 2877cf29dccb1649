package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator wants of the calendars. */
public sealed interface CalendarChange {

    /**
     * Days announced for a year: they take the place of what was announced for the same dates.
     *
     * @param calendar whose days they are; {@code null}: those of all calendars
     */
    record Announce(@Nullable String calendar, int year, List<SpecialDay> days) implements CalendarChange {
        public Announce {
            days = List.copyOf(days);
        }
    }

    /** Announced days taken back, so that the law and the weekly hours hold again. */
    record Withdraw(@Nullable String calendar, int year, List<LocalDate> dates) implements CalendarChange {
        public Withdraw {
            dates = List.copyOf(dates);
        }
    }

    /** A successor: other weekly hours from a date on, or corrected hours where that date began some already. */
    record ChangeHours(String calendar, Week week) implements CalendarChange {}

    /** How many working minutes a "working day" of a term stands for from now on. */
    record ChangeDayLength(String calendar, int minutesPerDay) implements CalendarChange {}

    /** Another calendar, for example for an agency that also works on Saturdays. */
    record Create(String calendar, DayName name, LocalDate from, LocalDate to, int minutesPerDay, Week week)
            implements CalendarChange {}
}
