package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.calendar.OfficeHours.definition;
import static vn.motcua.calendar.OfficeHours.shift;
import static vn.motcua.calendar.OfficeHours.week;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class CalendarDefinitionTest {

    private static final DayName NAME = new DayName("Làm bù", "Made up");

    @Test
    void overlapping_shifts_are_refused_with_day_and_hours() {
        var week = week();
        week.put(DayOfWeek.TUESDAY, List.of(shift("08:00", "12:00"), shift("11:30", "17:00")));

        assertThat(problems(definition(week, List.of())))
                .containsExactly(Problem.of("calendar.overlapping-shifts", 2, "11:30", "17:00"));
    }

    @Test
    void shifts_end_after_they_begin_and_on_whole_minutes() {
        var week = Map.of(DayOfWeek.MONDAY, List.of(shift("12:00", "08:00"), shift("13:00:30", "17:00")));

        assertThat(problems(definition(week, List.of())))
                .containsExactly(
                        Problem.of("calendar.shift", 1, "12:00", "08:00"),
                        Problem.of("calendar.shift", 1, "13:00:30", "17:00"));
    }

    @Test
    void a_calendar_that_never_works_is_refused() {
        assertThat(problems(definition(Map.of(), List.of())))
                .containsExactly(Problem.of("calendar.never-works", "test", "1/1/2010", "31/12/2060"));
    }

    @Test
    void a_swap_day_outside_the_calendar_is_refused() {
        LocalDate date = LocalDate.of(2061, 1, 8);

        assertThat(problems(definition(week(), List.of(new SpecialDay(date, DayType.SWAP_WORK, NAME, null, "")))))
                .containsExactly(Problem.of("calendar.day-outside", "8/1/2061", "Làm bù"));
    }

    @Test
    void a_date_is_only_one_thing() {
        SpecialDay day = new SpecialDay(LocalDate.of(2026, 8, 22), DayType.SWAP_WORK, NAME, null, "");

        assertThat(problems(definition(week(), List.of(day, day))))
                .containsExactly(Problem.of("calendar.day-twice", "22/8/2026"));
    }

    @Test
    void a_worked_day_without_hours_is_refused() {
        SpecialDay day = new SpecialDay(LocalDate.of(2026, 8, 22), DayType.SWAP_WORK, NAME, DayOfWeek.SUNDAY, "");

        assertThat(problems(definition(week(), List.of(day))))
                .containsExactly(Problem.of("calendar.worked-without-hours", "22/8/2026"));
    }

    @Test
    void dates_before_1968_are_refused() {
        CalendarDefinition definition = new CalendarDefinition(
                "old",
                LocalDate.of(1967, 1, 1),
                LocalDate.of(1970, 12, 31),
                480,
                List.of(new Week(LocalDate.of(1967, 1, 1), week())),
                List.of());

        assertThat(problems(definition)).containsExactly(Problem.of("calendar.span", "1/1/1967", "31/12/1970"));
    }

    private static List<Problem> problems(CalendarDefinition definition) {
        return switch (WorkingCalendar.of(definition)) {
            case Result.Done<WorkingCalendar> done -> List.of();
            case Result.Refused<WorkingCalendar> refused -> refused.problems();
        };
    }
}
