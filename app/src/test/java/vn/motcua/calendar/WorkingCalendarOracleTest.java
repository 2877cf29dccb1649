package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Vietnam;

/** Random calendars, times and terms, seeded; {@code -Dcalendar.cases=N} asks for more of them. */
class WorkingCalendarOracleTest {

    private static final int CASES = Integer.getInteger("calendar.cases", 120_000);
    private static final int CASES_A_CALENDAR = 200;

    private final Random random = new Random(20260827);
    private final RandomCalendars drawn = new RandomCalendars(random);

    @Test
    void appointments_pauses_and_sums_agree_with_a_walk_through_every_minute() {
        for (int done = 0; done < CASES; done += CASES_A_CALENDAR) {
            CalendarDefinition definition = drawn.definition();
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
        AppointmentRule rule = drawn.rule();
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
    static long told(Explanation why) {
        return why.lines().stream()
                .mapToLong(line -> switch (line.key()) {
                    case "calendar.why.day", "calendar.why.day-special" ->
                        (Long) line.args().get(1);
                    case "calendar.why.days" -> (Long) line.args().get(3);
                    default -> 0;
                })
                .sum();
    }

    static Instant instant(MinuteOracle oracle, int index) {
        return oracle.time(index).atZone(Vietnam.ZONE).toInstant();
    }
}
