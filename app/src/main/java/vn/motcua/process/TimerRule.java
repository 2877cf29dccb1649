package vn.motcua.process;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Vietnam;

/**
 * When a timer goes off, as the file says it: a fixed text in ISO 8601, or FEEL after a leading {@code =}.
 *
 * @param text as written
 * @param expression {@code null} when the text is fixed
 */
record TimerRule(Kind kind, String text, @Nullable Expression expression) {

    private static final Pattern CYCLE = Pattern.compile("R([0-9]{0,4})/(P[^/]+)");
    static final int WITHOUT_END = -1;

    /** The clock of a dossier counts minutes; a faster round would do nothing but go off. */
    private static final Duration SHORTEST_ROUND = Duration.ofMinutes(1);

    private static final int MOST_YEARS = 100;
    private static final int LAST_YEAR = 9999;
    private static final int MOST_MINUTES = 9_999_999;

    enum Kind {
        DATE,
        DURATION,
        WORKING_MINUTES,
        CYCLE
    }

    /** When a timer goes off, counted from when it is armed. */
    sealed interface Due {

        record At(Instant instant) implements Due {}

        /** One of the two is zero unless the text had both. Days and months are those of the calendar in Viet Nam. */
        record After(Period days, Duration time) implements Due {}

        /** Minutes in which the agency works. */
        record AfterWorking(int minutes) implements Due {}

        /**
         * @param every the time between two rounds; the first is that long after arming, the next after the one before
         *     was due
         * @param left rounds still to come, this one included; below zero without end
         */
        record Every(After every, int left) implements Due {}
    }

    /** Empty when what the expression gives, or the fixed text, is no time of this kind. */
    Optional<Due> due(Map<String, Object> variables) {
        Object value = text;
        if (expression != null) {
            Optional<Object> given = expression.value(variables);
            if (given.isEmpty()) {
                return Optional.empty();
            }
            value = given.get();
        }
        try {
            return Optional.ofNullable(
                            switch (kind) {
                                case DATE -> at(value);
                                case DURATION -> after(value);
                                case WORKING_MINUTES -> working(value);
                                case CYCLE -> every(value);
                            })
                    .filter(TimerRule::isCounted);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Whether it lies where calendars and the database can count it. */
    private static boolean isCounted(Due due) {
        return switch (due) {
            case Due.At at -> {
                int year = at.instant().atZone(Vietnam.ZONE).getYear();
                yield year > 0 && year <= LAST_YEAR;
            }
            case Due.After after ->
                Math.abs(after.days().toTotalMonths()) <= MOST_YEARS * 12L
                        && Math.abs(after.days().getDays()) <= MOST_YEARS * 366L
                        && after.time().abs().toDays() <= MOST_YEARS * 366L;
            case Due.AfterWorking working -> working.minutes() <= MOST_MINUTES;
            case Due.Every every -> isCounted(every.every());
        };
    }

    private static @Nullable Due at(Object value) {
        return switch (value) {
            case ZonedDateTime at -> new Due.At(at.toInstant());
            case OffsetDateTime at -> new Due.At(at.toInstant());
            case LocalDateTime at -> new Due.At(at.atZone(Vietnam.ZONE).toInstant());
            case LocalDate at -> new Due.At(at.atStartOfDay(Vietnam.ZONE).toInstant());
            case String at -> at(parsed(at.strip()));
            default -> null;
        };
    }

    private static Object parsed(String at) {
        if (!at.contains("T")) {
            return LocalDate.parse(at);
        }
        try {
            return ZonedDateTime.parse(at);
        } catch (DateTimeParseException withoutZone) {
            return LocalDateTime.parse(at);
        }
    }

    private static Due.@Nullable After after(Object value) {
        return switch (value) {
            case Duration time -> new Due.After(Period.ZERO, time);
            case Period days -> new Due.After(days, Duration.ZERO);
            case TemporalAmount _ -> null;
            case String iso -> after(iso.strip());
            default -> null;
        };
    }

    private static Due.@Nullable After after(String iso) {
        int time = iso.indexOf('T');
        Period days = time == 1 ? Period.ZERO : Period.parse(time < 0 ? iso : iso.substring(0, time));
        Duration rest = time < 0 ? Duration.ZERO : Duration.parse("P" + iso.substring(time));
        return days.isNegative() || rest.isNegative() ? null : new Due.After(days, rest);
    }

    private static @Nullable Due working(Object value) {
        int minutes = switch (value) {
            case Number n when n.doubleValue() == n.intValue() -> n.intValue();
            case String digits when digits.strip().matches("[0-9]{1,7}") -> Integer.parseInt(digits.strip());
            default -> -1;
        };
        return minutes < 0 ? null : new Due.AfterWorking(minutes);
    }

    private static @Nullable Due every(Object value) {
        if (!(value instanceof String iso)) {
            return null;
        }
        Matcher cycle = CYCLE.matcher(iso.strip());
        if (!cycle.matches()) {
            return null;
        }
        Due.After every = after(cycle.group(2));
        int rounds = cycle.group(1).isEmpty() ? WITHOUT_END : Integer.parseInt(cycle.group(1));
        boolean stands = every != null && every.days().isZero() && every.time().compareTo(SHORTEST_ROUND) < 0;
        return every == null || stands || rounds == 0 ? null : new Due.Every(every, rounds);
    }
}
