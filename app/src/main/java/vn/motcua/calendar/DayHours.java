package vn.motcua.calendar;

import java.util.Comparator;
import java.util.List;

/** The shifts of one day as minutes from midnight, ready to count in both directions. */
final class DayHours {

    static final int MINUTES = 24 * 60;
    static final DayHours NONE = new DayHours(List.of());

    private final List<Shift> shifts;
    private final int[] starts;
    private final int[] ends;
    private final int total;

    /** Shifts in any order that do not overlap. */
    DayHours(List<Shift> shifts) {
        this.shifts = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
        starts = this.shifts.stream().mapToInt(Shift::start).toArray();
        ends = this.shifts.stream().mapToInt(Shift::end).toArray();
        int sum = 0;
        for (int i = 0; i < starts.length; i++) {
            sum += ends[i] - starts[i];
        }
        total = sum;
    }

    int total() {
        return total;
    }

    /** When the day's work ends, in minutes from midnight. */
    int closing() {
        return ends[ends.length - 1];
    }

    /** The shifts in the order of the day. */
    List<Shift> shifts() {
        return shifts;
    }

    /** Minutes worked from midnight until this minute begins. */
    int workedBefore(int minuteOfDay) {
        int worked = 0;
        for (int i = 0; i < starts.length && starts[i] < minuteOfDay; i++) {
            worked += Math.min(ends[i], minuteOfDay) - starts[i];
        }
        return worked;
    }

    /** The earliest minute by which so much has been worked: at a shift's end rather than the next one's start. */
    int reached(int worked) {
        int left = worked;
        for (int i = 0; i < starts.length; i++) {
            int length = ends[i] - starts[i];
            if (left <= length) {
                return starts[i] + left;
            }
            left -= length;
        }
        throw new IllegalArgumentException(worked + " minutes of " + total);
    }

    /** When the day's work begins, in minutes from midnight. */
    int opening() {
        return starts[0];
    }

    /** The minute itself when it is worked, else when the next shift of the day begins; -1 when none does. */
    int nextWorked(int minuteOfDay) {
        for (int i = 0; i < starts.length; i++) {
            if (minuteOfDay < ends[i]) {
                return Math.max(minuteOfDay, starts[i]);
            }
        }
        return -1;
    }
}
