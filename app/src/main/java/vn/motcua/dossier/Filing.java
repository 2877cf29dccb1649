package vn.motcua.dossier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.ProcedureVersionId;
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
        List<Content.HandedIn> papers,
        Origin origin) {

    public Filing {
        answers = Map.copyOf(answers);
        papers = List.copyOf(papers);
    }

    public Filing(
            String procedureCode,
            AgencyId agency,
            ApplicantDetails applicant,
            Map<String, Object> answers,
            List<Content.HandedIn> papers) {
        this(procedureCode, agency, applicant, answers, papers, Origin.NONE);
    }

    public Filing from(Origin newOrigin) {
        return new Filing(procedureCode, agency, applicant, answers, papers, newOrigin);
    }

    Filing answering(Map<String, Object> anew) {
        return new Filing(procedureCode, agency, applicant, anew, papers, origin);
    }

    /** What of the answers it hands in was filled in; {@code null} when nothing was. */
    Content.@Nullable Prefilled prefilled() {
        Prefill prefill = origin.prefill();
        Map<String, Source> used = new HashMap<>(origin.sources());
        used.keySet().removeIf(field -> !field.startsWith(Prefills.APPLICANT) && !answers.containsKey(field));
        return prefill == null || !prefill.allowed() || used.isEmpty()
                ? null
                : new Content.Prefilled(prefill.at(), prefill.notedBy(), used);
    }

    /**
     * How it came about.
     *
     * @param seen the version of the procedure the person has seen; {@code null} = whichever is in force
     * @param prefill what was filled in for them, and that they agreed; {@code null} when they were not asked
     * @param sources fields that still say what was filled in
     * @param identified whether the identity provider gave the applicant's identity number
     */
    public record Origin(
            @Nullable ProcedureVersionId seen,
            @Nullable Prefill prefill,
            Map<String, Source> sources,
            boolean identified) {

        static final Origin NONE = new Origin(null, null, Map.of(), false);

        public Origin {
            sources = Map.copyOf(sources);
        }

        /** Of what was written in a draft. */
        public static Origin of(Draft draft, Form form, boolean identified) {
            return new Origin(draft.version(), draft.prefill(), Prefills.sources(draft, form), identified);
        }
    }
}
