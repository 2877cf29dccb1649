package vn.motcua.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Trigger;
import vn.motcua.shared.Problem;

/** Arms timers and subscribes to messages and signals while a command runs, and stops doing so. */
final class Watching {

    private final ProcessGraph graph;
    private final Tokens tokens;
    private final Scoped variables;
    private final Effects effects;

    Watching(ProcessGraph graph, Tokens tokens, Scoped variables, Effects effects) {
        this.graph = graph;
        this.tokens = tokens;
        this.variables = variables;
        this.effects = effects;
    }

    /** What an event or receive task waits for. */
    static Trigger trigger(Node node) {
        return switch (node) {
            case Node.Catch event -> event.trigger();
            case Node.Boundary event -> event.trigger();
            case Node.Receive task -> task.trigger();
            default -> throw new IllegalStateException(node.id() + " waits for nothing");
        };
    }

    Trigger trigger(Watch watch) {
        return trigger(graph.node(watch.element()));
    }

    /** Everything that can happen on the border of an activity; what keeps one from being watched for. */
    Optional<Problem> border(Activity activity, long token) {
        for (Node.Boundary event : graph.boundaries(activity.id())) {
            if (!(event.trigger() instanceof Trigger.Fault)) {
                Optional<Problem> problem = watch(event, token);
                if (problem.isPresent()) {
                    return problem;
                }
            }
        }
        return Optional.empty();
    }

    /** Watches for what a node waits for; what keeps it from being watched for. */
    Optional<Problem> watch(Node node, long host) {
        return switch (trigger(node)) {
            case Trigger.Timer timer ->
                timer.rule()
                                .due(variables.of(host))
                                .map(due -> arm(node, host, due))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Problem.of("process.timer-wrong", node.name()));
            case Trigger.Message message -> {
                Optional<String> key = variables.key(message.key(), host);
                if (message.key() != null && key.isEmpty()) {
                    yield Optional.of(Problem.of("process.key-wrong", node.name()));
                }
                subscribe(node, host, Effect.Kind.MESSAGE, message.name(), key.orElse(null));
                yield Optional.empty();
            }
            case Trigger.Signal signal -> {
                subscribe(node, host, Effect.Kind.SIGNAL, signal.name(), null);
                yield Optional.empty();
            }
            case Trigger.Fault _ -> throw new IllegalStateException("nobody waits for an error: it is raised");
        };
    }

    private void subscribe(Node node, long host, Effect.Kind kind, String name, @Nullable String key) {
        long number = tokens.watch(new Watch(node.id(), host, null, key));
        effects.add(new Effect.Subscribe(number, node.id(), kind, name, key));
    }

    private long arm(Node node, long host, TimerRule.Due due) {
        @Nullable Integer left = due instanceof TimerRule.Due.Every every ? Integer.valueOf(every.left()) : null;
        long number = tokens.watch(new Watch(node.id(), host, left, null));
        effects.add(new Effect.ArmTimer(number, node.id(), due));
        return number;
    }

    /** A timer that does not interrupt has gone off; it is armed again while it has rounds left. */
    void repeat(Node.Boundary event, Watch watch) {
        @Nullable Integer left = watch.left();
        if (left == null || left == 1 || !(event.trigger() instanceof Trigger.Timer timer)) {
            return;
        }
        timer.rule().due(variables.of(watch.host())).ifPresent(due -> {
            if (due instanceof TimerRule.Due.Every every) {
                int still = left < 0 ? left : left - 1;
                arm(event, watch.host(), new TimerRule.Due.Every(every.every(), still));
            }
        });
    }

    /** @param came whether what was watched for has come */
    void stop(long number, Watch watch, boolean came) {
        tokens.unwatch(number);
        boolean timer = trigger(watch) instanceof Trigger.Timer;
        effects.close(
                number,
                timer
                        ? new Effect.DisarmTimer(number, watch.element(), came)
                        : new Effect.Unsubscribe(number, watch.element(), came));
    }

    /** Stops watching for everything a token waits for, and everything on its border. */
    void stopAll(long host) {
        tokens.watchesOf(host).forEach((number, watch) -> stop(number, watch, false));
    }
}
