package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An agency's weekly working hours from a date on, until the calendar's next week takes over.
 *
 * @param shifts by weekday, in any order; a weekday without shifts is a weekly rest day
 */
public record Week(LocalDate validFrom, Map<DayOfWeek, List<Shift>> shifts) {

    public Week {
        shifts = Map.copyOf(shifts);
    }

    List<Shift> on(DayOfWeek day) {
        return shifts.getOrDefault(day, List.of());
    }

    /** The hours of a worked special day that names no weekday of its own. */
    List<Shift> usual(DayOfWeek day) {
        if (!on(day).isEmpty()) {
            return on(day);
        }
        for (DayOfWeek other : DayOfWeek.values()) {
            if (!on(other).isEmpty()) {
                return on(other);
            }
        }
        return List.of();
    }
}
