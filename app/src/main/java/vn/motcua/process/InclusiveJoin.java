package vn.motcua.process;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.motcua.process.ProcessGraph.Flow;

/**
 * When an inclusive gateway that joins need not wait any longer (BPMN 2.0.2, 13.4.3): a token has come over at
 * least one flow, and every token that could still come over a flow that has none could also come over one that has.
 */
final class InclusiveJoin {

    private InclusiveJoin() {}

    record Ready(Node.Inclusive gateway, long scope) {}

    /** The first in the order of the file. Asked only while no token moves. */
    static Optional<Ready> ready(ProcessGraph graph, Tokens tokens) {
        if (graph.inclusiveJoins().isEmpty()) {
            return Optional.empty();
        }
        for (Node.Inclusive gateway : graph.inclusiveJoins()) {
            var scopes = new HashSet<Long>();
            for (String at : tokens.awaiting()) {
                boolean here = graph.flow(Marking.flow(at)).to().equals(gateway.id());
                if (here && scopes.add(Marking.scope(at)) && isReady(graph, tokens, gateway, Marking.scope(at))) {
                    return Optional.of(new Ready(gateway, Marking.scope(at)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isReady(ProcessGraph graph, Tokens tokens, Node.Inclusive gateway, long scope) {
        Map<String, Set<String>> ways = graph.upstream(gateway);
        for (String node : nodesWithToken(graph, tokens, gateway, scope)) {
            boolean toEmpty = false;
            boolean toFull = false;
            for (Flow in : graph.in(gateway.id())) {
                if (ways.getOrDefault(in.id(), Set.of()).contains(node)) {
                    toFull |= tokens.awaits(scope, in.id());
                    toEmpty |= !tokens.awaits(scope, in.id());
                }
            }
            if (toEmpty && !toFull) {
                return false;
            }
        }
        return true;
    }

    /** Where in the scope tokens are, but for those before this very gateway. */
    private static Set<String> nodesWithToken(ProcessGraph graph, Tokens tokens, Node.Inclusive gateway, long scope) {
        var nodes = new HashSet<String>();
        for (long token : tokens.in(scope)) {
            String element = tokens.element(token);
            if (element != null) {
                nodes.add(element);
            }
        }
        for (String at : tokens.awaiting()) {
            String to = graph.flow(Marking.flow(at)).to();
            if (Marking.scope(at) == scope && !to.equals(gateway.id())) {
                nodes.add(to);
            }
        }
        return nodes;
    }
}
