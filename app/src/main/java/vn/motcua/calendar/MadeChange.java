package vn.motcua.calendar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that was made, with what it took the place of, so that the calendars can be told as they were before it. */
record MadeChange(Instant at, CalendarChange change, Replaced replaced) {

    /**
     * @param days that were announced for the same dates
     * @param weeks that began on the same date
     * @param minutesPerDay before; {@code null} where the change left it alone
     */
    record Replaced(
            List<StoredCalendars.Special> days,
            List<Week> weeks,
            @Nullable Integer minutesPerDay) {

        static final Replaced NOTHING = new Replaced(List.of(), List.of(), null);

        Replaced {
            days = List.copyOf(days);
            weeks = List.copyOf(weeks);
        }
    }
}
