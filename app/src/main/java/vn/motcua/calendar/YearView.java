package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A calendar's days in a year, for people: what each is, and why. */
public record YearView(CalendarSummary calendar, int year, List<Day> days) {

    public YearView {
        days = List.copyOf(days);
    }

    public enum Kind {
        WORK,
        WEEKLY_REST,
        OFF,
        OFF_FROM_NOON,
        /** Worked by announcement, not in exchange for another day. */
        SPECIAL_WORK,
        SWAP_WORK,
        /** The calendar does not reach here. */
        OUTSIDE
    }

    /** Where a special day comes from. */
    public enum Origin {
        LAW,
        /** Announced for all calendars. */
        ANNOUNCED,
        /** Announced for this calendar alone. */
        OWN
    }

    /** @param name of a special day, with its origin and source; else {@code null}, and the source is empty */
    public record Day(
            LocalDate date,
            Kind kind,
            @Nullable DayName name,
            @Nullable Origin origin,
            String source,
            List<Shift> shifts,
            LunarDate lunar) {

        public Day {
            shifts = List.copyOf(shifts);
        }

        /** Working minutes. */
        public int minutes() {
            return shifts.stream()
                    .mapToInt(shift -> shift.end() - shift.start())
                    .sum();
        }
    }

    public long workingDays() {
        return days.stream().filter(day -> !day.shifts().isEmpty()).count();
    }

    public long workingMinutes() {
        return days.stream().mapToLong(Day::minutes).sum();
    }
}
