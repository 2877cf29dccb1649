package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Node.Trigger;

/**
 * Where a peer is known to be otherwise than the standard, or the standard leaves it open; each is told in {@code
 * docs/adr/0010-where-engines-disagree.md}. A difference none of these can explain fails the test.
 */
enum Disagreement {

    /** Both let an inclusive gateway on a cycle wait for tokens that could also come over a flow that has one. */
    INCLUSIVE_ON_CYCLE,

    /** Operaton asks an inclusive join only when a token arrives at it, not when one that was waited for goes elsewhere. */
    INCLUSIVE_NOT_ASKED_AGAIN,

    /** Both do not count the events on an activity's border among the ways a token can still come. */
    INCLUSIVE_OVER_BORDER,

    /** A signal thrown in the same step as it is subscribed to: the standard gives parallel branches no order. */
    SIGNAL_IN_SAME_STEP,

    /** Flowable, when a signal is thrown within the activity on whose border it interrupts. */
    SIGNAL_FROM_WITHIN,

    /** Flowable, when the first of several that wait for a signal goes on to an error that cancels the others. */
    SIGNAL_TO_CANCELLED;

    /** What a step of ours gave rise to. @param before the marking the step began with */
    static Set<Disagreement> possible(OurCase process, Marking before) {
        var found = new HashSet<Disagreement>();
        ProcessGraph graph = process.graph();
        Marking after = process.marking();
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Inclusive gateway && isOnCycle(graph, gateway.id())) {
                found.add(INCLUSIVE_ON_CYCLE);
            }
        }
        for (String at : before.waiting().keySet()) {
            if (graph.node(graph.flow(Marking.flow(at)).to()) instanceof Node.Inclusive
                    && !after.waiting().containsKey(at)) {
                found.add(INCLUSIVE_NOT_ASKED_AGAIN);
            }
        }
        for (String at : after.waiting().keySet()) {
            Node to = graph.node(graph.flow(Marking.flow(at)).to());
            if (to instanceof Node.Inclusive join && waitsForBorder(graph, after, join)) {
                found.add(INCLUSIVE_OVER_BORDER);
            }
        }
        for (Effect effect : process.effects()) {
            if (effect instanceof Effect.Throw thrown && thrown.kind() == Effect.Kind.SIGNAL) {
                signals(graph, before, thrown, found);
            }
        }
        if (process.history().getLast() instanceof Command.Signal signal
                && cancelledWhileWaiting(graph, before, after, signal)) {
            found.add(SIGNAL_TO_CANCELLED);
        }
        return found;
    }

    /** Whether several waited for the signal within an activity that catches errors and is over since. */
    private static boolean cancelledWhileWaiting(
            ProcessGraph graph, Marking before, Marking after, Command.Signal signal) {
        var waited = new HashMap<Long, Integer>();
        for (Marking.Watch watch : before.watches().values()) {
            if (!isSignal(Watching.trigger(graph.node(watch.element())), signal.name())) {
                continue;
            }
            for (long at = watch.host();
                    at != Marking.PROCESS;
                    at = before.scopes().getOrDefault(at, Marking.PROCESS)) {
                waited.merge(at, 1, Integer::sum);
            }
        }
        return waited.entrySet().stream()
                .anyMatch(activity -> activity.getValue() > 1
                        && !after.rests().containsKey(activity.getKey())
                        && catchesErrors(graph, before.rests().get(activity.getKey())));
    }

    private static boolean catchesErrors(ProcessGraph graph, @Nullable String activity) {
        return activity != null
                && graph.boundaries(activity).stream().anyMatch(event -> event.trigger() instanceof Trigger.Fault);
    }

    private static void signals(ProcessGraph graph, Marking before, Effect.Throw thrown, Set<Disagreement> found) {
        String within = graph.node(thrown.elementId()).scope();
        for (Node node : graph.nodes()) {
            boolean waits = switch (node) {
                case Node.Catch event -> isSignal(event.trigger(), thrown.name());
                case Node.Boundary event -> isSignal(event.trigger(), thrown.name());
                default -> false;
            };
            if (!waits) {
                continue;
            }
            if (before.watches().values().stream()
                    .noneMatch(watch -> watch.element().equals(node.id()))) {
                found.add(SIGNAL_IN_SAME_STEP);
            }
            for (String scope = within;
                    !scope.equals(ProcessGraph.PROCESS);
                    scope = graph.node(scope).scope()) {
                if (node instanceof Node.Boundary event && event.host().equals(scope)) {
                    found.add(SIGNAL_FROM_WITHIN);
                }
            }
        }
    }

    private static boolean isSignal(Trigger trigger, String name) {
        return trigger instanceof Trigger.Signal signal && signal.name().equals(name);
    }

    private static boolean isOnCycle(ProcessGraph graph, String gateway) {
        return reaches(graph, gateway, gateway);
    }

    /** Whether a token that is held up for could come only over a border. */
    private static boolean waitsForBorder(ProcessGraph graph, Marking marking, Node.Inclusive join) {
        var standing = new HashSet<>(marking.tasks().values());
        standing.addAll(marking.rests().values());
        return standing.stream()
                .anyMatch(node -> graph.upstream(join).values().stream().anyMatch(ways -> ways.contains(node))
                        && !reaches(graph, node, join.id()));
    }

    /** By sequence flows alone, at least one. */
    private static boolean reaches(ProcessGraph graph, String from, String to) {
        var seen = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>();
        graph.out(from).forEach(flow -> open.add(flow.to()));
        while (!open.isEmpty()) {
            String id = Objects.requireNonNull(open.remove());
            if (id.equals(to)) {
                return true;
            }
            if (seen.add(id)) {
                graph.out(id).forEach(flow -> open.add(flow.to()));
            }
        }
        return false;
    }

    boolean concerns(Peer peer) {
        return switch (this) {
            case INCLUSIVE_NOT_ASKED_AGAIN -> peer instanceof OperatonPeer;
            case SIGNAL_FROM_WITHIN, SIGNAL_TO_CANCELLED -> peer instanceof FlowablePeer;
            case INCLUSIVE_ON_CYCLE, INCLUSIVE_OVER_BORDER, SIGNAL_IN_SAME_STEP -> true;
        };
    }
}
