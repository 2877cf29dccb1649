package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vn.motcua.process.BpmnReaderTest.bpmn;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.motcua.process.ProcessChange.Aspect;

class ProcessDifferenceTest {

    private static final String BEFORE = bpmn("""
            <startEvent id="s"/>
            <userTask id="a" name="Thẩm tra" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:outcomes="good|Đạt,bad|Không"/>
            <exclusiveGateway id="g" default="f3"/>
            <endEvent id="e" name="Đã trả" motcua:result="RETURNED"/>
            <endEvent id="r" name="Từ chối" motcua:result="REFUSED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
            <sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
            <sequenceFlow id="f3" sourceRef="g" targetRef="e"/>
            <sequenceFlow id="f4" sourceRef="g" targetRef="r">
              <conditionExpression>outcome = "bad"</conditionExpression>
            </sequenceFlow>
            """);

    @Test
    void a_step_tells_each_attribute_that_changed_from_what_to_what() {
        assertThat(ProcessDifference.between(
                        BEFORE, BEFORE.replace("\"60\"", "\"90\"").replace("specialist", "head")))
                .containsExactly(new ProcessChange(
                        "a",
                        "userTask",
                        "Thẩm tra",
                        ProcessChange.How.CHANGED,
                        List.of(new Aspect("position", "specialist", "head"), new Aspect("allowance", "60", "90"))));
    }

    @Test
    void a_flow_tells_where_it_led_and_by_which_condition() {
        String after = BEFORE.replace("outcome = \"bad\"", "outcome != \"good\"")
                .replace("sourceRef=\"g\" targetRef=\"r\"", "sourceRef=\"g\" targetRef=\"e\"");

        assertThat(ProcessDifference.between(BEFORE, after))
                .containsExactly(new ProcessChange(
                        "f4",
                        "sequenceFlow",
                        "g → Đã trả",
                        ProcessChange.How.CHANGED,
                        List.of(
                                new Aspect("to", "Từ chối", "Đã trả"),
                                new Aspect("condition", "outcome = \"bad\"", "outcome != \"good\""))));
        assertThat(ProcessDifference.between(BEFORE, BEFORE.replace("default=\"f3\"", "")))
                .extracting(ProcessChange::element, ProcessChange::aspects)
                .containsExactly(tuple("f3", List.of(new Aspect("default", "✓", null))));
    }

    @Test
    void a_step_renamed_is_one_change_and_its_flows_are_none() {
        assertThat(ProcessDifference.between(BEFORE, BEFORE.replace("name=\"Thẩm tra\"", "name=\"Xem xét\"")))
                .extracting(ProcessChange::element)
                .containsExactly("a");
    }

    @Test
    void a_decision_table_tells_the_rules_that_came_and_went() {
        String dmn = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Phí" namespace="urn:thu">
                  <decision id="muc-phi" name="Mức phí"><decisionTable id="t" hitPolicy="FIRST">
                    <input id="i1"><inputExpression id="e1"><text>form.copies</text></inputExpression></input>
                    <output id="o" name="amount"/>
                    <rule id="r1"><inputEntry id="a1"><text>&lt;= 2</text></inputEntry>
                      <outputEntry id="c1"><text>2000</text></outputEntry></rule>
                    <rule id="r2"><inputEntry id="a2"><text>-</text></inputEntry>
                      <outputEntry id="c2"><text>4000</text></outputEntry></rule>
                  </decisionTable></decision>
                </definitions>
                """;
        String before = Decisions.within(BEFORE, dmn);

        assertThat(ProcessDifference.between(before, Decisions.within(BEFORE, dmn.replace("4000", "5000"))))
                .containsExactly(new ProcessChange(
                        "decision muc-phi",
                        "decision",
                        "Mức phí",
                        ProcessChange.How.CHANGED,
                        List.of(new Aspect("rules", "- → 4000", "- → 5000"))));
        assertThat(ProcessDifference.between(before, Decisions.within(BEFORE, dmn.replace("FIRST", "UNIQUE"))))
                .extracting(ProcessChange::aspects)
                .containsExactly(
                        List.of(new Aspect("columns", "FIRST: form.copies → amount", "UNIQUE: form.copies → amount")));
        assertThat(ProcessDifference.between(BEFORE, before))
                .extracting(ProcessChange::how, ProcessChange::aspects)
                .containsExactly(tuple(
                        ProcessChange.How.ADDED,
                        List.of(
                                new Aspect("name", null, "Mức phí"),
                                new Aspect("columns", null, "FIRST: form.copies → amount"),
                                new Aspect("rules", null, "<= 2 → 2000\n- → 4000"))));
    }

    @Test
    void how_it_is_drawn_and_in_which_order_it_is_written_is_no_difference() {
        String drawn = ProcessLayout.drawn(BEFORE);
        String flow = "<sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"a\"/>\n";
        String turned = BEFORE.replace(flow, "").replace("<sequenceFlow id=\"f3\"", flow + "<sequenceFlow id=\"f3\"");

        assertThat(ProcessDifference.between(BEFORE, drawn)).isEmpty();
        assertThat(ProcessDifference.between(BEFORE, turned)).isEmpty();
    }

    @Test
    void a_timer_and_a_repetition_are_told_too() {
        String before = bpmn("""
                <startEvent id="s"/>
                <userTask id="a" name="A" motcua:unit="u" motcua:position="p" motcua:allowance="60" motcua:work="WORK">
                  <multiInstanceLoopCharacteristics id="m"><loopCardinality id="c">2</loopCardinality></multiInstanceLoopCharacteristics>
                </userTask>
                <boundaryEvent id="b" attachedToRef="a"><timerEventDefinition id="t"><timeDuration id="d">PT8H</timeDuration></timerEventDefinition></boundaryEvent>
                """);

        assertThat(ProcessDifference.between(
                        before, before.replace(">2<", ">3<").replace("PT8H", "PT9H")))
                .extracting(ProcessChange::element)
                .containsExactly("a", "b");
    }
}
