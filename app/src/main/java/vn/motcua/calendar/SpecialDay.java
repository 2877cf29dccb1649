package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A date whose hours are not those of its weekday.
 *
 * @param hoursOf the weekday whose shifts a worked day takes. {@code null}: its own weekday's, or where that has none
 *     the shifts of the week's first working day
 * @param source the law, announcement or decision it rests on
 */
public record SpecialDay(
        LocalDate date,
        DayType type,
        DayName name,
        @Nullable DayOfWeek hoursOf,
        String source) {

    static SpecialDay off(LocalDate date, DayName name, String source) {
        return new SpecialDay(date, DayType.OFF, name, null, source);
    }
}
