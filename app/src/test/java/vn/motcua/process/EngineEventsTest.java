package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.accepted;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.TimerRule.Due;
import vn.motcua.shared.Problem;

/** Events, subprocesses and repetition, one rule of BPMN at a time. */
class EngineEventsTest {

    private static final Effect.Kind MESSAGE = Effect.Kind.MESSAGE;

    @Test
    void a_timer_that_interrupts_withdraws_the_work_and_one_done_in_time_disarms_it() {
        ProcessGraph graph = onTask("<boundaryEvent id=\"late\" attachedToRef=\"a\"><timerEventDefinition"
                + " motcua:workingMinutes=\"= form.days * 480\"/></boundaryEvent>");
        var opinion = new Case(graph).start(Map.of("form", Map.of("days", 3)));

        assertThat(opinion.effects)
                .containsExactly(
                        new Effect.ArmTimer(2, "late", new Due.AfterWorking(1440)), new Effect.OpenTask(1, "a"));

        assertThat(opinion.copy().take(new Command.FireTimer(2, Map.of())).effects)
                .containsExactly(
                        new Effect.DisarmTimer(2, "late", true),
                        new Effect.CloseTask(1, "a", false),
                        new Effect.OpenTask(3, "b"));
        assertThat(opinion.copy().complete("a").effects)
                .containsExactly(
                        new Effect.CloseTask(1, "a", true),
                        new Effect.DisarmTimer(2, "late", false),
                        new Effect.End("R"));
    }

    @Test
    void a_timer_that_repeats_reminds_as_often_as_it_says_while_the_work_goes_on() {
        ProcessGraph graph = onTask("<boundaryEvent id=\"late\" attachedToRef=\"a\" cancelActivity=\"false\">"
                + "<timerEventDefinition><timeCycle>R2/P1DT2H</timeCycle></timerEventDefinition></boundaryEvent>");
        var every = new Due.After(Period.ofDays(1), Duration.ofHours(2));
        var reminded = new Case(graph).start(Map.of());

        assertThat(reminded.effects).contains(new Effect.ArmTimer(2, "late", new Due.Every(every, 2)));
        assertThat(reminded.fire("late").effects)
                .containsExactly(
                        new Effect.DisarmTimer(2, "late", true),
                        new Effect.ArmTimer(3, "late", new Due.Every(every, 1)),
                        new Effect.OpenTask(4, "b"));
        assertThat(reminded.fire("late").marking.watches()).isEmpty();
        assertThat(reminded.open()).containsExactly("a", "b", "b");
    }

    @Test
    void a_message_that_does_not_interrupt_may_come_again_and_again() {
        ProcessGraph graph = withMessage(onBorder("<boundaryEvent id=\"late\" attachedToRef=\"a\""
                + " cancelActivity=\"false\"><messageEventDefinition messageRef=\"m\" motcua:key=\"form.code\"/>"
                + "</boundaryEvent>"));
        var asked = new Case(graph).start(Map.of("form", Map.of("code", "H26-7")));

        assertThat(asked.effects).contains(new Effect.Subscribe(2, "late", MESSAGE, "supplement", "H26-7"));
        asked.take(new Command.Correlate("supplement", "H26-7", Map.of()));
        asked.take(new Command.Message(2, Map.of()));
        assertThat(asked.open()).containsExactly("a", "b", "b");
        assertThat(Engine.advance(graph, asked.marking, new Command.Correlate("supplement", "H26-8", Map.of())))
                .isEqualTo(new Advance.Stuck(Problem.of("process.message-not-awaited", "supplement")));
        assertThat(asked.complete("a").effects)
                .containsExactly(new Effect.CloseTask(1, "a", true), new Effect.Unsubscribe(2, "late", false));
    }

    @Test
    void behind_an_event_based_gateway_the_first_event_decides_and_the_others_are_not_waited_for_any_more() {
        ProcessGraph graph = withMessage("""
                <startEvent id="s"/><eventBasedGateway id="g"/>
                <receiveTask id="reply" messageRef="m"/>
                <intermediateCatchEvent id="silence"><timerEventDefinition><timeDate>2026-09-01T08:00:00</timeDate>
                </timerEventDefinition></intermediateCatchEvent>
                %s%s
                <endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
                <sequenceFlow id="f2" sourceRef="g" targetRef="reply"/>
                <sequenceFlow id="f3" sourceRef="g" targetRef="silence"/>
                <sequenceFlow id="f4" sourceRef="reply" targetRef="a"/>
                <sequenceFlow id="f5" sourceRef="silence" targetRef="b"/>
                <sequenceFlow id="f6" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f7" sourceRef="b" targetRef="e"/>
                """.formatted(task("a"), task("b")));
        var waiting = new Case(graph).start(Map.of());

        assertThat(waiting.effects)
                .containsExactly(
                        new Effect.Subscribe(2, "reply", MESSAGE, "supplement", null),
                        new Effect.ArmTimer(3, "silence", new Due.At(Instant.parse("2026-09-01T01:00:00Z"))));
        assertThat(waiting.marking.elements(graph)).containsExactly("g");
        assertThat(waiting.take(new Command.Message(2, Map.of())).effects)
                .containsExactly(
                        new Effect.Unsubscribe(2, "reply", true),
                        new Effect.DisarmTimer(3, "silence", false),
                        new Effect.OpenTask(4, "a"));
    }

    @Test
    void a_terminate_end_within_a_subprocess_ends_only_the_subprocess() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/><parallelGateway id="fork"/>%s
                <subProcess id="sub"><startEvent id="s2"/><parallelGateway id="p2"/>%s%s
                  <endEvent id="t"><terminateEventDefinition/></endEvent><endEvent id="e2"/>
                  <sequenceFlow id="i1" sourceRef="s2" targetRef="p2"/>
                  <sequenceFlow id="i2" sourceRef="p2" targetRef="x"/>
                  <sequenceFlow id="i3" sourceRef="p2" targetRef="y"/>
                  <sequenceFlow id="i4" sourceRef="x" targetRef="t"/>
                  <sequenceFlow id="i5" sourceRef="y" targetRef="e2"/></subProcess>
                %s<endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="fork"/>
                <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="fork" targetRef="sub"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f5" sourceRef="sub" targetRef="b"/>
                <sequenceFlow id="f6" sourceRef="b" targetRef="e"/>
                """.formatted(task("a"), task("x"), task("y"), task("b"))));

        assertThat(new Case(graph).start(Map.of()).complete("x").open()).containsExactly("a", "b");
        assertThat(new Case(graph).start(Map.of()).complete("y").complete("x").open())
                .containsExactly("a", "b");
    }

    @Test
    void an_error_goes_to_the_nearest_border_that_catches_it_and_one_nobody_catches_is_refused() {
        ProcessGraph graph = accepted(withError("""
                <startEvent id="s"/>
                <subProcess id="sub"><startEvent id="s2"/>
                  <serviceTask id="fee" motcua:service="treasury" motcua:input="{amount: form.fee}"/>
                  <endEvent id="e2"/>
                  <boundaryEvent id="other" attachedToRef="fee"><errorEventDefinition errorRef="e1"/></boundaryEvent>
                  <endEvent id="e3"><errorEventDefinition errorRef="e4"/></endEvent>
                  <sequenceFlow id="i1" sourceRef="s2" targetRef="fee"/>
                  <sequenceFlow id="i2" sourceRef="fee" targetRef="e2"/>
                  <sequenceFlow id="i3" sourceRef="other" targetRef="e3"/></subProcess>
                <boundaryEvent id="caught" attachedToRef="sub"><errorEventDefinition errorRef="e4"/></boundaryEvent>
                %s<endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="sub"/>
                <sequenceFlow id="f2" sourceRef="sub" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="caught" targetRef="a"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="e"/>
                """.formatted(task("a"))));
        var called = new Case(graph).start(Map.of("form", Map.of("fee", 50000)));
        long token = 2;

        assertThat(called.effects)
                .containsExactly(new Effect.CallService(token, "fee", "treasury", Map.of("amount", 50000)));
        assertThat(called.copy().take(new Command.ServiceFailed(token, "CLOSED", Map.of())).effects)
                .containsExactly(new Effect.EndService(token, "fee", true), new Effect.OpenTask(3, "a"));
        assertThat(called.copy().take(new Command.ServiceDone(token, Map.of())).effects)
                .containsExactly(new Effect.EndService(token, "fee", true), new Effect.End("R"));
        assertThat(Engine.advance(graph, called.marking, new Command.ServiceFailed(token, "LOST", Map.of())))
                .isEqualTo(new Advance.Stuck(Problem.of("process.error-uncaught", "serviceTask", "LOST")));
    }

    @Test
    void a_step_for_each_item_is_done_when_enough_have_answered_and_the_others_are_withdrawn() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/>
                %s
                <endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                """.formatted(task("a")
                .replace(
                        "/>",
                        "><multiInstanceLoopCharacteristics motcua:collection=\"form.owners\""
                                + " motcua:item=\"owner\"><completionCondition>"
                                + "numberOfCompletedInstances >= 2 or outcome = \"reject\""
                                + "</completionCondition></multiInstanceLoopCharacteristics></userTask>"))));
        var owners = Map.<String, Object>of("form", Map.of("owners", List.of("An", "Bình", "Chi")));
        var consent = new Case(graph).start(owners);

        assertThat(consent.open()).containsExactly("a", "a", "a");
        assertThat(consent.marking.turns().values())
                .containsExactly(new Marking.Turn(1, "An"), new Marking.Turn(2, "Bình"), new Marking.Turn(3, "Chi"));
        assertThat(consent.copy().take(new Command.Complete(3, "reject", owners)).effects)
                .containsExactly(
                        new Effect.CloseTask(3, "a", true),
                        new Effect.CloseTask(2, "a", false),
                        new Effect.CloseTask(4, "a", false),
                        new Effect.End("R"));
        assertThat(consent.complete("a").open()).containsExactly("a", "a");
        assertThat(consent.complete("a").marking.isEmpty()).isTrue();
        assertThat(new Case(graph).start(Map.of("form", Map.of("owners", List.of()))).effects)
                .as("nobody to ask")
                .containsExactly(new Effect.End("R"));
    }

    @Test
    void a_subprocess_done_one_after_the_other_has_one_round_at_a_time_and_its_border_watches_the_whole() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/>
                <subProcess id="sub"><multiInstanceLoopCharacteristics isSequential="true">
                    <loopCardinality>form.n</loopCardinality></multiInstanceLoopCharacteristics>
                  <startEvent id="s2"/>%s%s<endEvent id="e2"/>
                  <sequenceFlow id="i1" sourceRef="s2" targetRef="x"/>
                  <sequenceFlow id="i2" sourceRef="x" targetRef="y"/>
                  <sequenceFlow id="i3" sourceRef="y" targetRef="e2"/></subProcess>
                <boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>P30D</timeDuration>
                </timerEventDefinition></boundaryEvent>
                %s<endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="sub"/>
                <sequenceFlow id="f2" sourceRef="sub" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="late" targetRef="a"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="e"/>
                """.formatted(task("x"), task("y"), task("a"))));
        var inspections = new Case(graph).start(Map.of("form", Map.of("n", 2)));

        assertThat(inspections.open()).containsExactly("x");
        assertThat(inspections.complete("x").complete("y").open()).containsExactly("x");
        assertThat(inspections.copy().fire("late").open()).containsExactly("a");
        assertThat(inspections.complete("x").complete("y").marking.isEmpty()).isTrue();
    }

    @Test
    void an_inclusive_join_waits_for_those_who_can_still_come_and_for_nobody_else() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/><inclusiveGateway id="ask" default="none"/>%s%s%s
                <exclusiveGateway id="x" default="on"/><inclusiveGateway id="join"/>%s
                <endEvent id="e" motcua:result="R"/><endEvent id="e2" motcua:result="LEFT"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="ask"/>
                <sequenceFlow id="fa" sourceRef="ask" targetRef="a"><conditionExpression>form.a</conditionExpression></sequenceFlow>
                <sequenceFlow id="fb" sourceRef="ask" targetRef="b"><conditionExpression>form.b</conditionExpression></sequenceFlow>
                <sequenceFlow id="none" sourceRef="ask" targetRef="c"/>
                <sequenceFlow id="ja" sourceRef="a" targetRef="join"/>
                <sequenceFlow id="bx" sourceRef="b" targetRef="x"/>
                <sequenceFlow id="left" sourceRef="x" targetRef="e2"><conditionExpression>outcome = "leave"</conditionExpression></sequenceFlow>
                <sequenceFlow id="on" sourceRef="x" targetRef="join"/>
                <sequenceFlow id="jc" sourceRef="c" targetRef="join"/>
                <sequenceFlow id="jd" sourceRef="join" targetRef="sign"/>
                <sequenceFlow id="de" sourceRef="sign" targetRef="e"/>
                """.formatted(task("a"), task("b"), task("c"), task("sign"))));

        assertThat(asked(graph, false, false).open()).containsExactly("c");
        assertThat(asked(graph, true, false).complete("a").open()).containsExactly("sign");
        assertThat(asked(graph, true, true).complete("a").open()).containsExactly("b");
        assertThat(asked(graph, true, true).complete("a").complete("b").open()).containsExactly("sign");
        assertThat(asked(graph, true, true).complete("a").complete("b", "leave").open())
                .as("the one waited for went another way")
                .containsExactly("sign");
    }

    /** A loop back past the join: the token that can come again over a full flow does not hold up the rest. */
    @Test
    void an_inclusive_join_in_a_loop_does_not_wait_for_its_own_next_turn() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/><inclusiveGateway id="join"/>%s<exclusiveGateway id="x" default="on"/>
                <endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="join"/>
                <sequenceFlow id="f2" sourceRef="join" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="a" targetRef="x"/>
                <sequenceFlow id="back" sourceRef="x" targetRef="join"><conditionExpression>outcome = "back"</conditionExpression></sequenceFlow>
                <sequenceFlow id="on" sourceRef="x" targetRef="e"/>
                """.formatted(task("a"))));

        assertThat(new Case(graph).start(Map.of()).complete("a", "back").open()).containsExactly("a");
    }

    @Test
    void a_signal_goes_to_all_who_wait_for_it_here_and_is_told_to_the_others() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/><parallelGateway id="fork"/>%s
                <intermediateThrowEvent id="now"><signalEventDefinition signalRef="sig"/></intermediateThrowEvent>
                %s<boundaryEvent id="stop" attachedToRef="b"><signalEventDefinition signalRef="sig"/></boundaryEvent>
                <endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="fork"/>
                <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="fork" targetRef="b"/>
                <sequenceFlow id="f4" sourceRef="a" targetRef="now"/>
                <sequenceFlow id="f5" sourceRef="now" targetRef="e"/>
                <sequenceFlow id="f6" sourceRef="b" targetRef="e"/>
                <sequenceFlow id="f7" sourceRef="stop" targetRef="e"/>
                """.formatted(task("a"), task("b")))
                .replace("<process ", "<signal id=\"sig\" name=\"stop-work\"/><process "));

        assertThat(new Case(graph).start(Map.of()).complete("a").effects)
                .containsExactly(
                        new Effect.CloseTask(1, "a", true),
                        new Effect.Throw("now", Effect.Kind.SIGNAL, "stop-work", null, Map.of()),
                        new Effect.Unsubscribe(3, "stop", true),
                        new Effect.CloseTask(2, "b", false),
                        new Effect.End("R"));
    }

    @Test
    void a_called_process_is_waited_for_and_cancelled_with_what_called_it() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/><callActivity id="opinion" calledElement="land-opinion"/>
                <boundaryEvent id="late" attachedToRef="opinion"><timerEventDefinition><timeDuration>P12D</timeDuration>
                </timerEventDefinition></boundaryEvent>
                <endEvent id="e" motcua:result="R"/><endEvent id="silent" motcua:result="AGREED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="opinion"/>
                <sequenceFlow id="f2" sourceRef="opinion" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="late" targetRef="silent"/>
                """));
        var asked = new Case(graph).start(Map.of("n", 1));

        assertThat(asked.effects).contains(new Effect.CallProcess(1, "opinion", "land-opinion", Map.of("n", 1)));
        assertThat(asked.copy().fire("late").effects)
                .containsExactly(
                        new Effect.DisarmTimer(2, "late", true),
                        new Effect.EndCall(1, "opinion", false),
                        new Effect.End("AGREED"));
        assertThat(asked.take(new Command.ServiceDone(1, Map.of())).effects)
                .containsExactly(
                        new Effect.EndCall(1, "opinion", true),
                        new Effect.DisarmTimer(2, "late", false),
                        new Effect.End("R"));
    }

    private static Case asked(ProcessGraph graph, boolean a, boolean b) {
        return new Case(graph).start(Map.of("form", Map.of("a", a, "b", b)));
    }

    private static ProcessGraph onTask(String border) {
        return accepted(bpmn(onBorder(border)));
    }

    /** Task a with an event {@code late} on its border that leads to task b. */
    private static String onBorder(String border) {
        return """
                <startEvent id="s"/>%s%s%s<endEvent id="e" motcua:result="R"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="late" targetRef="b"/>
                <sequenceFlow id="f4" sourceRef="b" targetRef="e"/>
                """.formatted(task("a"), border, task("b"));
    }

    private static ProcessGraph withMessage(String content) {
        return accepted(bpmn(content).replace("<process ", "<message id=\"m\" name=\"supplement\"/><process "));
    }

    private static String withError(String content) {
        return bpmn(content)
                .replace(
                        "<process ",
                        "<error id=\"e1\" errorCode=\"CLOSED\"/><error id=\"e4\" errorCode=\"FEE\"/><process ");
    }

    /** One instance, moved command by command. */
    private static final class Case {
        private final ProcessGraph graph;
        private Marking marking = Marking.NONE;
        private List<Effect> effects = List.of();
        private Map<String, Object> variables = Map.of();

        Case(ProcessGraph graph) {
            this.graph = graph;
        }

        Case start(Map<String, Object> given) {
            variables = given;
            return take(new Command.Start(given));
        }

        Case complete(String element) {
            return complete(element, "done");
        }

        Case complete(String element, String outcome) {
            long token = marking.tasks().entrySet().stream()
                    .filter(at -> at.getValue().equals(element))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            return take(new Command.Complete(token, outcome, variables));
        }

        Case fire(String timer) {
            long number = marking.watches().entrySet().stream()
                    .filter(watch -> watch.getValue().element().equals(timer))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            return take(new Command.FireTimer(number, variables));
        }

        Case take(Command command) {
            var taken = (Advance.Taken) Engine.advance(graph, marking, command);
            marking = taken.marking();
            effects = taken.effects();
            return this;
        }

        Case copy() {
            var copy = new Case(graph);
            copy.marking = marking;
            copy.variables = variables;
            return copy;
        }

        List<String> open() {
            return marking.tasks().values().stream().sorted().toList();
        }
    }
}
