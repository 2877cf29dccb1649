package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.process.Advance.Effect;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Random processes over everything the engine can run, random acts: what must hold whatever happens. */
class EnginePropertiesTest {

    private static final int PROCESSES = Integer.getInteger("engine.processes", 600);
    private static final int MOST_ACTS = 40;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void whatever_happens_each_effect_comes_once_nothing_is_left_at_the_end_and_replay_gives_the_same() {
        int run = 0;
        int ended = 0;
        int acts = 0;
        for (long seed = 1; run < PROCESSES; seed++) {
            String xml = Drawing.process(Sketch.random(new Random(seed)), Drawing.Dialect.OURS);
            if (BpmnReader.reading(xml) instanceof Result.Done<BpmnReader.Reading> read
                    && read.value().warnings().isEmpty()) {
                var random = new Random(seed);
                OurCase done = run(new OurCase(read.value().graph()), random, seed);
                run++;
                acts += done.history().size();
                ended += done.hasEnded() ? 1 : 0;
            }
            assertThat(seed).as("most random processes can be run").isLessThan(PROCESSES * 3L);
        }
        assertThat(ended).as("most come to their end, in " + acts + " acts").isGreaterThan(PROCESSES / 2);
    }

    private static OurCase run(OurCase process, Random random, long seed) {
        var ledger = new Ledger();
        Advance last = process.start(variables(random));
        for (int act = 0; act < MOST_ACTS; act++) {
            String where = "seed %d, act %d".formatted(seed, act);
            switch (last) {
                case Advance.Taken taken -> {
                    ledger.book(taken.effects(), where);
                    ledger.compare(process, where);
                    Marking kept = process.marking();
                    assertThat(JSON.readValue(JSON.writeValueAsString(kept), Marking.class))
                            .as(where)
                            .isEqualTo(kept);
                }
                case Advance.Stuck stuck ->
                    assertThat(stuck.problem())
                            .as(where)
                            .extracting(Problem::code)
                            .isEqualTo("process.error-uncaught");
            }
            if (process.hasEnded()) {
                break;
            }
            List<OurCase.Act> acts = process.acts();
            assertThat(acts).as(where + ": something can still happen").isNotEmpty();
            last = process.perform(acts.get(random.nextInt(acts.size())), variables(random));
        }
        assertThat(replay(process)).as("seed %d, replayed", seed).isEqualTo(process.marking());
        return process;
    }

    private static Marking replay(OurCase process) {
        Marking marking = Marking.NONE;
        for (Command command : process.history()) {
            marking = ((Advance.Taken) Engine.advance(process.graph(), marking, command)).marking();
        }
        return marking;
    }

    static Map<String, Object> variables(Random random) {
        var variables = new HashMap<String, Object>();
        variables.put("x", random.nextInt(4));
        for (int i = 0; i < 4; i++) {
            variables.put("b" + i, random.nextBoolean());
            variables.put(
                    "items" + i, new ArrayList<>(List.of("An", "Bình", "Chi").subList(0, i)));
        }
        return variables;
    }

    /** Everything that was opened and not yet closed, as the world outside was told. */
    private static final class Ledger {
        private final Map<Long, String> open = new TreeMap<>();
        private final Set<Long> ever = new HashSet<>();
        private boolean ended;

        void book(List<Effect> effects, String where) {
            for (Effect effect : effects) {
                assertThat(ended).as(where + ": nothing after the end").isFalse();
                switch (effect) {
                    case Effect.OpenTask e -> open(e.token(), e.elementId(), where);
                    case Effect.ArmTimer e -> open(e.timer(), e.elementId(), where);
                    case Effect.Subscribe e -> open(e.subscription(), e.elementId(), where);
                    case Effect.CallService e -> open(e.token(), e.elementId(), where);
                    case Effect.CallProcess e -> open(e.token(), e.elementId(), where);
                    case Effect.CloseTask e -> close(e.token(), e.elementId(), where);
                    case Effect.DisarmTimer e -> close(e.timer(), e.elementId(), where);
                    case Effect.Unsubscribe e -> close(e.subscription(), e.elementId(), where);
                    case Effect.EndService e -> close(e.token(), e.elementId(), where);
                    case Effect.EndCall e -> close(e.token(), e.elementId(), where);
                    case Effect.Throw _ -> {}
                    case Effect.End _ -> ended = true;
                }
            }
        }

        private void open(long number, String element, String where) {
            assertThat(ever.add(number)).as(where + ": opened once: " + element).isTrue();
            open.put(number, element);
        }

        private void close(long number, String element, String where) {
            assertThat(open.remove(number)).as(where + ": closed once").isEqualTo(element);
        }

        /** What was told is what the marking says; every token stands where it can, in a scope there is. */
        void compare(OurCase process, String where) {
            Marking marking = process.marking();
            var stands = new TreeMap<Long, String>(marking.tasks());
            marking.watches().forEach((number, watch) -> stands.put(number, watch.element()));
            marking.rests().forEach((token, element) -> {
                Node node = process.graph().node(element);
                boolean called = node instanceof Node.Service || node instanceof Node.Call;
                if (called && !marking.rounds().containsKey(token)) {
                    stands.put(token, element);
                }
            });
            assertThat(open).as(where).isEqualTo(stands);
            assertThat(ended).as(where).isEqualTo(marking.isEmpty());
            var tokens = new HashSet<>(marking.tasks().keySet());
            tokens.addAll(marking.rests().keySet());
            assertThat(tokens)
                    .as(where + ": no scope, event or round without its token")
                    .containsAll(marking.scopes().keySet())
                    .containsAll(marking.scopes().values())
                    .containsAll(marking.watches().values().stream()
                            .map(Marking.Watch::host)
                            .toList())
                    .containsAll(marking.rounds().keySet())
                    .containsAll(marking.turns().keySet());
            assertThat(marking.waiting().keySet().stream().map(Marking::scope).filter(at -> at != Marking.PROCESS))
                    .as(where)
                    .allMatch(tokens::contains);
            assertThat(tokens).as(where).allMatch(token -> token < marking.next());
        }
    }
}
