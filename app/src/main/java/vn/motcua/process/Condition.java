package vn.motcua.process;

import java.util.Map;
import java.util.Optional;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;

/** A FEEL condition on a sequence flow, parsed once and evaluated as often as tokens pass. */
final class Condition {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

    private final String text;
    private final ParsedExpression parsed;

    private Condition(String text, ParsedExpression parsed) {
        this.text = text;
        this.parsed = parsed;
    }

    /** What became of reading a condition: the condition, or what the FEEL parser says against it. */
    sealed interface Reading {
        record Parsed(Condition condition) implements Reading {}

        record Faulty(String why) implements Reading {}
    }

    /** Some modelers write the leading {@code =} of a spreadsheet; it means nothing and is dropped. */
    static Reading read(String source) {
        String text = source.strip();
        if (text.startsWith("=")) {
            text = text.substring(1).strip();
        }
        var result = FEEL.parseExpression(text);
        if (result.isFailure()) {
            return new Reading.Faulty(result.failure().message());
        }
        return new Reading.Parsed(new Condition(text, result.parsedExpression()));
    }

    /** Whether the condition holds; empty when FEEL gives something that is neither true nor false. */
    Optional<Boolean> holds(Map<String, Object> variables) {
        var result = FEEL.evaluate(parsed, variables);
        return result.isSuccess() && result.result() instanceof Boolean b ? Optional.of(b) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
