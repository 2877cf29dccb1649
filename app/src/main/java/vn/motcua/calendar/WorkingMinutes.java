package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * An agency's working time laid out for counting: minutes of Vietnamese wall-clock time since 1970, and for every day of
 * the span what was worked before it. Every question is a few look-ups, however long the term: nothing is walked.
 */
final class WorkingMinutes {

    /** Sums of working minutes are looked up by their 256s; a usual day of 480 then lies in at most three of them. */
    private static final int STRIDE = 8;

    private final String id;
    private final long firstDay;
    /** By day of the span: its hours. */
    private final DayHours[] hours;
    /** By day of the span, and one more: working days before it. */
    private final int[] workingDaysBefore;
    /** By working day: its day of the span. */
    private final int[] workingDays;
    /** By working day, and one more: working minutes before it. Strictly increasing. */
    private final int[] minutesBefore;
    /** By working minutes shifted by {@link #STRIDE}: the last working day that begins with no more worked before it. */
    private final int[] dayByMinutes;

    /** The days of a span from its first, each with its hours. */
    WorkingMinutes(String id, LocalDate first, DayHours[] hours) {
        this.id = id;
        this.firstDay = first.toEpochDay();
        this.hours = hours;
        workingDaysBefore = new int[hours.length + 1];
        workingDays = new int
                [(int) Arrays.stream(hours).filter(day -> day.total() > 0).count()];
        minutesBefore = new int[workingDays.length + 1];
        int count = 0;
        for (int day = 0; day < hours.length; day++) {
            workingDaysBefore[day] = count;
            if (hours[day].total() > 0) {
                workingDays[count] = day;
                minutesBefore[count + 1] = minutesBefore[count] + hours[day].total();
                count++;
            }
        }
        workingDaysBefore[hours.length] = count;
        dayByMinutes = new int[(total() >> STRIDE) + 2];
        int working = 0;
        for (int i = 0; i < dayByMinutes.length; i++) {
            while (working + 1 < count && minutesBefore[working + 1] <= i << STRIDE) {
                working++;
            }
            dayByMinutes[i] = working;
        }
    }

    long firstDay() {
        return firstDay;
    }

    long lastDay() {
        return firstDay + hours.length - 1;
    }

    /** Working minutes of the whole span. */
    int total() {
        return minutesBefore[workingDays.length];
    }

    DayHours on(long epochDay) {
        return hours[dayOfSpan(epochDay)];
    }

    boolean covers(long minute) {
        return minute >= firstDay * DayHours.MINUTES && minute <= (lastDay() + 1) * DayHours.MINUTES;
    }

    /** Working minutes from the start of the span until a minute begins. */
    int before(long minute) {
        if (minute == (lastDay() + 1) * DayHours.MINUTES) {
            return total(); // the last day's work may end with the span, at midnight
        }
        long epochDay = Math.floorDiv(minute, (long) DayHours.MINUTES);
        int day = dayOfSpan(epochDay);
        return minutesBefore[workingDaysBefore[day]]
                + hours[day].workedBefore((int) (minute - epochDay * DayHours.MINUTES));
    }

    /** The earliest minute by which so much has been worked since the span's start; at least 1 and at most all. */
    long reached(int worked) {
        int from = dayByMinutes[worked - 1 >> STRIDE];
        int to = dayByMinutes[(worked - 1 >> STRIDE) + 1];
        while (from < to) {
            int middle = from + to + 1 >>> 1;
            if (minutesBefore[middle] < worked) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        int day = workingDays[from];
        return (firstDay + day) * DayHours.MINUTES + hours[day].reached(worked - minutesBefore[from]);
    }

    /** The minute itself when it is worked, else the next start of a shift. */
    long nextWorked(long minute) {
        if (minute < (lastDay() + 1) * DayHours.MINUTES) {
            long epochDay = Math.floorDiv(minute, (long) DayHours.MINUTES);
            int day = dayOfSpan(epochDay);
            int today = hours[day].nextWorked((int) (minute - epochDay * DayHours.MINUTES));
            if (today >= 0) {
                return epochDay * DayHours.MINUTES + today;
            }
            int working = workingDaysBefore[day + 1];
            if (working < workingDays.length) {
                int next = workingDays[working];
                return (firstDay + next) * DayHours.MINUTES + hours[next].opening();
            }
        }
        throw OutsideCalendar.noWorkAfter(id, minute, lastDay());
    }

    /** The n-th working day after a day, as an epoch day; n at least 1. */
    long workingDayAfter(long epochDay, int n) {
        long working = (long) workingDaysBefore[dayOfSpan(epochDay) + 1] + n - 1;
        if (working >= workingDays.length) {
            throw OutsideCalendar.termPast(id, epochDay * DayHours.MINUTES, lastDay());
        }
        return firstDay + workingDays[(int) working];
    }

    /** The minute work ends on a working day. */
    long closing(long workingDay) {
        DayHours day = on(workingDay);
        if (day.total() == 0) {
            throw new IllegalArgumentException(LocalDate.ofEpochDay(workingDay) + " is no working day of " + id);
        }
        return workingDay * DayHours.MINUTES + day.closing();
    }

    private int dayOfSpan(long epochDay) {
        long day = epochDay - firstDay;
        if (day < 0 || day >= hours.length) {
            throw OutsideCalendar.day(id, epochDay, firstDay, lastDay());
        }
        return (int) day;
    }
}
