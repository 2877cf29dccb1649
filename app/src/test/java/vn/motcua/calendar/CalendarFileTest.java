package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.calendar.OfficeHours.at;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class CalendarFileTest {

    private static final DayName NAME = new DayName("Lịch Ví Dụ", "Example");

    @Test
    void a_year_goes_out_and_comes_back_as_it_was() throws IOException {
        List<SpecialDay> days = new ArrayList<>();
        days.add(new SpecialDay(
                LocalDate.of(2026, 1, 10),
                DayType.SWAP_WORK,
                new DayName("Làm bù cho ngày 2/1; đủ giờ, cả ngày", "Made up"),
                DayOfWeek.FRIDAY,
                "Công văn 12729/VPCP-KGVX"));
        days.addAll(PublicHolidays.of(2026));
        days.add(new SpecialDay(
                LocalDate.of(2026, 12, 19),
                DayType.WORK,
                new DayName("Trực hồ sơ", "Extra hours"),
                null,
                List.of(OfficeHours.shift("07:30", "11:00"), OfficeHours.shift("13:15", "15:45")),
                "Thông báo"));
        days.add(new SpecialDay(
                LocalDate.of(2026, 12, 31),
                DayType.OFF_FROM_NOON,
                new DayName("Nghỉ chiều", "Afternoon off"),
                null,
                "Thông báo"));
        days.sort(java.util.Comparator.comparing(SpecialDay::date));
        WorkingCalendar calendar = WorkingCalendar.of(OfficeHours.definition(OfficeHours.week(), days))
                .orElseThrow();

        byte[] file = CalendarFile.of(calendar, NAME, 2026, at("2026-08-24T08:00"));

        assertThat(CalendarFileReader.read(file, 2026, "", 480).orElseThrow()).containsExactlyElementsOf(days);
        assertThat(new String(file, StandardCharsets.UTF_8).split("\r\n"))
                .as("RFC 5545, 3.1: octets, not characters")
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
                .anyMatch(line -> line.startsWith(" "));
        Files.write(Files.createDirectories(Path.of("target/ics")).resolve("2026.ics"), file);
    }

    @Test
    void the_half_holidays_of_1980_come_back() {
        CalendarDefinition definition = new CalendarDefinition(
                "old",
                LocalDate.of(1980, 1, 1),
                LocalDate.of(1980, 12, 31),
                480,
                List.of(new Week(LocalDate.of(1980, 1, 1), OfficeHours.week())),
                PublicHolidays.of(1980));
        WorkingCalendar calendar = WorkingCalendar.of(definition).orElseThrow();

        byte[] file = CalendarFile.of(calendar, NAME, 1980, at("2026-08-24T08:00"));

        assertThat(calendar.workingMinutesOn(LocalDate.of(1980, 4, 30))).isEqualTo(240);
        assertThat(CalendarFileReader.read(file, 1980, "", 480).orElseThrow())
                .containsExactlyElementsOf(PublicHolidays.of(1980));
    }

    @Test
    void other_programs_find_shifts_days_off_and_the_zone_in_it() {
        String file = new String(
                CalendarFile.of(OfficeHours.weekdays(), NAME, 2026, at("2026-08-24T08:00")), StandardCharsets.UTF_8);

        assertThat(file)
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains("BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n")
                .contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20260101T080000\r\n")
                .contains("RRULE:FREQ=WEEKLY;UNTIL=20261231T010000Z;BYDAY=MO,TU,WE,TH,FR\r\n")
                .contains("DTSTART;VALUE=DATE:20260217\r\n")
                .contains("SUMMARY:Tết Nguyên đán\r\n")
                .contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20260822T080000\r\n")
                .contains("DTEND;TZID=Asia/Ho_Chi_Minh:20260822T120000\r\n")
                .endsWith("END:VCALENDAR\r\n");
        assertThat(file.lines().filter(line -> line.equals("BEGIN:VEVENT")).count())
                .as("two shifts a day, the days off, two worked Saturdays with two shifts")
                .isEqualTo(2 + PublicHolidays.of(2026).size() + 2 + 4);
        assertThat(file.lines().allMatch(line -> line.length() <= 75))
                .as("lines are folded")
                .isTrue();
        String unfolded = file.replace("\r\n ", "");
        assertThat(unfolded.lines().filter(line -> line.startsWith("EXDATE")).findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .as("of the same form as DTSTART, as RFC 5545 wants it")
                        .startsWith("EXDATE;TZID=Asia/Ho_Chi_Minh:")
                        .contains("20260217T080000", "20260831T080000"));
    }

    @Test
    void a_file_of_another_program_is_understood() {
        List<SpecialDay> days =
                CalendarFileReader.read(ics("""
                                BEGIN:VEVENT
                                UID:1
                                DTSTAMP:20260101T000000Z
                                SUMMARY:Nghỉ hoán đổi
                                DTSTART;VALUE=DATE:20260831
                                DTEND;VALUE=DATE:20260902
                                END:VEVENT
                                BEGIN:VEVENT
                                UID:2
                                DTSTAMP:20260101T000000Z
                                SUMMARY:Làm bù
                                DTSTART:20260822T010000Z
                                DTEND:20260822T050000Z
                                END:VEVENT
                                """), 2026, "Thông báo 1", 480).orElseThrow();

        assertThat(days)
                .containsExactly(
                        new SpecialDay(
                                LocalDate.of(2026, 8, 22),
                                DayType.WORK,
                                new DayName("Làm bù", "Làm bù"),
                                null,
                                List.of(OfficeHours.MORNING),
                                "Thông báo 1"),
                        SpecialDay.off(
                                LocalDate.of(2026, 8, 31),
                                new DayName("Nghỉ hoán đổi", "Nghỉ hoán đổi"),
                                "Thông báo 1"),
                        SpecialDay.off(
                                LocalDate.of(2026, 9, 1),
                                new DayName("Nghỉ hoán đổi", "Nghỉ hoán đổi"),
                                "Thông báo 1"));
    }

    @Test
    void days_off_told_by_their_length_are_all_taken_and_repeated_ones_refused() {
        List<SpecialDay> days =
                CalendarFileReader.read(ics("""
                                BEGIN:VEVENT
                                UID:1
                                DTSTAMP:20260101T000000Z
                                SUMMARY:Nghỉ bão
                                DTSTART;VALUE=DATE:20260930
                                DURATION:P3D
                                END:VEVENT
                                """), 2026, "Công điện 1", 480).orElseThrow();

        assertThat(days)
                .extracting(SpecialDay::date)
                .containsExactly(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(problems(ics("""
                        BEGIN:VEVENT
                        UID:1
                        DTSTAMP:20260101T000000Z
                        SUMMARY:Nghỉ bão
                        DTSTART;VALUE=DATE:20260930
                        DURATION:PT12H
                        END:VEVENT
                        BEGIN:VEVENT
                        UID:2
                        DTSTAMP:20260101T000000Z
                        SUMMARY:Nghỉ thêm
                        DTSTART;VALUE=DATE:20261005
                        RDATE;VALUE=DATE:20261012
                        END:VEVENT
                        """)))
                .containsExactly(
                        Problem.of("calendar.ics.unreadable", "4", "Nghỉ bão"),
                        Problem.of("calendar.ics.recurring", "11", "Nghỉ thêm"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PK\u0003\u0004 a spreadsheet", "<html></html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND"})
    void what_is_no_calendar_file_is_refused(String content) {
        assertThat(problems(content.getBytes(StandardCharsets.UTF_8)))
                .extracting(Problem::code)
                .containsExactly("calendar.ics.not-one");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}))
                .containsExactly(Problem.of("calendar.ics.not-one", "1"));
    }

    @Test
    void another_zone_is_refused_by_line() {
        assertThat(problems(ics("""
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                SUMMARY:Làm bù
                DTSTART;TZID=America/New_York:20260822T080000
                DTEND;TZID=America/New_York:20260822T120000
                END:VEVENT
                """)))
                .containsExactly(Problem.of("calendar.ics.zone", "4", "America/New_York", "Asia/Ho_Chi_Minh"));
    }

    @Test
    void a_day_given_twice_or_against_itself_or_outside_the_year_is_refused_by_line() {
        assertThat(problems(ics("""
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                SUMMARY:Nghỉ
                DTSTART;VALUE=DATE:20260831
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTAMP:20260101T000000Z
                SUMMARY:Nghỉ nữa
                DTSTART;VALUE=DATE:20260831
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                DTSTAMP:20260101T000000Z
                SUMMARY:Làm
                DTSTART:20260831T080000
                DTEND:20260831T120000
                END:VEVENT
                BEGIN:VEVENT
                UID:4
                DTSTAMP:20260101T000000Z
                SUMMARY:Nghỉ
                DTSTART;VALUE=DATE:20270104
                END:VEVENT
                BEGIN:VEVENT
                UID:5
                DTSTAMP:20260101T000000Z
                SUMMARY:Họp
                DTSTART:20260801T080000
                DTEND:20260801T120000
                RRULE:FREQ=DAILY
                END:VEVENT
                """)))
                .containsExactly(
                        Problem.of("calendar.ics.day-twice", "10", "31/8/2026", "4"),
                        Problem.of("calendar.ics.contradiction", "16", "31/8/2026", "4"),
                        Problem.of("calendar.ics.outside-year", "23", "4/1/2027", "2026"),
                        Problem.of("calendar.ics.recurring", "29", "Họp"));
    }

    private static byte[] ics(String events) {
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n" + events + "END:VCALENDAR\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Problem> problems(byte[] content) {
        return switch (CalendarFileReader.read(content, 2026, "", 480)) {
            case Result.Done<List<SpecialDay>> done -> List.of();
            case Result.Refused<List<SpecialDay>> refused -> refused.problems();
        };
    }
}
