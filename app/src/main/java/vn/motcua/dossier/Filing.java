package vn.motcua.dossier;

import java.util.List;
import java.util.Map;
import vn.motcua.organization.AgencyId;

/**
 * What a person wants to file.
 *
 * @param answers typed answers, as {@code Form.read} gives them
 * @param papers what is handed in; papers of the procedure not named here are missing
 */
public record Filing(
        String procedureCode,
        AgencyId agency,
        ApplicantDetails applicant,
        Map<String, Object> answers,
        List<Content.HandedIn> papers) {

    public Filing {
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
    }
}
