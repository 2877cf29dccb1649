package vn.motcua.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import vn.motcua.shared.Vietnam;

/**
 * Days a report is about, in Vietnam.
 *
 * @param from the first day; {@code to} the first day after it
 */
public record Period(LocalDate from, LocalDate to) {

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

    Instant start() {
        return from.atStartOfDay(Vietnam.ZONE).toInstant();
    }

    Instant end() {
        return to.atStartOfDay(Vietnam.ZONE).toInstant();
    }
}
