package vn.motcua.process;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.ProcessGraph.Flow;

/**
 * Plays every course one scope can take, whatever is decided and happens, and finds joins that then wait for ever. A
 * subprocess is an activity to what is around it and is checked on its own; so is a repeated activity.
 *
 * <p>Without inclusive joins a scope is a free-choice net whose places are the sequence flows, so of the moves possible in
 * a marking it is enough to follow those of one node to meet every dead marking (persistent sets; Godefroid 1996); and
 * what happened on an activity's border may be played together with its end. That keeps wide parallel processes small.
 * Past {@link #MOST_MARKINGS} nothing more is claimed, and {@link Engine} still refuses such a step when it comes.
 */
final class Soundness {

    private static final int MOST_MARKINGS = 20_000;

    /** An inclusive gateway with more ways out than this, or an activity with more events, is not played through. */
    private static final int MOST_WAYS = 8;

    record Fault(String code, Node node) {}

    /** @param complete whether every course was played */
    record Verdict(Set<Fault> faults, boolean complete) {}

    private final ProcessGraph graph;
    private final List<Flow> flows;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Node.Inclusive> joins;
    private final boolean freeChoice;
    private final Set<IntBuffer> seen = new HashSet<>();
    private final Deque<int[]> open = new ArrayDeque<>();
    private final Set<Fault> faults = new LinkedHashSet<>();
    private boolean complete = true;

    /** Flows first, then one place for each event that does not interrupt, which is played once. */
    private Soundness(ProcessGraph graph, String scope) {
        this.graph = graph;
        this.flows = graph.flows().stream()
                .filter(flow -> graph.node(flow.from()).scope().equals(scope))
                .toList();
        for (Flow flow : flows) {
            numbers.put(flow.id(), numbers.size());
        }
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Boundary event
                    && !event.interrupting()
                    && event.scope().equals(scope)) {
                numbers.put(event.id(), numbers.size());
            }
        }
        this.joins = graph.inclusiveJoins().stream()
                .filter(join -> join.scope().equals(scope))
                .toList();
        this.freeChoice = joins.isEmpty();
    }

    static Verdict check(ProcessGraph graph, String scope) {
        return check(graph, scope, graph.out(graph.start(scope).id()));
    }

    /** @param tokens the flow each token of the scope is on, or came by to where it rests */
    static Verdict check(ProcessGraph graph, String scope, List<Flow> tokens) {
        var soundness = new Soundness(graph, scope);
        int[] first = new int[soundness.numbers.size()];
        for (int i = soundness.flows.size(); i < first.length; i++) {
            first[i] = 1;
        }
        soundness.visit(soundness.after(first, List.of(), tokens));
        while (!soundness.open.isEmpty() && soundness.faults.isEmpty()) {
            if (soundness.seen.size() >= MOST_MARKINGS) {
                soundness.complete = false;
                break;
            }
            soundness.play(soundness.open.remove());
        }
        return new Verdict(soundness.faults, soundness.complete);
    }

    private void play(int[] marking) {
        boolean ends = false;
        var stuck = new LinkedHashSet<Node>();
        var working = new ArrayList<Flow>();
        for (int i = 0; i < flows.size(); i++) {
            if (marking[i] == 0) {
                continue;
            }
            Flow arrived = flows.get(i);
            switch (graph.node(arrived.to())) {
                case Node.Exclusive gateway -> {
                    graph.out(gateway.id()).forEach(way -> visit(after(marking, List.of(arrived), List.of(way))));
                    return;
                }
                case Node.Parallel gateway -> {
                    List<Flow> in = graph.in(gateway.id());
                    if (in.stream().allMatch(flow -> marking[number(flow.id())] > 0)) {
                        visit(after(marking, in, graph.out(gateway.id())));
                        return;
                    }
                    stuck.add(gateway);
                }
                case Node.Inclusive gateway -> {
                    if (graph.in(gateway.id()).size() == 1) {
                        split(gateway, marking, List.of(arrived));
                        return;
                    }
                    stuck.add(gateway);
                }
                // an end of everything is never taken here: it only empties the marking, but while it can come nothing
                // waits for ever
                case Node.End end when endsAll(end) -> ends = true;
                case Node.Start _, Node.End _, Node.Throw _, Node.Send _, Node.Decide _ -> {
                    visit(after(marking, List.of(arrived), graph.out(arrived.to())));
                    return;
                }
                case Activity _, Node.Catch _, Node.EventBased _ -> {
                    if (freeChoice) {
                        work(marking, arrived);
                        return;
                    }
                    working.add(arrived);
                }
                case Node.Boundary _ -> throw new IllegalStateException("a flow into an event on a border");
            }
        }
        if (ends && !freeChoice) {
            return;
        }
        for (Node.Inclusive join : joins) {
            if (isReady(join, marking)) {
                split(join, marking, full(join, marking));
                return;
            }
        }
        working.forEach(arrived -> work(marking, arrived));
        if (!ends && working.isEmpty()) {
            stuck.forEach(join -> faults.add(new Fault("process.join-cannot-complete", join)));
        }
    }

    private static boolean endsAll(Node.End end) {
        return end.thrown() instanceof Thrown.Terminate || end.thrown() instanceof Thrown.Fault;
    }

    /** Everything that can come of a token at an activity or at what waits for events. */
    private void work(int[] marking, Flow arrived) {
        Node node = graph.node(arrived.to());
        if (node instanceof Node.EventBased) {
            graph.out(node.id()).forEach(way -> visit(after(marking, List.of(arrived), graph.out(way.to()))));
            return;
        }
        var exits = new ArrayList<List<Flow>>();
        var besides = new ArrayList<Node.Boundary>();
        exits.add(graph.out(node.id()));
        for (Node.Boundary event : graph.boundaries(node.id())) {
            if (event.interrupting()) {
                exits.add(graph.out(event.id()));
            } else if (marking[number(event.id())] > 0) {
                besides.add(event);
            }
        }
        if (freeChoice) {
            choices(besides)
                    .forEach(happened ->
                            exits.forEach(exit -> visit(besides(after(marking, List.of(arrived), exit), happened))));
        } else {
            exits.forEach(exit -> visit(after(marking, List.of(arrived), exit)));
            besides.forEach(event -> visit(besides(marking, List.of(event))));
        }
    }

    /** The marking once events that do not interrupt have happened. */
    private int[] besides(int[] marking, List<Node.Boundary> happened) {
        int[] next = marking.clone();
        for (Node.Boundary event : happened) {
            graph.out(event.id()).forEach(flow -> next[number(flow.id())]++);
            next[number(event.id())] = 0;
        }
        return next;
    }

    /** Every choice among some, the empty one first; of too many, only each, none and all. */
    private <T> List<List<T>> choices(List<T> among) {
        var choices = new ArrayList<List<T>>();
        choices.add(List.of());
        if (among.size() > MOST_WAYS) {
            complete = false;
            among.forEach(one -> choices.add(List.of(one)));
            choices.add(among);
            return choices;
        }
        for (int choice = 1; choice < 1 << among.size(); choice++) {
            var chosen = new ArrayList<T>();
            for (int i = 0; i < among.size(); i++) {
                if ((choice & 1 << i) != 0) {
                    chosen.add(among.get(i));
                }
            }
            choices.add(chosen);
        }
        return choices;
    }

    /** Any choice of ways an inclusive gateway can make. */
    private void split(Node.Inclusive gateway, int[] marking, List<Flow> taken) {
        @Nullable String byDefault = gateway.defaultFlow();
        List<Flow> ways = graph.out(gateway.id());
        List<Flow> chosen =
                ways.stream().filter(way -> !way.id().equals(byDefault)).toList();
        ways.stream()
                .filter(way -> way.id().equals(byDefault))
                .forEach(way -> visit(after(marking, taken, List.of(way))));
        choices(chosen).stream().skip(1).forEach(given -> visit(after(marking, taken, given)));
    }

    private List<Flow> full(Node.Inclusive join, int[] marking) {
        return graph.in(join.id()).stream()
                .filter(flow -> marking[number(flow.id())] > 0)
                .toList();
    }

    /** As {@link InclusiveJoin}, with tokens on flows. */
    private boolean isReady(Node.Inclusive join, int[] marking) {
        List<Flow> full = full(join, marking);
        if (full.isEmpty()) {
            return false;
        }
        Map<String, Set<String>> ways = graph.upstream(join);
        for (int i = 0; i < flows.size(); i++) {
            String node = flows.get(i).to();
            if (marking[i] == 0 || node.equals(join.id())) {
                continue;
            }
            boolean toFull = full.stream()
                    .anyMatch(flow -> ways.getOrDefault(flow.id(), Set.of()).contains(node));
            boolean toEmpty = graph.in(join.id()).stream()
                    .anyMatch(flow -> !full.contains(flow)
                            && ways.getOrDefault(flow.id(), Set.of()).contains(node));
            if (toEmpty && !toFull) {
                return false;
            }
        }
        return true;
    }

    private void visit(int[] marking) {
        for (int i = 0; i < flows.size(); i++) {
            // more tokens on one flow than there are flows: every turn of a loop leaves one behind
            if (marking[i] > flows.size()) {
                faults.add(new Fault(
                        "process.tokens-pile-up", graph.node(flows.get(i).to())));
                return;
            }
        }
        if (seen.add(IntBuffer.wrap(marking))) {
            open.add(marking);
        }
    }

    private int[] after(int[] marking, List<Flow> taken, List<Flow> given) {
        int[] next = marking.clone();
        taken.forEach(flow -> next[number(flow.id())]--);
        given.forEach(flow -> next[number(flow.id())]++);
        return next;
    }

    private int number(String id) {
        Integer number = numbers.get(id);
        if (number == null) {
            throw new IllegalArgumentException("not of this scope: " + id);
        }
        return number;
    }
}
