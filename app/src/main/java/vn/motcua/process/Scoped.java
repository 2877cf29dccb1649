package vn.motcua.process;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Marking.Rounds;
import vn.motcua.process.Marking.Turn;
import vn.motcua.process.Node.Activity;
import vn.motcua.process.Node.Repetition;

/**
 * What expressions may name at a token: the command's variables, and of every repeated activity around it the standard's
 * counters (BPMN 2.0.2, 10.3.8) and the item of the round.
 */
final class Scoped {

    /** More rounds than this is a mistake in the collection or the expression. */
    private static final int MOST_ROUNDS = 1_000;

    private final ProcessGraph graph;
    private final Tokens tokens;
    private Map<String, Object> variables;
    private final SortedMap<String, @Nullable Object> set = new TreeMap<>();

    Scoped(ProcessGraph graph, Tokens tokens, Map<String, Object> variables) {
        this.graph = graph;
        this.tokens = tokens;
        this.variables = variables;
    }

    /** Sets variables of the whole process. An {@code outcome} only leads on from here: it belongs to no later step. */
    void set(Map<String, Object> values) {
        Map<String, Object> stored = Standing.asStored(values);
        variables = StoredVariables.with(variables, stored);
        set.putAll(stored);
        set.remove("outcome");
    }

    /** The variables that were set. */
    SortedMap<String, @Nullable Object> set() {
        return set;
    }

    /** @param token a token or scope; {@link Marking#PROCESS} for the process itself */
    Map<String, Object> of(long token) {
        if (token == Marking.PROCESS) {
            return variables;
        }
        var seen = new HashMap<>(of(tokens.scope(token)));
        if (tokens.isRepeated(token)) {
            Rounds rounds = tokens.rounds(token);
            seen.put("numberOfInstances", rounds.total());
            seen.put("numberOfActiveInstances", rounds.begun() - rounds.done());
            seen.put("numberOfCompletedInstances", rounds.done());
        }
        Turn turn = tokens.turn(token);
        if (turn != null) {
            seen.put("loopCounter", turn.index());
            String element = tokens.element(token);
            if (turn.item() != null
                    && element != null
                    && graph.node(element) instanceof Activity activity
                    && activity.repetition() != null
                    && activity.repetition().item() != null) {
                seen.put(activity.repetition().item(), turn.item());
            }
        }
        return seen;
    }

    /** The items of a repetition, or as many counters; empty when the expression gives neither. */
    Optional<List<Object>> items(Repetition repetition, long scope) {
        return repetition.count().value(of(scope)).flatMap(value -> switch (value) {
            case List<?> list when list.size() <= MOST_ROUNDS -> Optional.of(Collections.unmodifiableList(list));
            case Integer n
            when n >= 0 && n <= MOST_ROUNDS ->
                Optional.of(IntStream.rangeClosed(1, n).<Object>mapToObj(i -> i).toList());
            default -> Optional.empty();
        });
    }

    /** What a service or another process is given; empty when the expression gives no context. */
    Optional<Map<String, Object>> input(@Nullable Expression input, long token) {
        return input == null ? Optional.of(of(token)) : context(input, token);
    }

    /** What a FEEL context gives; empty when the expression gives none. */
    Optional<Map<String, Object>> context(Expression context, long token) {
        return context.value(of(token)).flatMap(value -> {
            if (!(value instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            var given = new HashMap<String, Object>();
            map.forEach((key, item) -> given.put(String.valueOf(key), item));
            return Optional.of(given);
        });
    }

    /** What tells instances apart that wait for the same message; empty without one, or when it cannot be told. */
    Optional<String> key(@Nullable Expression key, long token) {
        return key == null ? Optional.empty() : key.value(of(token)).map(String::valueOf);
    }
}
