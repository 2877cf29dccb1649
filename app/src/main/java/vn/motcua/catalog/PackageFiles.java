package vn.motcua.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Packages as they travel: an archive with a folder for each procedure, or one JSON or YAML file with all of them. See
 * docs/guide/catalog-format.md.
 */
final class PackageFiles {

    /** In bytes, unpacked: a small archive can claim gigabytes. */
    private static final long MOST_UNPACKED = 400_000_000;

    private static final int MOST_ENTRIES = 60_000;

    /** Files that may be written as objects of the one file rather than as text. */
    private static boolean asObject(String name) {
        return name.equals(ProcedurePackage.RECORD) || name.endsWith(".json");
    }

    private PackageFiles() {}

    /** Whether an archive is an Excel file. */
    static boolean isSheet(byte[] file) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("[Content_Types].xml")
                        || entry.getName().startsWith("xl/")) {
                    return true;
                }
                if (ProcedurePackage.isKnown(
                        entry.getName().substring(entry.getName().lastIndexOf('/') + 1))) {
                    return false;
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false; // no archive: whoever reads it says so
        }
    }

    static Result<List<ProcedurePackage>> fromArchive(byte[] file) {
        Map<String, Map<String, String>> byCode = new TreeMap<>();
        byte[] buffer = new byte[65_536];
        long unpacked = 0;
        int entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    return tooLarge();
                }
                String[] path = entry.getName().split("/", -1);
                boolean ours = path.length >= 2 && ProcedurePackage.isKnown(path[path.length - 1]);
                var content = new ByteArrayOutputStream();
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    unpacked += read;
                    if (unpacked > MOST_UNPACKED) {
                        return tooLarge();
                    }
                    if (ours) {
                        content.write(buffer, 0, read);
                    }
                }
                if (ours) {
                    String before = byCode.computeIfAbsent(path[path.length - 2], _ -> new TreeMap<>())
                            .put(path[path.length - 1], utf8(content.toByteArray()));
                    if (before != null) {
                        return Result.refused(Problem.at("tep", "catalog.import-twice", path[path.length - 2]));
                    }
                }
            }
        } catch (CharacterCodingException e) {
            return Result.refused(Problem.at("tep", "catalog.file-not-utf8"));
        } catch (IOException | IllegalArgumentException e) {
            return Result.refused(Problem.at("tep", "catalog.file-unreadable"));
        }
        List<ProcedurePackage> packages = new ArrayList<>();
        byCode.forEach((code, files) -> packages.add(new ProcedurePackage(code, files)));
        return packages.isEmpty()
                ? Result.refused(Problem.at("tep", "catalog.file-no-package"))
                : Result.done(List.copyOf(packages));
    }

    /** Whether an archive unpacks to more than anybody would send. */
    static boolean isBloated(byte[] file) {
        byte[] buffer = new byte[65_536];
        long unpacked = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    unpacked += read;
                    if (unpacked > MOST_UNPACKED) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false; // no archive: whoever reads it says so
        }
    }

    private static <T> Result<T> tooLarge() {
        return Result.refused(Problem.at("tep", "catalog.file-large"));
    }

    static String utf8(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** @param root {@code {"procedures": [{"code": …, "files": {name: text or object}}]}}, or one such entry */
    static Result<List<ProcedurePackage>> fromTree(JsonNode root) {
        List<ProcedurePackage> packages = new ArrayList<>();
        List<JsonNode> entries = root.has("procedures") ? RecordReader.each(root.path("procedures")) : List.of(root);
        for (JsonNode entry : entries) {
            Map<String, String> files = new LinkedHashMap<>();
            entry.path("files").forEachEntry((name, content) -> {
                if (ProcedurePackage.isKnown(name)) {
                    files.put(
                            name,
                            content.isString()
                                    ? content.asString("")
                                    : name.equals(ProcedurePackage.RECORD)
                                            ? Json.YAML.writeValueAsString(content)
                                            : Json.MAPPER
                                                    .writerWithDefaultPrettyPrinter()
                                                    .writeValueAsString(content));
                }
            });
            packages.add(new ProcedurePackage(RecordReader.text(entry, "code"), files));
        }
        return packages.isEmpty()
                ? Result.refused(Problem.at("tep", "catalog.file-no-package"))
                : Result.done(List.copyOf(packages));
    }

    static byte[] archive(List<ProcedurePackage> packages) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (ProcedurePackage pack : packages) {
                for (Map.Entry<String, String> file : pack.files().entrySet()) {
                    ZipEntry entry = new ZipEntry(pack.code() + "/" + file.getKey());
                    // the same packages are the same bytes
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All packages in one file, record and form as objects where they can be read. */
    static byte[] oneFile(List<ProcedurePackage> packages, boolean yaml) {
        ObjectNode root =
                Json.MAPPER.createObjectNode().put("format", "motcua-catalog").put("version", 1);
        var list = root.putArray("procedures");
        for (ProcedurePackage pack : packages) {
            ObjectNode files = list.addObject().put("code", pack.code()).putObject("files");
            pack.files().forEach((name, text) -> {
                if (asObject(name)) {
                    try {
                        files.set(
                                name,
                                name.equals(ProcedurePackage.RECORD)
                                        ? Json.YAML.readTree(text)
                                        : Json.MAPPER.readTree(text));
                        return;
                    } catch (JacksonException e) {
                        // a draft may be anything: it travels as it is
                    }
                }
                files.put(name, text);
            });
        }
        return yaml
                ? Json.YAML.writeValueAsBytes(root)
                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }
}
