package vn.motcua.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Repetition;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;

/** What can be told of a process' time before anyone has filed anything. */
final class Allowed {

    /** Key of the work that begins when the result is there: a legal term has been kept by then. */
    private static final String RETURN = "RETURN";

    private Allowed() {}

    /** How often a repeated activity is done, when the file alone says so. */
    static Optional<Integer> rounds(@Nullable Repetition repetition) {
        if (repetition == null) {
            return Optional.of(1);
        }
        return repetition.count().value(Map.of()).flatMap(value -> switch (value) {
            case List<?> list -> Optional.of(list.size());
            case Integer n when n >= 0 && n <= 1_000 -> Optional.of(n);
            default -> Optional.empty();
        });
    }

    /** How many of its rounds follow each other; those at the same time count once. */
    static int inTurn(@Nullable Repetition repetition) {
        return repetition != null && !repetition.sequential()
                ? Math.min(1, rounds(repetition).orElse(1))
                : rounds(repetition).orElse(1);
    }

    /** Working minutes until a timer goes off; empty for other triggers and for timers that go by the wall clock. */
    static Optional<Integer> minutes(Trigger trigger) {
        return trigger instanceof Trigger.Timer timer
                        && timer.rule().kind() == TimerRule.Kind.WORKING_MINUTES
                        && timer.rule().due(Map.of()).orElse(null) instanceof TimerRule.Due.AfterWorking working
                ? Optional.of(working.minutes())
                : Optional.empty();
    }

    static boolean isReturn(Step step) {
        return step.work().equals(RETURN);
    }

    /** Whether a flow can be taken at all, when no more is known than these variables. */
    static boolean isOpen(Flow flow, Map<String, Object> known) {
        Expression condition = flow.condition();
        return condition == null
                || !known.keySet().containsAll(condition.names())
                || condition.holds(known).orElse(false);
    }

    /** Whether services or calls in a subprocess can report an error, which may be any. */
    static boolean callsOthers(ProcessGraph graph, Node.Subprocess subprocess) {
        return graph.nodes().stream()
                .anyMatch(node -> (node instanceof Node.Service || node instanceof Node.Call)
                        && isWithin(graph, node, subprocess));
    }

    static boolean isWithin(ProcessGraph graph, Node node, Node.Subprocess subprocess) {
        String scope = node.scope();
        while (!scope.equals(ProcessGraph.PROCESS) && !scope.equals(subprocess.id())) {
            scope = graph.node(scope).scope();
        }
        return scope.equals(subprocess.id());
    }

    static boolean catches(Trigger.Fault fault, Thrown thrown) {
        return thrown instanceof Thrown.Fault given
                && (fault.code() == null || fault.code().equals(given.code()));
    }
}
