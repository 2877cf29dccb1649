package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.motcua.process.Simulation.Planned;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class SimulationTest {

    @Test
    void branches_side_by_side_take_as_long_as_the_longest_and_each_unit_its_own_work() {
        Simulation simulation = simulation("""
                <startEvent id="s"/>
                <parallelGateway id="split"/>
                %s%s%s
                <parallelGateway id="join"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                """.formatted(
                                task("land", "land", 300), task("tax", "tax", 120), task("stamp", "tax", 60))
                + flows("s split", "split land", "split tax", "land join", "tax stamp", "stamp join", "join e"));

        assertThat(simulation.courses()).singleElement().satisfies(course -> {
            assertThat(course.minutes()).isEqualTo(300);
            assertThat(course.work()).isEqualTo(Map.of("land", 300, "tax", 180));
            assertThat(course.visits())
                    .extracting(Course.Visit::elementId, Course.Visit::begins)
                    .containsExactly(tuple("land", 0), tuple("tax", 0), tuple("stamp", 120));
            assertThat(course.result()).isEqualTo("RETURNED");
        });
    }

    @Test
    void a_step_sent_back_is_walked_without_it_and_once_with_it() {
        Simulation simulation = simulation(sentBack());

        assertThat(simulation.courses())
                .extracting(Course::minutes, Course::turns)
                .containsExactly(tuple(150, false), tuple(300, true));
        assertThat(simulation.courses().getFirst().choices()).containsExactly(new Course.Choice("signed", "Đã ký"));
        assertThat(simulation.longest()).isEqualTo(new Simulation.Longest(150, true, List.of("draft", "sign")));
    }

    @Test
    void a_loop_does_not_count_against_the_term_and_the_step_at_which_it_runs_out_is_named() {
        ProcessGraph graph = BpmnReaderTest.accepted(BpmnReaderTest.bpmn(sentBack()));

        assertThat(Simulation.beyond(graph, terms(150))).isEmpty();
        assertThat(Simulation.beyond(graph, terms(149)))
                .contains(Problem.of(
                        "process.term-exceeded", "sign", "sign", line(graph, "sign"), "150", "149", "draft → sign"));
        assertThat(Simulation.beyond(graph, terms(59)))
                .map(problem -> problem.args().getFirst())
                .contains("draft");
    }

    @Test
    void returning_the_result_is_not_part_of_the_term() {
        ProcessGraph graph = BpmnReaderTest.accepted(
                BpmnReaderTest.bpmn("""
                <startEvent id="s"/>%s
                <userTask id="back" name="Trả" motcua:unit="one-stop" motcua:position="clerk" motcua:allowance="480"
                    motcua:work="RETURN"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                """.formatted(task("a", "justice", 60)) + flows("s a", "a back", "back e")));

        assertThat(Simulation.of(graph).courses()).singleElement().satisfies(course -> {
            assertThat(course.minutes()).isEqualTo(540);
            assertThat(course.processing()).isEqualTo(60);
        });
        assertThat(Simulation.beyond(graph, terms(60))).isEmpty();
    }

    @Test
    void a_way_only_a_case_with_a_longer_term_can_take_is_held_against_that_term_alone() {
        ProcessGraph graph = BpmnReaderTest.accepted(
                BpmnReaderTest.bpmn("""
                <startEvent id="s"/><exclusiveGateway id="x" default="short"/>%s%s
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="long" sourceRef="x" targetRef="survey">
                  <conditionExpression>case = "cong-trinh"</conditionExpression></sequenceFlow>
                <sequenceFlow id="short" sourceRef="x" targetRef="check"/>
                """.formatted(task("survey", "land", 900), task("check", "land", 100))
                        + flows("s x", "survey e", "check e")));

        assertThat(Simulation.beyond(
                        graph,
                        List.of(
                                new Planned(480, Map.of("case", "nha-o")),
                                new Planned(960, Map.of("case", "cong-trinh")))))
                .isEmpty();
        assertThat(Simulation.beyond(graph, List.of(new Planned(480, Map.of("case", "cong-trinh")))))
                .isPresent();
        assertThat(Simulation.beyond(graph, terms(480))).isPresent();
    }

    @Test
    void work_repeated_in_turn_takes_as_often_its_time_and_work_at_once_only_once() {
        Simulation simulation = simulation(
                """
                <startEvent id="s"/>
                <userTask id="a" name="a" motcua:unit="u" motcua:position="p" motcua:allowance="60" motcua:work="WORK">
                  <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>
                </userTask>
                <userTask id="b" name="b" motcua:unit="v" motcua:position="p" motcua:allowance="60" motcua:work="WORK">
                  <multiInstanceLoopCharacteristics><loopCardinality>count(form.members)</loopCardinality></multiInstanceLoopCharacteristics>
                </userTask>
                <subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>4</loopCardinality></multiInstanceLoopCharacteristics>
                  <startEvent id="s2"/>%s<endEvent id="e2"/>%s
                </subProcess>
                <endEvent id="e" motcua:result="RETURNED"/>
                """.formatted(task("c", "w", 30), flows("s2 c", "c e2")) + flows("s a", "a b", "b sub", "sub e"));

        Course course = simulation.courses().getFirst();
        assertThat(course.minutes()).isEqualTo(180 + 60 + 30);
        assertThat(course.work()).isEqualTo(Map.of("u", 180, "v", 60, "w", 120));
        assertThat(course.uncounted()).containsExactly(new Course.Uncounted("repetition", "b"));
        assertThat(simulation.longest().minutes()).isEqualTo(270);
    }

    @Test
    void what_can_interrupt_a_step_is_a_way_of_its_own() {
        Simulation simulation = simulation(
                """
                <startEvent id="s"/>%s%s
                <boundaryEvent id="late" name="Quá hạn" attachedToRef="a">
                  <timerEventDefinition motcua:workingMinutes="90"/></boundaryEvent>
                <endEvent id="e" motcua:result="RETURNED"/>
                """.formatted(task("a", "u", 60), task("b", "v", 30)) + flows("s a", "a e", "late b", "b e"));

        assertThat(simulation.courses())
                .extracting(Course::minutes, course -> course.choices().size())
                .containsExactly(tuple(120, 1), tuple(60, 0));
        assertThat(simulation.longest().minutes()).isEqualTo(120);
    }

    @Test
    void an_end_of_everything_cuts_short_what_still_runs() {
        Simulation simulation = simulation("""
                <startEvent id="s"/><parallelGateway id="split"/>%s%s
                <endEvent id="e" motcua:result="RETURNED"/>
                <endEvent id="stop" motcua:result="STOPPED"><terminateEventDefinition/></endEvent>
                """.formatted(task("a", "u", 60), task("b", "v", 300))
                + flows("s split", "split a", "split b", "a stop", "b e"));

        Course course = simulation.courses().getFirst();
        assertThat(course.minutes()).isEqualTo(60);
        assertThat(course.work()).isEqualTo(Map.of("u", 60, "v", 60));
        assertThat(course.result()).isEqualTo("STOPPED");
    }

    @Test
    void the_longest_of_more_ways_than_can_be_listed_is_found_exactly() {
        var xml = new StringBuilder("<startEvent id=\"s\"/><endEvent id=\"e\" motcua:result=\"RETURNED\"/>");
        var flows = new ArrayList<String>();
        String last = "s";
        for (int i = 0; i < 12; i++) {
            xml.append("<exclusiveGateway id=\"x%d\" default=\"d%d\"/>".formatted(i, i));
            xml.append(task("a" + i, "u", 10 + i)).append(task("b" + i, "u", 20 + i));
            xml.append("<exclusiveGateway id=\"m%d\"/>".formatted(i));
            xml.append("<sequenceFlow id=\"d%d\" sourceRef=\"x%d\" targetRef=\"a%d\"/>".formatted(i, i, i));
            xml.append(
                    "<sequenceFlow id=\"c%d\" sourceRef=\"x%d\" targetRef=\"b%d\"><conditionExpression>b%d</conditionExpression></sequenceFlow>"
                            .formatted(i, i, i, i));
            flows.addAll(List.of(last + " x" + i, "a" + i + " m" + i, "b" + i + " m" + i));
            last = "m" + i;
        }
        flows.add(last + " e");
        Simulation simulation = simulation(xml + flows(flows.toArray(String[]::new)));

        assertThat(simulation.complete()).isFalse();
        assertThat(simulation.courses()).hasSize(Simulation.MOST);
        assertThat(simulation.longest().minutes())
                .isEqualTo(IntStream.range(0, 12).map(i -> 20 + i).sum());
        assertThat(simulation.longest().exact()).isTrue();
    }

    @Test
    void a_process_of_thousands_of_steps_is_still_measured() {
        var xml = new StringBuilder("<startEvent id=\"s\"/><endEvent id=\"e\" motcua:result=\"RETURNED\"/>");
        var flows = new ArrayList<String>(List.of("s a1", "a3000 e"));
        for (int i = 1; i <= 3000; i++) {
            xml.append(task("a" + i, "u", 1));
            if (i > 1) {
                flows.add("a" + (i - 1) + " a" + i);
            }
        }

        Simulation simulation = simulation(xml + flows(flows.toArray(String[]::new)));

        assertThat(simulation.longest().minutes()).isEqualTo(3000);
        assertThat(simulation.longest().exact()).isTrue();
        assertThat(simulation.courses())
                .singleElement()
                .satisfies(course -> assertThat(course.visits()).hasSize(3000));
    }

    /** The list of ways and the search for the longest are two programs: they must agree. */
    @Test
    void on_random_processes_the_longest_way_found_is_the_longest_way_walked() {
        int compared = 0;
        for (int seed = 1; seed <= 120; seed++) {
            Sketch sketch = Sketch.random(new Random(seed));
            if (!(BpmnReader.read(Drawing.process(sketch, Drawing.Dialect.OURS))
                    instanceof Result.Done<ProcessGraph> done)) {
                continue;
            }
            Simulation simulation = Simulation.of(done.value());
            List<Course> straight = simulation.courses().stream()
                    .filter(course -> !course.turns())
                    .toList();
            if (!simulation.complete() || straight.isEmpty()) {
                continue;
            }
            int walked = straight.stream().mapToInt(Course::processing).max().orElse(0);
            int found = simulation.longest().minutes();
            assertThat(found).as("seed " + seed).isGreaterThanOrEqualTo(walked);
            if (!cutsShort(done.value())) {
                compared++;
                assertThat(found).as("seed " + seed).isEqualTo(walked);
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    /** An end of everything makes a way shorter that is under way beside it; the search for the longest leaves it out. */
    private static boolean cutsShort(ProcessGraph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node instanceof Node.End end && !(end.thrown() instanceof Node.Thrown.Nothing));
    }

    private static List<Planned> terms(int minutes) {
        return List.of(new Planned(minutes, Map.of()));
    }

    private static String line(ProcessGraph graph, String id) {
        return Integer.toString(graph.node(id).line());
    }

    private static String sentBack() {
        return """
                <startEvent id="s"/>%s%s
                <exclusiveGateway id="signed" name="signed" default="back"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="done" name="Đã ký" sourceRef="signed" targetRef="e">
                  <conditionExpression>outcome = "approve"</conditionExpression></sequenceFlow>
                <sequenceFlow id="back" sourceRef="signed" targetRef="draft"/>
                """.formatted(task("draft", "justice", 60), task("sign", "leadership", 90))
                + flows("s draft", "draft sign", "sign signed");
    }

    private static Simulation simulation(String content) {
        return Simulation.of(BpmnReaderTest.bpmn(content)).orElseThrow();
    }

    static String task(String id, String unit, int allowance) {
        return """
                <userTask id="%s" name="%s" motcua:unit="%s" motcua:position="specialist" motcua:allowance="%d" motcua:work="WORK"/>
                """.formatted(id, id, unit, allowance);
    }

    /** @param ways {@code from to} */
    static String flows(String... ways) {
        var xml = new StringBuilder();
        for (String way : ways) {
            String[] ends = way.split(" ", -1);
            xml.append("<sequenceFlow id=\"f-%s-%s\" sourceRef=\"%s\" targetRef=\"%s\"/>"
                    .formatted(ends[0], ends[1], ends[0], ends[1]));
        }
        return xml.toString();
    }
}
