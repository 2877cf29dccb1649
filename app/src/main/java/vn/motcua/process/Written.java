package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Repetition;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;

/** What is written at a node in FEEL: what it asks, and which variables it sets. */
final class Written {

    private Written() {}

    /** All it asks, decisions by their inputs. */
    static List<Expression> asks(Node node) {
        var asks = new ArrayList<Expression>();
        if (node instanceof Activity activity) {
            Repetition repetition = activity.repetition();
            if (repetition != null) {
                asks.add(repetition.count());
                add(asks, repetition.done());
            }
        }
        switch (node) {
            case Node.Task task -> add(asks, task.output());
            case Node.Service service -> {
                add(asks, service.input());
                add(asks, service.output());
            }
            case Node.Call call -> {
                add(asks, call.input());
                add(asks, call.output());
            }
            case Node.Decide decide -> asks.addAll(decide.decision().asks());
            case Node.Send send -> thrown(asks, send.thrown());
            case Node.Throw event -> thrown(asks, event.thrown());
            case Node.End end -> thrown(asks, end.thrown());
            case Node.Receive receive -> trigger(asks, receive.trigger());
            case Node.Catch event -> trigger(asks, event.trigger());
            case Node.Boundary event -> trigger(asks, event.trigger());
            default -> {}
        }
        return List.copyOf(asks);
    }

    /** The variables it sets by name; what a service or a message brings beside them is not in the file. */
    static Set<String> sets(Node node) {
        var sets = new HashSet<String>();
        if (node instanceof Activity activity) {
            Repetition repetition = activity.repetition();
            String item = repetition == null ? null : repetition.item();
            if (item != null) {
                sets.add(item);
            }
        }
        Expression output = switch (node) {
            case Node.Task task -> task.output();
            case Node.Service service -> service.output();
            case Node.Call call -> call.output();
            default -> null;
        };
        if (output != null) {
            sets.addAll(output.entries());
        }
        if (node instanceof Node.Decide decide) {
            String variable = decide.variable();
            sets.addAll(variable == null ? decide.decision().names() : List.of(variable));
        }
        return Set.copyOf(sets);
    }

    private static void trigger(List<Expression> asks, Trigger trigger) {
        switch (trigger) {
            case Trigger.Timer timer -> add(asks, timer.rule().expression());
            case Trigger.Message message -> add(asks, message.key());
            case Trigger.Signal _, Trigger.Fault _ -> {}
        }
    }

    private static void thrown(List<Expression> asks, Thrown thrown) {
        if (thrown instanceof Thrown.Message message) {
            add(asks, message.key());
            add(asks, message.input());
        }
    }

    private static void add(List<Expression> asks, @Nullable Expression expression) {
        if (expression != null) {
            asks.add(expression);
        }
    }
}
