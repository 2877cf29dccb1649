package vn.motcua.dossier;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a dossier is to be refused, as the steps so far have it.
 *
 * @param said when the reason was given, and by whom
 */
record ProposedRefusal(String reason, String legalBasis, LedgerEntry said) {

    /** The latest reason and the latest legal basis that officers gave; empty while one of the two is missing. */
    static Optional<ProposedRefusal> of(List<LedgerEntry> entries) {
        return of(entries, null, null);
    }

    /** As it is with what is said now, which goes before what was said. */
    static Optional<ProposedRefusal> of(List<LedgerEntry> entries, @Nullable String now, @Nullable String basisNow) {
        String reason = now;
        String basis = basisNow;
        LedgerEntry said = entries.getLast();
        for (LedgerEntry entry : entries.reversed()) {
            if (entry.event() instanceof DossierEvent.TaskCompleted step) {
                said = reason == null && step.note() != null ? entry : said;
                reason = reason == null ? step.note() : reason;
                basis = basis == null ? step.legalBasis() : basis;
            }
        }
        return reason == null || basis == null
                ? Optional.empty()
                : Optional.of(new ProposedRefusal(reason, basis, said));
    }
}
