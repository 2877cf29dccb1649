package vn.motcua.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;

/** The papers that go with a filing: uploaded, looked at, taken out again. What was uploaded once stays uploaded. */
@Controller
@PermitAll
class FilingPaperPages {

    private final Drafts drafts;
    private final FilingDrafts filings;
    private final Files files;
    private final Uploads uploads;
    private final Clock clock;

    FilingPaperPages(Drafts drafts, FilingDrafts filings, Files files, Uploads uploads, Clock clock) {
        this.drafts = drafts;
        this.filings = filings;
        this.files = files;
        this.uploads = uploads;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/giay-to")
    ModelAndView papers(@PathVariable String code, @PathVariable UUID id, Flash flash, Actor actor, Page page) {
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, actor);
        return new ModelAndView("portal/filingPapers")
                .addObject("view", filings.view(page, procedure, draft, FilingView.PAPERS))
                .addObject("papers", filings.paperLines(procedure, draft))
                .addObject("problems", flash.problems());
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
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, actor);
        List<Problem> problems = new ArrayList<>();
        Draft kept = draft.withPapers(handedIn(procedure, draft, posted.getOrDefault("bo", ""), request, problems));
        drafts.save(kept, actor, clock.instant());
        FilingView view = filings.view(page, procedure, kept, FilingView.PAPERS);
        if (!problems.isEmpty()) {
            return SeeOther.refused(view.here(), problems);
        }
        if (posted.containsKey("bo") || posted.containsKey("them")) {
            return SeeOther.at(view.here());
        }
        if (posted.containsKey("sau")) {
            return SeeOther.done(FilingDrafts.start(procedure), "portal.file.kept");
        }
        List<Problem> missing = filings.problemsOf(FilingView.PAPERS, procedure, kept);
        return missing.isEmpty() ? SeeOther.at(view.next()) : SeeOther.refused(view.here(), missing);
    }

    /** A file of the draft, for who uploaded it to look at. */
    @GetMapping("/thu-tuc/{code}/nop/{id}/tep/{file}")
    ResponseEntity<byte[]> open(@PathVariable UUID id, @PathVariable long file, Actor actor) {
        FileId wanted = new FileId(file);
        if (filings.draft(id, actor).papers().stream().noneMatch(p -> p.files().contains(wanted))) {
            throw FilingDrafts.notFound();
        }
        StoredFile info = files.info(wanted);
        MediaType type = MediaType.parseMediaType(info.mediaType());
        boolean shown = type.equals(MediaType.APPLICATION_PDF)
                || type.equals(MediaType.IMAGE_JPEG)
                || type.equals(MediaType.IMAGE_PNG);
        ContentDisposition.Builder as = shown ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        as.filename(info.name(), StandardCharsets.UTF_8).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(files.content(wanted));
    }

    private List<Content.HandedIn> handedIn(
            Procedure procedure,
            Draft draft,
            String dropped,
            MultipartHttpServletRequest request,
            List<Problem> problems)
            throws IOException {
        Map<String, List<FileId>> handedIn = new LinkedHashMap<>();
        draft.papers().forEach(p -> handedIn.put(p.paper(), new ArrayList<>(p.files())));
        List<Content.HandedIn> papers = new ArrayList<>();
        for (Paper paper : FilingDrafts.papersOf(procedure, draft)) {
            String field = FilingDrafts.field(paper);
            List<FileId> all = handedIn.getOrDefault(paper.key(), new ArrayList<>());
            all.removeIf(f -> dropped.equals(field + ":" + f.value()));
            if (!paper.toShow()) {
                all.addAll(uploads.keep(field, request, problems));
            }
            if (!all.isEmpty()) {
                papers.add(new Content.HandedIn(paper.key(), paper.name(), 0, 0, all));
            }
        }
        return papers;
    }
}
