package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/**
 * A filing that is being written: everything typed so far, right or wrong.
 *
 * @param applicant the applicant's fields as typed ({@code name}, {@code identity}, {@code phone} …)
 * @param answers the form's fields as typed
 */
public record Draft(
        UUID id,
        String procedureCode,
        @Nullable AgencyId agency,
        Map<String, String> applicant,
        Map<String, String> answers,
        List<Content.HandedIn> papers,
        Instant updatedAt) {

    public Draft {
        applicant = Map.copyOf(applicant);
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
    }

    public Draft at(AgencyId newAgency) {
        return new Draft(id, procedureCode, newAgency, applicant, answers, papers, updatedAt);
    }

    public Draft withApplicant(Map<String, String> typed) {
        return new Draft(id, procedureCode, agency, typed, answers, papers, updatedAt);
    }

    public Draft withAnswers(Map<String, String> typed) {
        return new Draft(id, procedureCode, agency, applicant, typed, papers, updatedAt);
    }

    public Draft withPapers(List<Content.HandedIn> newPapers) {
        return new Draft(id, procedureCode, agency, applicant, answers, newPapers, updatedAt);
    }
}
