package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Vietnam;

/** Random calendars, times and terms, seeded; {@code -Dcalendar.cases=N} asks for more of them. */
class WorkingCalendarOracleTest {

    private static final int CASES = Integer.getInteger("calendar.cases", 40_000);
    private static final int CASES_A_CALENDAR = 200;

    private final Random random = new Random(20260827);

    @Test
    void appointments_pauses_and_sums_agree_with_a_walk_through_every_minute() {
        for (int done = 0; done < CASES; done += CASES_A_CALENDAR) {
            CalendarDefinition definition = randomDefinition();
            WorkingCalendar calendar = WorkingCalendar.of(definition).orElseThrow();
            MinuteOracle oracle = new MinuteOracle(definition);
            for (int i = 0; i < CASES_A_CALENDAR; i++) {
                String what = "case " + (done + i) + " of " + definition;
                appointment(what, calendar, oracle);
                sums(what, calendar, oracle);
                pause(what, calendar, oracle);
            }
        }
    }

    private void appointment(String what, WorkingCalendar calendar, MinuteOracle oracle) {
        int received = random.nextInt(oracle.minutes());
        AppointmentRule rule = randomRule();
        int expected = oracle.appoint(received, rule);
        Instant at = instant(oracle, received).plusSeconds(random.nextInt(60));
        if (expected < 0) {
            assertThatIllegalArgumentException().as(what).isThrownBy(() -> calendar.appoint(at, rule));
            return;
        }
        Appointment appointment = calendar.appoint(at, rule);
        assertThat(appointment.due()).as("%s: %s received %s", what, rule, at).isEqualTo(instant(oracle, expected));
        if (rule.term().unit() == TermUnit.WORKING_HOURS && rule.term().amount() > 0) {
            assertThat(told(appointment.why()))
                    .as("%s: %s", what, appointment.why())
                    .isEqualTo(rule.term().amount() * 60L);
        }
    }

    private void sums(String what, WorkingCalendar calendar, MinuteOracle oracle) {
        int from = random.nextInt(oracle.minutes());
        int to = random.nextInt(oracle.minutes());
        Instant begin = instant(oracle, from);
        long between = calendar.workingMinutesBetween(begin, instant(oracle, to));
        assertThat(between).as(what).isEqualTo(oracle.between(from, to));
        Instant end = calendar.plusWorkingMinutes(begin, between);
        assertThat(calendar.workingMinutesBetween(begin, end)).as(what).isEqualTo(between);
        assertThat(end).as(what).isEqualTo(instant(oracle, oracle.plus(from, between)));
    }

    /** A clock that was paused for t working minutes ends exactly t working minutes later. */
    private void pause(String what, WorkingCalendar calendar, MinuteOracle oracle) {
        int from = random.nextInt(oracle.minutes() / 2);
        long term = 1 + random.nextInt(3000);
        int due = oracle.plus(from, term);
        if (due < 0) {
            return;
        }
        int pausedAt = from + random.nextInt(due - from);
        int resumedAt = pausedAt + random.nextInt(10_000);
        if (resumedAt >= oracle.minutes()) {
            return;
        }
        long remaining = calendar.workingMinutesBetween(instant(oracle, pausedAt), instant(oracle, due));
        long lost = oracle.between(pausedAt, resumedAt);
        int expected = oracle.plus(from, term + lost);
        if (expected < 0) {
            return;
        }
        Appointment resumed = calendar.resume(instant(oracle, resumedAt), remaining);
        if (remaining > 0) {
            assertThat(resumed.due()).as(what).isEqualTo(instant(oracle, expected));
        }
        assertThat(told(resumed.why())).as(what).isEqualTo(remaining);
    }

    /** The minutes the lines of an explanation add up to. */
    private static long told(Explanation why) {
        return why.lines().stream()
                .mapToLong(line -> switch (line.key()) {
                    case "calendar.why.day", "calendar.why.day-special" ->
                        (Long) line.args().get(1);
                    case "calendar.why.days" -> (Long) line.args().get(3);
                    default -> 0;
                })
                .sum();
    }

    private static Instant instant(MinuteOracle oracle, int index) {
        return oracle.time(index).atZone(Vietnam.ZONE).toInstant();
    }

    private AppointmentRule randomRule() {
        TermUnit unit = TermUnit.values()[random.nextInt(4)];
        int most = switch (unit) {
            case WORKING_HOURS -> 120;
            case WORKING_DAYS -> 40;
            case CALENDAR_DAYS -> 60;
            case MONTHS -> 3;
        };
        LocalTime cutoff = random.nextInt(3) == 0 ? LocalTime.of(random.nextInt(24), random.nextInt(60)) : null;
        return new AppointmentRule(
                new Term(random.nextInt(most + 1), unit), DayCount.values()[random.nextInt(2)], cutoff);
    }

    private CalendarDefinition randomDefinition() {
        LocalDate from = LocalDate.of(1976 + random.nextInt(120), 1 + random.nextInt(12), 1 + random.nextInt(28));
        LocalDate to = from.plusDays(30 + random.nextInt(150));
        List<Week> weeks = new ArrayList<>(List.of(new Week(from.minusDays(random.nextInt(3)), randomWeek())));
        if (random.nextBoolean()) {
            weeks.add(new Week(from.plusDays(4 + random.nextInt(27)), randomWeek()));
        }
        List<SpecialDay> days = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1 + random.nextInt(14))) {
            DayType type = DayType.values()[random.nextInt(4)];
            DayOfWeek like = !type.worked() || random.nextBoolean() ? null : DayOfWeek.MONDAY;
            List<Shift> own = type.worked() && random.nextInt(4) == 0 ? randomShifts() : List.of();
            days.add(new SpecialDay(date, type, new DayName("ngày", "day"), like, own, "test"));
        }
        return new CalendarDefinition("random", from, to, 60 * (1 + random.nextInt(10)), weeks, days);
    }

    /** Monday always works, so that a worked special day has hours. */
    private Map<DayOfWeek, List<Shift>> randomWeek() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = randomShifts();
            if (day == DayOfWeek.MONDAY || random.nextInt(4) > 0) {
                week.put(day, shifts);
            }
        }
        return week;
    }

    private List<Shift> randomShifts() {
        List<Shift> shifts = new ArrayList<>();
        int minute = random.nextInt(600);
        while (minute < 1440 && (shifts.isEmpty() || random.nextInt(3) > 0)) {
            int end = Math.min(1440, minute + 1 + random.nextInt(300));
            shifts.add(new Shift(
                    LocalTime.ofSecondOfDay(minute * 60L),
                    end == 1440 ? LocalTime.MIDNIGHT : LocalTime.ofSecondOfDay(end * 60L)));
            minute = end + random.nextInt(120);
        }
        return shifts;
    }
}
