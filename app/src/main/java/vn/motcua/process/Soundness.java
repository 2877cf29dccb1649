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
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.process.ProcessGraph.Node;

/**
 * Plays every course a process can take, whatever is decided, and finds joins that then wait for ever. A process is a
 * free-choice net whose places are the sequence flows, so of the moves possible in a marking it is enough to follow
 * those of one node to meet every dead marking (persistent sets; Godefroid 1996). That keeps wide parallel processes
 * small; past {@link #MOST_MARKINGS} nothing more is claimed, and {@link Engine} still refuses such a step when it
 * comes.
 */
final class Soundness {

    private static final int MOST_MARKINGS = 20_000;

    record Fault(String code, Node node) {}

    private final ProcessGraph graph;
    private final List<Flow> flows;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<IntBuffer> seen = new HashSet<>();
    private final Deque<int[]> open = new ArrayDeque<>();
    private final Set<Fault> faults = new LinkedHashSet<>();

    private Soundness(ProcessGraph graph) {
        this.graph = graph;
        this.flows = List.copyOf(graph.flows());
        for (Flow flow : flows) {
            numbers.put(flow.id(), numbers.size());
        }
    }

    static Set<Fault> check(ProcessGraph graph) {
        var soundness = new Soundness(graph);
        soundness.visit(soundness.after(
                new int[soundness.flows.size()],
                List.of(),
                graph.out(graph.start().id())));
        while (!soundness.open.isEmpty() && soundness.seen.size() < MOST_MARKINGS && soundness.faults.isEmpty()) {
            soundness.play(soundness.open.remove());
        }
        return soundness.faults;
    }

    private void play(int[] marking) {
        boolean terminates = false;
        var stuck = new ArrayList<Node>();
        for (int i = 0; i < marking.length; i++) {
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
                    if (in.stream().allMatch(flow -> marking[number(flow)] > 0)) {
                        visit(after(marking, in, graph.out(gateway.id())));
                        return;
                    }
                    stuck.add(gateway);
                }
                // a terminate end is never taken here: it only empties the marking, but while it can come nothing
                // waits for ever
                case Node.End end when end.terminate() -> terminates = true;
                case Node.Start _, Node.Task _, Node.End _ -> {
                    visit(after(marking, List.of(arrived), graph.out(arrived.to())));
                    return;
                }
            }
        }
        if (!terminates) {
            stuck.forEach(join -> faults.add(new Fault("process.join-cannot-complete", join)));
        }
    }

    private void visit(int[] marking) {
        for (int i = 0; i < marking.length; i++) {
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
        taken.forEach(flow -> next[number(flow)]--);
        given.forEach(flow -> next[number(flow)]++);
        return next;
    }

    private int number(Flow flow) {
        Integer number = numbers.get(flow.id());
        if (number == null) {
            throw new IllegalArgumentException("flow of another process: " + flow.id());
        }
        return number;
    }
}
