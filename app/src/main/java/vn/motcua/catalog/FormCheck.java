package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whether a form's schema is a flat, self-contained one and its pages ask for exactly what it knows. */
final class FormCheck {

    private static final Schema META =
            Json.SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    private static final String SCHEMA = ProcedurePackage.SCHEMA;
    private static final String UI = ProcedurePackage.UI;

    private FormCheck() {}

    /** Whether it is a schema at all; only then can it be told what else does not fit it. */
    static boolean schema(JsonNode schema, Faults faults) {
        List<Error> errors = META.validate(schema);
        errors.forEach(error ->
                faults.at(SCHEMA, error.getInstanceLocation().toString(), "package-wrong", error.getMessage()));
        if (!errors.isEmpty()) {
            return false;
        }
        JsonNode properties = schema.path("properties");
        if (!text(schema, "type").equals("object") || properties.isEmpty()) {
            faults.at(SCHEMA, "", "package-wrong", "type: object, properties");
        }
        Set<String> meant = new HashSet<>();
        properties.forEachEntry((name, property) -> {
            if (AddressShape.isAskedBy(property)) {
                if (!AddressShape.isWhole(schema, property)) {
                    faults.at(SCHEMA, "/properties/" + name, "package-address-shape", name);
                }
            } else if (!TYPES.contains(text(property, "type"))) {
                faults.at(SCHEMA, "/properties/" + name + "/type", "package-wrong", text(property, "type"));
            }
            meaning(name, property, meant, faults);
        });
        Set<String> known = new HashSet<>(properties.propertyNames());
        names(schema, "", known, faults);
        return true;
    }

    private static void meaning(String name, JsonNode property, Set<String> meant, Faults faults) {
        if (!property.has(Meanings.KEYWORD)) {
            return;
        }
        String at = "/properties/" + name + "/" + Meanings.KEYWORD;
        String meaning = property.path(Meanings.KEYWORD).asString("");
        if (!Meanings.known(meaning)) {
            faults.at(SCHEMA, at, "package-unknown-meaning", meaning, name);
        } else if (!Meanings.fits(meaning, property)) {
            faults.at(SCHEMA, at, "package-meaning-type", meaning, name);
        } else if (!meant.add(meaning)) {
            faults.at(SCHEMA, at, "package-twice", meaning);
        }
    }

    /** Every name a condition or a requirement speaks of must be a property; every reference must stay inside. */
    private static void names(JsonNode node, String path, Set<String> known, Faults faults) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                names(node.path(i), path + "/" + i, known, faults);
            }
        }
        if (!node.isObject()) {
            return;
        }
        if (node.path("required").isArray()) {
            for (String name : RecordReader.texts(node.path("required"))) {
                if (!known.contains(name)) {
                    faults.at(SCHEMA, path + "/required", "package-unknown-field", name);
                }
            }
        }
        node.forEachEntry((key, child) -> {
            if (key.equals("$ref") && !child.asString("").startsWith("#")) {
                faults.at(SCHEMA, path + "/$ref", "package-reference", child.asString(""));
            } else if (key.equals("properties") && child.isObject()) {
                child.forEachEntry((name, property) -> {
                    if (!known.contains(name)) {
                        faults.at(SCHEMA, path + "/properties/" + name, "package-unknown-field", name);
                    }
                    names(property, path + "/properties/" + name, known, faults);
                });
            } else if (key.equals("$defs") && path.isEmpty()) {
                child.forEachEntry((name, definition) -> {
                    if (!name.equals(AddressShape.NAME)) {
                        names(definition, "/$defs/" + name, known, faults);
                    }
                });
            } else if (!Set.of("enum", "const", "examples", "default").contains(key)) {
                names(child, path + "/" + key, known, faults);
            }
        });
    }

    static void ui(JsonNode ui, JsonNode schema, Faults faults) {
        JsonNode properties = schema.path("properties");
        Set<String> asked = new HashSet<>();
        Options options = options(ui);
        for (int p = 0; p < ui.path("pages").size(); p++) {
            JsonNode fields = ui.path("pages").path(p).path("fields");
            for (int i = 0; i < fields.size(); i++) {
                JsonNode field = fields.path(i);
                String at = "/pages/" + p + "/fields/" + i;
                String name = text(field, "name");
                if (!asked.add(name)) {
                    faults.at(UI, at + "/name", "package-twice", name);
                }
                if (properties.has(name)) {
                    kind(field, properties.path(name), at, faults);
                } else {
                    faults.at(UI, at + "/name", "package-unknown-field", name);
                }
                options.mustKnow(field.path("showWhen"), UI, at + "/showWhen", faults);
            }
        }
        new TreeSet<>(properties.propertyNames())
                .stream()
                        .filter(name -> !asked.contains(name))
                        .forEach(name -> faults.at(SCHEMA, "/properties/" + name, "package-no-question", name));
        ui.path("errors").forEachEntry((name, messages) -> {
            if (!properties.has(name)) {
                faults.at(UI, "/errors/" + name, "package-unknown-field", name);
            }
        });
    }

    private static void kind(JsonNode field, JsonNode property, String at, Faults faults) {
        String type = text(property, "type");
        String widget = text(field, "widget");
        boolean fits = switch (FormReader.kind(widget)) {
            case NUMBER, MONEY -> type.equals("integer") || type.equals("number");
            case CHECK -> type.equals("boolean");
            case CHOICE -> !AddressShape.isAskedBy(property);
            case ADDRESS -> AddressShape.isAskedBy(property);
            default -> type.equals("string");
        };
        if (!fits && FormReader.kind(widget) == Form.Kind.ADDRESS) {
            faults.at(UI, at + "/widget", "package-address-shape", text(field, "name"));
        } else if (!fits && AddressShape.isAskedBy(property)) {
            faults.at(UI, at + "/widget", "package-address-widget", text(field, "name"), widget);
        } else if (!fits) {
            faults.at(UI, at + "/widget", "package-field-type", text(field, "name"), type, widget);
        }
        if (field.has("area") && FormReader.kind(widget) != Form.Kind.ADDRESS) {
            faults.at(UI, at + "/area", "package-area", text(field, "name"));
        }
        if (FormReader.kind(widget) != Form.Kind.CHOICE) {
            return;
        }
        List<String> allowed = RecordReader.texts(property.path("enum"));
        if (!field.has("options") && allowed.isEmpty() && !type.equals("boolean")) {
            faults.at(UI, at + "/options", "package-options-missing", text(field, "name"));
        }
        for (JsonNode option : each(field.path("options"))) {
            String value = option.path("value").asString("");
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                faults.at(UI, at + "/options", "package-unknown-option", text(field, "name"), value);
            }
        }
    }

    static Options options(JsonNode ui) {
        Map<String, Set<String>> byField = new HashMap<>();
        Set<String> addresses = new HashSet<>();
        Set<String> ours = new HashSet<>();
        for (JsonNode page : each(ui.path("pages"))) {
            for (JsonNode field : each(page.path("fields"))) {
                if (text(field, "widget").equals("address")) {
                    addresses.add(text(field, "name"));
                }
                if (text(field, "area").equals(FormReader.OURS)) {
                    ours.add(text(field, "name"));
                }
                byField.put(
                        text(field, "name"),
                        each(field.path("options")).stream()
                                .map(o -> o.path("value").asString(""))
                                .collect(Collectors.toSet()));
            }
        }
        return new Options(byField, addresses, ours);
    }

    /**
     * The fields of the pages, each with the values it can be answered by; none means free.
     *
     * @param addresses those answered by an address, which is no value that a condition could name
     * @param ours those of them that have to lie in the wards and communes known here
     */
    record Options(Map<String, Set<String>> byField, Set<String> addresses, Set<String> ours) {

        void mustKnow(JsonNode condition, String file, String at, Faults faults) {
            if (!condition.isObject()) {
                return;
            }
            String name = text(condition, "field");
            Set<String> values = byField.get(name);
            if (values == null) {
                faults.at(file, at + "/field", "package-unknown-field", name);
                return;
            }
            if (addresses.contains(name)) {
                faults.at(file, at + "/field", "package-address-condition", name);
            }
            for (JsonNode value : each(condition.path("in"))) {
                if (!values.isEmpty() && !values.contains(value.asString(""))) {
                    faults.at(file, at + "/in", "package-unknown-option", name, value.asString(""));
                }
            }
        }
    }
}
