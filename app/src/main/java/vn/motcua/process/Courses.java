package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.motcua.process.Course.Choice;
import vn.motcua.process.Course.Uncounted;
import vn.motcua.process.Course.Visit;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.process.Walked.Arrival;
import vn.motcua.process.Walked.Stay;
import vn.motcua.process.Walked.Time;

/**
 * Walks every way through a process in the order of its time, as if each step took all it is allowed. Whatever is decided
 * or can happen is one way more. A subprocess is walked once and its ways are put in wherever it stands.
 */
final class Courses {

    static final int MOST = 1_000;
    private static final int MOST_MOVES = 50_000;

    /** An inclusive gateway with more ways out, or an activity with more events, is walked only each way, and all. */
    private static final int MOST_WAYS = 6;

    private final ProcessGraph graph;
    private final Map<String, Object> known;
    private final int mostVisits;
    private final Map<String, List<Course>> within = new HashMap<>();
    private boolean whole = true;
    private int moves;

    /**
     * @param known variables whose values are known; conditions on these alone are decided
     * @param mostVisits how often the same node may be passed on one way: with 1 no loop is gone round
     */
    Courses(ProcessGraph graph, Map<String, Object> known, int mostVisits) {
        this.graph = graph;
        this.known = known;
        this.mostVisits = mostVisits;
    }

    /** Whether there were not too many. */
    boolean isWhole() {
        return whole;
    }

    List<Course> of(String scope) {
        List<Course> done = within.get(scope);
        if (done != null) {
            return done;
        }
        var found = new ArrayList<Course>();
        Deque<Walked> open = new ArrayDeque<>();
        var first = new Walked();
        first.go(graph.out(graph.start(scope).id()), Time.START);
        open.push(first);
        while (!open.isEmpty()) {
            if (found.size() >= MOST || ++moves > MOST_MOVES) {
                whole = false;
                break;
            }
            Walked walked = open.pop();
            List<Walked> next = next(walked);
            for (int i = next.size() - 1; i >= 0; i--) {
                open.push(next.get(i));
            }
            if (next.isEmpty() && walked.waiting.isEmpty() && walked.stays.isEmpty() && walked.arrivals.isEmpty()) {
                found.add(walked.course());
            }
        }
        within.put(scope, found);
        return found;
    }

    /** What can come next; empty when this course has ended, or goes round too often. */
    private List<Walked> next(Walked walked) {
        Arrival arrival = walked.arrivals.poll();
        if (arrival != null) {
            Node node = graph.node(arrival.flow().to());
            boolean joins =
                    graph.in(node.id()).size() > 1 && (node instanceof Node.Parallel || node instanceof Node.Inclusive);
            if (joins) {
                walked.waiting
                        .computeIfAbsent(arrival.flow().id(), _ -> new ArrayList<>())
                        .add(arrival.at());
                return node instanceof Node.Parallel ? join(walked, node) : List.of(walked);
            }
            return enter(walked, node, arrival.at());
        }
        for (Node.Inclusive gateway : graph.inclusiveJoins()) {
            if (isReady(walked, gateway)) {
                return enter(walked, gateway, walked.now.latest(taken(walked, gateway)));
            }
        }
        if (!walked.stays.isEmpty()) {
            Stay first = walked.stays.getFirst();
            for (Stay stay : walked.stays) {
                first = stay.until().minutes() < first.until().minutes() ? stay : first;
            }
            walked.stays.remove(first);
            walked.now = walked.now.latest(first.until());
            walked.go(first.then(), first.until());
            return List.of(walked);
        }
        return List.of();
    }

    private List<Walked> join(Walked walked, Node gateway) {
        List<Flow> in = graph.in(gateway.id());
        return in.stream().allMatch(flow -> walked.waiting.containsKey(flow.id()))
                ? enter(walked, gateway, taken(walked, gateway))
                : List.of(walked);
    }

    /** Takes one token from each way in, and says when the last of them came. */
    private Time taken(Walked walked, Node gateway) {
        Time latest = Time.START;
        for (Flow flow : graph.in(gateway.id())) {
            List<Time> times = walked.waiting.get(flow.id());
            if (times != null) {
                latest = latest.latest(times.removeFirst());
                if (times.isEmpty()) {
                    walked.waiting.remove(flow.id());
                }
            }
        }
        return latest;
    }

    /** As {@link InclusiveJoin}. */
    private boolean isReady(Walked walked, Node.Inclusive join) {
        List<Flow> in = graph.in(join.id());
        if (in.stream().noneMatch(flow -> walked.waiting.containsKey(flow.id()))) {
            return false;
        }
        var nodes = new HashSet<String>();
        walked.stays.forEach(stay -> nodes.add(stay.node().id()));
        walked.waiting.keySet().stream()
                .map(flow -> graph.flow(flow).to())
                .filter(to -> !to.equals(join.id()))
                .forEach(nodes::add);
        Map<String, Set<String>> ways = graph.upstream(join);
        return nodes.stream().allMatch(node -> {
            boolean toFull = false;
            boolean toEmpty = false;
            for (Flow flow : in) {
                if (ways.getOrDefault(flow.id(), Set.of()).contains(node)) {
                    toFull |= walked.waiting.containsKey(flow.id());
                    toEmpty |= !walked.waiting.containsKey(flow.id());
                }
            }
            return toFull || !toEmpty;
        });
    }

    private List<Walked> enter(Walked walked, Node node, Time at) {
        int times = walked.entered.merge(node.id(), 1, Integer::sum);
        if (times > mostVisits) {
            // left unfinished, which is no course
            walked.arrivals.add(new Arrival(graph.in(node.id()).getFirst(), at));
            return List.of();
        }
        walked.turns |= times > 1;
        List<Flow> out = graph.out(node.id());
        return switch (node) {
            case Activity activity -> begin(walked, activity, at);
            case Node.Exclusive gateway -> choose(walked, gateway, at);
            case Node.Inclusive gateway -> chooseSome(walked, gateway, at);
            case Node.EventBased gateway -> race(walked, gateway, at);
            case Node.Catch event -> {
                walked.stays.add(new Stay(event, at.plus(waits(walked, event), waits(walked, event)), out));
                yield List.of(walked);
            }
            case Node.End end -> end(walked, end, at);
            case Node.Throw event -> {
                walked.go(out, at);
                yield bringAbout(walked, event.thrown(), at);
            }
            case Node.Start _, Node.Parallel _, Node.Boundary _, Node.Decide _ -> {
                walked.go(out, at);
                yield List.of(walked);
            }
        };
    }

    private List<Walked> choose(Walked walked, Node.Exclusive gateway, Time at) {
        var next = new ArrayList<Walked>();
        List<Flow> out = graph.out(gateway.id());
        for (Flow flow : out) {
            if (mayTake(walked, flow)) {
                Walked one = walked.copy();
                if (out.size() > 1) {
                    one.choices.add(new Choice(gateway.name(), way(flow)));
                }
                one.go(List.of(flow), at);
                next.add(one);
            }
        }
        return next.isEmpty() ? unfinished(walked, at, out) : next;
    }

    private List<Walked> chooseSome(Walked walked, Node.Inclusive gateway, Time at) {
        var next = new ArrayList<Walked>();
        List<Flow> out = graph.out(gateway.id());
        List<Flow> open = out.stream().filter(flow -> mayTake(walked, flow)).toList();
        List<Flow> conditional = open.stream()
                .filter(flow -> !flow.id().equals(gateway.defaultFlow()))
                .toList();
        var choices = new ArrayList<>(choices(conditional));
        open.stream()
                .filter(flow -> flow.id().equals(gateway.defaultFlow()))
                .forEach(flow -> choices.add(List.of(flow)));
        for (List<Flow> chosen : choices) {
            if (!chosen.isEmpty()) {
                Walked one = walked.copy();
                if (out.size() > 1) {
                    chosen.forEach(flow -> one.choices.add(new Choice(gateway.name(), way(flow))));
                }
                one.go(chosen, at);
                next.add(one);
            }
        }
        return next.isEmpty() ? unfinished(walked, at, out) : next;
    }

    private List<Walked> race(Walked walked, Node.EventBased gateway, Time at) {
        var next = new ArrayList<Walked>();
        for (Flow flow : graph.out(gateway.id())) {
            if (mayTake(walked, flow)) {
                Walked one = walked.copy();
                Node event = graph.node(flow.to());
                one.choices.add(new Choice(gateway.name(), event.name()));
                int wait = waits(one, event);
                one.stays.add(new Stay(gateway, at.plus(wait, wait), graph.out(event.id())));
                next.add(one);
            }
        }
        return next.isEmpty() ? unfinished(walked, at, graph.out(gateway.id())) : next;
    }

    private static List<Walked> unfinished(Walked walked, Time at, List<Flow> out) {
        walked.go(out.subList(0, 1), at);
        return List.of();
    }

    private boolean mayTake(Walked walked, Flow flow) {
        return walked.entered.getOrDefault(flow.to(), 0) < mostVisits && Allowed.isOpen(flow, known);
    }

    private boolean mayTake(Walked walked, Node.Boundary event) {
        return graph.out(event.id()).stream().allMatch(flow -> mayTake(walked, flow));
    }

    /** The name of a flow, else what it is taken on, else where it leads. */
    private String way(Flow flow) {
        if (!flow.name().equals("sequenceFlow")) {
            return flow.name();
        }
        return flow.condition() == null
                ? graph.node(flow.to()).name()
                : flow.condition().toString();
    }

    // activities

    private List<Walked> begin(Walked walked, Activity activity, Time at) {
        if (Allowed.rounds(activity.repetition()).isEmpty()) {
            walked.uncounted.add(new Uncounted("repetition", activity.name()));
        }
        return switch (activity) {
            case Node.Task task -> {
                int minutes = Math.multiplyExact(task.step().allowanceMinutes(), Allowed.inTurn(task.repetition()));
                int work = Math.multiplyExact(
                        task.step().allowanceMinutes(),
                        Allowed.rounds(task.repetition()).orElse(1));
                walked.visits.add(
                        new Visit(task.id(), task.name(), task.step().unitKey(), at.minutes(), minutes, work));
                yield exits(walked, task, at, minutes, Allowed.isReturn(task.step()) ? 0 : minutes);
            }
            case Node.Service service -> work(walked, service, at, "service");
            case Node.Call call -> work(walked, call, at, "call");
            case Node.Receive receive -> work(walked, receive, at, "message");
            case Node.Send send -> exits(walked, send, at, 0, 0);
            case Node.Subprocess subprocess -> within(walked, subprocess, at);
        };
    }

    private List<Walked> work(Walked walked, Activity activity, Time at, String kind) {
        walked.uncounted.add(new Uncounted(kind, activity.name()));
        return exits(walked, activity, at, 0, 0);
    }

    private List<Walked> within(Walked walked, Node.Subprocess subprocess, Time at) {
        var next = new ArrayList<Walked>();
        int rounds = Allowed.rounds(subprocess.repetition()).orElse(1);
        int inTurn = Allowed.inTurn(subprocess.repetition());
        List<Course> courses = of(subprocess.id());
        Course longest = courses.stream()
                .filter(course -> course.error() == null)
                .max(Comparator.comparingInt(Course::minutes))
                .orElse(null);
        for (Course course : courses) {
            Walked one = walked.copy();
            course.visits()
                    .forEach(visit -> one.visits.add(visit.later(at.minutes()).times(rounds)));
            one.choices.addAll(course.choices());
            one.uncounted.addAll(course.uncounted());
            one.turns |= course.turns();
            int minutes = Math.multiplyExact(course.minutes(), inTurn);
            int processing = Math.multiplyExact(course.processing(), inTurn);
            if (course.error() != null) {
                next.addAll(raised(one, subprocess, course.error(), at.plus(minutes, processing)));
            } else if (course == longest) {
                next.addAll(exits(one, subprocess, at, minutes, processing));
            } else {
                one.stays.add(new Stay(subprocess, at.plus(minutes, processing), graph.out(subprocess.id())));
                next.add(one);
            }
        }
        return next.isEmpty() ? unfinished(walked, at, graph.in(subprocess.id())) : next;
    }

    private List<Walked> raised(Walked walked, Node.Subprocess from, String code, Time at) {
        for (Node.Boundary event : graph.boundaries(from.id())) {
            if (event.trigger() instanceof Trigger.Fault fault
                    && (fault.code() == null || fault.code().equals(code))) {
                walked.choices.add(new Choice(from.name(), event.name()));
                walked.stays.add(new Stay(from, at, graph.out(event.id())));
                return List.of(walked);
            }
        }
        walked.error = code;
        walked.stop(at);
        return List.of(walked);
    }

    /** An activity goes on by its own way out or by an event that interrupts it; others may happen beside. */
    private List<Walked> exits(Walked walked, Activity activity, Time at, int minutes, int counted) {
        var next = new ArrayList<Walked>();
        List<Node.Boundary> beside = graph.boundaries(activity.id()).stream()
                .filter(event -> !event.interrupting() && mayTake(walked, event))
                .toList();
        for (List<Node.Boundary> happened : choices(beside)) {
            Walked normal = walked.copy();
            for (Node.Boundary event : happened) {
                int wait = Math.min(minutes, note(normal, event).orElse(minutes));
                normal.choices.add(new Choice(activity.name(), event.name()));
                normal.stays.add(new Stay(activity, at.plus(wait, Math.min(wait, counted)), graph.out(event.id())));
            }
            normal.stays.add(new Stay(activity, at.plus(minutes, counted), graph.out(activity.id())));
            next.add(normal);
        }
        for (Node.Boundary event : graph.boundaries(activity.id())) {
            boolean errorWithin = event.trigger() instanceof Trigger.Fault
                    && activity instanceof Node.Subprocess subprocess
                    && !Allowed.callsOthers(graph, subprocess);
            if (event.interrupting() && !errorWithin && mayTake(walked, event)) {
                Walked interrupted = walked.copy();
                interrupted.choices.add(new Choice(activity.name(), event.name()));
                Optional<Integer> timer = note(interrupted, event);
                interrupted.stays.add(new Stay(
                        activity, at.plus(timer.orElse(minutes), timer.orElse(counted)), graph.out(event.id())));
                next.add(interrupted);
            }
        }
        return next;
    }

    // events

    private Optional<Integer> note(Walked walked, Node.Boundary event) {
        Optional<Integer> minutes = Allowed.minutes(event.trigger());
        if (minutes.isEmpty() && event.trigger() instanceof Trigger.Timer) {
            walked.uncounted.add(new Uncounted("timer", event.name()));
        }
        return minutes;
    }

    private int waits(Walked walked, Node node) {
        Trigger trigger = Watching.trigger(node);
        return Allowed.minutes(trigger).orElseGet(() -> {
            String kind = switch (trigger) {
                case Trigger.Timer _ -> "timer";
                case Trigger.Message _ -> "message";
                case Trigger.Signal _, Trigger.Fault _ -> "signal";
            };
            walked.uncounted.add(new Uncounted(kind, node.name()));
            return 0;
        });
    }

    private static List<Walked> end(Walked walked, Node.End end, Time at) {
        walked.now = walked.now.latest(at);
        if (end.result() != null) {
            walked.result = end.result();
        }
        return bringAbout(walked, end.thrown(), at);
    }

    private static List<Walked> bringAbout(Walked walked, Thrown thrown, Time at) {
        switch (thrown) {
            case Thrown.Terminate _ -> walked.stop(at);
            case Thrown.Fault fault -> {
                walked.error = fault.code();
                walked.stop(at);
            }
            case Thrown.Message _, Thrown.Signal _, Thrown.Nothing _ -> {}
        }
        // another round finds nothing left and takes it for a course
        return List.of(walked);
    }

    /** Every choice among some, the empty one first; of too many, each alone, none and all. */
    private <T> List<List<T>> choices(List<T> among) {
        var choices = new ArrayList<List<T>>();
        choices.add(List.of());
        if (among.size() > MOST_WAYS) {
            whole = false;
            among.forEach(one -> choices.add(List.of(one)));
            choices.add(among);
            return choices;
        }
        for (int choice = 1; choice < 1 << among.size(); choice++) {
            var chosen = new ArrayList<T>();
            for (int i = 0; i < among.size(); i++) {
                if ((choice & 1 << i) != 0) {
                    chosen.add(among.get(i));
                }
            }
            choices.add(chosen);
        }
        return choices;
    }
}
