package vn.motcua.calendar;

import java.time.LocalTime;

/**
 * Working hours from one minute of the day to another (Vietnamese time).
 *
 * @param to the end, not worked itself; midnight means the end of the day
 */
public record Shift(LocalTime from, LocalTime to) {

    static final LocalTime NOON = LocalTime.NOON;

    Shift untilNoon() {
        return end() <= NOON.toSecondOfDay() / 60 ? this : new Shift(from, NOON);
    }

    int start() {
        return from.toSecondOfDay() / 60;
    }

    int end() {
        return to.equals(LocalTime.MIDNIGHT) ? DayHours.MINUTES : to.toSecondOfDay() / 60;
    }

    boolean onWholeMinutes() {
        return from.toNanoOfDay() % 60_000_000_000L == 0 && to.toNanoOfDay() % 60_000_000_000L == 0;
    }
}
