package vn.motcua.dossier;

import java.util.List;
import java.util.Optional;

/** Why a dossier is to be refused, as the last step that proposed it has it: reason and legal basis of one and the same. */
record ProposedRefusal(String reason, String legalBasis) {

    private static final String PROPOSED = "reject";

    /** Empty when nobody proposed it, or the last who did left out one of the two. */
    static Optional<ProposedRefusal> of(List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries.reversed()) {
            if (entry.event() instanceof DossierEvent.TaskCompleted step
                    && (step.legalBasis() != null || step.outcome().equals(PROPOSED))) {
                return step.note() == null || step.legalBasis() == null
                        ? Optional.empty()
                        : Optional.of(new ProposedRefusal(step.note(), step.legalBasis()));
            }
        }
        return Optional.empty();
    }
}
