package vn.motcua.dossier;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;
import vn.motcua.process.Standing;

/**
 * A dossier as it lies in its table: its state, and what never changes beside it.
 *
 * @param process how its process stands; {@code null} before one was started
 */
record DossierRow(
        DossierId id, String code, String secret, @Nullable Standing process, DossierState state, byte[] headHash) {

    /** The process of a dossier that has open tasks. */
    Standing running() {
        return Objects.requireNonNull(process, "a dossier with open tasks has a process");
    }

    AgencyId agency() {
        return new AgencyId(state.agency());
    }
}
