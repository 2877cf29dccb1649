package vn.motcua.portal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.Source;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.web.Page;

/** A draft between its screens: whose it is, which screens it has, what is wrong on each. */
@Component
class FilingDrafts {

    private final Drafts drafts;
    private final Reception reception;
    private final Catalog catalog;
    private final Organization organization;
    private final Files files;
    private final FilingKnown known;

    FilingDrafts(
            Drafts drafts,
            Reception reception,
            Catalog catalog,
            Organization organization,
            Files files,
            FilingKnown known) {
        this.drafts = drafts;
        this.reception = reception;
        this.catalog = catalog;
        this.organization = organization;
        this.files = files;
        this.known = known;
    }

    /** A procedure that is filed online. */
    Procedure procedure(String code) {
        return online(code).orElseThrow(FilingDrafts::notFound);
    }

    private Optional<Procedure> online(String code) {
        return catalog.current(code).filter(p -> p.offered(Channel.ONLINE));
    }

    /** Whether a procedure can no longer be filed online. */
    boolean hasEnded(String code) {
        return online(code).isEmpty();
    }

    /** The draft belongs to whoever began it; to anybody else it does not exist. */
    Draft draft(UUID id, Actor actor) {
        return drafts.find(id, actor).orElseThrow(FilingDrafts::notFound);
    }

    static String start(Procedure procedure) {
        return "/thu-tuc/" + procedure.code() + "/nop";
    }

    static String root(Procedure procedure, UUID draft) {
        return root(procedure.code(), draft);
    }

    static String root(String code, UUID draft) {
        return "/thu-tuc/" + code + "/nop/" + draft;
    }

    /** What somebody began and did not send, each leading to the screen where there is something left to do. */
    List<DraftLine> begun(Actor actor) {
        List<DraftLine> lines = new ArrayList<>();
        for (Draft d : drafts.of(actor)) {
            catalog.current(d.procedureCode())
                    .filter(p -> d.agency() != null && p.offered(Channel.ONLINE))
                    .ifPresent(p -> lines.add(new DraftLine(
                            whereLeftOff(p, d),
                            p.code(),
                            p.shortName(),
                            organization.agency(agency(d)).name(),
                            d.updatedAt())));
        }
        return lines;
    }

    /** The screen where there is something left to do. */
    String whereLeftOff(Procedure procedure, Draft draft) {
        return root(procedure, draft.id()) + "/" + leftOff(procedure, draft);
    }

    private String leftOff(Procedure procedure, Draft draft) {
        List<String> wrong = wrongScreens(procedure, draft);
        return screens(procedure, procedure.form().read(draft.answers())).stream()
                .filter(wrong::contains)
                .findFirst()
                .orElse(FilingView.CHECK);
    }

    FilingView view(Page page, Procedure procedure, Draft draft, String part) {
        Map<String, Object> answers = procedure.form().read(draft.answers());
        List<String> screens = screens(procedure, answers);
        int at = screens.indexOf(part);
        if (at < 0) {
            throw notFound();
        }
        List<String> wrong = wrongScreens(procedure, draft);
        String root = root(procedure, draft.id());
        List<FilingView.StepLine> steps = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            String key = screens.get(i);
            steps.add(new FilingView.StepLine(
                    key,
                    FilingView.title(page, procedure, key),
                    root + "/" + key,
                    i < at && !wrong.contains(key),
                    i == at));
        }
        return new FilingView(
                procedure,
                organization.agency(agency(draft)).name(),
                root,
                part,
                at == 0 ? start(procedure) : root + "/" + screens.get(at - 1),
                steps,
                answers,
                draft.answers(),
                draft.applicant(),
                known.notes(draft, procedure, page),
                draft.prefill(),
                draft.updatedAt());
    }

    /** The screens these answers leave: a page of the form with nothing to ask is passed over. */
    private static List<String> screens(Procedure procedure, Map<String, Object> answers) {
        List<String> screens = new ArrayList<>();
        screens.add(FilingView.APPLICANT);
        procedure.form().pages().stream()
                .filter(p -> !procedure.form().shown(p, answers).isEmpty())
                .forEach(p -> screens.add(p.key()));
        screens.add(FilingView.PAPERS);
        screens.add(FilingView.CHECK);
        return screens;
    }

    private List<String> wrongScreens(Procedure procedure, Draft draft) {
        return reception.check(filing(procedure, draft), Channel.ONLINE).stream()
                .map(p -> screenOf(p, procedure))
                .distinct()
                .toList();
    }

    /** What is wrong on one screen. */
    List<Problem> problemsOf(String part, Procedure procedure, Draft draft) {
        return reception.check(filing(procedure, draft), Channel.ONLINE).stream()
                .filter(p -> screenOf(p, procedure).equals(part))
                .toList();
    }

    private static String screenOf(Problem problem, Procedure procedure) {
        String field = problem.field();
        if (field == null) {
            return FilingView.CHECK;
        }
        if (field.startsWith("applicant.")) {
            return FilingView.APPLICANT;
        }
        if (field.startsWith("paper.")) {
            return FilingView.PAPERS;
        }
        return procedure.form().pageOf(field).map(Form.Page::key).orElse(FilingView.CHECK);
    }

    /**
     * The papers asked for, with what was uploaded for each.
     *
     * @param offers files of earlier dossiers that can be used, by paper
     */
    List<PaperLine> paperLines(Procedure procedure, Draft draft, Map<String, List<PaperLine.Offer>> offers, Page page) {
        Map<String, List<PaperLine.UploadedFile>> handedIn = new HashMap<>();
        for (Content.HandedIn paper : draft.papers()) {
            List<PaperLine.UploadedFile> lines = new ArrayList<>();
            for (FileId file : paper.files()) {
                Source from = paper.reusedFrom(file);
                lines.add(PaperLine.UploadedFile.of(
                        files.info(file), from == null ? "" : FilingKnown.reused(from, page)));
            }
            handedIn.put(paper.paper(), lines);
        }
        return papersOf(procedure, draft).stream()
                .map(p -> new PaperLine(
                        field(p),
                        p.name(),
                        p.note(),
                        p.required(),
                        p.toShow(),
                        handedIn.getOrDefault(p.key(), List.of()),
                        offers.getOrDefault(p.key(), List.of())))
                .toList();
    }

    static List<Paper> papersOf(Procedure procedure, Draft draft) {
        Map<String, Object> answers = procedure.form().read(draft.answers());
        return procedure.papersFor(procedure.caseOf(answers).key(), answers);
    }

    static String field(Paper paper) {
        return "paper." + paper.key();
    }

    /** With how it came about, for sending. */
    Filing toSend(Procedure procedure, Draft draft) {
        return filing(procedure, draft).from(known.origin(draft, procedure));
    }

    /** What is not asked for (any more) stays in the draft and is not sent. */
    static Filing filing(Procedure procedure, Draft draft) {
        Set<String> asked = papersOf(procedure, draft).stream().map(Paper::key).collect(Collectors.toSet());
        return new Filing(
                draft.procedureCode(),
                agency(draft),
                ApplicantFields.details(draft.applicant()),
                procedure.form().read(draft.answers()),
                draft.papers().stream()
                        .filter(paper -> asked.contains(paper.paper()))
                        .toList());
    }

    private static AgencyId agency(Draft draft) {
        return Objects.requireNonNull(draft.agency(), "chosen before the draft is begun");
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
