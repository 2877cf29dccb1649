package vn.motcua.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form that an officer fills in when completing a step, kept within the BPMN file so that process and form are one
 * version. What was filled in is the variable of its key: conditions ask for {@code inspection.begun}.
 *
 * @param key by which steps name it; a word, as it is a variable
 * @param schema JSON Schema 2020-12 of the answers, {@code ui} what people see of it, both as JSON text in the dialect of
 *     the forms that citizens fill in
 */
public record TaskForm(String key, String schema, String ui) {

    /** What holds one form, as text, among the extension elements of the process. */
    static final String ELEMENT = "form";

    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{1,39}");

    /** Variables that mean something already, and words of FEEL. */
    private static final Set<String> TAKEN = Set.of(
            "form",
            "channel",
            "case",
            "outcome",
            "and",
            "or",
            "not",
            "if",
            "then",
            "else",
            "for",
            "in",
            "return",
            "some",
            "every",
            "satisfies",
            "between",
            "function",
            "instance",
            "of",
            "true",
            "false",
            "null",
            "item",
            "partial");

    /** Whether a form can be called so. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches() && !TAKEN.contains(key);
    }

    /** A BPMN file with a form within it. */
    public static String within(String bpmnXml, TaskForm form) {
        ObjectNode both = Standing.JSON.createObjectNode();
        try {
            both.set("schema", Standing.JSON.readTree(form.schema()));
            both.set("ui", Standing.JSON.readTree(form.ui()));
        } catch (JacksonException e) {
            // it cannot be read here either: whoever reads it says so
            both.put("schema", form.schema()).put("ui", form.ui());
        }
        return BpmnExtensions.with(bpmnXml, ELEMENT, " key=\"" + form.key() + "\"", both.toString());
    }

    /** A form as it is kept; {@code null} when it is none. */
    static @Nullable TaskForm read(@Nullable String key, String text) {
        try {
            JsonNode both = Standing.JSON.readTree(text);
            boolean whole = both.path("schema").path("properties").isObject()
                    && both.path("ui").path("pages").isArray();
            return key == null || !isKey(key) || !whole
                    ? null
                    : new TaskForm(
                            key, both.path("schema").toString(), both.path("ui").toString());
        } catch (JacksonException e) {
            return null;
        }
    }

    /** What people call it: the title of its page. */
    public String title() {
        String title =
                Standing.JSON.readTree(ui).path("pages").path(0).path("title").asString("");
        return title.isBlank() ? key : title;
    }

    /** Each question as people compare it: what is asked, by which field, and what may be answered. */
    List<String> questions() {
        JsonNode rules = Standing.JSON.readTree(schema);
        var questions = new ArrayList<String>();
        for (JsonNode page : Standing.JSON.readTree(ui).path("pages")) {
            for (JsonNode field : page.path("fields")) {
                String name = field.path("name").asString("");
                var rest = field.deepCopy();
                if (rest instanceof ObjectNode object) {
                    object.remove(List.of("name", "label"));
                }
                questions.add("%s (%s): %s %s"
                        .formatted(
                                field.path("label").asString(""),
                                name,
                                rest,
                                rules.path("properties").path(name)));
            }
        }
        return questions;
    }

    /** What else it demands: which answers, under which conditions, in which words. */
    String rest() {
        JsonNode rules = Standing.JSON.readTree(schema);
        return "%s %s %s"
                .formatted(
                        rules.path("required"),
                        rules.path("allOf"),
                        Standing.JSON.readTree(ui).path("errors"))
                .strip();
    }

    /** The same fields, each a line of text that may be left empty. */
    public TaskForm plain() {
        ObjectNode rules = Standing.JSON.createObjectNode().put("type", "object");
        ObjectNode properties = rules.putObject("properties");
        ObjectNode words = Standing.JSON.createObjectNode();
        ObjectNode page = words.putArray("pages").addObject().put("key", key).put("title", key);
        ArrayNode fields = page.putArray("fields");
        for (String name : fields()) {
            properties.putObject(name).put("type", "string");
            fields.addObject().put("name", name).put("label", name).put("widget", "text");
        }
        return new TaskForm(key, rules.toString(), words.toString());
    }

    /** The names of its fields. */
    Set<String> fields() {
        return new LinkedHashSet<>(
                Standing.JSON.readTree(schema).path("properties").propertyNames());
    }
}
