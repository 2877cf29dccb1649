package vn.motcua.calendar;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.shared.Result;

/** The calendars as they are stored: weekly hours and the special days the law does not give. */
final class CalendarTables {

    private record CalendarRow(String id, LocalDate from, LocalDate to, int minutesPerDay) {}

    private record ShiftRow(String calendar, LocalDate validFrom, DayOfWeek day, Shift shift) {}

    private record SpecialDayRow(@Nullable String calendar, SpecialDay day) {}

    private final JdbcClient jdbc;

    CalendarTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long revision() {
        return jdbc.sql("SELECT value FROM calendar.revision").query(Long.class).single();
    }

    Map<String, Result<WorkingCalendar>> calendars() {
        List<ShiftRow> shifts = shifts();
        List<SpecialDayRow> specialDays = specialDays();
        Map<String, Result<WorkingCalendar>> calendars = new HashMap<>();
        for (CalendarRow row : rows()) {
            List<Week> weeks = weeks(
                    shifts.stream().filter(s -> s.calendar().equals(row.id())).toList());
            calendars.put(
                    row.id(),
                    WorkingCalendar.of(new CalendarDefinition(
                            row.id(), row.from(), row.to(), row.minutesPerDay(), weeks, days(row, specialDays))));
        }
        return calendars;
    }

    private static List<Week> weeks(List<ShiftRow> shifts) {
        return shifts.stream().collect(groupingBy(ShiftRow::validFrom)).entrySet().stream()
                .map(week -> new Week(
                        week.getKey(),
                        week.getValue().stream()
                                .collect(groupingBy(ShiftRow::day, mapping(ShiftRow::shift, toList())))))
                .toList();
    }

    /** The law's days off, over them the common special days, over them the calendar's own. */
    private static List<SpecialDay> days(CalendarRow row, List<SpecialDayRow> specialDays) {
        Map<LocalDate, SpecialDay> days = new TreeMap<>();
        for (int year = row.from().getYear(); year <= row.to().getYear(); year++) {
            PublicHolidays.of(year).stream()
                    .filter(day ->
                            !day.date().isBefore(row.from()) && !day.date().isAfter(row.to()))
                    .forEach(day -> days.put(day.date(), day));
        }
        for (SpecialDayRow special : specialDays) {
            LocalDate date = special.day().date();
            if (special.calendar() == null && !date.isBefore(row.from()) && !date.isAfter(row.to())) {
                days.put(date, special.day());
            }
        }
        for (SpecialDayRow special : specialDays) {
            if (row.id().equals(special.calendar())) {
                days.put(special.day().date(), special.day());
            }
        }
        return List.copyOf(days.values());
    }

    private List<CalendarRow> rows() {
        return jdbc.sql("SELECT id, valid_from, valid_to, minutes_per_day FROM calendar.calendar")
                .query((row, n) -> new CalendarRow(
                        row.getString("id"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        row.getInt("minutes_per_day")))
                .list();
    }

    private List<ShiftRow> shifts() {
        return jdbc.sql("SELECT calendar, valid_from, day_of_week, starts, ends FROM calendar.shift")
                .query((row, n) -> new ShiftRow(
                        row.getString("calendar"),
                        row.getObject("valid_from", LocalDate.class),
                        DayOfWeek.of(row.getInt("day_of_week")),
                        new Shift(row.getObject("starts", LocalTime.class), row.getObject("ends", LocalTime.class))))
                .list();
    }

    private List<SpecialDayRow> specialDays() {
        return jdbc.sql("SELECT calendar, date, type, name_vi, name_en, hours_of, source FROM calendar.special_day")
                .query((row, n) -> new SpecialDayRow(row.getString("calendar"), specialDay(row)))
                .list();
    }

    private static SpecialDay specialDay(ResultSet row) throws SQLException {
        int hoursOf = row.getInt("hours_of");
        return new SpecialDay(
                row.getObject("date", LocalDate.class),
                DayType.valueOf(row.getString("type")),
                new DayName(row.getString("name_vi"), row.getString("name_en")),
                hoursOf == 0 ? null : DayOfWeek.of(hoursOf),
                row.getString("source"));
    }
}
