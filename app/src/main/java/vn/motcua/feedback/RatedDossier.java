package vn.motcua.feedback;

import vn.motcua.dossier.DossierId;
import vn.motcua.organization.AgencyId;

/**
 * The dossier somebody rates, as the caller, who has looked it up and checked the right to see it, knows it.
 *
 * @param agency whose service is rated
 * @param resultReady whether its result is ready or returned, or the dossier was refused: only then can it be rated
 */
public record RatedDossier(DossierId id, AgencyId agency, boolean resultReady) {}
