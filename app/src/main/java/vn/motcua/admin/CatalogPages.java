package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.catalog.CatalogShelf;
import vn.motcua.catalog.ProcedureChange;
import vn.motcua.catalog.ProcedureDraft;
import vn.motcua.catalog.ProcedureDrafts;
import vn.motcua.catalog.ProcedureVersion;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** Looking after the catalogue: all procedures, the versions of one, what differs between two, and the end of one. */
@Controller
@RequestMapping(CatalogPages.ROOT)
@Permit({Permission.CATALOG_EDIT, Permission.CATALOG_PUBLISH})
class CatalogPages {

    static final String ROOT = "/quan-tri/thu-tuc";

    private static final String DRAFT = "ban-nhap";
    private static final int ACTS = 50;

    private final CatalogShelf shelf;
    private final ProcedureDrafts drafts;
    private final ProcessShelf processes;
    private final Clock clock;

    CatalogPages(CatalogShelf shelf, ProcedureDrafts drafts, ProcessShelf processes, Clock clock) {
        this.shelf = shelf;
        this.drafts = drafts;
        this.processes = processes;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list(
            @RequestParam(name = "loc", defaultValue = "ALL") String filter,
            @RequestParam(name = "q", defaultValue = "") String words,
            @RequestParam(name = "trang", defaultValue = "1") int number,
            Actor.Officer officer) {
        CatalogShelf.Filter chosen = Arrays.stream(CatalogShelf.Filter.values())
                .filter(f -> f.name().equals(filter))
                .findFirst()
                .orElse(CatalogShelf.Filter.ALL);
        return list(chosen, words, Math.clamp(number, 1, 100_000), "", "", List.of(), officer);
    }

    private ModelAndView list(
            CatalogShelf.Filter filter,
            String words,
            int number,
            String code,
            String name,
            List<Problem> problems,
            Actor.Officer officer) {
        return marked(
                new ModelAndView("admin/catalog")
                        .addObject("found", shelf.lines(filter, words, number))
                        .addObject("filter", filter)
                        .addObject("words", words)
                        .addObject("number", number)
                        .addObject("code", code)
                        .addObject("name", name)
                        .addObject("mayEdit", officer.may(Permission.CATALOG_EDIT)),
                problems);
    }

    @PostMapping
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView begin(
            @RequestParam(name = "ma", defaultValue = "") String code,
            @RequestParam(name = "ten", defaultValue = "") String name,
            Actor.Officer officer) {
        return switch (drafts.begin(code.strip(), name, officer, clock.instant())) {
            case Result.Done<ProcedureDraft> done -> to(done.value().code() + "/" + DRAFT);
            case Result.Refused<ProcedureDraft> refused ->
                list(CatalogShelf.Filter.ALL, "", 1, code, name, refused.problems(), officer);
        };
    }

    /** @param done what was just done: published, discarded, sent back or ended */
    @GetMapping("/{code}")
    ModelAndView procedure(
            @PathVariable String code,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer) {
        return procedure(code, done, "", "", List.of(), officer);
    }

    private ModelAndView procedure(
            String code, String done, String day, String reason, List<Problem> problems, Actor.Officer officer) {
        List<ProcedureVersion> versions = shelf.versions(code);
        ProcedureDraft draft = drafts.find(code).orElse(null);
        if (versions.isEmpty() && draft == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return marked(
                new ModelAndView("admin/catalogProcedure")
                        .addObject("code", code)
                        .addObject("name", shelf.name(code))
                        .addObject("versions", versions)
                        .addObject("draft", draft)
                        .addObject("acts", shelf.acts(code, ACTS))
                        .addObject("sides", shelf.sides(code).orElse(null))
                        .addObject("done", done)
                        .addObject("day", day)
                        .addObject("reason", reason)
                        .addObject("mayEdit", officer.may(Permission.CATALOG_EDIT))
                        .addObject("mayPublish", officer.may(Permission.CATALOG_PUBLISH)),
                problems);
    }

    @PostMapping("/{code}/{number:\\d{1,6}}/sua")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView begin(@PathVariable String code, @PathVariable int number, Actor.Officer officer) {
        return switch (drafts.begin(version(code, number), officer, clock.instant())) {
            case Result.Done<ProcedureDraft> ignored -> to(code + "/" + DRAFT);
            case Result.Refused<ProcedureDraft> refused -> procedure(code, "", "", "", refused.problems(), officer);
        };
    }

    @PostMapping("/{code}/{number:\\d{1,6}}/het")
    @Permit(Permission.CATALOG_PUBLISH)
    ModelAndView end(
            @PathVariable String code,
            @PathVariable int number,
            @RequestParam(name = "den-ngay", defaultValue = "") String day,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            Actor.Officer officer) {
        ProcedureVersionId id = version(code, number);
        boolean begun = shelf.versions(code).stream()
                .anyMatch(one -> one.id().equals(id) && one.state() == ProcedureVersion.State.NOW);
        // what has not begun needs no day: it never begins
        Optional<LocalDate> last = day.isBlank() && !begun ? Optional.of(today()) : Typed.date(day);
        Result<ProcedureVersionId> ended = last.isEmpty()
                ? Result.refused(Problem.at("den-ngay", "admin.date-unreadable"))
                : drafts.end(id, last.get(), reason, officer, clock.instant());
        return switch (ended) {
            case Result.Done<ProcedureVersionId> ignored -> to(code + "?da=het");
            case Result.Refused<ProcedureVersionId> refused ->
                procedure(code, "", day, reason, refused.problems(), officer);
        };
    }

    /** @param from number of the earlier version; {@code to} of the later */
    @GetMapping("/{code}/so-sanh")
    ModelAndView compare(
            @PathVariable String code, @RequestParam(name = "tu") int from, @RequestParam(name = "den") int to) {
        List<ProcedureChange> changes = drafts.changes(version(code, from), version(code, to));
        return new ModelAndView("admin/catalogCompare")
                .addObject("code", code)
                .addObject("name", shelf.name(code))
                .addObject("from", from)
                .addObject("to", to)
                .addObject("versions", shelf.versions(code))
                .addObject("changes", changes)
                .addObject("processChanges", drafts.processChanges(version(code, from), version(code, to)))
                .addObject("units", processes.units(code));
    }

    private ProcedureVersionId version(String code, int number) {
        return shelf.versions(code).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .map(ProcedureVersion::id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }

    static ModelAndView marked(ModelAndView page, List<Problem> problems) {
        page.addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    static ModelAndView to(String page) {
        RedirectView view = new RedirectView(page.isEmpty() || page.startsWith("?") ? ROOT + page : ROOT + "/" + page);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
