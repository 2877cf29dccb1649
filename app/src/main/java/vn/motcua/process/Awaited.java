package vn.motcua.process;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Trigger;

/** What a marking waits for from outside, and what the engine is told when it comes. */
final class Awaited {

    private Awaited() {}

    /** The element that waits for this; empty when none does. */
    static Optional<Node> element(ProcessGraph graph, Marking marking, Happening what) {
        return switch (what) {
            case Happening.TimerFired fired -> watching(graph, marking, fired.timer());
            case Happening.MessageCame came -> watching(graph, marking, came.subscription());
            case Happening.SignalCame came ->
                marking.watches().values().stream()
                        .map(watch -> graph.node(watch.element()))
                        .filter(node -> Watching.trigger(node) instanceof Trigger.Signal signal
                                && signal.name().equals(came.name()))
                        .findFirst();
            case Happening.ServiceAnswered answered -> resting(graph, marking, answered.token());
            case Happening.ServiceRefused refused -> resting(graph, marking, refused.token());
        };
    }

    static Command command(Happening what, Map<String, Object> variables) {
        return switch (what) {
            case Happening.TimerFired fired -> new Command.FireTimer(fired.timer(), variables);
            case Happening.MessageCame came -> new Command.Message(came.subscription(), variables);
            case Happening.SignalCame came -> new Command.Signal(came.name(), variables);
            case Happening.ServiceAnswered answered -> new Command.ServiceDone(answered.token(), variables);
            case Happening.ServiceRefused refused ->
                new Command.ServiceFailed(refused.token(), refused.code(), variables);
        };
    }

    private static Optional<Node> watching(ProcessGraph graph, Marking marking, long number) {
        @Nullable Watch watch = marking.watches().get(number);
        return watch == null ? Optional.empty() : Optional.of(graph.node(watch.element()));
    }

    private static Optional<Node> resting(ProcessGraph graph, Marking marking, long token) {
        @Nullable String element = marking.rests().get(token);
        return element == null ? Optional.empty() : Optional.of(graph.node(element));
    }
}
