package vn.motcua.calendar;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The calendars as they are stored: weekly hours and the special days the law does not give. */
final class CalendarTables {

    private record ShiftRow(String calendar, LocalDate validFrom, DayOfWeek day, Shift shift) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    CalendarTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long revision() {
        return jdbc.sql("SELECT value FROM calendar.revision").query(Long.class).single();
    }

    /** The same, and no other change comes in between until the transaction ends. */
    long lockedRevision() {
        return jdbc.sql("SELECT value FROM calendar.revision FOR UPDATE")
                .query(Long.class)
                .single();
    }

    StoredCalendars stored() {
        long revision = revision(); // before the data: a change in between is then noticed next time
        Map<String, List<ShiftRow>> shifts = shifts().stream().collect(groupingBy(ShiftRow::calendar));
        List<StoredCalendars.Entry> entries = jdbc.sql("""
                SELECT id, name_vi, name_en, valid_from, valid_to, minutes_per_day
                FROM calendar.calendar
                ORDER BY id
                """)
                .query((row, n) -> new StoredCalendars.Entry(
                        row.getString("id"),
                        new DayName(row.getString("name_vi"), row.getString("name_en")),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        row.getInt("minutes_per_day"),
                        weeks(shifts.getOrDefault(row.getString("id"), List.of()))))
                .list();
        return new StoredCalendars(revision, entries, specialDays());
    }

    private static List<Week> weeks(List<ShiftRow> shifts) {
        return shifts.stream().collect(groupingBy(ShiftRow::validFrom)).entrySet().stream()
                .map(week -> new Week(
                        week.getKey(),
                        week.getValue().stream()
                                .collect(groupingBy(ShiftRow::day, mapping(ShiftRow::shift, toList())))))
                .sorted(Comparator.comparing(Week::validFrom))
                .toList();
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

    private List<StoredCalendars.Special> specialDays() {
        return jdbc.sql("""
                SELECT calendar, date, type, name_vi, name_en, hours_of, hours, source
                FROM calendar.special_day
                ORDER BY date, calendar
                """)
                .query((row, n) -> new StoredCalendars.Special(row.getString("calendar"), specialDay(row)))
                .list();
    }

    private static SpecialDay specialDay(ResultSet row) throws SQLException {
        int hoursOf = row.getInt("hours_of");
        return new SpecialDay(
                row.getObject("date", LocalDate.class),
                DayType.valueOf(row.getString("type")),
                new DayName(row.getString("name_vi"), row.getString("name_en")),
                hoursOf == 0 ? null : DayOfWeek.of(hoursOf),
                hours(row.getString("hours")),
                row.getString("source"));
    }

    private static List<Shift> hours(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(shift ->
                                new Shift(LocalTime.parse(shift.substring(0, 5)), LocalTime.parse(shift.substring(6))))
                        .toList();
    }

    void write(CalendarChange change) {
        switch (change) {
            case CalendarChange.Announce c -> c.days().forEach(day -> announce(c.calendar(), day));
            case CalendarChange.Withdraw c -> c.dates().forEach(date -> withdraw(c.calendar(), date));
            case CalendarChange.ChangeHours c -> week(c.calendar(), c.week());
            case CalendarChange.ChangeDayLength c ->
                jdbc.sql("UPDATE calendar.calendar SET minutes_per_day = :minutes WHERE id = :id")
                        .param("minutes", c.minutesPerDay())
                        .param("id", c.calendar())
                        .update();
            case CalendarChange.Create c -> {
                jdbc.sql("""
                        INSERT INTO calendar.calendar (id, name_vi, name_en, valid_from, valid_to, minutes_per_day)
                        VALUES (:id, :vi, :en, :from, :to, :minutes)
                        """)
                        .param("id", c.calendar())
                        .param("vi", c.name().vi())
                        .param("en", c.name().en())
                        .param("from", c.from())
                        .param("to", c.to())
                        .param("minutes", c.minutesPerDay())
                        .update();
                week(c.calendar(), c.week());
            }
        }
    }

    private void announce(@Nullable String calendar, SpecialDay day) {
        DayOfWeek hoursOf = day.hoursOf();
        String hours = day.hours().isEmpty()
                ? null
                : String.join(
                        " ",
                        day.hours().stream()
                                .map(shift -> shift.from() + "-" + shift.to())
                                .toList());
        jdbc.sql("""
                INSERT INTO calendar.special_day (calendar, date, type, name_vi, name_en, hours_of, hours, source)
                VALUES (:calendar, :date, :type, :vi, :en, :hoursOf, :hours, :source)
                ON CONFLICT (calendar, date) DO UPDATE
                SET type = EXCLUDED.type, name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en,
                    hours_of = EXCLUDED.hours_of, hours = EXCLUDED.hours, source = EXCLUDED.source
                """)
                .param("calendar", calendar, Types.VARCHAR)
                .param("date", day.date())
                .param("type", day.type().name())
                .param("vi", day.name().vi())
                .param("en", day.name().en())
                .param("hoursOf", hoursOf == null ? null : hoursOf.getValue(), Types.SMALLINT)
                .param("hours", hours, Types.VARCHAR)
                .param("source", day.source())
                .update();
    }

    private void withdraw(@Nullable String calendar, LocalDate date) {
        jdbc.sql("""
                DELETE FROM calendar.special_day
                WHERE calendar IS NOT DISTINCT FROM :calendar::text AND date = :date
                """)
                .param("calendar", calendar, Types.VARCHAR)
                .param("date", date)
                .update();
    }

    private void week(String calendar, Week week) {
        jdbc.sql("DELETE FROM calendar.shift WHERE calendar = :calendar AND valid_from = :from")
                .param("calendar", calendar)
                .param("from", week.validFrom())
                .update();
        week.shifts()
                .forEach((day, shifts) -> shifts.forEach(shift -> jdbc.sql("""
                        INSERT INTO calendar.shift (calendar, valid_from, day_of_week, starts, ends)
                        VALUES (:calendar, :from, :day, :starts, :ends)
                        """)
                        .param("calendar", calendar)
                        .param("from", week.validFrom())
                        .param("day", day.getValue())
                        .param("starts", shift.from())
                        .param("ends", shift.to())
                        .update()));
    }

    long record(ChangeEntry entry, MadeChange.Replaced replaced) {
        return jdbc.sql("""
                INSERT INTO calendar.change (at, by_whom, kind, calendar, first_day, last_day, reason, what, before)
                VALUES (:at, :by, :kind, :calendar, :from, :to, :reason, :what::jsonb, :before::jsonb)
                RETURNING id
                """)
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("by", entry.by())
                .param("kind", entry.kind())
                .param("calendar", entry.calendar(), Types.VARCHAR)
                .param("from", entry.from(), Types.DATE)
                .param("to", entry.to(), Types.DATE)
                .param("reason", entry.reason())
                .param("what", entry.what())
                .param("before", JSON.writeValueAsString(replaced))
                .query(Long.class)
                .single();
    }

    /** All changes that were made here, the latest first. */
    List<MadeChange> made() {
        return jdbc.sql("SELECT at, kind, what, before FROM calendar.change ORDER BY at DESC, id DESC")
                .query((row, n) -> {
                    String before = row.getString("before");
                    return new MadeChange(
                            row.getTimestamp("at").toInstant(),
                            JSON.readValue(row.getString("what"), kind(row.getString("kind"))),
                            before == null
                                    ? MadeChange.Replaced.NOTHING
                                    : JSON.readValue(before, MadeChange.Replaced.class));
                })
                .list();
    }

    private static Class<? extends CalendarChange> kind(String name) {
        return switch (name) {
            case "Announce" -> CalendarChange.Announce.class;
            case "Withdraw" -> CalendarChange.Withdraw.class;
            case "ChangeHours" -> CalendarChange.ChangeHours.class;
            case "ChangeDayLength" -> CalendarChange.ChangeDayLength.class;
            case "Create" -> CalendarChange.Create.class;
            default -> throw new IllegalStateException("the log has a change of unknown kind " + name);
        };
    }

    /** The latest first; those of one calendar include what was announced for all. */
    List<ChangeEntry> changes(@Nullable String calendar, int limit) {
        return jdbc.sql("""
                SELECT id, at, by_whom, kind, calendar, first_day, last_day, reason, what
                FROM calendar.change
                WHERE :calendar::text IS NULL OR calendar IS NULL OR calendar = :calendar
                ORDER BY id DESC
                LIMIT :limit
                """)
                .param("calendar", calendar, Types.VARCHAR)
                .param("limit", limit)
                .query((row, n) -> new ChangeEntry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("by_whom"),
                        row.getString("kind"),
                        row.getString("calendar"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("reason"),
                        row.getString("what")))
                .list();
    }

    List<ExtensionRule> extensionRules(String procedure, String sector) {
        return jdbc.sql("""
                SELECT kind, amount, unit, times, name_vi, name_en, source
                FROM calendar.extension_rule
                WHERE kind IN (SELECT kind FROM calendar.extension_scope
                               WHERE procedure = :procedure OR sector = :sector)
                ORDER BY kind
                """)
                .param("procedure", procedure)
                .param("sector", sector)
                .query((row, n) -> extensionRule(row))
                .list();
    }

    private static ExtensionRule extensionRule(ResultSet row) throws SQLException {
        return new ExtensionRule(
                row.getString("kind"),
                new Term(row.getInt("amount"), TermUnit.valueOf(row.getString("unit"))),
                row.getInt("times"),
                new DayName(row.getString("name_vi"), row.getString("name_en")),
                row.getString("source"));
    }

    Optional<SilenceRule> silenceRule(String procedure) {
        return jdbc.sql(
                        "SELECT amount, unit, stops_clock, source FROM calendar.silence_rule WHERE procedure = :procedure")
                .param("procedure", procedure)
                .query((row, n) -> new SilenceRule(
                        new Term(row.getInt("amount"), TermUnit.valueOf(row.getString("unit"))),
                        row.getBoolean("stops_clock"),
                        row.getString("source")))
                .optional();
    }
}
