package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Working time the slow way: one answer for every minute of the span, and walks through them. Shares nothing with the
 * calendar but its definition. Its wall-clock times are plain, without zone.
 */
final class MinuteOracle {

    private final CalendarDefinition definition;
    private final LocalDateTime start;
    private final boolean[] works;

    MinuteOracle(CalendarDefinition definition) {
        this.definition = definition;
        start = definition.from().atStartOfDay();
        works = new boolean
                [(int) ChronoUnit.MINUTES.between(
                        start, definition.to().plusDays(1).atStartOfDay())];
        Map<LocalDate, SpecialDay> special = new HashMap<>();
        for (SpecialDay day : definition.specialDays()) {
            special.put(day.date(), day);
        }
        for (LocalDate date = definition.from(); !date.isAfter(definition.to()); date = date.plusDays(1)) {
            SpecialDay day = special.get(date);
            if (day != null && day.type() == DayType.OFF) {
                continue;
            }
            DayOfWeek like = date.getDayOfWeek();
            if (day != null && day.hoursOf() != null) {
                like = day.hoursOf();
            }
            Week week = weekOf(date);
            List<Shift> shifts = week.shifts().getOrDefault(like, List.of());
            if (day != null && !day.hours().isEmpty()) {
                shifts = day.hours();
            } else if (day != null && day.hoursOf() == null && day.type() != DayType.OFF_FROM_NOON) {
                for (int other = 1; shifts.isEmpty() && other <= 7; other++) {
                    shifts = week.shifts().getOrDefault(DayOfWeek.of(other), List.of());
                }
            }
            for (Shift shift : shifts) {
                LocalDateTime minute = date.atTime(shift.from());
                do {
                    works[index(minute)] = day == null || day.type() != DayType.OFF_FROM_NOON || minute.getHour() < 12;
                    minute = minute.plusMinutes(1);
                } while (!minute.toLocalTime().equals(shift.to()));
            }
        }
    }

    private Week weekOf(LocalDate date) {
        Week found = definition.weeks().get(0);
        for (Week week : definition.weeks()) {
            if (!week.validFrom().isAfter(date) && week.validFrom().isAfter(found.validFrom())) {
                found = week;
            }
        }
        return found;
    }

    int minutes() {
        return works.length;
    }

    LocalDateTime time(int index) {
        return start.plusMinutes(index);
    }

    int index(LocalDateTime time) {
        return (int) ChronoUnit.MINUTES.between(start, time);
    }

    /** The minute index by which so many working minutes have passed; -1 past the span. */
    int plus(int from, long minutes) {
        int at = from;
        for (long left = minutes; left > 0; at++) {
            if (at >= works.length) {
                return -1;
            }
            if (works[at]) {
                left--;
            }
        }
        return at;
    }

    long between(int from, int to) {
        long sum = 0;
        for (int at = from; at < to; at++) {
            if (works[at]) {
                sum++;
            }
        }
        return sum;
    }

    /** The first worked minute from here on; -1 past the span. */
    int nextWorked(int from) {
        for (int at = from; at < works.length; at++) {
            if (works[at]) {
                return at;
            }
        }
        return -1;
    }

    /** The appointed time; -1 past the span. */
    int appoint(int received, AppointmentRule rule) {
        int begin = begin(received, rule);
        if (begin < 0) {
            return -1;
        }
        int day = begin / 1440;
        int amount = rule.term().amount();
        if (amount == 0) {
            return closing(day);
        }
        return switch (rule.term().unit()) {
            case WORKING_HOURS -> plus(begin, amount * 60L);
            case WORKING_DAYS ->
                rule.count() == DayCount.SAME_TIME
                        ? plus(begin, (long) amount * definition.minutesPerDay())
                        : closingAfterWorkingDays(day, amount);
            case CALENDAR_DAYS -> closingFrom(day + amount);
            case MONTHS ->
                closingFrom((int) ChronoUnit.DAYS.between(
                        definition.from(), definition.from().plusDays(day).plusMonths(amount)));
        };
    }

    /** When counting begins; -1 past the span. */
    int begin(int received, AppointmentRule rule) {
        boolean early =
                rule.cutoff() == null || received % 1440 <= rule.cutoff().toSecondOfDay() / 60;
        TermUnit unit = rule.term().unit();
        if (early && rule.term().amount() > 0 && (unit == TermUnit.CALENDAR_DAYS || unit == TermUnit.MONTHS)) {
            return received;
        }
        int begin = nextWorked(received);
        boolean sameDay = begin / 1440 == received / 1440;
        if (begin >= 0
                && sameDay
                && rule.cutoff() != null
                && received % 1440 > rule.cutoff().toSecondOfDay() / 60) {
            begin = nextWorked((received / 1440 + 1) * 1440);
        }
        return begin;
    }

    /** The end of the last day of a term in calendar days or months, worked or not. */
    int lastMoment(int received, AppointmentRule rule) {
        LocalDate day = time(begin(received, rule)).toLocalDate();
        LocalDate last = rule.term().unit() == TermUnit.MONTHS
                ? day.plusMonths(rule.term().amount())
                : day.plusDays(rule.term().amount());
        return (int) ChronoUnit.MINUTES.between(start, last.plusDays(1).atStartOfDay());
    }

    int minutesPerDay() {
        return definition.minutesPerDay();
    }

    int closingAfterWorkingDays(int day, int amount) {
        int left = amount;
        int at = day;
        while (left > 0) {
            at++;
            if (at * 1440 >= works.length) {
                return -1;
            }
            if (closing(at) >= 0) {
                left--;
            }
        }
        return closing(at);
    }

    int closingFrom(int day) {
        for (int at = day; at < works.length / 1440; at++) {
            if (closing(at) >= 0) {
                return closing(at);
            }
        }
        return -1;
    }

    private int closing(int day) {
        int end = -1;
        for (int at = day * 1440; at < (day + 1) * 1440; at++) {
            if (works[at]) {
                end = at + 1;
            }
        }
        return end;
    }
}
