package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/**
 * A message or signal that was sent and that nobody has received.
 *
 * @param signal whether it is one for all who waited when it was thrown, and this is the copy for one of them
 * @param key which instance is meant; {@code null} when any
 * @param attempts how often somebody who waits for it could not take it
 * @param failure why, last
 */
public record Unreceived(
        long id,
        boolean signal,
        String name,
        @Nullable String key,
        Instant sentAt,
        int attempts,
        @Nullable Instant failedAt,
        @Nullable String failure) {

    /** Somebody waits for it and could not take it so often that nobody tries again by itself. */
    public boolean givenUp() {
        return attempts >= JobRunner.MOST_ATTEMPTS;
    }

    /** Why it failed last, where it was refused for reasons that can be told in words. */
    public List<Problem> refusal() {
        return Failures.read(failure);
    }
}
