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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.shared.Problem;

/**
 * How an instance would stand under another version of its process, or why it cannot move there. Pure: tokens keep their
 * numbers, so what was opened, armed and called for them stays theirs, and no token comes or goes. What is watched for
 * stays as it is where the new version watches for the same; a timer with another rule is set anew, an event the new
 * version does not have is dropped, one it has more is set. An event that has already come does not come again.
 */
final class MigrationPlan {

    private final ProcessGraph from;
    private final ProcessGraph to;
    private final Map<String, String> mapping;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<Place, List<Node>> played = new ConcurrentHashMap<>();

    /** Where tokens of one scope are, whatever their numbers: instances of a process share few of these. */
    private record Place(boolean old, String scope, List<String> flows) {}

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
         * @param waits everything that is watched for, or was
         * @param effects what is to be disarmed, armed, subscribed to and not any more
         */
        record Moves(Marking marking, List<TaskChange> tasks, List<WaitChange> waits, List<Effect> effects)
                implements Outcome {
            public Moves {
                tasks = List.copyOf(tasks);
                waits = List.copyOf(waits);
                effects = List.copyOf(effects);
            }
        }

        record Stays(List<Problem> reasons) implements Outcome {
            public Stays {
                reasons = List.copyOf(reasons);
            }
        }
    }

    record TaskChange(long token, Step before, Step after) {}

    /** @param event of the new version; of the old one when it is dropped */
    record WaitChange(long number, Node event, How how) {}

    enum How {
        KEPT,
        SET,
        DROPPED
    }

    /** @param variables what rules of timers that are set may name */
    Outcome of(Marking marking, Map<String, Object> variables) {
        var reasons = new LinkedHashSet<Problem>();
        SortedMap<Long, String> tasks = moved(marking.tasks(), reasons);
        SortedMap<Long, String> rests = moved(marking.rests(), reasons);
        SortedMap<String, Integer> waiting = waiting(marking, reasons);
        if (!reasons.isEmpty()) {
            return new Outcome.Stays(List.copyOf(reasons));
        }
        var watches = new TreeMap<Long, Watch>();
        List<WaitChange> waits = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        marking.watches().forEach((number, watch) -> {
            Node event = from.node(watch.element());
            Optional<Node> after = counterpart(event, element(marking, watch.host()));
            if (after.isPresent() && isSame(Watching.trigger(event), Watching.trigger(after.get()))) {
                watches.put(number, new Watch(after.get().id(), watch.host(), watch.left(), watch.key()));
                waits.add(new WaitChange(number, after.get(), How.KEPT));
                return;
            }
            effects.add(
                    Watching.trigger(event) instanceof Trigger.Timer
                            ? new Effect.DisarmTimer(number, event.id(), false)
                            : new Effect.Unsubscribe(number, event.id(), false));
            if (after.isEmpty()) {
                waits.add(new WaitChange(number, event, How.DROPPED));
            }
        });
        var next = new Tokens(new Marking(
                marking.next(), tasks, waiting, rests, marking.scopes(), watches, marking.rounds(), marking.turns()));
        reasons.addAll(joins(marking, next.marking()));
        reasons.addAll(set(marking, next, variables, waits, effects));
        return reasons.isEmpty()
                ? new Outcome.Moves(next.marking(), changes(marking), waits, effects)
                : new Outcome.Stays(List.copyOf(reasons));
    }

    /** Watches for what the new version has and the old one did not, or had with another rule. */
    private Set<Problem> set(
            Marking marking, Tokens next, Map<String, Object> variables, List<WaitChange> waits, List<Effect> effects) {
        var reasons = new LinkedHashSet<Problem>();
        var opened = new Effects();
        var watching = new Watching(to, next, new Scoped(to, next, variables), opened);
        var hosts = new TreeMap<>(marking.tasks());
        hosts.putAll(marking.rests());
        hosts.forEach((host, element) -> {
            Set<String> over = new HashSet<>();
            next.watchesOf(host).values().forEach(watch -> over.add(watch.element()));
            for (Node event : events(from, marking, host, element)) {
                boolean come = marking.watches().values().stream()
                        .noneMatch(
                                watch -> watch.host() == host && watch.element().equals(event.id()));
                if (come) {
                    counterpart(event, element).ifPresent(after -> over.add(after.id()));
                }
            }
            for (Node event : events(to, marking, host, target(element))) {
                if (!over.contains(event.id())) {
                    long number = next.marking().next();
                    watching.watch(event, host).ifPresent(reasons::add);
                    waits.add(new WaitChange(number, event, How.SET));
                }
            }
        });
        effects.addAll(opened.list());
        return reasons;
    }

    /** What can be watched for while a token is at an element: on its border, behind it, or the element itself. */
    private static List<Node> events(ProcessGraph graph, Marking marking, long token, String element) {
        Node node = graph.node(element);
        List<Node> events = new ArrayList<>();
        boolean round = marking.rounds().containsKey(marking.scopes().getOrDefault(token, Marking.PROCESS));
        if (node instanceof Node.Activity && !round) {
            graph.boundaries(element).stream()
                    .filter(event -> !(event.trigger() instanceof Trigger.Fault))
                    .forEach(events::add);
        }
        if (node instanceof Node.Catch
                || node instanceof Node.Receive && !marking.rounds().containsKey(token)) {
            events.add(node);
        }
        if (node instanceof Node.EventBased) {
            graph.out(element).forEach(flow -> events.add(graph.node(flow.to())));
        }
        return events;
    }

    /** The event of the new version that takes the place of one of the old. */
    private Optional<Node> counterpart(Node event, String host) {
        String place = target(host);
        if (event.id().equals(host)) {
            return Optional.of(to.node(place));
        }
        List<? extends Node> there = event instanceof Node.Boundary
                ? to.boundaries(place)
                : to.out(place).stream().map(flow -> to.node(flow.to())).toList();
        Optional<? extends Node> named = there.stream()
                .filter(other -> other.id().equals(target(event.id())))
                .findFirst();
        if (named.isPresent()) {
            return named.filter(other -> isLike(event, other)).map(other -> other);
        }
        // under another id it is found when there is only one that waits for the very same
        Set<String> taken = new HashSet<>();
        from.nodes().forEach(node -> taken.add(target(node.id())));
        List<? extends Node> same = there.stream()
                .filter(other -> !taken.contains(other.id())
                        && isLike(event, other)
                        && isSame(Watching.trigger(event), Watching.trigger(other)))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** Whether what was armed or subscribed to for one is what the other asks for. */
    private static boolean isSame(Trigger one, Trigger other) {
        return one instanceof Trigger.Timer(TimerRule before) && other instanceof Trigger.Timer(TimerRule after)
                ? before.kind() == after.kind() && before.text().equals(after.text())
                : isLike(one, other);
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
        if (!isLike(before, after)) {
            return Optional.of(Problem.of("process.move-kind", before.name(), after.name()));
        }
        return before instanceof Node.Task one && after instanceof Node.Task other && returns(one) != returns(other)
                ? Optional.of(Problem.of("process.move-return", before.name(), after.name()))
                : Optional.empty();
    }

    /** At such a step the result is there already. */
    private static boolean returns(Node.Task task) {
        return task.step().work().equals("RETURN");
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
        stuck(true, before).forEach(join -> known.add(target(join.id())));
        List<Problem> problems = new ArrayList<>();
        for (Node join : stuck(false, after)) {
            if (!known.contains(join.id())) {
                problems.add(Problem.of("process.move-join", join.name()));
            }
        }
        return problems;
    }

    private List<Node> stuck(boolean old, Marking marking) {
        ProcessGraph graph = old ? from : to;
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
            var place =
                    new Place(old, around, flows.stream().map(Flow::id).sorted().toList());
            stuck.addAll(played.computeIfAbsent(
                    place,
                    _ -> Soundness.check(graph, around, flows).faults().stream()
                            .map(Soundness.Fault::node)
                            .toList()));
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
