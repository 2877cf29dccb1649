package vn.motcua.process;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** A FEEL expression, parsed once and evaluated as often as tokens pass. */
final class Expression {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

    /** The parser and the evaluation call themselves for every level: what goes deeper than this ends the stack. */
    private static final int MOST_DEPTH = 32;

    private static final int MOST_CHARACTERS = 4_000;
    private static final String TOO_LARGE =
            "longer than " + MOST_CHARACTERS + " characters or nested deeper than " + MOST_DEPTH + " brackets";

    private final String text;
    private final ParsedExpression parsed;
    private final Set<String> names;
    private final Set<List<String>> references;

    private Expression(String text, ParsedExpression parsed, Set<List<String>> references) {
        this.text = text;
        this.parsed = parsed;
        this.references = references;
        this.names = references.stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());
    }

    /** What became of reading one: the expression, or what the FEEL parser says against it. */
    sealed interface Reading {
        record Parsed(Expression expression) implements Reading {}

        record Faulty(String why) implements Reading {}
    }

    /** Some modelers write the leading {@code =} of a spreadsheet; it means nothing and is dropped. */
    static Reading read(String source) {
        String text = source.strip();
        if (text.startsWith("=")) {
            text = text.substring(1).strip();
        }
        if (isTooLarge(text)) {
            return new Reading.Faulty(TOO_LARGE);
        }
        var result = FEEL.parseExpression(text);
        if (result.isFailure()) {
            return new Reading.Faulty(result.failure().message());
        }
        Set<List<String>> references = result.getVariableReferences().stream()
                .map(reference -> List.copyOf(reference.getFullQualifiedName()))
                .collect(Collectors.toUnmodifiableSet());
        return new Reading.Parsed(new Expression(text, result.parsedExpression(), references));
    }

    /** What the FEEL parser says against the test of a decision table's cell; empty when it is one. */
    static Optional<String> unaryFault(String test) {
        if (isTooLarge(test)) {
            return Optional.of(TOO_LARGE);
        }
        var result = FEEL.parseUnaryTests(test);
        return result.isFailure() ? Optional.of(result.failure().message()) : Optional.empty();
    }

    private static boolean isTooLarge(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth <= MOST_DEPTH; i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
        }
        return depth > MOST_DEPTH || text.length() > MOST_CHARACTERS;
    }

    /** The variables it asks for. */
    Set<String> names() {
        return names;
    }

    /** What it asks of a variable: "x" of {@code form.x}. */
    Set<String> members(String variable) {
        return references.stream()
                .filter(path -> path.size() > 1 && path.getFirst().equals(variable))
                .map(path -> path.get(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The variables it sets where it is a context; none where it is not. */
    Set<String> entries() {
        return parsed.expression() instanceof ConstContext context
                ? CollectionConverters.asJava(context.entries()).stream()
                        .map(Tuple2::_1)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** What it asks of a variable, with all that is named of it: "x", "y" of {@code form.x.y}. */
    Set<List<String>> paths(String variable) {
        return references.stream()
                .filter(path -> path.size() > 1 && path.getFirst().equals(variable))
                .map(path -> List.copyOf(path.subList(1, path.size())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a condition holds; empty when FEEL gives something that is neither true nor false. */
    Optional<Boolean> holds(Map<String, Object> variables) {
        var result = FEEL.evaluate(parsed, variables);
        return result.isSuccess() && result.result() instanceof Boolean b ? Optional.of(b) : Optional.empty();
    }

    /** What it gives; empty when that is null or cannot be evaluated. */
    Optional<Object> value(Map<String, Object> variables) {
        var result = FEEL.evaluate(parsed, variables);
        return result.isSuccess() ? Optional.ofNullable(plain(result.result())) : Optional.empty();
    }

    /** Numbers as JSON gives them back, so that a value is the same before and after it was stored. */
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long n when n.intValue() == n -> n.intValue();
            case BigDecimal n when n.stripTrailingZeros().scale() <= 0 -> plain(n.longValue());
            case BigDecimal n -> n.doubleValue();
            case Double n when n.intValue() == n -> n.intValue();
            case List<?> list -> {
                var plain = new ArrayList<@Nullable Object>();
                list.forEach(item -> plain.add(plain(item)));
                yield plain;
            }
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, item) -> plain.put(key, plain(item)));
                yield plain;
            }
            default -> value;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
