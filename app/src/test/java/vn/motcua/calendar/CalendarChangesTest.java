package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.motcua.calendar.OfficeHours.at;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.MotCuaTest;

@MotCuaTest
@RecordApplicationEvents
class CalendarChangesTest {

    private static final String ID = "test-changed";
    private static final Instant NOW = at("2026-08-24T08:00");
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate TUESDAY = LocalDate.of(2026, 8, 25);
    private static final List<Shift> MORNINGS = List.of(OfficeHours.MORNING);
    private static final Week OFFICE = new Week(FIRST, OfficeHours.week());

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ApplicationEvents events;

    @BeforeEach
    void create() {
        change(new CalendarChange.Create(
                ID, new DayName("Thử", "Test"), FIRST, LocalDate.of(2027, 12, 31), 480, OFFICE));
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM calendar.calendar WHERE id LIKE 'test-%'").update();
        calendars.invalidate();
    }

    @Test
    void a_day_off_announced_late_is_shown_before_it_is_done_then_done_and_written_down() {
        LegalClock clock = LegalClock.of(
                        calendars.byId(ID),
                        at("2026-08-24T08:00"),
                        new AppointmentRule(new Term(3, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, null))
                .orElseThrow();

        ChangePreview preview =
                calendars.preview(announce(day(TUESDAY, DayType.OFF))).orElseThrow();

        assertThat(preview.affected()).hasSize(1);
        AffectedCalendar affected = preview.affected().getFirst();
        assertThat(affected.days()).containsExactly(TUESDAY);
        assertThat(clock.recomputedOn(affected.after()).orElseThrow().after()).isEqualTo(at("2026-08-28T17:00"));
        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY))
                .as("nothing is done yet")
                .isTrue();

        calendars.apply(preview, "Nguyễn Văn Ví Dụ", "Quốc tang", NOW).orElseThrow();

        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isFalse();
        assertThat(events.stream(CalendarChanged.class).filter(e -> e.from().equals(TUESDAY)))
                .containsExactly(new CalendarChanged(ID, TUESDAY, TUESDAY));
        assertThat(calendars.changes(ID, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.by()).isEqualTo("Nguyễn Văn Ví Dụ");
            assertThat(entry.at()).isEqualTo(NOW);
            assertThat(entry.kind()).isEqualTo("Announce");
            assertThat(entry.from()).isEqualTo(TUESDAY);
            assertThat(entry.reason()).isEqualTo("Quốc tang");
            assertThat(entry.what()).contains("2026-08-25", "OFF");
        });
        assertThatThrownBy(() ->
                        jdbc.sql("UPDATE calendar.change SET by_whom = 'x'").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void a_change_is_seen_within_its_transaction_and_by_nobody_when_that_fails() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            change(announce(day(TUESDAY, DayType.OFF)));
            assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isFalse();
            status.setRollbackOnly();
        });

        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isTrue();

        change(announce(day(TUESDAY.plusDays(1), DayType.OFF)));
        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY.plusDays(1))).isFalse();
        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isTrue();
    }

    @Test
    void what_was_announced_can_be_taken_back() {
        change(announce(day(TUESDAY, DayType.OFF)));
        change(new CalendarChange.Withdraw(ID, 2026, List.of(TUESDAY)));

        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isTrue();
        assertThat(problems(new CalendarChange.Withdraw(ID, 2026, List.of(TUESDAY))))
                .containsExactly(Problem.of("calendar.nothing-to-withdraw", "25/8/2026"));
    }

    @Test
    void other_hours_take_over_from_a_date_and_leave_the_days_before_alone() {
        LocalDate from = LocalDate.of(2026, 9, 7);
        change(new CalendarChange.ChangeHours(
                ID, new Week(from, Map.of(DayOfWeek.MONDAY, List.of(OfficeHours.shift("07:30", "11:45"))))));

        assertThat(calendars.byId(ID).workingMinutesOn(LocalDate.of(2026, 9, 4)))
                .isEqualTo(480);
        assertThat(calendars.byId(ID).workingMinutesOn(from)).isEqualTo(255);
        assertThat(calendars.byId(ID).isWorkingDay(from.plusDays(1))).isFalse();
        assertThat(calendars.list())
                .filteredOn(calendar -> calendar.id().equals(ID))
                .singleElement()
                .satisfies(calendar ->
                        assertThat(calendar.weeks()).extracting(Week::validFrom).containsExactly(FIRST, from));
    }

    @Test
    void a_preview_that_others_have_overtaken_is_refused() {
        ChangePreview preview =
                calendars.preview(announce(day(TUESDAY, DayType.OFF))).orElseThrow();
        change(announce(day(TUESDAY.plusDays(1), DayType.OFF)));

        assertThat(calendars.apply(preview, "x", "", NOW))
                .isEqualTo(Result.refused(Problem.of("calendar.changed-meanwhile")));
        assertThat(calendars.byId(ID).isWorkingDay(TUESDAY)).isTrue();
    }

    @Test
    void what_is_wrong_with_a_change_is_told_by_name_and_place() {
        SpecialDay unnamed = new SpecialDay(TUESDAY, DayType.OFF, new DayName("", ""), null, "");
        SpecialDay outside = day(LocalDate.of(2027, 1, 9), DayType.SWAP_WORK);

        assertThat(problems(announce(outside)))
                .containsExactly(Problem.of("calendar.day-outside-year", "9/1/2027", "Ngày thử", "2026"));
        assertThat(problems(announce(unnamed)))
                .containsExactly(
                        Problem.of("calendar.day-unnamed", "25/8/2026"),
                        Problem.of("calendar.day-without-source", "25/8/2026", ""));
        assertThat(problems(new CalendarChange.Announce("moon-base", 1967, List.of(day(TUESDAY, DayType.OFF)))))
                .containsExactly(
                        Problem.of("calendar.unknown", "moon-base"),
                        Problem.of("calendar.year", "1967"),
                        Problem.of("calendar.day-outside-year", "25/8/2026", "Ngày thử", "1967"));
        assertThat(problems(new CalendarChange.ChangeHours(
                        ID,
                        new Week(
                                TUESDAY,
                                Map.of(
                                        DayOfWeek.FRIDAY,
                                        List.of(
                                                OfficeHours.shift("08:00", "12:00"),
                                                OfficeHours.shift("11:00", "17:00")))))))
                .containsExactly(Problem.of("calendar.overlapping-shifts", 5, "11:00", "17:00"));
        assertThat(problems(new CalendarChange.ChangeHours(ID, new Week(TUESDAY, Map.of()))))
                .as("nothing that is received from then on could ever end")
                .containsExactly(Problem.of("calendar.week-empty", "25/8/2026"));
        assertThat(problems(new CalendarChange.ChangeHours(
                        ID, new Week(TUESDAY, Map.of(DayOfWeek.FRIDAY, List.of(OfficeHours.shift("08:00", "09:59")))))))
                .as("sixty days would take years")
                .containsExactly(Problem.of("calendar.week-thin", "25/8/2026", 119, 120));
        assertThat(problems(announce(new SpecialDay(
                        TUESDAY, DayType.OFF, new DayName("x".repeat(201), "y"), null, "z".repeat(501)))))
                .containsExactly(
                        Problem.of("calendar.day-name-long", "25/8/2026", "200"),
                        Problem.of("calendar.day-source-long", "25/8/2026", "500"));
        assertThat(problems(new CalendarChange.Create(
                        "test-empty", new DayName("a", "b"), FIRST, FIRST.plusDays(1), 480, new Week(FIRST, Map.of()))))
                .containsExactly(Problem.of("calendar.never-works", "test-empty", "1/1/2026", "2/1/2026"));
        assertThat(problems(
                        new CalendarChange.Create(ID, new DayName("a", "b"), FIRST, FIRST.plusDays(1), 480, OFFICE)))
                .containsExactly(Problem.of("calendar.id-taken", ID));
        assertThat(problems(new CalendarChange.Create(
                        "test-old", new DayName("a", "b"), LocalDate.of(1960, 1, 1), FIRST, 480, OFFICE)))
                .extracting(Problem::code)
                .contains("calendar.span");
    }

    @Test
    void a_year_shows_what_each_day_is_and_why() {
        change(announce(new SpecialDay(
                LocalDate.of(2026, 12, 19),
                DayType.WORK,
                new DayName("Trực", "Extra hours"),
                null,
                List.of(new Shift(LocalTime.of(8, 0), LocalTime.of(10, 30))),
                "Thông báo 5")));
        YearView year = calendars.year(ID, 2026).orElseThrow();

        assertThat(year.days()).hasSize(365);
        assertThat(view(year, "2026-02-17")).satisfies(day -> {
            assertThat(day.kind()).isEqualTo(YearView.Kind.OFF);
            assertThat(day.origin()).isEqualTo(YearView.Origin.LAW);
            assertThat(day.name()).extracting(DayName::vi).isEqualTo("Tết Nguyên đán");
            assertThat(day.lunar()).isEqualTo(new LunarDate(2026, 1, 1, false));
        });
        assertThat(view(year, "2026-08-22")).satisfies(day -> {
            assertThat(day.kind()).isEqualTo(YearView.Kind.SWAP_WORK);
            assertThat(day.origin()).isEqualTo(YearView.Origin.ANNOUNCED);
            assertThat(day.minutes()).isEqualTo(480);
        });
        assertThat(view(year, "2026-08-23").kind()).isEqualTo(YearView.Kind.WEEKLY_REST);
        assertThat(view(year, "2026-08-24").kind()).isEqualTo(YearView.Kind.WORK);
        assertThat(view(year, "2026-12-19")).satisfies(day -> {
            assertThat(day.kind()).isEqualTo(YearView.Kind.SPECIAL_WORK);
            assertThat(day.origin()).isEqualTo(YearView.Origin.OWN);
            assertThat(day.source()).isEqualTo("Thông báo 5");
            assertThat(day.minutes()).isEqualTo(150);
        });
        assertThat(year.workingDays()).isEqualTo(261 - 14 + 2 + 1);
        assertThat(calendars.year(ID, 2028).orElseThrow().days()).allMatch(day -> day.kind() == YearView.Kind.OUTSIDE);
        assertThat(calendars.year(ID, 2101)).isEmpty();
        assertThat(calendars.year("moon-base", 2026)).isEmpty();
    }

    @Test
    void a_year_can_be_taken_from_one_calendar_to_another_as_a_file() {
        byte[] file = calendars.exportFile(ID, 2026, NOW).orElseThrow();
        List<SpecialDay> days = calendars.readFile(ID, file, 2026, "tệp").orElseThrow();

        assertThat(calendars
                        .preview(new CalendarChange.Announce(ID, 2026, days))
                        .orElseThrow()
                        .affected())
                .as("what comes back changes nothing")
                .isEmpty();
    }

    @Test
    void a_calendar_can_be_told_as_it_was_before_every_kind_of_change() {
        Instant first = NOW.plusSeconds(60);
        Instant second = NOW.plusSeconds(120);
        Instant third = NOW.plusSeconds(180);
        Instant fourth = NOW.plusSeconds(240);
        Instant fifth = NOW.plusSeconds(300);
        WorkingCalendar before = calendars.byId(ID);
        change(announce(day(TUESDAY, DayType.OFF)), first);
        change(announce(day(TUESDAY, DayType.OFF_FROM_NOON)), second);
        change(new CalendarChange.ChangeHours(ID, mornings()), third);
        change(new CalendarChange.ChangeDayLength(ID, 240), fourth);
        change(new CalendarChange.Withdraw(ID, 2026, List.of(TUESDAY)), fifth);

        assertThat(calendars.byId(ID).shiftsOn(TUESDAY)).isEqualTo(MORNINGS);
        assertThat(calendars.byId(ID).minutesPerDay()).isEqualTo(240);
        assertThat(calendars.asOf(ID, fifth).shiftsOn(TUESDAY)).isEqualTo(MORNINGS);
        assertThat(calendars.asOf(ID, fourth).special(TUESDAY)).isPresent();
        assertThat(calendars.asOf(ID, third).minutesPerDay()).isEqualTo(480);
        assertThat(calendars.asOf(ID, third).shiftsOn(TUESDAY.plusDays(14))).isEqualTo(MORNINGS);
        assertThat(calendars.asOf(ID, second).shiftsOn(TUESDAY)).isEqualTo(MORNINGS);
        assertThat(calendars.asOf(ID, second).shiftsOn(TUESDAY.plusDays(14)))
                .isEqualTo(before.shiftsOn(TUESDAY.plusDays(14)));
        assertThat(calendars.asOf(ID, first).shiftsOn(TUESDAY)).isEmpty();
        assertThat(calendars.asOf(ID, first.minusMillis(1)).shiftsOn(TUESDAY)).isEqualTo(before.shiftsOn(TUESDAY));
        assertThat(calendars.asOf(ID, first.minusMillis(1)).special(TUESDAY)).isEmpty();
    }

    @Test
    void the_length_of_a_working_day_is_data_that_terms_are_counted_by() {
        AppointmentRule twoDays = new AppointmentRule(new Term(2, TermUnit.WORKING_DAYS), DayCount.SAME_TIME, null);
        assertThat(calendars.byId(ID).due(NOW, twoDays)).isEqualTo(at("2026-08-25T17:00"));

        ChangePreview preview =
                calendars.preview(new CalendarChange.ChangeDayLength(ID, 420)).orElseThrow();
        assertThat(preview.affected()).singleElement().satisfies(affected -> {
            assertThat(affected.days()).as("no day has other hours").isEmpty();
            assertThat(affected.before().minutesPerDay()).isEqualTo(480);
            assertThat(affected.after().minutesPerDay()).isEqualTo(420);
        });
        calendars.apply(preview, "test", "test", NOW).orElseThrow();

        assertThat(calendars.byId(ID).due(NOW, twoDays))
                .as("twice seven hours from Monday 8:00")
                .isEqualTo(at("2026-08-25T15:00"));
        for (int wrong : new int[] {0, -1, 1441}) {
            assertThat(calendars.preview(new CalendarChange.ChangeDayLength(ID, wrong)))
                    .isEqualTo(Result.refused(Problem.of("calendar.minutes-per-day", wrong)));
        }
        assertThat(calendars.preview(new CalendarChange.ChangeDayLength("test-none", 480)))
                .isEqualTo(Result.refused(Problem.of("calendar.unknown", "test-none")));
    }

    @Test
    void a_file_of_a_calendar_with_another_working_day_is_refused_by_its_line() {
        byte[] file = calendars.exportFile(ID, 2026, NOW).orElseThrow();
        change(new CalendarChange.ChangeDayLength(ID, 420));

        assertThat(calendars.readFile(ID, file, 2026, "tệp"))
                .isEqualTo(Result.refused(Problem.of("calendar.ics.other-day", "5", "480", "420")));
        byte[] wrong = new String(file, StandardCharsets.UTF_8)
                .replace("MINUTES-PER-DAY:480", "MINUTES-PER-DAY:nhiều")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(calendars.readFile(ID, wrong, 2026, "tệp"))
                .isEqualTo(Result.refused(Problem.of("calendar.ics.minutes-per-day", "5", "nhiều")));
    }

    @Test
    void the_law_says_by_how_much_terms_can_be_extended() {
        assertThat(calendars.extensionRules("x", "Giải quyết khiếu nại"))
                .extracting(ExtensionRule::by)
                .containsExactly(new Term(15, TermUnit.CALENDAR_DAYS));
        assertThat(calendars.extensionRules("x", "Giải quyết tố cáo"))
                .extracting(ExtensionRule::times)
                .containsExactly(2);
        assertThat(calendars.extensionRules("1.013225", "Hoạt động xây dựng"))
                .extracting(ExtensionRule::kind)
                .containsExactly("construction-permit");
        assertThat(calendars.extensionRules("1.001193", "Hộ tịch")).isEmpty();
    }

    @Test
    void the_law_says_after_what_time_silence_is_agreement() {
        assertThat(calendars.silenceRule("1.013225").orElseThrow().term())
                .isEqualTo(new Term(12, TermUnit.CALENDAR_DAYS));
        assertThat(calendars.silenceRule("1.001193")).isEmpty();
    }

    private static YearView.Day view(YearView year, String date) {
        return year.days().stream()
                .filter(day -> day.date().equals(LocalDate.parse(date)))
                .findFirst()
                .orElseThrow();
    }

    private static CalendarChange announce(SpecialDay day) {
        return new CalendarChange.Announce(ID, 2026, List.of(day));
    }

    private static SpecialDay day(LocalDate date, DayType type) {
        return new SpecialDay(date, type, new DayName("Ngày thử", "Test day"), null, "Thông báo 1");
    }

    private static Week mornings() {
        return new Week(
                FIRST,
                Stream.of(DayOfWeek.values())
                        .filter(day -> day.getValue() < 6)
                        .collect(Collectors.toMap(Function.identity(), day -> MORNINGS)));
    }

    private void change(CalendarChange change) {
        change(change, NOW);
    }

    private void change(CalendarChange change, Instant now) {
        calendars
                .apply(calendars.preview(change).orElseThrow(), "test", "", now)
                .orElseThrow();
    }

    private List<Problem> problems(CalendarChange change) {
        return switch (calendars.preview(change)) {
            case Result.Done<ChangePreview> done -> List.of();
            case Result.Refused<ChangePreview> refused -> refused.problems();
        };
    }
}
