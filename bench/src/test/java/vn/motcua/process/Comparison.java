package vn.motcua.process;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import vn.motcua.process.OurCase.Act;
import vn.motcua.shared.Result;

/** One process with random acts on our engine and on peers, which must have the same open after every act. */
final class Comparison {

    private static final int MOST_ACTS = 25;

    /**
     * Where a peer was otherwise than we were.
     *
     * @param why what can explain it; nothing when that would be our fault
     */
    record Difference(String peer, String act, List<String> ours, List<String> theirs, Set<Disagreement> why) {}

    private final OurCase ours;
    private final Random random;
    private final List<Peer> peers;
    private final Set<Disagreement> possible = EnumSet.noneOf(Disagreement.class);
    private final List<Difference> differences = new ArrayList<>();
    private int acts;

    private Comparison(ProcessGraph graph, long seed, List<Peer> peers) {
        this.ours = new OurCase(graph);
        this.random = new Random(seed);
        this.peers = new ArrayList<>(peers);
    }

    /** The graph of a drawn process; empty when it may not be published, or could not be checked wholly. */
    static Optional<ProcessGraph> publishable(Sketch sketch) {
        String xml = Drawing.process(sketch, Drawing.Dialect.OURS);
        return BpmnReader.reading(xml) instanceof Result.Done<BpmnReader.Reading> read
                        && read.value().warnings().isEmpty()
                ? Optional.of(read.value().graph())
                : Optional.empty();
    }

    static Comparison run(Sketch sketch, ProcessGraph graph, long seed, List<Peer> peers) {
        var comparison = new Comparison(graph, seed, peers);
        comparison.run(sketch);
        return comparison;
    }

    List<Difference> differences() {
        return differences;
    }

    int acts() {
        return acts;
    }

    private void run(Sketch sketch) {
        Map<String, Object> first = EnginePropertiesTest.variables(random);
        if (ours.start(first) instanceof Advance.Stuck) {
            return;
        }
        possible.addAll(Disagreement.possible(ours, Marking.NONE));
        compare("start", peer -> peer.start(sketch, ours.graph(), first));
        while (!ours.hasEnded() && !peers.isEmpty() && acts < MOST_ACTS) {
            List<Act> can = ours.acts();
            Act act = can.get(random.nextInt(can.size()));
            Map<String, Object> now = EnginePropertiesTest.variables(random);
            Marking before = ours.marking();
            if (ours.perform(act, now) instanceof Advance.Stuck) {
                // an error nothing catches: ours stays as it was, so the peers are not told
                continue;
            }
            acts++;
            possible.addAll(Disagreement.possible(ours, before));
            compare(act + " x=" + now.get("x"), peer -> peer.perform(act, now));
        }
    }

    private interface Told {
        void to(Peer peer);
    }

    /** A peer that differs is not asked again about this process. */
    private void compare(String act, Told told) {
        peers.removeIf(peer -> {
            Optional<Difference> difference = difference(act, peer, told);
            difference.ifPresent(differences::add);
            return difference.isPresent();
        });
    }

    private Optional<Difference> difference(String act, Peer peer, Told told) {
        List<String> theirs;
        try {
            told.to(peer);
            theirs = peer.state();
        } catch (RuntimeException e) {
            return Optional.of(different(act, peer, List.of(String.valueOf(e))));
        }
        return theirs.equals(ours.state()) && peer.hasEnded() == ours.hasEnded()
                ? Optional.empty()
                : Optional.of(different(act, peer, theirs));
    }

    private Difference different(String act, Peer peer, List<String> theirs) {
        var why = EnumSet.noneOf(Disagreement.class);
        possible.stream().filter(one -> one.concerns(peer)).forEach(why::add);
        return new Difference(peer.name(), act, ours.state(), theirs, why);
    }
}
