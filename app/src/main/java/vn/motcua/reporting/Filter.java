package vn.motcua.reporting;

import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/**
 * Whose dossiers a report is about; {@code null} leaves a side open.
 *
 * @param unitKey of the unit that answers for the procedure, for example {@code justice}
 */
public record Filter(
        @Nullable AgencyId agency,
        @Nullable String unitKey,
        @Nullable String sectorCode) {

    public static final Filter ALL = new Filter(null, null, null);

    public static Filter of(AgencyId agency) {
        return new Filter(agency, null, null);
    }

    public Filter sector(String code) {
        return new Filter(agency, unitKey, code);
    }
}
