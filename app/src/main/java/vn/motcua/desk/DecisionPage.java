package vn.motcua.desk;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Delivery;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.TimelineEntry;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** What an officer decides on an open step, with all that belongs to it: note, result, recipient, who works on it next. */
@Controller
@RequestMapping(DossierScreen.ROOT + "{code}")
class DecisionPage {

    /** Outcome of the step that ends a dossier with form 03. */
    static final String REFUSED = "refused";

    /** Before the names of the fields of a step's form, after the prefix of the step. */
    static final String ANSWERS = "answers.";

    private static final String KEPT_FILE = "desk.result-file.";

    private final Casework casework;
    private final Catalog catalog;
    private final Files files;
    private final Organization organization;
    private final Assignments assignments;
    private final DossierScreen screen;
    private final Clock clock;

    DecisionPage(
            Casework casework,
            Catalog catalog,
            Files files,
            Organization organization,
            Assignments assignments,
            DossierScreen screen,
            Clock clock) {
        this.casework = casework;
        this.catalog = catalog;
        this.files = files;
        this.organization = organization;
        this.assignments = assignments;
        this.screen = screen;
        this.clock = clock;
    }

    @PostMapping("/quyet-dinh")
    @Permit({Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE, Permission.DOSSIER_RETURN})
    ModelAndView decide(
            @PathVariable String code,
            @RequestParam(name = "viec") long task,
            @RequestParam(name = "viec-ban") int taskVersion,
            @RequestParam(name = "noi-dung-ban") int contentVersion,
            @RequestParam(name = "khoa") String key,
            @RequestParam(name = "ket-qua") String outcome,
            @RequestParam(name = "tep", required = false) @Nullable MultipartFile file,
            @RequestParam Map<String, String> posted,
            Actor.Officer officer,
            HttpSession session,
            Page page)
            throws IOException {
        Dossier d = screen.find(code, officer);
        String prefix = "q" + task + ".";
        Function<String, @Nullable String> typed = name -> posted.get(prefix + name);
        List<Problem> problems = new ArrayList<>();
        StoredFile kept = keep(file, key, session, problems);
        Optional<TaskSummary> open =
                d.tasks().stream().filter(t -> t.id().value() == task).findFirst();
        String resultNo = typed.apply("resultNo");
        OfficerId assignee = null;
        if (open.isPresent() && assignments.assigns(open.get(), outcome)) {
            List<Choice> able = assignments.candidates(d, open.get());
            assignee = chosen(able, typed.apply("assignee"));
            if (assignee == null && !able.isEmpty()) {
                problems.add(Problem.at("assignee", "desk.dossier.choose-assignee"));
            }
        }
        String recipient = typed.apply("recipient");
        var decision = new Casework.Decision(
                new TaskId(task),
                taskVersion,
                contentVersion,
                outcome,
                typed.apply("note"),
                typed.apply("legalBasis"),
                outcome.equals(REFUSED) ? null : resultNo,
                kept == null ? null : kept.id(),
                recipient == null
                        ? null
                        : new Delivery(manner(typed.apply("manner")), recipient.strip(), typed.apply("identity")),
                open.map(t -> answers(t, posted, prefix)).orElse(Map.of()));
        Result<List<TaskSummary>> result = problems.isEmpty()
                ? casework.complete(d.id(), decision, officer, key, clock.instant())
                : Result.refused(problems);
        return switch (result) {
            case Result.Done<List<TaskSummary>> done -> {
                session.removeAttribute(KEPT_FILE + key);
                List<Problem> unassigned =
                        assignee == null ? List.of() : assign(d, done.value(), open.orElseThrow(), assignee, officer);
                yield unassigned.isEmpty()
                        ? DossierScreen.redirect(code, "quyet-dinh")
                        : screen.refused(code, unassigned, officer, page, prefix, Map.of(), null, null);
            }
            case Result.Refused<List<TaskSummary>> refused ->
                switch (refused.problems().getFirst().code()) {
                    case "dossier.task-done-by-you" -> DossierScreen.redirect(code, "quyet-dinh"); // pressed twice
                    case "process.task-stale" ->
                        screen.refused(code, List.of(changed(d)), officer, page, prefix, posted, kept, key);
                    default -> screen.refused(code, refused.problems(), officer, page, prefix, posted, kept, key);
                };
        };
    }

    /** Gives the steps of the unit that the decision opened to the one who was chosen; tells if that did not succeed. */
    private List<Problem> assign(
            Dossier d, List<TaskSummary> opened, TaskSummary before, OfficerId to, Actor.Officer officer) {
        List<Problem> refused = new ArrayList<>();
        for (TaskSummary next : opened) {
            if (next.unit().equals(before.unit())
                    && casework.assign(d.id(), next.id(), to, officer, clock.instant())
                            instanceof Result.Refused<TaskSummary> r) {
                refused.add(Problem.of(
                        "desk.dossier.not-assigned",
                        next.name(),
                        organization.officer(to).name()));
                refused.addAll(r.problems());
            }
        }
        return refused;
    }

    /** The step is another than the one on the screen, though still open: tells what happened last, by whom and when. */
    private Problem changed(Dossier d) {
        TimelineEntry last = d.timeline().reversed().stream()
                .filter(TimelineEntry::changed)
                .findFirst()
                .orElseThrow();
        OfficerId by = last.officer();
        return Problem.of(
                switch (last.by()) {
                    case OFFICER -> "dossier.stale";
                    case APPLICANT -> "dossier.stale-by-applicant";
                    case SYSTEM -> "dossier.stale-by-system";
                },
                by == null ? "" : organization.officer(by).name(),
                last.at(),
                "dossier.event." + last.kind(),
                1);
    }

    /** What was filled in on the step's form. */
    private Map<String, Object> answers(TaskSummary task, Map<String, String> posted, String prefix) {
        TaskForm form = task.form();
        if (form == null) {
            return Map.of();
        }
        String before = prefix + ANSWERS;
        Map<String, String> given = new HashMap<>();
        posted.forEach((name, text) -> {
            if (name.startsWith(before)) {
                given.put(name.substring(before.length()), text);
            }
        });
        return catalog.form(form).read(given);
    }

    private static @Nullable OfficerId chosen(List<Choice> able, @Nullable String typed) {
        return able.stream()
                .filter(c -> c.value().equals(typed))
                .findFirst()
                .map(c -> new OfficerId(Long.parseLong(c.value())))
                .orElse(null);
    }

    /**
     * Keeps the file of a result. One that came with a decision refused for something else need not be chosen again: the
     * session, not the page, remembers it, so that nobody can name a file that is not theirs.
     */
    private @Nullable StoredFile keep(
            @Nullable MultipartFile file, String key, HttpSession session, List<Problem> problems) throws IOException {
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isEmpty()) {
            return session.getAttribute(KEPT_FILE + key) instanceof Long id ? files.info(new FileId(id)) : null;
        }
        StoredFile stored = screen.store(file, "resultFile", problems);
        if (stored != null) {
            session.setAttribute(KEPT_FILE + key, stored.id().value());
        }
        return stored;
    }

    private static Delivery.Manner manner(@Nullable String typed) {
        return Arrays.stream(Delivery.Manner.values())
                .filter(m -> m.name().equals(typed))
                .findFirst()
                .orElse(Delivery.Manner.COUNTER);
    }
}
