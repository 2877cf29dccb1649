package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Which nodes lie on a loop together. */
final class Loops {

    private Loops() {}

    /**
     * The nodes that can be reached, in groups: those that can reach each other, else each alone; a group comes before
     * all that can be reached from it. (Strongly connected components in topological order; Tarjan 1972.)
     */
    static List<List<Node>> groups(List<Node> from, Function<Node, List<Node>> next) {
        var groups = new ArrayList<List<Node>>();
        Map<Node, Integer> number = new HashMap<>();
        Map<Node, Integer> lowest = new HashMap<>();
        Deque<Node> path = new ArrayDeque<>();
        Set<Node> onPath = new HashSet<>();
        record Frame(Node node, Iterator<Node> next) {}
        Deque<Frame> frames = new ArrayDeque<>();
        for (Node first : from) {
            if (number.containsKey(first)) {
                continue;
            }
            Node entering = first;
            while (entering != null || !frames.isEmpty()) {
                if (entering != null) {
                    number.put(entering, number.size());
                    lowest.put(entering, number.get(entering));
                    path.push(entering);
                    onPath.add(entering);
                    frames.push(new Frame(entering, next.apply(entering).iterator()));
                    entering = null;
                }
                Frame frame = frames.element();
                Node node = frame.node();
                while (entering == null && frame.next().hasNext()) {
                    Node to = frame.next().next();
                    if (!number.containsKey(to)) {
                        entering = to;
                    } else if (onPath.contains(to)) {
                        lowest.merge(node, number.get(to), Math::min);
                    }
                }
                if (entering != null) {
                    continue;
                }
                frames.pop();
                if (!frames.isEmpty()) {
                    lowest.merge(frames.element().node(), lowest.get(node), Math::min);
                }
                if (Objects.equals(lowest.get(node), number.get(node))) {
                    var group = new ArrayList<Node>();
                    Node member;
                    do {
                        member = path.pop();
                        onPath.remove(member);
                        group.add(member);
                    } while (!member.equals(node));
                    groups.add(group);
                }
            }
        }
        Collections.reverse(groups);
        return groups;
    }
}
