package vn.motcua.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape every address has, {@code catalog/address.schema.json}. A form's schema carries it under {@code $defs}, so
 * that it is whole by itself, and its properties refer to it.
 */
final class AddressShape {

    static final String NAME = "address";
    static final String REFERENCE = "#/$defs/" + NAME;

    private static final JsonNode SHAPE = read();
    private static final Set<String> BESIDE = Set.of("$ref", Meanings.KEYWORD, "title", "description");

    private AddressShape() {}

    /** Whether a property of a form's schema asks for an address. */
    static boolean isAskedBy(JsonNode property) {
        return property.path("$ref").asString("").equals(REFERENCE);
    }

    /** Whether it does so by the shape as it is, with no rule of its own beside it. */
    static boolean isWhole(JsonNode schema, JsonNode property) {
        return schema.path("$defs").path(NAME).equals(SHAPE) && BESIDE.containsAll(property.propertyNames());
    }

    /** Whether there is nothing else among the definitions of a schema. */
    static boolean isAll(JsonNode definitions) {
        return definitions.size() == 1 && definitions.path(NAME).equals(SHAPE);
    }

    /** Whether a rule can ask for this of an address: {@code commune}, {@code code}. */
    static boolean isPart(List<String> path) {
        JsonNode at = SHAPE;
        for (String step : path) {
            at = at.path("properties").path(step);
        }
        return at.path("type").asString("").equals("string");
    }

    static void into(ObjectNode schema) {
        ObjectNode definitions = schema.path("$defs") instanceof ObjectNode known ? known : schema.putObject("$defs");
        definitions.set(NAME, SHAPE.deepCopy());
    }

    private static JsonNode read() {
        try (InputStream in = new ClassPathResource("catalog/address.schema.json").getInputStream()) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
