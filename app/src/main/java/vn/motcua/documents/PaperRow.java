package vn.motcua.documents;

import org.jspecify.annotations.Nullable;

/**
 * One line of a table of papers; a paper handed in both as original and as copy takes two lines.
 *
 * @param note what is still to be done to the paper, or what was seen of it; {@code null} when there is nothing to say
 */
public record PaperRow(
        String name, PaperKind kind, int count, @Nullable String note) {}
