package vn.motcua.organization;

import org.jspecify.annotations.Nullable;

/**
 * An officer as others see one; also one who has left, since the ledger goes on naming them.
 *
 * @param position the position of the post meant; of an officer's several posts, the latest
 * @param unit the unit of that post, or {@code null} for an administrator of the system, who works in no unit
 */
public record OfficerSummary(
        OfficerId id,
        String name,
        String position,
        @Nullable UnitId unit) {}
