package vn.motcua.calendar;

import java.util.Comparator;
import java.util.List;

/** The shifts of one day as minutes from midnight, ready to count in both directions. */
final class DayHours {

    static final int MINUTES = 24 * 60;
    static final DayHours NONE = new DayHours(List.of());

    private final int[] starts;
    private final int[] ends;
    private final int total;

    /** Shifts in any order that do not overlap. */
    DayHours(List<Shift> shifts) {
        List<Shift> sorted =
                shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
        starts = sorted.stream().mapToInt(Shift::start).toArray();
        ends = sorted.stream().mapToInt(Shift::end).toArray();
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

    /** The minute in which work goes on after so much has been worked: at a shift's start rather than the last end. */
    int continued(int worked) {
        int left = worked;
        for (int i = 0; i < starts.length; i++) {
            int length = ends[i] - starts[i];
            if (left < length) {
                return starts[i] + left;
            }
            left -= length;
        }
        throw new IllegalArgumentException(worked + " minutes of " + total);
    }
}
