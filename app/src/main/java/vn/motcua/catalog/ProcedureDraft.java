package vn.motcua.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;

/**
 * A version of a procedure that is being written (bản nháp); there is at most one for a code. It need not be whole: what
 * is taken over from elsewhere may have no form and no process yet.
 *
 * @param files the package's files as they stand
 * @param basedOn the version it was begun from, {@code null} for a procedure that is new here
 * @param faults how many were found when it was saved
 * @param remark why it was sent back, empty otherwise
 * @param revision to be given back with what is saved, so that nobody overwrites what another has saved meanwhile
 * @param changedById who saved it last; {@code null} for an import at the machine
 * @param editors who began it or changed it since: none of them can publish it
 */
public record ProcedureDraft(
        String code,
        String name,
        Map<String, String> files,
        @Nullable ProcedureVersionId basedOn,
        Origin origin,
        State state,
        int faults,
        String remark,
        int revision,
        String begunBy,
        Instant begunAt,
        @Nullable OfficerId changedById,
        String changedBy,
        Instant changedAt,
        Set<OfficerId> editors) {

    public ProcedureDraft {
        files = Map.copyOf(files);
        editors = Set.copyOf(editors);
    }

    /** What a draft was begun from. */
    public enum Origin {
        VERSION,
        PACKAGE,
        SHEET,
        NATIONAL
    }

    public enum State {
        EDITING,
        SUBMITTED,
        SENT_BACK
    }
}
