package vn.motcua.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.motcua.process.LongestWay.Way;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * A dry run: every way a process can go, as if each step took all the time it is allowed.
 *
 * @param courses first those on which no loop is gone round, each the longest first; then those on which a node is passed
 *     twice, but none three times
 * @param complete whether {@code courses} are all there are of that kind; otherwise there are more than {@link #MOST}
 * @param longest the longest without going round a loop, whether or not it is among {@code courses}
 */
public record Simulation(List<Course> courses, boolean complete, Longest longest) {

    public static final int MOST = Courses.MOST;

    public Simulation {
        courses = List.copyOf(courses);
    }

    /**
     * @param minutes working minutes from start until nothing is left but to return the result
     * @param exact whether no longer one exists; always so in a process without loops
     * @param steps names of the steps on it
     */
    public record Longest(int minutes, boolean exact, List<String> steps) {
        public Longest {
            steps = List.copyOf(steps);
        }
    }

    /** Refused with what {@link BpmnReader} has against the file. */
    public static Result<Simulation> of(String bpmnXml) {
        return BpmnReader.read(bpmnXml).map(Simulation::of);
    }

    static Simulation of(ProcessGraph graph) {
        var straight = new Courses(graph, Map.of(), 1);
        var turning = new Courses(graph, Map.of(), 2);
        Comparator<Course> longestFirst =
                Comparator.comparingInt(Course::minutes).reversed();
        var courses = new ArrayList<>(
                straight.of(ProcessGraph.PROCESS).stream().sorted(longestFirst).toList());
        turning.of(ProcessGraph.PROCESS).stream()
                .filter(Course::turns)
                .sorted(longestFirst)
                .forEach(courses::add);
        var search = new LongestWay(graph, Map.of());
        Way way = search.find();
        return new Simulation(
                courses,
                straight.isWhole() && turning.isWhole(),
                new Longest(way.minutes(), search.isExact(), steps(way)));
    }

    /**
     * A term, and for whom it holds.
     *
     * @param minutes working minutes it holds
     * @param known variables whose values are known then; conditions on these alone are decided
     */
    public record Planned(int minutes, Map<String, Object> known) {
        public Planned {
            known = Map.copyOf(known);
        }
    }

    /**
     * What is too long for one of some terms on the longest way: the step at which the term runs out, by id, name and
     * line, the minutes of both, and the steps on the way; of several, that which is most too long. Loops are not gone
     * round: a term is planned for work that need not be done twice. Empty for a file that cannot be read, which
     * {@link Processes#check} says.
     */
    public static Optional<Problem> beyond(String bpmnXml, List<Planned> terms) {
        return switch (BpmnReader.read(bpmnXml)) {
            case Result.Done<ProcessGraph> done -> beyond(done.value(), terms);
            case Result.Refused<ProcessGraph> _ -> Optional.empty();
        };
    }

    static Optional<Problem> beyond(ProcessGraph graph, List<Planned> terms) {
        Way worst = Way.NONE;
        int term = 0;
        for (Planned planned : terms) {
            Way way = new LongestWay(graph, planned.known()).find();
            if (way.minutes() > planned.minutes() && way.minutes() - planned.minutes() > worst.minutes() - term) {
                worst = way;
                term = planned.minutes();
            }
        }
        return worst.minutes() == 0 ? Optional.empty() : Optional.of(beyond(graph, worst, term));
    }

    private static Problem beyond(ProcessGraph graph, Way way, int termMinutes) {
        int passed = 0;
        Node last = graph.start(ProcessGraph.PROCESS);
        for (Node node : way.nodes()) {
            int own = own(node);
            if (own > 0) {
                last = node;
            }
            passed += own;
            if (passed > termMinutes) {
                break;
            }
        }
        return Problem.of(
                "process.term-exceeded",
                last.id(),
                last.name(),
                Integer.toString(last.line()),
                Integer.toString(way.minutes()),
                Integer.toString(termMinutes),
                String.join(" → ", steps(way)));
    }

    private static int own(Node node) {
        return switch (node) {
            case Node.Task task
            when !Allowed.isReturn(task.step()) -> task.step().allowanceMinutes() * Allowed.inTurn(task.repetition());
            case Node.Catch event -> Allowed.minutes(event.trigger()).orElse(0);
            default -> 0;
        };
    }

    private static List<String> steps(Way way) {
        return way.nodes().stream()
                .filter(node -> own(node) > 0)
                .map(Node::name)
                .collect(Collectors.toList());
    }
}
