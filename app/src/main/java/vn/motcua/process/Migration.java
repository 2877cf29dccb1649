package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration (chuyển hồ sơ đang giải quyết sang phiên bản khác): running instances of one version that move to another.
 *
 * @param from the version they run by, and {@code to} the one they move to
 * @param mapping elements of the old version that are other ones in the new, by id; empty text for one whose tokens stay
 * @param reason of who started it; {@code null} while it is only planned
 */
public record Migration(
        MigrationId id,
        String key,
        Version from,
        Version to,
        Map<String, String> mapping,
        State state,
        String plannedBy,
        Instant plannedAt,
        @Nullable String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Counts counts) {

    public Migration {
        mapping = Map.copyOf(mapping);
    }

    public enum State {
        PLANNED,
        RUNNING,
        STOPPED,
        DONE
    }

    /**
     * @param number 1, 2, 3 … within the key
     * @param hash SHA-256 of the file, hexadecimal
     */
    public record Version(DefinitionId id, int number, String hash) {}

    /**
     * How many instances there are in all, and of these: still to move, moved, and not to be moved.
     *
     * @param passing of those that move, how many with a task that goes to another unit or back to its queue
     */
    public record Counts(long all, long waiting, long moved, long refused, long passing) {

        public long done() {
            return moved + refused;
        }
    }

    /** Something an official did with a migration. */
    public record Act(Kind kind, String officer, @Nullable String reason, Instant at) {

        public enum Kind {
            STARTED,
            STOPPED,
            RESUMED
        }
    }

    /**
     * Instances of a plan that are alike: where they stand and would stand, or the first reason why they cannot move.
     *
     * @param after empty when they cannot move
     */
    public record Group(
            List<PlannedMove.Place> before,
            List<PlannedMove.Place> after,
            vn.motcua.shared.@Nullable Problem reason,
            long instances) {}
}
