package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;

/**
 * The longest a process may take when no node is passed twice. Parallel branches take as long as the longest of them, so
 * that is the longest chain of nodes, found exactly: in one pass where nothing is a loop, and within loops by trying
 * every chain, up to {@link #MOST_TRIED} of them.
 */
final class LongestWay {

    static final int MOST_TRIED = 200_000;

    /** A chain of more nodes within one loop is not followed to its end. */
    private static final int LONGEST_CHAIN = 1_000;

    private final ProcessGraph graph;
    private final Map<String, Object> known;
    private final Map<String, Way> within = new HashMap<>();
    private int tried;

    /**
     * @param minutes working minutes until the result is there; returning it is not counted
     * @param before how it began; {@code null} at the start
     * @param last the nodes passed since
     */
    record Way(int minutes, @Nullable Way before, List<Node> last) {

        static final Way NONE = new Way(0, List.of());

        Way(int minutes, List<Node> nodes) {
            this(minutes, null, nodes);
        }

        Way then(Way more) {
            return new Way(Math.addExact(minutes, more.minutes), this, more.nodes());
        }

        /** The chain of nodes, with those within subprocesses. */
        List<Node> nodes() {
            var parts = new ArrayDeque<List<Node>>();
            for (Way way = this; way != null; way = way.before) {
                parts.push(way.last);
            }
            return parts.stream().flatMap(List::stream).toList();
        }
    }

    /** From one node to another, with the time spent at the first. */
    private record Hop(Node to, Way cost) {}

    /** @param known variables whose values are known; conditions on these alone are decided */
    LongestWay(ProcessGraph graph, Map<String, Object> known) {
        this.graph = graph;
        this.known = known;
    }

    Way find() {
        return find(ProcessGraph.PROCESS, _ -> true);
    }

    /** Whether every chain was tried; always so where there is no loop. */
    boolean isExact() {
        return tried <= MOST_TRIED;
    }

    private Way find(String scope, Predicate<Node.End> wanted) {
        Node start = graph.start(scope);
        List<List<Node>> groups = Loops.groups(
                List.of(start), node -> hops(node).stream().map(Hop::to).toList());
        Map<Node, Way> best = new HashMap<>();
        best.put(start, Way.NONE);
        Way longest = null;
        for (List<Node> group : groups) {
            var inside = Set.copyOf(group);
            for (Node entry : group) {
                Way way = best.get(entry);
                if (way != null) {
                    longest = longer(longest, walk(entry, way, inside, new HashSet<>(), best, wanted));
                }
            }
        }
        return Objects.requireNonNullElse(longest, Way.NONE);
    }

    /** Goes every chain within a loop, and notes how long it takes to what comes after it. */
    private @Nullable Way walk(
            Node at, Way way, Set<Node> inside, Set<Node> passed, Map<Node, Way> best, Predicate<Node.End> wanted) {
        if (inside.size() > 1 && (++tried > MOST_TRIED || passed.size() > LONGEST_CHAIN)) {
            tried = MOST_TRIED + 1;
            return null;
        }
        Way longest = at instanceof Node.End end && wanted.test(end) ? way.then(new Way(0, List.of(at))) : null;
        passed.add(at);
        for (Hop hop : hops(at)) {
            Way there = way.then(hop.cost());
            if (!inside.contains(hop.to())) {
                best.merge(hop.to(), there, LongestWay::longer);
            } else if (!passed.contains(hop.to())) {
                longest = longer(longest, walk(hop.to(), there, inside, passed, best, wanted));
            }
        }
        passed.remove(at);
        return longest;
    }

    private static @Nullable Way longer(@Nullable Way one, @Nullable Way other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.minutes() > one.minutes() ? other : one;
    }

    private List<Hop> hops(Node node) {
        var hops = new ArrayList<Hop>();
        Way spent = spent(node);
        for (Flow flow : graph.out(node.id())) {
            if (Allowed.isOpen(flow, known)) {
                hops.add(new Hop(graph.node(flow.to()), spent));
            }
        }
        for (Node.Boundary event : graph.boundaries(node.id())) {
            until(event, node, spent).ifPresent(cost -> hops.add(new Hop(event, cost)));
        }
        return hops;
    }

    /** The longest that can be spent at a node before it is left by its own way out. */
    private Way spent(Node node) {
        return switch (node) {
            case Node.Task task ->
                new Way(
                        Allowed.isReturn(task.step())
                                ? 0
                                : Math.multiplyExact(task.step().allowanceMinutes(), Allowed.inTurn(task.repetition())),
                        List.of(task));
            case Node.Subprocess subprocess -> {
                Way way = within.get(subprocess.id());
                if (way == null) {
                    way = find(subprocess.id(), end -> !(end.thrown() instanceof Thrown.Fault));
                    within.put(subprocess.id(), way);
                }
                yield new Way(Math.multiplyExact(way.minutes(), Allowed.inTurn(subprocess.repetition())), way.nodes());
            }
            case Node.Catch event -> new Way(Allowed.minutes(event.trigger()).orElse(0), List.of(event));
            default -> new Way(0, List.of(node));
        };
    }

    /** The longest that can be spent at a node until an event on its border happens; empty for errors nothing raises. */
    private Optional<Way> until(Node.Boundary event, Node host, Way spent) {
        if (event.trigger() instanceof Trigger.Fault fault && host instanceof Node.Subprocess subprocess) {
            return raised(fault, subprocess, spent);
        }
        int minutes = Allowed.minutes(event.trigger())
                .map(timer -> event.interrupting() ? timer : Math.min(timer, spent.minutes()))
                .orElse(spent.minutes());
        return Optional.of(new Way(minutes, spent.nodes()));
    }

    private Optional<Way> raised(Trigger.Fault fault, Node.Subprocess subprocess, Way spent) {
        List<Node> ends = graph.nodes().stream()
                .filter(node -> node instanceof Node.End end
                        && Allowed.catches(fault, end.thrown())
                        && Allowed.isWithin(graph, end, subprocess))
                .toList();
        boolean here = ends.stream().allMatch(end -> end.scope().equals(subprocess.id()));
        if (Allowed.callsOthers(graph, subprocess) || !here) {
            return Optional.of(spent);
        }
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        Way way = find(subprocess.id(), end -> Allowed.catches(fault, end.thrown()));
        return Optional.of(
                new Way(Math.multiplyExact(way.minutes(), Allowed.inTurn(subprocess.repetition())), way.nodes()));
    }
}
