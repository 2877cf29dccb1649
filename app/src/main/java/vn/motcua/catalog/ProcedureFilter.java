package vn.motcua.catalog;

import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/**
 * Which procedures a search looks among; {@code null} = any.
 *
 * @param audience those for this audience; {@code null} = all that are open to the public
 * @param sector code of the sector (lĩnh vực)
 * @param lifeEvent key of the moment in life
 * @param agency those this agency offers
 */
public record ProcedureFilter(
        @Nullable Audience audience,
        @Nullable String sector,
        @Nullable String lifeEvent,
        @Nullable AgencyId agency) {

    /** All that are open to the public. */
    public static final ProcedureFilter PUBLIC = new ProcedureFilter(null, null, null, null);
}
