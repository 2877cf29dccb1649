package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.shared.Problem;

/** What a graph must keep to before it may be published. Every problem names element, its name and its line. */
final class GraphRules {

    private final ProcessGraph graph;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private GraphRules(ProcessGraph graph) {
        this.graph = graph;
    }

    /** @param warnings what is let through but could not be checked */
    record Verdict(List<Problem> problems, List<Problem> warnings) {}

    static Verdict check(ProcessGraph graph) {
        var rules = new GraphRules(graph);
        var scopes = new LinkedHashSet<String>();
        scopes.add(ProcessGraph.PROCESS);
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Subprocess) {
                scopes.add(node.id());
            }
        }
        scopes.forEach(rules::starts);
        if (rules.problems.isEmpty()) {
            graph.flows().forEach(rules::ends);
            graph.nodes().forEach(rules::around);
            graph.forms().forEach(rules::asked);
            rules.reach(scopes);
            rules.loops();
        }
        if (rules.problems.isEmpty()) {
            scopes.forEach(rules::sound);
        }
        return new Verdict(List.copyOf(rules.problems), List.copyOf(rules.warnings));
    }

    /**
     * To ask for a field that a step's form does not have is never what its writer meant; nor is it to set the variable that
     * holds what was filled in.
     */
    private void asked(TaskForm form) {
        for (Flow flow : graph.flows()) {
            Expression condition = flow.condition();
            if (condition != null) {
                asked(form, List.of(condition), flow.id(), flow.name(), flow.line());
            }
        }
        for (Node node : graph.nodes()) {
            asked(form, Written.asks(node), node.id(), node.name(), node.line());
            if (Written.sets(node).contains(form.key())) {
                problems.add(Problem.of(
                        "process.form-key-taken", node.id(), node.name(), Integer.toString(node.line()), form.key()));
            }
        }
    }

    private void asked(TaskForm form, List<Expression> expressions, String id, String name, int line) {
        Set<String> fields = form.fields();
        expressions.stream()
                .flatMap(expression -> expression.members(form.key()).stream())
                .filter(member -> !fields.contains(member))
                .distinct()
                .sorted()
                .forEach(member -> problems.add(Problem.of(
                        "process.form-field-missing", id, name, Integer.toString(line), member, form.key())));
    }

    private void starts(String scope) {
        List<Node> starts = graph.nodes().stream()
                .filter(node -> node instanceof Node.Start && node.scope().equals(scope))
                .toList();
        if (starts.isEmpty()) {
            if (scope.equals(ProcessGraph.PROCESS)) {
                problems.add(Problem.of("process.no-start"));
            } else {
                add("process.no-start-within", graph.node(scope));
            }
        }
        starts.stream().skip(1).forEach(extra -> add("process.second-start", extra));
    }

    /** A flow stays in its scope. */
    private void ends(Flow flow) {
        if (!graph.node(flow.from()).scope().equals(graph.node(flow.to()).scope())) {
            add("process.flow-crosses", flow);
        }
    }

    /** The flows into and out of one node. */
    private void around(Node node) {
        List<Flow> out = graph.out(node.id());
        switch (node) {
            case Node.Start _ -> {
                nothingInto(node, "process.flow-into-start");
                oneWayOut(node, out);
            }
            case Node.Boundary event -> {
                nothingInto(node, "process.flow-into-border");
                oneWayOut(node, out);
                border(event);
            }
            case Activity _, Node.Catch _, Node.Throw _, Node.Decide _ -> oneWayOut(node, out);
            case Node.End end -> {
                if (!out.isEmpty()) {
                    add("process.flow-out-of-end", node);
                }
                uncaught(end);
            }
            case Node.Exclusive gateway -> conditions(gateway, gateway.defaultFlow(), out);
            case Node.Inclusive gateway -> conditions(gateway, gateway.defaultFlow(), out);
            case Node.Parallel _ -> {}
            case Node.EventBased gateway -> events(gateway, out);
        }
        if (!(node instanceof Node.Exclusive) && !(node instanceof Node.Inclusive)) {
            out.stream()
                    .filter(flow -> flow.condition() != null)
                    .forEach(flow -> add("process.condition-not-here", flow));
        }
    }

    private void nothingInto(Node node, String code) {
        if (!graph.in(node.id()).isEmpty()) {
            add(code, node);
        }
    }

    private void oneWayOut(Node node, List<Flow> out) {
        if (out.size() > 1) {
            add("process.several-ways-out", node);
        }
    }

    private void conditions(Node gateway, @Nullable String defaultFlow, List<Flow> out) {
        if (defaultFlow != null && out.stream().noneMatch(flow -> flow.id().equals(defaultFlow))) {
            add("process.default-foreign", gateway);
        }
        for (Flow flow : out) {
            boolean isDefault = flow.id().equals(defaultFlow);
            if (isDefault && flow.condition() != null) {
                add("process.condition-not-here", flow);
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

    private void border(Node.Boundary event) {
        boolean onActivity = graph.nodes().stream()
                .anyMatch(node -> node instanceof Activity
                        && node.id().equals(event.host())
                        && node.scope().equals(event.scope()));
        if (!onActivity) {
            add("process.border-of-nothing", event);
        } else if (event.trigger() instanceof Trigger.Fault) {
            Node host = graph.node(event.host());
            boolean canFail =
                    host instanceof Node.Service || host instanceof Node.Call || host instanceof Node.Subprocess;
            if (!canFail) {
                add("process.error-not-here", event);
            }
            if (!event.interrupting()) {
                add("process.error-must-interrupt", event);
            }
        }
    }

    /** An error thrown in a subprocess would end the whole process, unless something around catches it. */
    private void uncaught(Node.End end) {
        if (!(end.thrown() instanceof Thrown.Fault fault)) {
            return;
        }
        String scope = end.scope();
        while (!scope.equals(ProcessGraph.PROCESS)) {
            if (graph.boundaries(scope).stream().anyMatch(event -> catches(event, fault.code()))) {
                return;
            }
            scope = graph.node(scope).scope();
        }
        if (!end.scope().equals(ProcessGraph.PROCESS)) {
            add("process.error-uncaught-here", end);
        }
    }

    private static boolean catches(Node.Boundary event, String code) {
        return event.trigger() instanceof Trigger.Fault fault
                && (fault.code() == null || fault.code().equals(code));
    }

    /** BPMN 2.0.2, 10.6.6: behind an event-based gateway stand events, or receive tasks, and nothing else leads there. */
    private void events(Node.EventBased gateway, List<Flow> out) {
        if (out.size() < 2) {
            add("process.event-gateway-few", gateway);
        }
        boolean tasks = false;
        boolean messages = false;
        for (Flow flow : out) {
            Node target = graph.node(flow.to());
            boolean waits = switch (target) {
                case Node.Catch _ -> true;
                case Node.Receive task ->
                    task.repetition() == null && graph.boundaries(task.id()).isEmpty();
                default -> false;
            };
            if (!waits || graph.in(target.id()).size() > 1) {
                problems.add(Problem.of(
                        "process.event-gateway-target",
                        target.id(),
                        target.name(),
                        Integer.toString(target.line()),
                        gateway.name()));
            }
            tasks |= target instanceof Node.Receive;
            messages |= target instanceof Node.Catch event && event.trigger() instanceof Trigger.Message;
        }
        if (tasks && messages) {
            add("process.event-gateway-mixed", gateway);
        }
    }

    private void reach(Collection<String> scopes) {
        var starts = scopes.stream().map(graph::start).toList();
        Set<String> reached = closure(starts, id -> {
            var next = new ArrayList<>(graph.out(id).stream().map(Flow::to).toList());
            graph.boundaries(id).forEach(event -> next.add(event.id()));
            return next;
        });
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

    /** A loop of nodes that tokens only pass would turn for ever: nothing in it can change a condition. */
    private void loops() {
        for (Node node : graph.nodes()) {
            if (isPassed(node)
                    && closure(after(node), id -> passedAfter(graph.node(id))).contains(node.id())) {
                add("process.loop-without-task", node);
            }
        }
    }

    private List<Node> after(Node node) {
        return passedAfter(node).stream().map(graph::node).toList();
    }

    private List<String> passedAfter(Node node) {
        return graph.out(node.id()).stream()
                .map(Flow::to)
                .filter(id -> isPassed(graph.node(id)))
                .toList();
    }

    private static boolean isPassed(Node node) {
        return node instanceof Node.Exclusive
                || node instanceof Node.Parallel
                || node instanceof Node.Inclusive
                || node instanceof Node.Throw
                || node instanceof Node.Decide
                || node instanceof Node.Send;
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

    private void sound(String scope) {
        Soundness.Verdict verdict = Soundness.check(graph, scope);
        verdict.faults().forEach(fault -> add(fault.code(), fault.node()));
        if (!verdict.complete()) {
            Node start = graph.start(scope);
            warnings.add(
                    Problem.of("process.too-many-courses", start.id(), start.name(), Integer.toString(start.line())));
        }
    }

    private void add(String code, Node node) {
        problems.add(Problem.of(code, node.id(), node.name(), Integer.toString(node.line())));
    }

    private void add(String code, Flow flow) {
        problems.add(Problem.of(code, flow.id(), flow.name(), Integer.toString(flow.line())));
    }
}
