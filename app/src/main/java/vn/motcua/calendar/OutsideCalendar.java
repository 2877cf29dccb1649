package vn.motcua.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * A time that a calendar does not cover, or a term that would not end within it. Thrown where the caller vouches for
 * its input; {@link #refusing} makes a refusal of it where the input is a person's.
 */
final class OutsideCalendar extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    private final transient Problem problem;

    private OutsideCalendar(String message, Problem problem) {
        super(message);
        this.problem = problem;
    }

    static OutsideCalendar day(String calendar, long day, long first, long last) {
        return new OutsideCalendar(
                LocalDate.ofEpochDay(day) + " is outside " + calendar + ": " + LocalDate.ofEpochDay(first) + " to "
                        + LocalDate.ofEpochDay(last),
                Problem.of("calendar.date-outside", date(day), calendar, date(first), date(last)));
    }

    static OutsideCalendar noWorkAfter(String calendar, long minute, long last) {
        long day = Math.floorDiv(minute, (long) DayHours.MINUTES);
        return new OutsideCalendar(
                "no working time from " + LocalDate.ofEpochDay(day) + " on in " + calendar,
                Problem.of("calendar.term-never-ends", date(day), calendar, date(last)));
    }

    static OutsideCalendar termPast(String calendar, long minute, long last) {
        long day = Math.floorDiv(minute, (long) DayHours.MINUTES);
        return new OutsideCalendar(
                "a term from " + LocalDate.ofEpochDay(day) + " on ends after " + LocalDate.ofEpochDay(last)
                        + ", the end of " + calendar,
                Problem.of("calendar.term-never-ends", date(day), calendar, date(last)));
    }

    /** The answer, or the refusal by name and place. */
    static <T> Result<T> refusing(Supplier<T> question) {
        try {
            return Result.done(question.get());
        } catch (OutsideCalendar outside) {
            return Result.refused(outside.problem);
        }
    }

    private static String date(long epochDay) {
        return DATE.format(LocalDate.ofEpochDay(epochDay));
    }
}
