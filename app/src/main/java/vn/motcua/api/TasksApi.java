package vn.motcua.api;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.catalog.Channel;
import vn.motcua.documents.FileId;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Delivery;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.WorkItem;
import vn.motcua.dossier.Worklists;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.UnitId;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** An officer's queues, and the work in them. What an officer may do with a task is checked by the command. */
@RestController
@Permit({Permission.DOSSIER_READ, Permission.DOSSIER_RECEIVE, Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE})
class TasksApi {

    private static final int MOST = 200;

    private final Worklists worklists;
    private final Dossiers dossiers;
    private final Casework casework;
    private final Organization organization;
    private final FileReferences files;
    private final WrittenDossiers views;
    private final Bodies bodies;
    private final Answers answers;
    private final Clock clock;

    TasksApi(
            Worklists worklists,
            Dossiers dossiers,
            Casework casework,
            Organization organization,
            FileReferences files,
            WrittenDossiers views,
            Bodies bodies,
            Answers answers,
            Clock clock) {
        this.worklists = worklists;
        this.dossiers = dossiers;
        this.casework = casework;
        this.organization = organization;
        this.files = files;
        this.views = views;
        this.bodies = bodies;
        this.answers = answers;
        this.clock = clock;
    }

    /** @param task {@code null} where the dossier itself waits: to be received, or for its applicant */
    record QueuedView(
            @Nullable Long task,
            String dossier,
            String procedureCode,
            String applicant,
            Channel channel,
            DossierStatus status,
            @Nullable String step,
            @Nullable String unit,
            @Nullable String holder,
            OffsetDateTime since,
            @Nullable OffsetDateTime dueAt,
            @Nullable OffsetDateTime taskDueAt,
            @Nullable Long minutesLeft) {}

    record QueueView(Worklists.Queue queue, List<QueuedView> tasks) {}

    record NextView(String dossier, List<DossierView.TaskView> open) {}

    /** @param name of the queue: to-receive, mine, unit, due-soon, overdue or awaiting */
    @GetMapping("/api/v1/tasks")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = QueueView.class)))
    ResponseEntity<Object> listTasks(
            Actor.Officer officer,
            @RequestParam(name = "queue", defaultValue = "mine") String name,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        Optional<Worklists.Queue> queue = Choices.find(Worklists.Queue.class, name);
        if (queue.isEmpty()) {
            return answers.refused(Problem.at("queue", "api.unknown-choice", Choices.names(Worklists.Queue.class)));
        }
        List<WorkItem> items =
                worklists.list(queue.get(), officer, Math.clamp(limit, 1, MOST), Math.max(0, offset), clock.instant());
        return ResponseEntity.ok(
                new QueueView(queue.get(), items.stream().map(this::queued).toList()));
    }

    @PostMapping("/api/v1/tasks/{id}/claim")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DossierView.TaskView.class)))
    ResponseEntity<Object> claimTask(Actor.Officer officer, @PathVariable long id) {
        TaskId task = new TaskId(id);
        Optional<DossierId> dossier = dossiers.ofTask(task);
        if (dossier.isEmpty()) {
            return answers.refused(Problem.of("process.task-unknown"));
        }
        return switch (casework.claim(dossier.get(), task, officer, clock.instant())) {
            case Result.Refused<TaskSummary> r -> answers.refused(r.problems());
            case Result.Done<TaskSummary> done ->
                ResponseEntity.ok(view(dossiers.reference(dossier.get()), done.value()));
        };
    }

    @PostMapping(value = "/api/v1/tasks/{id}/complete", consumes = MediaType.APPLICATION_JSON_VALUE)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = DecisionBody.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = NextView.class)))
    ResponseEntity<Object> completeTask(
            Actor.Officer officer,
            @PathVariable long id,
            @RequestHeader(name = Keys.HEADER, required = false) @Parameter(required = true) @Nullable String givenKey,
            @RequestBody byte[] body) {
        Optional<String> key = Keys.of(givenKey, officer);
        if (key.isEmpty()) {
            return answers.refused(Problem.at(Keys.HEADER, "api.key-required"));
        }
        TaskId task = new TaskId(id);
        Optional<DossierId> dossier = dossiers.ofTask(task);
        if (dossier.isEmpty()) {
            return answers.refused(Problem.of("process.task-unknown"));
        }
        Instant now = clock.instant();
        return switch (bodies.read(body, DecisionBody.class).map(b -> decision(task, b))) {
            case Result.Refused<Result<Casework.Decision>> r -> answers.refused(r.problems());
            case Result.Done<Result<Casework.Decision>> read ->
                switch (read.value()) {
                    case Result.Refused<Casework.Decision> r -> answers.refused(r.problems());
                    case Result.Done<Casework.Decision> decision ->
                        complete(dossier.get(), decision.value(), officer, key.get(), now);
                };
        };
    }

    private ResponseEntity<Object> complete(
            DossierId dossier, Casework.Decision decision, Actor.Officer officer, String key, Instant now) {
        return switch (casework.complete(dossier, decision, officer, key, now)) {
            case Result.Refused<List<TaskSummary>> r ->
                answers.refused(r.problems(), f -> f.equals("recipient") ? "delivery.recipient" : f);
            case Result.Done<List<TaskSummary>> done ->
                ResponseEntity.ok(next(dossiers.reference(dossier), done.value()));
        };
    }

    private NextView next(Dossiers.Reference dossier, List<TaskSummary> open) {
        return new NextView(
                dossier.code(), open.stream().map(t -> view(dossier, t)).toList());
    }

    private Result<Casework.Decision> decision(TaskId task, DecisionBody body) {
        List<Problem> problems = new ArrayList<>();
        Integer version = body.version();
        Integer contentVersion = body.contentVersion();
        String outcome = body.outcome();
        if (version == null) {
            problems.add(Problem.at("version", "api.required"));
        }
        if (contentVersion == null) {
            problems.add(Problem.at("contentVersion", "api.required"));
        }
        if (outcome == null || outcome.isBlank()) {
            problems.add(Problem.at("outcome", "api.required"));
        }
        String reference = body.resultFile();
        FileId file = reference == null ? null : files.find(reference).orElse(null);
        if (reference != null && file == null) {
            problems.add(Problem.at("resultFile", "api.unknown-file"));
        }
        if (version == null || contentVersion == null || outcome == null || !problems.isEmpty()) {
            return Result.refused(problems);
        }
        DecisionBody.DeliveryBody to = body.delivery();
        Delivery delivery = to == null
                ? null
                : new Delivery(
                        requireNonNullElse(to.manner(), Delivery.Manner.COUNTER),
                        requireNonNullElse(to.recipient(), ""),
                        to.identity());
        return Result.done(new Casework.Decision(
                task,
                version,
                contentVersion,
                outcome,
                body.note(),
                body.legalBasis(),
                body.resultNo(),
                file,
                delivery,
                FilingReader.given(body.answers())));
    }

    private DossierView.TaskView view(Dossiers.Reference dossier, TaskSummary task) {
        return views.task(task, dossier.code(), dossier.contentVersion());
    }

    private QueuedView queued(WorkItem item) {
        TaskId task = item.task();
        UnitId unit = item.unit();
        OfficerId holder = item.holder();
        return new QueuedView(
                task == null ? null : task.value(),
                item.code(),
                item.procedureCode(),
                item.applicant(),
                item.channel(),
                item.status(),
                item.step(),
                unit == null ? null : organization.unit(unit).name(),
                holder == null ? null : organization.officer(holder).name(),
                Clocks.local(item.since()),
                Clocks.orNone(item.dueAt()),
                Clocks.orNone(item.taskDueAt()),
                item.minutesLeft());
    }
}
