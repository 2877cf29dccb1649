package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;
import static vn.motcua.catalog.RecordReader.texts;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.catalog.FormDesign.Choice;
import vn.motcua.catalog.FormDesign.Kind;
import vn.motcua.catalog.FormDesign.Part;
import vn.motcua.catalog.FormDesign.Question;
import vn.motcua.catalog.FormDesign.Rule;

/** Writes an edited form into the trees of its two files, changing only what was edited. */
final class FormWriting {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int LONGEST_NAME = 40;

    /** What the filing pages post besides the answers. */
    private static final Set<String> TAKEN = Set.of("sau", "luu", "lam", "trang");

    private final ObjectNode schema;
    private final ObjectNode ui;
    private final Map<String, Question> before = new HashMap<>();
    private final Map<String, ObjectNode> nodes = new HashMap<>();
    private final Map<String, ObjectNode> pages = new HashMap<>();

    FormWriting(ObjectNode schema, ObjectNode ui, FormDesign before) {
        this.schema = schema;
        this.ui = ui;
        before.questions().forEach(question -> this.before.putIfAbsent(question.name(), question));
        for (JsonNode page : each(ui.path("pages"))) {
            if (page instanceof ObjectNode known) {
                pages.putIfAbsent(text(page, "key"), known);
            }
            for (JsonNode field : each(page.path("fields"))) {
                if (field instanceof ObjectNode known) {
                    nodes.putIfAbsent(text(field, "name"), known);
                }
            }
        }
    }

    void write(FormDesign design) {
        if (schema.isEmpty()) {
            schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                    .put("type", "object");
        }
        ObjectNode properties = object(schema, "properties");
        List<Question> questions = design.questions();
        Set<String> left = new HashSet<>();
        questions.forEach(question -> left.add(question.name()));
        for (String name : List.copyOf(before.keySet())) {
            if (!left.contains(name)) {
                properties.remove(name);
                unask(name);
                if (ui.path("errors") instanceof ObjectNode errors) {
                    errors.remove(name);
                }
            }
        }
        writePages(design, properties);
        // only now is it known of which type each answer is
        for (Question question : questions) {
            Question old = before.get(question.name());
            if (old == null
                    || old.required() != question.required()
                    || question.required() && !Objects.equals(old.asked(), question.asked())) {
                unask(question.name());
                if (question.required()) {
                    ask(question.name(), question.asked(), properties);
                }
            }
            if (!Objects.equals(old == null ? null : old.asked(), question.asked())) {
                condition(Objects.requireNonNull(nodes.get(question.name())), question.asked(), properties);
            }
        }
        dropRulesOfTheGone(left);
        if (each(properties).stream().anyMatch(AddressShape::isAskedBy)) {
            AddressShape.into(schema);
        }
    }

    private void writePages(FormDesign design, ObjectNode properties) {
        ArrayNode written = Json.MAPPER.createArrayNode();
        for (Part part : design.parts()) {
            ObjectNode page = pages.containsKey(part.key())
                    ? pages.get(part.key()).deepCopy()
                    : Json.MAPPER.createObjectNode().put("key", part.key());
            if (!text(page, "title").equals(part.title()) || !page.has("title")) {
                page.put("title", part.title());
            }
            ArrayNode fields = Json.MAPPER.createArrayNode();
            for (Question question : part.questions()) {
                ObjectNode node = nodes.computeIfAbsent(
                        question.name(), name -> Json.MAPPER.createObjectNode().put("name", name));
                if (!properties.has(question.name())) {
                    properties.putObject(question.name());
                }
                if (properties.path(question.name()) instanceof ObjectNode property) {
                    write(question, before.get(question.name()), node, property);
                    message(question, before.get(question.name()));
                }
                fields.add(node);
            }
            page.set("fields", fields);
            written.add(page);
        }
        ui.set("pages", written);
    }

    private static void write(Question question, @Nullable Question old, ObjectNode node, ObjectNode property) {
        Kind kind = question.kind();
        if (old == null || !old.label().equals(question.label())) {
            node.put("label", question.label());
        }
        if (old == null ? !question.hint().isEmpty() : !old.hint().equals(question.hint())) {
            put(node, "hint", question.hint());
        }
        if (old == null || old.kind() != kind) {
            node.put("widget", kind.widget);
            if (old == null) {
                node.put("autocomplete", "off");
            }
            become(kind, old == null ? null : old.kind(), node, property);
        } else if (kind == Kind.TEXT && text(node, "widget").equals(Kind.ADDRESS.widget)) {
            node.put("widget", kind.widget);
        }
        if (kind.isChoice()
                && (old == null || old.kind() != kind || !old.choices().equals(question.choices()))) {
            choices(question.choices(), node, property);
        }
        limit(kind.leastKey(), question.least(), old == null ? null : old.least(), property);
        limit(kind.mostKey(), question.most(), old == null ? null : old.most(), property);
        if (kind == Kind.DATE) {
            put(node, "notBefore", question.notBefore());
            put(node, "notAfter", question.notAfter());
        }
        if (kind == Kind.ADDRESS) {
            put(node, "area", question.oursOnly() ? FormReader.OURS : "");
        }
        Rule rule = question.rule();
        Rule was = old == null ? Rule.NONE : old.rule();
        if (kind.hasPattern()
                && (old == null || old.kind() != kind || !was.pattern().equals(rule.pattern()))) {
            put(property, FormDesign.PATTERN, rule.pattern());
        }
        if (!was.meaning().equals(rule.meaning())) {
            put(property, Meanings.KEYWORD, rule.meaning());
        }
    }

    /** The words for an answer that does not match the pattern stand with those of the other questions. */
    private void message(Question question, @Nullable Question old) {
        String message = question.kind().hasPattern() ? question.rule().message() : "";
        if (message.equals(old == null ? "" : old.rule().message())) {
            return;
        }
        ObjectNode errors = object(ui, "errors");
        ObjectNode own = object(errors, question.name());
        put(own, FormDesign.PATTERN, message);
        if (own.isEmpty()) {
            errors.remove(question.name());
        }
        if (errors.isEmpty()) {
            ui.remove("errors");
        }
    }

    /** The type of the answer, without the rules that only an answer of the former type can be asked to keep. */
    private static void become(Kind kind, @Nullable Kind old, ObjectNode node, ObjectNode property) {
        if (old != null) {
            property.remove(List.of(
                    "minLength",
                    "maxLength",
                    "pattern",
                    "format",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "const"));
            property.remove("$ref");
            node.remove(List.of("notBefore", "notAfter", "width", "area"));
        }
        if (!kind.isChoice()) {
            property.remove("enum");
            node.remove("options");
            property.put("type", kind.type);
        } else if (old == null || !old.isChoice()) {
            property.put("type", kind.type);
        }
        if (kind == Kind.ADDRESS) {
            property.remove("type");
            property.put("$ref", AddressShape.REFERENCE);
        }
        if (kind == Kind.DATE) {
            property.put("format", "date");
            node.put("width", "10");
        }
        if (property.has(Meanings.KEYWORD) && !Meanings.fits(text(property, Meanings.KEYWORD), property)) {
            property.remove(Meanings.KEYWORD);
        }
    }

    private static void choices(List<Choice> choices, ObjectNode node, ObjectNode property) {
        Map<String, JsonNode> known = new HashMap<>();
        each(node.path("options"))
                .forEach(option -> known.put(option.path("value").asString(""), option));
        ArrayNode options = Json.MAPPER.createArrayNode();
        for (Choice choice : choices) {
            if (known.get(choice.value()) instanceof ObjectNode option) {
                options.add(option.deepCopy().put("label", choice.label()));
            } else {
                options.addObject().put("value", choice.value()).put("label", choice.label());
            }
        }
        boolean restricted = property.has("enum") || !node.has("options");
        node.set("options", options);
        if (choices.isEmpty()) {
            node.remove("options");
            property.remove("enum");
        } else if (restricted && text(property, "type").equals("string")) {
            ArrayNode allowed = property.putArray("enum");
            choices.forEach(choice -> allowed.add(choice.value()));
        }
    }

    private static void limit(
            Optional<String> key, @Nullable BigDecimal limit, @Nullable BigDecimal old, ObjectNode property) {
        if (key.isEmpty() || (limit == null ? old == null : old != null && limit.compareTo(old) == 0)) {
            return;
        }
        if (limit == null) {
            property.remove(key.get());
        } else if (limit.stripTrailingZeros().scale() <= 0) {
            property.put(key.get(), limit.longValue());
        } else {
            property.put(key.get(), limit);
        }
    }

    private static void put(ObjectNode node, String key, String text) {
        if (text.isEmpty()) {
            node.remove(key);
        } else {
            node.put(key, text);
        }
    }

    // what has to be answered, and when

    /** Takes a name out of everything that asks for it; a rule that asks for nothing more is taken out whole. */
    private void unask(String name) {
        without(schema.path("required"), name);
        if (!(schema.path("allOf") instanceof ArrayNode rules)) {
            return;
        }
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (!(rules.path(i) instanceof ObjectNode rule)) {
                continue;
            }
            boolean taken = without(rule.path("required"), name);
            for (String branch : List.of("then", "else")) {
                if (rule.path(branch) instanceof ObjectNode asking && without(asking.path("required"), name)) {
                    taken = true;
                    if (asking.path("required").isEmpty()) {
                        asking.remove("required");
                    }
                    if (asking.isEmpty()) {
                        rule.remove(branch);
                    }
                }
            }
            if (taken && rule.has("if") && !rule.has("then") && !rule.has("else")) {
                rules.remove(i);
            }
        }
        if (rules.isEmpty()) {
            schema.remove("allOf");
        }
    }

    private static boolean without(JsonNode list, String name) {
        boolean found = false;
        if (list instanceof ArrayNode names) {
            for (int i = names.size() - 1; i >= 0; i--) {
                if (names.path(i).asString("").equals(name)) {
                    names.remove(i);
                    found = true;
                }
            }
        }
        return found;
    }

    private void ask(String name, @Nullable ShowWhen when, JsonNode properties) {
        if (when == null || when.in().containsAll(Set.of("true", "false"))) {
            array(schema, "required").add(name);
            return;
        }
        // a box that is not ticked may as well be left out
        boolean unticked = when.in().contains("false");
        Set<String> values = unticked ? Set.of("true") : when.in();
        String branch = unticked ? "else" : "then";
        ArrayNode rules = array(schema, "allOf");
        for (JsonNode known : each(rules)) {
            if (known instanceof ObjectNode rule
                    && when.field().equals(askedOf(rule.path("if")))
                    && values.equals(valuesOf(rule.path("if")))
                    && rule.has(branch)) {
                array(object(rule, branch), "required").add(name);
                return;
            }
        }
        ObjectNode rule = rules.addObject();
        ObjectNode condition = rule.putObject("if");
        ObjectNode property = condition.putObject("properties").putObject(when.field());
        List<JsonNode> typed = typed(values, properties.path(when.field()));
        if (typed.size() == 1) {
            property.set("const", typed.getFirst());
        } else {
            typed.forEach(property.putArray("enum")::add);
        }
        condition.putArray("required").add(when.field());
        rule.putObject(branch).putArray("required").add(name);
    }

    /** The one field that a condition is about, when it is about its value and nothing else. */
    private static @Nullable String askedOf(JsonNode condition) {
        List<String> names = new ArrayList<>(condition.path("properties").propertyNames());
        boolean plain = names.size() == 1
                && condition.size() == 2
                && texts(condition.path("required")).equals(names)
                && condition.path("properties").path(names.getFirst()).size() == 1;
        return plain ? names.getFirst() : null;
    }

    private static Set<String> valuesOf(JsonNode condition) {
        Set<String> values = new LinkedHashSet<>();
        for (JsonNode property : each(condition.path("properties"))) {
            if (property.has("const")) {
                values.add(property.path("const").asString(""));
            }
            each(property.path("enum")).forEach(value -> values.add(value.asString("")));
        }
        return values;
    }

    private static List<JsonNode> typed(Set<String> values, JsonNode property) {
        List<String> order = texts(property.path("enum"));
        return values.stream()
                .sorted((a, b) -> order.contains(a) && order.contains(b)
                        ? Integer.compare(order.indexOf(a), order.indexOf(b))
                        : a.compareTo(b))
                .map(value -> typed(value, text(property, "type")))
                .toList();
    }

    private static JsonNode typed(String value, String type) {
        var nodes = Json.MAPPER.getNodeFactory();
        if (type.equals("boolean")) {
            return nodes.booleanNode(value.equals("true"));
        }
        return type.equals("integer") && value.matches("-?\\d{1,9}")
                ? nodes.numberNode(Integer.parseInt(value))
                : nodes.stringNode(value);
    }

    private static void condition(ObjectNode node, @Nullable ShowWhen when, JsonNode properties) {
        if (when == null) {
            node.remove("showWhen");
            return;
        }
        ObjectNode condition = node.putObject("showWhen").put("field", when.field());
        ArrayNode in = condition.putArray("in");
        typed(when.in(), properties.path(when.field())).forEach(in::add);
    }

    /** Rules that hang on a question that is no more, and ask for nothing, can never matter again. */
    private void dropRulesOfTheGone(Set<String> left) {
        if (!(schema.path("allOf") instanceof ArrayNode rules)) {
            return;
        }
        for (int i = rules.size() - 1; i >= 0; i--) {
            JsonNode rule = rules.path(i);
            boolean gone = rule.path("if").path("properties").propertyNames().stream()
                    .anyMatch(name -> before.containsKey(name) && !left.contains(name));
            if (gone
                    && rule.path("then").path("required").isEmpty()
                    && rule.path("else").path("required").isEmpty()) {
                rules.remove(i);
            }
        }
        if (rules.isEmpty()) {
            schema.remove("allOf");
        }
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode known ? known : parent.putObject(name);
    }

    private static ArrayNode array(ObjectNode parent, String name) {
        return parent.path(name) instanceof ArrayNode known ? known : parent.putArray(name);
    }

    static String laidOut(JsonNode tree) {
        var indented = new DefaultIndenter("  ", "\n");
        return Json.MAPPER
                        .writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(indented)
                                .withArrayIndenter(indented))
                        .writeValueAsString(tree)
                + "\n";
    }

    /** A name for what is called so: "Ngày sinh của trẻ" is ngaySinhCuaTre; with a number when that is taken. */
    static String name(String label, Set<String> taken) {
        StringBuilder name = new StringBuilder();
        for (String word : folded(label).split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty() && name.length() + word.length() <= LONGEST_NAME) {
                name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            }
        }
        String wanted = name.toString();
        if (wanted.length() < 3 || !Character.isLetter(wanted.charAt(0)) || TAKEN.contains(wanted)) {
            wanted = "cau" + wanted.substring(0, Math.min(1, wanted.length())).toUpperCase(Locale.ROOT)
                    + wanted.substring(Math.min(1, wanted.length()));
        }
        return free(wanted, taken);
    }

    /** A value for a choice that is called so: "Người khác" is nguoi-khac. */
    static String value(String label, Set<String> taken) {
        String plain = folded(label).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
        return free(cut.isEmpty() ? "khac" : cut, taken);
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        for (int n = 2; taken.contains(name); n++) {
            name = wanted + n;
        }
        return name;
    }

    private static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace('đ', 'd');
    }
}
