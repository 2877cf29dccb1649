package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.bpmn;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.motcua.process.StepTable.Row;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** The forms of steps and the printed forms a process names. */
class TaskFormTest {

    private static final TaskForm INSPECTION = new TaskForm("inspection", """
            {"type": "object", "properties": {"begun": {"type": "string"}, "on": {"type": "string"}}}
            """, """
            {"pages": [{"key": "p", "title": "Biên bản & <sơ đồ>", "fields": [{"name": "begun"}, {"name": "on"}]}]}
            """);

    private static String process(String attributes, String condition) {
        return bpmn("""
                <startEvent id="s"/>
                <userTask id="inspect" name="Kiểm tra" motcua:unit="justice" motcua:position="specialist"
                    motcua:allowance="60" motcua:work="WORK" %s/>
                <exclusiveGateway id="g" default="f3"/>
                <userTask id="more" name="Kiểm tra thêm" motcua:unit="justice" motcua:position="specialist"
                    motcua:allowance="60" motcua:work="WORK"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="inspect"/>
                <sequenceFlow id="f2" sourceRef="inspect" targetRef="g"/>
                <sequenceFlow id="f3" sourceRef="g" targetRef="e"/>
                <sequenceFlow id="f4" name="Đã" sourceRef="g" targetRef="more">
                  <conditionExpression>%s</conditionExpression>
                </sequenceFlow>
                <sequenceFlow id="f5" sourceRef="more" targetRef="e"/>
                """.formatted(attributes, condition));
    }

    private static final String ASKING = process("motcua:form=\"inspection\"", "inspection.begun = \"yes\"");

    private static List<Problem> problems(String file) {
        return Processes.check(file);
    }

    @Test
    void a_form_kept_within_the_file_is_the_step_s_and_moves_no_line() {
        String whole = TaskForm.within(ASKING, INSPECTION);

        assertThat(problems(whole)).isEmpty();
        assertThat(whole.lines().count()).isEqualTo(ASKING.lines().count());
        ProcessGraph graph = BpmnReader.read(whole).orElseThrow();
        assertThat(graph.step("inspect").form()).isEqualTo("inspection");
        TaskForm kept = graph.form("inspection").orElseThrow();
        assertThat(kept.title()).isEqualTo("Biên bản & <sơ đồ>");
        assertThat(kept.fields()).containsExactly("begun", "on");
    }

    @Test
    void decisions_and_forms_stand_in_the_file_together() {
        String whole = TaskForm.within(Decisions.within(ASKING, "<not-dmn/>"), INSPECTION);

        BpmnScan.Scanned scanned = BpmnScan.scan(whole);

        assertThat(scanned.problems()).isEmpty();
        assertThat(scanned.decisions()).isEqualTo("<not-dmn/>");
        assertThat(scanned.forms()).containsOnlyKeys("inspection");
    }

    @Test
    void the_table_of_steps_keeps_the_forms_of_the_file() {
        String whole = TaskForm.within(ASKING, INSPECTION);
        StepTable table = StepTables.read(whole);
        Row row = table.rows().getFirst();
        assertThat(row.form()).isEqualTo("inspection");
        var renamed = new Row(
                row.id(),
                row.scope(),
                "Kiểm tra thực địa",
                row.unit(),
                row.position(),
                row.allowance(),
                row.work(),
                row.wording(),
                row.form(),
                "06",
                row.outcomes(),
                row.next(),
                row.kept());

        String edited = ProcessDesign.edited(
                        whole,
                        new StepTable(
                                table.first(), List.of(renamed, table.rows().get(1)), table.others()))
                .orElseThrow();

        assertThat(ProcessDesign.forms(edited)).containsExactlyElementsOf(ProcessDesign.forms(whole));
        assertThat(problems(edited)).isEmpty();
        assertThat(BpmnReader.read(edited).orElseThrow().step("inspect").print())
                .isEqualTo("06");
    }

    @Test
    void a_changed_form_is_a_difference_of_two_versions() {
        var other = new TaskForm("inspection", INSPECTION.schema().replace("\"on\"", "\"at\""), INSPECTION.ui());

        assertThat(ProcessDesign.difference(TaskForm.within(ASKING, INSPECTION), TaskForm.within(ASKING, other)))
                .singleElement()
                .satisfies(change -> assertThat(change.aspects())
                        .extracting(ProcessChange.Aspect::what)
                        .containsExactly("questions"));
    }

    @Test
    void a_step_that_names_a_form_the_file_does_not_have_is_refused_with_its_name_and_line() {
        assertThat(problems(ASKING))
                .containsExactly(Problem.of("process.form-missing", "inspect", "Kiểm tra", "7", "inspection"));
    }

    @Test
    void a_printed_form_that_does_not_exist_is_refused() {
        assertThat(problems(process("motcua:print=\"08\"", "outcome = \"more\"")))
                .containsExactly(Problem.of(
                        "process.print-unknown", "inspect", "Kiểm tra", "7", "08", "01, 02, 03, 04, 05, 06, 07"));
        assertThat(problems(process("motcua:print=\"03\"", "outcome = \"more\"")))
                .isEmpty();
    }

    @Test
    void what_was_published_before_forms_were_checked_still_runs_without_them() {
        String old = process("motcua:form=\"to-khai-cu\" motcua:print=\"phieu-cu\"", "outcome = \"more\"");

        assertThat(BpmnReader.read(old)).isInstanceOf(Result.Refused.class);
        Step step = BpmnReader.reading(old).orElseThrow().graph().step("inspect");
        assertThat(step.form()).isNull();
        assertThat(step.print()).isNull();
    }

    @Test
    void a_condition_on_a_field_the_form_does_not_have_is_refused() {
        String asking = process("motcua:form=\"inspection\"", "inspection.begon = \"yes\"");

        assertThat(problems(TaskForm.within(asking, INSPECTION)))
                .containsExactly(Problem.of("process.form-field-missing", "f4", "Đã", "16", "begon", "inspection"));
    }

    @Test
    void neither_may_an_output_a_decision_or_a_repetition_ask_for_one() {
        String output = process("motcua:form=\"inspection\" motcua:output=\"{late: inspection.begon}\"", "late = true");
        String table = Decisions.within(
                ASKING.replace(
                                "<exclusiveGateway",
                                "<businessRuleTask id=\"t\" name=\"Bảng\" motcua:decision=\"d\""
                                        + " motcua:variable=\"v\"/><sequenceFlow id=\"f0\" sourceRef=\"t\" targetRef=\"g\"/>"
                                        + "<exclusiveGateway")
                        .replace("sourceRef=\"inspect\" targetRef=\"g\"", "sourceRef=\"inspect\" targetRef=\"t\""),
                DMN);

        assertThat(problems(TaskForm.within(output, INSPECTION)))
                .containsExactly(
                        Problem.of("process.form-field-missing", "inspect", "Kiểm tra", "7", "begon", "inspection"));
        assertThat(problems(TaskForm.within(table, INSPECTION)))
                .extracting(
                        Problem::code,
                        problem -> problem.args().getFirst(),
                        problem -> problem.args().get(3))
                .containsExactly(org.assertj.core.groups.Tuple.tuple("process.form-field-missing", "t", "begon"));
    }

    private static final String DMN = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="Bảng" namespace="urn:thu">
              <decision id="d" name="Bảng"><decisionTable id="x" hitPolicy="FIRST">
                <input id="i1"><inputExpression id="e1"><text>inspection.begon</text></inputExpression></input>
                <output id="o" name="v"/>
                <rule id="r1"><inputEntry id="a1"><text>-</text></inputEntry>
                  <outputEntry id="c1"><text>1</text></outputEntry></rule>
              </decisionTable></decision>
            </definitions>
            """;

    @Test
    void no_other_element_may_set_the_variable_of_a_form() {
        String output =
                process("motcua:form=\"inspection\" motcua:output=\"{inspection: 1}\"", "inspection.begun = \"yes\"");
        String table = Decisions.within(
                ASKING.replace(
                                "<exclusiveGateway",
                                "<businessRuleTask id=\"t\" name=\"Bảng\" motcua:decision=\"d\""
                                        + " motcua:variable=\"inspection\"/>"
                                        + "<sequenceFlow id=\"f0\" sourceRef=\"t\" targetRef=\"g\"/><exclusiveGateway")
                        .replace("sourceRef=\"inspect\" targetRef=\"g\"", "sourceRef=\"inspect\" targetRef=\"t\""),
                DMN.replace("begon", "begun"));

        for (String file : List.of(output, table)) {
            assertThat(problems(TaskForm.within(file, INSPECTION)))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("process.form-key-taken");
                        assertThat(problem.args().getLast()).isEqualTo("inspection");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "case", "outcome", "hai tu", "a-b", "Hoa", "x", ""})
    void what_conditions_could_not_ask_for_is_no_key(String key) {
        assertThat(TaskForm.isKey(key)).isFalse();
    }

    @Test
    void a_text_that_is_no_form_and_one_that_is_there_twice_are_refused() {
        assertThat(problems(BpmnExtensions.with(ASKING, TaskForm.ELEMENT, " key=\"inspection\"", "{]")))
                .extracting(Problem::code)
                .contains("process.form-wrong");
        assertThat(problems(TaskForm.within(TaskForm.within(ASKING, INSPECTION), INSPECTION)))
                .extracting(Problem::code)
                .contains("process.form-twice");
    }
}
