package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a procedure as officials edit it: parts, and in them the questions, as one list. It is read from the two
 * files of the form and written back into them; what it does not speak of stays in the files as it is.
 */
public record FormDesign(List<Part> parts) {

    static final String PATTERN = "pattern";

    public FormDesign {
        parts = List.copyOf(parts);
    }

    /** A part of the form, filled on a screen of its own. */
    public record Part(String key, String title, List<Question> questions) {
        public Part {
            questions = List.copyOf(questions);
        }
    }

    /**
     * @param name by which fees, papers and the process know the answer; never changes once there
     * @param required whether it has to be answered whenever it is asked
     * @param choices for {@link Kind#RADIO} and {@link Kind#SELECT}
     * @param asked {@code null} = always
     * @param least shortest length of a text, smallest number; {@code most} the largest
     * @param notBefore {@code today}, a day as {@code yyyy-MM-dd}, or empty; {@code notAfter} likewise
     * @param oursOnly whether an address has to lie in one of the wards and communes known here
     * @param kept rules of the schema that are not told here and stay as they are
     * @param rule what else is asked of the answer, and what it is about
     */
    public record Question(
            String name,
            String label,
            String hint,
            Kind kind,
            boolean required,
            List<Choice> choices,
            @Nullable ShowWhen asked,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            String notBefore,
            String notAfter,
            boolean oursOnly,
            Set<String> kept,
            Rule rule) {
        public Question {
            choices = List.copyOf(choices);
            kept = Set.copyOf(kept);
        }
    }

    /**
     * What is asked of a text besides its length.
     *
     * @param pattern regular expression (ECMA-262) the answer has to match; empty when none
     * @param message what is said when it does not; empty for the usual words
     * @param meaning what the answer is about, as other forms name it too; empty when nothing of the kind
     */
    public record Rule(String pattern, String message, String meaning) {
        public static final Rule NONE = new Rule("", "", "");
    }

    /** @param value by which fees, papers and the process know the choice */
    public record Choice(String value, String label) {}

    /** What a question asks for: how its box looks and which type its answer has. */
    public enum Kind {
        TEXT("text", "string"),
        TEXTAREA("textarea", "string"),
        WHOLE("number", "integer"),
        DECIMAL("number", "number"),
        MONEY("money", "integer"),
        DATE("date", "string"),
        RADIO("radio", "string"),
        SELECT("select", "string"),
        CHECKBOX("checkbox", "boolean"),
        IDENTITY("identity", "string"),
        PHONE("phone", "string"),
        EMAIL("email", "string"),
        ADDRESS("address", "object");

        final String widget;
        final String type;

        Kind(String widget, String type) {
            this.widget = widget;
            this.type = type;
        }

        public boolean isChoice() {
            return this == RADIO || this == SELECT;
        }

        public boolean isNumber() {
            return this == WHOLE || this == DECIMAL || this == MONEY;
        }

        public boolean isText() {
            return this == TEXT || this == TEXTAREA;
        }

        /** Whether a pattern can be asked of it. */
        public boolean hasPattern() {
            return this == TEXT || this == TEXTAREA || this == IDENTITY || this == PHONE;
        }

        /** What answers of this kind can be about, in words, by the name forms know it by. */
        public Map<String, String> meanings() {
            return Meanings.about(
                    switch (this) {
                        case DATE -> Set.of("date");
                        case WHOLE, DECIMAL, MONEY -> Set.of("number");
                        case ADDRESS -> Set.of("address");
                        case TEXT, TEXTAREA -> Set.of("text", "address");
                        case CHECKBOX -> Set.of();
                        case RADIO, SELECT, IDENTITY, PHONE, EMAIL -> Set.of("text");
                    });
        }

        static Kind of(String widget, String type) {
            return switch (widget) {
                case "number" -> type.equals("number") ? DECIMAL : WHOLE;
                case "address" -> type.equals("string") ? TEXT : ADDRESS; // a line, in what was published before
                default -> {
                    for (Kind kind : values()) {
                        if (kind.widget.equals(widget)) {
                            yield kind;
                        }
                    }
                    yield TEXT;
                }
            };
        }

        /** The keywords of the schema that hold the least and the most of an answer of this kind. */
        Optional<String> leastKey() {
            return isNumber() ? Optional.of("minimum") : isText() ? Optional.of("minLength") : Optional.empty();
        }

        Optional<String> mostKey() {
            return isNumber() ? Optional.of("maximum") : isText() ? Optional.of("maxLength") : Optional.empty();
        }
    }

    /** All questions, in the order in which they are asked. */
    public List<Question> questions() {
        return parts.stream().flatMap(part -> part.questions().stream()).toList();
    }

    /** The form of a package; without any files a form with one part and no question. Empty when they cannot be read. */
    public static Optional<FormDesign> of(Map<String, String> files) {
        Optional<ObjectNode> schema = tree(files, ProcedurePackage.SCHEMA);
        Optional<ObjectNode> ui = tree(files, ProcedurePackage.UI);
        return schema.flatMap(s -> ui.map(u -> read(s, u)));
    }

    /** The files with this form in them. A file that would say the same as before is left as it is laid out. */
    public Map<String, String> within(Map<String, String> files) {
        Map<String, String> written = new HashMap<>(files);
        ObjectNode schema = tree(files, ProcedurePackage.SCHEMA).orElseGet(Json.MAPPER::createObjectNode);
        ObjectNode ui = tree(files, ProcedurePackage.UI).orElseGet(Json.MAPPER::createObjectNode);
        FormDesign before = read(schema, ui);
        JsonNode oldSchema = schema.deepCopy();
        JsonNode oldUi = ui.deepCopy();
        new FormWriting(schema, ui, before).write(this);
        if (!schema.equals(oldSchema) || !files.containsKey(ProcedurePackage.SCHEMA)) {
            written.put(ProcedurePackage.SCHEMA, FormWriting.laidOut(schema));
        }
        if (!ui.equals(oldUi) || !files.containsKey(ProcedurePackage.UI)) {
            written.put(ProcedurePackage.UI, FormWriting.laidOut(ui));
        }
        return written;
    }

    /** A name for a new question: "Ngày sinh của trẻ" is ngaySinhCuaTre; with a number when that is taken. */
    public static String nameFor(String label, Set<String> taken) {
        return FormWriting.name(label, taken);
    }

    /** What a new choice or part is known by: "Người khác" is nguoi-khac; with a number when that is taken. */
    public static String valueFor(String label, Set<String> taken) {
        return FormWriting.value(label, taken);
    }

    private static Optional<ObjectNode> tree(Map<String, String> files, String name) {
        String text = files.getOrDefault(name, "");
        if (text.isBlank()) {
            return Optional.of(Json.MAPPER.createObjectNode());
        }
        try {
            return Json.MAPPER.readTree(text) instanceof ObjectNode tree ? Optional.of(tree) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static FormDesign read(JsonNode schema, JsonNode ui) {
        Set<String> always = new HashSet<>(RecordReader.texts(schema.path("required")));
        Set<String> sometimes = new HashSet<>();
        FormReader.askedSometimes(schema, sometimes);
        List<Part> parts = new ArrayList<>();
        for (JsonNode page : each(ui.path("pages"))) {
            parts.add(new Part(
                    text(page, "key"),
                    text(page, "title"),
                    each(page.path("fields")).stream()
                            .map(f -> question(f, schema.path("properties"), ui.path("errors"), always, sometimes))
                            .toList()));
        }
        return new FormDesign(parts.isEmpty() ? List.of(new Part("", "", List.of())) : parts);
    }

    private static Question question(
            JsonNode f, JsonNode properties, JsonNode errors, Set<String> always, Set<String> sometimes) {
        String name = text(f, "name");
        JsonNode property = properties.path(name);
        Kind kind = Kind.of(text(f, "widget"), text(property, "type"));
        ShowWhen asked = RecordReader.showWhen(f.path("showWhen"));
        Set<String> kept = new TreeSet<>(property.propertyNames());
        kept.removeAll(Set.of("type", "enum", "$ref"));
        kind.leastKey().ifPresent(kept::remove);
        kind.mostKey().ifPresent(kept::remove);
        if (kind == Kind.DATE) {
            kept.remove("format");
        }
        kept.remove(Meanings.KEYWORD);
        if (kind.hasPattern()) {
            kept.remove(PATTERN);
        }
        return new Question(
                name,
                text(f, "label"),
                text(f, "hint"),
                kind,
                always.contains(name) || (asked != null && sometimes.contains(name)),
                choices(f, property),
                asked,
                kind.leastKey().map(key -> number(property, key)).orElse(null),
                kind.mostKey().map(key -> number(property, key)).orElse(null),
                text(f, "notBefore"),
                text(f, "notAfter"),
                text(f, "area").equals(FormReader.OURS),
                kept,
                new Rule(
                        kind.hasPattern() ? text(property, PATTERN) : "",
                        kind.hasPattern() ? text(errors.path(name), PATTERN) : "",
                        text(property, Meanings.KEYWORD)));
    }

    private static List<Choice> choices(JsonNode f, JsonNode property) {
        return f.has("options")
                ? each(f.path("options")).stream()
                        .map(o -> new Choice(o.path("value").asString(""), text(o, "label")))
                        .toList()
                : RecordReader.texts(property.path("enum")).stream()
                        .map(value -> new Choice(value, value))
                        .collect(Collectors.toList());
    }

    private static @Nullable BigDecimal number(JsonNode property, String key) {
        return property.path(key).isNumber() ? property.path(key).decimalValue() : null;
    }
}
