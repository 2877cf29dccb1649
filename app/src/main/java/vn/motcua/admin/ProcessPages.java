package vn.motcua.admin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** Looking at processes: all of them, the versions of one, one version, what differs between two. */
@Controller
@RequestMapping(ProcessPages.ROOT)
@Permit(Permission.PROCESS_DESIGN)
class ProcessPages {

    static final String ROOT = "/quan-tri/quy-trinh";

    private static final String DRAFT = "ban-nhap";
    private static final int ACTS = 50;

    private final ProcessEditions editions;
    private final ProcessShelf shelf;
    private final Clock clock;

    ProcessPages(ProcessEditions editions, ProcessShelf shelf, Clock clock) {
        this.editions = editions;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list() {
        return new ModelAndView("admin/processes").addObject("processes", shelf.all());
    }

    /** @param done what was just done: published, discarded or withdrawn */
    @GetMapping("/{key}")
    ModelAndView process(
            @PathVariable String key,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer) {
        return process(key, done, officer, List.of());
    }

    private ModelAndView process(String key, String done, Actor.Officer officer, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/process")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("versions", shelf.versions(key))
                .addObject("draft", editions.draft(key).orElse(null))
                .addObject("acts", editions.acts(key, ACTS))
                .addObject("done", done)
                .addObject("operates", officer.may(Permission.PROCESS_OPERATE))
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @GetMapping("/{key}/{number:\\d{1,6}}")
    ModelAndView version(@PathVariable String key, @PathVariable int number, Page page) {
        return version(key, number, "", List.of(), page);
    }

    private ModelAndView version(String key, int number, String reason, List<Problem> problems, Page page) {
        EditionLine line = shelf.version(key, number);
        ModelAndView shown = new ModelAndView("admin/edition")
                .addObject("line", line)
                .addObject("name", shelf.name(key))
                .addObject(
                        "table",
                        ProcessDesign.table(editions.drawn(line.edition().id())))
                .addObject("words", shelf.words(key, page))
                .addObject("drafted", editions.draft(key).isPresent())
                .addObject("reason", reason)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            shown.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return shown;
    }

    /** The file, with a layout, as other tools open it. */
    @GetMapping("/{key}/{number:\\d{1,6}}/quy-trinh.bpmn")
    ResponseEntity<byte[]> file(@PathVariable String key, @PathVariable int number) {
        return file(editions.drawn(shelf.version(key, number).edition().id()), key + "-" + number);
    }

    @GetMapping("/{key}/" + DRAFT + "/quy-trinh.bpmn")
    ResponseEntity<byte[]> draft(@PathVariable String key) {
        return file(shelf.draft(key).bpmn(), key + "-" + DRAFT);
    }

    private static ResponseEntity<byte[]> file(String bpmn, String name) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".bpmn")
                                .build()
                                .toString())
                .body(bpmn.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/{key}/{number:\\d{1,6}}/sua")
    ModelAndView begin(@PathVariable String key, @PathVariable int number, Actor.Officer officer) {
        ProcessEdition from = shelf.version(key, number).edition();
        return switch (editions.begin(from.id(), officer, clock.instant())) {
            case Result.Done<ProcessDraft> ignored -> to(key + "/" + DRAFT);
            case Result.Refused<ProcessDraft> refused -> process(key, "", officer, refused.problems());
        };
    }

    @PostMapping("/{key}/{number:\\d{1,6}}/rut")
    ModelAndView withdraw(
            @PathVariable String key,
            @PathVariable int number,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            Actor.Officer officer,
            Page page) {
        ProcessEdition edition = shelf.version(key, number).edition();
        return switch (editions.withdraw(edition.id(), reason, officer, clock.instant())) {
            case Result.Done<ProcessEdition> ignored -> to(key + "?da=rut");
            case Result.Refused<ProcessEdition> refused -> version(key, number, reason, refused.problems(), page);
        };
    }

    /** @param from number of the earlier version; {@code to} of the later, or the draft */
    @GetMapping("/{key}/so-sanh")
    ModelAndView compare(
            @PathVariable String key,
            @RequestParam(name = "tu") int from,
            @RequestParam(name = "den", defaultValue = DRAFT) String to,
            Actor.Officer officer,
            Page page) {
        String before = editions.drawn(shelf.version(key, from).edition().id());
        String after = bpmn(key, to);
        return new ModelAndView("admin/compare")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("from", from)
                .addObject("to", to.equals(DRAFT) ? "" : to)
                .addObject("versions", shelf.versions(key))
                .addObject("drafted", editions.draft(key).isPresent())
                .addObject("operates", officer.may(Permission.PROCESS_OPERATE))
                .addObject("changes", ProcessDesign.difference(before, after))
                .addObject("words", shelf.words(key, page));
    }

    private String bpmn(String key, String version) {
        if (version.equals(DRAFT)) {
            return shelf.draft(key).bpmn();
        }
        if (!version.matches("\\d{1,6}")) {
            throw ProcessShelf.notFound();
        }
        return editions.drawn(
                shelf.version(key, Integer.parseInt(version)).edition().id());
    }

    static ModelAndView to(String page) {
        RedirectView view = new RedirectView(ROOT + "/" + page);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
