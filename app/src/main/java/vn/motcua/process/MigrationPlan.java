package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.shared.Problem;

/**
 * How an instance would stand under another version of its process, or why it cannot move there. Pure: tokens keep their
 * numbers, so what was opened, armed and called for them stays theirs, and no token comes or goes.
 */
final class MigrationPlan {

    private final ProcessGraph from;
    private final ProcessGraph to;
    private final Map<String, String> mapping;
    private final Map<String, Node> nodes = new HashMap<>();

    /** @param mapping ids of elements of the old version → of the new one; those not named keep their id */
    MigrationPlan(ProcessGraph from, ProcessGraph to, Map<String, String> mapping) {
        this.from = from;
        this.to = to;
        this.mapping = Map.copyOf(mapping);
        to.nodes().forEach(node -> nodes.put(node.id(), node));
    }

    /** What becomes of one instance. */
    sealed interface Outcome {

        /**
         * It can move.
         *
         * @param tasks open tasks whose step is another, or another's to do
         */
        record Moves(Marking marking, List<TaskChange> tasks) implements Outcome {
            public Moves {
                tasks = List.copyOf(tasks);
            }
        }

        record Stays(List<Problem> reasons) implements Outcome {
            public Stays {
                reasons = List.copyOf(reasons);
            }
        }
    }

    record TaskChange(long token, Step before, Step after) {}

    Outcome of(Marking marking) {
        var reasons = new LinkedHashSet<Problem>();
        SortedMap<Long, String> tasks = moved(marking.tasks(), reasons);
        SortedMap<Long, String> rests = moved(marking.rests(), reasons);
        var watches = new TreeMap<Long, Watch>();
        marking.watches().forEach((number, watch) -> {
            unfit(watch, marking).ifPresent(reasons::add);
            watches.put(number, new Watch(target(watch.element()), watch.host(), watch.left(), watch.key()));
        });
        SortedMap<String, Integer> waiting = waiting(marking, reasons);
        if (reasons.isEmpty()) {
            var next = new Marking(
                    marking.next(),
                    tasks,
                    waiting,
                    rests,
                    marking.scopes(),
                    watches,
                    marking.rounds(),
                    marking.turns());
            reasons.addAll(joins(marking, next));
            if (reasons.isEmpty()) {
                return new Outcome.Moves(next, changes(marking));
            }
        }
        return new Outcome.Stays(List.copyOf(reasons));
    }

    private String target(String id) {
        return mapping.getOrDefault(id, id);
    }

    private SortedMap<Long, String> moved(SortedMap<Long, String> tokens, Set<Problem> reasons) {
        var moved = new TreeMap<Long, String>();
        tokens.forEach((token, element) -> {
            unfit(element).ifPresent(reasons::add);
            moved.put(token, target(element));
        });
        return moved;
    }

    /** Why what is at an element cannot be at the one that takes its place. */
    private Optional<Problem> unfit(String element) {
        Node before = from.node(element);
        Node after = nodes.get(target(element));
        if (after == null) {
            return Optional.of(Problem.of("process.move-missing", before.name()));
        }
        if (!target(before.scope()).equals(after.scope())) {
            return Optional.of(Problem.of("process.move-scope", before.name(), after.name()));
        }
        return isLike(before, after)
                ? Optional.empty()
                : Optional.of(Problem.of("process.move-kind", before.name(), after.name()));
    }

    /** What was asked, subscribed to or is counted for the one holds for the other. */
    private static boolean isLike(Node before, Node after) {
        if (before.getClass() != after.getClass()) {
            return false;
        }
        if (before instanceof Node.Activity one
                && after instanceof Node.Activity other
                && !isLike(one.repetition(), other.repetition())) {
            return false;
        }
        return switch (before) {
            case Node.Service service -> service.service().equals(((Node.Service) after).service());
            case Node.Call call -> call.process().equals(((Node.Call) after).process());
            case Node.Receive _, Node.Catch _, Node.Boundary _ ->
                isLike(Watching.trigger(before), Watching.trigger(after));
            default -> true;
        };
    }

    private static boolean isLike(Node.@Nullable Repetition one, Node.@Nullable Repetition other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.sequential() == other.sequential() && Objects.equals(one.item(), other.item());
    }

    private static boolean isLike(Trigger one, Trigger other) {
        return switch (one) {
            case Trigger.Timer _ -> other instanceof Trigger.Timer;
            case Trigger.Message message ->
                other instanceof Trigger.Message same && message.name().equals(same.name());
            case Trigger.Signal signal ->
                other instanceof Trigger.Signal same && signal.name().equals(same.name());
            case Trigger.Fault _ -> other instanceof Trigger.Fault;
        };
    }

    /** What is watched for must be on the border of what it was, or behind it. */
    private Optional<Problem> unfit(Watch watch, Marking marking) {
        Optional<Problem> problem = unfit(watch.element());
        if (problem.isPresent()) {
            return problem;
        }
        String host = element(marking, watch.host());
        Node event = from.node(watch.element());
        Node after = to.node(target(watch.element()));
        boolean placed = after instanceof Node.Boundary border
                ? border.host().equals(target(host))
                : watch.element().equals(host)
                        ? after.id().equals(target(host))
                        : to.out(target(host)).stream()
                                .anyMatch(flow -> flow.to().equals(after.id()));
        return placed ? Optional.empty() : Optional.of(Problem.of("process.move-scope", event.name(), after.name()));
    }

    private static String element(Marking marking, long token) {
        String task = marking.tasks().get(token);
        return task == null ? Objects.requireNonNull(marking.rests().get(token)) : task;
    }

    /** Before joins a token is on a flow: the one of the same id into the same join, else the only one from the same to it. */
    private SortedMap<String, Integer> waiting(Marking marking, Set<Problem> reasons) {
        var moved = new TreeMap<String, Integer>();
        marking.waiting().forEach((at, tokens) -> {
            Flow flow = from.flow(Marking.flow(at));
            Optional<Problem> unfit = unfit(flow.to());
            if (unfit.isPresent()) {
                reasons.add(unfit.get());
                return;
            }
            List<Flow> in = to.in(target(flow.to()));
            List<Flow> same =
                    in.stream().filter(one -> one.id().equals(flow.id())).toList();
            List<Flow> between = in.stream()
                    .filter(one -> one.from().equals(target(flow.from())))
                    .toList();
            Flow found = !same.isEmpty() ? same.getFirst() : between.size() == 1 ? between.getFirst() : null;
            String key = found == null ? null : Marking.at(Marking.scope(at), found.id());
            if (key == null || moved.containsKey(key)) {
                reasons.add(Problem.of("process.move-flow", from.node(flow.to()).name()));
            } else {
                moved.put(key, tokens);
            }
        });
        return moved;
    }

    /** Joins ahead of the tokens that could wait for ever under the new version, and could not under the old. */
    private List<Problem> joins(Marking before, Marking after) {
        Set<String> known = new HashSet<>();
        stuck(from, before).forEach(join -> known.add(target(join.id())));
        List<Problem> problems = new ArrayList<>();
        for (Node join : stuck(to, after)) {
            if (!known.contains(join.id())) {
                problems.add(Problem.of("process.move-join", join.name()));
            }
        }
        return problems;
    }

    private static List<Node> stuck(ProcessGraph graph, Marking marking) {
        Map<Long, List<Flow>> byScope = new TreeMap<>();
        var elements = new TreeMap<>(marking.tasks());
        elements.putAll(marking.rests());
        elements.forEach((token, element) -> {
            long scope = marking.scopes().getOrDefault(token, Marking.PROCESS);
            // rounds of a repeated activity are within it: around it there is one token
            if (!marking.rounds().containsKey(scope)) {
                byScope.computeIfAbsent(scope, _ -> new ArrayList<>())
                        .add(graph.in(element).getFirst());
            }
        });
        marking.waiting().forEach((at, tokens) -> {
            List<Flow> flows = byScope.computeIfAbsent(Marking.scope(at), _ -> new ArrayList<>());
            for (int n = 0; n < tokens; n++) {
                flows.add(graph.flow(Marking.flow(at)));
            }
        });
        List<Node> stuck = new ArrayList<>();
        byScope.forEach((scope, flows) -> {
            String around = scope == Marking.PROCESS
                    ? ProcessGraph.PROCESS
                    : Objects.requireNonNull(marking.rests().get(scope));
            Soundness.check(graph, around, flows).faults().forEach(fault -> stuck.add(fault.node()));
        });
        return stuck;
    }

    private List<TaskChange> changes(Marking marking) {
        List<TaskChange> changes = new ArrayList<>();
        marking.tasks().forEach((token, element) -> {
            Step before = from.step(element);
            Step after = to.step(target(element));
            boolean same = before.elementId().equals(after.elementId())
                    && before.name().equals(after.name())
                    && before.work().equals(after.work())
                    && before.unitKey().equals(after.unitKey())
                    && before.position().equals(after.position());
            if (!same) {
                changes.add(new TaskChange(token, before, after));
            }
        });
        return changes;
    }
}
