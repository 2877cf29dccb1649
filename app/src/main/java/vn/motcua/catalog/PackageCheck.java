package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;

/** Finds everything wrong with a package short of its process, which the process module judges. */
@Component
class PackageCheck {

    private static final ObjectMapper YAML = new YAMLMapper();

    private static final Schema UI_SCHEMA = Json.SCHEMAS.getSchema(resource("catalog/form-ui.schema.json"));

    private final Schema recordSchema = Json.SCHEMAS.getSchema(resource("catalog/procedure.schema.json"));
    private final FeeCheck feeCheck;

    PackageCheck(FeeCheck feeCheck) {
        this.feeCheck = feeCheck;
    }

    /** A package whose files could be read and hold together. */
    record Checked(JsonNode procedure, JsonNode schema, JsonNode ui) {}

    /** {@code null} when something is wrong, and then {@code faults} says what. */
    @Nullable
    Checked check(ProcedurePackage pack, Faults faults) {
        for (String name : ProcedurePackage.NAMES) {
            if (pack.file(name).isBlank()) {
                faults.at(name, "", "package-file-missing");
            }
        }
        JsonNode record = parse(pack, ProcedurePackage.RECORD, YAML, recordSchema, faults);
        JsonNode ui = parse(pack, ProcedurePackage.UI, Json.MAPPER, UI_SCHEMA, faults);
        JsonNode schema = parse(pack, ProcedurePackage.SCHEMA, Json.MAPPER, null, faults);
        pack.stepForms().forEach(key -> stepForm(pack, key, faults));
        boolean readable = schema != null && FormCheck.schema(schema, faults);
        if (record == null || ui == null || schema == null || !readable) {
            return null;
        }
        FormCheck.ui(ui, schema, faults);
        record(record, pack, FormCheck.options(ui), faults);
        feeCheck.check(record, pack.file(ProcedurePackage.DECISIONS), schema, ui, faults);
        return faults.none() ? new Checked(record, schema, ui) : null;
    }

    /** What is wrong with a form of a step that is kept within a process file. */
    static List<Problem> problems(TaskForm form) {
        Faults faults = new Faults(form.key());
        stepForm(
                new ProcedurePackage(
                        form.key(), Map.of(ProcedurePackage.SCHEMA, form.schema(), ProcedurePackage.UI, form.ui())),
                faults);
        return faults.problems();
    }

    private static void stepForm(ProcedurePackage pack, String key, Faults faults) {
        if (!TaskForm.isKey(key)) {
            faults.at(ProcedurePackage.filesOfStep(key).getFirst(), "", "package-step-form-key", key);
        }
        Faults own = new Faults(pack.code());
        stepForm(pack.formOfStep(key), own);
        faults.takeOver(own, "form.", "step." + key + ".");
    }

    /** @param form with nothing but the two files of it */
    private static void stepForm(ProcedurePackage form, Faults faults) {
        for (String name : List.of(ProcedurePackage.SCHEMA, ProcedurePackage.UI)) {
            if (form.file(name).isBlank()) {
                faults.at(name, "", "package-file-missing");
            }
        }
        JsonNode ui = parse(form, ProcedurePackage.UI, Json.MAPPER, UI_SCHEMA, faults);
        JsonNode schema = parse(form, ProcedurePackage.SCHEMA, Json.MAPPER, null, faults);
        if (schema == null || !FormCheck.schema(schema, faults) || ui == null) {
            return;
        }
        FormCheck.ui(ui, schema, faults);
        if (ui.path("pages").size() != 1) {
            faults.at(ProcedurePackage.UI, "/pages", "package-step-form-pages");
        }
    }

    private static @Nullable JsonNode parse(
            ProcedurePackage pack, String file, ObjectMapper mapper, @Nullable Schema schema, Faults faults) {
        if (pack.file(file).isBlank()) {
            return null;
        }
        try {
            JsonNode node = mapper.readTree(pack.file(file));
            if (schema == null) {
                return node;
            }
            List<Error> errors = schema.validate(node);
            errors.forEach(error -> told(file, error, faults));
            return errors.isEmpty() ? node : null;
        } catch (JacksonException e) {
            faults.at(file, "", "package-unreadable", e.getOriginalMessage());
            return null;
        }
    }

    private static void told(String file, Error error, Faults faults) {
        String at = error.getInstanceLocation().toString();
        String property = String.valueOf(error.getProperty());
        JsonNode wanted = error.getSchemaNode();
        if (wanted != null && wanted.asString("").equals("\\S")) {
            faults.at(file, at, "package-blank");
            return;
        }
        switch (error.getKeyword()) {
            case "required" -> faults.at(file, at + "/" + property, "package-required", property);
            case "additionalProperties" -> faults.at(file, at + "/" + property, "package-extra", property);
            case "enum" ->
                faults.at(
                        file,
                        at,
                        "package-choice",
                        RecordReader.texts(error.getSchemaNode()).stream().collect(Collectors.joining(", ")));
            case "minItems" -> faults.at(file, at, "package-none");
            default -> faults.at(file, at, "package-wrong", error.getMessage());
        }
    }

    private static void record(JsonNode r, ProcedurePackage pack, FormCheck.Options fields, Faults faults) {
        String file = ProcedurePackage.RECORD;
        if (!text(r, "code").equals(pack.code())) {
            faults.at(file, "/code", "package-code", text(r, "code"), pack.code());
        }
        if (r.has("validTo") && text(r, "validTo").compareTo(text(r, "validFrom")) <= 0) {
            faults.at(file, "/validTo", "package-validity");
        }
        if (text(r, "serviceLevel").equals("PARTIAL")
                && text(r, "serviceLevelReason").isEmpty()) {
            faults.at(file, "/serviceLevelReason", "package-reason-missing");
        }
        if (each(r.path("channels")).stream().noneMatch(c -> c.path("offered").asBoolean(false))) {
            faults.at(file, "/channels", "package-no-channel");
        }
        unique(r.path("channels"), "channel", "/channels", faults);
        unique(r.path("cases"), "key", "/cases", faults);
        unique(r.path("fees"), "key", "/fees", faults);
        for (int i = 0; i < r.path("cases").size(); i++) {
            JsonNode c = r.path("cases").path(i);
            String at = "/cases/" + i;
            fields.mustKnow(c.path("when"), file, at + "/when", faults);
            unique(c.path("papers"), "key", at + "/papers", faults);
            for (int p = 0; p < c.path("papers").size(); p++) {
                JsonNode paper = c.path("papers").path(p);
                fields.mustKnow(paper.path("showWhen"), file, at + "/papers/" + p + "/showWhen", faults);
            }
        }
    }

    private static void unique(JsonNode list, String key, String path, Faults faults) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String value = text(list.path(i), key);
            if (!seen.add(value)) {
                faults.at(ProcedurePackage.RECORD, path + "/" + i + "/" + key, "package-twice", value);
            }
        }
    }

    private static JsonNode resource(String path) {
        try (InputStream in = new ClassPathResource(path).getInputStream()) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
