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
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import vn.motcua.process.Decisions;
import vn.motcua.shared.Result;

/** Tries a package's fees out on answers at and around their limits, on every case and channel, before it is published. */
@Component
class FeeCheck {

    private static final int MOST_ANSWERS = 3000;
    private static final int MOST_LIMITS = 40;
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,9}(?![\\w.])");

    private static final Pattern CODE = Pattern.compile("(?:\"|&quot;)(H\\d{2}|\\d{3}|\\d{5})(?:\"|&quot;)");

    /** A field of the form, as the expressions of a decision name it. */
    private static final Pattern FIELD = Pattern.compile("(?<![\\w.])form\\.([A-Za-z_]\\w*)");

    private final FeeRules rules;

    FeeCheck(FeeRules rules) {
        this.rules = rules;
    }

    /** @param dmn the package's decisions; empty when it has none */
    void check(JsonNode record, String dmn, JsonNode schema, JsonNode ui, Faults faults) {
        for (int i = 0; i < record.path("fees").size(); i++) {
            JsonNode fee = record.path("fees").path(i);
            if (fee.has("decision")) {
                decided(fee, dmn, "/fees/" + i + "/decision", record, schema, ui, faults);
            } else {
                computed(fee, "/fees/" + i + "/feel", record, schema, ui, faults);
            }
        }
    }

    private void computed(JsonNode fee, String at, JsonNode record, JsonNode schema, JsonNode ui, Faults faults) {
        String expression = text(fee, "feel");
        Optional<String> fault = rules.fault(expression);
        if (fault.isPresent()) {
            faults.at(ProcedurePackage.RECORD, at, "package-fee-unreadable", fault.get());
            return;
        }
        check(new Fee.Formula(expression), expression, rules.fieldsOf(expression), at, record, schema, ui, faults);
    }

    private void decided(
            JsonNode fee, String dmn, String at, JsonNode record, JsonNode schema, JsonNode ui, Faults faults) {
        String id = text(fee, "decision");
        switch (Decisions.read(dmn)) {
            case Result.Refused<Decisions> _ -> faults.at(ProcedurePackage.DECISIONS, "", "package-fee-decisions");
            case Result.Done<Decisions>(Decisions decisions)
            when !decisions.ids().contains(id) -> faults.at(ProcedurePackage.RECORD, at, "package-fee-no-decision", id);
            case Result.Done<Decisions> _ -> {
                Set<String> fields = FIELD.matcher(dmn)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
                check(new Fee.Table(id, dmn), dmn, fields, at, record, schema, ui, faults);
            }
        }
    }

    private void check(
            Fee.Rule rule,
            String written,
            Set<String> fields,
            String at,
            JsonNode record,
            JsonNode schema,
            JsonNode ui,
            Faults faults) {
        Set<String> names = new TreeSet<>(fields);
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(schema.path("properties").propertyNames());
        unknown.forEach(n -> faults.at(ProcedurePackage.RECORD, at, "package-unknown-field", n));
        if (faults.none()) {
            tryOut(rule, record, samples(names, limits(written), codes(written), schema, ui), at, faults);
        }
    }

    private void tryOut(Fee.Rule rule, JsonNode record, List<Map<String, Object>> samples, String at, Faults faults) {
        boolean everAnAmount = false;
        for (JsonNode channel : each(record.path("channels"))) {
            for (JsonNode paperCase : each(record.path("cases"))) {
                for (Map<String, Object> answers : samples) {
                    BigDecimal amount =
                            rules.raw(rule, answers, Channel.valueOf(text(channel, "channel")), text(paperCase, "key"));
                    everAnAmount |= amount != null;
                    if (amount == null && rule instanceof Fee.Table) {
                        faults.at(ProcedurePackage.RECORD, at, "package-fee-gap", answers.toString());
                        return;
                    }
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

    /** The numbers that are written in a rule: where it may change. */
    private static Set<Long> limits(String written) {
        return NUMBER.matcher(written)
                .results()
                .map(found -> Long.parseLong(found.group()))
                .limit(MOST_LIMITS)
                .collect(Collectors.toSet());
    }

    /** All combinations of telling values of the named fields; where there are too many, some of all of them. */
    private static List<Map<String, Object>> samples(
            Set<String> names, Set<Long> limits, Set<String> codes, JsonNode schema, JsonNode ui) {
        FormCheck.Options options = FormCheck.options(ui);
        Map<String, List<Object>> choices = new LinkedHashMap<>();
        double all = 1;
        for (String name : names) {
            JsonNode property = schema.path("properties").path(name);
            List<Object> values = List.copyOf(
                    AddressShape.isAskedBy(property)
                            ? addresses(codes)
                            : values(property, options.byField().getOrDefault(name, Set.of()), limits));
            choices.put(name, values);
            all *= values.size();
        }
        List<Map<String, Object>> samples = new ArrayList<>();
        Random some = new Random(1);
        for (int n = 0; n < Math.min(all, MOST_ANSWERS); n++) {
            Map<String, Object> one = new LinkedHashMap<>();
            long rest = n;
            for (Map.Entry<String, List<Object>> choice : choices.entrySet()) {
                int size = choice.getValue().size();
                one.put(
                        choice.getKey(),
                        choice.getValue().get(all <= MOST_ANSWERS ? (int) (rest % size) : some.nextInt(size)));
                rest /= size;
            }
            samples.add(one);
        }
        return samples;
    }

    /** The codes of units that are written in a rule. */
    private static Set<String> codes(String written) {
        return CODE.matcher(written)
                .results()
                .map(found -> found.group(1))
                .limit(MOST_LIMITS)
                .collect(Collectors.toSet());
    }

    /** One in each unit that is named, one in none of them and one abroad. */
    private static Set<Object> addresses(Set<String> codes) {
        var somewhere = new Address.Place("H00", "tỉnh x");
        Set<Object> addresses = new LinkedHashSet<>();
        addresses.add(new Address(somewhere, null, new Address.Place("", "xã x"), null, "x").answer());
        addresses.add(new Address(null, null, null, "x", "x").answer());
        for (String code : codes) {
            var place = new Address.Place(code, "x");
            addresses.add(
                    code.startsWith("H")
                            ? new Address(place, null, new Address.Place("", "xã x"), null, "x").answer()
                            : code.length() == 3
                                    ? new Address(somewhere, place, new Address.Place("00000", "x"), null, "x").answer()
                                    : new Address(somewhere, null, place, null, "x").answer());
        }
        return addresses;
    }

    private static Set<Object> values(JsonNode property, Set<String> options, Set<Long> limits) {
        Set<Object> values = new LinkedHashSet<>();
        switch (text(property, "type")) {
            case "integer", "number" -> {
                long least = property.has("minimum") ? property.path("minimum").asLong() : 0;
                long most = property.has("maximum") ? property.path("maximum").asLong() : 100_000;
                Set<Long> telling = new LinkedHashSet<>(List.of(least, 0L, 1L, 2L, 3L, 4L, 10L, 100L, most));
                limits.forEach(n -> telling.addAll(List.of(n - 1, n, n + 1)));
                telling.stream().filter(n -> n >= least && n <= most).forEach(values::add);
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
