package vn.motcua.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Money;

/** Works out fees from their FEEL expressions. */
@Component
final class FeeRules {

    private static final Logger LOG = LoggerFactory.getLogger(FeeRules.class);

    private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
    private final Map<String, ParsedExpression> parsed = new ConcurrentHashMap<>();

    /** What an expression says wrong or odd about itself, empty when it can be used. */
    Optional<String> fault(String expression) {
        ParseResult result = feel.parseExpression(expression);
        return result.isSuccess()
                ? Optional.empty()
                : Optional.of(result.failure().message());
    }

    /** The names it asks {@code form} for. */
    Set<String> fieldsOf(String expression) {
        return feel.parseExpression(expression).getVariableReferences().stream()
                .map(r -> r.getFullQualifiedName())
                .filter(name -> name.size() > 1 && name.getFirst().equals("form"))
                .map(name -> name.get(1))
                .collect(Collectors.toSet());
    }

    /** The names it uses besides the members of {@code form}. */
    Set<String> variablesOf(String expression) {
        return feel.parseExpression(expression).getVariableReferences().stream()
                .map(r -> r.getFullQualifiedName().getFirst())
                .collect(Collectors.toSet());
    }

    /** The amount in đồng as the expression gives it, {@code null} when it cannot be told from these answers. */
    @Nullable
    BigDecimal raw(String expression, Map<String, Object> answers, Channel channel, String caseKey) {
        ParsedExpression ready = parsed.computeIfAbsent(
                expression, text -> feel.parseExpression(text).parsedExpression());
        EvaluationResult result =
                feel.evaluate(ready, Map.of("form", answers, "channel", channel.name(), "case", caseKey));
        return result.isSuccess() && result.result() instanceof Number number
                ? new BigDecimal(number.toString())
                : null;
    }

    @Nullable
    Money amount(Fee fee, Map<String, Object> answers, Channel channel, String caseKey) {
        BigDecimal raw = raw(fee.feel(), answers, channel, caseKey);
        if (raw == null) {
            return null;
        }
        if (raw.signum() < 0) {
            // publication tries this out; what slips through must not pay money back
            LOG.error("Fee {} comes to {} for {}; nothing is charged", fee.key(), raw, answers.keySet());
            return Money.ZERO;
        }
        return new Money(raw.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
