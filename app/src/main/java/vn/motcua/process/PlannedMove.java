package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a move to another version means for one instance, as it was planned and, once it has moved, as it was done. */
public record PlannedMove(List<Place> before, List<Place> after, List<Turn> turns, List<Wait> waits) {

    public PlannedMove {
        before = List.copyOf(before);
        after = List.copyOf(after);
        turns = List.copyOf(turns);
        waits = List.copyOf(waits);
    }

    /** An element of the process at which there is a token. */
    public record Place(String element, String name) {}

    /**
     * Whose turn it is at a task, before and after.
     *
     * @param officer who has it in hand before; {@code null} when nobody
     * @param stays whether it stays with the unit, and with the officer who has it
     */
    public record Turn(
            String before,
            String after,
            long unitBefore,
            long unitAfter,
            @Nullable Long officer,
            boolean stays) {}

    /**
     * An event that is waited for.
     *
     * @param due when a timer goes off; {@code null} for messages and signals, and while the clock stands
     */
    public record Wait(
            String name, Kind kind, How how, @Nullable Instant due) {}

    public enum Kind {
        TIMER,
        MESSAGE,
        SIGNAL
    }

    public enum How {
        KEPT,
        SET,
        DROPPED
    }

    /** Whether a task goes to another unit, or back to its queue. */
    boolean passes() {
        return turns.stream().anyMatch(turn -> !turn.stays());
    }
}
