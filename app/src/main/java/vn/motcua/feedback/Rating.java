package vn.motcua.feedback;

import java.time.Instant;
import vn.motcua.dossier.DossierId;
import vn.motcua.organization.AgencyId;

/**
 * A rating as it stands.
 *
 * @param firstAt when the dossier was first rated; {@code ratedAt} is later when the rating was changed
 */
public record Rating(
        RatingId id, DossierId dossier, AgencyId agency, RatingForm form, Instant firstAt, Instant ratedAt) {}
