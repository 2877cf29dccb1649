package vn.motcua.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.Explanation.Line;

/**
 * Tells how a due time came about: receipt, days counted, days skipped and why, pauses and what they left, extensions,
 * the new date, result. Used once.
 */
final class ClockReasons {

    private final WorkingCalendar calendar;
    private final List<Line> lines = new ArrayList<>();

    /** Where the days that are not told yet begin. */
    private Instant from = Instant.EPOCH;
    /** Whether days are told by their numbers rather than their minutes. */
    private boolean numbered;
    /** Whether the due time was set by hand, so that no days lead to it. */
    private boolean fixed;

    ClockReasons(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    Explanation of(
            Instant start, @Nullable Instant handedIn, ClockTerm term, List<ClockEvent> events, ClockState state) {
        if (handedIn != null) {
            tell("handed-in", WorkingCalendar.local(handedIn));
        }
        tell(handedIn == null ? "received" : "received-by-competent", WorkingCalendar.local(start));
        boolean inCalendarTime = term.inCalendarTime();
        switch (term) {
            case ClockTerm.Allowance(long minutes) -> {
                tell("term.allowance", minutes);
                from = calendar.nextWorkingMoment(start);
                begin(start, from, null, false);
            }
            case ClockTerm.Legal(AppointmentRule rule) -> {
                term(rule);
                from = calendar.countedFrom(start, rule);
                begin(start, from, rule.cutoff(), inCalendarTime);
                legal(rule, inCalendarTime, events.isEmpty());
            }
        }
        ClockState now = ClockState.started(calendar, start, term);
        for (ClockEvent event : events) {
            ClockState next = now.after(calendar, term, event);
            event(event, now, next, inCalendarTime);
            now = next;
        }
        if (now.pause() != null) {
            tell("stands-still");
        } else {
            end(now, inCalendarTime);
        }
        return new Explanation(calendar.minutesPerDay(), lines);
    }

    Explanation ofResumption(Instant resumedAt, long remaining, Instant due) {
        tell("resumed", WorkingCalendar.local(resumedAt));
        tell("remaining", remaining);
        if (remaining > 0) {
            goOn(resumedAt, resumedAt);
            days(due);
        }
        tell("due", WorkingCalendar.local(due));
        return new Explanation(calendar.minutesPerDay(), lines);
    }

    private void term(AppointmentRule rule) {
        int amount = rule.term().amount();
        if (amount == 0) {
            tell("term.same-day");
            return;
        }
        switch (rule.term().unit()) {
            case WORKING_HOURS -> tell("term.working-hours", amount);
            case WORKING_DAYS -> {
                switch (rule.count()) {
                    case SAME_TIME -> tell("term.same-time", amount, (long) amount * calendar.minutesPerDay());
                    case END_OF_DAY -> tell("term.end-of-day", amount);
                }
            }
            case CALENDAR_DAYS -> tell("term.calendar-days", amount);
            case MONTHS -> tell("term.months", amount);
        }
    }

    private void legal(AppointmentRule rule, boolean inCalendarTime, boolean withoutEvents) {
        LocalDate day = WorkingCalendar.local(from).toLocalDate();
        Term term = rule.term();
        if (inCalendarTime) {
            tell("receipt-day", day);
            tell("last-day", WorkingCalendar.lastDayOfTerm(day, term));
        } else if (term.amount() == 0 && withoutEvents) {
            fixed = true;
            tell("end-of-work", day);
        } else if (term.amount() > 0 && term.unit() == TermUnit.WORKING_DAYS && rule.count() == DayCount.END_OF_DAY) {
            tell("receipt-day", day);
            numbered = true;
        }
    }

    private void event(ClockEvent event, ClockState before, ClockState after, boolean inCalendarTime) {
        switch (event) {
            case ClockEvent.Paused e -> {
                if (!inCalendarTime) {
                    days(e.at().isBefore(before.due()) ? e.at() : before.due());
                }
                tell("paused." + e.kind(), WorkingCalendar.local(e.at()));
                if (!e.reason().isBlank()) {
                    tell("pause-reason", e.reason());
                }
                if (ClockState.isAfter(e.at(), before.due())) {
                    tell("late-already", WorkingCalendar.local(before.due()));
                } else if (!inCalendarTime && after.pause() != null) {
                    tell("remaining", after.pause().remaining());
                }
            }
            case ClockEvent.Resumed e -> {
                tell("resumed", WorkingCalendar.local(e.at()));
                resumed(e.at(), before, after, inCalendarTime);
            }
            case ClockEvent.Rescheduled e -> {
                if (!inCalendarTime) {
                    days(before.due());
                }
                tell("rescheduled", WorkingCalendar.local(e.at()), WorkingCalendar.local(after.due()));
                fixed = true;
            }
            case ClockEvent.Extended e -> {
                Term by = e.rule().by();
                tell(
                        "extended." + by.unit(),
                        WorkingCalendar.local(e.at()),
                        by.amount(),
                        e.rule().name());
                if (inCalendarTime) {
                    lastDay(after);
                } else if (fixed) {
                    from = before.due();
                    numbered = false;
                }
                fixed = false;
            }
        }
    }

    private void resumed(Instant at, ClockState before, ClockState after, boolean inCalendarTime) {
        ClockState.Pause pause = before.pause();
        if (pause == null || ClockState.isAfter(pause.at(), before.due())) {
            fixed = true;
            return;
        }
        fixed = false;
        numbered = false;
        if (inCalendarTime) {
            Duration length = Duration.between(
                    WorkingCalendar.local(before.running(pause.at())), WorkingCalendar.local(before.running(at)));
            pauseLength(length);
            lastDay(after);
        } else if (pause.remaining() > 0) {
            goOn(at, before.running(at));
        } else {
            fixed = true;
        }
    }

    private void pauseLength(Duration length) {
        int days = (int) length.toDays();
        if (days > 0) {
            tell("pause-length", days, length.toHoursPart(), length.toMinutesPart());
        } else if (length.toHours() > 0) {
            tell("pause-length.hours", length.toHoursPart(), length.toMinutesPart());
        } else {
            tell("pause-length.minutes", length.toMinutesPart());
        }
    }

    private void lastDay(ClockState state) {
        if (state.lastMoment() != null) {
            tell("last-day", ClockState.lastDay(state.lastMoment()));
        }
    }

    private void end(ClockState state, boolean inCalendarTime) {
        if (inCalendarTime && !fixed && state.lastMoment() != null) {
            LocalDate last = ClockState.lastDay(state.lastMoment());
            LocalDate end = DayLines.lastDay(state.due());
            if (!end.equals(last)) {
                lines.addAll(DayLines.skipped(calendar, last, end));
                tell("moved", end);
            }
            tell("end-of-work", end);
        } else if (!inCalendarTime) {
            days(state.due());
        }
        tell("due", WorkingCalendar.local(state.due()));
    }

    /** The days that are not told yet, up to a time. */
    private void days(Instant until) {
        if (fixed) {
            return;
        }
        if (numbered) {
            lines.addAll(DayLines.numbered(
                    calendar, WorkingCalendar.local(from).toLocalDate().plusDays(1), until));
        } else {
            lines.addAll(DayLines.worked(calendar, from, until));
        }
    }

    private void goOn(Instant resumedAt, Instant running) {
        from = calendar.nextWorkingMoment(running);
        begin(resumedAt, from, null, false);
    }

    /** Why counting does not begin at the receipt itself, if it does not. */
    private void begin(Instant received, Instant counted, @Nullable LocalTime cutoff, boolean inCalendarTime) {
        LocalDateTime at = WorkingCalendar.local(received);
        LocalDateTime start = WorkingCalendar.local(counted);
        if (start.equals(at)) {
            return;
        }
        LocalDate day = at.toLocalDate();
        boolean workingDay = calendar.isWorkingDay(day);
        if (cutoff != null && inCalendarTime) {
            tell("cutoff", cutoff);
        } else if (cutoff != null
                && workingDay
                && at.toLocalTime().isAfter(cutoff)
                && !start.toLocalDate().equals(day)
                && at.isBefore(WorkingCalendar.local(calendar.endOfWork(day)))) {
            tell("cutoff", cutoff);
        } else if (workingDay) {
            tell("outside-hours");
        }
        lines.addAll(DayLines.skipped(calendar, workingDay ? day.plusDays(1) : day, start.toLocalDate()));
        tell("starts", start);
    }

    private void tell(String key, Object... args) {
        lines.add(Line.of("calendar.why." + key, args));
    }
}
