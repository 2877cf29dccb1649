package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.process.ProcessGraph.Node;
import vn.motcua.shared.Problem;

/**
 * The process engine: one pure function. It moves tokens from where a command frees them until each rests at a task,
 * waits before a join or has ended, as BPMN 2.0 (OMG formal/2011-01-03, chapter 13) says.
 */
final class Engine {

    /** More moves than this within one command is a loop without a task, which publication should have refused. */
    private static final int MOST_MOVES = 10_000;

    private final ProcessGraph graph;
    private final Map<String, Object> variables;
    private final TreeMap<Long, String> tasks;
    private final TreeMap<String, Integer> waiting;
    private final Deque<Flow> moving = new ArrayDeque<>();
    private final List<Effect> effects = new ArrayList<>();
    private long next;
    private @Nullable String result;

    private Engine(ProcessGraph graph, Marking from, Map<String, Object> variables) {
        this.graph = graph;
        this.variables = variables;
        this.tasks = new TreeMap<>(from.tasks());
        this.waiting = new TreeMap<>(from.waiting());
        this.next = from.next();
    }

    static Advance advance(ProcessGraph graph, Marking marking, Command command) {
        return switch (command) {
            case Command.Start start -> {
                var engine = new Engine(graph, marking, start.variables());
                engine.leave(graph.start());
                yield engine.run();
            }
            case Command.Complete complete -> {
                String element = marking.tasks().get(complete.token());
                if (element == null) {
                    yield new Advance.Stuck(Problem.of("process.no-such-token", complete.token()));
                }
                var variables = new HashMap<>(complete.variables());
                variables.put("outcome", complete.outcome());
                var engine = new Engine(graph, marking, variables);
                engine.tasks.remove(complete.token());
                engine.effects.add(new Effect.CloseTask(complete.token(), element, true));
                engine.leave(graph.node(element));
                yield engine.run();
            }
            case Command.Cancel() -> {
                var engine = new Engine(graph, marking, Map.of());
                engine.withdrawAll();
                engine.effects.add(new Effect.End(null));
                yield engine.taken();
            }
        };
    }

    private Advance run() {
        for (int moves = 0; !moving.isEmpty(); moves++) {
            if (moves == MOST_MOVES) {
                return new Advance.Stuck(Problem.of("process.endless"));
            }
            Optional<Problem> problem = arrive(moving.remove());
            if (problem.isPresent()) {
                return new Advance.Stuck(problem.get());
            }
        }
        if (tasks.isEmpty() && !waiting.isEmpty()) {
            Node join = graph.node(graph.flow(waiting.firstKey()).to());
            return new Advance.Stuck(Problem.of("process.join-waits-forever", join.name()));
        }
        if (tasks.isEmpty()) {
            effects.add(new Effect.End(result));
        }
        return taken();
    }

    private Advance.Taken taken() {
        return new Advance.Taken(new Marking(next, tasks, waiting), effects);
    }

    private void leave(Node node) {
        moving.addAll(graph.out(node.id()));
    }

    private Optional<Problem> arrive(Flow flow) {
        switch (graph.node(flow.to())) {
            case Node.Start start -> throw new IllegalStateException("a flow into start " + start.id());
            case Node.Task task -> {
                tasks.put(next, task.id());
                effects.add(new Effect.OpenTask(next, task.id()));
                next++;
            }
            case Node.Exclusive gateway -> {
                return choose(gateway);
            }
            case Node.Parallel gateway -> join(gateway, flow);
            case Node.End end -> {
                result = end.result();
                if (end.terminate()) {
                    withdrawAll();
                }
            }
        }
        return Optional.empty();
    }

    /** The first flow, in the file's order, whose condition holds; else the default. */
    private Optional<Problem> choose(Node.Exclusive gateway) {
        for (Flow flow : graph.out(gateway.id())) {
            if (flow.id().equals(gateway.defaultFlow())) {
                continue;
            }
            if (flow.condition() == null || flow.condition().holds(variables).orElse(false)) {
                moving.add(flow);
                return Optional.empty();
            }
        }
        if (gateway.defaultFlow() == null) {
            return Optional.of(Problem.of("process.no-way-on", gateway.name()));
        }
        moving.add(graph.flow(gateway.defaultFlow()));
        return Optional.empty();
    }

    private void join(Node.Parallel gateway, Flow arrived) {
        waiting.merge(arrived.id(), 1, Integer::sum);
        List<Flow> in = graph.in(gateway.id());
        for (Flow flow : in) {
            if (!waiting.containsKey(flow.id())) {
                return;
            }
        }
        for (Flow flow : in) {
            waiting.computeIfPresent(flow.id(), (_, n) -> n == 1 ? null : n - 1);
        }
        leave(gateway);
    }

    private void withdrawAll() {
        // a task opened by this very command never existed for anyone: its opening is taken back with it
        tasks.forEach((token, element) -> {
            if (!effects.remove(new Effect.OpenTask(token, element))) {
                effects.add(new Effect.CloseTask(token, element, false));
            }
        });
        tasks.clear();
        waiting.clear();
        moving.clear();
    }
}
