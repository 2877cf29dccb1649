package vn.motcua.calendar;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Result;

/**
 * The agencies' working calendars by name, kept in memory. A change of their data, by whatever node or hand, is noticed
 * within seconds.
 */
@Component
public final class Calendars {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final CalendarTables tables;
    private volatile @Nullable Known known;

    Calendars(JdbcClient jdbc) {
        tables = new CalendarTables(jdbc);
    }

    /**
     * The calendar of this name, for example {@code district-processing}.
     *
     * @throws IllegalArgumentException when there is none
     * @throws IllegalStateException when its data makes no calendar
     */
    public WorkingCalendar byId(String calendarId) {
        Result<WorkingCalendar> calendar = current().calendars().get(calendarId);
        return switch (calendar) {
            case null -> throw new IllegalArgumentException("no working calendar " + calendarId);
            case Result.Done<WorkingCalendar> done -> done.value();
            case Result.Refused<WorkingCalendar> refused ->
                throw new IllegalStateException("working calendar " + calendarId + ": " + refused.problems());
        };
    }

    /** Makes the next question look whether the data has changed. */
    public void invalidate() {
        Known last = known;
        if (last != null) {
            known = new Known(last.revision(), last.calendars(), System.nanoTime() - LOOK_AGAIN.toNanos());
        }
    }

    private Known current() {
        Known last = known;
        long now = System.nanoTime();
        if (last != null && now - last.lookedAt() < LOOK_AGAIN.toNanos()) {
            return last;
        }
        long revision = tables.revision(); // before the data: a change in between is then noticed next time
        Known current = last != null && last.revision() == revision
                ? new Known(revision, last.calendars(), now)
                : new Known(revision, tables.calendars(), now);
        known = current;
        return current;
    }

    private record Known(long revision, Map<String, Result<WorkingCalendar>> calendars, long lookedAt) {}
}
