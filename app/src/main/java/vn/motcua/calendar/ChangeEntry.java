package vn.motcua.calendar;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what, and when.
 *
 * @param by as the one who changed it is called
 * @param kind {@code Announce}, {@code Withdraw}, {@code ChangeHours}, {@code ChangeDayLength} or {@code Create}
 * @param calendar {@code null}: all
 * @param from first day that differs, {@code null} when none does; so {@code to}
 * @param what the change, as JSON
 */
public record ChangeEntry(
        long id,
        Instant at,
        String by,
        String kind,
        @Nullable String calendar,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String reason,
        String what) {}
