package vn.motcua.admin;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.StepTable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** Taking over a table of steps, or a BPMN file, that an office has: looked at first, then a draft. */
@Controller
@RequestMapping(ProcessPages.ROOT + "/{key}/nhap")
@Permit(Permission.PROCESS_DESIGN)
class StepImportPages {

    private static final long MOST_BYTES = 2_000_000;

    private final ProcessEditions editions;
    private final ProcessShelf shelf;
    private final Clock clock;

    StepImportPages(ProcessEditions editions, ProcessShelf shelf, Clock clock) {
        this.editions = editions;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(@PathVariable String key) {
        return form(key, List.of());
    }

    private ModelAndView form(String key, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/stepImport")
                .addObject("key", key)
                .addObject("name", shelf.name(key))
                .addObject("draft", editions.draft(key).orElse(null))
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @PostMapping
    ModelAndView look(@PathVariable String key, MultipartHttpServletRequest posted, Actor.Officer officer, Page page)
            throws IOException {
        MultipartFile file = posted.getFile("tep");
        if (file == null || file.isEmpty()) {
            return form(key, List.of(Problem.at("tep", "admin.steps.file-missing")));
        }
        if (file.getSize() > MOST_BYTES) {
            return form(key, List.of(Problem.at("tep", "admin.steps.file-large")));
        }
        byte[] content = file.getBytes();
        Optional<String> bpmn = ProcessDesign.asBpmn(content);
        if (bpmn.isPresent()) {
            return taken(key, bpmn.get(), officer);
        }
        ProcessWords words = shelf.words(key, page);
        return switch (SheetReader.read(content).flatMap(sheet -> StepImport.of(sheet, words))) {
            case Result.Done<StepImport>(StepImport read) ->
                new ModelAndView("admin/stepPreview")
                        .addObject("key", key)
                        .addObject("name", shelf.name(key))
                        .addObject("draft", editions.draft(key).orElse(null))
                        .addObject("form", read.form())
                        .addObject("words", words)
                        .addObject("problems", read.problems());
            case Result.Refused<StepImport> refused -> form(key, refused.problems());
        };
    }

    /** The rows that were looked at become the draft, in place of one there is. */
    @PostMapping("/dung")
    ModelAndView take(
            @PathVariable String key, @RequestParam MultiValueMap<String, String> posted, Actor.Officer officer) {
        String empty = ProcessDesign.empty(shelf.name(key));
        StepTable base = ProcessDesign.table(empty);
        return switch (StepForm.of(posted).table(base).flatMap(table -> ProcessDesign.edited(empty, table))) {
            case Result.Done<String> done -> taken(key, done.value(), officer);
            case Result.Refused<String> refused -> form(key, refused.problems());
        };
    }

    private ModelAndView taken(String key, String bpmn, Actor.Officer officer) {
        shelf.versions(key);
        Result<ProcessDraft> draft = editions.draft(key)
                .map(known -> editions.save(key, known.revision(), bpmn, officer, clock.instant()))
                .orElseGet(() -> editions.begin(key, bpmn, officer, clock.instant()));
        return switch (draft) {
            case Result.Done<ProcessDraft> ignored -> ProcessPages.to(key + "/ban-nhap?da=luu");
            case Result.Refused<ProcessDraft> refused ->
                form(
                        key,
                        refused.problems().stream()
                                .map(p -> new Problem(p.code(), "tep", p.args()))
                                .toList());
        };
    }
}
