package vn.motcua.reporting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/**
 * A dossier behind a figure.
 *
 * @param dueAt the appointment as of the end of the period
 * @param finishedAt {@code null} when it was not finished by then
 */
public record CountedDossier(
        String code,
        String procedureCode,
        String procedureName,
        AgencyId agency,
        String channel,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant finishedAt) {

    /** Finished after the appointment. */
    public boolean late() {
        return finishedAt != null && finishedAt.isAfter(dueAt);
    }
}
