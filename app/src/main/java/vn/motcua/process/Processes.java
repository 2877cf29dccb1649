package vn.motcua.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.Tables.After;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Publishes processes and runs them: the shell around {@link Engine}. Every method joins the caller's transaction; a
 * refused command has changed nothing.
 */
@Service
@Transactional
public class Processes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT).withZone(Vietnam.ZONE);

    private static final String NOT_AWAITED = "process.not-awaited";

    private final Definitions definitions;
    private final Tables tables;
    private final Transitions transitions;
    private final Jobs jobs;
    private final Services services;
    private final Organization organization;
    private final Clock clock;

    Processes(
            Definitions definitions,
            Tables tables,
            Transitions transitions,
            Jobs jobs,
            Services services,
            Organization organization,
            Clock clock) {
        this.definitions = definitions;
        this.tables = tables;
        this.transitions = transitions;
        this.jobs = jobs;
        this.services = services;
        this.organization = organization;
        this.clock = clock;
    }

    /** A new instance and its first tasks. */
    public record Started(Standing standing, List<TaskSummary> opened) {
        public Started {
            opened = List.copyOf(opened);
        }
    }

    /** Everything that keeps a BPMN file from being published: per fault element id, its name and its line. */
    public static List<Problem> check(String bpmnXml) {
        return switch (BpmnReader.read(bpmnXml)) {
            case Result.Done<ProcessGraph> _ -> List.of();
            case Result.Refused<ProcessGraph> refused -> refused.problems();
        };
    }

    /**
     * What publication lets through but says: attributes of other vendors that change nothing, and what could not be
     * checked. Empty for a file that is refused.
     */
    public static List<Problem> remarks(String bpmnXml) {
        return switch (BpmnReader.reading(bpmnXml)) {
            case Result.Done<BpmnReader.Reading> done ->
                Stream.concat(done.value().warnings().stream(), done.value().ignored().stream())
                        .toList();
            case Result.Refused<BpmnReader.Reading> _ -> List.of();
        };
    }

    /**
     * Publishes a BPMN file as the next version under its key. The very same file again is not published twice. Whether
     * every agency has the units it names is not known here; an instance of an agency that lacks one is refused there.
     * Services it names must be offered here.
     */
    public Result<DefinitionId> publish(String key, String bpmnXml) {
        return BpmnReader.read(bpmnXml)
                .flatMap(services::offered)
                .map(_ -> definitions.publish(key, bpmnXml, clock.instant()));
    }

    /** The steps in the order of the file. */
    public List<Step> steps(DefinitionId id) {
        return definitions.graph(id).steps();
    }

    /** A form of a step, by its key. */
    public Optional<TaskForm> form(DefinitionId id, String key) {
        return definitions.graph(id).form(key);
    }

    /**
     * The form that an open task asks for, empty when it asks for none; refused as {@link #complete} would be when the task
     * is not as it was, or not this officer's.
     */
    public Result<Optional<TaskForm>> form(Standing standing, TaskId task, int version, OfficerId by) {
        TaskRow row = standing.task(task).orElse(null);
        if (row == null || row.isHeldByOtherThan(by) || row.version() != version) {
            return Result.refused(whyNot(standing, row, by));
        }
        ProcessGraph graph = graph(standing);
        return Result.done(Optional.ofNullable(graph.step(row.element()).form()).flatMap(graph::form));
    }

    /** Whether the step of an open task has an outcome; one without outcomes has none, though any word completes it. */
    public boolean offers(Standing standing, TaskId task, String outcome) {
        return standing.task(task)
                .filter(row -> graph(standing).step(row.element()).outcomes().stream()
                        .anyMatch(o -> o.key().equals(outcome)))
                .isPresent();
    }

    /** The file as it was published. */
    public String bpmnXml(DefinitionId id) {
        return definitions.bpmnXml(id);
    }

    /**
     * Starts a process about a subject at an agency.
     *
     * @param variables what conditions may name; kept with the instance as JSON
     * @throws IllegalStateException when the agency has no unit the first steps name, or no way leads on from the start
     */
    public Started start(
            DefinitionId definition, SubjectRef subject, AgencyId agency, Map<String, Object> variables, Instant now) {
        ProcessGraph graph = definitions.graph(definition);
        Map<String, Object> stored = Standing.asStored(variables);
        Advance.Taken taken = switch (Engine.advance(graph, Marking.NONE, new Command.Start(stored))) {
            case Advance.Taken t -> t;
            case Advance.Stuck stuck ->
                throw new IllegalStateException(
                        "process %d cannot start for %s: %s".formatted(definition.value(), subject, stuck.problem()));
        };
        var draft = new InstanceRow(
                tables.newInstance(),
                definition,
                subject,
                agency,
                taken.marking(),
                stored,
                InstanceRow.State.RUNNING,
                1,
                null);
        Transitions.Started started =
                transitions.start(draft, graph, taken, now).orElseThrow();
        return new Started(
                new Standing(started.instance(), started.opened()), summaries(graph, draft.id(), started.opened()));
    }

    /** How the instance of an open task stands; until the transaction ends nobody else can lock it. */
    public Optional<Standing> lock(TaskId task) {
        return tables.lock(task);
    }

    /** How an instance stands; until the transaction ends nobody else can lock it. */
    public Optional<Standing> lock(InstanceId instance) {
        return tables.lock(instance);
    }

    /** Takes a task in hand. Claiming what one already has changes nothing. */
    public Result<TaskSummary> claim(Standing standing, TaskId task, OfficerId officer, Instant now) {
        TaskRow row = standing.task(task).orElse(null);
        if (row == null || row.isHeldByOtherThan(officer)) {
            return Result.refused(whyNot(standing, row, officer));
        }
        return Result.done(hold(standing, row, officer, now));
    }

    /** Hands a task over to an officer of the unit that answers for it, whoever had it. */
    public Result<TaskSummary> assign(Standing standing, TaskId task, OfficerId to, Instant now) {
        TaskRow row = standing.task(task).orElse(null);
        if (row == null) {
            return Result.refused(whyNot(standing, null, to));
        }
        UnitId unit = new UnitId(row.unit());
        boolean colleague = organization.officersOf(unit, null).stream()
                .anyMatch(officer -> officer.id().equals(to));
        if (!colleague) {
            return Result.refused(Problem.of(
                    "process.not-colleague",
                    organization.officer(to).name(),
                    organization.unit(unit).name()));
        }
        return Result.done(hold(standing, row, to, now));
    }

    private TaskSummary hold(Standing standing, TaskRow row, OfficerId officer, Instant now) {
        TaskRow held = row;
        if (row.holder() == null || row.holder() != officer.value()) {
            held = row.heldBy(officer, now.atOffset(ZoneOffset.UTC));
            tables.hold(row, officer.value(), now);
        }
        return held.summary(standing.id(), graph(standing));
    }

    /**
     * Decides a task and moves the instance on. A task nobody has claimed is taken by deciding it.
     *
     * @param version of the task the decision was made on
     * @param outcome one of the step's outcomes; any word when the step offers none
     * @param variables replace those of the same name
     */
    public Result<Moved> complete(
            Standing standing,
            TaskId task,
            int version,
            String outcome,
            Map<String, Object> variables,
            OfficerId by,
            Instant now) {
        InstanceRow instance = standing.instance();
        TaskRow row = standing.task(task).orElse(null);
        if (row == null || row.isHeldByOtherThan(by) || row.version() != version) {
            return Result.refused(whyNot(standing, row, by));
        }
        if (instance.suspendedAt() != null) {
            return Result.refused(Problem.of("process.suspended", TIME.format(instance.suspendedAt())));
        }
        ProcessGraph graph = graph(standing);
        Step step = graph.step(row.element());
        if (!step.outcomes().isEmpty()
                && step.outcomes().stream().noneMatch(o -> o.key().equals(outcome))) {
            return Result.refused(Problem.of("process.outcome-unknown", outcome, step.name()));
        }
        Map<String, Object> added = Standing.asStored(variables);
        Map<String, Object> all = StoredVariables.with(instance.variables(), added);
        return switch (Engine.advance(graph, instance.marking(), new Command.Complete(row.token(), outcome, all))) {
            case Advance.Stuck stuck -> Result.refused(stuck.problem());
            case Advance.Taken taken ->
                transitions
                        .step(standing, graph, row, added, taken, now, now)
                        .map(moved -> new Moved(
                                row.heldBy(by, now.atOffset(ZoneOffset.UTC)).summary(standing.id(), graph),
                                outcome,
                                summaries(graph, standing.id(), moved.opened()),
                                ids(moved.withdrawn()),
                                moved.result()));
        };
    }

    /**
     * Something the instance waits for has come, and it moves on. What it does not wait for (any more) is refused.
     *
     * @param standing locked by its owner
     */
    public Result<Happened> happen(Standing standing, Happening what, Instant now) {
        InstanceRow instance = standing.instance();
        ProcessGraph graph = graph(standing);
        Optional<Node> at = Awaited.element(graph, instance.marking(), what);
        if (instance.state() != InstanceRow.State.RUNNING || at.isEmpty()) {
            return Result.refused(Problem.of(NOT_AWAITED));
        }
        if (instance.suspendedAt() != null) {
            return Result.refused(Problem.of("process.suspended", TIME.format(instance.suspendedAt())));
        }
        Map<String, Object> added = Map.of();
        Instant base = now;
        switch (what) {
            case Happening.TimerFired fired -> base = fired.due();
            case Happening.MessageCame came -> {
                if (!jobs.lockMessage(came.message())) {
                    return Result.refused(Problem.of(NOT_AWAITED));
                }
                jobs.received(came.message());
                added = Standing.asStored(came.variables());
            }
            case Happening.SignalCame came -> {
                if (!jobs.lockMessage(came.message())) {
                    return Result.refused(Problem.of(NOT_AWAITED));
                }
                jobs.received(came.message());
            }
            case Happening.ServiceAnswered answered -> added = Standing.asStored(answered.output());
            case Happening.ServiceRefused _ -> {}
        }
        Map<String, Object> variables = StoredVariables.with(instance.variables(), added);
        Map<String, Object> brought = added;
        Instant from = base;
        return switch (Engine.advance(graph, instance.marking(), Awaited.command(what, variables))) {
            case Advance.Stuck stuck -> Result.refused(stuck.problem());
            case Advance.Taken taken ->
                transitions
                        .step(standing, graph, null, brought, taken, now, from)
                        .map(moved -> new Happened(
                                at.get().id(),
                                at.get().name(),
                                summaries(graph, standing.id(), moved.opened()),
                                ids(moved.withdrawn()),
                                moved.result()));
        };
    }

    /**
     * What a process that was called by {@link ProcessOwner#call} came to. Once more changes nothing.
     *
     * @param output variables for the process that called
     * @param error a code, when it did not end well: goes to the border of the call activity that catches it, if any
     */
    public void answer(
            InstanceId instance, long token, Map<String, Object> output, @Nullable String error, Instant now) {
        jobs.answered(instance, token, output, error, now);
    }

    /** Whether a process still waits for what it asked for: a service, or a process it called. */
    public boolean isAwaited(Standing standing, long token) {
        return standing.instance().state() == InstanceRow.State.RUNNING
                && standing.instance().marking().rests().containsKey(token);
    }

    /** Whether a refusal by {@link #happen} only says that nobody waits for it (any more). */
    public static boolean isNotAwaited(Result.Refused<?> refused) {
        return refused.problems().stream().anyMatch(problem -> problem.code().equals(NOT_AWAITED));
    }

    /**
     * Sends a message to whichever instance waits for it, or will. It waits until it is received, and is received once; when
     * nobody waits for it by the time that is set for all ({@code motcua.jobs.message-expiry}), it expires.
     *
     * @param key which of several waiting instances is meant; {@code null} for those that do not ask
     * @param variables what it brings
     */
    public void send(String message, @Nullable String key, Map<String, Object> variables, Instant now) {
        send(message, key, variables, jobs.kept(), now);
    }

    /** As {@link #send(String, String, Map, Instant)}, with a time of its own. */
    public void send(String message, @Nullable String key, Map<String, Object> variables, Duration kept, Instant now) {
        jobs.send(message, key, variables, null, kept, now);
    }

    /**
     * Lets a message expire whose time is over, for its owner to book beside; {@code false} when there is nothing to book:
     * it was received, has expired already, or somebody waits for it now.
     */
    public boolean expire(long message, Instant now) {
        return jobs.expire(message, now);
    }

    /** Stops the clock of an instance; nothing can be decided until it is resumed. */
    public void suspend(Standing standing, Instant now) {
        InstanceRow instance = running(standing);
        if (instance.suspendedAt() != null) {
            return;
        }
        WorkingCalendar calendar = transitions.calendar(instance.agency());
        workingTimers(instance)
                .forEach(timer -> jobs.time(
                        instance.id(),
                        new Jobs.Working(
                                timer.number(),
                                null,
                                Deadlines.remaining(calendar, now, Objects.requireNonNull(timer.due())))));
        tables.time(
                instance,
                now,
                standing.tasks().stream()
                        .map(task -> task.timed(
                                task.due(),
                                Deadlines.remaining(calendar, now, task.due().toInstant())))
                        .toList());
    }

    /** Restarts the clock: each open task gets the working minutes it had left. Gives the open tasks. */
    public List<TaskSummary> resume(Standing standing, Instant now) {
        InstanceRow instance = running(standing);
        ProcessGraph graph = graph(standing);
        if (instance.suspendedAt() == null) {
            return summaries(graph, instance.id(), standing.tasks());
        }
        WorkingCalendar calendar = transitions.calendar(instance.agency());
        workingTimers(instance)
                .forEach(timer -> jobs.time(
                        instance.id(),
                        new Jobs.Working(
                                timer.number(),
                                Deadlines.due(calendar, now, Objects.requireNonNull(timer.remaining())),
                                null)));
        List<TaskRow> timed = standing.tasks().stream()
                .map(task -> {
                    int remaining = Objects.requireNonNull(task.remaining(), "an open task of a suspended instance");
                    return task.timed(Deadlines.due(calendar, now, remaining).atOffset(ZoneOffset.UTC), null);
                })
                .toList();
        tables.time(instance, null, timed);
        return summaries(graph, instance.id(), timed);
    }

    /**
     * Counts the time left of open tasks on another calendar, as when a day off is announced late. A suspended instance
     * is counted when it is resumed, an overdue task stays due when it was. Gives the tasks that moved.
     */
    public List<TaskSummary> recount(Standing standing, WorkingCalendar before, WorkingCalendar after, Instant now) {
        InstanceRow instance = running(standing);
        if (instance.suspendedAt() != null) {
            return List.of();
        }
        List<TaskRow> moved = standing.tasks().stream()
                .flatMap(task -> Deadlines.recounted(
                                before, after, now, task.due().toInstant())
                        .stream()
                        .map(due -> task.timed(due.atOffset(ZoneOffset.UTC), null)))
                .toList();
        for (Jobs.Working timer : workingTimers(instance)) {
            Deadlines.recounted(before, after, now, Objects.requireNonNull(timer.due()))
                    .ifPresent(due -> jobs.time(instance.id(), new Jobs.Working(timer.number(), due, null)));
        }
        if (!moved.isEmpty()) {
            tables.time(instance, null, moved);
        }
        return summaries(graph(standing), instance.id(), moved);
    }

    /** Ends an instance where it stands; its open tasks are withdrawn. Cancelling twice changes nothing. */
    public void cancel(Standing standing, Instant now) {
        InstanceRow instance = standing.instance();
        if (instance.state() == InstanceRow.State.CANCELLED) {
            return;
        }
        if (instance.state() == InstanceRow.State.ENDED) {
            throw new IllegalStateException("instance " + instance.id().value() + " has ended and cannot be cancelled");
        }
        if (Engine.advance(graph(standing), instance.marking(), new Command.Cancel()) instanceof Advance.Taken taken) {
            tables.end(instance, new After(taken.marking(), InstanceRow.State.CANCELLED, null), now);
            if (!instance.marking().hasNothingButTasks()) {
                jobs.close(instance.id());
            }
            transitions.tell(instance, taken, now);
        }
    }

    /** An open task, by a number that may come from anywhere. */
    @Transactional(readOnly = true)
    public Optional<TaskSummary> find(TaskId id) {
        return tables.find(id)
                .flatMap(standing -> standing.task(id).map(row -> row.summary(standing.id(), graph(standing))));
    }

    /** The open tasks of a subject, the oldest first. */
    @Transactional(readOnly = true)
    public List<TaskSummary> openTasks(SubjectRef subject) {
        return tables.running(subject).stream()
                .flatMap(standing -> summaries(graph(standing), standing.id(), standing.tasks()).stream())
                .toList();
    }

    /** Ids of the elements of the diagram at which the subject stands now: tasks, and joins that wait. */
    @Transactional(readOnly = true)
    public Set<String> activeElements(SubjectRef subject) {
        var elements = new TreeSet<String>();
        tables.running(subject)
                .forEach(standing ->
                        elements.addAll(standing.instance().marking().elements(graph(standing))));
        return elements;
    }

    private static InstanceRow running(Standing standing) {
        InstanceRow instance = standing.instance();
        if (instance.state() != InstanceRow.State.RUNNING) {
            throw new IllegalStateException("instance " + instance.id().value() + " is " + instance.state());
        }
        return instance;
    }

    private ProcessGraph graph(Standing standing) {
        return definitions.graph(standing.instance().definition());
    }

    private List<Jobs.Working> workingTimers(InstanceRow instance) {
        return instance.marking().watches().isEmpty() ? List.of() : jobs.working(instance.id());
    }

    private static List<TaskId> ids(List<TaskRow> tasks) {
        return tasks.stream().map(task -> new TaskId(task.id())).toList();
    }

    private static List<TaskSummary> summaries(ProcessGraph graph, InstanceId instance, List<TaskRow> rows) {
        return rows.stream().map(row -> row.summary(instance, graph)).toList();
    }

    /** Why a command on a task missed, told from how the task stands now; who did it is for its subject to tell. */
    private Problem whyNot(Standing standing, @Nullable TaskRow task, OfficerId asking) {
        if (task == null) {
            return Problem.of("process.task-gone");
        }
        String name = graph(standing).step(task.element()).name();
        OfficerId holder = task.officer();
        return holder != null && !holder.equals(asking)
                ? Problem.of(
                        "process.task-taken", name, organization.officer(holder).name(), time(task.claimed()))
                : Problem.of("process.task-stale", name);
    }

    private static String time(@Nullable OffsetDateTime at) {
        return at == null ? "" : TIME.format(at.toInstant());
    }
}
