package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.accepted;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.motcua.process.Advance.Effect;
import vn.motcua.shared.Problem;

class EngineTest {

    private static final ProcessGraph SEND_BACK = accepted(bpmn("""
            <startEvent id="s"/>
            %s%s
            <exclusiveGateway id="x" name="Đồng ý?"/>
            <endEvent id="e" motcua:result="RETURNED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="examine"/>
            <sequenceFlow id="f2" sourceRef="examine" targetRef="sign"/>
            <sequenceFlow id="f3" sourceRef="sign" targetRef="x"/>
            <sequenceFlow id="f4" sourceRef="x" targetRef="e">
              <conditionExpression>outcome = "approve" and form.fee >= 0</conditionExpression></sequenceFlow>
            <sequenceFlow id="f5" sourceRef="x" targetRef="examine">
              <conditionExpression>outcome = "return"</conditionExpression></sequenceFlow>
            """.formatted(task("examine"), task("sign"))));

    private static final ProcessGraph TWO_OFFICES = accepted(bpmn("""
            <startEvent id="s"/>
            <parallelGateway id="split"/>
            %s%s
            <exclusiveGateway id="x" default="on"/>
            <parallelGateway id="join"/>
            %s
            <endEvent id="e" motcua:result="RETURNED"/>
            <endEvent id="t" motcua:result="REFUSED"><terminateEventDefinition id="td"/></endEvent>
            <sequenceFlow id="f1" sourceRef="s" targetRef="split"/>
            <sequenceFlow id="f2" sourceRef="split" targetRef="a"/>
            <sequenceFlow id="f3" sourceRef="split" targetRef="b"/>
            <sequenceFlow id="f4" sourceRef="a" targetRef="x"/>
            <sequenceFlow id="stop" sourceRef="x" targetRef="t">
              <conditionExpression>outcome = "reject"</conditionExpression></sequenceFlow>
            <sequenceFlow id="on" sourceRef="x" targetRef="join"/>
            <sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
            <sequenceFlow id="f6" sourceRef="join" targetRef="c"/>
            <sequenceFlow id="f7" sourceRef="c" targetRef="e"/>
            """.formatted(task("a"), task("b"), task("c"))));

    @Test
    void a_leader_who_sends_back_reopens_the_earlier_step_and_approval_ends_the_process() {
        Advance.Taken started = start(SEND_BACK);
        Advance.Taken examined = complete(SEND_BACK, started, 1, "done");
        Advance.Taken returned = complete(SEND_BACK, examined, 2, "return");
        Advance.Taken again = complete(SEND_BACK, returned, 3, "done");
        Advance.Taken approved = complete(SEND_BACK, again, 4, "approve");

        assertThat(returned.effects())
                .containsExactly(new Effect.CloseTask(2, "sign", true), new Effect.OpenTask(3, "examine"));
        assertThat(approved.effects())
                .containsExactly(new Effect.CloseTask(4, "sign", true), new Effect.End("RETURNED"));
        assertThat(approved.marking().isEmpty()).isTrue();
    }

    @Test
    void an_outcome_no_way_leads_on_from_is_refused_with_the_gateways_name() {
        Advance.Taken atSign = complete(SEND_BACK, start(SEND_BACK), 1, "done");

        assertThat(Engine.advance(SEND_BACK, atSign.marking(), new Command.Complete(2, "dream", Map.of())))
                .isEqualTo(new Advance.Stuck(Problem.of("process.no-way-on", "Đồng ý?")));
        assertThat(Engine.advance(SEND_BACK, atSign.marking(), new Command.Complete(2, "approve", Map.of())))
                .as("form.fee is not known, so the condition is neither true nor false")
                .isInstanceOf(Advance.Stuck.class);
    }

    @Test
    void a_join_opens_the_next_step_once_both_offices_are_done() {
        Advance.Taken started = start(TWO_OFFICES);
        Advance.Taken one = complete(TWO_OFFICES, started, 2, "done");
        Advance.Taken both = complete(TWO_OFFICES, one, 1, "done");

        assertThat(one.effects()).containsExactly(new Effect.CloseTask(2, "b", true));
        assertThat(one.marking().elements(TWO_OFFICES)).containsExactly("a", "join");
        assertThat(both.marking().elements(TWO_OFFICES)).containsExactly("c");
    }

    @Test
    void a_terminate_end_withdraws_the_work_of_the_other_office() {
        Advance.Taken rejected = complete(TWO_OFFICES, start(TWO_OFFICES), 1, "reject");

        assertThat(rejected.effects())
                .containsExactly(
                        new Effect.CloseTask(1, "a", true),
                        new Effect.CloseTask(2, "b", false),
                        new Effect.End("REFUSED"));
        assertThat(rejected.marking().isEmpty()).isTrue();
    }

    @Test
    void a_cancelled_process_has_no_tokens_and_no_result() {
        var cancelled =
                (Advance.Taken) Engine.advance(TWO_OFFICES, start(TWO_OFFICES).marking(), new Command.Cancel());

        assertThat(cancelled.marking().isEmpty()).isTrue();
        assertThat(cancelled.effects())
                .containsExactly(
                        new Effect.CloseTask(1, "a", false), new Effect.CloseTask(2, "b", false), new Effect.End(null));
    }

    @Test
    void a_token_that_is_not_there_cannot_be_moved() {
        Advance.Taken done = complete(SEND_BACK, start(SEND_BACK), 1, "done");

        assertThat(Engine.advance(SEND_BACK, done.marking(), new Command.Complete(1, "done", Map.of())))
                .isInstanceOf(Advance.Stuck.class);
    }

    private static Advance.Taken start(ProcessGraph graph) {
        return (Advance.Taken) Engine.advance(graph, Marking.NONE, new Command.Start(Map.of()));
    }

    private static Advance.Taken complete(ProcessGraph graph, Advance.Taken before, long token, String outcome) {
        var command = new Command.Complete(token, outcome, Map.of("form", Map.of("fee", 12000)));
        return (Advance.Taken) Engine.advance(graph, before.marking(), command);
    }
}
