package vn.motcua.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/**
 * One line of a dossier's ledger.
 *
 * @param seq 1 for the first event of the dossier, then without gaps
 * @param by who did it
 * @param unit the unit it was done for, if an officer did it
 * @param hash SHA-256 over the previous entry's hash and this entry's canonical JSON (RFC 8785)
 */
public record LedgerEntry(
        int seq, Instant at, By by, @Nullable UnitId unit, DossierEvent event, byte[] hash) {

    /** Who acted; applicants are not named in the ledger. */
    public record By(ActorKind kind, @Nullable OfficerId officer) {}

    public enum ActorKind {
        OFFICER,
        APPLICANT,
        SYSTEM
    }
}
