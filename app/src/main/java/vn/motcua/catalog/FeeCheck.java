package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tries a package's fees out on answers at and around their limits, on every case and channel, before it is published. */
@Component
class FeeCheck {

    private static final int MOST_ANSWERS = 3000;

    private final FeeRules rules;

    FeeCheck(FeeRules rules) {
        this.rules = rules;
    }

    void check(JsonNode record, JsonNode schema, JsonNode ui, Faults faults) {
        for (int i = 0; i < record.path("fees").size(); i++) {
            String at = "/fees/" + i + "/feel";
            String expression = text(record.path("fees").path(i), "feel");
            Optional<String> fault = rules.fault(expression);
            if (fault.isPresent()) {
                faults.at(ProcedurePackage.RECORD, at, "package-fee-unreadable", fault.get());
                continue;
            }
            Set<String> names = new TreeSet<>(rules.fieldsOf(expression));
            Set<String> unknown = new TreeSet<>(names);
            unknown.removeAll(schema.path("properties").propertyNames());
            unknown.forEach(n -> faults.at(ProcedurePackage.RECORD, at, "package-unknown-field", n));
            if (unknown.isEmpty()) {
                tryOut(expression, record, samples(names, schema, ui), at, faults);
            }
        }
    }

    private void tryOut(
            String expression, JsonNode record, List<Map<String, Object>> samples, String at, Faults faults) {
        boolean everAnAmount = false;
        for (JsonNode channel : each(record.path("channels"))) {
            for (JsonNode paperCase : each(record.path("cases"))) {
                for (Map<String, Object> answers : samples) {
                    BigDecimal amount = rules.raw(
                            expression, answers, Channel.valueOf(text(channel, "channel")), text(paperCase, "key"));
                    everAnAmount |= amount != null;
                    if (amount != null && amount.signum() < 0) {
                        faults.at(
                                ProcedurePackage.RECORD,
                                at,
                                "package-fee-negative",
                                amount.toPlainString(),
                                answers.toString());
                        return;
                    }
                }
            }
        }
        if (!everAnAmount) {
            faults.at(ProcedurePackage.RECORD, at, "package-fee-never");
        }
    }

    /** All combinations of telling values of the named fields, as far as there are not too many. */
    private static List<Map<String, Object>> samples(Set<String> names, JsonNode schema, JsonNode ui) {
        List<Map<String, Object>> samples = List.of(Map.of());
        FormCheck.Options options = FormCheck.options(ui);
        for (String name : names) {
            List<Map<String, Object>> more = new ArrayList<>();
            for (Map<String, Object> sample : samples) {
                for (Object value : values(
                        schema.path("properties").path(name), options.byField().getOrDefault(name, Set.of()))) {
                    if (more.size() < MOST_ANSWERS) {
                        Map<String, Object> one = new LinkedHashMap<>(sample);
                        one.put(name, value);
                        more.add(one);
                    }
                }
            }
            samples = more;
        }
        return samples;
    }

    private static Set<Object> values(JsonNode property, Set<String> options) {
        Set<Object> values = new LinkedHashSet<>();
        switch (text(property, "type")) {
            case "integer", "number" -> {
                long least = property.has("minimum") ? property.path("minimum").asLong() : 0;
                long most = property.has("maximum") ? property.path("maximum").asLong() : 100_000;
                for (long n : new long[] {least, 0, 1, 2, 3, 4, 10, 100, most}) {
                    if (n >= least && n <= most) {
                        values.add(n);
                    }
                }
            }
            case "boolean" -> values.addAll(List.of(true, false));
            default -> {
                values.addAll(options);
                each(property.path("enum")).forEach(v -> values.add(v.asString("")));
                if (values.isEmpty()) {
                    values.add("x");
                }
            }
        }
        return values;
    }
}
