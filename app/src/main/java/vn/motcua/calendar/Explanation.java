package vn.motcua.calendar;

import java.util.List;
import java.util.Locale;

/**
 * Why a time is what it is, line by line, for a person to follow.
 *
 * @param minutesPerDay working minutes that are told as a day
 */
public record Explanation(int minutesPerDay, List<Line> lines) {

    public Explanation {
        lines = List.copyOf(lines);
    }

    /** The same explanation with the names of days as plain strings in the reader's language. */
    public Explanation in(Locale locale) {
        return new Explanation(
                minutesPerDay, lines.stream().map(line -> line.in(locale)).toList());
    }

    /**
     * One sentence.
     *
     * @param key its message in {@code messages/calendar_*}
     * @param args in the message's order: {@code LocalDate}, {@code LocalDateTime} and {@code LocalTime} in Vietnamese
     *     time, {@code Long} for working minutes, {@code Integer} for counts, {@link DayName} for named days
     */
    public record Line(String key, List<Object> args) {

        public Line {
            args = List.copyOf(args);
        }

        public Line in(Locale locale) {
            return new Line(
                    key,
                    args.stream()
                            .<Object>map(arg -> arg instanceof DayName name ? name.in(locale) : arg)
                            .toList());
        }

        static Line of(String key, Object... args) {
            return new Line(key, List.of(args));
        }
    }
}
