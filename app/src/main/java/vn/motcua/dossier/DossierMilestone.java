package vn.motcua.dossier;

import java.time.Instant;

/** Something happened to a dossier that figures or people outside want to know. Told after it is committed. */
public sealed interface DossierMilestone {

    DossierId dossier();

    Instant at();

    record DossierSubmitted(DossierId dossier, Instant at) implements DossierMilestone {}

    record DossierReceived(DossierId dossier, Instant at) implements DossierMilestone {}

    record SupplementRequested(DossierId dossier, Instant at) implements DossierMilestone {}

    record DossierSupplemented(DossierId dossier, Instant at) implements DossierMilestone {}

    record ResultReady(DossierId dossier, Instant at) implements DossierMilestone {}

    /** The clock was stopped by hand, goes on, or has another end. */
    record AppointmentChanged(DossierId dossier, Instant at) implements DossierMilestone {}

    /** Returned, refused, not taken in, discontinued or withdrawn. */
    record DossierClosed(DossierId dossier, Instant at) implements DossierMilestone {}
}
