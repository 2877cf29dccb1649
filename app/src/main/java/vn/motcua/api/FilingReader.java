package vn.motcua.api;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Address;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Filing;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Makes a filing of what another system sent. What the law asks for is checked by the reception, not here. */
@Component
class FilingReader {

    /** No agency has it, so that the reception names the missing agency with all else that is wrong. */
    private static final AgencyId NONE = new AgencyId(-1);

    private final Catalog catalog;
    private final Organization organization;
    private final FileReferences files;

    FilingReader(Catalog catalog, Organization organization, FileReferences files) {
        this.catalog = catalog;
        this.organization = organization;
        this.files = files;
    }

    Result<Filing> read(FilingBody body) {
        String code = requireNonNullElse(body.procedureCode(), "");
        Optional<Procedure> procedure = catalog.current(code);
        if (procedure.isEmpty()) {
            return Result.refused(Problem.at("procedureCode", "dossier.procedure-unknown"));
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> answers = answers(body, procedure.get());
        List<Content.HandedIn> papers = papers(body, procedure.get(), answers, problems);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        String agencyCode = requireNonNullElse(body.agencyCode(), "");
        AgencyId agency = organization.agencyByCode(agencyCode).map(Agency::id).orElse(NONE);
        return Result.done(new Filing(code, agency, applicant(body.applicant()), answers, papers));
    }

    /** Where in the body a field of the reception's problems stands. */
    static String inBody(String field) {
        if (field.equals("agency")) {
            return "agencyCode";
        }
        if (field.startsWith("applicant.")) {
            return field;
        }
        if (field.startsWith("paper.")) {
            return "papers." + field.substring("paper.".length());
        }
        String unit = "." + Address.UNIT;
        return "answers."
                + (field.endsWith(unit)
                        ? field.substring(0, field.length() - unit.length()) + "." + Address.COMMUNE
                        : field);
    }

    private static ApplicantDetails applicant(FilingBody.@Nullable ApplicantBody a) {
        if (a == null) {
            return new ApplicantDetails(ApplicantDetails.Kind.CITIZEN, "", null, null, null, null);
        }
        return new ApplicantDetails(
                requireNonNullElse(a.kind(), ApplicantDetails.Kind.CITIZEN),
                requireNonNullElse(a.name(), "").strip(),
                a.identity(),
                a.phone(),
                a.email(),
                a.address());
    }

    private static Map<String, Object> answers(FilingBody body, Procedure procedure) {
        return procedure.form().completed(procedure.form().visible(given(body.answers())));
    }

    /** What was answered; a field that is null was not. */
    static Map<String, Object> given(@Nullable Map<String, @Nullable Object> sent) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (sent != null) {
            sent.forEach((name, value) -> {
                if (value != null) {
                    given.put(name, value);
                }
            });
        }
        return given;
    }

    /** A paper filed online is there by its files; originals and copies are what will be brought or shown. */
    private List<Content.HandedIn> papers(
            FilingBody body, Procedure procedure, Map<String, Object> answers, List<Problem> problems) {
        List<Content.HandedIn> papers = new ArrayList<>();
        List<FilingBody.@Nullable PaperBody> sent = requireNonNullElse(body.papers(), List.of());
        List<Paper> asked = procedure.papersFor(procedure.caseOf(answers).key(), answers);
        for (int i = 0; i < sent.size(); i++) {
            FilingBody.PaperBody paper = sent.get(i);
            String at = "papers[" + i + "]";
            Optional<Paper> known = paper == null
                    ? Optional.empty()
                    : asked.stream().filter(p -> p.key().equals(paper.paper())).findFirst();
            if (paper == null || known.isEmpty()) {
                problems.add(Problem.at(at + ".paper", "api.unknown-paper"));
                continue;
            }
            if (papers.stream().anyMatch(p -> p.paper().equals(known.get().key()))) {
                problems.add(Problem.at(at + ".paper", "api.paper-twice"));
                continue;
            }
            int originals = requireNonNullElse(paper.originals(), 0);
            int copies = requireNonNullElse(paper.copies(), 0);
            if (originals < 0 || originals > 999 || copies < 0 || copies > 999) {
                problems.add(Problem.at(at, "api.count-wrong"));
            }
            List<FileId> found = files(paper, at, problems);
            papers.add(new Content.HandedIn(
                    known.get().key(),
                    known.get().name(),
                    found.isEmpty() ? 0 : originals,
                    found.isEmpty() ? 0 : copies,
                    found));
        }
        return papers;
    }

    private List<FileId> files(FilingBody.PaperBody paper, String at, List<Problem> problems) {
        List<FileId> found = new ArrayList<>();
        List<@Nullable String> names = requireNonNullElse(paper.files(), List.of());
        for (int j = 0; j < names.size(); j++) {
            Optional<FileId> file = files.find(requireNonNullElse(names.get(j), ""));
            if (file.isPresent()) {
                found.add(file.get());
            } else {
                problems.add(Problem.at(at + ".files[" + j + "]", "api.unknown-file"));
            }
        }
        return found;
    }
}
