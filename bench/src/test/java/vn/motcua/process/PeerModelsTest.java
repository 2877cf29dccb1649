package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.xml.sax.SAXException;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * The processes other engines test themselves with, in a folder of their files that is not ours to ship: what lies in the
 * element set is read, checked and run to its end. {@code -Dmotcua.models=DIR}; what became of each is written to
 * {@code target/peer-models.txt}.
 */
@Tag("long")
@EnabledIfSystemProperty(named = "motcua.models", matches = ".+")
class PeerModelsTest {

    private static final int MOST_TRIES = 60;
    private static final int MOST_ACTS = 400;

    /** Rules of ours that such a process breaks on purpose or by mistake, although its elements are in the set. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("process.not-valid", "breaks the BPMN schema itself"),
            Map.entry("process.no-start", "has no start, or only ones that wait for something"),
            Map.entry("process.second-start", "has several starts"),
            Map.entry("process.no-start-within", "has a subprocess without a start"),
            Map.entry("process.unreachable", "has elements nothing leads to"),
            Map.entry("process.loop-without-task", "has a loop in which nothing is waited for"),
            Map.entry("process.join-cannot-complete", "has a join that waits for ever on some course"),
            Map.entry("process.tokens-pile-up", "leaves more work behind with every turn of a loop"),
            Map.entry("process.cycle-not-here", "has a repeating timer that is not a border event that goes on"),
            Map.entry("process.time-wrong", "has a time that is not ISO 8601, such as cron"),
            Map.entry("process.one-time", "has a timer without a time, or with two"),
            Map.entry("process.error-not-here", "catches an error on a task a person does"),
            Map.entry("process.error-uncaught-here", "throws an error in a subprocess that nothing catches"),
            Map.entry("process.event-gateway-few", "has an event gateway with one event"),
            Map.entry("process.event-gateway-target", "has something else than an event behind an event gateway"),
            Map.entry("process.one-event", "has an event that waits for what only an extension of its engine names"),
            Map.entry("process.flow-loose", "has a flow from or to nothing"),
            Map.entry("process.condition-missing", "has a flow out of a choice without a condition"),
            Map.entry("process.condition-not-here", "has a condition on the default flow"),
            Map.entry("process.border-of-nothing", "puts a border event elsewhere than beside its activity"),
            Map.entry("process.error-must-interrupt", "lets an error's border event go on beside its activity"),
            Map.entry("process.dead-end", "has no way to an end"));

    private final Map<String, Integer> figures = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> unexplained = new ArrayList<>();

    @Test
    void what_lies_in_the_element_set_is_read_checked_and_run_to_its_end() throws IOException {
        Path folder = Path.of(System.getProperty("motcua.models"));
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().matches(".*\\.(bpmn|bpmn20\\.xml)"))
                    .sorted()
                    .toList();
        }
        var seen = new HashSet<String>();
        for (Path file : files) {
            String xml = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (xml.startsWith("\uFEFF")) {
                xml = xml.substring(1);
            }
            count("0 files");
            if (seen.add(xml)) {
                file(folder.relativize(file).toString(), xml);
            } else {
                count("0 files that are the same as another");
            }
        }
        figures.forEach((what, count) -> System.out.printf("%6d  %s%n", count, what));
        Files.write(Path.of("target/peer-models.txt"), told);
        assertThat(figures.getOrDefault("4 run to their end", 0)).isPositive();
        assertThat(unexplained).isEmpty();
    }

    private void file(String name, String xml) {
        List<PeerModel.Told> processes;
        try {
            processes = PeerModel.told(xml);
        } catch (SAXException e) {
            tell("0 files that are not well-formed, or have a document type", name, "");
            return;
        }
        if (processes.isEmpty()) {
            tell("0 files without a process", name, "");
        }
        processes.forEach(process -> process(name + "#" + process.name(), process));
    }

    private void process(String name, PeerModel.Told process) {
        count("1 processes");
        BpmnScan.Scanned scanned = BpmnScan.scan(process.xml());
        Set<String> outside = scanned.problems().stream()
                .filter(problem -> List.of("process.unsupported", "process.unknown-attribute")
                        .contains(problem.code()))
                .map(problem -> String.valueOf(problem.args().getLast()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!outside.isEmpty()) {
            count("2 outside the element set");
            tell("2   outside, for example for: " + outside.iterator().next(), name, outside.toString());
            return;
        }
        switch (BpmnReader.reading(process.xml())) {
            case Result.Refused<BpmnReader.Reading> refused -> refused(name, refused.problems());
            case Result.Done<BpmnReader.Reading> done -> {
                count("3 in the element set and valid");
                String end = run(done.value().graph(), process.variables());
                if (process.filledIn()) {
                    count("3   valid, with splits or ends made explicit that it leaves to the standard");
                }
                if (end.isEmpty()) {
                    tell("4 run to their end", name, "");
                } else {
                    unexplained.add(name + ": " + end);
                    tell("4 not run to their end", name, end);
                }
            }
        }
    }

    private void refused(String name, List<Problem> problems) {
        List<String> rules =
                problems.stream().map(Problem::code).filter(RULES::containsKey).toList();
        count("3 in the element set and refused");
        if (rules.isEmpty()) {
            unexplained.add(name + ": " + problems);
            tell("3   refused, unexplained", name, problems.toString());
        } else {
            tell("3   refused: it " + RULES.get(rules.getFirst()), name, problems.toString());
        }
    }

    private void tell(String what, String name, String why) {
        count(what);
        told.add(what.strip() + "\t" + name + "\t" + why);
    }

    private void count(String what) {
        figures.merge(what, 1, Integer::sum);
    }

    /** What keeps it from its end however it is decided; empty when it came there. */
    private static String run(ProcessGraph graph, Set<String> variables) {
        String why = "";
        for (int seed = 1; seed <= MOST_TRIES; seed++) {
            why = new Run(graph, variables, new Random(seed)).toEnd();
            if (why.isEmpty()) {
                return "";
            }
        }
        return why;
    }

    /** One instance, with something that is open done at random until nothing is. */
    private static final class Run {

        private final ProcessGraph graph;
        private final Set<String> names;
        private final Random random;
        private Marking marking = Marking.NONE;

        Run(ProcessGraph graph, Set<String> names, Random random) {
            this.graph = graph;
            this.names = names;
            this.random = random;
        }

        String toEnd() {
            String stuck = take(new Command.Start(variables()));
            for (int acts = 0; stuck.isEmpty() && !marking.isEmpty(); acts++) {
                List<Command> possible = possible();
                if (possible.isEmpty()) {
                    return "nothing can be done at " + marking;
                }
                if (acts == MOST_ACTS) {
                    return "not ended after " + acts + " acts at " + marking.elements(graph);
                }
                stuck = take(possible.get(random.nextInt(possible.size())));
            }
            return stuck;
        }

        private String take(Command command) {
            return switch (Engine.advance(graph, marking, command)) {
                case Advance.Stuck stuck -> stuck.problem().toString();
                case Advance.Taken taken -> {
                    marking = taken.marking();
                    yield "";
                }
            };
        }

        private List<Command> possible() {
            var possible = new ArrayList<Command>();
            marking.tasks().keySet().forEach(token -> possible.add(new Command.Complete(token, "done", variables())));
            marking.rests().forEach((token, element) -> {
                boolean called =
                        graph.node(element) instanceof Node.Service || graph.node(element) instanceof Node.Call;
                if (called && !marking.rounds().containsKey(token)) {
                    possible.add(new Command.ServiceDone(token, variables()));
                    graph.boundaries(element).stream()
                            .filter(event -> event.trigger() instanceof Node.Trigger.Fault)
                            .map(event -> ((Node.Trigger.Fault) event.trigger()).code())
                            .forEach(code -> possible.add(
                                    new Command.ServiceFailed(token, code == null ? "any" : code, variables())));
                }
            });
            marking.watches()
                    .forEach((number, watch) -> possible.add(
                            switch (Watching.trigger(graph.node(watch.element()))) {
                                case Node.Trigger.Timer _ -> new Command.FireTimer(number, variables());
                                case Node.Trigger.Message _ -> new Command.Message(number, variables());
                                case Node.Trigger.Signal signal -> new Command.Signal(signal.name(), variables());
                                case Node.Trigger.Fault _ ->
                                    throw new IllegalStateException("nobody waits for an error");
                            }));
            return possible;
        }

        private Map<String, Object> variables() {
            var variables = new HashMap<String, Object>();
            names.forEach(name -> variables.put(name, random.nextBoolean()));
            return variables;
        }
    }
}
