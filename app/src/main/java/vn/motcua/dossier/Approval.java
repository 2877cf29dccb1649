package vn.motcua.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.TaskSummary;

/**
 * A decision a leader is asked for.
 *
 * @param contentVersion of the dossier as it stands, to be given back with the decision
 * @param asker who passed it up, with the {@code proposal} (the outcome of their step) and their {@code note}
 * @param dueAt the dossier's appointment; the step's own is in {@code task}
 * @param changedAt when anything last happened to the dossier; {@code lookedAt} when this leader last opened it
 */
public record Approval(
        DossierId id,
        String code,
        String applicant,
        String procedureCode,
        TaskSummary task,
        int contentVersion,
        @Nullable OfficerId asker,
        @Nullable String proposal,
        @Nullable String note,
        @Nullable Instant dueAt,
        Instant changedAt,
        @Nullable Instant lookedAt) {

    /** Whether the leader has opened the dossier as it stands now. */
    public boolean seen() {
        return lookedAt != null && !lookedAt.isBefore(changedAt);
    }
}
