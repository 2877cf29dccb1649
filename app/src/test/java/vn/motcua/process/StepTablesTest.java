package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.motcua.process.StepTable.Other;
import vn.motcua.process.StepTable.Outcome;
import vn.motcua.process.StepTable.Row;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class StepTablesTest {

    private static final String ENDS_ONLY = bpmn("""
            <startEvent id="s"/>
            <endEvent id="returned" name="Đã trả" motcua:result="RETURNED"/>
            <endEvent id="refused" name="Từ chối" motcua:result="REFUSED"/>
            """);

    private static final String DECIDED = bpmn("""
            <startEvent id="s"/>
            <userTask id="examine" name="Thẩm tra" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:outcomes="good|Đạt,bad|Không đạt, trả lại"/>
            <exclusiveGateway id="g" name="Đạt?" default="f3"/>
            <userTask id="sign" name="Ký" motcua:unit="leadership" motcua:position="leader"
                motcua:allowance="30" motcua:work="APPROVE"/>
            <endEvent id="returned" motcua:result="RETURNED"/>
            <endEvent id="refused" motcua:result="REFUSED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="examine"/>
            <sequenceFlow id="f2" sourceRef="examine" targetRef="g"/>
            <sequenceFlow id="f3" sourceRef="g" targetRef="sign"/>
            <sequenceFlow id="f4" name="Không" sourceRef="g" targetRef="refused">
              <conditionExpression>outcome = "bad"</conditionExpression>
            </sequenceFlow>
            <sequenceFlow id="f5" sourceRef="sign" targetRef="returned"/>
            """);

    @Test
    void a_gateway_behind_one_step_is_read_as_where_its_outcomes_lead() {
        StepTable table = StepTables.read(DECIDED);

        assertThat(table.first()).isEqualTo("examine");
        assertThat(table.rows().getFirst().outcomes())
                .containsExactly(
                        new Outcome("good", "Đạt", "sign"), new Outcome("bad", "Không đạt, trả lại", "refused"));
        assertThat(table.rows().get(1).next()).isEqualTo("returned");
        assertThat(table.others()).extracting(Other::id).containsExactly("returned", "refused");
    }

    @Test
    void an_outcome_led_elsewhere_changes_its_way_and_no_other() {
        StepTable table = StepTables.read(DECIDED);
        Row examine = table.rows().getFirst();
        StepTable wanted = with(
                table,
                0,
                outcomes(examine, List.of(new Outcome("good", "Đạt", "sign"), new Outcome("bad", "Không", "examine"))));

        String edited = StepTables.edited(DECIDED, wanted).orElseThrow();

        assertThat(StepTables.read(edited).rows()).isEqualTo(wanted.rows());
        assertThat(ProcessDifference.between(DECIDED, edited))
                .extracting(change -> change.how() + " " + change.kind() + " " + change.name())
                .containsExactly(
                        "CHANGED userTask Thẩm tra",
                        "ADDED sequenceFlow Đạt? → Thẩm tra",
                        "REMOVED endEvent refused",
                        "REMOVED sequenceFlow Đạt? → refused");
        assertThat(Processes.check(edited)).isEmpty();
    }

    @Test
    void what_only_the_diagram_can_say_stays_when_a_step_beside_it_is_changed() {
        String parallel = bpmn("""
                <startEvent id="s"/>
                <parallelGateway id="split" name="Hỏi cùng lúc"/>
                %s%s
                <parallelGateway id="join"/>
                %s
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="split"/>
                <sequenceFlow id="f2" sourceRef="split" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="split" targetRef="b"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="join"/>
                <sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
                <sequenceFlow id="f6" sourceRef="join" targetRef="c"/>
                <sequenceFlow id="f7" sourceRef="c" targetRef="e"/>
                <textAnnotation id="note"><text>Theo Điều 5</text></textAnnotation>
                """.formatted(task("a"), task("b"), task("c")));
        StepTable table = StepTables.read(parallel);
        var rows = new ArrayList<>(table.rows());
        rows.set(2, next(rows.get(2), "more"));
        rows.add(row("more", "e"));

        String edited = StepTables.edited(parallel, new StepTable(table.first(), rows, table.others()))
                .orElseThrow();

        assertThat(ProcessDifference.between(parallel, edited))
                .extracting(change -> change.how() + " " + change.element())
                .containsExactlyInAnyOrder("ADDED more", "CHANGED f7", "ADDED f_more_e");
        assertThat(edited).contains("Theo Điều 5");
        assertThat(Processes.check(edited)).isEmpty();
        assertThat(refusal(parallel, new StepTable(table.first(), table.rows().subList(1, 3), table.others())))
                .containsExactly(Problem.of("process.row-led-to", "a", "a", "Hỏi cùng lúc"));
    }

    @Test
    void a_step_that_leads_nowhere_known_or_names_an_outcome_twice_is_refused() {
        StepTable table = StepTables.read(DECIDED);

        assertThat(refusal(DECIDED, with(table, 1, next(table.rows().get(1), "nowhere"))))
                .containsExactly(Problem.of("process.row-next", "sign", "Ký"));
        assertThat(refusal(
                        DECIDED,
                        with(
                                table,
                                1,
                                outcomes(
                                        table.rows().get(1),
                                        List.of(
                                                new Outcome("a", "Ký", "returned"),
                                                new Outcome("a", "Ký lại", "returned"))))))
                .containsExactly(Problem.of("process.row-outcome", "sign", "Ký", "Ký lại"));
    }

    static Stream<Path> publishedProcesses() throws Exception {
        return BpmnReaderTest.publishedProcesses();
    }

    @ParameterizedTest
    @MethodSource("publishedProcesses")
    void a_published_process_comes_back_from_its_table_unchanged(Path file) throws IOException {
        String xml = BpmnReaderTest.withItsForms(file);
        StepTable table = StepTables.read(xml);

        assertThat(StepTables.edited(xml, table).orElseThrow()).isSameAs(xml);
        // a step is put in and taken out again, so that everything was written once
        var rows = new ArrayList<>(table.rows());
        rows.add(1, row("between", table.rows().get(1).id()));
        Row led = rows.getFirst();
        rows.set(0, led(led, table.rows().get(1).id(), "between"));
        String edited = StepTables.edited(xml, new StepTable(table.first(), rows, table.others()))
                .orElseThrow();
        assertThat(StepTables.read(edited).rows()).isEqualTo(rows);
        String back = StepTables.edited(edited, table).orElseThrow();
        assertThat(StepTables.read(back)).isEqualTo(table);
        assertThat(meaning(back)).isEqualTo(meaning(xml));
        assertThat(meaning(ProcessLayout.drawn(back))).isEqualTo(meaning(xml));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_table_comes_back_from_its_file_as_it_was(int seed) {
        var random = new Random(seed);
        StepTable empty = StepTables.read(ENDS_ONLY);
        StepTable first = random(random, empty.others());

        String file = StepTables.edited(ENDS_ONLY, first).orElseThrow();
        assertThat(StepTables.read(file).rows()).isEqualTo(first.rows());
        assertThat(StepTables.read(file).first()).isEqualTo(first.first());
        assertThat(ProcessDesign.readable(file)).isInstanceOf(Result.Done.class);

        StepTable second = random(random, StepTables.read(file).others());
        String again = StepTables.edited(file, second).orElseThrow();
        assertThat(StepTables.read(again).rows()).isEqualTo(second.rows());
        assertThat(StepTables.read(again).first()).isEqualTo(second.first());
        assertThat(ProcessDesign.readable(again)).isInstanceOf(Result.Done.class);
    }

    private static StepTable random(Random random, List<Other> ends) {
        int number = 1 + random.nextInt(9);
        var ids = new ArrayList<String>();
        for (int i = 0; i < number; i++) {
            ids.add(i, "t" + i);
        }
        Collections.shuffle(ids, random);
        var targets = new ArrayList<>(ids);
        ends.forEach(end -> targets.add(end.id()));
        var rows = new ArrayList<Row>();
        for (String id : ids) {
            var outcomes = new ArrayList<Outcome>();
            for (int i = random.nextInt(4); i > 0; i--) {
                outcomes.add(new Outcome("k" + i, "Kết quả, số " + i, one(random, targets)));
            }
            String next = outcomes.isEmpty() && random.nextInt(8) > 0 ? one(random, targets) : "";
            rows.add(new Row(
                    id,
                    "",
                    "Bước " + random.nextInt(100),
                    one(random, List.of("justice", "one-stop", "")),
                    "clerk",
                    "" + (30 + random.nextInt(500)),
                    "WORK",
                    random.nextBoolean() ? "Đang “làm” <việc> & chờ" : "",
                    random.nextBoolean() ? "to-khai" : "",
                    random.nextBoolean() ? "03" : "",
                    outcomes,
                    next,
                    List.of()));
        }
        return new StepTable(ids.getFirst(), rows, ends);
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Row row(String id, String next) {
        return new Row(id, "", "Bước mới", "justice", "clerk", "30", "WORK", "", "", "", List.of(), next, List.of());
    }

    private static Row next(Row row, String next) {
        return outcomes(row, List.of(), next);
    }

    private static Row outcomes(Row row, List<Outcome> outcomes) {
        return outcomes(row, outcomes, "");
    }

    private static Row led(Row row, String from, String to) {
        return outcomes(
                row,
                row.outcomes().stream()
                        .map(o -> new Outcome(o.key(), o.label(), o.next().equals(from) ? to : o.next()))
                        .toList(),
                row.next().equals(from) ? to : row.next());
    }

    private static Row outcomes(Row row, List<Outcome> outcomes, String next) {
        return new Row(
                row.id(),
                row.scope(),
                row.name(),
                row.unit(),
                row.position(),
                row.allowance(),
                row.work(),
                row.wording(),
                row.form(),
                row.print(),
                outcomes,
                next,
                row.kept());
    }

    private static StepTable with(StepTable table, int n, Row row) {
        var rows = new ArrayList<>(table.rows());
        rows.set(n, row);
        return new StepTable(table.first(), rows, table.others());
    }

    private static List<Problem> refusal(String xml, StepTable wanted) {
        return StepTables.edited(xml, wanted) instanceof Result.Refused<String> refused
                ? refused.problems()
                : List.of();
    }

    /** What the engine makes of a file, whatever its elements' lines and the names of its arrows. */
    private static Set<String> meaning(String xml) {
        ProcessGraph graph = BpmnReader.read(xml).orElseThrow();
        var said = new TreeSet<String>();
        for (Node node : graph.nodes()) {
            String text = node.toString().replaceAll("line=\\d+, ", "").replaceAll("defaultFlow=[^,\\]]*", "");
            said.add(text);
            var ways = new ArrayList<String>();
            @Nullable String otherwise = node instanceof Node.Exclusive gateway ? gateway.defaultFlow() : null;
            for (ProcessGraph.Flow flow : graph.out(node.id())) {
                ways.add(flow.to() + " if " + flow.condition() + (flow.id().equals(otherwise) ? " else" : ""));
            }
            said.add(node.id() + " -> " + ways.stream().sorted().toList());
        }
        return said;
    }
}
