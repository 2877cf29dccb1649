package vn.motcua.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A procedure as those who look after the catalogue see it in a list.
 *
 * @param now first day of the version in force, {@code null} when none is
 * @param coming first day of the version that takes over next, {@code null} when none is published
 * @param ended since when no version is in force any more, {@code null} when one is or none ever was
 * @param sides what portal and counter do with the version in force, {@code null} when none is
 * @param returned number of the earlier version whose content is in force again, 0 when it is new content
 * @param draft {@code null} when nothing is being written
 */
public record CatalogLine(
        String code,
        String name,
        @Nullable LocalDate now,
        @Nullable LocalDate coming,
        @Nullable LocalDate ended,
        @Nullable Sides sides,
        int returned,
        @Nullable DraftLine draft) {

    /** What a list shows of a draft. */
    public record DraftLine(ProcedureDraft.State state, int faults, String changedBy, Instant changedAt) {}
}
