package vn.motcua.process;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.organization.UnitId;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.MigrationPlan.Outcome;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.PlannedMove.Place;
import vn.motcua.process.PlannedMove.Turn;
import vn.motcua.process.PlannedMove.Wait;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Plans moves from one version to another for the people who work on them: whose each task is then, and until when. */
final class MovePlanner {

    /** Whether an officer may do a kind of work of a unit that is meant for a position. */
    interface Fitness {
        boolean fits(OfficerId officer, UnitId unit, String work, String position);
    }

    /** When a timer that is set goes off; empty while the clock stands. */
    interface Setting {
        Instant due(Effect.ArmTimer timer);
    }

    private final ProcessGraph from;
    private final ProcessGraph to;
    private final Map<String, String> mapping;
    private final MigrationPlan plan;
    private final Organization organization;
    private final Fitness fitness;

    /** By agency: what keeps its steps from being done, by id. */
    private final Map<AgencyId, Map<String, Problem>> lacking = new HashMap<>();

    MovePlanner(
            ProcessGraph from,
            ProcessGraph to,
            Map<String, String> mapping,
            Organization organization,
            Fitness fitness) {
        this.from = from;
        this.to = to;
        this.mapping = Map.copyOf(mapping);
        this.plan = new MigrationPlan(from, to, mapping);
        this.organization = organization;
        this.fitness = fitness;
    }

    /** @param changed whether anything the ledger keeps of the task is another */
    record Kept(TaskRow task, Step step, boolean changed) {}

    record Passed(TaskRow task, Step step, Unit unit) {}

    record Move(
            Marking marking,
            List<Kept> kept,
            List<Passed> passed,
            List<Effect> effects,
            List<MigrationPlan.WaitChange> waits) {}

    ProcessGraph to() {
        return to;
    }

    /** How a running instance moves; refused with every reason why it cannot. */
    Result<Move> of(Standing standing) {
        InstanceRow instance = standing.instance();
        Outcome outcome = plan.of(instance.marking(), instance.variables());
        return switch (outcome) {
            case Outcome.Stays stays -> Result.refused(stays.reasons());
            case Outcome.Moves moves -> move(standing, moves);
        };
    }

    private Result<Move> move(Standing standing, Outcome.Moves moves) {
        Agency agency = organization.agency(standing.instance().agency());
        List<Problem> lacking = lacking(agency, moves.marking());
        if (!lacking.isEmpty()) {
            return Result.refused(lacking);
        }
        List<Kept> kept = new ArrayList<>();
        List<Passed> passed = new ArrayList<>();
        for (TaskRow task : standing.tasks()) {
            Step before = from.step(task.element());
            Step after = to.step(Objects.requireNonNull(moves.marking().tasks().get(task.token())));
            Unit unit = organization.unitOf(agency.id(), after.unitKey()).orElseThrow();
            boolean alike =
                    before.work().equals(after.work()) && before.position().equals(after.position());
            OfficerId officer = task.officer();
            boolean same = unit.id().value() == task.unit()
                    && (alike || officer == null || fitness.fits(officer, unit.id(), after.work(), after.position()));
            if (same) {
                boolean changed = !alike
                        || !before.name().equals(after.name())
                        || !before.elementId().equals(after.elementId());
                kept.add(new Kept(task, after, changed));
            } else {
                passed.add(new Passed(task, after, unit));
            }
        }
        return Result.done(new Move(moves.marking(), kept, passed, moves.effects(), moves.waits()));
    }

    /** Steps that can still come and that nobody answers for in the agency: the instance would not get past them. */
    private List<Problem> lacking(Agency agency, Marking marking) {
        Map<String, Problem> all = lacking.computeIfAbsent(agency.id(), _ -> lacking(agency));
        if (all.isEmpty()) {
            return List.of();
        }
        Set<String> ahead = ahead(marking);
        return all.entrySet().stream()
                .filter(one -> ahead.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * What keeps each step from being done in an agency, by id: no such unit, or no officer of it holds the position. Where
     * nobody has been appointed to any unit yet, positions are not asked for.
     */
    private Map<String, Problem> lacking(Agency agency) {
        Map<String, Problem> found = new LinkedHashMap<>();
        boolean anyone = organization.unitsOf(agency.id()).stream()
                .anyMatch(unit -> !organization.officersOf(unit.id(), null).isEmpty());
        for (Step step : to.steps()) {
            Optional<Unit> unit = organization.unitOf(agency.id(), step.unitKey());
            if (unit.isEmpty()) {
                found.put(step.elementId(), Problem.of("process.no-unit", agency.name(), step.unitKey(), step.name()));
            } else if (anyone
                    && organization.officersOf(unit.get().id(), step.position()).isEmpty()) {
                found.put(
                        step.elementId(),
                        Problem.of(
                                "process.nobody-position",
                                step.elementId(),
                                step.name(),
                                Integer.toString(to.node(step.elementId()).line()),
                                step.position(),
                                unit.get().name()));
            }
        }
        return found;
    }

    /** Every element a token can be at from here on. */
    private Set<String> ahead(Marking marking) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(marking.elements(to));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (!seen.add(id)) {
                continue;
            }
            to.out(id).forEach(flow -> open.add(flow.to()));
            to.boundaries(id).forEach(event -> open.add(event.id()));
            if (to.node(id) instanceof Node.Subprocess) {
                open.add(to.start(id).id());
            }
        }
        return seen;
    }

    /**
     * For people.
     *
     * @param armed when timers that run go off, by number
     */
    PlannedMove told(Standing standing, Move move, Map<Long, Instant> armed, Setting setting) {
        Map<Long, Effect.ArmTimer> set = move.effects().stream()
                .filter(Effect.ArmTimer.class::isInstance)
                .map(Effect.ArmTimer.class::cast)
                .collect(Collectors.toMap(Effect.ArmTimer::timer, Function.identity()));
        boolean stands = standing.instance().suspendedAt() != null;
        List<Wait> waits = new ArrayList<>();
        for (MigrationPlan.WaitChange wait : move.waits()) {
            Effect.ArmTimer arming = set.get(wait.number());
            @Nullable Instant due = stands ? null : arming == null ? armed.get(wait.number()) : setting.due(arming);
            waits.add(new Wait(
                    wait.event().name(),
                    kind(Watching.trigger(wait.event())),
                    PlannedMove.How.valueOf(wait.how().name()),
                    due));
        }
        return new PlannedMove(
                places(from, standing.instance().marking()), places(to, move.marking()), turns(standing, move), waits);
    }

    private List<Turn> turns(Standing standing, Move move) {
        Map<Long, Turn> byTask = new HashMap<>();
        move.kept()
                .forEach(kept -> byTask.put(
                        kept.task().id(),
                        turn(kept.task(), kept.step(), kept.task().unit(), true)));
        move.passed()
                .forEach(passed -> byTask.put(
                        passed.task().id(),
                        turn(passed.task(), passed.step(), passed.unit().id().value(), false)));
        return standing.tasks().stream()
                .map(task -> Objects.requireNonNull(byTask.get(task.id())))
                .toList();
    }

    private Turn turn(TaskRow task, Step after, long unit, boolean stays) {
        return new Turn(from.step(task.element()).name(), after.name(), task.unit(), unit, task.holder(), stays);
    }

    static List<Place> places(ProcessGraph graph, Marking marking) {
        return marking.elements(graph).stream()
                .map(id -> new Place(id, graph.node(id).name()))
                .toList();
    }

    private static PlannedMove.Kind kind(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Timer _ -> PlannedMove.Kind.TIMER;
            case Trigger.Message _ -> PlannedMove.Kind.MESSAGE;
            case Trigger.Signal _ -> PlannedMove.Kind.SIGNAL;
            case Trigger.Fault _ -> throw new IllegalStateException("nobody waits for an error");
        };
    }

    /** Where instances can stand, and what can take each place. Events on a border go with what they stand on. */
    List<StepMatch> matches(Map<String, Long> instances) {
        return from.nodes().stream()
                .filter(node -> canStand(from, node))
                .map(node -> match(node, instances.getOrDefault(node.id(), 0L)))
                .toList();
    }

    private StepMatch match(Node node, long instances) {
        List<Node> alike = to.nodes().stream()
                .filter(other -> other.getClass() == node.getClass() && canStand(to, other))
                .toList();
        String given = mapping.get(node.id());
        String proposed = given != null
                ? given
                : first(alike, other -> other.id().equals(node.id()))
                        .or(() -> first(alike, other -> other.name().equals(node.name())))
                        .orElse("");
        return new StepMatch(
                node.id(),
                node.name(),
                word(node),
                instances,
                proposed,
                alike.stream()
                        .map(other -> new StepMatch.Candidate(other.id(), other.name()))
                        .toList());
    }

    private static Optional<String> first(List<Node> nodes, java.util.function.Predicate<Node> fits) {
        return nodes.stream().filter(fits).map(Node::id).findFirst();
    }

    private static boolean canStand(ProcessGraph graph, Node node) {
        return switch (node) {
            case Node.Task _, Node.Service _, Node.Receive _, Node.Call _, Node.Subprocess _, Node.Catch _ -> true;
            case Node.EventBased _ -> true;
            case Node.Parallel _, Node.Inclusive _ -> graph.in(node.id()).size() > 1;
            default -> false;
        };
    }

    private static String word(Node node) {
        return switch (node) {
            case Node.Task _ -> "userTask";
            case Node.Service _ -> "serviceTask";
            case Node.Receive _ -> "receiveTask";
            case Node.Call _ -> "callActivity";
            case Node.Subprocess _ -> "subProcess";
            case Node.Catch _ -> "intermediateCatchEvent";
            case Node.EventBased _ -> "eventBasedGateway";
            case Node.Parallel _ -> "parallelGateway";
            case Node.Inclusive _ -> "inclusiveGateway";
            default -> throw new IllegalArgumentException("nothing stands at " + node.id());
        };
    }
}
