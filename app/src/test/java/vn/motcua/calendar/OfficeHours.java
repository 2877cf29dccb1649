package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import vn.motcua.shared.Vietnam;

/** The usual hours of an office, for tests: with the law's holidays and the swaps of 2026. */
final class OfficeHours {

    static final Shift MORNING = shift("08:00", "12:00");
    static final Shift AFTERNOON = shift("13:00", "17:00");

    private OfficeHours() {}

    /** Monday to Friday, 08:00–12:00 and 13:00–17:00. */
    static WorkingCalendar weekdays() {
        return calendar(week());
    }

    /** The same, and Saturday morning. */
    static WorkingCalendar withSaturdayMorning() {
        Map<DayOfWeek, List<Shift>> week = week();
        week.put(DayOfWeek.SATURDAY, List.of(MORNING));
        return calendar(week);
    }

    static Map<DayOfWeek, List<Shift>> week() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() < 6) {
                week.put(day, List.of(MORNING, AFTERNOON));
            }
        }
        return week;
    }

    static Shift shift(String from, String to) {
        return new Shift(LocalTime.parse(from), LocalTime.parse(to));
    }

    static CalendarDefinition definition(Map<DayOfWeek, List<Shift>> week, List<SpecialDay> days) {
        return new CalendarDefinition(
                "test",
                LocalDate.of(2010, 1, 1),
                LocalDate.of(2060, 12, 31),
                480,
                List.of(new Week(LocalDate.of(2010, 1, 1), week)),
                days);
    }

    static Instant at(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(Vietnam.ZONE).toInstant();
    }

    private static WorkingCalendar calendar(Map<DayOfWeek, List<Shift>> week) {
        Map<LocalDate, SpecialDay> days = new TreeMap<>();
        IntStream.rangeClosed(2010, 2060)
                .mapToObj(PublicHolidays::of)
                .flatMap(List::stream)
                .forEach(day -> days.put(day.date(), day));
        swap(days, LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 10));
        swap(days, LocalDate.of(2026, 8, 31), LocalDate.of(2026, 8, 22));
        return WorkingCalendar.of(definition(week, List.copyOf(days.values()))).orElseThrow();
    }

    private static void swap(Map<LocalDate, SpecialDay> days, LocalDate off, LocalDate worked) {
        days.put(off, new SpecialDay(off, DayType.OFF, new DayName("Nghỉ hoán đổi", "Swapped"), null, ""));
        days.put(
                worked,
                new SpecialDay(worked, DayType.SWAP_WORK, new DayName("Làm bù", "Made up"), off.getDayOfWeek(), ""));
    }
}
