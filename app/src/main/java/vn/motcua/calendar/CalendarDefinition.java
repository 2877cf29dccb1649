package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * What a working calendar is made from; {@link WorkingCalendar#of} checks it.
 *
 * @param from first day covered
 * @param to last day covered
 * @param minutesPerDay working minutes that a "working day" of a term stands for, as a rule 480
 * @param weeks weekly hours, each valid until the next begins; the first covers {@code from}
 * @param specialDays holidays, days off and worked rest days, at most one a date
 */
public record CalendarDefinition(
        String id, LocalDate from, LocalDate to, int minutesPerDay, List<Week> weeks, List<SpecialDay> specialDays) {

    public CalendarDefinition {
        weeks = List.copyOf(weeks);
        specialDays = List.copyOf(specialDays);
    }
}
