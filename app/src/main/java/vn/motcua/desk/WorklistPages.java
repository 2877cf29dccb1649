package vn.motcua.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.dossier.Approvals;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.WorkItem;
import vn.motcua.dossier.Worklists;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** The officers' queues and the search for a dossier. */
@Controller
class WorklistPages {

    private static final int PAGE = 50;
    private static final int FOUND = 100;

    /** A dossier code anywhere in what was typed or scanned: a receipt's QR code is a whole address. */
    private static final Pattern CODE =
            Pattern.compile("\\d{3}(?:\\.[0-9A-Z]{2,4}){2,4}-\\d{6}-\\d{4,}", Pattern.CASE_INSENSITIVE);

    private static final Pattern CHOICE = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

    private final Worklists worklists;
    private final WorkRows rows;
    private final DeskRail rail;
    private final Casework casework;
    private final Approvals approvals;
    private final Clock clock;

    WorklistPages(
            Worklists worklists, WorkRows rows, DeskRail rail, Casework casework, Approvals approvals, Clock clock) {
        this.approvals = approvals;
        this.worklists = worklists;
        this.rows = rows;
        this.rail = rail;
        this.casework = casework;
        this.clock = clock;
    }

    /** What waits for one's decision, else the first queue with something to do. */
    @GetMapping("/lam-viec")
    @Permit
    ModelAndView home(Actor.Officer officer, Page page) {
        List<QueueName> queues = QueueName.of(officer);
        if (queues.isEmpty()) {
            return new ModelAndView("desk/home").addObject("rail", rail.of(officer, page));
        }
        if (officer.may(Permission.DOSSIER_APPROVE) && approvals.count(officer) > 0) {
            return redirect(ApprovalPages.ROOT);
        }
        Map<Worklists.Queue, Integer> counts = worklists.counts(officer, clock.instant());
        QueueName first = queues.stream()
                .filter(q -> counts.getOrDefault(q.queue(), 0) > 0)
                .findFirst()
                .orElse(queues.contains(QueueName.MINE) ? QueueName.MINE : queues.getFirst());
        return redirect(first.address());
    }

    @GetMapping("/lam-viec/hang-doi/{queue}")
    @Permit({Permission.DOSSIER_READ, Permission.DOSSIER_RECEIVE})
    ModelAndView queue(
            @PathVariable String queue,
            @RequestParam(name = "trang", defaultValue = "1") int at,
            @RequestParam(name = "nhan", defaultValue = "0") int claimed,
            Actor.Officer officer,
            Page page) {
        return list(name(queue, officer), at, claimed, List.of(), officer, page);
    }

    /**
     * Takes one task or several in hand.
     *
     * @param one the line whose button was pressed; {@code null} = the lines chosen
     */
    @PostMapping("/lam-viec/hang-doi/{queue}")
    @Permit({Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE, Permission.DOSSIER_RETURN})
    ModelAndView claim(
            @PathVariable String queue,
            @RequestParam(name = "mot", required = false) @Nullable String one,
            @RequestParam(name = "chon", required = false) @Nullable List<String> chosen,
            Actor.Officer officer,
            Page page) {
        QueueName name = name(queue, officer);
        Set<String> choices = new LinkedHashSet<>(one != null ? List.of(one) : chosen != null ? chosen : List.of());
        Instant now = clock.instant();
        List<Problem> problems = new ArrayList<>();
        int done = 0;
        for (String choice : choices) {
            Matcher ids = CHOICE.matcher(choice);
            if (!ids.matches()) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
            }
            Result<TaskSummary> claimed = casework.claim(
                    new DossierId(Long.parseLong(ids.group(1))),
                    new TaskId(Long.parseLong(ids.group(2))),
                    officer,
                    now);
            switch (claimed) {
                case Result.Done<TaskSummary> ignored -> done++;
                case Result.Refused<TaskSummary> refused -> problems.addAll(refused.problems());
            }
        }
        if (choices.isEmpty()) {
            problems.add(Problem.of("desk.list.nothing-chosen"));
        }
        if (problems.isEmpty()) {
            return redirect(name.address() + "?nhan=" + done);
        }
        ModelAndView list = list(name, 1, done, problems, officer, page);
        list.setStatus(HttpStatus.CONFLICT);
        return list;
    }

    /** A whole code goes straight to its dossier; the dossier page answers for codes one may not read. */
    @GetMapping("/lam-viec/tim")
    @Permit(Permission.DOSSIER_READ)
    ModelAndView find(@RequestParam(name = "q", defaultValue = "") String text, Actor.Officer officer, Page page) {
        String words = text.strip();
        Matcher code = CODE.matcher(words);
        String wanted = code.find() ? code.group().toUpperCase(Locale.ROOT) : words;
        List<WorkItem> found = worklists.find(wanted, officer, FOUND, clock.instant());
        if (found.size() == 1 && found.getFirst().code().equalsIgnoreCase(wanted)) {
            return redirect(WorkRows.DOSSIERS + found.getFirst().code());
        }
        return new ModelAndView("desk/search")
                .addObject("rail", rail.of(officer, page))
                .addObject("q", words)
                .addObject("rows", rows.of(found, officer, page))
                .addObject("cut", found.size() == FOUND);
    }

    @GetMapping("/lam-viec/phim-tat")
    @Permit
    ModelAndView keys(Actor.Officer officer, Page page) {
        return new ModelAndView("desk/keys").addObject("rail", rail.of(officer, page));
    }

    private ModelAndView list(
            QueueName name, int at, int claimed, List<Problem> problems, Actor.Officer officer, Page page) {
        int number = Math.clamp(at, 1, 1_000_000);
        List<WorkItem> items = worklists.list(name.queue(), officer, PAGE + 1, (number - 1) * PAGE, clock.instant());
        List<WorkItem> shown = items.size() > PAGE ? items.subList(0, PAGE) : items;
        return new ModelAndView("desk/queue")
                .addObject("rail", rail.of(officer, page))
                .addObject("queue", name)
                .addObject("rows", rows.of(shown, officer, page))
                .addObject("claimed", Math.max(0, claimed))
                .addObject("problems", problems)
                .addObject("number", number)
                .addObject("more", items.size() > PAGE);
    }

    private static QueueName name(String path, Actor.Officer officer) {
        QueueName name = QueueName.at(path).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!QueueName.of(officer).contains(name)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return name;
    }

    private static ModelAndView redirect(String to) {
        RedirectView view = new RedirectView(to);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
