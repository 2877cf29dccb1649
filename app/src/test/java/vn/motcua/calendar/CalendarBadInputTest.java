package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static vn.motcua.calendar.OfficeHours.at;
import static vn.motcua.calendar.OfficeHours.shift;
import static vn.motcua.calendar.OfficeHours.week;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** What no calendar can be made of, and no term counted on, is refused by name and place. */
class CalendarBadInputTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 12, 31);
    private static final Instant MONDAY = at("2026-08-24T08:00");

    @Test
    void shifts_that_overlap_are_refused_on_a_weekday_and_on_a_worked_day_of_its_own_hours() {
        Map<DayOfWeek, List<Shift>> week = week();
        week.put(DayOfWeek.FRIDAY, List.of(shift("08:00", "12:00"), shift("08:00", "12:00")));
        SpecialDay worked = new SpecialDay(
                LocalDate.of(2026, 8, 22),
                DayType.WORK,
                new DayName("Làm bù", "Made up"),
                null,
                List.of(shift("13:00", "17:00"), shift("08:00", "13:01")),
                "CV 1");

        assertThat(problems(FIRST, LAST, week, List.of(worked)))
                .containsExactly(
                        Problem.of("calendar.overlapping-shifts", 5, "08:00", "12:00"),
                        Problem.of("calendar.day-overlapping-shifts", "22/8/2026", "13:00", "17:00"));
    }

    @Test
    void a_calendar_whose_only_hours_lie_outside_its_span_never_works() {
        Week onlySundays = new Week(FIRST, Map.of(DayOfWeek.SUNDAY, List.of(OfficeHours.MORNING)));
        LocalDate monday = LocalDate.of(2026, 8, 24);
        CalendarDefinition weekdaysOnly =
                new CalendarDefinition("test", monday, monday.plusDays(4), 480, List.of(onlySundays), List.of());

        assertThat(refusal(WorkingCalendar.of(weekdaysOnly)))
                .containsExactly(Problem.of("calendar.never-works", "test", "24/8/2026", "28/8/2026"));
    }

    @ParameterizedTest
    @EnumSource(TermUnit.class)
    @Timeout(5)
    void a_term_of_any_unit_that_never_ends_is_refused_at_once(TermUnit unit) {
        WorkingCalendar calendar = OfficeHours.weekdays();
        for (DayCount count : DayCount.values()) {
            for (int amount : new int[] {200_000, Integer.MAX_VALUE}) {
                AppointmentRule rule = new AppointmentRule(new Term(amount, unit), count, null);
                assertThat(refusal(LegalClock.of(calendar, MONDAY, rule)))
                        .extracting(Problem::code)
                        .isSubsetOf("calendar.term-never-ends", "calendar.date-outside");
                assertThat(refusal(LegalClock.silentConsentAt(calendar, MONDAY, new Term(amount, unit))))
                        .hasSize(1);
            }
        }
    }

    @Test
    @Timeout(5)
    void a_term_is_refused_at_once_where_work_has_ended_for_good() {
        CalendarDefinition closing = new CalendarDefinition(
                "closing",
                FIRST,
                LocalDate.of(2060, 12, 31),
                480,
                List.of(new Week(FIRST, week()), new Week(LocalDate.of(2026, 9, 1), Map.of())),
                List.of());
        WorkingCalendar calendar = WorkingCalendar.of(closing).orElseThrow();
        AppointmentRule rule = new AppointmentRule(new Term(10, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, null);

        assertThat(refusal(LegalClock.of(calendar, MONDAY, rule)))
                .containsExactly(Problem.of("calendar.term-never-ends", "24/8/2026", "closing", "31/12/2060"));
    }

    @Test
    void a_swap_day_outside_the_span_and_years_before_1968_and_after_2100_are_refused() {
        SpecialDay swap = new SpecialDay(
                LocalDate.of(2027, 1, 9), DayType.SWAP_WORK, new DayName("Làm bù", "Made up"), DayOfWeek.MONDAY, "CV");

        assertThat(problems(FIRST, LAST, week(), List.of(swap)))
                .containsExactly(Problem.of("calendar.day-outside", "9/1/2027", "Làm bù"));
        assertThat(problems(LocalDate.of(1967, 12, 31), LAST, week(), List.of()))
                .containsExactly(Problem.of("calendar.span", "31/12/1967", "31/12/2026"));
        assertThat(problems(FIRST, LocalDate.of(2101, 1, 1), week(), List.of()))
                .containsExactly(Problem.of("calendar.span", "1/1/2026", "1/1/2101"));
        assertThat(refusal(LegalClock.of(
                        OfficeHours.weekdays(),
                        at("1967-12-31T23:59"),
                        new AppointmentRule(new Term(1, TermUnit.MONTHS), DayCount.END_OF_DAY, null))))
                .extracting(Problem::code)
                .containsExactly("calendar.date-outside");
    }

    @Test
    @Timeout(60)
    void whatever_bytes_come_as_a_file_are_read_or_refused_and_never_break_anything() {
        Random random = new Random(20_261_123);
        byte[] whole = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-MOTCUA-MINUTES-PER-DAY:480\r\nBEGIN:VEVENT\r\n"
                        + "UID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Nghỉ\r\nDTSTART;VALUE=DATE:20260831\r\n"
                        + "END:VEVENT\r\nEND:VCALENDAR\r\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(CalendarFileReader.read(whole, 2026, "CV", 480).orElseThrow())
                .hasSize(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = whole.clone();
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> CalendarFileReader.read(broken, 2026, "CV", 480))
                    .as(new String(broken, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
        assertThat(refusal(CalendarFileReader.read(
                        new String(whole, StandardCharsets.UTF_8)
                                .replace(":480", ":0")
                                .getBytes(StandardCharsets.UTF_8),
                        2026,
                        "CV",
                        480)))
                .containsExactly(Problem.of("calendar.ics.minutes-per-day", "4", "0"));
    }

    @Test
    void a_working_day_has_a_minute_at_least_and_a_day_at_most() {
        for (int minutes : new int[] {0, -480, 1441, Integer.MAX_VALUE}) {
            CalendarDefinition definition =
                    new CalendarDefinition("test", FIRST, LAST, minutes, List.of(new Week(FIRST, week())), List.of());
            assertThat(refusal(WorkingCalendar.of(definition)))
                    .containsExactly(Problem.of("calendar.minutes-per-day", minutes));
        }
        assertThat(Duration.ofMinutes(OfficeHours.weekdays().minutesPerDay())).isEqualTo(Duration.ofHours(8));
    }

    private static List<Problem> problems(
            LocalDate from, LocalDate to, Map<DayOfWeek, List<Shift>> week, List<SpecialDay> days) {
        return refusal(
                WorkingCalendar.of(new CalendarDefinition("test", from, to, 480, List.of(new Week(from, week)), days)));
    }

    private static List<Problem> refusal(Result<?> result) {
        return result instanceof Result.Refused<?> refused ? refused.problems() : List.of();
    }
}
