package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessChange;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.StepTable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** Editing the draft of a process, as a table and as a diagram, and publishing it. */
@Controller
@RequestMapping(ProcessPages.ROOT + "/{key}/ban-nhap")
@Permit(Permission.PROCESS_DESIGN)
class DraftPages {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);
    private static final String SAVE = "luu";

    private final ProcessEditions editions;
    private final ProcessShelf shelf;
    private final Clock clock;

    DraftPages(ProcessEditions editions, ProcessShelf shelf, Clock clock) {
        this.editions = editions;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView table(@PathVariable String key, @RequestParam(name = "da", defaultValue = "") String done, Page page) {
        Optional<ProcessDraft> draft = editions.draft(key);
        if (draft.isEmpty()) {
            return ProcessPages.to(key);
        }
        StepForm form = StepForm.of(ProcessDesign.table(draft.get().bpmn()));
        return table(
                        draft.get(),
                        form,
                        form.placed(shelf.problems(key, draft.get().bpmn())),
                        page)
                .addObject("saved", done.equals(SAVE))
                .addObject("unsaved", false);
    }

    private ModelAndView table(ProcessDraft draft, StepForm form, List<Problem> problems, Page page) {
        return new ModelAndView("admin/steps")
                .addObject("draft", draft)
                .addObject("name", shelf.name(draft.key()))
                .addObject("form", form)
                .addObject("others", ProcessDesign.table(draft.bpmn()).others())
                .addObject("words", shelf.words(draft.key(), page))
                .addObject("forms", ProcessDesign.forms(draft.bpmn()))
                .addObject("base", base(draft))
                .addObject("timing", shelf.timing(draft.key(), draft.bpmn()))
                .addObject("problems", problems)
                .addObject("saved", false)
                .addObject("unsaved", true);
    }

    /** Number of the version a draft was begun from; 0 when it was begun from none. */
    private int base(ProcessDraft draft) {
        DefinitionId from = draft.basedOn();
        return from == null
                ? 0
                : editions.edition(from).map(ProcessEdition::number).orElse(0);
    }

    @PostMapping
    ModelAndView table(
            @PathVariable String key,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "lam", defaultValue = SAVE) String act,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        ProcessDraft draft = existing(key);
        StepForm form = StepForm.of(posted);
        StepTable base = ProcessDesign.table(draft.bpmn());
        if (!act.equals(SAVE)) {
            return table(draft, form.acted(act, taken(base)), List.of(), page);
        }
        Result<ProcessDraft> saved = draft.revision() == revision
                ? form.table(base)
                        .flatMap(table -> ProcessDesign.edited(draft.bpmn(), table))
                        .flatMap(bpmn -> editions.save(key, revision, bpmn, officer, clock.instant()))
                : Result.refused(Problem.of("process.draft-stale", draft.changedBy()));
        return switch (saved) {
            case Result.Done<ProcessDraft> ignored -> ProcessPages.to(key + "/ban-nhap?da=" + SAVE);
            case Result.Refused<ProcessDraft> refused -> {
                ModelAndView again = table(draft, form, form.placed(refused.problems()), page)
                        .addObject("revision", revision);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    private static Set<String> taken(StepTable base) {
        Set<String> taken = new HashSet<>();
        base.rows().forEach(row -> taken.add(row.id()));
        base.others().forEach(other -> taken.add(other.id()));
        return taken;
    }

    @GetMapping("/so-do")
    ModelAndView diagram(
            @PathVariable String key, @RequestParam(name = "da", defaultValue = "") String done, Page page) {
        ProcessDraft draft = existing(key);
        return diagram(draft, draft.bpmn(), shelf.problems(key, draft.bpmn()), page)
                .addObject("saved", done.equals(SAVE));
    }

    private ModelAndView diagram(ProcessDraft draft, String bpmn, List<Problem> problems, Page page) {
        return new ModelAndView("admin/modeler")
                .addObject("draft", draft)
                .addObject("name", shelf.name(draft.key()))
                .addObject("bpmn", bpmn)
                .addObject("words", shelf.words(draft.key(), page))
                .addObject("forms", ProcessDesign.forms(bpmn))
                .addObject("problems", problems)
                .addObject("saved", false);
    }

    @PostMapping("/so-do")
    ModelAndView diagram(
            @PathVariable String key,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "bpmn", defaultValue = "") String bpmn,
            Actor.Officer officer,
            Page page) {
        ProcessDraft draft = existing(key);
        return switch (editions.save(key, revision, bpmn, officer, clock.instant())) {
            case Result.Done<ProcessDraft> ignored -> ProcessPages.to(key + "/ban-nhap/so-do?da=" + SAVE);
            case Result.Refused<ProcessDraft> refused -> {
                ModelAndView again = diagram(draft, bpmn, refused.problems(), page);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    @GetMapping("/cong-bo")
    ModelAndView publish(@PathVariable String key, Page page) {
        ProcessDraft draft = existing(key);
        return publish(draft, DATE.format(shelf.today()), "", List.of(), page);
    }

    private ModelAndView publish(ProcessDraft draft, String from, String reason, List<Problem> problems, Page page) {
        DefinitionId base = draft.basedOn();
        List<ProcessChange> changes =
                base == null ? List.of() : ProcessDesign.difference(editions.drawn(base), draft.bpmn());
        return new ModelAndView("admin/publish")
                .addObject("draft", draft)
                .addObject("name", shelf.name(draft.key()))
                .addObject("base", base(draft))
                .addObject("changes", changes)
                .addObject("words", shelf.words(draft.key(), page))
                .addObject("faults", shelf.problems(draft.key(), draft.bpmn()))
                .addObject("from", from)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    @PostMapping("/cong-bo")
    ModelAndView publish(
            @PathVariable String key,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            @RequestParam(name = "tu-ngay", defaultValue = "") String from,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            Actor.Officer officer,
            Page page) {
        ProcessDraft draft = existing(key);
        Optional<LocalDate> day = Typed.date(from);
        List<Problem> faults = shelf.problems(key, draft.bpmn());
        Result<ProcessEdition> published = day.isEmpty()
                ? Result.refused(Problem.at("tu-ngay", "admin.date-unreadable"))
                : !faults.isEmpty()
                        ? Result.refused(faults)
                        : editions.publish(key, revision, day.get(), reason, officer, clock.instant());
        return switch (published) {
            case Result.Done<ProcessEdition> ignored -> ProcessPages.to(key + "?da=cong-bo");
            case Result.Refused<ProcessEdition> refused -> {
                ModelAndView again = publish(draft, from, reason, refused.problems(), page);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    @PostMapping("/bo")
    ModelAndView discard(
            @PathVariable String key,
            @RequestParam(name = "phien-ban", defaultValue = "0") int revision,
            Actor.Officer officer,
            Page page) {
        ProcessDraft draft = existing(key);
        return switch (editions.discard(key, revision, officer, clock.instant())) {
            case Result.Done<ProcessDraft> ignored -> ProcessPages.to(key + "?da=bo");
            case Result.Refused<ProcessDraft> refused -> {
                ModelAndView again =
                        table(draft, StepForm.of(ProcessDesign.table(draft.bpmn())), refused.problems(), page);
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    private ProcessDraft existing(String key) {
        return editions.draft(key).orElseThrow(() -> new DraftGone(key));
    }

    /** Published or discarded meanwhile, by somebody else or by a second press of the button. */
    private static final class DraftGone extends RuntimeException {

        private final String key;

        DraftGone(String key) {
            super("no draft of " + key);
            this.key = key;
        }
    }

    @ExceptionHandler
    ModelAndView gone(DraftGone gone) {
        return ProcessPages.to(gone.key + "?da=khong-con");
    }
}
