package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Marking.Rounds;
import vn.motcua.process.Marking.Turn;
import vn.motcua.process.Marking.Watch;

/** A marking while a command changes it. Knows the tree of scopes, but not what BPMN says should happen in it. */
final class Tokens {

    private final TreeMap<Long, String> tasks;
    private final TreeMap<String, Integer> waiting;
    private final TreeMap<Long, String> rests;
    private final TreeMap<Long, Long> scopes;
    private final TreeMap<Long, Watch> watches;
    private final TreeMap<Long, Rounds> rounds;
    private final TreeMap<Long, Turn> turns;
    private long next;

    Tokens(Marking from) {
        this.tasks = new TreeMap<>(from.tasks());
        this.waiting = new TreeMap<>(from.waiting());
        this.rests = new TreeMap<>(from.rests());
        this.scopes = new TreeMap<>(from.scopes());
        this.watches = new TreeMap<>(from.watches());
        this.rounds = new TreeMap<>(from.rounds());
        this.turns = new TreeMap<>(from.turns());
        this.next = from.next();
    }

    Marking marking() {
        return new Marking(next, tasks, waiting, rests, scopes, watches, rounds, turns);
    }

    /** A new token that has work at a user task to be done. */
    long task(Node.Task task, long scope) {
        return add(tasks, task, scope);
    }

    /** A new token at any other element, or at a user task that is repeated as the one that counts the rounds. */
    long rest(Node node, long scope) {
        return add(rests, node, scope);
    }

    private long add(Map<Long, String> to, Node node, long scope) {
        long token = next++;
        to.put(token, node.id());
        if (scope != Marking.PROCESS) {
            scopes.put(token, scope);
        }
        return token;
    }

    /** Takes a token away, and only it: what is in it and what watches it must be gone already. */
    void remove(long token) {
        tasks.remove(token);
        rests.remove(token);
        scopes.remove(token);
        rounds.remove(token);
        turns.remove(token);
    }

    /** Element at which a token rests; {@code null} when there is no such token. */
    @Nullable
    String element(long token) {
        String task = tasks.get(token);
        return task == null ? rests.get(token) : task;
    }

    long scope(long token) {
        return scopes.getOrDefault(token, Marking.PROCESS);
    }

    /** Tokens directly in a scope, the oldest first. */
    List<Long> in(long scope) {
        var found = new ArrayList<Long>();
        tasks.keySet().forEach(token -> addIf(scope(token) == scope, token, found));
        rests.keySet().forEach(token -> addIf(scope(token) == scope, token, found));
        found.sort(null);
        return found;
    }

    private static void addIf(boolean wanted, Long token, List<Long> to) {
        if (wanted) {
            to.add(token);
        }
    }

    /** Tokens of running subprocesses and the like, and other rests, the oldest first. */
    List<Long> rests() {
        return List.copyOf(rests.keySet());
    }

    boolean isEmpty(long scope) {
        return !scopes.containsValue(scope) && waiting.keySet().stream().noneMatch(at -> Marking.scope(at) == scope);
    }

    boolean isEmpty() {
        return tasks.isEmpty() && rests.isEmpty() && waiting.isEmpty();
    }

    /** Whether anything can still happen: work is under way, or something is watched for. */
    boolean isAlive(ProcessGraph graph) {
        return !tasks.isEmpty()
                || !watches.isEmpty()
                || rests.entrySet().stream()
                        .anyMatch(rest -> !rounds.containsKey(rest.getKey())
                                && !(graph.node(rest.getValue()) instanceof Node.Subprocess));
    }

    // joins

    void await(long scope, String flow) {
        waiting.merge(Marking.at(scope, flow), 1, Integer::sum);
    }

    boolean awaits(long scope, String flow) {
        return waiting.containsKey(Marking.at(scope, flow));
    }

    void takeAwaiting(long scope, String flow) {
        waiting.computeIfPresent(Marking.at(scope, flow), (_, n) -> n == 1 ? null : n - 1);
    }

    void forgetAwaiting(long scope) {
        waiting.keySet().removeIf(at -> Marking.scope(at) == scope);
    }

    /** Scope and flow of every token before a join, as keys of {@link Marking#waiting}. */
    List<String> awaiting() {
        return List.copyOf(waiting.keySet());
    }

    // events

    long watch(Watch watch) {
        long number = next++;
        watches.put(number, watch);
        return number;
    }

    @Nullable
    Watch watch(long number) {
        return watches.get(number);
    }

    void unwatch(long number) {
        watches.remove(number);
    }

    /** What a token waits for, or what can happen on its border, by number. */
    Map<Long, Watch> watchesOf(long host) {
        var found = new TreeMap<Long, Watch>();
        watches.forEach((number, watch) -> {
            if (watch.host() == host) {
                found.put(number, watch);
            }
        });
        return found;
    }

    Map<Long, Watch> watches() {
        return new TreeMap<>(watches);
    }

    // repetition

    void repeat(long body, Rounds at) {
        rounds.put(body, at);
    }

    boolean isRepeated(long token) {
        return rounds.containsKey(token);
    }

    Rounds rounds(long body) {
        return Objects.requireNonNull(rounds.get(body), "not a repeated activity");
    }

    void turn(long token, Turn turn) {
        turns.put(token, turn);
    }

    @Nullable
    Turn turn(long token) {
        return turns.get(token);
    }
}
