package vn.motcua.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import vn.motcua.process.Decisions;
import vn.motcua.shared.Money;

/** Works out fees from their FEEL expressions. */
@Component
final class FeeRules {

    /** What the amount is called where a decision has several outputs. */
    private static final String AMOUNT = "amount";

    private static final int MOST_KEPT = 500;

    private static final Logger LOG = LoggerFactory.getLogger(FeeRules.class);

    private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
    private final Map<String, ParsedExpression> parsed = latest();

    /** By the text of the DMN file. */
    private final Map<String, Decisions> tables = latest();

    /** What was used lately: drafts bring ever new texts. */
    private static <V> Map<String, V> latest() {
        return Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_KEPT;
            }
        });
    }

    /** What an expression says wrong or odd about itself, empty when it can be used. */
    Optional<String> fault(String expression) {
        ParseResult result = feel.parseExpression(expression);
        return result.isSuccess()
                ? Optional.empty()
                : Optional.of(result.failure().message());
    }

    /** What it asks {@code form} for: a field, and what of it where more is named. */
    Set<List<String>> pathsOf(String expression) {
        return feel.parseExpression(expression).getVariableReferences().stream()
                .map(r -> r.getFullQualifiedName())
                .filter(name -> name.size() > 1 && name.getFirst().equals("form"))
                .map(name -> List.copyOf(name.subList(1, name.size())))
                .collect(Collectors.toSet());
    }

    /** The names it uses besides the members of {@code form}. */
    Set<String> variablesOf(String expression) {
        return feel.parseExpression(expression).getVariableReferences().stream()
                .map(r -> r.getFullQualifiedName().getFirst())
                .collect(Collectors.toSet());
    }

    /** The amount in đồng as the rule gives it, {@code null} when it cannot be told from these answers. */
    @Nullable
    BigDecimal raw(Fee.Rule rule, Map<String, Object> answers, Channel channel, String caseKey) {
        Map<String, Object> known = Map.of("form", answers, "channel", channel.name(), "case", caseKey);
        Object result = switch (rule) {
            case Fee.Formula formula -> formula(formula.feel(), known);
            case Fee.Table table -> table(table, known);
        };
        return result instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    private @Nullable Object formula(String expression, Map<String, Object> known) {
        ParsedExpression ready = parsed.computeIfAbsent(
                expression, text -> feel.parseExpression(text).parsedExpression());
        EvaluationResult result = feel.evaluate(ready, known);
        return result.isSuccess() ? result.result() : null;
    }

    private @Nullable Object table(Fee.Table table, Map<String, Object> known) {
        Decisions decisions =
                tables.computeIfAbsent(table.dmn(), dmn -> Decisions.read(dmn).orElseThrow());
        Object answer = decisions.answer(table.decision(), known);
        return answer instanceof Map<?, ?> parts ? parts.get(AMOUNT) : answer;
    }

    @Nullable
    Money amount(Fee fee, Map<String, Object> answers, Channel channel, String caseKey) {
        BigDecimal raw = raw(fee.rule(), answers, channel, caseKey);
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
