package vn.motcua.process;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
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
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Tables.After;
import vn.motcua.process.Tables.Opening;
import vn.motcua.process.Tables.Timing;
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

    private final Definitions definitions;
    private final Tables tables;
    private final Organization organization;
    private final Calendars calendars;
    private final Clock clock;

    Processes(Definitions definitions, Tables tables, Organization organization, Calendars calendars, Clock clock) {
        this.definitions = definitions;
        this.tables = tables;
        this.organization = organization;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** A new instance and its first tasks. */
    public record Started(InstanceId instance, List<TaskSummary> opened) {
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
     */
    public Result<DefinitionId> publish(String key, String bpmnXml) {
        return BpmnReader.read(bpmnXml).map(_ -> definitions.publish(key, bpmnXml, clock.instant()));
    }

    /** The steps in the order of the file. */
    public List<Step> steps(DefinitionId id) {
        return definitions.graph(id).steps();
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
        Map<String, Object> stored = Tables.asStored(variables);
        Advance.Taken taken = switch (Engine.advance(graph, Marking.NONE, new Command.Start(stored))) {
            case Advance.Taken t -> t;
            case Advance.Stuck stuck ->
                throw new IllegalStateException(
                        "process %d cannot start for %s: %s".formatted(definition.value(), subject, stuck.problem()));
        };
        List<Opening> openings = openings(graph, agency, taken, now).orElseThrow();
        var started = tables.start(definition, subject, agency, stored, after(taken), openings, now);
        return new Started(started.instance(), summaries(graph, started.opened()));
    }

    /** Takes a task in hand. Claiming what one already has changes nothing. */
    public Result<TaskSummary> claim(TaskId task, OfficerId officer, Instant now) {
        return tables.claim(task, officer, now)
                .map(this::summary)
                .<Result<TaskSummary>>map(Result::done)
                .orElseGet(() -> Result.refused(whyNot(task, officer)));
    }

    /** Hands a task over to an officer of the unit that answers for it, whoever had it. */
    public Result<TaskSummary> assign(TaskId task, OfficerId to, Instant now) {
        Optional<TaskRow> row = tables.task(task);
        if (row.isEmpty()) {
            return Result.refused(Problem.of("process.task-unknown"));
        }
        boolean colleague = organization.officersOf(row.get().unit(), null).stream()
                .anyMatch(officer -> officer.id().equals(to));
        if (!colleague) {
            return Result.refused(Problem.of(
                    "process.not-colleague",
                    organization.officer(to).name(),
                    organization.unit(row.get().unit()).name()));
        }
        return tables.assign(task, to, now)
                .map(this::summary)
                .<Result<TaskSummary>>map(Result::done)
                .orElseGet(() -> Result.refused(whyNot(task, to)));
    }

    /**
     * Decides a task and moves the instance on. A task nobody has claimed is taken by deciding it.
     *
     * @param version of the task the decision was made on
     * @param outcome one of the step's outcomes; any word when the step offers none
     * @param variables replace those of the same name
     */
    public Result<Moved> complete(
            TaskId task, int version, String outcome, Map<String, Object> variables, OfficerId by, Instant now) {
        Optional<Tables.Locked> locked = tables.lock(task);
        if (locked.isEmpty()) {
            return Result.refused(Problem.of("process.task-unknown"));
        }
        TaskRow row = locked.get().task();
        InstanceRow instance = locked.get().instance();
        ProcessGraph graph = definitions.graph(row.definition());
        if (!instance.marking().tasks().containsKey(row.token())
                || row.state() != TaskRow.State.OPEN
                || row.isHeldByOtherThan(by)
                || row.version() != version) {
            return Result.refused(whyNot(task, by));
        }
        if (instance.suspendedAt() != null) {
            return Result.refused(Problem.of("process.suspended", TIME.format(instance.suspendedAt())));
        }
        List<Step.Outcome> offered = graph.step(row.elementId()).outcomes();
        if (!offered.isEmpty() && offered.stream().noneMatch(o -> o.key().equals(outcome))) {
            return Result.refused(Problem.of("process.outcome-unknown", outcome, row.name()));
        }
        Map<String, Object> added = Tables.asStored(variables);
        var all = new HashMap<>(instance.variables());
        all.putAll(added);
        return switch (Engine.advance(graph, instance.marking(), new Command.Complete(row.token(), outcome, all))) {
            case Advance.Stuck stuck -> Result.refused(stuck.problem());
            case Advance.Taken taken ->
                switch (openings(graph, row.agency(), taken, now)) {
                    case Result.Refused<List<Opening>> refused -> Result.refused(refused.problems());
                    case Result.Done<List<Opening>> openings -> {
                        After after = after(taken);
                        List<TaskRow> rows =
                                tables.complete(row, version, outcome, added, after, openings.value(), by, now);
                        yield rows.isEmpty()
                                ? Result.refused(whyNot(task, by))
                                : Result.done(moved(graph, outcome, rows, after));
                    }
                };
        };
    }

    /** Stops the clock of an instance; nothing can be decided until it is resumed. */
    public void suspend(InstanceId id, Instant now) {
        InstanceRow instance = running(id);
        if (instance.suspendedAt() != null) {
            return;
        }
        WorkingCalendar calendar = calendar(instance.agency());
        tables.time(
                id,
                now,
                tables.openTasks(id).stream()
                        .map(task -> new Timing(task.id(), null, Deadlines.remaining(calendar, now, task.dueAt())))
                        .toList());
    }

    /** Restarts the clock: each open task gets the working minutes it had left. Gives the open tasks. */
    public List<TaskSummary> resume(InstanceId id, Instant now) {
        InstanceRow instance = running(id);
        ProcessGraph graph = definitions.graph(instance.definition());
        List<TaskRow> open = tables.openTasks(id);
        if (instance.suspendedAt() == null) {
            return summaries(graph, open);
        }
        WorkingCalendar calendar = calendar(instance.agency());
        var timings = new ArrayList<Timing>();
        for (TaskRow task : open) {
            int remaining = Objects.requireNonNull(task.remainingMinutes(), "an open task of a suspended instance");
            timings.add(new Timing(task.id(), Deadlines.due(calendar, now, remaining), null));
        }
        return summaries(graph, tables.time(id, null, timings));
    }

    /** Ends an instance where it stands; its open tasks are withdrawn. Cancelling twice changes nothing. */
    public void cancel(InstanceId id, Instant now) {
        InstanceRow instance = tables.lock(id).orElseThrow(() -> unknown(id));
        if (instance.state() == InstanceRow.State.CANCELLED) {
            return;
        }
        if (instance.state() == InstanceRow.State.ENDED) {
            throw new IllegalStateException("instance " + id.value() + " has ended and cannot be cancelled");
        }
        ProcessGraph graph = definitions.graph(instance.definition());
        if (Engine.advance(graph, instance.marking(), new Command.Cancel()) instanceof Advance.Taken taken) {
            tables.end(id, new After(taken.marking(), InstanceRow.State.CANCELLED, null), now);
        }
    }

    /**
     * A task, open or closed.
     *
     * @throws IllegalArgumentException when there is none
     */
    @Transactional(readOnly = true)
    public TaskSummary task(TaskId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no task " + id.value()));
    }

    /** A task, open or closed, by a number that may come from anywhere. */
    @Transactional(readOnly = true)
    public Optional<TaskSummary> find(TaskId id) {
        return tables.task(id).map(this::summary);
    }

    /** The open tasks of a subject, the oldest first. */
    @Transactional(readOnly = true)
    public List<TaskSummary> openTasks(SubjectRef subject) {
        return tables.openTasks(subject).stream().map(this::summary).toList();
    }

    /** Ids of the elements of the diagram at which the subject stands now: tasks, and joins that wait. */
    @Transactional(readOnly = true)
    public Set<String> activeElements(SubjectRef subject) {
        var elements = new TreeSet<String>();
        tables.markings(subject).forEach(at -> elements.addAll(at.getValue().elements(definitions.graph(at.getKey()))));
        return elements;
    }

    private InstanceRow running(InstanceId id) {
        InstanceRow instance = tables.lock(id).orElseThrow(() -> unknown(id));
        if (instance.state() != InstanceRow.State.RUNNING) {
            throw new IllegalStateException("instance " + id.value() + " is " + instance.state());
        }
        return instance;
    }

    private static IllegalArgumentException unknown(InstanceId id) {
        return new IllegalArgumentException("no process instance " + id.value());
    }

    /** The tasks a step opens, each with the agency's unit that answers and the time it is due. */
    private Result<List<Opening>> openings(ProcessGraph graph, AgencyId agencyId, Advance.Taken taken, Instant now) {
        var openings = new ArrayList<Opening>();
        Agency agency = organization.agency(agencyId);
        for (Effect effect : taken.effects()) {
            if (effect instanceof Effect.OpenTask open) {
                Step step = graph.step(open.elementId());
                Optional<Unit> unit = organization.unitOf(agencyId, step.unitKey());
                if (unit.isEmpty()) {
                    return Result.refused(Problem.of("process.no-unit", agency.name(), step.unitKey(), step.name()));
                }
                openings.add(new Opening(
                        open.token(),
                        step.elementId(),
                        step.name(),
                        step.work(),
                        unit.get().id(),
                        step.position(),
                        calendar(agencyId).plusWorkingMinutes(now, step.allowanceMinutes())));
            }
        }
        return Result.done(List.copyOf(openings));
    }

    private static After after(Advance.Taken taken) {
        for (Effect effect : taken.effects()) {
            if (effect instanceof Effect.End end) {
                return new After(taken.marking(), InstanceRow.State.ENDED, end.result());
            }
        }
        return new After(taken.marking(), InstanceRow.State.RUNNING, null);
    }

    private static Moved moved(ProcessGraph graph, String outcome, List<TaskRow> rows, After after) {
        return new Moved(
                rows.getFirst().summary(graph),
                outcome,
                summaries(graph, rows.subList(1, rows.size())),
                after.result());
    }

    private WorkingCalendar calendar(AgencyId agency) {
        return calendars.byId(organization.agency(agency).processingCalendar());
    }

    private TaskSummary summary(TaskRow row) {
        return row.summary(definitions.graph(row.definition()));
    }

    private static List<TaskSummary> summaries(ProcessGraph graph, List<TaskRow> rows) {
        return rows.stream().map(row -> row.summary(graph)).toList();
    }

    /** Why a command on a task missed, told from how the task stands now: who did it, and when. */
    private Problem whyNot(TaskId id, OfficerId asking) {
        Optional<TaskRow> found = tables.task(id);
        if (found.isEmpty()) {
            return Problem.of("process.task-unknown");
        }
        TaskRow task = found.get();
        return switch (task.state()) {
            case DONE -> Problem.of("process.task-gone", task.name(), name(task.closedBy()), time(task.closedAt()));
            case WITHDRAWN -> Problem.of("process.task-withdrawn", task.name(), time(task.closedAt()));
            case OPEN ->
                task.isHeldByOtherThan(asking)
                        ? Problem.of("process.task-taken", task.name(), name(task.holder()), time(task.claimedAt()))
                        : Problem.of("process.task-stale", task.name());
        };
    }

    private String name(@Nullable OfficerId officer) {
        return officer == null ? "" : organization.officer(officer).name();
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }
}
