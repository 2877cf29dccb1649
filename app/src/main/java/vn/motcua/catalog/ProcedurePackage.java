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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.process.Decisions;

/**
 * A procedure as it is written down and exchanged: four text files, and one more where the process asks decisions. See docs/guide/catalog-format.md.
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

    ProcedurePackage {
        Map<String, String> sorted = new TreeMap<>();
        files.forEach((name, text) -> sorted.put(name, text.replace("\r\n", "\n")));
        files = Collections.unmodifiableMap(sorted);
    }

    static boolean isKnown(String fileName) {
        return NAMES.contains(fileName) || MORE.contains(fileName);
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

    /** The process with the decisions it asks. */
    String process() {
        return Decisions.within(file(PROCESS), file(DECISIONS));
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
