package vn.motcua.portal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.FeeLine;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Reception;
import vn.motcua.identity.CitizenProfile;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/**
 * Filing online: few questions a screen, each saved as it is typed and on every step, a check, and a clear end. The draft
 * belongs to whoever began it; to anybody else it does not exist.
 */
@Controller
@PermitAll
class FilingPages {

    private final Drafts drafts;
    private final Reception reception;
    private final Catalog catalog;
    private final Organization organization;
    private final Files files;
    private final Clock clock;

    FilingPages(
            Drafts drafts,
            Reception reception,
            Catalog catalog,
            Organization organization,
            Files files,
            Clock clock) {
        this.drafts = drafts;
        this.reception = reception;
        this.catalog = catalog;
        this.organization = organization;
        this.files = files;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop")
    ModelAndView start(@PathVariable String code, Actor actor) {
        return start(procedure(code), actor, "", List.of());
    }

    @PostMapping("/thu-tuc/{code}/nop")
    ModelAndView begin(
            @PathVariable String code,
            @RequestParam(name = "agency", defaultValue = "") String agencyCode,
            Actor actor,
            @Nullable CitizenProfile profile) {
        Procedure procedure = procedure(code);
        Agency agency = catalog.offeredBy(procedure).stream()
                .filter(a -> a.code().equals(agencyCode))
                .findFirst()
                .orElse(null);
        if (agency == null) {
            return unprocessable(start(
                    procedure, actor, agencyCode, List.of(Problem.at("agency", "portal.file.agency.missing"))));
        }
        Draft draft = drafts.begin(procedure.code(), agency.id(), actor, applicant(profile), clock.instant());
        return redirect(root(procedure, draft) + "/" + FilingView.APPLICANT);
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/{part}")
    ModelAndView screen(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam(name = "ve", defaultValue = "") String backTo,
            Actor actor,
            Page page) {
        Procedure procedure = procedure(code);
        Draft draft = draft(id, actor);
        if (draft.sent()) {
            return redirect(root(procedure, draft) + "/xong");
        }
        FilingView view = view(page, procedure, draft, part);
        return switch (part) {
            case FilingView.PAPERS -> papers(view, draft, List.of());
            case FilingView.CHECK -> check(page, view, draft, List.of());
            default -> part(view, backTo.equals(FilingView.CHECK), List.of());
        };
    }

    /** Saves what is typed, whatever it is, and says so in a few words. */
    @PostMapping("/thu-tuc/{code}/nop/{id}/{part}/luu")
    ModelAndView save(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam Map<String, String> posted,
            Actor actor) {
        Draft draft = draft(id, actor);
        if (!draft.sent()) {
            keep(procedure(code), draft, part, posted, actor);
        }
        return new ModelAndView("portal/saved").addObject("at", clock.instant());
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/{part}")
    ModelAndView next(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam Map<String, String> posted,
            Actor actor,
            Page page) {
        Procedure procedure = procedure(code);
        Draft before = draft(id, actor);
        if (before.sent()) {
            return redirect(root(procedure, before) + "/xong");
        }
        Draft draft = keep(procedure, before, part, posted, actor);
        if (posted.containsKey("sau")) {
            return redirect("/thu-tuc/" + procedure.code() + "/nop");
        }
        FilingView view = view(page, procedure, draft, part);
        boolean changing = FilingView.CHECK.equals(posted.get("ve"));
        List<Problem> problems = problemsOf(part, procedure, draft);
        if (!problems.isEmpty()) {
            return unprocessable(part(view, changing, problems));
        }
        return redirect(view.address(changing ? FilingView.CHECK : after(view, part)));
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/giay-to")
    ModelAndView attach(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            MultipartHttpServletRequest request,
            Actor actor,
            Page page)
            throws IOException {
        Procedure procedure = procedure(code);
        Draft draft = draft(id, actor);
        if (draft.sent()) {
            return redirect(root(procedure, draft) + "/xong");
        }
        Map<String, List<FileId>> handedIn = new LinkedHashMap<>();
        draft.papers().forEach(p -> handedIn.put(p.paper(), new ArrayList<>(p.files())));
        drop(handedIn, posted.getOrDefault("bo", ""));
        List<Problem> problems = new ArrayList<>();
        MultiValueMap<String, MultipartFile> parts = request.getMultiFileMap();
        for (Paper paper : asked(procedure, draft)) {
            for (MultipartFile part : parts.getOrDefault(field(paper), List.of())) {
                String name = part.getOriginalFilename();
                if (name == null || name.isEmpty()) {
                    continue; // nothing was chosen
                }
                switch (files.store(name, part.getBytes())) {
                    case Result.Done<StoredFile> stored ->
                        handedIn.computeIfAbsent(paper.key(), k -> new ArrayList<>())
                                .add(stored.value().id());
                    case Result.Refused<StoredFile> refused ->
                        refused.problems().forEach(p -> problems.add(new Problem(p.code(), field(paper), p.args())));
                }
            }
        }
        List<Content.HandedIn> papers = procedure.papersFor(
                        procedure.caseOf(draft.answers()).key(), draft.answers())
                .stream()
                .filter(p -> handedIn.containsKey(p.key()))
                .map(p -> new Content.HandedIn(p.key(), p.name(), 0, 0, handedIn.getOrDefault(p.key(), List.of())))
                .toList();
        Draft kept = drafts.save(draft.withPapers(papers), actor, clock.instant());
        FilingView view = view(page, procedure, kept, FilingView.PAPERS);
        if (!problems.isEmpty()) {
            return unprocessable(papers(view, kept, problems));
        }
        if (posted.containsKey("bo") || posted.containsKey("them")) {
            return redirect(view.here());
        }
        if (posted.containsKey("sau")) {
            return redirect("/thu-tuc/" + procedure.code() + "/nop");
        }
        List<Problem> missing = problemsOf(FilingView.PAPERS, procedure, kept);
        return missing.isEmpty() ? redirect(view.address(FilingView.CHECK)) : unprocessable(papers(view, kept, missing));
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/kiem-tra")
    ModelAndView send(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestParam(name = "khoa") String key,
            @RequestParam(name = "cam-doan", defaultValue = "false") boolean true_,
            Actor actor,
            Page page) {
        Procedure procedure = procedure(code);
        Draft draft = draft(id, actor);
        if (!true_ && !draft.sent()) {
            return unprocessable(check(
                    page,
                    view(page, procedure, draft, FilingView.CHECK),
                    draft,
                    List.of(Problem.at("cam-doan", "portal.check.true.missing"))));
        }
        return switch (drafts.send(draft, actor, key, clock.instant())) {
            case Result.Done<Filed> ignored -> redirect(root(procedure, draft) + "/xong");
            case Result.Refused<Filed> refused ->
                unprocessable(check(
                        page, view(page, procedure, draft, FilingView.CHECK), draft, refused.problems()));
        };
    }

    private ModelAndView start(Procedure procedure, Actor actor, String agency, List<Problem> problems) {
        List<DraftLine> begun = drafts.of(actor).stream()
                .filter(d -> d.procedureCode().equals(procedure.code()) && !d.sent())
                .map(d -> new DraftLine(
                        root(procedure, d) + "/" + FilingView.APPLICANT, procedure.shortName(), d.savedAt()))
                .toList();
        return new ModelAndView("portal/filingStart")
                .addObject("procedure", procedure)
                .addObject(
                        "agencies",
                        catalog.offeredBy(procedure).stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject("agency", agency)
                .addObject("drafts", begun)
                .addObject("problems", problems);
    }

    private static ModelAndView part(FilingView view, boolean changing, List<Problem> problems) {
        return new ModelAndView("portal/filingPart")
                .addObject("view", view)
                .addObject("changing", changing)
                .addObject("problems", problems);
    }

    private ModelAndView papers(FilingView view, Draft draft, List<Problem> problems) {
        return new ModelAndView("portal/filingPapers")
                .addObject("view", view)
                .addObject("papers", paperLines(view.procedure(), draft))
                .addObject("problems", problems);
    }

    private ModelAndView check(Page page, FilingView view, Draft draft, List<Problem> problems) {
        Procedure procedure = view.procedure();
        String caseKey = procedure.caseOf(draft.answers()).key();
        List<String> fees = catalog.feeLines(procedure, caseKey, draft.answers(), Channel.ONLINE).stream()
                .map(line -> fee(page, line))
                .toList();
        return new ModelAndView("portal/filingCheck")
                .addObject("view", view)
                .addObject("papers", paperLines(procedure, draft))
                .addObject("fees", fees)
                .addObject(
                        "total", page.money(catalog.fee(procedure, caseKey, draft.answers(), Channel.ONLINE)))
                .addObject("term", procedure.paperCase(caseKey).termText())
                // one draft is one dossier, however often it is sent
                .addObject("key", "nop-" + draft.id())
                .addObject("problems", problems);
    }

    private static String fee(Page page, FeeLine line) {
        var amount = line.amount();
        return line.fee().name() + ": " + (amount == null ? line.fee().text() : page.money(amount));
    }

    private List<PaperLine> paperLines(Procedure procedure, Draft draft) {
        Map<String, List<FileId>> handedIn = new HashMap<>();
        draft.papers().forEach(p -> handedIn.put(p.paper(), p.files()));
        return procedure.papersFor(procedure.caseOf(draft.answers()).key(), draft.answers()).stream()
                .map(p -> new PaperLine(
                        field(p),
                        p.name(),
                        p.note(),
                        p.required(),
                        p.toShow(),
                        handedIn.getOrDefault(p.key(), List.of()).stream()
                                .map(files::info)
                                .map(f -> new PaperLine.UploadedFile(f.id().value(), f.name(), FileSize.told(f.size())))
                                .toList()))
                .toList();
    }

    private static List<Paper> asked(Procedure procedure, Draft draft) {
        return procedure.papersFor(procedure.caseOf(draft.answers()).key(), draft.answers()).stream()
                .filter(p -> !p.toShow())
                .toList();
    }

    private static void drop(Map<String, List<FileId>> handedIn, String which) {
        int colon = which.lastIndexOf(':');
        if (colon > 0 && which.startsWith("paper.")) {
            List<FileId> kept = handedIn.get(which.substring("paper.".length(), colon));
            if (kept != null) {
                kept.removeIf(f -> String.valueOf(f.value()).equals(which.substring(colon + 1)));
            }
        }
    }

    private Draft keep(Procedure procedure, Draft draft, String part, Map<String, String> posted, Actor actor) {
        Draft changed = part.equals(FilingView.APPLICANT)
                ? draft.withApplicant(applicant(posted))
                : procedure
                        .form()
                        .page(part)
                        .map(p -> draft.withAnswers(Answers.after(procedure.form(), p, draft.answers(), posted)))
                        .orElseThrow(FilingPages::notFound);
        return drafts.save(changed, actor, clock.instant());
    }

    /** What is wrong on one screen. */
    private List<Problem> problemsOf(String part, Procedure procedure, Draft draft) {
        return reception.check(filing(draft), Channel.ONLINE).stream()
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
        return procedure.form().pages().stream()
                .filter(p -> p.fields().stream().anyMatch(f -> f.name().equals(field)))
                .map(Form.Page::key)
                .findFirst()
                .orElse(FilingView.CHECK);
    }

    private FilingView view(Page page, Procedure procedure, Draft draft, String part) {
        List<String> screens = screens(procedure, draft.answers());
        int at = screens.indexOf(part);
        if (at < 0) {
            throw notFound();
        }
        List<String> wrong = reception.check(filing(draft), Channel.ONLINE).stream()
                .map(p -> screenOf(p, procedure))
                .distinct()
                .toList();
        String root = root(procedure, draft);
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
                organization.agency(draft.agency()).name(),
                root,
                part,
                at == 0 ? "/thu-tuc/" + procedure.code() + "/nop" : root + "/" + screens.get(at - 1),
                steps,
                draft.answers(),
                applicantValues(draft.applicant()),
                draft.savedAt());
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

    private static String after(FilingView view, String part) {
        List<String> keys =
                view.steps().stream().map(FilingView.StepLine::key).toList();
        return keys.get(Math.min(keys.indexOf(part) + 1, keys.size() - 1));
    }

    private static Filing filing(Draft draft) {
        return new Filing(draft.procedureCode(), draft.agency(), draft.applicant(), draft.answers(), draft.papers());
    }

    private static ApplicantDetails applicant(@Nullable CitizenProfile profile) {
        return profile == null
                ? new ApplicantDetails(ApplicantDetails.Kind.CITIZEN, "", null, null, null, null)
                : new ApplicantDetails(
                        ApplicantDetails.Kind.CITIZEN,
                        profile.name(),
                        profile.identityNumber(),
                        digits(profile.phone()),
                        profile.email(),
                        profile.address());
    }

    private static ApplicantDetails applicant(Map<String, String> posted) {
        return new ApplicantDetails(
                "ORGANISATION".equals(posted.get("applicant.kind"))
                        ? ApplicantDetails.Kind.ORGANISATION
                        : ApplicantDetails.Kind.CITIZEN,
                posted.getOrDefault("applicant.name", "").strip().replaceAll("\\s+", " "),
                typed(posted.getOrDefault("applicant.identity", "").replaceAll("[\\s.]", "")),
                digits(posted.get("applicant.phone")),
                typed(posted.get("applicant.email")),
                typed(posted.get("applicant.address")));
    }

    private static Map<String, String> applicantValues(ApplicantDetails a) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", a.kind().name());
        values.put("name", a.name());
        values.put("identity", shown(a.identity()));
        values.put("phone", shown(a.phone()));
        values.put("email", shown(a.email()));
        values.put("address", shown(a.address()));
        return values;
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String typed(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** As dialled within the country. */
    private static @Nullable String digits(@Nullable String phone) {
        String plain = typed(phone == null ? null : phone.replaceAll("[\\s().-]", ""));
        return plain != null && plain.startsWith("+84") ? "0" + plain.substring(3) : plain;
    }

    private static String field(Paper paper) {
        return "paper." + paper.key();
    }

    private static String root(Procedure procedure, Draft draft) {
        return "/thu-tuc/" + procedure.code() + "/nop/" + draft.id();
    }

    private Procedure procedure(String code) {
        return catalog.current(code)
                .filter(p -> p.offered(Channel.ONLINE))
                .orElseThrow(FilingPages::notFound);
    }

    private Draft draft(UUID id, Actor actor) {
        return drafts.find(id, actor).orElseThrow(FilingPages::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private static ModelAndView redirect(String address) {
        return new ModelAndView("redirect:" + address);
    }

    private static ModelAndView unprocessable(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }
}
