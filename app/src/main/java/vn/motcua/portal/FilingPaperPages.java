package vn.motcua.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import vn.motcua.dossier.Owner;
import vn.motcua.dossier.ReusablePapers;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;

/** The papers that go with a filing: uploaded, looked at, taken out again. What was uploaded once stays uploaded. */
@Controller
@PermitAll
class FilingPaperPages {

    /** Which file of an earlier dossier is to stand for which paper. */
    private static final String REUSE = "dung-lai";

    private static final Pattern CHOICE = Pattern.compile("([A-Za-z0-9_-]+):(\\d{1,18})");

    private final Drafts drafts;
    private final FilingDrafts filings;
    private final Files files;
    private final Uploads uploads;
    private final FilingKnown known;
    private final ReusablePapers reusable;
    private final Clock clock;

    FilingPaperPages(
            Drafts drafts,
            FilingDrafts filings,
            Files files,
            Uploads uploads,
            FilingKnown known,
            ReusablePapers reusable,
            Clock clock) {
        this.drafts = drafts;
        this.filings = filings;
        this.files = files;
        this.uploads = uploads;
        this.known = known;
        this.reusable = reusable;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/giay-to")
    ModelAndView papers(@PathVariable String code, @PathVariable UUID id, Flash flash, Actor actor, Page page) {
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, actor);
        return new ModelAndView("portal/filingPapers")
                .addObject("view", filings.view(page, procedure, draft, FilingView.PAPERS))
                .addObject(
                        "papers",
                        filings.paperLines(procedure, draft, known.offers(draft, actor, clock.instant(), page), page))
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
        Draft before = filings.draft(id, actor);
        List<Problem> problems = new ArrayList<>();
        Map<String, List<FileId>> uploaded = uploaded(procedure, before, request, problems);
        String dropped = posted.getOrDefault("bo", "");
        Draft kept = drafts.change(
                        id,
                        actor,
                        clock.instant(),
                        draft -> reused(
                                draft.withPapers(handedIn(procedure, draft, dropped, uploaded)),
                                posted.getOrDefault(REUSE, ""),
                                actor,
                                problems))
                .orElseThrow(FilingDrafts::notFound);
        FilingView view = filings.view(page, procedure, kept, FilingView.PAPERS);
        if (!problems.isEmpty()) {
            return SeeOther.refused(view.here(), problems);
        }
        if (posted.containsKey("bo") || posted.containsKey("them") || posted.containsKey(REUSE)) {
            return SeeOther.at(view.here());
        }
        if (posted.containsKey("sau")) {
            return SeeOther.done(FilingDrafts.start(procedure), "portal.file.kept");
        }
        List<Problem> missing = filings.problemsOf(FilingView.PAPERS, procedure, kept);
        return missing.isEmpty() ? SeeOther.at(view.next()) : SeeOther.refused(view.here(), missing);
    }

    /** A file of the draft, or one that is offered for it, for who uploaded it to look at. */
    @GetMapping("/thu-tuc/{code}/nop/{id}/tep/{file}")
    ResponseEntity<byte[]> open(@PathVariable UUID id, @PathVariable long file, Actor actor) {
        FileId wanted = new FileId(file);
        Draft draft = filings.draft(id, actor);
        if (draft.papers().stream().noneMatch(p -> p.files().contains(wanted)) && !isOffered(draft, wanted, actor)) {
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

    private boolean isOffered(Draft draft, FileId file, Actor actor) {
        return known.owner(actor)
                .filter(o -> reusable.offers(draft, o, clock.instant()).stream()
                        .anyMatch(offer -> offer.file().equals(file)))
                .isPresent();
    }

    /** @param chosen the paper and the number of the file it is to be, as the button says; empty when none was chosen */
    private Draft reused(Draft draft, String chosen, Actor actor, List<Problem> problems) {
        Matcher choice = CHOICE.matcher(chosen);
        Optional<Owner> owner = known.owner(actor);
        if (!choice.matches() || owner.isEmpty()) {
            return draft;
        }
        FileId file = new FileId(Long.parseLong(choice.group(2)));
        return switch (reusable.reuse(draft, choice.group(1), file, owner.get(), clock.instant())) {
            case Result.Done<Draft> done -> done.value();
            case Result.Refused<Draft> refused -> {
                problems.addAll(refused.problems());
                yield draft;
            }
        };
    }

    /** What was just chosen, by paper. */
    private Map<String, List<FileId>> uploaded(
            Procedure procedure, Draft draft, MultipartHttpServletRequest request, List<Problem> problems)
            throws IOException {
        Map<String, List<FileId>> uploaded = new HashMap<>();
        for (Paper paper : FilingDrafts.papersOf(procedure, draft)) {
            if (!paper.toShow()) {
                uploaded.put(paper.key(), uploads.keep(FilingDrafts.field(paper), request, problems));
            }
        }
        return uploaded;
    }

    /** A paper that is not asked for (any more) stays, as what was typed does. */
    private static List<Content.HandedIn> handedIn(
            Procedure procedure, Draft draft, String dropped, Map<String, List<FileId>> uploaded) {
        Map<String, Content.HandedIn> papers = new LinkedHashMap<>();
        draft.papers().forEach(p -> papers.put(p.paper(), p));
        for (Paper paper : FilingDrafts.papersOf(procedure, draft)) {
            Content.HandedIn before =
                    papers.getOrDefault(paper.key(), new Content.HandedIn(paper.key(), paper.name(), 0, 0, List.of()));
            List<FileId> all = new ArrayList<>(before.files());
            all.removeIf(f -> dropped.equals(FilingDrafts.field(paper) + ":" + f.value()));
            all.addAll(uploaded.getOrDefault(paper.key(), List.of()));
            if (all.isEmpty()) {
                papers.remove(paper.key());
            } else {
                papers.put(paper.key(), before.counted(0, 0, all));
            }
        }
        return List.copyOf(papers.values());
    }
}
