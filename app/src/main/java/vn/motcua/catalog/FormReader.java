package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.motcua.organization.Areas;

/** Reads a checked form schema and its pages into a {@link Form}. */
final class FormReader {

    /** Of an address: only the wards and communes known here. */
    static final String OURS = "ours";

    private FormReader() {}

    static Form form(JsonNode schema, JsonNode ui, Areas areas, Clock clock) {
        JsonNode properties = schema.path("properties");
        Set<String> always = new HashSet<>(RecordReader.texts(schema.path("required")));
        Set<String> sometimes = new HashSet<>();
        askedSometimes(schema, sometimes);
        List<Form.Page> pages = new ArrayList<>();
        for (JsonNode p : each(ui.path("pages"))) {
            List<Form.Field> fields = each(p.path("fields")).stream()
                    .map(f -> field(f, properties.path(text(f, "name")), always, sometimes))
                    .toList();
            pages.add(new Form.Page(text(p, "key"), text(p, "title"), fields));
        }
        Map<String, String> types = new HashMap<>();
        properties.forEachEntry((name, property) -> types.put(name, text(property, "type")));
        Map<String, Map<String, String>> messages = new HashMap<>();
        ui.path("errors").forEachEntry((field, byKeyword) -> {
            Map<String, String> own = new HashMap<>();
            byKeyword.forEachEntry((keyword, message) -> own.put(keyword, message.asString("")));
            messages.put(field, own);
        });
        return new Form(
                pages,
                new PostedAnswers(types),
                new AnswerCheck(Json.SCHEMAS.getSchema(schema), messages, areas),
                areas,
                clock);
    }

    private static Form.Field field(JsonNode f, JsonNode property, Set<String> always, Set<String> sometimes) {
        String name = text(f, "name");
        ShowWhen showWhen = RecordReader.showWhen(f.path("showWhen"));
        String widget = f.has("widget") ? text(f, "widget") : "text";
        return new Form.Field(
                name,
                text(f, "label"),
                f.has("hint") ? text(f, "hint") : null,
                kind(widget, property),
                // asked for under the condition it is shown under: asked for whenever shown
                always.contains(name) || (showWhen != null && sometimes.contains(name)),
                options(f, property),
                showWhen,
                property.has("maxLength") ? property.path("maxLength").asInt() : null,
                f.has("autocomplete") ? text(f, "autocomplete") : "off",
                widget,
                text(f, "width"),
                limit(f, "notBefore"),
                limit(f, "notAfter"),
                property.has(Meanings.KEYWORD) ? text(property, Meanings.KEYWORD) : null,
                text(f, "area").equals(OURS));
    }

    private static List<Form.Option> options(JsonNode f, JsonNode property) {
        return f.has("options")
                ? each(f.path("options")).stream()
                        .map(o -> new Form.Option(o.path("value").asString(""), text(o, "label")))
                        .toList()
                : RecordReader.texts(property.path("enum")).stream()
                        .map(v -> new Form.Option(v, v))
                        .toList();
    }

    private static Form.@Nullable DateLimit limit(JsonNode f, String name) {
        if (!f.has(name)) {
            return null;
        }
        String day = text(f, name);
        return new Form.DateLimit(day.equals("today") ? null : LocalDate.parse(day));
    }

    /** Versions of before addresses had parts ask for a line; they are published and stay as they are. */
    private static Form.Kind kind(String widget, JsonNode property) {
        Form.Kind kind = kind(widget);
        return kind == Form.Kind.ADDRESS && !AddressShape.isAskedBy(property) ? Form.Kind.TEXT : kind;
    }

    static Form.Kind kind(String widget) {
        return switch (widget) {
            case "text" -> Form.Kind.TEXT;
            case "textarea" -> Form.Kind.TEXTAREA;
            case "date" -> Form.Kind.DATE;
            case "number" -> Form.Kind.NUMBER;
            case "money" -> Form.Kind.MONEY;
            case "radio", "select" -> Form.Kind.CHOICE;
            case "checkbox" -> Form.Kind.CHECK;
            case "phone" -> Form.Kind.PHONE;
            case "email" -> Form.Kind.EMAIL;
            case "identity" -> Form.Kind.IDENTITY;
            case "address" -> Form.Kind.ADDRESS;
            default -> throw new IllegalArgumentException("widget " + widget);
        };
    }

    /** Names asked for under some condition: the {@code required} of every then, else and dependentRequired. */
    static void askedSometimes(JsonNode schema, Set<String> names) {
        for (String branch : List.of("then", "else")) {
            JsonNode node = schema.path(branch);
            names.addAll(RecordReader.texts(node.path("required")));
            if (node.isObject()) {
                askedSometimes(node, names);
            }
        }
        schema.path("dependentRequired").forEach(list -> names.addAll(RecordReader.texts(list)));
        for (JsonNode part : each(schema.path("allOf"))) {
            names.addAll(RecordReader.texts(part.path("required")));
            askedSometimes(part, names);
        }
    }
}
