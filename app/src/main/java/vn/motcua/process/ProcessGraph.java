package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Boundary;
import vn.motcua.process.Node.Inclusive;
import vn.motcua.process.Node.Start;
import vn.motcua.process.Node.Task;

/** A process as the engine sees it: nodes joined by sequence flows, in the order of the BPMN file. Immutable. */
final class ProcessGraph {

    /** The scope that is the process itself, in the place of a subprocess' id. */
    static final String PROCESS = "";

    record Flow(
            String id,
            String name,
            int line,
            String from,
            String to,
            @Nullable Expression condition) {}

    private final Map<String, Node> nodes;
    private final Map<String, Flow> flows;
    private final Map<String, List<Flow>> out;
    private final Map<String, List<Flow>> in;
    private final Map<String, Start> starts;
    private final Map<String, List<Boundary>> boundaries;
    private final List<Inclusive> inclusiveJoins;
    private final Map<String, Map<String, Set<String>>> upstream;
    private final Map<String, TaskForm> forms;

    ProcessGraph(Collection<? extends Node> nodes, Collection<Flow> flows, Map<String, TaskForm> forms) {
        this.forms = forms;
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
        var firsts = new HashMap<String, Start>();
        var attached = new HashMap<String, List<Boundary>>();
        var joins = new ArrayList<Inclusive>();
        for (Node node : nodes) {
            switch (node) {
                case Start start -> firsts.putIfAbsent(start.scope(), start);
                case Boundary boundary ->
                    attached.computeIfAbsent(boundary.host(), _ -> new ArrayList<>())
                            .add(boundary);
                case Inclusive gateway when in(gateway.id()).size() > 1 -> joins.add(gateway);
                default -> {}
            }
        }
        attached.replaceAll((_, list) -> List.copyOf(list));
        this.starts = firsts;
        this.boundaries = attached;
        this.inclusiveJoins = List.copyOf(joins);
        var ways = new HashMap<String, Map<String, Set<String>>>();
        joins.forEach(join -> ways.put(join.id(), waysTo(join)));
        this.upstream = ways;
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

    /** The one start event of the process or of a subprocess; publication refuses a scope that has none or several. */
    Start start(String scope) {
        Start start = starts.get(scope);
        if (start == null) {
            throw new IllegalStateException("a scope without a start was let through: " + scope);
        }
        return start;
    }

    /** The events on the border of an activity, in the order of the file. */
    List<Boundary> boundaries(String activity) {
        return boundaries.getOrDefault(activity, List.of());
    }

    /** The inclusive gateways that join: those with more than one way in. */
    List<Inclusive> inclusiveJoins() {
        return inclusiveJoins;
    }

    /**
     * For each flow into an inclusive join, the nodes a token at which can still come over that flow without passing the
     * join first. The events on the border of an activity count as ways out of it.
     */
    Map<String, Set<String>> upstream(Inclusive join) {
        return upstream.getOrDefault(join.id(), Map.of());
    }

    private Map<String, Set<String>> waysTo(Inclusive join) {
        var ways = new HashMap<String, Set<String>>();
        for (Flow arriving : in(join.id())) {
            var found = new HashSet<String>();
            Deque<String> open = new ArrayDeque<>(List.of(arriving.from()));
            while (!open.isEmpty()) {
                String id = open.remove();
                if (id.equals(join.id()) || !found.add(id)) {
                    continue;
                }
                in(id).forEach(flow -> open.add(flow.from()));
                if (nodes.get(id) instanceof Boundary boundary) {
                    open.add(boundary.host());
                }
            }
            ways.put(arriving.id(), Set.copyOf(found));
        }
        return ways;
    }

    /** The form of that key, whether a step names it or not. */
    Optional<TaskForm> form(String key) {
        return Optional.ofNullable(forms.get(key));
    }

    Collection<TaskForm> forms() {
        return forms.values();
    }

    Step step(String elementId) {
        return node(elementId) instanceof Task task ? task.step() : noTask(elementId);
    }

    private static Step noTask(String elementId) {
        throw new IllegalArgumentException(elementId + " is not a task of this process");
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (Node node : nodes.values()) {
            if (node instanceof Task task) {
                steps.add(task.step());
            }
        }
        return List.copyOf(steps);
    }
}
