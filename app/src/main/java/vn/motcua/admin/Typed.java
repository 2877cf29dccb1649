package vn.motcua.admin;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.motcua.calendar.Shift;

/** Dates and hours as people type them. */
final class Typed {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final String TIME = "(\\d{1,2})(?:[:hg.](\\d{2})?)?";
    private static final Pattern SHIFT = Pattern.compile(TIME + "\\s*[-–—]\\s*" + TIME + "(?:[\\s,;]+|$)");

    private Typed() {}

    /** A date as 27/8/2026, also with hyphens or dots, or as 2026-08-27; empty for what is none. */
    static Optional<LocalDate> date(String text) {
        String plain = text.strip();
        try {
            return Optional.of(
                    plain.matches("\\d{4}-\\d{2}-\\d{2}")
                            ? LocalDate.parse(plain)
                            : LocalDate.parse(plain.replace('-', '/').replace('.', '/'), DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Shifts as "08:00-12:00, 13:00-17:00" or "8h-11h30"; none for an empty text, empty for what is no hours. */
    static Optional<List<Shift>> hours(String text) {
        List<Shift> shifts = new ArrayList<>();
        Matcher shift = SHIFT.matcher(text.strip().toLowerCase(Locale.ROOT));
        int read = 0;
        while (read < shift.regionEnd()) {
            shift.region(read, shift.regionEnd());
            if (!shift.lookingAt()) {
                return Optional.empty();
            }
            try {
                shifts.add(new Shift(time(shift.group(1), shift.group(2)), time(shift.group(3), shift.group(4))));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
            read = shift.end();
        }
        return Optional.of(shifts);
    }

    @SuppressWarnings("NullAway") // a group that took no part in the match is null
    private static LocalTime time(String hour, String minute) {
        int h = Integer.parseInt(hour);
        int m = minute == null ? 0 : Integer.parseInt(minute);
        return h == 24 && m == 0 ? LocalTime.MIDNIGHT : LocalTime.of(h, m);
    }
}
