package vn.motcua.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import vn.motcua.shared.Vietnam;

/**
 * Days a report is about, in Vietnam.
 *
 * @param from the first day; {@code to} the first day after it
 */
public record Period(LocalDate from, LocalDate to) {

    private static final long MOST_MONTHS = 24;

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period of " + from + " to " + to);
        }
    }

    public static Period of(YearMonth month) {
        return of(month, month);
    }

    /** Whole months, both in. */
    public static Period of(YearMonth first, YearMonth last) {
        return new Period(first.atDay(1), last.plusMonths(1).atDay(1));
    }

    /**
     * The months as an address asks for them ({@code 2026-08}), in either order and at most two years; what is no month
     * is the current one.
     */
    public static Period asked(String first, String last, YearMonth current) {
        YearMonth a = month(first, current);
        YearMonth b = month(last, current);
        YearMonth from = a.isBefore(b) ? a : b;
        YearMonth to = a.isBefore(b) ? b : a;
        return of(from.isBefore(to.minusMonths(MOST_MONTHS - 1)) ? to.minusMonths(MOST_MONTHS - 1) : from, to);
    }

    private static YearMonth month(String text, YearMonth otherwise) {
        try {
            YearMonth month = text.isBlank() ? otherwise : YearMonth.parse(text);
            return month.getYear() < 2000 || month.isAfter(otherwise) ? otherwise : month;
        } catch (DateTimeParseException notOne) {
            return otherwise;
        }
    }

    public YearMonth firstMonth() {
        return YearMonth.from(from);
    }

    public YearMonth lastMonth() {
        return YearMonth.from(to.minusDays(1));
    }

    Instant start() {
        return from.atStartOfDay(Vietnam.ZONE).toInstant();
    }

    Instant end() {
        return to.atStartOfDay(Vietnam.ZONE).toInstant();
    }
}
