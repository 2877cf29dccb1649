package vn.motcua.admin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.process.InstanceId;
import vn.motcua.process.Operations;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.Repaired;
import vn.motcua.process.StuckJob;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.Unreceived;
import vn.motcua.process.Whereabouts;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** What does not go on by itself, and what an operator does about it; where everything stands. */
@Controller
@RequestMapping(OperatorPages.ROOT)
@Permit(Permission.PROCESS_OPERATE)
class OperatorPages {

    static final String ROOT = "/quan-tri/van-hanh";

    /** As many as a person looks through; the oldest come first, so what is done makes room for the rest. */
    private static final int MOST = 100;

    private static final int COUNTED = 10_000;
    private static final int ACTS = 20;

    private final Operations operations;
    private final Whereabouts whereabouts;
    private final ProcessEditions editions;
    private final ProcessShelf shelf;
    private final Organization organization;

    OperatorPages(
            Operations operations,
            Whereabouts whereabouts,
            ProcessEditions editions,
            ProcessShelf shelf,
            Organization organization) {
        this.operations = operations;
        this.whereabouts = whereabouts;
        this.editions = editions;
        this.shelf = shelf;
        this.organization = organization;
    }

    /** @param done what was just done */
    @GetMapping
    ModelAndView list(@RequestParam(name = "da", defaultValue = "") String done) {
        return list(done, List.of());
    }

    private ModelAndView list(String done, List<Problem> problems) {
        List<StuckJob> jobs = operations.stuck(MOST);
        Map<SubjectRef, String> names =
                operations.names(jobs.stream().map(StuckJob::subject).toList());
        List<StuckLine> lines = jobs.stream().map(job -> line(job, names)).toList();
        ModelAndView page = new ModelAndView("admin/operations")
                .addObject(
                        "timers",
                        lines.stream()
                                .filter(l -> l.job().kind() == StuckJob.Kind.TIMER)
                                .toList())
                .addObject(
                        "services",
                        lines.stream()
                                .filter(l -> l.job().kind() != StuckJob.Kind.TIMER)
                                .toList())
                .addObject("stuck", operations.countStuck(COUNTED))
                .addObject("messages", operations.messages(MOST))
                .addObject("waiting", operations.countWaitingMessages(COUNTED))
                .addObject("expired", operations.countExpiredMessages(COUNTED))
                .addObject("acts", operations.messageActs(ACTS))
                .addObject("done", done)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private StuckLine line(StuckJob job, Map<SubjectRef, String> names) {
        return new StuckLine(
                job,
                names.getOrDefault(job.subject(), Long.toString(job.subject().id())),
                organization.agency(job.agency()).name(),
                shelf.name(job.key()));
    }

    @GetMapping("/viec/{instance:\\d{1,18}}/{number:\\d{1,18}}")
    ModelAndView job(@PathVariable long instance, @PathVariable long number) {
        return operations
                .job(new InstanceId(instance), number)
                .map(job -> job(job, RepairForm.of(job), List.of()))
                .orElseGet(() -> list("", List.of(Problem.of("process.repair-gone"))));
    }

    private ModelAndView job(StuckJob job, RepairForm form, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/repair")
                .addObject("line", line(job, operations.names(List.of(job.subject()))))
                .addObject("form", form)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @PostMapping("/viec/{instance:\\d{1,18}}/{number:\\d{1,18}}")
    ModelAndView repair(
            @PathVariable long instance,
            @PathVariable long number,
            @RequestParam(name = "lam", defaultValue = "") String act,
            @RequestParam(name = "bien", defaultValue = "") String variables,
            @RequestParam(name = "ma-loi", defaultValue = "") String error,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            @RequestParam(name = "da-thay", defaultValue = "0") int seen,
            @RequestParam(name = "khoa", defaultValue = "") String key,
            Actor.Officer officer) {
        var form = new RepairForm(act, variables, error, reason, seen, key);
        Result<Repaired> repaired = form.repair(number)
                .flatMap(repair -> operations.repair(new InstanceId(instance), repair, officer, reason, key));
        return switch (repaired) {
            case Result.Done<Repaired> _ -> to("?da=" + act);
            case Result.Refused<Repaired> refused -> {
                Optional<StuckJob> job = operations.job(new InstanceId(instance), number);
                yield job.isEmpty()
                        ? list("", refused.problems())
                        : job(
                                job.get(),
                                // what was typed stays, and is now about what the page shows
                                new RepairForm(
                                        act, variables, error, reason, job.get().attempts(), key),
                                refused.problems());
            }
        };
    }

    @GetMapping("/tin/{id:\\d{1,18}}")
    ModelAndView message(@PathVariable long id) {
        return operations
                .message(id)
                .map(message -> message(message, "", UUID.randomUUID().toString(), List.of()))
                .orElseGet(() -> list("", List.of(Problem.of("process.message-gone"))));
    }

    private ModelAndView message(Unreceived message, String reason, String key, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/message")
                .addObject("message", message)
                .addObject("reason", reason)
                .addObject("key", key)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    @PostMapping("/tin/{id:\\d{1,18}}")
    ModelAndView message(
            @PathVariable long id,
            @RequestParam(name = "lam", defaultValue = "") String act,
            @RequestParam(name = "ly-do", defaultValue = "") String reason,
            @RequestParam(name = "khoa", defaultValue = "") String key,
            Actor.Officer officer) {
        Result<Long> done = act.equals("bo")
                ? operations.discard(id, officer, reason, key)
                : operations.again(id, officer, reason, key);
        return switch (done) {
            case Result.Done<Long> _ -> to(act.equals("bo") ? "?da=bo-tin" : "?da=thu-lai");
            case Result.Refused<Long> refused ->
                operations
                        .message(id)
                        .map(message -> message(message, reason, key, refused.problems()))
                        .orElseGet(() -> list("", refused.problems()));
        };
    }

    @GetMapping("/vi-tri")
    ModelAndView running() {
        List<Whereabouts.Running> running = whereabouts.running();
        Map<String, String> names = running.stream()
                .map(Whereabouts.Running::key)
                .distinct()
                .collect(java.util.stream.Collectors.toMap(key -> key, shelf::name));
        return new ModelAndView("admin/running").addObject("running", running).addObject("names", names);
    }

    @GetMapping("/vi-tri/{key}/{number:\\d{1,6}}")
    ModelAndView places(@PathVariable String key, @PathVariable int number) {
        return new ModelAndView("admin/places")
                .addObject("key", key)
                .addObject("number", number)
                .addObject("name", shelf.name(key))
                .addObject(
                        "places",
                        whereabouts.places(shelf.version(key, number).edition().id()));
    }

    @GetMapping("/vi-tri/{key}/{number:\\d{1,6}}/quy-trinh.bpmn")
    ResponseEntity<byte[]> diagram(@PathVariable String key, @PathVariable int number) {
        String file = editions.drawn(shelf.version(key, number).edition().id());
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .body(file.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelAndView to(String more) {
        RedirectView view = new RedirectView(ROOT + more);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
