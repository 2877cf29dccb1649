package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.motcua.process.MigrationPlan.Outcome;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** A dossier that moves to another version of its process keeps every token, or stays and is told why. */
class MigrationPlanTest {

    private static final int PROCESSES = Integer.getInteger("migration.processes", 300);
    private static final int MOST_ACTS = 15;

    private static ProcessGraph graph(String xml) {
        return BpmnReader.read(xml).orElseThrow();
    }

    private static Outcome move(String from, String to, Map<String, String> mapping, String... done) {
        ProcessGraph graph = graph(from);
        Marking marking = taken(Engine.advance(graph, Marking.NONE, new Command.Start(Map.of())));
        for (String task : done) {
            long token = marking.tasks().entrySet().stream()
                    .filter(open -> open.getValue().equals(task))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            marking = taken(Engine.advance(graph, marking, new Command.Complete(token, "done", Map.of())));
        }
        return new MigrationPlan(graph, graph(to), mapping).of(marking, Map.of());
    }

    private static Marking taken(Advance advance) {
        return ((Advance.Taken) advance).marking();
    }

    private static List<String> reasons(Outcome outcome) {
        return outcome instanceof Outcome.Stays stays
                ? stays.reasons().stream().map(Problem::code).toList()
                : List.of();
    }

    private static final String ONE = bpmn("<startEvent id=\"s\"/>" + task("a") + """
            <endEvent id="e" motcua:result="RETURNED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
            <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
            """);

    /** Two tasks side by side. */
    private static final String SPLIT = bpmn("<startEvent id=\"s\"/>" + task("a") + task("b") + """
            <parallelGateway id="g"/><parallelGateway id="j" name="Gộp"/>
            <endEvent id="e" motcua:result="RETURNED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
            <sequenceFlow id="f2" sourceRef="g" targetRef="a"/>
            <sequenceFlow id="f3" sourceRef="g" targetRef="b"/>
            <sequenceFlow id="f4" sourceRef="a" targetRef="j"/>
            <sequenceFlow id="f5" sourceRef="b" targetRef="j"/>
            <sequenceFlow id="f6" sourceRef="j" targetRef="e"/>
            """);

    @Test
    void a_token_whose_step_is_gone_stays_unless_it_is_told_where_to_go() {
        String renamed = ONE.replace("\"a\"", "\"check\"").replace("justice", "leadership");

        assertThat(reasons(move(ONE, renamed, Map.of()))).containsExactly("process.move-missing");
        assertThat(move(ONE, renamed, Map.of("a", "check"))).isInstanceOfSatisfying(Outcome.Moves.class, moves -> {
            assertThat(moves.marking().tasks().values()).containsExactly("check");
            assertThat(moves.tasks()).singleElement().satisfies(change -> {
                assertThat(change.before().unitKey()).isEqualTo("justice");
                assertThat(change.after().unitKey()).isEqualTo("leadership");
            });
        });
    }

    @Test
    void a_token_does_not_move_to_another_kind_of_element() {
        String service = ONE.replaceFirst(
                "(?s)<userTask.*?/>", "<serviceTask id=\"a\" name=\"Tự động\" motcua:service=\"register\"/>");

        assertThat(reasons(move(ONE, service, Map.of()))).containsExactly("process.move-kind");
    }

    @Test
    void a_token_before_a_join_moves_by_the_flow_it_came_and_stays_when_there_is_none() {
        String otherIds = SPLIT.replace("f4", "n4").replace("f5", "n5");
        String without = bpmn("<startEvent id=\"s\"/>" + task("b") + task("c") + """
                <parallelGateway id="g"/><parallelGateway id="j" name="Gộp"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
                <sequenceFlow id="f2" sourceRef="g" targetRef="c"/>
                <sequenceFlow id="f3" sourceRef="g" targetRef="b"/>
                <sequenceFlow id="n4" sourceRef="c" targetRef="j"/>
                <sequenceFlow id="f5" sourceRef="b" targetRef="j"/>
                <sequenceFlow id="f6" sourceRef="j" targetRef="e"/>
                """);

        assertThat(move(SPLIT, otherIds, Map.of(), "a"))
                .isInstanceOfSatisfying(
                        Outcome.Moves.class,
                        moves -> assertThat(moves.marking().waiting()).containsOnlyKeys("n4"));
        assertThat(reasons(move(SPLIT, without, Map.of(), "a"))).containsExactly("process.move-flow");
    }

    @Test
    void a_token_does_not_move_to_where_a_join_would_wait_for_a_branch_that_never_began() {
        assertThat(reasons(move(ONE, SPLIT, Map.of()))).containsExactly("process.move-join");
    }

    private static String watched(String events) {
        return ONE.replace("<endEvent", events + "<endEvent");
    }

    private static String timer(String id, String rule) {
        return """
                <boundaryEvent id="%s" name="Hẹn giờ %s" attachedToRef="a" cancelActivity="false">
                  <timerEventDefinition><timeDuration>%s</timeDuration></timerEventDefinition></boundaryEvent>
                <endEvent id="end-%s" motcua:result="RETURNED"/>
                <sequenceFlow id="f-%s" sourceRef="%s" targetRef="end-%s"/>
                """.formatted(id, id, rule, id, id, id, id);
    }

    private static List<String> waits(Outcome outcome) {
        return ((Outcome.Moves) outcome)
                .waits().stream()
                        .map(wait -> wait.how() + " " + wait.event().id())
                        .toList();
    }

    @Test
    void a_timer_is_kept_with_its_rule_set_anew_with_another_and_dropped_where_there_is_none() {
        String day = watched(timer("late", "P1D"));

        assertThat(waits(move(day, day, Map.of()))).containsExactly("KEPT late");
        assertThat(waits(move(day, day.replace("\"late\"", "\"later\""), Map.of())))
                .as("under another id it is the same when it is the only one")
                .containsExactly("KEPT later");
        Outcome other = move(day, watched(timer("late", "P2D")), Map.of());
        assertThat(waits(other)).containsExactly("SET late");
        assertThat(((Outcome.Moves) other).effects())
                .hasSize(2)
                .hasOnlyElementsOfTypes(Advance.Effect.DisarmTimer.class, Advance.Effect.ArmTimer.class);
        assertThat(waits(move(day, ONE, Map.of()))).containsExactly("DROPPED late");
        assertThat(waits(move(ONE, day, Map.of()))).containsExactly("SET late");
    }

    @Test
    void an_event_that_has_come_is_not_waited_for_again() {
        ProcessGraph graph = graph(watched(timer("late", "P1D")));
        Marking begun = taken(Engine.advance(graph, Marking.NONE, new Command.Start(Map.of())));
        Marking fired = taken(Engine.advance(
                graph, begun, new Command.FireTimer(begun.watches().firstKey(), Map.of())));
        assertThat(fired.watches()).isEmpty();

        var plan = new MigrationPlan(graph, graph(watched(timer("late", "P2D"))), Map.of());

        assertThat(plan.of(fired, Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Moves.class,
                        moves -> assertThat(moves.marking().watches()).isEmpty());
    }

    @Test
    void a_dossier_whose_result_is_there_is_not_decided_again_and_one_without_is_not_returned() {
        String returning = ONE.replaceFirst("motcua:work=\"[A-Z]+\"", "motcua:work=\"RETURN\"");

        assertThat(reasons(move(ONE, returning, Map.of()))).containsExactly("process.move-return");
        assertThat(reasons(move(returning, ONE, Map.of()))).containsExactly("process.move-return");
    }

    @Test
    void moving_to_the_same_process_changes_nothing_wherever_the_tokens_are_and_renaming_loses_none() {
        int run = 0;
        int markings = 0;
        for (long seed = 1; run < PROCESSES; seed++) {
            String xml = Drawing.process(Sketch.random(new Random(seed)), Drawing.Dialect.OURS);
            if (!(BpmnReader.reading(xml) instanceof Result.Done<BpmnReader.Reading> read)
                    || !read.value().warnings().isEmpty()) {
                continue;
            }
            run++;
            var random = new Random(seed);
            var process = new OurCase(read.value().graph());
            var same = new MigrationPlan(process.graph(), graph(xml), Map.of());
            process.start(EnginePropertiesTest.variables(random));
            for (int act = 0; act < MOST_ACTS && !process.hasEnded(); act++) {
                Marking marking = process.marking();
                String where = "seed %d, act %d".formatted(seed, act);
                assertThat(same.of(marking, Map.of())).as(where).isInstanceOfSatisfying(Outcome.Moves.class, moves -> {
                    assertThat(moves.marking()).isEqualTo(marking);
                    assertThat(moves.tasks()).isEmpty();
                    assertThat(moves.effects()).isEmpty();
                    assertThat(moves.waits())
                            .hasSameSizeAs(marking.watches().keySet())
                            .allMatch(wait -> wait.how() == MigrationPlan.How.KEPT);
                });
                markings++;
                if (!marking.tasks().isEmpty()) {
                    String step = marking.tasks().get(marking.tasks().firstKey());
                    ProcessGraph renamed = graph(xml.replace("\"" + step + "\"", "\"renamed\""));
                    Outcome moved =
                            new MigrationPlan(process.graph(), renamed, Map.of(step, "renamed")).of(marking, Map.of());
                    assertThat(moved).as(where).isInstanceOfSatisfying(Outcome.Moves.class, moves -> {
                        assertThat(moves.marking().size()).as(where).isEqualTo(marking.size());
                        assertThat(moves.marking().tasks().keySet())
                                .isEqualTo(marking.tasks().keySet());
                        assertThat(moves.marking().tasks())
                                .containsValue("renamed")
                                .doesNotContainValue(step);
                        assertThat(moves.marking().watches().keySet())
                                .isEqualTo(marking.watches().keySet());
                        assertThat(moves.tasks()).isNotEmpty();
                    });
                }
                List<OurCase.Act> acts = process.acts();
                process.perform(acts.get(random.nextInt(acts.size())), EnginePropertiesTest.variables(random));
            }
        }
        assertThat(markings).isGreaterThan(PROCESSES * 2);
    }
}
