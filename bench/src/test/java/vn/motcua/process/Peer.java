package vn.motcua.process;

import java.util.List;
import java.util.Map;
import vn.motcua.process.OurCase.Act;

/** Another engine that runs the same process, told of the same acts. */
interface Peer extends AutoCloseable {

    String name();

    /** Deploys a process with those it calls, forgets any before, and starts it. */
    void start(Sketch sketch, ProcessGraph graph, Map<String, Object> variables);

    void perform(Act act, Map<String, Object> variables);

    /** As {@link OurCase#state()}; empty once it has ended. */
    List<String> state();

    boolean hasEnded();

    @Override
    void close();

    /** The call activities of a process. */
    static List<String> calls(ProcessGraph graph) {
        return graph.nodes().stream()
                .filter(Node.Call.class::isInstance)
                .map(Node::id)
                .toList();
    }
}
