package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;

/**
 * The notice that names everything still missing (form 02).
 *
 * @param no 1 for the first of a dossier
 * @param answeredAt when the applicant completed it, {@code null} while it is open
 */
public record SupplementNotice(
        int no,
        Instant askedAt,
        OfficerId officer,
        String reason,
        List<Item> items,
        @Nullable Instant answeredAt) {

    public SupplementNotice {
        items = List.copyOf(items);
    }

    /**
     * One thing to complete.
     *
     * @param paper key of the procedure's paper, {@code null} for something else
     * @param instruction what exactly to do, for example "bản chính, còn thời hạn"; may be empty
     */
    public record Item(@Nullable String paper, String name, String instruction) {}
}
