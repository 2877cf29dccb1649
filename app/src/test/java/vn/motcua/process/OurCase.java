package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Node.Trigger;

/** One instance of a drawn process in our engine, with the processes it calls, moved by {@link Act}s. */
final class OurCase {

    /**
     * Something that can be done or can happen.
     *
     * @param element id of the task, event or service
     * @param turn in which round of a repeated activity, from 1; 0 outside
     */
    record Act(What what, String element, int turn) {
        enum What {
            TASK,
            TIMER,
            MESSAGE,
            SIGNAL,
            SERVICE,
            FAILURE
        }
    }

    private final ProcessGraph graph;
    private final Map<String, ProcessGraph> called = new HashMap<>();
    private final Map<Long, Marking> calls = new TreeMap<>();
    private final List<Command> history = new ArrayList<>();
    private Marking marking = Marking.NONE;
    private List<Effect> effects = List.of();

    OurCase(ProcessGraph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Call call) {
                called.put(
                        call.id(),
                        BpmnReader.read(Drawing.called(call.id(), Drawing.Dialect.OURS))
                                .orElseThrow());
            }
        }
    }

    Advance start(Map<String, Object> variables) {
        return take(new Command.Start(variables));
    }

    ProcessGraph graph() {
        return graph;
    }

    Marking marking() {
        return marking;
    }

    /** Of the last command taken. */
    List<Effect> effects() {
        return effects;
    }

    /** The commands taken, in order. */
    List<Command> history() {
        return history;
    }

    boolean hasEnded() {
        return marking.isEmpty();
    }

    /** What is open, armed, subscribed to and called, by element, sorted. */
    List<String> state() {
        return acts().stream()
                .filter(act -> act.what() != Act.What.FAILURE)
                .map(act -> act.what() + " " + act.element())
                .sorted()
                .toList();
    }

    List<Act> acts() {
        var acts = new ArrayList<Act>();
        marking.tasks().forEach((token, element) -> acts.add(new Act(Act.What.TASK, element, turn(token))));
        marking.watches()
                .forEach((number, watch) -> acts.add(new Act(what(watch), watch.element(), turn(watch.host()))));
        marking.rests().forEach((token, element) -> {
            if (!marking.rounds().containsKey(token) && graph.node(element) instanceof Node.Service) {
                acts.add(new Act(Act.What.SERVICE, element, turn(token)));
                acts.add(new Act(Act.What.FAILURE, element, turn(token)));
            }
        });
        calls.forEach((token, call) ->
                call.tasks().values().forEach(task -> acts.add(new Act(Act.What.TASK, task, turn(token)))));
        return acts;
    }

    private Act.What what(Marking.Watch watch) {
        return switch (Watching.trigger(graph.node(watch.element()))) {
            case Trigger.Timer _ -> Act.What.TIMER;
            case Trigger.Message _ -> Act.What.MESSAGE;
            case Trigger.Signal _ -> Act.What.SIGNAL;
            case Trigger.Fault _ -> throw new IllegalStateException("nobody waits for an error");
        };
    }

    private int turn(long token) {
        for (long at = token; at != Marking.PROCESS; at = marking.scopes().getOrDefault(at, Marking.PROCESS)) {
            Marking.Turn turn = marking.turns().get(at);
            if (turn != null) {
                return turn.index();
            }
        }
        return 0;
    }

    /** Nothing has changed when it is stuck. */
    Advance perform(Act act, Map<String, Object> variables) {
        return switch (act.what()) {
            case TASK -> {
                for (var call : calls.entrySet()) {
                    if (("asked-" + marking.rests().get(call.getKey())).equals(act.element())
                            && turn(call.getKey()) == act.turn()) {
                        yield answer(call.getKey(), call.getValue(), variables);
                    }
                }
                yield take(new Command.Complete(find(marking.tasks(), act), "done", variables));
            }
            case SERVICE -> take(new Command.ServiceDone(find(marking.rests(), act), variables));
            case FAILURE -> take(new Command.ServiceFailed(find(marking.rests(), act), "E1", variables));
            case TIMER -> take(new Command.FireTimer(watch(act), variables));
            case MESSAGE -> take(new Command.Message(watch(act), variables));
            case SIGNAL -> take(new Command.Signal(act.element(), variables));
        };
    }

    private Advance answer(long token, Marking call, Map<String, Object> variables) {
        ProcessGraph process = Objects.requireNonNull(called.get(marking.rests().get(token)));
        var answered = (Advance.Taken)
                Engine.advance(process, call, new Command.Complete(call.tasks().firstKey(), "done", variables));
        var end = (Effect.End) answered.effects().getLast();
        return take(
                end.error() == null
                        ? new Command.ServiceDone(token, variables)
                        : new Command.ServiceFailed(token, end.error(), variables));
    }

    private long find(Map<Long, String> tokens, Act act) {
        return tokens.entrySet().stream()
                .filter(at -> at.getValue().equals(act.element())
                        && !marking.rounds().containsKey(at.getKey())
                        && turn(at.getKey()) == act.turn())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private long watch(Act act) {
        return marking.watches().entrySet().stream()
                .filter(at -> at.getValue().element().equals(act.element())
                        && turn(at.getValue().host()) == act.turn())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private Advance take(Command command) {
        Advance advance = Engine.advance(graph, marking, command);
        if (advance instanceof Advance.Taken taken) {
            marking = taken.marking();
            effects = taken.effects();
            history.add(command);
            for (Effect effect : effects) {
                switch (effect) {
                    case Effect.CallProcess call -> {
                        ProcessGraph process = Objects.requireNonNull(called.get(call.elementId()));
                        var begun =
                                (Advance.Taken) Engine.advance(process, Marking.NONE, new Command.Start(call.input()));
                        calls.put(call.token(), begun.marking());
                    }
                    case Effect.EndCall end -> calls.remove(end.token());
                    default -> {}
                }
            }
        }
        return advance;
    }
}
