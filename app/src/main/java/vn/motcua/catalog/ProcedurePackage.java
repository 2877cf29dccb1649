package vn.motcua.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.process.Decisions;
import vn.motcua.process.TaskForm;

/**
 * A procedure as it is written down and exchanged: four text files, one more where the process asks decisions, and two for
 * each form that officers fill in at a step. See docs/guide/catalog-format.md.
 *
 * @param code the name of the folder, which must be the procedure's code
 * @param files file name → text, with line feeds only
 */
record ProcedurePackage(String code, Map<String, String> files) {

    static final String RECORD = "procedure.yaml";
    static final String PROCESS = "process.bpmn";
    static final String SCHEMA = "form.schema.json";
    static final String UI = "form.ui.json";
    static final String DECISIONS = "decisions.dmn";
    static final List<String> NAMES = List.of(RECORD, PROCESS, SCHEMA, UI);
    static final List<String> MORE = List.of(DECISIONS);

    private static final Pattern STEP_FILE = Pattern.compile("step\\.([a-z][A-Za-z0-9]{1,39})\\.(?:schema|ui)\\.json");

    ProcedurePackage {
        Map<String, String> sorted = new TreeMap<>();
        files.forEach((name, text) -> sorted.put(name, text.replace("\r\n", "\n")));
        files = Collections.unmodifiableMap(sorted);
    }

    static boolean isKnown(String fileName) {
        return NAMES.contains(fileName)
                || MORE.contains(fileName)
                || STEP_FILE.matcher(fileName).matches();
    }

    /** The two files of a step's form, schema first. */
    static List<String> filesOfStep(String key) {
        return List.of("step." + key + ".schema.json", "step." + key + ".ui.json");
    }

    /** The keys of the forms of steps, of which at least one file is there. */
    SortedSet<String> stepForms() {
        SortedSet<String> keys = new TreeSet<>();
        for (String name : files.keySet()) {
            Matcher step = STEP_FILE.matcher(name);
            if (step.matches()) {
                keys.add(step.group(1));
            }
        }
        return keys;
    }

    /** Nothing but the form of a step, its files named as those of the citizens' form are. */
    ProcedurePackage formOfStep(String key) {
        List<String> own = filesOfStep(key);
        return new ProcedurePackage(code, Map.of(SCHEMA, file(own.getFirst()), UI, file(own.getLast())));
    }

    /** The package in a folder; a file that is not there is left out, for the check to name. */
    static ProcedurePackage in(Resource folderFile, String code) {
        Map<String, String> files = new TreeMap<>();
        try {
            for (String name : Stream.concat(NAMES.stream(), MORE.stream()).toList()) {
                Resource file = folderFile.createRelative(name);
                if (file.exists()) {
                    files.put(name, file.getContentAsString(StandardCharsets.UTF_8));
                }
            }
            String folder = folderFile.createRelative("").getURL().toString();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(folder + "step.*.json")) {
                files.put(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcedurePackage(code, files);
    }

    static ProcedurePackage fromJson(JsonNode json) {
        Map<String, String> files = new TreeMap<>();
        json.path("files").forEachEntry((name, text) -> files.put(name, text.asString("")));
        return new ProcedurePackage(json.path("code").asString(""), files);
    }

    JsonNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("code", code);
        ObjectNode texts = json.putObject("files");
        files.forEach(texts::put);
        return json;
    }

    String file(String name) {
        return files.getOrDefault(name, "");
    }

    /** The process with the decisions it asks and the forms of its steps. */
    String process() {
        String process = Decisions.within(file(PROCESS), file(DECISIONS));
        for (String key : stepForms()) {
            ProcedurePackage form = formOfStep(key);
            process = TaskForm.within(process, new TaskForm(key, form.file(SCHEMA), form.file(UI)));
        }
        return process;
    }

    /** SHA-256 over names and texts: the same hash is the same package. */
    String contentHash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, text) -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
