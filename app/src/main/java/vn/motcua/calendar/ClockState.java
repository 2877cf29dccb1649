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
 * @param lastMoment the end of a term in calendar time before work ends on it, pauses included; {@code null} for terms in
 *     working time
 * @param pause the pause it stands in
 */
record ClockState(
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
            case ClockTerm.Allowance(long minutes) ->
                new ClockState(calendar.plusWorkingMinutes(calendar.nextWorkingMoment(start), minutes), null, null);
            case ClockTerm.Legal(AppointmentRule rule) -> {
                LocalDateTime lastMoment = null;
                if (term.inCalendarTime()) {
                    LocalDate counted = WorkingCalendar.local(calendar.countedFrom(start, rule))
                            .toLocalDate();
                    lastMoment = WorkingCalendar.lastDayOfTerm(counted, rule.term())
                            .plusDays(1)
                            .atStartOfDay();
                }
                yield new ClockState(calendar.due(start, rule), lastMoment, null);
            }
        };
    }

    ClockState after(WorkingCalendar calendar, ClockTerm term, ClockEvent event) {
        return switch (event) {
            case ClockEvent.Paused e -> new ClockState(due, lastMoment, new Pause(e.at(), left(calendar, e.at(), due)));
            case ClockEvent.Resumed e -> resumed(calendar, e.at());
            case ClockEvent.Rescheduled e -> rescheduled(calendar, e.due());
            case ClockEvent.Extended e -> extended(calendar, term, e.rule().by());
        };
    }

    private ClockState resumed(WorkingCalendar calendar, Instant at) {
        if (pause == null || WorkingCalendar.localMinute(pause.at()) > WorkingCalendar.localMinute(due)) {
            return new ClockState(due, lastMoment, null);
        }
        if (lastMoment == null) {
            return new ClockState(calendar.plusWorkingMinutes(at, pause.remaining()), null, null);
        }
        LocalDateTime moved = lastMoment.plusMinutes(
                ChronoUnit.MINUTES.between(WorkingCalendar.local(pause.at()), WorkingCalendar.local(at)));
        return new ClockState(calendar.endOfTermOn(lastDay(moved)), moved, null);
    }

    /** A date that was worked when it was given and is not any more goes to the end of the next working day. */
    private ClockState rescheduled(WorkingCalendar calendar, Instant newDue) {
        Instant kept = newDue.truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = DayLines.lastDay(kept);
        Instant due = isWorked(calendar, kept) ? kept : calendar.endOfTermOn(day);
        return new ClockState(due, lastMoment == null ? null : day.plusDays(1).atStartOfDay(), pause);
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
                        ? new ClockState(end, null, pause)
                        : new ClockState(
                                end,
                                last.plusDays(1).atStartOfDay().minus(untilMidnight(lastMoment), ChronoUnit.MINUTES),
                                pause);
            }
        };
    }

    private ClockState moved(Instant end) {
        return new ClockState(
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

    /** Working minutes until a time; negative when it has passed. */
    static long left(WorkingCalendar calendar, Instant at, Instant due) {
        return at.isAfter(due) ? -calendar.workingMinutesBetween(due, at) : calendar.workingMinutesBetween(at, due);
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
