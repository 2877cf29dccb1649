package vn.motcua.desk;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.calendar.Calendars;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Applicants;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChange;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.FrequentProcedures;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.ReusablePapers;
import vn.motcua.dossier.Source;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Post;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;
import vn.motcua.web.Texts;

/**
 * Intake at the counter in four screens: procedure, applicant and form, papers and fee, check. Everything typed is kept
 * in a draft of the clerk; one draft becomes one dossier, however often it is sent.
 */
@Controller
@RequestMapping(IntakePages.ROOT)
@Permit(Permission.DOSSIER_RECEIVE)
class IntakePages {

    static final String ROOT = "/lam-viec/tiep-nhan";

    private static final int CHOICES = 12;
    private static final String DONE = "/xong";
    private static final String CHANGED = "/thay-doi";

    private final Drafts drafts;
    private final Reception reception;
    private final Applicants applicants;
    private final FrequentProcedures frequent;
    private final Dossiers dossiers;
    private final Catalog catalog;
    private final Calendars calendars;
    private final Organization organization;
    private final Files files;
    private final CounterKnown knownHere;
    private final DraftChanges changes;
    private final DeskRail rail;
    private final Texts texts;
    private final Clock clock;

    IntakePages(
            Drafts drafts,
            Reception reception,
            Applicants applicants,
            FrequentProcedures frequent,
            Dossiers dossiers,
            Catalog catalog,
            Calendars calendars,
            Organization organization,
            Files files,
            CounterKnown knownHere,
            DraftChanges changes,
            DeskRail rail,
            Texts texts,
            Clock clock) {
        this.drafts = drafts;
        this.reception = reception;
        this.applicants = applicants;
        this.frequent = frequent;
        this.dossiers = dossiers;
        this.catalog = catalog;
        this.calendars = calendars;
        this.organization = organization;
        this.files = files;
        this.knownHere = knownHere;
        this.changes = changes;
        this.rail = rail;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView start(@RequestParam(name = "q", defaultValue = "") String words, Actor.Officer clerk, Page page) {
        return start(words, null, List.of(), clerk, page);
    }

    /** The list alone, while one types. */
    @GetMapping("/danh-sach")
    ModelAndView list(@RequestParam(name = "q", defaultValue = "") String words, Actor.Officer clerk) {
        return new ModelAndView("desk/counterList")
                .addObject("q", words.strip())
                .addObject("choices", choices(words.strip(), clerk));
    }

    @PostMapping
    ModelAndView begin(@RequestParam(name = "thu-tuc") String code, Actor.Officer clerk, Page page) {
        Procedure procedure = catalog.current(code).orElseThrow(IntakePages::notFound);
        List<Agency> competent = catalog.offeredBy(procedure);
        Optional<AgencyId> desk = desk(procedure, clerk);
        if (desk.isEmpty()) {
            return unprocessable(start("", procedure, atDesks(procedure) ? competent : List.of(), clerk, page));
        }
        Instant now = clock.instant();
        Draft draft = drafts.begin(procedure.code(), desk.get(), clerk, now);
        return redirect(root(draft.id()) + "/" + CounterView.WHO);
    }

    @GetMapping("/{id}/{screen}")
    ModelAndView screen(
            @PathVariable UUID id,
            @PathVariable String screen,
            @RequestParam(name = "biet", defaultValue = "") String known,
            @RequestParam(name = "du", defaultValue = "") String complete,
            Actor.Officer clerk,
            Page page) {
        if (drafts.sentAs(id, clerk).isPresent()) {
            return redirect(root(id) + DONE);
        }
        if (!CounterView.SCREENS.contains(screen)) {
            throw notFound();
        }
        if (isOfThePast(id, clerk)) {
            return redirect(root(id) + CHANGED);
        }
        CounterDraft draft = draft(id, clerk);
        if (screen.equals(CounterView.CHECK)) {
            String wrong = firstWrong(draft);
            if (wrong != null) {
                return draw(draft, wrong, problems(draft, wrong), clerk, page);
            }
        }
        return draw(draft, screen, List.of(), clerk, page)
                .addObject("known", known)
                .addObject("complete", complete.equals("1"));
    }

    /** Saves what is typed, whatever it is. */
    @PostMapping("/{id}/nguoi-nop/luu")
    ResponseEntity<Void> save(@PathVariable UUID id, @RequestParam Map<String, String> posted, Actor.Officer clerk) {
        change(id, clerk, draft -> typed(draft, posted, clerk));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/nguoi-nop")
    ModelAndView who(@PathVariable UUID id, @RequestParam Map<String, String> posted, Actor.Officer clerk, Page page) {
        if (drafts.sentAs(id, clerk).isPresent()) {
            return redirect(root(id) + DONE);
        }
        CounterDraft draft = change(id, clerk, before -> typed(before, posted, clerk));
        if (isOfThePast(id, clerk)) {
            return redirect(root(id) + CHANGED);
        }
        if (posted.containsKey(CounterKnown.FILL)) {
            List<Problem> problems = new ArrayList<>();
            CounterDraft filled = change(
                    id,
                    clerk,
                    before -> orAsBefore(
                            knownHere.fill(before, posted.containsKey(CounterKnown.CONSENT), clerk), before, problems));
            return problems.isEmpty()
                    ? redirect(root(id) + "/" + CounterView.WHO)
                    : unprocessable(draw(filled, CounterView.WHO, problems, clerk, page));
        }
        if (posted.containsKey(CounterKnown.TAKE_OUT)) {
            change(id, clerk, before -> knownHere.takeOut(before, clerk));
            return redirect(root(id) + "/" + CounterView.WHO);
        }
        if (posted.containsKey("tra")) {
            Optional<ApplicantDetails> known = known(draft, clerk);
            known.ifPresent(k -> change(id, clerk, before -> before.filledFrom(k)));
            return redirect(root(id) + "/" + CounterView.WHO + "?biet=" + (known.isPresent() ? "co" : "khong"));
        }
        List<Problem> problems = problems(draft, CounterView.WHO);
        return problems.isEmpty()
                ? redirect(root(id) + "/" + CounterView.PAPERS)
                : unprocessable(draw(draft, CounterView.WHO, problems, clerk, page));
    }

    @PostMapping("/{id}/giay-to")
    ModelAndView papers(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            MultipartHttpServletRequest request,
            Actor.Officer clerk,
            Page page)
            throws IOException {
        if (drafts.sentAs(id, clerk).isPresent()) {
            return redirect(root(id) + DONE);
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, List<FileId>> stored = stored(draft(id, clerk), request, problems);
        CounterDraft draft = change(id, clerk, before -> {
            CounterDraft counted =
                    before.withPapers(posted, stored, problems).paidBy(posted.getOrDefault(CounterDraft.PAID, ""));
            CounterDraft there = posted.containsKey("du") ? counted.withAllPapers() : counted;
            return orAsBefore(
                    knownHere.reuse(there, posted.getOrDefault(CounterKnown.REUSE, ""), clerk), there, problems);
        });
        if (problems.isEmpty()
                && (posted.containsKey("du") || posted.containsKey("bo") || posted.containsKey(CounterKnown.REUSE))) {
            return redirect(root(id) + "/" + CounterView.PAPERS + "?du=1");
        }
        problems.addAll(problems(draft, CounterView.PAPERS));
        return problems.isEmpty()
                ? redirect(root(id) + "/" + CounterView.CHECK)
                : unprocessable(draw(draft, CounterView.PAPERS, problems, clerk, page));
    }

    @PostMapping("/{id}/kiem-tra")
    ModelAndView accept(@PathVariable UUID id, Actor.Officer clerk, Page page) {
        if (drafts.sentAs(id, clerk).isPresent()) {
            return redirect(root(id) + DONE);
        }
        CounterDraft draft = draft(id, clerk);
        String wrong = firstWrong(draft);
        if (wrong != null) {
            return unprocessable(draw(draft, wrong, problems(draft, wrong), clerk, page));
        }
        return switch (takeIn(draft, clerk)) {
            case Intake.Accepted accepted -> {
                drafts.sent(id, clerk, accepted.id());
                yield redirect(root(id) + DONE);
            }
            case Intake.Incomplete incomplete ->
                unprocessable(draw(
                        draft,
                        CounterView.PAPERS,
                        incomplete.missing().stream().map(IntakePages::missing).toList(),
                        clerk,
                        page));
            case Intake.NotCompetent elsewhere ->
                unprocessable(start("", draft.procedure(), elsewhere.competent(), clerk, page));
            case Intake.Refused refused
            when refused.problems().stream().anyMatch(p -> p.code().equals(Reception.VERSION_CHANGED)) ->
                redirect(root(id) + CHANGED);
            case Intake.Refused refused ->
                unprocessable(draw(draft, CounterView.CHECK, refused.problems(), clerk, page));
        };
    }

    @GetMapping("/{id}/xong")
    ModelAndView done(@PathVariable UUID id, Actor.Officer clerk, Page page) {
        Filed filed = drafts.sentAs(id, clerk).orElseThrow(IntakePages::notFound);
        Dossier dossier = dossiers.byCode(filed.code(), clerk, clock.instant()).orElseThrow(IntakePages::notFound);
        return new ModelAndView("desk/counterDone")
                .addObject("rail", rail.of(clerk, page))
                .addObject("dossier", dossier);
    }

    /** What has become of the procedure since the intake was begun. */
    @GetMapping("/{id}/thay-doi")
    ModelAndView changed(@PathVariable UUID id, Actor.Officer clerk, Page page) {
        Draft draft = drafts.find(id, clerk).orElseThrow(IntakePages::notFound);
        ProcedureVersionId seen = draft.version();
        Optional<Procedure> now = catalog.current(draft.procedureCode());
        Optional<DraftChange> change = changes.pending(draft, clerk, Channel.COUNTER);
        if (seen == null && now.isEmpty()) {
            throw notFound();
        }
        if (seen == null || now.isPresent() && change.isEmpty()) {
            return redirect(root(id) + "/" + CounterView.WHO);
        }
        return new ModelAndView("desk/counterChanged")
                .addObject("rail", rail.of(clerk, page))
                .addObject("procedure", now.orElseGet(() -> catalog.version(seen)))
                .addObject("change", change.orElse(null))
                .addObject("root", root(id));
    }

    /** @param seen the version that was shown; another that took over meanwhile is shown in turn */
    @PostMapping("/{id}/thay-doi")
    ModelAndView goOn(@PathVariable UUID id, @RequestParam(name = "ban") long seen, Actor.Officer clerk) {
        Draft draft = drafts.find(id, clerk).orElseThrow(IntakePages::notFound);
        changes.pending(draft, clerk, Channel.COUNTER)
                .filter(c -> c.now().version().value() == seen)
                .ifPresent(c -> changes.goOn(draft, c, clerk));
        return redirect(root(id) + CHANGED);
    }

    @PostMapping("/{id}/bo")
    ModelAndView discard(@PathVariable UUID id, Actor.Officer clerk) {
        drafts.discard(id, clerk);
        return redirect(ROOT);
    }

    private CounterDraft typed(CounterDraft before, Map<String, String> posted, Actor.Officer clerk) {
        return knownHere.ofSamePerson(before, before.withApplicant(posted).withAnswers(posted), clerk);
    }

    private boolean isOfThePast(UUID id, Actor.Officer clerk) {
        return drafts.find(id, clerk)
                .filter(d -> catalog.current(d.procedureCode()).isEmpty()
                        || changes.pending(d, clerk, Channel.COUNTER).isPresent())
                .isPresent();
    }

    /** Two requests at once: the second finds the first's key taken, and then what the first did. */
    private Intake takeIn(CounterDraft draft, Actor.Officer clerk) {
        String key = "quay-" + draft.draft().id();
        Instant now = clock.instant();
        Filing filing = draft.filing(day -> texts.get(Vietnam.LOCALE, "desk.post.envelope", day));
        try {
            return reception.takeIn(filing, draft.channel(), draft.payment(), clerk, key, now);
        } catch (DuplicateKeyException second) {
            return reception.takeIn(filing, draft.channel(), draft.payment(), clerk, key, now);
        }
    }

    private Optional<ApplicantDetails> known(CounterDraft draft, Actor.Officer clerk) {
        return Optional.ofNullable(draft.applicant().identity())
                .flatMap(number -> applicants.known(number, clerk, clock.instant()));
    }

    private Map<String, List<FileId>> stored(
            CounterDraft draft, MultipartHttpServletRequest request, List<Problem> problems) throws IOException {
        Map<String, List<FileId>> stored = new HashMap<>();
        for (Paper paper : draft.papers()) {
            String field = CounterDraft.PAPER + paper.key();
            for (MultipartFile part : request.getFiles(field + ".files")) {
                String name = part.getOriginalFilename();
                if (name == null || name.isEmpty()) {
                    continue; // nothing was chosen
                }
                switch (files.store(name, part.getBytes())) {
                    case Result.Done<StoredFile> done ->
                        stored.computeIfAbsent(paper.key(), k -> new ArrayList<>())
                                .add(done.value().id());
                    case Result.Refused<StoredFile> refused ->
                        refused.problems().forEach(p -> problems.add(new Problem(p.code(), field, p.args())));
                }
            }
        }
        return stored;
    }

    private @Nullable String firstWrong(CounterDraft draft) {
        return List.of(CounterView.WHO, CounterView.PAPERS).stream()
                .filter(screen -> !problems(draft, screen).isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** What is wrong on one screen; what belongs to no field is told on the first. */
    private List<Problem> problems(CounterDraft draft, String screen) {
        boolean papers = screen.equals(CounterView.PAPERS);
        List<Problem> problems = new ArrayList<>(reception.check(draft.filing(), draft.channel()).stream()
                .filter(p -> papers == onPapers(p))
                .toList());
        if (!papers) {
            draft.postmarkProblem(LocalDate.ofInstant(clock.instant(), Vietnam.ZONE))
                    .ifPresent(problems::add);
        }
        if (papers && !fee(draft).isZero() && draft.paid().isEmpty()) {
            problems.add(Problem.at(CounterDraft.PAID, "desk.fee.paid-missing"));
        }
        return problems;
    }

    private static boolean onPapers(Problem problem) {
        String field = problem.field();
        return field != null && field.startsWith(CounterDraft.PAPER);
    }

    private static Problem missing(Paper paper) {
        return Problem.at(CounterDraft.PAPER + paper.key(), "dossier.paper-missing", paper.name());
    }

    private Money fee(CounterDraft draft) {
        return catalog.fee(draft.procedure(), draft.answers(), draft.channel());
    }

    private ModelAndView start(
            String words, @Nullable Procedure elsewhere, List<Agency> competent, Actor.Officer clerk, Page page) {
        return new ModelAndView("desk/counterStart")
                .addObject("rail", rail.of(clerk, page))
                .addObject("q", words.strip())
                .addObject("choices", choices(words.strip(), clerk))
                .addObject("drafts", begun(clerk))
                .addObject("elsewhere", elsewhere)
                .addObject("competent", competent);
    }

    private List<CounterBegun> begun(Actor.Officer clerk) {
        return drafts.of(clerk).stream()
                .limit(5)
                .map(d -> new CounterBegun(
                        root(d.id()),
                        catalog.current(d.procedureCode())
                                .map(Procedure::shortName)
                                .orElse(d.procedureCode()),
                        d.applicant().getOrDefault("name", ""),
                        d.updatedAt()))
                .toList();
    }

    /** Without words, what this desk is asked for most; then whatever else it takes in. */
    private List<ProcedureChoice> choices(String words, Actor.Officer clerk) {
        Set<String> codes = new LinkedHashSet<>();
        if (words.isEmpty()) {
            codes.addAll(frequent.of(clerk, CHOICES));
        }
        List<ProcedureChoice> choices = new ArrayList<>();
        if (codes.size() < CHOICES) {
            catalog.search(words, null).forEach(found -> codes.add(found.code()));
        }
        for (String code : codes) {
            Optional<ProcedureChoice> choice = catalog.current(code).map(p -> choice(p, clerk));
            choice.filter(c -> c.ours() || !words.isEmpty()).ifPresent(choices::add);
            if (choices.size() == CHOICES) {
                break;
            }
        }
        return choices;
    }

    private ProcedureChoice choice(Procedure procedure, Actor.Officer clerk) {
        return new ProcedureChoice(
                procedure.code(),
                procedure.shortName(),
                procedure.cases().getFirst().termText(),
                desk(procedure, clerk).isPresent(),
                atDesks(procedure)
                        ? "organization.level." + procedure.agencyLevel().name()
                        : "desk.counter.online");
    }

    /** What is only filed online is not taken in at any desk. */
    private static boolean atDesks(Procedure procedure) {
        return procedure.offered(Channel.COUNTER) || procedure.offered(Channel.POST);
    }

    /** The agency among the clerk's desks that takes this procedure in. */
    private Optional<AgencyId> desk(Procedure procedure, Actor.Officer clerk) {
        if (!atDesks(procedure)) {
            return Optional.empty();
        }
        List<AgencyId> competent =
                catalog.offeredBy(procedure).stream().map(Agency::id).toList();
        return clerk.posts().stream()
                .filter(p -> p.permissions().contains(Permission.DOSSIER_RECEIVE))
                .map(Post::agency)
                .filter(competent::contains)
                .findFirst();
    }

    private ModelAndView draw(
            CounterDraft draft, String screen, List<Problem> problems, Actor.Officer clerk, Page page) {
        Procedure procedure = draft.procedure();
        Agency agency = organization.agency(draft.agency());
        List<ReusablePapers.Offer> offers =
                screen.equals(CounterView.PAPERS) ? knownHere.offers(draft, clerk) : List.of();
        CounterView view = new CounterView(
                draft.draft(),
                procedure,
                agency.name(),
                root(draft.draft().id()),
                screen,
                draft.shown(),
                draft.draft().applicant(),
                draft.papers().stream().map(p -> paper(draft, p, offers, page)).toList(),
                catalog.feeLines(procedure, draft.caseKey(), draft.answers(), draft.channel()).stream()
                        .map(l -> new CounterView.FeeRow(
                                l.fee().name(), l.amount(), l.fee().text()))
                        .toList(),
                fee(draft),
                draft.paid(),
                CounterKnown.notes(draft, page));
        ModelAndView drawn = new ModelAndView(
                        switch (screen) {
                            case CounterView.PAPERS -> "desk/counterPapers";
                            case CounterView.CHECK -> "desk/counterCheck";
                            default -> "desk/counterWho";
                        })
                .addObject("rail", rail.of(clerk, page))
                .addObject("view", view)
                .addObject("problems", problems);
        if (screen.equals(CounterView.CHECK)) {
            drawn.addObject(
                    "due",
                    calendars
                            .byId(agency.processingCalendar())
                            .appoint(clock.instant(), procedure.rule(draft.channel(), draft.caseKey()))
                            .due());
        }
        return drawn;
    }

    private CounterView.PaperRow paper(CounterDraft draft, Paper paper, List<ReusablePapers.Offer> offers, Page page) {
        Content.HandedIn there = draft.handedIn(paper);
        String asked = paper.toShow()
                ? page.t("desk.papers.to-show")
                : paper.originals() > 0 && paper.copies() > 0
                        ? page.t("desk.papers.both", paper.originals(), paper.copies())
                        : paper.copies() > 0
                                ? page.t("desk.papers.copies-asked", paper.copies())
                                : page.t("desk.papers.originals-asked", Math.max(1, paper.originals()));
        return new CounterView.PaperRow(
                CounterDraft.PAPER + paper.key(),
                paper.name(),
                paper.note(),
                asked,
                paper.required(),
                paper.toShow(),
                there.originals() == 0 ? "" : String.valueOf(there.originals()),
                there.copies() == 0 ? "" : String.valueOf(there.copies()),
                there.files().stream()
                        .map(f -> file(f, there.reusedFrom(f), page))
                        .toList(),
                offers.stream()
                        .filter(o -> o.paper().equals(paper.key()))
                        .map(o -> CounterKnown.offer(o, page))
                        .toList());
    }

    private CounterView.FileRow file(FileId file, @Nullable Source from, Page page) {
        return new CounterView.FileRow(
                file.value(), files.info(file).name(), from == null ? "" : CounterKnown.reused(from, page));
    }

    private CounterDraft draft(UUID id, Actor.Officer clerk) {
        return atCounter(drafts.find(id, clerk).orElseThrow(IntakePages::notFound));
    }

    private CounterDraft change(UUID id, Actor.Officer clerk, UnaryOperator<CounterDraft> change) {
        return atCounter(drafts.change(
                        id,
                        clerk,
                        clock.instant(),
                        draft -> change.apply(atCounter(draft)).draft())
                .orElseThrow(IntakePages::notFound));
    }

    private static CounterDraft orAsBefore(Result<CounterDraft> result, CounterDraft before, List<Problem> problems) {
        return switch (result) {
            case Result.Done<CounterDraft> done -> done.value();
            case Result.Refused<CounterDraft> refused -> {
                problems.addAll(refused.problems());
                yield before;
            }
        };
    }

    private CounterDraft atCounter(Draft draft) {
        Procedure procedure = catalog.current(draft.procedureCode()).orElseThrow(IntakePages::notFound);
        AgencyId agency = draft.agency();
        if (agency == null) {
            throw notFound();
        }
        return new CounterDraft(draft, procedure, agency);
    }

    private static String root(UUID id) {
        return ROOT + "/" + id;
    }

    private static ModelAndView redirect(String to) {
        RedirectView view = new RedirectView(to);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    private static ModelAndView unprocessable(ModelAndView drawn) {
        drawn.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return drawn;
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
