package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Random lives of a clock, seeded, each step compared with a walk through every minute; {@code -Dcalendar.cases=N} asks
 * for more of them.
 */
class LegalClockOracleTest {

    private static final int CASES = Integer.getInteger("calendar.cases", 80_000);
    private static final int CASES_A_CALENDAR = 200;
    private static final DayName NAME = new DayName("Gia hạn", "Extension");

    private final Random random = new Random(20180901);
    private final RandomCalendars drawn = new RandomCalendars(random);
    private int paused;
    private int extended;
    private int rescheduled;

    /** Where the walk through the minutes says a clock stands; indices of minutes. */
    private static final class Walk {
        int counted;
        int due;
        int lastMoment = -1;
        int pausedAt = -1;
        long remaining;
        boolean late;
        boolean rescheduled;
        /** What the lines must add up to; -1 where days are told by number or date. */
        long term;
    }

    @Test
    void clocks_agree_with_a_walk_through_every_minute_whatever_happens_to_them() {
        for (int done = 0; done < CASES; done += CASES_A_CALENDAR) {
            CalendarDefinition definition = drawn.definition();
            WorkingCalendar calendar = WorkingCalendar.of(definition).orElseThrow();
            MinuteOracle oracle = new MinuteOracle(definition);
            for (int i = 0; i < CASES_A_CALENDAR; i++) {
                live("case " + (done + i) + " of " + definition, calendar, oracle);
            }
        }
        assertThat(paused).as("pauses").isGreaterThan(CASES / 2);
        assertThat(extended).as("extensions").isGreaterThan(CASES / 10);
        assertThat(rescheduled).as("new dates").isGreaterThan(CASES / 20);
    }

    private void live(String what, WorkingCalendar calendar, MinuteOracle oracle) {
        int start = random.nextInt(oracle.minutes());
        AppointmentRule rule = drawn.rule();
        boolean step = random.nextInt(4) == 0;
        long allowance = 1 + random.nextInt(3000);
        Instant at = WorkingCalendarOracleTest.instant(oracle, start).plusSeconds(random.nextInt(60));
        Result<LegalClock> begun =
                step ? LegalClock.ofStep(calendar, at, allowance) : LegalClock.of(calendar, at, rule);
        Walk walk = step ? step(oracle, start, allowance) : dossier(oracle, start, rule);
        if (walk == null) {
            assertThat(codes(begun)).as(what).containsExactly("calendar.term-never-ends");
            return;
        }
        LegalClock clock = begun.orElseThrow();
        int now = start;
        for (int events = random.nextInt(7); events > 0; events--) {
            assertThat(clock.due())
                    .as("%s: %s", what, clock)
                    .isEqualTo(WorkingCalendarOracleTest.instant(oracle, walk.due));
            now += random.nextInt(random.nextInt(4) == 0 ? 6000 : 1200);
            if (now >= oracle.minutes()) {
                break;
            }
            LegalClock next = event(what, clock, walk, oracle, now, !step && rule.count() == DayCount.END_OF_DAY);
            if (next == null) {
                return;
            }
            clock = next;
        }
        check(what, clock, walk, oracle, now);
    }

    private void check(String what, LegalClock clock, Walk walk, MinuteOracle oracle, int now) {
        String told = what + ": " + clock;
        assertThat(clock.due()).as(told).isEqualTo(WorkingCalendarOracleTest.instant(oracle, walk.due));
        assertThat(clock.isPaused()).as(told).isEqualTo(walk.pausedAt >= 0);
        if (now < oracle.minutes()) {
            long left = walk.pausedAt >= 0
                    ? walk.remaining
                    : now > walk.due
                            ? -oracle.between(walk.due, now)
                            : oracle.between(Math.max(now, walk.counted), walk.due);
            assertThat(clock.remaining(WorkingCalendarOracleTest.instant(oracle, now)))
                    .as(told)
                    .isEqualTo(left);
        }
        if (walk.term >= 0 && walk.pausedAt < 0) {
            assertThat(WorkingCalendarOracleTest.told(clock.explain()))
                    .as("%s: %s", told, clock.explain())
                    .isEqualTo(walk.term);
        }
        LegalClock again = LegalClock.replayed(clock.calendar(), clock.start(), null, clock.term(), clock.events())
                .orElseThrow();
        assertThat(again.due()).as(told).isEqualTo(clock.due());
        assertThat(clock.recomputedOn(clock.calendar()).orElseThrow().moved())
                .as(told)
                .isFalse();
    }

    /** Something that may happen to a clock now; {@code null} when the calendar ends before the term does. */
    private @Nullable LegalClock event(
            String what, LegalClock clock, Walk walk, MinuteOracle oracle, int now, boolean byDays) {
        Instant at = WorkingCalendarOracleTest.instant(oracle, now).plusSeconds(random.nextInt(60));
        int dueBefore = walk.due;
        if (walk.pausedAt >= 0) {
            assertThat(codes(clock.paused(at, PauseKind.OTHER, ""))).containsExactly("calendar.clock.paused-already");
            Result<LegalClock> resumed = clock.resumed(at);
            if (!resume(walk, oracle, now)) {
                assertThat(codes(resumed)).as(what).containsExactly("calendar.term-never-ends");
                return null;
            }
            if (!walk.late && walk.lastMoment < 0) {
                assertThat(oracle.between(dueBefore, walk.due) - oracle.between(walk.due, dueBefore))
                        .as("%s: a pause moves the end by its own working time", what)
                        .isEqualTo(oracle.between(Math.max(walk.pausedAt, walk.counted), Math.max(now, walk.counted)));
            }
            walk.pausedAt = -1;
            return resumed.orElseThrow();
        }
        assertThat(codes(clock.resumed(at))).containsExactly("calendar.clock.not-paused");
        return switch (random.nextInt(5)) {
            case 0 -> extend(what, clock, walk, oracle, at, now, byDays);
            case 1 -> reschedule(what, clock, walk, oracle, at, now);
            default -> {
                paused++;
                walk.pausedAt = now;
                walk.late = now > walk.due;
                walk.remaining = walk.late
                        ? -oracle.between(walk.due, now)
                        : oracle.between(Math.max(now, walk.counted), walk.due);
                yield clock.paused(at, PauseKind.values()[random.nextInt(5)], "")
                        .orElseThrow();
            }
        };
    }

    private boolean resume(Walk walk, MinuteOracle oracle, int now) {
        if (walk.late) {
            return true;
        }
        if (walk.lastMoment < 0) {
            walk.due = oracle.plus(Math.max(now, walk.counted), walk.remaining);
            return walk.due >= 0 && (walk.remaining == 0 || oracle.nextWorked(now) >= 0);
        }
        walk.lastMoment += Math.max(now, walk.counted) - Math.max(walk.pausedAt, walk.counted);
        walk.due = oracle.closingFrom((walk.lastMoment - 1) / 1440);
        return walk.due >= 0;
    }

    private @Nullable LegalClock extend(
            String what, LegalClock clock, Walk walk, MinuteOracle oracle, Instant at, int now, boolean byDays) {
        TermUnit unit = TermUnit.values()[random.nextInt(4)];
        Term by = new Term(1 + random.nextInt(unit == TermUnit.MONTHS ? 1 : 12), unit);
        Result<LegalClock> result = clock.extended(at, new ExtensionRule("test", by, 9, NAME, ""));
        if (now > walk.due) {
            assertThat(codes(result)).as(what).containsExactly("calendar.clock.passed");
            return clock;
        }
        extended++;
        int day = (walk.due - 1) / 1440;
        switch (unit) {
            case WORKING_HOURS -> {
                walk.due = oracle.plus(walk.due, by.amount() * 60L);
                walk.term += walk.term < 0 ? 0 : by.amount() * 60L;
            }
            case WORKING_DAYS -> {
                walk.due = byDays
                        ? oracle.closingAfterWorkingDays(day, by.amount())
                        : oracle.plus(walk.due, (long) by.amount() * oracle.minutesPerDay());
                walk.term = byDays || walk.term < 0 ? -1 : walk.term + (long) by.amount() * oracle.minutesPerDay();
            }
            case CALENDAR_DAYS, MONTHS -> {
                int into = walk.lastMoment < 0 ? 0 : (walk.lastMoment - 1) % 1440 + 1;
                LocalDate from =
                        oracle.time(0).toLocalDate().plusDays(walk.lastMoment < 0 ? day : (walk.lastMoment - 1) / 1440);
                LocalDate to = unit == TermUnit.MONTHS ? from.plusMonths(by.amount()) : from.plusDays(by.amount());
                int last = (int) (to.toEpochDay() - oracle.time(0).toLocalDate().toEpochDay());
                walk.due = oracle.closingFrom(last);
                walk.term = -1;
                if (walk.lastMoment >= 0) {
                    walk.lastMoment = last * 1440 + into;
                }
            }
        }
        if (walk.due < 0) {
            assertThat(codes(result)).as(what).containsAnyOf("calendar.term-never-ends", "calendar.date-outside");
            return null;
        }
        if (walk.lastMoment >= 0 && unit != TermUnit.CALENDAR_DAYS && unit != TermUnit.MONTHS) {
            walk.lastMoment = ((walk.due - 1) / 1440 + 1) * 1440;
        }
        return result.orElseThrow();
    }

    private LegalClock reschedule(String what, LegalClock clock, Walk walk, MinuteOracle oracle, Instant at, int now) {
        int candidate = oracle.nextWorked(Math.min(oracle.minutes() - 1, walk.due + random.nextInt(8000)));
        int newDue = candidate < 0 ? walk.due : candidate;
        Result<LegalClock> result = clock.rescheduled(at, WorkingCalendarOracleTest.instant(oracle, newDue));
        if (walk.rescheduled) {
            assertThat(codes(result)).as(what).containsExactly("calendar.clock.rescheduled-before");
            return clock;
        }
        if (now > walk.due) {
            assertThat(codes(result)).as(what).containsExactly("calendar.clock.passed");
            return clock;
        }
        if (newDue <= walk.due) {
            assertThat(codes(result)).as(what).containsExactly("calendar.clock.new-date-not-later");
            return clock;
        }
        rescheduled++;
        walk.rescheduled = true;
        walk.due = newDue;
        walk.term = -1;
        if (walk.lastMoment >= 0) {
            walk.lastMoment = ((newDue - 1) / 1440 + 1) * 1440;
        }
        return result.orElseThrow();
    }

    private static @Nullable Walk step(MinuteOracle oracle, int start, long minutes) {
        int begin = oracle.nextWorked(start);
        Walk walk = new Walk();
        walk.counted = begin;
        walk.due = begin < 0 ? -1 : oracle.plus(begin, minutes);
        walk.term = minutes;
        return walk.due < 0 ? null : walk;
    }

    private static @Nullable Walk dossier(MinuteOracle oracle, int start, AppointmentRule rule) {
        Walk walk = new Walk();
        walk.due = oracle.appoint(start, rule);
        if (walk.due < 0) {
            return null;
        }
        walk.counted = oracle.begin(start, rule);
        Term term = rule.term();
        walk.term = switch (term.unit()) {
            case WORKING_HOURS -> term.amount() * 60L;
            case WORKING_DAYS ->
                rule.count() == DayCount.SAME_TIME ? (long) term.amount() * oracle.minutesPerDay() : -1;
            case CALENDAR_DAYS, MONTHS -> -1;
        };
        if (term.amount() == 0) {
            walk.term = -1;
        } else if (term.unit() == TermUnit.CALENDAR_DAYS || term.unit() == TermUnit.MONTHS) {
            walk.lastMoment = oracle.lastMoment(start, rule);
        }
        return walk;
    }

    private static List<String> codes(Result<?> result) {
        return switch (result) {
            case Result.Done<?> done -> List.of();
            case Result.Refused<?> refused ->
                new ArrayList<>(refused.problems().stream().map(Problem::code).toList());
        };
    }
}
