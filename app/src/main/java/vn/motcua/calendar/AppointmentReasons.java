package vn.motcua.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.Explanation.Line;
import vn.motcua.shared.Vietnam;

/** Tells how an appointed time came about: receipt, days counted, days skipped and why, result. Used once. */
final class AppointmentReasons {

    /** Beyond so many dates, runs of full working days are told in one line together with the weekly rest between. */
    private static final int DATES_TOLD_ONE_BY_ONE = 12;

    private final WorkingCalendar calendar;
    private final List<Line> lines = new ArrayList<>();

    AppointmentReasons(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    Explanation of(Instant received, AppointmentRule rule, Instant start, Instant due) {
        LocalDateTime at = WorkingCalendar.local(received);
        tell("received", at);
        term(rule);
        begin(at, WorkingCalendar.local(start), rule);
        LocalDate day = WorkingCalendar.local(start).toLocalDate();
        Term term = rule.term();
        if (term.amount() == 0) {
            tell("end-of-work", day);
        } else if (term.unit() == TermUnit.CALENDAR_DAYS || term.unit() == TermUnit.MONTHS) {
            calendarTerm(day, WorkingCalendar.lastDayOfTerm(day, term), due);
        } else if (term.unit() == TermUnit.WORKING_DAYS && rule.count() == DayCount.END_OF_DAY) {
            tell("receipt-day", day);
            new Days(due, null).tellFrom(day.plusDays(1));
        } else {
            new Days(due, start).tellFrom(day);
        }
        tell("due", WorkingCalendar.local(due));
        return new Explanation(lines);
    }

    Explanation ofResumption(Instant resumedAt, long remaining, Instant due) {
        LocalDateTime at = WorkingCalendar.local(resumedAt);
        tell("resumed", at);
        tell("remaining", remaining);
        if (remaining > 0) {
            Instant start = calendar.nextWorkingMoment(resumedAt);
            begin(at, WorkingCalendar.local(start), null);
            new Days(due, start).tellFrom(WorkingCalendar.local(start).toLocalDate());
        }
        tell("due", WorkingCalendar.local(due));
        return new Explanation(lines);
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

    /** Why counting does not begin at the receipt itself, if it does not. */
    private void begin(LocalDateTime at, LocalDateTime start, @Nullable AppointmentRule rule) {
        if (start.equals(at)) {
            return;
        }
        boolean cutoff = rule != null
                && rule.cutoff() != null
                && calendar.isWorkingDay(at.toLocalDate())
                && at.toLocalTime().isAfter(rule.cutoff())
                && !start.toLocalDate().equals(at.toLocalDate())
                && at.isBefore(WorkingCalendar.local(calendar.endOfWork(at.toLocalDate())));
        if (cutoff && rule != null && rule.cutoff() != null) {
            tell("cutoff", rule.cutoff());
        } else if (calendar.isWorkingDay(at.toLocalDate())) {
            tell("outside-hours");
        }
        LocalDate first =
                calendar.isWorkingDay(at.toLocalDate()) ? at.toLocalDate().plusDays(1) : at.toLocalDate();
        skipped(first, start.toLocalDate());
        tell("starts", start);
    }

    private void calendarTerm(LocalDate day, LocalDate last, Instant due) {
        tell("receipt-day", day);
        tell("last-day", last);
        LocalDate end = dayOf(due);
        if (!end.equals(last)) {
            skipped(last, end);
            tell("moved", end);
        }
        tell("end-of-work", end);
    }

    /** The days off in a range, its end exclusive. */
    private void skipped(LocalDate from, LocalDate to) {
        LocalDate date = from;
        while (date.isBefore(to)) {
            date = off(date, to);
        }
    }

    /** Tells of a day off, weekly rest together with what rest follows directly; answers the day after. */
    private LocalDate off(LocalDate date, LocalDate limit) {
        SpecialDay special = calendar.specialDay(date);
        if (special != null) {
            tell("off", date, special.name());
            return date.plusDays(1);
        }
        LocalDate last = date;
        while (last.plusDays(1).isBefore(limit) && isWeeklyRest(last.plusDays(1))) {
            last = last.plusDays(1);
        }
        if (last.equals(date)) {
            tell("weekly-rest", date);
        } else {
            tell("weekly-rests", date, last);
        }
        return last.plusDays(1);
    }

    /** The working day that ends, or goes on, at a due time; work may end at midnight. */
    private static LocalDate dayOf(Instant due) {
        return WorkingCalendar.local(due.minusSeconds(60)).toLocalDate();
    }

    private boolean isWeeklyRest(LocalDate date) {
        return !calendar.isWorkingDay(date) && calendar.specialDay(date) == null;
    }

    private void tell(String key, Object... args) {
        lines.add(Line.of("calendar.why." + key, args));
    }

    /** The days of a term in working time: counted in minutes from a start, or in whole days when there is none. */
    private final class Days {
        private final Instant due;
        private final LocalDate last;
        private final @Nullable Instant start;
        private int counted;

        Days(Instant due, @Nullable Instant start) {
            this.due = due;
            this.start = start;
            this.last = dayOf(due);
        }

        void tellFrom(LocalDate first) {
            boolean inRuns = first.plusDays(DATES_TOLD_ONE_BY_ONE).isBefore(last);
            LocalDate date = first;
            while (!date.isAfter(last)) {
                if (!calendar.isWorkingDay(date)) {
                    date = off(date, last);
                    continue;
                }
                LocalDate end = inRuns ? endOfRun(date) : date;
                if (end.equals(date)) {
                    day(date);
                } else {
                    run(date, end);
                }
                date = end.plusDays(1);
            }
        }

        /** The last full ordinary working day that only such days and weekly rest lie before. */
        private LocalDate endOfRun(LocalDate from) {
            LocalDate end = from;
            for (LocalDate date = from; !date.isAfter(last) && (isOrdinary(date) || isWeeklyRest(date)); ) {
                if (isOrdinary(date)) {
                    end = date;
                }
                date = date.plusDays(1);
            }
            return end;
        }

        private boolean isOrdinary(LocalDate date) {
            return calendar.specialDay(date) == null
                    && calendar.isWorkingDay(date)
                    && (start == null || minutes(date) == calendar.workingMinutesOn(date));
        }

        private void day(LocalDate date) {
            counted++;
            SpecialDay special = calendar.specialDay(date);
            if (special == null) {
                tell(start == null ? "nth-day" : "day", date, start == null ? (Object) counted : minutes(date));
            } else {
                tell(
                        start == null ? "nth-day-special" : "day-special",
                        date,
                        start == null ? (Object) counted : minutes(date),
                        special.name());
            }
        }

        private void run(LocalDate from, LocalDate to) {
            int first = counted + 1;
            long sum = 0;
            for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
                if (calendar.isWorkingDay(date)) {
                    counted++;
                    sum += minutes(date);
                }
            }
            if (start == null) {
                tell("nth-days", from, to, first, counted);
            } else {
                tell("days", from, to, counted - first + 1, sum);
            }
        }

        private long minutes(LocalDate date) {
            Instant begin = date.atStartOfDay(Vietnam.ZONE).toInstant();
            Instant end = calendar.endOfWork(date);
            return calendar.workingMinutesBetween(
                    start != null && start.isAfter(begin) ? start : begin, due.isBefore(end) ? due : end);
        }
    }
}
