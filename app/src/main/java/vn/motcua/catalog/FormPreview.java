package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.time.Clock;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.organization.Areas;

/** A form that is being written, drawn as far as it can be: what is not called anything yet is shown as dots. */
final class FormPreview {

    private static final String NAMELESS = "…";

    private FormPreview() {}

    static Optional<Form> of(Map<String, String> files, Areas areas, Clock clock) {
        try {
            JsonNode schema = Json.MAPPER.readTree(files.getOrDefault(ProcedurePackage.SCHEMA, ""));
            JsonNode ui = Json.MAPPER.readTree(files.getOrDefault(ProcedurePackage.UI, ""));
            for (JsonNode page : each(ui.path("pages"))) {
                called(page, "title");
                each(page.path("fields")).forEach(field -> called(field, "label"));
            }
            return FormCheck.schema(schema, new Faults(""))
                    ? Optional.of(FormReader.form(schema, ui, areas, clock))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // what is wrong with it is told among the faults
        }
    }

    private static void called(JsonNode node, String key) {
        if (node instanceof ObjectNode named && text(named, key).isEmpty()) {
            named.put(key, NAMELESS);
        }
    }
}
