package vn.motcua.portal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
import vn.motcua.organization.AgencyId;
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
    private final Uploads uploads;
    private final Clock clock;

    FilingPages(
            Drafts drafts,
            Reception reception,
            Catalog catalog,
            Organization organization,
            Files files,
            Uploads uploads,
            Clock clock) {
        this.drafts = drafts;
        this.reception = reception;
        this.catalog = catalog;
        this.organization = organization;
        this.files = files;
        this.uploads = uploads;
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
            return unprocessable(
                    start(procedure, actor, agencyCode, List.of(Problem.at("agency", "portal.file.agency.missing"))));
        }
        Instant now = clock.instant();
        Draft draft = drafts.begin(procedure.code(), actor, now).at(agency.id()).withApplicant(known(profile));
        drafts.save(draft, actor, now);
        return redirect(root(procedure, draft.id()) + "/" + FilingView.APPLICANT);
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
        if (drafts.sentAs(id, actor).isPresent()) {
            return redirect(root(procedure, id) + "/xong");
        }
        Draft draft = draft(id, actor);
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
        keep(procedure(code), draft(id, actor), part, posted, actor);
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
        if (drafts.sentAs(id, actor).isPresent()) {
            return redirect(root(procedure, id) + "/xong");
        }
        Draft draft = keep(procedure, draft(id, actor), part, posted, actor);
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
        if (drafts.sentAs(id, actor).isPresent()) {
            return redirect(root(procedure, id) + "/xong");
        }
        Draft draft = draft(id, actor);
        Map<String, List<FileId>> handedIn = new LinkedHashMap<>();
        draft.papers().forEach(p -> handedIn.put(p.paper(), new ArrayList<>(p.files())));
        drop(handedIn, posted.getOrDefault("bo", ""));
        List<Problem> problems = new ArrayList<>();
        for (Paper paper : asked(procedure, draft)) {
            List<FileId> kept = uploads.keep(field(paper), request, problems);
            if (!kept.isEmpty()) {
                handedIn.computeIfAbsent(paper.key(), k -> new ArrayList<>()).addAll(kept);
            }
        }
        List<Content.HandedIn> papers = papersOf(procedure, draft).stream()
                .filter(p -> handedIn.containsKey(p.key()))
                .map(p -> new Content.HandedIn(p.key(), p.name(), 0, 0, handedIn.getOrDefault(p.key(), List.of())))
                .toList();
        Draft kept = draft.withPapers(papers);
        drafts.save(kept, actor, clock.instant());
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
        return missing.isEmpty()
                ? redirect(view.address(FilingView.CHECK))
                : unprocessable(papers(view, kept, missing));
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/kiem-tra")
    ModelAndView send(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestParam(name = "khoa") String key,
            @RequestParam(name = "cam-doan", defaultValue = "false") boolean answersFor,
            Actor actor,
            Page page) {
        Procedure procedure = procedure(code);
        if (drafts.sentAs(id, actor).isPresent()) {
            return redirect(root(procedure, id) + "/xong");
        }
        Draft draft = draft(id, actor);
        FilingView view = view(page, procedure, draft, FilingView.CHECK);
        if (!answersFor) {
            return unprocessable(
                    check(page, view, draft, List.of(Problem.at("cam-doan", "portal.check.true.missing"))));
        }
        return switch (reception.file(filing(procedure, draft), actor, key, clock.instant())) {
            case Result.Done<Filed> filed -> {
                drafts.sent(id, actor, filed.value().id());
                yield redirect(root(procedure, id) + "/xong");
            }
            case Result.Refused<Filed> refused -> unprocessable(check(page, view, draft, refused.problems()));
        };
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/xong")
    ModelAndView done(@PathVariable String code, @PathVariable UUID id, Actor actor) {
        Filed filed = drafts.sentAs(id, actor).orElseThrow(FilingPages::notFound);
        return new ModelAndView("portal/filingDone")
                .addObject("procedure", procedure(code))
                .addObject("code", filed.code())
                .addObject("secret", filed.secret());
    }

    private ModelAndView start(Procedure procedure, Actor actor, String agency, List<Problem> problems) {
        List<DraftLine> begun = drafts.of(actor).stream()
                .filter(d -> d.procedureCode().equals(procedure.code()))
                .filter(d -> d.agency() != null)
                .map(d -> new DraftLine(
                        root(procedure, d.id()) + "/" + FilingView.APPLICANT, procedure.shortName(), d.updatedAt()))
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
        Map<String, Object> answers = view.answers();
        String caseKey = procedure.caseOf(answers).key();
        List<String> fees = catalog.feeLines(procedure, caseKey, answers, Channel.ONLINE).stream()
                .map(line -> fee(page, line))
                .toList();
        return new ModelAndView("portal/filingCheck")
                .addObject("view", view)
                .addObject("papers", paperLines(procedure, draft))
                .addObject("fees", fees)
                .addObject("total", page.money(catalog.fee(procedure, caseKey, answers, Channel.ONLINE)))
                .addObject("term", procedure.paperCase(caseKey).termText())
                // one draft is one dossier, however often it is sent
                .addObject("key", "nop-" + draft.id())
                .addObject("problems", problems);
    }

    private static String fee(Page page, FeeLine line) {
        var amount = line.amount();
        return line.fee().name() + ": "
                + (amount == null
                        ? line.fee().text()
                        : amount.isZero() ? page.t("portal.procedure.free") : page.money(amount));
    }

    private List<PaperLine> paperLines(Procedure procedure, Draft draft) {
        Map<String, List<FileId>> handedIn = new HashMap<>();
        draft.papers().forEach(p -> handedIn.put(p.paper(), p.files()));
        return papersOf(procedure, draft).stream()
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

    private static List<Paper> papersOf(Procedure procedure, Draft draft) {
        Map<String, Object> answers = procedure.form().read(draft.answers());
        return procedure.papersFor(procedure.caseOf(answers).key(), answers);
    }

    private static List<Paper> asked(Procedure procedure, Draft draft) {
        return papersOf(procedure, draft).stream().filter(p -> !p.toShow()).toList();
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

    /** Keeps what one screen posted, right or wrong; what other screens had asked stays. */
    private Draft keep(Procedure procedure, Draft draft, String part, Map<String, String> posted, Actor actor) {
        Draft changed = part.equals(FilingView.APPLICANT)
                ? draft.withApplicant(ApplicantFields.typed(posted))
                : procedure
                        .form()
                        .page(part)
                        .map(p -> draft.withAnswers(merged(p, draft.answers(), posted)))
                        .orElseThrow(FilingPages::notFound);
        drafts.save(changed, actor, clock.instant());
        return changed;
    }

    private static Map<String, String> merged(Form.Page screen, Map<String, String> saved, Map<String, String> posted) {
        Map<String, String> all = new HashMap<>(saved);
        for (Form.Field field : screen.fields()) {
            String value = posted.get(field.name());
            if (value == null) {
                all.remove(field.name());
            } else {
                all.put(field.name(), value);
            }
        }
        return all;
    }

    /** What is wrong on one screen. */
    private List<Problem> problemsOf(String part, Procedure procedure, Draft draft) {
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
        return procedure.form().pages().stream()
                .filter(p -> p.fields().stream().anyMatch(f -> f.name().equals(field)))
                .map(Form.Page::key)
                .findFirst()
                .orElse(FilingView.CHECK);
    }

    private FilingView view(Page page, Procedure procedure, Draft draft, String part) {
        Map<String, Object> answers = procedure.form().read(draft.answers());
        List<String> screens = screens(procedure, answers);
        int at = screens.indexOf(part);
        if (at < 0) {
            throw notFound();
        }
        List<String> wrong = reception.check(filing(procedure, draft), Channel.ONLINE).stream()
                .map(p -> screenOf(p, procedure))
                .distinct()
                .toList();
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
                at == 0 ? "/thu-tuc/" + procedure.code() + "/nop" : root + "/" + screens.get(at - 1),
                steps,
                answers,
                draft.applicant(),
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

    private static String after(FilingView view, String part) {
        List<String> keys = view.steps().stream().map(FilingView.StepLine::key).toList();
        return keys.get(Math.min(keys.indexOf(part) + 1, keys.size() - 1));
    }

    private static Filing filing(Procedure procedure, Draft draft) {
        return new Filing(
                draft.procedureCode(),
                agency(draft),
                ApplicantFields.details(draft.applicant()),
                procedure.form().read(draft.answers()),
                draft.papers());
    }

    private static AgencyId agency(Draft draft) {
        return Objects.requireNonNull(draft.agency(), "chosen before the draft is begun");
    }

    private static Map<String, String> known(@Nullable CitizenProfile profile) {
        return profile == null ? Map.of() : ApplicantFields.of(profile);
    }

    private static String field(Paper paper) {
        return "paper." + paper.key();
    }

    private static String root(Procedure procedure, UUID draft) {
        return "/thu-tuc/" + procedure.code() + "/nop/" + draft;
    }

    private Procedure procedure(String code) {
        return catalog.current(code).filter(p -> p.offered(Channel.ONLINE)).orElseThrow(FilingPages::notFound);
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
