package vn.motcua.process;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of one instance are between two commands. What a process without subprocesses, repetitions and events
 * never has is not in its JSON.
 *
 * @param next number the next token that comes to rest, and the next event that is waited for, gets; it never goes back
 * @param tasks tokens at user tasks: token number → element id
 * @param waiting tokens before joins that are not complete: id of the sequence flow → how many, always above zero; in a
 *     scope other than the process itself the id has the scope's token before it, as in {@code 7/f3}
 * @param rests tokens at any other element: work of others, events, running subprocesses and repeated activities
 * @param scopes token → token of the subprocess or repeated activity it is in; none when in the process itself
 * @param watches armed timers and subscriptions by their own numbers
 * @param rounds token of a repeated activity → how far it is
 * @param turns token of one round of a repeated activity → which one
 */
@JsonAutoDetect(
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        fieldVisibility = JsonAutoDetect.Visibility.ANY)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Marking(
        long next,
        SortedMap<Long, String> tasks,
        SortedMap<String, Integer> waiting,
        SortedMap<Long, String> rests,
        SortedMap<Long, Long> scopes,
        SortedMap<Long, Watch> watches,
        SortedMap<Long, Rounds> rounds,
        SortedMap<Long, Turn> turns) {

    /** The scope that is the process itself. */
    static final long PROCESS = 0;

    static final Marking NONE = of(1, null, null, null, null, null, null, null);

    /**
     * A timer that is armed, or a message or signal that is subscribed to.
     *
     * @param element id of the event or receive task
     * @param host token that waits for it, or on whose border it stands
     * @param left of a timer that repeats, the rounds still to come; {@code null} otherwise
     * @param key of a message, which instance is meant; {@code null} when any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Watch(
            String element,
            long host,
            @Nullable Integer left,
            @Nullable String key) {}

    /** How many rounds of a repeated activity there are in all, were begun, and are done. */
    record Rounds(int total, int begun, int done) {}

    /**
     * @param index from 1
     * @param item of the collection; {@code null} when only the number counts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Turn(int index, @Nullable Object item) {}

    Marking {
        tasks = copy(tasks);
        waiting = copy(waiting);
        rests = copy(rests);
        scopes = copy(scopes);
        watches = copy(watches);
        rounds = copy(rounds);
        turns = copy(turns);
    }

    @JsonCreator
    static Marking of(
            @JsonProperty("next") long next,
            @JsonProperty("tasks") @Nullable SortedMap<Long, String> tasks,
            @JsonProperty("waiting") @Nullable SortedMap<String, Integer> waiting,
            @JsonProperty("rests") @Nullable SortedMap<Long, String> rests,
            @JsonProperty("scopes") @Nullable SortedMap<Long, Long> scopes,
            @JsonProperty("watches") @Nullable SortedMap<Long, Watch> watches,
            @JsonProperty("rounds") @Nullable SortedMap<Long, Rounds> rounds,
            @JsonProperty("turns") @Nullable SortedMap<Long, Turn> turns) {
        return new Marking(
                next,
                present(tasks),
                present(waiting),
                present(rests),
                present(scopes),
                present(watches),
                present(rounds),
                present(turns));
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> present(@Nullable SortedMap<K, V> map) {
        return map == null ? new TreeMap<>() : map;
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Whether there is no token left, as when an instance has ended. */
    boolean isEmpty() {
        return tasks.isEmpty() && waiting.isEmpty() && rests.isEmpty();
    }

    /** Whether open tasks are all that is waited for: no event, no work of others, no subprocess. */
    boolean hasNothingButTasks() {
        return rests.isEmpty() && watches.isEmpty();
    }

    /** How many tokens there are. A running subprocess counts beside those in it. */
    int size() {
        return tasks.size()
                + rests.size()
                + waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Ids of the elements that hold a token: tasks and others at which one rests, and the joins that wait. */
    Set<String> elements(ProcessGraph graph) {
        var elements = new TreeSet<>(tasks.values());
        elements.addAll(rests.values());
        waiting.keySet().forEach(at -> elements.add(graph.flow(flow(at)).to()));
        return elements;
    }

    /** The sequence flow of a key of {@link #waiting}. */
    static String flow(String at) {
        return at.substring(at.indexOf('/') + 1);
    }

    /** The scope of a key of {@link #waiting}. */
    static long scope(String at) {
        int slash = at.indexOf('/');
        return slash < 0 ? PROCESS : Long.parseLong(at.substring(0, slash));
    }

    static String at(long scope, String flow) {
        return scope == PROCESS ? flow : scope + "/" + flow;
    }
}
