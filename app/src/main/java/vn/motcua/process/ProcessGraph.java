package vn.motcua.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process as the engine sees it: nodes joined by sequence flows, in the order of the BPMN file. Immutable. */
final class ProcessGraph {

    /** Where a token can be, or pass. The line is the one in the BPMN file, from 1, for messages. */
    sealed interface Node {
        String id();

        String name();

        int line();

        record Start(String id, String name, int line) implements Node {}

        /**
         * @param result what it means for the subject when the process ends here, for example {@code RETURNED}
         * @param terminate whether reaching it ends everything else that is still going on
         */
        record End(String id, String name, int line, String result, boolean terminate) implements Node {}

        record Task(String id, String name, int line, Step step) implements Node {}

        record Exclusive(
                String id, String name, int line, @Nullable String defaultFlow) implements Node {}

        record Parallel(String id, String name, int line) implements Node {}
    }

    record Flow(
            String id,
            String name,
            int line,
            String from,
            String to,
            @Nullable Condition condition) {}

    private final Map<String, Node> nodes;
    private final Map<String, Flow> flows;
    private final Map<String, List<Flow>> out;
    private final Map<String, List<Flow>> in;

    ProcessGraph(Collection<? extends Node> nodes, Collection<Flow> flows) {
        this.nodes = index(nodes, new LinkedHashMap<>());
        var byId = new LinkedHashMap<String, Flow>();
        var leaving = new LinkedHashMap<String, List<Flow>>();
        var arriving = new LinkedHashMap<String, List<Flow>>();
        for (Flow flow : flows) {
            byId.put(flow.id(), flow);
            leaving.computeIfAbsent(flow.from(), _ -> new ArrayList<>()).add(flow);
            arriving.computeIfAbsent(flow.to(), _ -> new ArrayList<>()).add(flow);
        }
        this.flows = Collections.unmodifiableMap(byId);
        leaving.replaceAll((_, list) -> List.copyOf(list));
        arriving.replaceAll((_, list) -> List.copyOf(list));
        this.out = leaving;
        this.in = arriving;
    }

    private static Map<String, Node> index(Collection<? extends Node> nodes, Map<String, Node> into) {
        nodes.forEach(node -> into.put(node.id(), node));
        return Collections.unmodifiableMap(into);
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    Collection<Flow> flows() {
        return flows.values();
    }

    Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node " + id + " in this process");
        }
        return node;
    }

    Flow flow(String id) {
        Flow flow = flows.get(id);
        if (flow == null) {
            throw new IllegalArgumentException("no sequence flow " + id + " in this process");
        }
        return flow;
    }

    List<Flow> out(String node) {
        return out.getOrDefault(node, List.of());
    }

    List<Flow> in(String node) {
        return in.getOrDefault(node, List.of());
    }

    /** The one start event; publication refuses a process that has none or several. */
    Node.Start start() {
        for (Node node : nodes.values()) {
            if (node instanceof Node.Start start) {
                return start;
            }
        }
        throw new IllegalStateException("a process without a start was let through");
    }

    Step step(String elementId) {
        return node(elementId) instanceof Node.Task task ? task.step() : noTask(elementId);
    }

    private static Step noTask(String elementId) {
        throw new IllegalArgumentException(elementId + " is not a task of this process");
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (Node node : nodes.values()) {
            if (node instanceof Node.Task task) {
                steps.add(task.step());
            }
        }
        return List.copyOf(steps);
    }
}
