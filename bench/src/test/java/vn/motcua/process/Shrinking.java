package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.motcua.process.Comparison.Difference;

/** Makes a process on which a peer differs for no known reason as small as it still does. */
final class Shrinking {

    /** Sequences of acts to try on each smaller process. */
    private static final int TRIES = 12;

    private final Peer peer;
    private Sketch smallest;
    private long seed;
    private Difference difference;

    private Shrinking(Peer peer, Sketch sketch, long seed, Difference difference) {
        this.peer = peer;
        this.smallest = sketch;
        this.seed = seed;
        this.difference = difference;
    }

    /** In words and as BPMN. */
    static String smallest(Peer peer, Sketch sketch, long seed, Difference difference) {
        var shrinking = new Shrinking(peer, sketch, seed, difference);
        while (shrinking.shrinks()) {
            // until nothing can be left out
        }
        return "%s%n%s%nacts by seed %d%n%s"
                .formatted(
                        shrinking.difference,
                        shrinking.smallest,
                        shrinking.seed,
                        Drawing.process(shrinking.smallest, Drawing.Dialect.OPERATON));
    }

    private boolean shrinks() {
        return smallest.smaller().stream().anyMatch(this::stillDiffers);
    }

    private boolean stillDiffers(Sketch smaller) {
        Optional<ProcessGraph> graph;
        try {
            graph = Comparison.publishable(smaller).filter(found -> !endsInError(found));
        } catch (IllegalStateException notDrawable) {
            return false;
        }
        if (graph.isEmpty()) {
            return false;
        }
        var seeds = new ArrayList<>(List.of(seed));
        for (long other = 1; other < TRIES; other++) {
            seeds.add(other);
        }
        for (long acts : seeds) {
            Optional<Difference> still =
                    Comparison.run(smaller, graph.get(), acts, List.of(peer)).differences().stream()
                            .filter(found -> found.why().isEmpty())
                            .findFirst();
            if (still.isPresent()) {
                smallest = smaller;
                seed = acts;
                difference = still.get();
                return true;
            }
        }
        return false;
    }

    /** An error nobody catches is not compared, so what is left must not be about one. */
    private static boolean endsInError(ProcessGraph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node instanceof Node.End end
                        && end.scope().equals(ProcessGraph.PROCESS)
                        && end.thrown() instanceof Node.Thrown.Fault);
    }
}
