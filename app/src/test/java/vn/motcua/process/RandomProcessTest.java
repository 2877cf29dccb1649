package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.accepted;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.motcua.process.Advance.Effect;

/** Random block-structured processes, random decisions: the engine against a plain interpreter of the blocks. */
class RandomProcessTest {

    private static final int PROCESSES = 400;
    private static final int MOST_COMMANDS = 60;

    /** A process as nested blocks, which is easy to interpret without tokens. */
    private sealed interface Block {
        record Task(String id) implements Block {}

        record Sequence(List<Block> parts) implements Block {}

        /** Way {@code n} is taken when the variable {@code choice} is n, the last by default. */
        record Choice(List<Block> ways) implements Block {}

        record Both(List<Block> branches) implements Block {}

        /** The body again while the last outcome is {@code back}. */
        record Loop(Block body) implements Block {}
    }

    @Test
    void the_engine_opens_the_same_tasks_as_the_block_interpreter_and_conserves_tokens() {
        int ended = 0;
        for (long seed = 1; seed <= PROCESSES; seed++) {
            if (run(new Random(seed), seed)) {
                ended++;
            }
        }
        assertThat(ended).as("most random processes come to their end").isGreaterThan(PROCESSES / 2);
    }

    private static boolean run(Random random, long seed) {
        var drawing = new Drawing();
        Block block = new Block.Sequence(List.of(drawing.block(random, 4), new Block.Task("last")));
        String xml = drawing.xml(block);
        ProcessGraph graph = accepted(xml);
        var oracle = new Oracle();
        var history = new ArrayList<Command>();
        var open = new HashSet<Long>();
        var everOpened = new HashSet<Long>();
        Marking marking = Marking.NONE;
        Command command = new Command.Start(Map.of("choice", oracle.choose(random)));
        oracle.start(block);
        while (true) {
            history.add(command);
            var taken = (Advance.Taken) Engine.advance(graph, marking, command);
            marking = taken.marking();
            boolean end = apply(taken.effects(), open, everOpened);

            assertThat(open)
                    .as("seed %d: effects and marking agree", seed)
                    .isEqualTo(marking.tasks().keySet());
            assertThat(marking.tasks().values().stream().sorted().toList())
                    .as("seed %d: after %s", seed, history)
                    .isEqualTo(
                            oracle.open.stream().map(Oracle.Open::task).sorted().toList());
            assertThat(end).isEqualTo(marking.isEmpty()).isEqualTo(oracle.ended);
            if (end || history.size() == MOST_COMMANDS) {
                assertThat(replay(graph, history)).as("seed %d: replayed", seed).isEqualTo(marking);
                return end;
            }
            long token = List.copyOf(open).get(random.nextInt(open.size()));
            String task = Objects.requireNonNull(marking.tasks().get(token));
            String outcome = random.nextInt(4) == 0 ? "back" : "on";
            command = new Command.Complete(token, outcome, Map.of("choice", oracle.choose(random)));
            oracle.complete(task, outcome);
        }
    }

    /** Follows the effects; whether the instance ended. Each must be possible when it comes, and come once. */
    private static boolean apply(List<Effect> effects, Set<Long> open, Set<Long> everOpened) {
        boolean end = false;
        for (Effect effect : effects) {
            assertThat(end).isFalse();
            switch (effect) {
                case Effect.OpenTask opened -> {
                    assertThat(everOpened.add(opened.token())).isTrue();
                    open.add(opened.token());
                }
                case Effect.CloseTask closed ->
                    assertThat(open.remove(closed.token())).isTrue();
                case Effect.End _ -> end = true;
                default -> throw new AssertionError("no such thing is in these processes: " + effect);
            }
        }
        return end;
    }

    private static Marking replay(ProcessGraph graph, List<Command> history) {
        Marking marking = Marking.NONE;
        for (Command command : history) {
            marking = ((Advance.Taken) Engine.advance(graph, marking, command)).marking();
        }
        return marking;
    }

    /** Runs blocks by continuations; knows nothing of tokens, gateways or flows. */
    private static final class Oracle {
        record Open(String task, Runnable then) {}

        final List<Open> open = new ArrayList<>();
        boolean ended;
        private int choice;
        private String outcome = "";

        int choose(Random random) {
            choice = random.nextInt(4);
            return choice;
        }

        void start(Block block) {
            run(block, () -> ended = true);
        }

        void complete(String task, String decided) {
            outcome = decided;
            Open done =
                    open.stream().filter(o -> o.task().equals(task)).findFirst().orElseThrow();
            open.remove(done);
            done.then().run();
        }

        private void run(Block block, Runnable then) {
            switch (block) {
                case Block.Task task -> open.add(new Open(task.id(), then));
                case Block.Sequence sequence -> inOrder(sequence.parts(), then);
                case Block.Choice c ->
                    run(c.ways().get(Math.min(choice, c.ways().size() - 1)), then);
                case Block.Both both -> {
                    int[] missing = {both.branches().size()};
                    both.branches()
                            .forEach(branch -> run(branch, () -> {
                                if (--missing[0] == 0) {
                                    then.run();
                                }
                            }));
                }
                case Block.Loop loop ->
                    run(loop.body(), () -> run(outcome.equals("back") ? loop : new Block.Sequence(List.of()), then));
            }
        }

        private void inOrder(List<Block> parts, Runnable then) {
            if (parts.isEmpty()) {
                then.run();
            } else {
                run(parts.getFirst(), () -> inOrder(parts.subList(1, parts.size()), then));
            }
        }
    }

    /** Makes blocks and writes them as BPMN. */
    private static final class Drawing {
        private final StringBuilder xml = new StringBuilder();
        private int ids;

        Block block(Random random, int depth) {
            int kind = depth == 0 ? 0 : random.nextInt(6);
            return switch (kind) {
                case 0, 1 -> new Block.Task("t" + ids++);
                case 2 -> new Block.Sequence(blocks(random, depth));
                case 3 -> new Block.Choice(blocks(random, depth));
                case 4 -> new Block.Both(blocks(random, depth));
                default ->
                    // a loop without a task is refused, so each turn has one
                    new Block.Loop(new Block.Sequence(List.of(block(random, depth - 1), new Block.Task("t" + ids++))));
            };
        }

        private List<Block> blocks(Random random, int depth) {
            var blocks = new ArrayList<Block>();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                blocks.add(block(random, depth - 1));
            }
            return blocks;
        }

        String xml(Block block) {
            xml.append("<startEvent id=\"start\"/><endEvent id=\"end\" motcua:result=\"RETURNED\"/>");
            String last = draw(block, "start", "", "");
            flow(last, "end", "", "");
            return bpmn(xml.toString());
        }

        /** Draws a block after node {@code from} and gives the node it leaves by. */
        private String draw(Block block, String from, String flowId, String condition) {
            switch (block) {
                case Block.Task task -> {
                    xml.append(task(task.id()));
                    flow(from, task.id(), flowId, condition);
                    return task.id();
                }
                case Block.Sequence sequence -> {
                    String at = from;
                    for (int i = 0; i < sequence.parts().size(); i++) {
                        at = draw(sequence.parts().get(i), at, i == 0 ? flowId : "", i == 0 ? condition : "");
                    }
                    return at;
                }
                case Block.Choice choice -> {
                    String split = "g" + ids++;
                    String merge = "g" + ids++;
                    xml.append("<exclusiveGateway id=\"%s\" default=\"%s-d\"/>".formatted(split, split));
                    xml.append("<exclusiveGateway id=\"%s\"/>".formatted(merge));
                    flow(from, split, flowId, condition);
                    for (int i = 0; i < choice.ways().size(); i++) {
                        boolean byDefault = i == choice.ways().size() - 1;
                        String way = draw(
                                choice.ways().get(i),
                                split,
                                byDefault ? split + "-d" : "",
                                byDefault ? "" : "choice = " + i);
                        flow(way, merge, "", "");
                    }
                    return merge;
                }
                case Block.Both both -> {
                    String split = "g" + ids++;
                    String join = "g" + ids++;
                    xml.append("<parallelGateway id=\"%s\"/><parallelGateway id=\"%s\"/>".formatted(split, join));
                    flow(from, split, flowId, condition);
                    both.branches().forEach(branch -> flow(draw(branch, split, "", ""), join, "", ""));
                    return join;
                }
                case Block.Loop loop -> {
                    String head = "g" + ids++;
                    String tail = "g" + ids++;
                    String out = "g" + ids++;
                    xml.append("<exclusiveGateway id=\"%s\"/>".formatted(head));
                    xml.append("<exclusiveGateway id=\"%s\" default=\"%s-d\"/>".formatted(tail, tail));
                    xml.append("<exclusiveGateway id=\"%s\"/>".formatted(out));
                    flow(from, head, flowId, condition);
                    flow(draw(loop.body(), head, "", ""), tail, "", "");
                    flow(tail, head, "", "outcome = &quot;back&quot;");
                    flow(tail, out, tail + "-d", "");
                    return out;
                }
            }
        }

        private void flow(String from, String to, String id, String condition) {
            xml.append("<sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\">"
                    .formatted(id.isEmpty() ? "f" + ids++ : id, from, to));
            if (!condition.isEmpty()) {
                xml.append("<conditionExpression>").append(condition).append("</conditionExpression>");
            }
            xml.append("</sequenceFlow>\n");
        }
    }
}
