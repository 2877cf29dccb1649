package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.SimulationTest.flows;
import static vn.motcua.process.SimulationTest.task;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class DecisionTest {

    private static final String TABLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Lệ phí" namespace="https://motcua.vn/dmn">
              <decision id="route" name="Thẩm quyền và lệ phí">
                <decisionTable id="t" hitPolicy="FIRST">
                  <input id="i1"><inputExpression id="ie1"><text>form.copies</text></inputExpression></input>
                  <input id="i2"><inputExpression id="ie2"><text>form.kind</text></inputExpression></input>
                  <output id="o1" name="fee"/>
                  <output id="o2" name="unit"/>
                  <rule id="r1">
                    <inputEntry id="c1"><text>&gt; 10</text></inputEntry><inputEntry id="c2"><text>"a", "b"</text></inputEntry>
                    <outputEntry id="v1"><text>form.copies * 2000</text></outputEntry><outputEntry id="v2"><text>"head"</text></outputEntry>
                  </rule>
                  <rule id="r2">
                    <inputEntry id="c3"><text>-</text></inputEntry><inputEntry id="c4"><text>not("c")</text></inputEntry>
                    <outputEntry id="v3"><text>5000</text></outputEntry><outputEntry id="v4"><text>"desk"</text></outputEntry>
                  </rule>
                </decisionTable>
              </decision>
            </definitions>
            """;

    private static final String PROCESS = """
            <startEvent id="s"/>
            <businessRuleTask id="rule" name="Ai giải quyết" motcua:decision="route"/>
            <exclusiveGateway id="x" default="f-x-desk"/>
            %s%s
            <endEvent id="e" motcua:result="RETURNED"/>
            <sequenceFlow id="to-head" sourceRef="x" targetRef="head">
              <conditionExpression>unit = "head"</conditionExpression></sequenceFlow>
            """.formatted(task("head", "u", 60), task("desk", "u", 60))
            + flows("s rule", "rule x", "x desk", "head e", "desk e");

    @Test
    void a_table_sets_a_fee_and_the_route_in_the_same_step() {
        assertThat(start(Map.of("form", Map.of("copies", 12, "kind", "b"))))
                .isEqualTo(new Decided("head", Map.of("fee", 24000, "unit", "head")));
        assertThat(start(Map.of("form", Map.of("copies", 2, "kind", "b"))))
                .isEqualTo(new Decided("desk", Map.of("fee", 5000, "unit", "desk")));
    }

    @Test
    void where_no_rule_matches_the_variables_are_nothing_and_not_what_they_were() {
        Advance.Taken taken =
                taken(graph(PROCESS, TABLE), Map.of("form", Map.of("copies", 1, "kind", "c"), "unit", "head"));

        assertThat(taken.marking().tasks().values()).containsExactly("desk");
        assertThat(taken.variables()).containsEntry("unit", null).containsEntry("fee", null);
    }

    @Test
    void one_variable_may_hold_the_whole_answer() {
        String whole = PROCESS.replace(
                        "motcua:decision=\"route\"", "motcua:decision=\"route\" motcua:variable=\"answer\"")
                .replace("unit = \"head\"", "answer.unit = \"head\"");

        Advance.Taken taken = taken(graph(whole, TABLE), Map.of("form", Map.of("copies", 11, "kind", "a")));

        assertThat(taken.marking().tasks().values()).containsExactly("head");
        assertThat(taken.variables()).isEqualTo(new TreeMap<>(Map.of("answer", Map.of("fee", 22000, "unit", "head"))));
    }

    @Test
    void an_outcome_a_table_decides_leads_on_and_is_not_kept_for_later_steps() {
        String outcome = TABLE.replace("name=\"unit\"", "name=\"outcome\"");
        Advance.Taken taken = taken(
                graph(PROCESS.replace("unit = \"head\"", "outcome = \"head\""), outcome),
                Map.of("form", Map.of("copies", 11, "kind", "a")));

        assertThat(taken.marking().tasks().values()).containsExactly("head");
        assertThat(taken.variables()).containsOnlyKeys("fee");
    }

    @Test
    void a_table_that_contradicts_itself_refuses_the_step_and_nothing_moves() {
        ProcessGraph graph = graph(PROCESS, TABLE.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\""));

        assertThat(Engine.advance(
                        graph, Marking.NONE, new Command.Start(Map.of("form", Map.of("copies", 12, "kind", "b")))))
                .isEqualTo(new Advance.Stuck(Problem.of("process.decision-failed", "Ai giải quyết")));
    }

    @Test
    void a_decision_named_the_way_other_engines_do_is_understood() {
        String theirs = BpmnReaderTest.bpmn(PROCESS.replace(
                                "motcua:decision=\"route\"",
                                "camunda:decisionRef=\"route\" camunda:resultVariable=\"answer\""
                                        + " camunda:mapDecisionResult=\"singleResult\"")
                        .replace("unit = \"head\"", "answer.unit = \"head\""))
                .replace("<definitions ", "<definitions xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" ");

        BpmnReader.Reading reading =
                BpmnReader.reading(Decisions.within(theirs, TABLE)).orElseThrow();

        assertThat(taken(reading.graph(), Map.of("form", Map.of("copies", 11, "kind", "a")))
                        .marking()
                        .tasks()
                        .values())
                .containsExactly("head");
        assertThat(reading.ignored())
                .extracting(problem -> problem.args().getLast())
                .containsExactly("camunda:mapDecisionResult");
    }

    @Test
    void a_decision_that_is_missing_or_faulty_is_refused_by_name_and_line() {
        assertThat(problems(PROCESS, "").getFirst())
                .isEqualTo(Problem.of("process.decision-missing", "rule", "Ai giải quyết", "7", "route"));
        assertThat(problems(PROCESS.replace("\"route\"", "\"other\""), TABLE).getFirst())
                .isEqualTo(Problem.of("process.decision-missing", "rule", "Ai giải quyết", "7", "other"));
        assertThat(problems(PROCESS, TABLE.replace("form.copies * 2000", "form.copies * ) 2000")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("process.decision-expression");
                    assertThat(problem.args()).startsWith("11", "route");
                });
        assertThat(problems(PROCESS, TABLE.replace("&gt; 10", "&gt; &gt;")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.args()).startsWith("10", "route"));
        assertThat(problems(PROCESS, TABLE.replace("name=\"fee\"", "name=\"lệ phí\"")))
                .containsExactly(Problem.of("process.decision-variable", "rule", "Ai giải quyết", "7", "lệ phí"));
    }

    @Test
    void a_dmn_file_is_read_safely() {
        String entity =
                TABLE.replace("<definitions ", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions ");

        assertThat(problems(PROCESS, entity)).extracting(Problem::code).containsExactly("process.decisions-not-dmn");
        assertThat(problems(PROCESS, "<html/>")).extracting(Problem::code).contains("process.decisions-not-dmn");
        assertThat(problems(PROCESS, "<definitions"))
                .extracting(Problem::code)
                .containsExactly("process.decisions-not-dmn");
        assertThat(problems(PROCESS, "<a>".repeat(100)))
                .extracting(Problem::code)
                .contains("process.too-large");
    }

    @Test
    void decisions_are_kept_within_the_process_file_and_leave_every_line_where_it_was() {
        String documented = BpmnReaderTest.bpmn("""
                <documentation>Ghi chú &lt;process&gt;</documentation>
                <extensionElements><other:x xmlns:other="urn:other"/></extensionElements>
                """ + PROCESS);

        ProcessGraph graph =
                BpmnReader.read(Decisions.within(documented, TABLE)).orElseThrow();

        assertThat(graph.node("rule").line()).isEqualTo(9);
        assertThat(Decisions.within(documented, "")).isEqualTo(documented);
        assertThat(Decisions.within("<html/>", TABLE)).isEqualTo("<html/>");
    }

    @Test
    void a_service_sets_the_variables_its_output_names_over_its_answer() {
        ProcessGraph graph = BpmnReaderTest.accepted(BpmnReaderTest.bpmn("""
                <startEvent id="s"/>
                <serviceTask id="svc" name="Tra cứu" motcua:service="tax" motcua:input="{year: form.year}"
                    motcua:output="{tax: answer.amount + 1, seen: date(&quot;2026-08-24&quot;)}"/>
                <userTask id="a" name="a" motcua:unit="u" motcua:position="p" motcua:allowance="60" motcua:work="WORK"
                    motcua:output="{decided: outcome}"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                """ + flows("s svc", "svc a", "a e")));
        Advance.Taken called = taken(graph, Map.of("form", Map.of("year", 2026)));
        assertThat(called.effects())
                .containsExactly(new Advance.Effect.CallService(1, "svc", "tax", Map.of("year", 2026)));

        var answered = (Advance.Taken) Engine.advance(
                graph, called.marking(), new Command.ServiceDone(1, Map.of("answer", Map.of("amount", 41))));
        assertThat(answered.variables()).isEqualTo(new TreeMap<>(Map.of("tax", 42, "seen", "2026-08-24")));

        var done =
                (Advance.Taken) Engine.advance(graph, answered.marking(), new Command.Complete(2, "approve", Map.of()));
        assertThat(done.variables()).isEqualTo(new TreeMap<>(Map.of("decided", "approve")));
    }

    @Test
    void an_output_that_is_no_context_refuses_the_step() {
        ProcessGraph graph = BpmnReaderTest.accepted(BpmnReaderTest.bpmn("""
                <startEvent id="s"/>
                <userTask id="a" name="Ký" motcua:unit="u" motcua:position="p" motcua:allowance="60" motcua:work="WORK"
                    motcua:output="outcome"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                """ + flows("s a", "a e")));
        Marking marking = taken(graph, Map.of()).marking();

        assertThat(Engine.advance(graph, marking, new Command.Complete(1, "x", Map.of())))
                .isEqualTo(new Advance.Stuck(Problem.of("process.output-wrong", "Ký")));
    }

    private record Decided(String task, Map<String, Object> variables) {}

    private static Decided start(Map<String, Object> variables) {
        Advance.Taken taken = taken(graph(PROCESS, TABLE), variables);
        return new Decided(taken.marking().tasks().firstEntry().getValue(), Map.copyOf(taken.variables()));
    }

    private static Advance.Taken taken(ProcessGraph graph, Map<String, Object> variables) {
        return (Advance.Taken) Engine.advance(graph, Marking.NONE, new Command.Start(variables));
    }

    private static ProcessGraph graph(String content, String dmn) {
        return BpmnReader.read(Decisions.within(BpmnReaderTest.bpmn(content), dmn))
                .orElseThrow();
    }

    private static List<Problem> problems(String content, String dmn) {
        return switch (BpmnReader.read(Decisions.within(BpmnReaderTest.bpmn(content), dmn))) {
            case Result.Done<ProcessGraph> _ -> List.of();
            case Result.Refused<ProcessGraph> refused -> refused.problems();
        };
    }
}
