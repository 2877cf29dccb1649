package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/**
 * One instance of a migration.
 *
 * @param planned what the move means; {@code null} when it was never possible
 * @param reasons why it cannot move; none when it can
 * @param at when it moved or was refused
 */
public record MigrationItem(
        InstanceId instance,
        SubjectRef subject,
        State state,
        @Nullable PlannedMove planned,
        List<Problem> reasons,
        @Nullable Instant at) {

    public MigrationItem {
        reasons = List.copyOf(reasons);
    }

    public enum State {
        WAITING,
        MOVED,
        REFUSED
    }

    /** Which of them to look at. */
    public enum Which {
        ALL,
        WAITING,
        MOVED,
        REFUSED,
        PASSING
    }
}
