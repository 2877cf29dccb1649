package vn.motcua.process;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Trigger;
import vn.motcua.shared.Problem;

/**
 * The process engine: one pure function. It moves tokens from where a command frees them until each rests at an
 * activity or event, waits before a join or has ended, as BPMN 2.0.2 (OMG formal/2013-12-09, chapter 13) says.
 */
final class Engine {

    private Engine() {}

    static Advance advance(ProcessGraph graph, Marking marking, Command command) {
        return switch (command) {
            case Command.Start start -> {
                var walk = new Walk(graph, marking, start.variables());
                walk.leave(graph.start(ProcessGraph.PROCESS), Marking.PROCESS);
                yield walk.run();
            }
            case Command.Complete complete -> complete(graph, marking, complete);
            case Command.FireTimer fire -> {
                Watch watch = marking.watches().get(fire.timer());
                yield watch != null && trigger(graph, watch) instanceof Trigger.Timer
                        ? fire(graph, marking, fire.timer(), fire.variables())
                        : noSuchToken(fire.timer());
            }
            case Command.Message message -> {
                Watch watch = marking.watches().get(message.subscription());
                yield watch != null && trigger(graph, watch) instanceof Trigger.Message
                        ? fire(graph, marking, message.subscription(), message.variables())
                        : noSuchToken(message.subscription());
            }
            case Command.Correlate correlate -> {
                @Nullable Long subscription = waitingFor(graph, marking, correlate);
                yield subscription == null
                        ? new Advance.Stuck(Problem.of("process.message-not-awaited", correlate.name()))
                        : fire(graph, marking, subscription, correlate.variables());
            }
            case Command.Signal signal -> {
                var walk = new Walk(graph, marking, signal.variables());
                walk.signal(signal.name());
                yield walk.run();
            }
            case Command.ServiceDone done -> {
                if (!isCalled(graph, marking, done.token())) {
                    yield noSuchToken(done.token());
                }
                var walk = new Walk(graph, marking, done.variables());
                walk.done(done.token());
                yield walk.run();
            }
            case Command.ServiceFailed failed -> {
                if (!isCalled(graph, marking, failed.token())) {
                    yield noSuchToken(failed.token());
                }
                var walk = new Walk(graph, marking, failed.variables());
                walk.failed(failed.token(), failed.code());
                yield walk.run();
            }
            case Command.Cancel cancel -> {
                var walk = new Walk(graph, marking, cancel.variables());
                yield walk.cancelled();
            }
        };
    }

    private static Advance complete(ProcessGraph graph, Marking marking, Command.Complete complete) {
        if (!marking.tasks().containsKey(complete.token())) {
            return noSuchToken(complete.token());
        }
        Map<String, Object> variables =
                StoredVariables.with(complete.variables(), Map.of("outcome", complete.outcome()));
        var walk = new Walk(graph, marking, variables);
        walk.done(complete.token());
        return walk.run();
    }

    private static Advance fire(ProcessGraph graph, Marking marking, long number, Map<String, Object> variables) {
        var walk = new Walk(graph, marking, variables);
        walk.fire(number);
        return walk.run();
    }

    private static @Nullable Long waitingFor(ProcessGraph graph, Marking marking, Command.Correlate correlate) {
        return marking.watches().entrySet().stream()
                .filter(entry -> trigger(graph, entry.getValue()) instanceof Trigger.Message message
                        && message.name().equals(correlate.name())
                        && (entry.getValue().key() == null
                                || Objects.equals(entry.getValue().key(), correlate.key())))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Trigger trigger(ProcessGraph graph, Watch watch) {
        return Watching.trigger(graph.node(watch.element()));
    }

    /** Whether a service or another process was called for this token, and has not answered. */
    private static boolean isCalled(ProcessGraph graph, Marking marking, long token) {
        String element = marking.rests().get(token);
        return element != null
                && !marking.rounds().containsKey(token)
                && (graph.node(element) instanceof Node.Service || graph.node(element) instanceof Node.Call);
    }

    private static Advance noSuchToken(long token) {
        return new Advance.Stuck(Problem.of("process.no-such-token", token));
    }
}
