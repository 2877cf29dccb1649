package vn.motcua.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the record of who did what to a process.
 *
 * @param version number of the version it led to or concerned; {@code null} for what was done to a draft
 */
public record DesignAct(
        Kind kind,
        @Nullable Integer version,
        String officer,
        @Nullable String reason,
        Instant at) {

    public enum Kind {
        BEGUN,
        SAVED,
        DISCARDED,
        PUBLISHED,
        WITHDRAWN
    }
}
