package vn.motcua.process;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the tokens of one instance are between two commands.
 *
 * @param next number the next token that comes to rest at a task gets; it never goes back
 * @param tasks tokens at tasks: token number → element id
 * @param waiting tokens before joins that are not complete: sequence flow id → how many, always above zero
 */
record Marking(long next, SortedMap<Long, String> tasks, SortedMap<String, Integer> waiting) {

    static final Marking NONE = new Marking(1, new TreeMap<>(), new TreeMap<>());

    Marking {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
        waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
    }

    boolean isEmpty() {
        return tasks.isEmpty() && waiting.isEmpty();
    }

    /** How many tokens there are. */
    int size() {
        return tasks.size()
                + waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Ids of the elements that hold a token: tasks, and the joins that wait. */
    Set<String> elements(ProcessGraph graph) {
        var elements = new TreeSet<>(tasks.values());
        waiting.keySet().forEach(flow -> elements.add(graph.flow(flow).to()));
        return elements;
    }
}
