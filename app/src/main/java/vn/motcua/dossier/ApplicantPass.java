package vn.motcua.dossier;

import vn.motcua.organization.Actor;

/**
 * Proof that someone may act as the applicant of one dossier: they knew its code and secret, or filed it themselves. Only
 * {@link Tracking} gives it.
 */
public final class ApplicantPass {

    private final DossierId dossier;
    private final Actor actor;

    ApplicantPass(DossierId dossier, Actor actor) {
        this.dossier = dossier;
        this.actor = actor;
    }

    public DossierId dossier() {
        return dossier;
    }

    Actor actor() {
        return actor;
    }
}
