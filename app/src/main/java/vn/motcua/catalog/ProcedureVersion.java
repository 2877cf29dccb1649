package vn.motcua.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A published version among the others of its procedure.
 *
 * @param number 1, 2, 3 … in the order of publication
 * @param from first day in force; {@code to} the first day it no longer is, {@code null} = open
 * @param editedBy who wrote it, {@code by} who published it, and {@code reason} why; all {@code null} when it came with
 *     the product
 */
public record ProcedureVersion(
        ProcedureVersionId id,
        int number,
        LocalDate from,
        @Nullable LocalDate to,
        State state,
        Instant publishedAt,
        @Nullable String editedBy,
        @Nullable String by,
        @Nullable String reason) {

    public enum State {
        NOW,
        COMING,
        PAST,
        /** Replaced or withdrawn before it was ever in force. */
        NEVER
    }
}
