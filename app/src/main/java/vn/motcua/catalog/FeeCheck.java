package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
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

    private static final Pattern LITERAL = Pattern.compile("\"([^\"]{1,100})\"");

    /** A field of the form and what is named of it, as the expressions of a decision do. */
    private static final Pattern FIELD =
            Pattern.compile("(?<![\\w.])form\\s*\\.\\s*([A-Za-z_]\\w*(?:\\s*\\.\\s*[A-Za-z_]\\w*)*)");

    /** Where expressions stand in a decision. */
    private static final Pattern WRITTEN = Pattern.compile("(?s)<(?:[\\w-]+:)?text>(.*?)</");

    /** A fee is worked out while people wait; thousands of answers take about a second. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final FeeRules rules;
    private final Duration longest;

    @Autowired
    FeeCheck(FeeRules rules) {
        this(rules, LONGEST);
    }

    /** @param longest how long one fee is tried out at most; one that takes longer is refused */
    FeeCheck(FeeRules rules, Duration longest) {
        this.rules = rules;
        this.longest = longest;
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
        check(new Fee.Formula(expression), expression, rules.pathsOf(expression), at, record, schema, ui, faults);
    }

    private void decided(
            JsonNode fee, String dmn, String at, JsonNode record, JsonNode schema, JsonNode ui, Faults faults) {
        String id = text(fee, "decision");
        switch (Decisions.read(dmn)) {
            case Result.Refused<Decisions> _ -> faults.at(ProcedurePackage.DECISIONS, "", "package-fee-decisions");
            case Result.Done<Decisions>(Decisions decisions)
            when !decisions.ids().contains(id) -> faults.at(ProcedurePackage.RECORD, at, "package-fee-no-decision", id);
            case Result.Done<Decisions> _ -> {
                String written = WRITTEN.matcher(dmn)
                        .results()
                        .map(found -> found.group(1).replace("&quot;", "\""))
                        .collect(Collectors.joining("\n"));
                Set<List<String>> paths = FIELD.matcher(dmn)
                        .results()
                        .map(found -> List.of(found.group(1).split("\\s*\\.\\s*")))
                        .collect(Collectors.toSet());
                check(new Fee.Table(id, dmn), written, paths, at, record, schema, ui, faults);
            }
        }
    }

    private void check(
            Fee.Rule rule,
            String written,
            Set<List<String>> paths,
            String at,
            JsonNode record,
            JsonNode schema,
            JsonNode ui,
            Faults faults) {
        Set<String> names = paths.stream().map(List::getFirst).collect(Collectors.toCollection(TreeSet::new));
        paths.stream()
                .sorted(Comparator.comparing(path -> String.join(".", path)))
                .forEach(path -> asked(path, schema.path("properties"), at, faults));
        if (faults.none()) {
            tryOut(
                    rule,
                    record,
                    samples(names, limits(written), AddressSamples.of(written, paths), schema, ui),
                    at,
                    faults);
        }
    }

    /** An address is asked for by its parts, anything else as it is. */
    private static void asked(List<String> path, JsonNode properties, String at, Faults faults) {
        String name = path.getFirst();
        List<String> part = path.subList(1, path.size());
        if (AddressShape.isAskedBy(properties.path(name))) {
            if (!AddressShape.isPart(part)) {
                faults.at(ProcedurePackage.RECORD, at, "package-address-part", name, String.join(".", part));
            }
        } else if (!properties.has(name) || !part.isEmpty()) {
            faults.at(ProcedurePackage.RECORD, at, "package-unknown-field", String.join(".", path));
        }
    }

    private void tryOut(Fee.Rule rule, JsonNode record, List<Map<String, Object>> samples, String at, Faults faults) {
        boolean everAnAmount = false;
        long begun = System.nanoTime();
        for (JsonNode channel : each(record.path("channels"))) {
            for (JsonNode paperCase : each(record.path("cases"))) {
                for (Map<String, Object> answers : samples) {
                    if (System.nanoTime() - begun > longest.toNanos()) {
                        faults.at(ProcedurePackage.RECORD, at, "package-fee-slow", longest.toSeconds());
                        return;
                    }
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
            Set<String> names, Set<Long> limits, AddressSamples addresses, JsonNode schema, JsonNode ui) {
        FormCheck.Options options = FormCheck.options(ui);
        Map<String, List<Object>> choices = new LinkedHashMap<>();
        double all = 1;
        for (String name : names) {
            JsonNode property = schema.path("properties").path(name);
            List<Object> values = List.copyOf(
                    AddressShape.isAskedBy(property)
                            ? addresses.in(options.ours().contains(name))
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

    /**
     * Addresses that tell the parts of a rule apart: in each unit it names and in none, with each name and country it
     * names and with others.
     *
     * @param literals all texts that stand in the rule
     * @param parts what it asks of addresses: {@code commune.code}
     */
    private record AddressSamples(Set<String> literals, Set<String> parts) {

        private static final int MOST = 1000;
        private static final String OTHER = "x";

        static AddressSamples of(String written, Set<List<String>> paths) {
            return new AddressSamples(
                    LITERAL.matcher(written)
                            .results()
                            .map(found -> found.group(1))
                            .limit(MOST_LIMITS)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    paths.stream()
                            .map(path -> String.join(".", path.subList(1, path.size())))
                            .collect(Collectors.toSet()));
        }

        Set<Object> in(boolean ours) {
            Set<Object> addresses = new LinkedHashSet<>();
            List<Address.Place> provinces = places("province", "H\\d{2}", "H00");
            List<Address.@Nullable Place> districts = new ArrayList<>(places("district", "\\d{3}", "000"));
            districts.add(null);
            List<Address.Place> communes = places("commune", "\\d{5}", "00000");
            List<Address.Place> typed = ours
                    ? List.of()
                    : texts("commune.name").stream()
                            .map(n -> new Address.Place("", n))
                            .toList();
            List<String> details = texts("detail");
            long all = (long) provinces.size() * (districts.size() * communes.size() + typed.size()) * details.size();
            int each = (int) Math.ceilDiv(all, MOST);
            int n = 0;
            for (Address.Place province : provinces) {
                for (String detail : details) {
                    for (Address.Place commune : typed) {
                        addresses.add(new Address(province, null, commune, null, detail).answer());
                    }
                    for (Address.@Nullable Place district : districts) {
                        for (Address.Place commune : communes) {
                            if (n++ % each == 0) {
                                addresses.add(new Address(province, district, commune, null, detail).answer());
                            }
                        }
                    }
                }
            }
            if (!ours) {
                for (String country : texts("country")) {
                    details.forEach(detail -> addresses.add(new Address(null, null, null, country, detail).answer()));
                }
            }
            return addresses;
        }

        /** Each unit of a level that is named, by code and by name, and one that is not. */
        private List<Address.Place> places(String level, String code, String other) {
            List<String> codes = new ArrayList<>();
            if (parts.contains(level + ".code")) {
                literals.stream().filter(text -> text.matches(code)).forEach(codes::add);
            }
            codes.add(other);
            return codes.stream()
                    .flatMap(c -> texts(level + ".name").stream().map(n -> new Address.Place(c, n)))
                    .toList();
        }

        private List<String> texts(String part) {
            List<String> texts = new ArrayList<>(parts.contains(part) ? literals : List.of());
            texts.add(OTHER);
            return texts;
        }
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
