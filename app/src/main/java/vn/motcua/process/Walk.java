package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Marking.Rounds;
import vn.motcua.process.Marking.Turn;
import vn.motcua.process.Marking.Watch;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.shared.Problem;

/** One command's way through a process: moves tokens until each rests, and gathers what follows from it. */
final class Walk {

    /** More moves than this within one command is a loop without a task, which publication should have refused. */
    private static final int MOST_MOVES = 10_000;

    private final ProcessGraph graph;
    private final Tokens tokens;
    private final Scoped variables;
    private final Effects effects = new Effects();
    private final Watching watching;
    private final Deque<Arrival> moving = new ArrayDeque<>();
    private int moves;
    private @Nullable String result;
    private @Nullable String error;
    private @Nullable Problem problem;

    /** A token that has left one node and not yet come to the next. */
    private record Arrival(Flow flow, long scope) {}

    Walk(ProcessGraph graph, Marking from, Map<String, Object> variables) {
        this.graph = graph;
        this.tokens = new Tokens(from);
        this.variables = new Scoped(graph, tokens, variables);
        this.watching = new Watching(graph, tokens, this.variables, effects);
    }

    /** Moves on until nothing moves by itself any more. */
    Advance run() {
        do {
            while (problem == null && !moving.isEmpty()) {
                arrive(moving.remove());
            }
        } while (problem == null && (endSubprocess() || join()));
        if (problem == null && !tokens.isEmpty() && !tokens.isAlive(graph)) {
            String flow = Marking.flow(tokens.awaiting().getFirst());
            halt("process.join-waits-forever", graph.node(graph.flow(flow).to()));
        }
        if (problem != null) {
            return new Advance.Stuck(problem);
        }
        if (tokens.isEmpty()) {
            effects.add(new Effect.End(result, error));
        }
        return new Advance.Taken(tokens.marking(), effects.list(), variables.set());
    }

    Advance cancelled() {
        cancelIn(Marking.PROCESS);
        effects.add(new Effect.End(null));
        return new Advance.Taken(tokens.marking(), effects.list(), variables.set());
    }

    void leave(Node node, long scope) {
        graph.out(node.id()).forEach(flow -> moving.add(new Arrival(flow, scope)));
    }

    /** A token's activity, or one round of it, has done its work. */
    void done(long token) {
        Node node = graph.node(element(token));
        long scope = tokens.scope(token);
        output(node, token);
        effects.close(node, token, true);
        forget(token);
        if (tokens.isRepeated(scope)) {
            nextRound(scope, (Activity) node);
        } else {
            leave(node, scope);
        }
    }

    private void output(Node node, long token) {
        Expression output = switch (node) {
            case Node.Task task -> task.output();
            case Node.Service service -> service.output();
            case Node.Call call -> call.output();
            default -> null;
        };
        if (output != null) {
            variables.context(output, token).ifPresentOrElse(variables::set, () -> halt("process.output-wrong", node));
        }
    }

    /** What was called for a token ended with an error. */
    void failed(long token, String code) {
        Node node = graph.node(element(token));
        Optional<Caught> caught = catching(token, code);
        if (caught.isEmpty()) {
            problem = Problem.of("process.error-uncaught", node.name(), code);
            return;
        }
        long host = caught.get().host();
        long scope = tokens.scope(host);
        effects.close(node, token, true);
        forget(token);
        if (host != token) {
            cancel(host);
        }
        leave(caught.get().by(), scope);
    }

    /** What was watched for has come. */
    void fire(long number) {
        Watch watch = tokens.watch(number);
        if (watch == null) {
            throw new IllegalArgumentException("nothing waits under " + number);
        }
        Node node = graph.node(watch.element());
        long host = watch.host();
        long scope = tokens.scope(host);
        switch (node) {
            case Node.Boundary event
            when event.interrupting() -> {
                watching.stop(number, watch, true);
                cancel(host);
                leave(event, scope);
            }
            case Node.Boundary event -> {
                if (event.trigger() instanceof Trigger.Timer) {
                    watching.stop(number, watch, true);
                    watching.repeat(event, watch);
                }
                leave(event, scope);
            }
            case Node.Receive task
            when task.id().equals(element(host)) -> {
                watching.stop(number, watch, true);
                done(host);
            }
            default -> {
                // an event of its own, or one behind an event-based gateway, where the first to come decides
                watching.stop(number, watch, true);
                forget(host);
                leave(node, scope);
            }
        }
    }

    /** Everything that waits for a signal when it comes goes on. */
    void signal(String name) {
        tokens.watches().forEach((number, watch) -> {
            boolean waits = watching.trigger(watch) instanceof Trigger.Signal signal
                    && signal.name().equals(name);
            if (waits && tokens.watch(number) != null) {
                fire(number);
            }
        });
    }

    private void arrive(Arrival arrival) {
        if (++moves > MOST_MOVES) {
            problem = Problem.of("process.endless");
            return;
        }
        Flow flow = arrival.flow();
        long scope = arrival.scope();
        switch (graph.node(flow.to())) {
            case Activity activity -> begin(activity, scope);
            case Node.Exclusive gateway -> choose(gateway, scope);
            case Node.Parallel gateway -> join(gateway, flow, scope);
            case Node.Inclusive gateway -> {
                if (graph.in(gateway.id()).size() > 1) {
                    tokens.await(scope, flow.id());
                } else {
                    chooseAll(gateway, scope);
                }
            }
            case Node.EventBased gateway -> {
                long token = tokens.rest(gateway, scope);
                graph.out(gateway.id()).forEach(way -> note(watching.watch(graph.node(way.to()), token)));
            }
            case Node.Catch event -> note(watching.watch(event, tokens.rest(event, scope)));
            case Node.Throw event -> {
                // first, since a signal can end the very scope it is thrown in
                leave(event, scope);
                bringAbout(event, event.thrown(), scope);
            }
            case Node.Decide decide ->
                decide.decision()
                        .answer(variables.of(scope), decide.variable())
                        .ifPresentOrElse(
                                answer -> {
                                    variables.set(answer);
                                    leave(decide, scope);
                                },
                                () -> halt("process.decision-failed", decide));
            case Node.End end -> end(end, scope);
            case Node.Start node -> throw new IllegalStateException("a flow into start " + node.id());
            case Node.Boundary node -> throw new IllegalStateException("a flow into the event " + node.id());
        }
    }

    // activities

    private void begin(Activity activity, long scope) {
        Node.Repetition repetition = activity.repetition();
        if (repetition == null) {
            long token = stand(activity, scope);
            note(watching.border(activity, token));
            open(activity, token);
            return;
        }
        Optional<List<Object>> items = variables.items(repetition, scope);
        if (items.isEmpty()) {
            halt("process.repetition-wrong", activity);
            return;
        }
        int total = items.get().size();
        if (total == 0) {
            leave(activity, scope);
            return;
        }
        long body = tokens.rest(activity, scope);
        // the first round may already end the whole, so each asks again
        tokens.repeat(body, new Rounds(total, 0, 0));
        note(watching.border(activity, body));
        int atOnce = repetition.sequential() ? 1 : total;
        for (int round = 1; round <= atOnce && problem == null && tokens.isRepeated(body); round++) {
            beginRound(activity, body, items.get());
        }
    }

    private void beginRound(Activity activity, long body, List<Object> items) {
        Rounds rounds = tokens.rounds(body);
        int index = rounds.begun() + 1;
        tokens.repeat(body, new Rounds(rounds.total(), index, rounds.done()));
        long token = stand(activity, body);
        boolean named = activity.repetition() != null && activity.repetition().item() != null;
        tokens.turn(token, new Turn(index, named ? items.get(index - 1) : null));
        open(activity, token);
    }

    private long stand(Activity activity, long scope) {
        return activity instanceof Node.Task task ? tokens.task(task, scope) : tokens.rest(activity, scope);
    }

    private void open(Activity activity, long token) {
        switch (activity) {
            case Node.Task task -> effects.add(new Effect.OpenTask(token, task.id()));
            case Node.Service service ->
                variables
                        .input(service.input(), token)
                        .ifPresentOrElse(
                                input -> effects.add(
                                        new Effect.CallService(token, service.id(), service.service(), input)),
                                () -> halt("process.input-wrong", service));
            case Node.Call call ->
                variables
                        .input(call.input(), token)
                        .ifPresentOrElse(
                                input -> effects.add(new Effect.CallProcess(token, call.id(), call.process(), input)),
                                () -> halt("process.input-wrong", call));
            case Node.Receive receive -> note(watching.watch(receive, token));
            case Node.Send send -> {
                bringAbout(send, send.thrown(), token);
                done(token);
            }
            case Node.Subprocess subprocess -> leave(graph.start(subprocess.id()), token);
        }
    }

    private void nextRound(long body, Activity activity) {
        Rounds before = tokens.rounds(body);
        Rounds rounds = new Rounds(before.total(), before.begun(), before.done() + 1);
        tokens.repeat(body, rounds);
        Node.Repetition repetition = activity.repetition();
        if (repetition == null) {
            throw new IllegalStateException(activity.id() + " is not repeated");
        }
        boolean enough = repetition.done() != null
                && repetition.done().holds(variables.of(body)).orElse(false);
        if (enough || rounds.done() == rounds.total()) {
            cancelIn(body);
            long scope = tokens.scope(body);
            forget(body);
            leave(activity, scope);
        } else if (repetition.sequential()) {
            // the collection may have changed between two rounds; how many there are may not
            List<Object> items = variables.items(repetition, tokens.scope(body)).orElse(List.of());
            if (items.size() < rounds.total()) {
                halt("process.repetition-wrong", activity);
            } else {
                beginRound(activity, body, items);
            }
        }
    }

    // gateways

    /** The first flow, in the file's order, whose condition holds; else the default. */
    private void choose(Node.Exclusive gateway, long scope) {
        for (Flow flow : graph.out(gateway.id())) {
            if (!flow.id().equals(gateway.defaultFlow()) && isOpen(flow, scope)) {
                moving.add(new Arrival(flow, scope));
                return;
            }
        }
        otherwise(gateway, gateway.defaultFlow(), scope);
    }

    /** Every flow whose condition holds; the default when none does. */
    private void chooseAll(Node.Inclusive gateway, long scope) {
        boolean any = false;
        for (Flow flow : graph.out(gateway.id())) {
            if (!flow.id().equals(gateway.defaultFlow()) && isOpen(flow, scope)) {
                moving.add(new Arrival(flow, scope));
                any = true;
            }
        }
        if (!any) {
            otherwise(gateway, gateway.defaultFlow(), scope);
        }
    }

    private boolean isOpen(Flow flow, long scope) {
        return flow.condition() == null
                || flow.condition().holds(variables.of(scope)).orElse(false);
    }

    private void otherwise(Node gateway, @Nullable String defaultFlow, long scope) {
        if (defaultFlow == null) {
            halt("process.no-way-on", gateway);
        } else {
            moving.add(new Arrival(graph.flow(defaultFlow), scope));
        }
    }

    private void join(Node.Parallel gateway, Flow arrived, long scope) {
        List<Flow> in = graph.in(gateway.id());
        if (in.size() > 1) {
            tokens.await(scope, arrived.id());
            for (Flow flow : in) {
                if (!tokens.awaits(scope, flow.id())) {
                    return;
                }
            }
            in.forEach(flow -> tokens.takeAwaiting(scope, flow.id()));
        }
        leave(gateway, scope);
    }

    /** Lets the first inclusive join that need not wait any longer go on; whether there was one. */
    private boolean join() {
        return InclusiveJoin.ready(graph, tokens)
                .map(ready -> {
                    graph.in(ready.gateway().id()).forEach(flow -> tokens.takeAwaiting(ready.scope(), flow.id()));
                    chooseAll(ready.gateway(), ready.scope());
                    return true;
                })
                .orElse(false);
    }

    // events

    private void bringAbout(Node node, Thrown thrown, long scope) {
        switch (thrown) {
            case Thrown.Message message -> {
                Optional<String> key = variables.key(message.key(), scope);
                if (message.key() != null && key.isEmpty()) {
                    halt("process.key-wrong", node);
                    return;
                }
                Optional<Map<String, Object>> brings =
                        message.input() == null ? Optional.of(Map.of()) : variables.context(message.input(), scope);
                brings.ifPresentOrElse(
                        input -> effects.add(new Effect.Throw(
                                node.id(), Effect.Kind.MESSAGE, message.name(), key.orElse(null), input)),
                        () -> halt("process.input-wrong", node));
            }
            case Thrown.Signal signal -> {
                effects.add(new Effect.Throw(node.id(), Effect.Kind.SIGNAL, signal.name(), null, Map.of()));
                signal(signal.name());
            }
            case Thrown.Fault fault -> {
                Optional<Caught> caught = catching(scope, fault.code());
                if (caught.isPresent()) {
                    long outside = tokens.scope(caught.get().host());
                    cancel(caught.get().host());
                    leave(caught.get().by(), outside);
                } else {
                    // "a common one being termination of the Process instance": BPMN 2.0.2, 10.5.3
                    cancelIn(Marking.PROCESS);
                    error = fault.code();
                }
            }
            case Thrown.Terminate _ -> cancelIn(scope);
            case Thrown.Nothing _ -> {}
        }
    }

    private void end(Node.End end, long scope) {
        if (end.result() != null) {
            result = end.result();
        }
        bringAbout(end, end.thrown(), scope);
    }

    /** A subprocess in which nothing is left has done its work; whether there was one. */
    private boolean endSubprocess() {
        for (long token : tokens.rests()) {
            boolean ended = graph.node(element(token)) instanceof Node.Subprocess
                    && !tokens.isRepeated(token)
                    && tokens.isEmpty(token);
            if (ended) {
                done(token);
                return true;
            }
        }
        return false;
    }

    /** Where an error goes: the nearest activity around whose border catches it. */
    private record Caught(long host, Node.Boundary by) {}

    private Optional<Caught> catching(long token, String code) {
        for (long at = token; at != Marking.PROCESS; at = tokens.scope(at)) {
            if (tokens.isRepeated(tokens.scope(at))) {
                // a round has no border of its own
                continue;
            }
            Node.Boundary any = null;
            for (Node.Boundary event : graph.boundaries(element(at))) {
                if (event.trigger() instanceof Trigger.Fault fault) {
                    if (code.equals(fault.code())) {
                        return Optional.of(new Caught(at, event));
                    }
                    any = any == null && fault.code() == null ? event : any;
                }
            }
            if (any != null) {
                return Optional.of(new Caught(at, any));
            }
        }
        return Optional.empty();
    }

    // taking tokens away

    private void cancelIn(long scope) {
        tokens.in(scope).forEach(this::cancel);
        tokens.forgetAwaiting(scope);
        moving.removeIf(arrival -> arrival.scope() == scope);
    }

    /** Takes a token away before its work is done, with all that is in it. */
    private void cancel(long token) {
        cancelIn(token);
        if (!tokens.isRepeated(token)) {
            effects.close(graph.node(element(token)), token, false);
        }
        forget(token);
    }

    /** Takes a token away, and what it waits for. */
    private void forget(long token) {
        watching.stopAll(token);
        tokens.remove(token);
    }

    private String element(long token) {
        String element = tokens.element(token);
        if (element == null) {
            throw new IllegalArgumentException("no token " + token);
        }
        return element;
    }

    private void halt(String code, Node node) {
        note(Optional.of(Problem.of(code, node.name())));
    }

    /** The first thing that cannot be done is what the command is refused for. */
    private void note(Optional<Problem> found) {
        if (problem == null) {
            problem = found.orElse(null);
        }
    }
}
