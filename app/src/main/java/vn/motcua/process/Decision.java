package vn.motcua.process;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.FeelExpression;
import org.camunda.dmn.parser.ParsedDecision;
import org.camunda.dmn.parser.ParsedDecisionTable;
import org.camunda.dmn.parser.ParsedDmn;
import org.camunda.dmn.parser.ParsedExpression;
import org.camunda.dmn.parser.ParsedInput;
import org.camunda.dmn.parser.ParsedLiteralExpression;
import org.camunda.dmn.parser.ParsedOutput;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** A decision (DMN) a process asks: the same answer to the same variables, and nothing else happens. */
final class Decision {

    private static final DmnEngine ENGINE = new DmnEngine.Builder().build();

    private final ParsedDmn file;
    private final ParsedDecision decision;

    Decision(ParsedDmn file, ParsedDecision decision) {
        this.file = file;
        this.decision = decision;
    }

    static DmnEngine engine() {
        return ENGINE;
    }

    String id() {
        return decision.id();
    }

    /** What the parts of its answer are called: the outputs of a table, else the decision's own id. */
    List<String> names() {
        if (decision.logic() instanceof ParsedDecisionTable table) {
            List<String> outputs = CollectionConverters.asJava(table.outputs().toSeq()).stream()
                    .map(ParsedOutput::name)
                    .filter(name -> name != null && !name.isBlank())
                    .toList();
            if (!outputs.isEmpty()) {
                return outputs;
            }
        }
        return List.of(id());
    }

    /** What it asks: the inputs of a table, else its one expression. */
    List<Expression> asks() {
        Stream<ParsedExpression> asked = switch (decision.logic()) {
            case ParsedDecisionTable table ->
                CollectionConverters.asJava(table.inputs().toSeq()).stream().map(ParsedInput::expression);
            case ParsedLiteralExpression literal -> Stream.of(literal.expression());
            default -> Stream.of();
        };
        return asked.flatMap(one -> one instanceof FeelExpression feel
                                && Expression.read(feel.expression().text())
                                        instanceof Expression.Reading.Parsed(Expression read)
                        ? Stream.of(read)
                        : Stream.<Expression>empty())
                .toList();
    }

    /**
     * The variables its answer sets; where no rule matches they become {@code null}. Empty when it cannot be answered, as
     * when two rules of a table match of which only one may.
     *
     * @param variable one name for the whole answer; {@code null} when each part has its own
     */
    Optional<Map<String, Object>> answer(Map<String, Object> variables, @Nullable String variable) {
        var answered = ENGINE.eval(file, decision.id(), new HashMap<>(variables));
        if (answered.isLeft()) {
            return Optional.empty();
        }
        Object value = Expression.plain(java(answered.toOption().get().value()));
        var set = new HashMap<String, Object>();
        if (variable != null) {
            set.put(variable, value);
        } else if (value instanceof Map<?, ?> parts) {
            names().forEach(name -> set.put(name, null));
            parts.forEach((name, part) -> set.put(String.valueOf(name), part));
        } else if (value == null || names().size() == 1) {
            names().forEach(name -> set.put(name, value));
        } else {
            set.put(id(), value);
        }
        return Optional.of(set);
    }

    /** What the DMN library gives back, in the collections of this language. */
    private static @Nullable Object java(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case scala.collection.Map<?, ?> map -> {
                var java = new LinkedHashMap<Object, @Nullable Object>();
                CollectionConverters.asJava(map).forEach((key, item) -> java.put(key, java(item)));
                yield java;
            }
            case scala.collection.Seq<?> list ->
                CollectionConverters.asJava(list).stream().map(Decision::java).toList();
            case scala.Option<?> option -> option.isEmpty() ? null : java(option.get());
            case scala.math.BigDecimal number -> number.bigDecimal();
            default -> value;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decision that && file.equals(that.file) && id().equals(that.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }
}
