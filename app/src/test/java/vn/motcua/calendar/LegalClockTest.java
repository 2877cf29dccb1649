package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.calendar.OfficeHours.at;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class LegalClockTest {

    private static final ExtensionRule COMPLEX_COMPLAINT = new ExtensionRule(
            "complaint",
            new Term(15, TermUnit.CALENDAR_DAYS),
            1,
            new DayName("khiếu nại phức tạp", "complex complaint"),
            "");
    private static final ExtensionRule DENUNCIATION = new ExtensionRule(
            "denunciation", new Term(30, TermUnit.CALENDAR_DAYS), 2, new DayName("tố cáo", "denunciation"), "");

    private final WorkingCalendar office = OfficeHours.weekdays();

    @Test
    void a_pause_keeps_the_working_time_that_was_left() {
        LegalClock clock = clock("2026-08-27T14:10", 8, TermUnit.WORKING_HOURS);
        LegalClock paused =
                clock.paused(at("2026-08-28T09:10"), PauseKind.SUPPLEMENT, "").orElseThrow();
        LegalClock resumed = paused.resumed(at("2026-09-03T10:00")).orElseThrow();

        assertThat(clock.due()).isEqualTo(at("2026-08-28T14:10"));
        assertThat(paused.isPaused()).isTrue();
        assertThat(paused.remaining(at("2026-09-01T00:00"))).isEqualTo(4 * 60);
        assertThat(resumed.due()).isEqualTo(at("2026-09-03T15:00"));
        assertThat(resumed.remaining(at("2026-09-03T16:00"))).isEqualTo(-60);
    }

    @Test
    void any_number_of_pauses_add_up() {
        LegalClock clock = clock("2026-08-03T08:00", 3, TermUnit.WORKING_DAYS);
        for (int day = 3; day < 7; day++) {
            clock = pausedFor(clock, "2026-08-0" + day + "T09:00", "2026-08-0" + day + "T11:00");
        }

        assertThat(clock.due())
                .as("three days later, plus two hours on each of four days")
                .isEqualTo(at("2026-08-06T17:00"));
    }

    @Test
    void a_clock_that_is_late_stays_late_through_a_pause() {
        LegalClock resumed =
                pausedFor(clock("2026-08-24T08:00", 1, TermUnit.WORKING_DAYS), "2026-08-25T09:00", "2026-08-27T08:00");

        assertThat(resumed.due()).isEqualTo(at("2026-08-24T17:00"));
    }

    @Test
    void a_pause_moves_the_last_day_of_a_term_in_calendar_days_by_its_own_length() {
        LegalClock clock = clock("2026-08-03T09:00", 20, TermUnit.CALENDAR_DAYS);

        assertThat(clock.due()).as("the 20th day is Sunday 23").isEqualTo(at("2026-08-24T17:00"));
        assertThat(pausedFor(clock, "2026-08-05T08:00", "2026-08-06T08:00").due())
                .as("24 hours: Monday 24 at 24:00")
                .isEqualTo(at("2026-08-24T17:00"));
        assertThat(pausedFor(clock, "2026-08-05T08:00", "2026-08-06T08:01").due())
                .as("a minute more begins another day")
                .isEqualTo(at("2026-08-25T17:00"));
        assertThat(pausedFor(clock, "2026-08-05T08:00", "2026-08-12T08:00").due())
                .as("30 August is a Sunday, then the days of National Day")
                .isEqualTo(at("2026-09-03T17:00"));
    }

    @Test
    void a_complaint_has_30_days_and_a_complex_one_45() {
        LegalClock clock = clock("2026-06-01T09:00", 30, TermUnit.CALENDAR_DAYS);
        LegalClock complex =
                clock.extended(at("2026-06-20T09:00"), COMPLEX_COMPLAINT).orElseThrow();

        assertThat(clock.due()).isEqualTo(at("2026-07-01T17:00"));
        assertThat(complex.due()).isEqualTo(at("2026-07-16T17:00"));
        assertThat(problems(complex.extended(at("2026-07-10T09:00"), COMPLEX_COMPLAINT)))
                .containsExactly(Problem.of("calendar.clock.extended-before", COMPLEX_COMPLAINT.name(), 1));
    }

    @Test
    void a_denunciation_can_be_extended_by_30_days_twice() {
        LegalClock clock = clock("2026-03-02T09:00", 30, TermUnit.CALENDAR_DAYS);
        LegalClock once = clock.extended(at("2026-03-20T09:00"), DENUNCIATION).orElseThrow();
        LegalClock twice = once.extended(at("2026-04-20T09:00"), DENUNCIATION).orElseThrow();

        assertThat(clock.due()).isEqualTo(at("2026-04-01T17:00"));
        assertThat(once.due()).as("1 May is a holiday, the 2nd a Saturday").isEqualTo(at("2026-05-04T17:00"));
        assertThat(twice.due())
                .as("30 days from 1 May, not from 4 May; 31 May is a Sunday")
                .isEqualTo(at("2026-06-01T17:00"));
        assertThat(problems(twice.extended(at("2026-05-20T09:00"), DENUNCIATION)))
                .containsExactly(Problem.of("calendar.clock.extended-before", DENUNCIATION.name(), 2));
    }

    @Test
    void there_is_one_apology_with_a_new_date() {
        LegalClock clock = clock("2026-08-24T08:00", 3, TermUnit.WORKING_DAYS);
        LegalClock later = clock.rescheduled(at("2026-08-25T09:00"), at("2026-08-28T17:00"))
                .orElseThrow();

        assertThat(later.due()).isEqualTo(at("2026-08-28T17:00"));
        assertThat(problems(later.rescheduled(at("2026-08-26T09:00"), at("2026-09-03T17:00"))))
                .containsExactly(Problem.of("calendar.clock.rescheduled-before", "9:00 25/8/2026", "17:00 28/8/2026"));
    }

    @Test
    void a_new_date_comes_before_the_deadline_passes_and_is_later_and_worked() {
        LegalClock clock = clock("2026-08-24T08:00", 3, TermUnit.WORKING_DAYS);

        assertThat(problems(clock.rescheduled(at("2026-08-27T08:00"), at("2026-08-28T17:00"))))
                .containsExactly(Problem.of("calendar.clock.passed", "17:00 26/8/2026"));
        assertThat(problems(clock.rescheduled(at("2026-08-25T08:00"), at("2026-08-26T17:00"))))
                .containsExactly(Problem.of("calendar.clock.new-date-not-later", "17:00 26/8/2026", "17:00 26/8/2026"));
        assertThat(problems(clock.rescheduled(at("2026-08-25T08:00"), at("2026-08-31T09:00"))))
                .containsExactly(Problem.of("calendar.clock.new-date-off", "9:00 31/8/2026"));
        assertThat(problems(clock.rescheduled(at("2026-08-25T08:00"), at("2061-02-01T09:00"))))
                .containsExactly(Problem.of("calendar.clock.new-date-off", "9:00 1/2/2061"));
    }

    @Test
    void what_does_not_fit_the_clock_is_refused_and_changes_nothing() {
        LegalClock clock = clock("2026-08-24T08:00", 3, TermUnit.WORKING_DAYS);
        LegalClock paused =
                clock.paused(at("2026-08-24T10:00"), PauseKind.STOPPED, "").orElseThrow();

        assertThat(problems(clock.resumed(at("2026-08-25T08:00"))))
                .containsExactly(Problem.of("calendar.clock.not-paused"));
        assertThat(problems(paused.paused(at("2026-08-25T08:00"), PauseKind.STOPPED, "")))
                .containsExactly(Problem.of("calendar.clock.paused-already", "10:00 24/8/2026"));
        assertThat(problems(paused.extended(at("2026-08-25T08:00"), DENUNCIATION)))
                .containsExactly(Problem.of("calendar.clock.paused", "10:00 24/8/2026"));
        assertThat(problems(paused.rescheduled(at("2026-08-25T08:00"), at("2026-09-04T08:00"))))
                .containsExactly(Problem.of("calendar.clock.paused", "10:00 24/8/2026"));
        assertThat(problems(paused.resumed(at("2026-08-24T09:00"))))
                .containsExactly(Problem.of("calendar.clock.earlier-than-last", "9:00 24/8/2026", "10:00 24/8/2026"));
        assertThat(problems(paused.resumed(at("2060-12-31T16:00"))))
                .extracting(Problem::code)
                .containsExactly("calendar.term-never-ends");
    }

    @Test
    void a_term_that_never_ends_and_a_day_before_1968_are_refused_by_name() {
        AppointmentRule rule =
                new AppointmentRule(new Term(Integer.MAX_VALUE, TermUnit.WORKING_DAYS), DayCount.SAME_TIME, null);

        assertThat(problems(LegalClock.of(office, at("2026-08-24T08:00"), rule)))
                .containsExactly(Problem.of("calendar.term-never-ends", "24/8/2026", "test", "31/12/2060"));
        assertThat(problems(LegalClock.of(office, at("1967-08-24T08:00"), rule)))
                .containsExactly(Problem.of("calendar.date-outside", "24/8/1967", "test", "1/1/2010", "31/12/2060"));
    }

    @Test
    void a_consulted_agency_that_stays_silent_for_12_days_agrees() {
        Appointment consent = LegalClock.silentConsentAt(
                        office, at("2026-08-20T10:00"), new Term(12, TermUnit.CALENDAR_DAYS))
                .orElseThrow();

        assertThat(consent.due()).as("1 September is a day off").isEqualTo(at("2026-09-03T17:00"));
    }

    @Test
    void the_clock_of_a_dossier_handed_in_elsewhere_runs_from_when_the_competent_agency_got_it() {
        LegalClock clock = LegalClock.afterTransfer(
                        office, at("2026-08-24T09:00"), at("2026-08-25T10:00"), rule(1, TermUnit.WORKING_DAYS))
                .orElseThrow();

        assertThat(clock.due()).isEqualTo(at("2026-08-26T10:00"));
        assertThat(Told.in(Told.ENGLISH, clock.explain()).subList(0, 2))
                .containsExactly(
                        "Handed in elsewhere Mon 24/8 9:00; the term counts from when the competent agency gets it",
                        "The competent agency got it Tue 25/8 10:00");
    }

    @Test
    void a_holiday_announced_late_moves_what_is_due_after_it() {
        LegalClock clock =
                pausedFor(clock("2026-08-24T08:00", 3, TermUnit.WORKING_DAYS), "2026-08-24T10:00", "2026-08-24T14:00");
        LegalClock.Recomputed unchanged =
                clock.recomputedOn(OfficeHours.withSaturdayMorning()).orElseThrow();
        LegalClock.Recomputed moved =
                clock.recomputedOn(withDayOff(LocalDate.of(2026, 8, 26))).orElseThrow();

        assertThat(unchanged.moved()).isFalse();
        assertThat(moved.before()).isEqualTo(at("2026-08-27T11:00"));
        assertThat(moved.after()).isEqualTo(at("2026-08-28T11:00"));
        assertThat(moved.clock().events()).isEqualTo(clock.events());
    }

    @Test
    void a_new_date_that_becomes_a_day_off_goes_to_the_next_working_day() {
        LegalClock clock = clock("2026-08-24T08:00", 1, TermUnit.WORKING_DAYS)
                .rescheduled(at("2026-08-24T09:00"), at("2026-08-26T10:00"))
                .orElseThrow();

        assertThat(clock.recomputedOn(withDayOff(LocalDate.of(2026, 8, 26)))
                        .orElseThrow()
                        .after())
                .isEqualTo(at("2026-08-27T17:00"));
    }

    @Test
    void the_life_of_a_clock_can_be_followed_in_english() {
        assertThat(Told.in(Told.ENGLISH, lived().explain()))
                .containsExactly(
                        "Received Thu 27/8 14:10",
                        "Term: 2 working days, that is 16 h of working time from the receipt",
                        "Thu 27/8: 2 h 50",
                        "Fri 28/8: 6 h",
                        "Paused Fri 28/8 15:00: the applicant is asked to complete the dossier",
                        "Reason: missing drawing",
                        "Working time that was left at the pause: 7 h 10",
                        "Counting goes on from Sun 30/8 9:00",
                        "Sun 30/8: weekly rest",
                        "Mon 31/8: day off (Swapped)",
                        "Tue 1/9 to Wed 2/9: days off (National Day)",
                        "Counted from Thu 3/9 8:00",
                        "Thu 3/9: 7 h 10",
                        "Thu 3/9 9:00: apology and new date Mon 7/9 17:00",
                        "Due Mon 7/9 17:00");
    }

    @Test
    void the_life_of_a_clock_can_be_followed_in_vietnamese() {
        assertThat(Told.in(Told.VIETNAMESE, lived().explain()))
                .containsExactly(
                        "Tiếp nhận lúc Th 5 27/8 14:10",
                        "Thời hạn: 2 ngày làm việc, bằng 16 h làm việc tính từ lúc tiếp nhận",
                        "Th 5 27/8: 2 h 50",
                        "Th 6 28/8: 6 h",
                        "Tạm dừng từ Th 6 28/8 15:00: chờ bổ sung hồ sơ",
                        "Lý do: missing drawing",
                        "Thời gian làm việc còn lại khi tạm dừng: 7 h 10",
                        "Tính tiếp từ CN 30/8 9:00",
                        "CN 30/8: nghỉ hằng tuần",
                        "Th 2 31/8: nghỉ (Nghỉ hoán đổi)",
                        "Th 3 1/9 đến Th 4 2/9: nghỉ (Quốc khánh 2/9)",
                        "Bắt đầu tính từ Th 5 3/9 8:00",
                        "Th 5 3/9: 7 h 10",
                        "Ngày Th 5 3/9 9:00 đã có thư xin lỗi và hẹn lại: Th 2 7/9 17:00",
                        "Hẹn trả kết quả: Th 2 7/9 17:00");
    }

    @Test
    void a_long_term_is_told_in_few_lines_that_still_add_up() {
        LegalClock clock = clock("2026-01-05T10:00", 200, TermUnit.WORKING_DAYS);
        Explanation why = clock.explain();

        assertThat(why.lines()).hasSizeLessThanOrEqualTo(12);
        assertThat(WorkingCalendarOracleTest.told(why)).isEqualTo(200 * 480);
        assertThat(Told.in(Told.ENGLISH, why))
                .anyMatch(line -> line.contains("16/2–20/2 (Lunar New Year (Tết)")
                        && line.contains("30/4 (Victory Day)")
                        && line.contains("31/8 (Swapped)"))
                .anyMatch(line -> line.contains("22/8 (Made up)"));
    }

    @Test
    void a_calendar_term_tells_what_its_pause_added() {
        LegalClock clock = clock("2026-08-03T09:00", 20, TermUnit.CALENDAR_DAYS)
                .extended(at("2026-08-04T09:00"), DENUNCIATION)
                .orElseThrow();

        assertThat(Told.in(
                        Told.ENGLISH,
                        pausedFor(clock, "2026-08-05T08:00", "2026-08-12T10:30").explain()))
                .containsExactly(
                        "Received Mon 3/8 9:00",
                        "Term: 20 days",
                        "Mon 3/8: day of receipt, not counted",
                        "Sun 23/8: last day of the term",
                        "Tue 4/8 9:00: extended by 30 days (denunciation)",
                        "Tue 22/9: last day of the term",
                        "Paused Wed 5/8 8:00: the applicant is asked to complete the dossier",
                        "Counting goes on from Wed 12/8 10:30",
                        "The pause does not count: 7 days 2 hours 30 minutes",
                        "Wed 30/9: last day of the term",
                        "Wed 30/9: end of working hours",
                        "Due Wed 30/9 17:00");
    }

    @Test
    void every_refusal_and_reason_is_told_in_both_languages() {
        LegalClock clock = clock("2026-08-24T08:00", 3, TermUnit.WORKING_DAYS);
        List<Problem> problems = new ArrayList<>(problems(clock.resumed(at("2026-08-25T08:00"))));
        problems.addAll(problems(clock.rescheduled(at("2026-08-27T08:00"), at("2026-08-28T17:00"))));

        assertThat(problems)
                .extracting(problem -> Told.in(Told.ENGLISH, problem))
                .containsExactly(
                        "The clock does not stand still, so it cannot go on.",
                        "It was due 17:00 26/8/2026: it can be neither rescheduled nor extended any more.");
        assertThat(problems)
                .extracting(problem -> Told.in(Told.VIETNAMESE, problem))
                .containsExactly(
                        "Thời hạn không tạm dừng nên không thể tiếp tục.",
                        "Đã quá hạn 17:00 26/8/2026: không thể hẹn lại hoặc gia hạn nữa.");
        for (PauseKind kind : PauseKind.values()) {
            assertThat(Told.messages(Told.VIETNAMESE)).containsKey("calendar.why.paused." + kind);
        }
        for (TermUnit unit : TermUnit.values()) {
            assertThat(Told.messages(Told.VIETNAMESE)).containsKey("calendar.why.extended." + unit);
        }
    }

    /** Received on a Thursday afternoon, paused, gone on with on a Sunday, put off once. */
    private LegalClock lived() {
        LegalClock clock = clock("2026-08-27T14:10", 2, TermUnit.WORKING_DAYS);
        LegalClock paused = clock.paused(at("2026-08-28T15:00"), PauseKind.SUPPLEMENT, "missing drawing")
                .orElseThrow();
        return paused.resumed(at("2026-08-30T09:00"))
                .orElseThrow()
                .rescheduled(at("2026-09-03T09:00"), at("2026-09-07T17:00"))
                .orElseThrow();
    }

    private static LegalClock pausedFor(LegalClock clock, String from, String to) {
        return clock.paused(at(from), PauseKind.SUPPLEMENT, "")
                .orElseThrow()
                .resumed(at(to))
                .orElseThrow();
    }

    private LegalClock clock(String start, int amount, TermUnit unit) {
        return LegalClock.of(office, at(start), rule(amount, unit)).orElseThrow();
    }

    private static AppointmentRule rule(int amount, TermUnit unit) {
        return new AppointmentRule(new Term(amount, unit), DayCount.SAME_TIME, null);
    }

    private static WorkingCalendar withDayOff(LocalDate date) {
        CalendarDefinition usual = OfficeHours.weekdays().definition();
        List<SpecialDay> days = new ArrayList<>(usual.specialDays());
        days.add(SpecialDay.off(date, new DayName("Quốc tang", "National mourning"), ""));
        return WorkingCalendar.of(new CalendarDefinition(
                        usual.id(), usual.from(), usual.to(), usual.minutesPerDay(), usual.weeks(), days))
                .orElseThrow();
    }

    private static List<Problem> problems(Result<LegalClock> result) {
        return switch (result) {
            case Result.Done<LegalClock> done -> List.of();
            case Result.Refused<LegalClock> refused -> refused.problems();
        };
    }
}
