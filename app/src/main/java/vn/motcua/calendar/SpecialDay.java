package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date whose hours are not those of its weekday.
 *
 * @param hoursOf the weekday whose shifts a worked day takes. {@code null}: its own weekday's, or where that has none
 *     the shifts of the week's first working day
 * @param hours a worked day's own shifts, which go before {@code hoursOf}; empty as a rule
 * @param source the law, announcement or decision it rests on
 */
public record SpecialDay(
        LocalDate date,
        DayType type,
        DayName name,
        @Nullable DayOfWeek hoursOf,
        List<Shift> hours,
        String source) {

    public SpecialDay {
        hours = List.copyOf(hours);
    }

    public SpecialDay(LocalDate date, DayType type, DayName name, @Nullable DayOfWeek hoursOf, String source) {
        this(date, type, name, hoursOf, List.of(), source);
    }

    static SpecialDay off(LocalDate date, DayName name, String source) {
        return new SpecialDay(date, DayType.OFF, name, null, source);
    }

    /** What is worked on this day where a week holds otherwise. */
    List<Shift> shifts(Week week) {
        return switch (type) {
            case OFF -> List.of();
            case OFF_FROM_NOON ->
                week.on(date.getDayOfWeek()).stream()
                        .filter(shift -> shift.from().isBefore(Shift.NOON))
                        .map(Shift::untilNoon)
                        .toList();
            case WORK, SWAP_WORK -> {
                if (!hours.isEmpty()) {
                    yield hours;
                }
                yield hoursOf == null ? week.usual(date.getDayOfWeek()) : week.on(hoursOf);
            }
        };
    }
}
