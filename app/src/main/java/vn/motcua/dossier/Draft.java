package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.AgencyId;

/**
 * A filing that is being written: everything typed so far, right or wrong.
 *
 * @param version the version of the procedure its owner has last seen; {@code null} when none was in force
 * @param applicant the applicant's fields as typed ({@code name}, {@code identity}, {@code phone} …)
 * @param answers the form's fields as typed
 * @param prefill what was said about using what is known; {@code null} while nobody was asked
 * @param anew fields that a new version asks to be filled, or filled again
 */
public record Draft(
        UUID id,
        String procedureCode,
        @Nullable ProcedureVersionId version,
        @Nullable AgencyId agency,
        Map<String, String> applicant,
        Map<String, String> answers,
        List<Content.HandedIn> papers,
        @Nullable Prefill prefill,
        List<String> anew,
        Instant updatedAt) {

    public Draft {
        applicant = Map.copyOf(applicant);
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
        anew = List.copyOf(anew);
    }

    public Draft withApplicant(Map<String, String> typed) {
        return new Draft(id, procedureCode, version, agency, typed, answers, papers, prefill, anew, updatedAt);
    }

    public Draft withAnswers(Map<String, String> typed) {
        return new Draft(id, procedureCode, version, agency, applicant, typed, papers, prefill, anew, updatedAt);
    }

    public Draft withPapers(List<Content.HandedIn> newPapers) {
        return new Draft(id, procedureCode, version, agency, applicant, answers, newPapers, prefill, anew, updatedAt);
    }

    Draft withPrefill(Prefill answered) {
        return new Draft(id, procedureCode, version, agency, applicant, answers, papers, answered, anew, updatedAt);
    }

    /** Whether its owner said that what is known of them may be used. */
    public boolean mayUseKnown() {
        return prefill != null && prefill.allowed();
    }
}
