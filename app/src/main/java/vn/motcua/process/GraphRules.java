package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.process.ProcessGraph.Node;
import vn.motcua.shared.Problem;

/** What a graph must keep to before it may be published. Every problem names element, its name and its line. */
final class GraphRules {

    private final ProcessGraph graph;
    private final List<Problem> problems = new ArrayList<>();

    private GraphRules(ProcessGraph graph) {
        this.graph = graph;
    }

    static List<Problem> check(ProcessGraph graph) {
        var rules = new GraphRules(graph);
        List<Node.Start> starts = graph.nodes().stream()
                .filter(Node.Start.class::isInstance)
                .map(Node.Start.class::cast)
                .toList();
        if (starts.isEmpty()) {
            return List.of(Problem.of("process.no-start"));
        }
        starts.stream().skip(1).forEach(extra -> rules.add("process.second-start", extra));
        graph.nodes().forEach(rules::around);
        rules.reach(starts);
        rules.loops();
        if (rules.problems.isEmpty()) {
            Soundness.check(graph).forEach(fault -> rules.add(fault.code(), fault.node()));
        }
        return rules.problems;
    }

    /** The flows into and out of one node. */
    private void around(Node node) {
        List<Flow> out = graph.out(node.id());
        if (node instanceof Node.Start && !graph.in(node.id()).isEmpty()) {
            add("process.flow-into-start", node);
        }
        switch (node) {
            case Node.Start _, Node.Task _ -> {
                if (out.size() > 1) {
                    add("process.several-ways-out", node);
                }
            }
            case Node.End _ -> {
                if (!out.isEmpty()) {
                    add("process.flow-out-of-end", node);
                }
            }
            case Node.Exclusive gateway -> conditions(gateway, out);
            case Node.Parallel _ -> {}
        }
        if (!(node instanceof Node.Exclusive)) {
            out.stream().filter(flow -> flow.condition() != null).forEach(this::noPlaceForCondition);
        }
    }

    private void noPlaceForCondition(Flow flow) {
        problems.add(Problem.of("process.condition-not-here", flow.id(), flow.name(), Integer.toString(flow.line())));
    }

    private void conditions(Node.Exclusive gateway, List<Flow> out) {
        if (gateway.defaultFlow() != null
                && out.stream().noneMatch(flow -> flow.id().equals(gateway.defaultFlow()))) {
            add("process.default-foreign", gateway);
        }
        for (Flow flow : out) {
            boolean isDefault = flow.id().equals(gateway.defaultFlow());
            if (isDefault && flow.condition() != null) {
                noPlaceForCondition(flow);
            }
            if (!isDefault && flow.condition() == null && out.size() > 1) {
                problems.add(Problem.of(
                        "process.condition-missing",
                        flow.id(),
                        flow.name(),
                        Integer.toString(flow.line()),
                        gateway.name()));
            }
        }
    }

    private void reach(List<Node.Start> starts) {
        Set<String> reached =
                closure(starts, node -> graph.out(node).stream().map(Flow::to).toList());
        List<Node> ends =
                graph.nodes().stream().filter(Node.End.class::isInstance).toList();
        Set<String> ending =
                closure(ends, node -> graph.in(node).stream().map(Flow::from).toList());
        for (Node node : graph.nodes()) {
            if (!reached.contains(node.id())) {
                add("process.unreachable", node);
            } else if (!ending.contains(node.id())) {
                add("process.dead-end", node);
            }
        }
    }

    /** A loop of gateways alone would turn for ever: nothing in it can change a condition. */
    private void loops() {
        for (Node node : graph.nodes()) {
            if (isGateway(node)
                    && closure(after(node), id -> gatewaysAfter(graph.node(id))).contains(node.id())) {
                add("process.loop-without-task", node);
            }
        }
    }

    private List<Node> after(Node node) {
        return gatewaysAfter(node).stream().map(graph::node).toList();
    }

    private List<String> gatewaysAfter(Node node) {
        return graph.out(node.id()).stream()
                .map(Flow::to)
                .filter(id -> isGateway(graph.node(id)))
                .toList();
    }

    private static boolean isGateway(Node node) {
        return node instanceof Node.Exclusive || node instanceof Node.Parallel;
    }

    private static Set<String> closure(Collection<? extends Node> from, Function<String, List<String>> next) {
        var found = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>();
        from.forEach(node -> open.add(node.id()));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (found.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return found;
    }

    private void add(String code, Node node) {
        problems.add(Problem.of(code, node.id(), node.name(), Integer.toString(node.line())));
    }
}
