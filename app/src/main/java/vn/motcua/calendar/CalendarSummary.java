package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;
import vn.motcua.shared.Problem;

/**
 * A calendar in the list of all.
 *
 * @param weeks its weekly hours in the order they take over
 * @param problems why it cannot be used; none as a rule
 */
public record CalendarSummary(
        String id,
        DayName name,
        LocalDate from,
        LocalDate to,
        int minutesPerDay,
        List<Week> weeks,
        List<Problem> problems) {

    public CalendarSummary {
        weeks = List.copyOf(weeks);
        problems = List.copyOf(problems);
    }
}
