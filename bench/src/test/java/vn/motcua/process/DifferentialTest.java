package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random processes over everything the engine can run, on ours, Operaton and Flowable. {@code
 * -Ddifferential.processes=20000} for the long form, {@code -Ddifferential.first=N} to begin with another seed.
 */
class DifferentialTest {

    private static final int PROCESSES = Integer.getInteger("differential.processes", 500);
    private static final long FIRST = Long.getLong("differential.first", 1);

    @Test
    void all_three_have_the_same_open_after_every_act_but_where_the_record_of_decisions_says_why_not() {
        long begun = System.nanoTime();
        int acts = 0;
        int run = 0;
        var explained = new TreeMap<String, Integer>();
        var ours = new ArrayList<String>();
        try (Peer operaton = new OperatonPeer();
                Peer flowable = new FlowablePeer()) {
            for (long seed = FIRST; run < PROCESSES; seed++) {
                Sketch sketch = Sketch.random(new Random(seed));
                Optional<ProcessGraph> graph = Comparison.publishable(sketch);
                if (graph.isEmpty()) {
                    continue;
                }
                run++;
                var comparison = Comparison.run(sketch, graph.get(), seed, List.of(operaton, flowable));
                acts += comparison.acts();
                for (Comparison.Difference difference : comparison.differences()) {
                    if (difference.why().isEmpty()) {
                        Peer peer = difference.peer().equals(operaton.name()) ? operaton : flowable;
                        ours.add("seed " + seed + ": " + difference
                                + (ours.isEmpty()
                                        ? "\n" + sketch + "\nsmallest: "
                                                + Shrinking.smallest(peer, sketch, seed, difference)
                                        : ""));
                    } else {
                        explained.merge(difference.peer() + " " + difference.why(), 1, Integer::sum);
                    }
                }
            }
        }
        System.out.printf(
                "%d processes, %d acts, %d s; explained: %s%n",
                run, acts, (System.nanoTime() - begun) / 1_000_000_000, explained);
        assertThat(ours).as("differences nothing explains").isEmpty();
    }
}
