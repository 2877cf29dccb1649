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
 * @param expiresAt until when it waits for somebody; {@code null} for a signal
 * @param expiredAt since when it is delivered to nobody any more; {@code null} while it waits
 * @param attempts how often somebody who waits for it could not take it
 * @param failure why, last
 */
public record Unreceived(
        long id,
        boolean signal,
        String name,
        @Nullable String key,
        Instant sentAt,
        @Nullable Instant expiresAt,
        @Nullable Instant expiredAt,
        int attempts,
        @Nullable Instant failedAt,
        @Nullable String failure) {

    /** Somebody waits for it and could not take it so often that nobody tries again by itself. */
    public boolean givenUp() {
        return attempts >= JobRunner.MOST_ATTEMPTS;
    }

    /** Its time was over before anybody waited for it. */
    public boolean expired() {
        return expiredAt != null;
    }

    /** Why it failed last, where it was refused for reasons that can be told in words. */
    public List<Problem> refusal() {
        return Failures.read(failure);
    }
}
