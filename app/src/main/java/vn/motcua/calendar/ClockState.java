package vn.motcua.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a clock stands after its events so far.
 *
 * @param counted when counting began: what happens before moves nothing
 * @param lastMoment the end of a term in calendar time before work ends on it, pauses included; {@code null} for terms in
 *     working time
 * @param pause the pause it stands in
 */
record ClockState(
        Instant counted,
        Instant due,
        @Nullable LocalDateTime lastMoment,
        @Nullable Pause pause) {

    /** @param remaining working minutes left when it began, negative when it was late already */
    record Pause(Instant at, long remaining) {}

    static ClockState after(WorkingCalendar calendar, Instant start, ClockTerm term, List<ClockEvent> events) {
        ClockState state = started(calendar, start, term);
        for (ClockEvent event : events) {
            state = state.after(calendar, term, event);
        }
        return state;
    }

    static ClockState started(WorkingCalendar calendar, Instant start, ClockTerm term) {
        return switch (term) {
            case ClockTerm.Allowance(long minutes) -> {
                Instant counted = calendar.nextWorkingMoment(start);
                yield new ClockState(counted, calendar.plusWorkingMinutes(counted, minutes), null, null);
            }
            case ClockTerm.Legal(AppointmentRule rule) -> {
                Instant counted = calendar.countedFrom(start, rule);
                LocalDateTime lastMoment = null;
                if (term.inCalendarTime()) {
                    LocalDate day = WorkingCalendar.local(counted).toLocalDate();
                    lastMoment = WorkingCalendar.lastDayOfTerm(day, rule.term())
                            .plusDays(1)
                            .atStartOfDay();
                }
                yield new ClockState(counted, calendar.due(start, rule), lastMoment, null);
            }
        };
    }

    ClockState after(WorkingCalendar calendar, ClockTerm term, ClockEvent event) {
        return switch (event) {
            case ClockEvent.Paused e ->
                new ClockState(counted, due, lastMoment, new Pause(e.at(), left(calendar, e.at())));
            case ClockEvent.Resumed e -> resumed(calendar, e.at());
            case ClockEvent.Rescheduled e -> rescheduled(calendar, e.due());
            case ClockEvent.Extended e -> extended(calendar, term, e.rule().by());
        };
    }

    private ClockState resumed(WorkingCalendar calendar, Instant at) {
        if (pause == null || isAfter(pause.at(), due)) {
            return new ClockState(counted, due, lastMoment, null);
        }
        if (lastMoment == null) {
            return new ClockState(counted, calendar.plusWorkingMinutes(running(at), pause.remaining()), null, null);
        }
        LocalDateTime moved = lastMoment.plusMinutes(ChronoUnit.MINUTES.between(
                WorkingCalendar.local(running(pause.at())), WorkingCalendar.local(running(at))));
        return new ClockState(counted, calendar.endOfTermOn(lastDay(moved)), moved, null);
    }

    /** A date that was worked when it was given and is not any more goes to the end of the next working day. */
    private ClockState rescheduled(WorkingCalendar calendar, Instant newDue) {
        Instant kept = newDue.truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = DayLines.lastDay(kept);
        Instant due = isWorked(calendar, kept) ? kept : calendar.endOfTermOn(day);
        return new ClockState(
                counted, due, lastMoment == null ? null : day.plusDays(1).atStartOfDay(), pause);
    }

    private ClockState extended(WorkingCalendar calendar, ClockTerm term, Term by) {
        LocalDate day = DayLines.lastDay(due);
        return switch (by.unit()) {
            case WORKING_HOURS -> moved(calendar.plusWorkingMinutes(due, by.amount() * 60L));
            case WORKING_DAYS ->
                moved(
                        term instanceof ClockTerm.Legal(AppointmentRule rule) && rule.count() == DayCount.END_OF_DAY
                                ? calendar.endOfWorkingDayAfter(day, by.amount())
                                : calendar.plusWorkingMinutes(due, (long) by.amount() * calendar.minutesPerDay()));
            case CALENDAR_DAYS, MONTHS -> {
                LocalDate last = WorkingCalendar.lastDayOfTerm(lastMoment == null ? day : lastDay(lastMoment), by);
                Instant end = calendar.endOfTermOn(last);
                yield lastMoment == null
                        ? new ClockState(counted, end, null, pause)
                        : new ClockState(
                                counted,
                                end,
                                last.plusDays(1).atStartOfDay().minus(untilMidnight(lastMoment), ChronoUnit.MINUTES),
                                pause);
            }
        };
    }

    private ClockState moved(Instant end) {
        return new ClockState(
                counted,
                end,
                lastMoment == null ? null : DayLines.lastDay(end).plusDays(1).atStartOfDay(),
                pause);
    }

    private static long untilMidnight(LocalDateTime moment) {
        return ChronoUnit.MINUTES.between(moment, lastDay(moment).plusDays(1).atStartOfDay());
    }

    /** The day a term ends that ends at this moment; midnight ends the day before. */
    static LocalDate lastDay(LocalDateTime moment) {
        return moment.minusMinutes(1).toLocalDate();
    }

    /** Whether a time lies in a later minute than another: seconds do not count. */
    static boolean isAfter(Instant at, Instant other) {
        return WorkingCalendar.localMinute(at) > WorkingCalendar.localMinute(other);
    }

    /** The time itself, or when counting began if that is later. */
    Instant running(Instant at) {
        return at.isBefore(counted) ? counted : at;
    }

    /** Working minutes left at a time; negative when it is late. */
    long left(WorkingCalendar calendar, Instant at) {
        return at.isAfter(due)
                ? -calendar.workingMinutesBetween(due, at)
                : calendar.workingMinutesBetween(running(at), due);
    }

    /** Whether work goes on at a time, or ends with it. */
    static boolean isWorked(WorkingCalendar calendar, Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = DayLines.lastDay(minute);
        return calendar.covers(day)
                && (calendar.workingMinutesBetween(minute.minusSeconds(60), minute) > 0
                        || calendar.shiftsOn(WorkingCalendar.local(minute).toLocalDate()).stream()
                                .anyMatch(shift -> shift.from()
                                        .equals(WorkingCalendar.local(minute).toLocalTime())));
    }
}
