package vn.motcua.dossier;

import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;
import vn.motcua.process.InstanceId;

/** A dossier as it lies in its table: its state, and what never changes beside it. */
record DossierRow(
        DossierId id, String code, String secret, @Nullable InstanceId instance, DossierState state, byte[] headHash) {

    AgencyId agency() {
        return new AgencyId(state.agency());
    }
}
