package vn.motcua.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the record of who changed what in the catalogue.
 *
 * @param revision the draft's revision it led to, {@code null} when it is about a published version
 * @param version number of the version it is about, {@code null} when it is about a draft
 * @param remark why, empty when nobody was asked
 */
public record CatalogAct(
        Kind kind,
        @Nullable Integer revision,
        @Nullable Integer version,
        String officer,
        String remark,
        List<ProcedureChange> changes,
        Instant at) {

    public CatalogAct {
        changes = List.copyOf(changes);
    }

    public enum Kind {
        BEGUN,
        IMPORTED,
        SAVED,
        SUBMITTED,
        SENT_BACK,
        DISCARDED,
        PUBLISHED,
        ENDED
    }
}
