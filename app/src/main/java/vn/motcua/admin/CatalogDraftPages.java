package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.ProcedureDraft;
import vn.motcua.catalog.ProcedureDrafts;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** Editing the files of a procedure's draft, handing it over, and publishing what another has written. */
@Controller
@RequestMapping(CatalogPages.ROOT + "/{code}/ban-nhap")
@Permit({Permission.CATALOG_EDIT, Permission.CATALOG_PUBLISH})
class CatalogDraftPages {

    /** Before the name of a file, in the field that holds its text. */
    private static final String FILE = "tep-";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    private final ProcedureDrafts drafts;
    private final ProcessShelf processes;
    private final Clock clock;

    CatalogDraftPages(ProcedureDrafts drafts, ProcessShelf processes, Clock clock) {
        this.drafts = drafts;
        this.processes = processes;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView draft(
            @PathVariable String code,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer) {
        Optional<ProcedureDraft> draft = drafts.find(code);
        return draft.isEmpty()
                ? CatalogPages.to(code)
                : draft(draft.get(), draft.get().files(), List.of(), officer).addObject("done", done);
    }

    private ModelAndView draft(
            ProcedureDraft draft, Map<String, String> files, List<Problem> problems, Actor.Officer officer) {
        return publishing(draft, files, DATE.format(today()), "", problems, officer);
    }

    private ModelAndView publishing(
            ProcedureDraft draft,
            Map<String, String> files,
            String from,
            String reason,
            List<Problem> problems,
            Actor.Officer officer) {
        return CatalogPages.marked(
                new ModelAndView("admin/catalogDraft")
                        .addObject("draft", draft)
                        .addObject("names", ProcedureDrafts.fileNames(files))
                        .addObject("files", files)
                        .addObject("faults", drafts.problems(draft.code(), files))
                        .addObject("changes", drafts.changes(draft))
                        .addObject("processChanges", drafts.processChanges(draft))
                        .addObject("units", processes.units(draft.code()))
                        .addObject("from", from)
                        .addObject("reason", reason)
                        .addObject("done", "")
                        .addObject("own", draft.editors().contains(officer.id()))
                        .addObject("mayEdit", officer.may(Permission.CATALOG_EDIT))
                        .addObject("mayPublish", officer.may(Permission.CATALOG_PUBLISH)),
                problems);
    }

    @PostMapping
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView save(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam Map<String, String> posted,
            Actor.Officer officer) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : ProcedureDrafts.fileNames(Map.of())) {
            files.put(name, "");
        }
        posted.forEach((field, text) -> {
            if (field.startsWith(FILE) && ProcedureDrafts.isFileName(field.substring(FILE.length()))) {
                files.put(field.substring(FILE.length()), text.replace("\r\n", "\n"));
            }
        });
        return switch (drafts.save(code, revision, files, officer, clock.instant())) {
            case Result.Done<ProcedureDraft> ignored -> CatalogPages.to(code + "/ban-nhap?da=luu");
            case Result.Refused<ProcedureDraft> refused ->
                draft(
                        drafts.find(code).orElseThrow(() -> new DraftGone(code, files)),
                        files,
                        refused.problems(),
                        officer);
        };
    }

    @PostMapping("/trinh")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView submit(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            Actor.Officer officer) {
        return acted(code, "trinh", drafts.submit(code, revision, officer, clock.instant()), officer);
    }

    @PostMapping("/bo")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView discard(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            Actor.Officer officer) {
        ProcedureDraft draft = known(code);
        return switch (drafts.discard(code, revision, officer, clock.instant())) {
            case Result.Done<ProcedureDraft> done ->
                CatalogPages.to((done.value().basedOn() == null ? "" : code) + "?da=bo");
            case Result.Refused<ProcedureDraft> refused -> draft(draft, draft.files(), refused.problems(), officer);
        };
    }

    @PostMapping("/tra-lai")
    @Permit(Permission.CATALOG_PUBLISH)
    ModelAndView sendBack(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "ly-do", defaultValue = "") String remark,
            Actor.Officer officer) {
        return acted(code, "tra-lai", drafts.sendBack(code, revision, remark, officer, clock.instant()), officer);
    }

    @PostMapping("/cong-bo")
    @Permit(Permission.CATALOG_PUBLISH)
    ModelAndView publish(
            @PathVariable String code,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "tu-ngay", defaultValue = "") String from,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            Actor.Officer officer) {
        ProcedureDraft draft = known(code);
        Optional<LocalDate> day = Typed.date(from);
        Result<ProcedureVersionId> published = day.isEmpty()
                ? Result.refused(Problem.at("tu-ngay", "admin.date-unreadable"))
                : drafts.publish(code, revision, day.get(), reason, officer, clock.instant());
        return switch (published) {
            case Result.Done<ProcedureVersionId> ignored -> CatalogPages.to(code + "?da=cong-bo");
            case Result.Refused<ProcedureVersionId> refused ->
                publishing(draft, draft.files(), from, reason, refused.problems(), officer);
        };
    }

    private ModelAndView acted(String code, String done, Result<ProcedureDraft> result, Actor.Officer officer) {
        return switch (result) {
            case Result.Done<ProcedureDraft> ignored -> CatalogPages.to(code + "/ban-nhap?da=" + done);
            case Result.Refused<ProcedureDraft> refused -> {
                ProcedureDraft draft = known(code);
                yield draft(draft, draft.files(), refused.problems(), officer);
            }
        };
    }

    private ProcedureDraft known(String code) {
        return drafts.find(code).orElseThrow(() -> new DraftGone(code, Map.of()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }
}
