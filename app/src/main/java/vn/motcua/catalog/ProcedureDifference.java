package vn.motcua.catalog;

import static vn.motcua.catalog.RecordReader.each;
import static vn.motcua.catalog.RecordReader.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.catalog.ProcedureChange.How;
import vn.motcua.catalog.ProcedureChange.Part;
import vn.motcua.catalog.ProcedureChange.Place;
import vn.motcua.process.ProcessChange;
import vn.motcua.process.ProcessDesign;
import vn.motcua.shared.Result;

/**
 * What differs between two packages: the record field by field, entries of its lists by their key, the form question by
 * question, the process as a whole. How a file is laid out, and in which order it names things that have keys, is no
 * difference.
 */
final class ProcedureDifference {

    /** What entries of a list are known by. */
    private static final List<String> KEYS = List.of("key", "channel", "no", "value");

    private static final Set<String> CONDITIONS = Set.of("when", "showWhen");
    private static final int LONGEST = 2000;

    private final List<ProcedureChange> found = new ArrayList<>();

    private ProcedureDifference() {}

    static List<ProcedureChange> between(Map<String, String> before, Map<String, String> after) {
        var difference = new ProcedureDifference();
        difference.record(before, after);
        difference.form(before, after);
        difference.process(before, after);
        return List.copyOf(difference.found);
    }

    /** A record as its file says it; missing when there is none or it cannot be read. */
    static JsonNode recordOf(Map<String, String> files) {
        return read(files.getOrDefault(ProcedurePackage.RECORD, ""), true);
    }

    private static JsonNode read(String text, boolean yaml) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return yaml ? Json.YAML.readTree(text) : Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private void record(Map<String, String> before, Map<String, String> after) {
        JsonNode old = recordOf(before);
        JsonNode fresh = recordOf(after);
        if (old.isObject() && fresh.isObject()) {
            objects(Part.RECORD, old, fresh, List.of());
        } else {
            whole(Part.RECORD, "record", before.get(ProcedurePackage.RECORD), after.get(ProcedurePackage.RECORD));
        }
    }

    private void form(Map<String, String> before, Map<String, String> after) {
        JsonNode old = questions(before);
        JsonNode fresh = questions(after);
        if (old.isObject() && fresh.isObject()) {
            objects(Part.FORM, old, fresh, List.of());
        } else {
            whole(Part.FORM, "form", form(before), form(after));
        }
    }

    private static @Nullable String form(Map<String, String> files) {
        String all = files.getOrDefault(ProcedurePackage.SCHEMA, "") + files.getOrDefault(ProcedurePackage.UI, "");
        return all.isBlank() ? null : all;
    }

    /** Each question with what may be answered to it, and what else the schema demands. */
    private static JsonNode questions(Map<String, String> files) {
        JsonNode schema = read(files.getOrDefault(ProcedurePackage.SCHEMA, ""), false);
        JsonNode ui = read(files.getOrDefault(ProcedurePackage.UI, ""), false);
        if (!schema.isObject() || !ui.isObject()) {
            return MissingNode.getInstance();
        }
        Set<String> required = new LinkedHashSet<>(RecordReader.texts(schema.path("required")));
        ObjectNode all = Json.MAPPER.createObjectNode();
        var questions = all.putArray("questions");
        for (JsonNode page : each(ui.path("pages"))) {
            for (JsonNode field : each(page.path("fields"))) {
                String name = text(field, "name");
                ObjectNode question = questions.addObject();
                question.put("key", name).put("page", text(page, "title"));
                field.forEachEntry((key, value) -> {
                    if (!key.equals("name")) {
                        question.set(key, value);
                    }
                });
                question.put("asked", required.contains(name));
                schema.path("properties").path(name).forEachEntry((key, value) -> question.set("rule-" + key, value));
            }
        }
        schema.forEachEntry((key, value) -> {
            if (!Set.of("properties", "required", "$schema", "$id", "title").contains(key)
                    && !(key.equals("$defs") && AddressShape.isAll(value))) {
                all.put("rules-" + key, value.toString());
            }
        });
        ui.path("errors").forEachEntry((name, messages) -> all.put("errors-" + name, messages.toString()));
        return all;
    }

    private void process(Map<String, String> before, Map<String, String> after) {
        String old = bpmn(before);
        String fresh = bpmn(after);
        if (Objects.equals(old, fresh)) {
            return;
        }
        if (old == null || fresh == null || !readable(old) || !readable(fresh)) {
            whole(Part.PROCESS, "process", old, fresh);
            return;
        }
        int changes = ProcessDesign.difference(old, fresh).size();
        if (changes > 0) {
            add(Part.PROCESS, How.CHANGED, List.of(new Place("process", "")), "", String.valueOf(changes));
        }
    }

    /** Element by element; nothing where one of the two has no process that can be read. */
    static List<ProcessChange> processes(Map<String, String> before, Map<String, String> after) {
        String old = bpmn(before);
        String fresh = bpmn(after);
        return old == null || fresh == null || !readable(old) || !readable(fresh)
                ? List.of()
                : ProcessDesign.difference(old, fresh);
    }

    private static boolean readable(String bpmn) {
        return ProcessDesign.readable(bpmn) instanceof Result.Done<String>;
    }

    static @Nullable String bpmn(Map<String, String> files) {
        String bpmn = files.getOrDefault(ProcedurePackage.PROCESS, "");
        return bpmn.isBlank() ? null : new ProcedurePackage("", files).process();
    }

    /** A file that is not there on one side or cannot be compared within. */
    private void whole(Part part, String what, @Nullable String before, @Nullable String after) {
        boolean was = before != null && !before.isBlank();
        boolean is = after != null && !after.isBlank();
        if (was != is || was && !Objects.equals(before, after)) {
            add(part, !was ? How.ADDED : !is ? How.REMOVED : How.CHANGED, List.of(new Place(what, "")), null, null);
        }
    }

    private void objects(Part part, JsonNode before, JsonNode after, List<Place> path) {
        Set<String> names = new LinkedHashSet<>(after.propertyNames());
        names.addAll(before.propertyNames());
        names.removeAll(Set.of("key", "channel"));
        for (String name : names) {
            nodes(part, before.path(name), after.path(name), name, path);
        }
    }

    private void nodes(Part part, JsonNode before, JsonNode after, String name, List<Place> path) {
        if (CONDITIONS.contains(name) || !(before.isContainer() || after.isContainer())) {
            differing(part, before, after, with(path, name, ""));
        } else if (isKeyed(before) || isKeyed(after)) {
            entries(part, before, after, name, path);
        } else if (before.isArray() || after.isArray()) {
            lines(part, before, after, with(path, name, ""));
        } else {
            objects(part, before, after, with(path, name, ""));
        }
    }

    private static boolean isKeyed(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.path(0).isObject();
    }

    private void entries(Part part, JsonNode before, JsonNode after, String name, List<Place> path) {
        Map<String, JsonNode> old = byKey(before);
        Map<String, JsonNode> fresh = byKey(after);
        fresh.forEach((key, entry) -> {
            JsonNode was = old.get(key);
            if (was == null) {
                add(part, How.ADDED, with(path, name, called(entry, key)), null, said(entry));
            } else {
                objects(part, was, entry, with(path, name, called(entry, key)));
            }
        });
        old.forEach((key, entry) -> {
            if (!fresh.containsKey(key)) {
                add(part, How.REMOVED, with(path, name, called(entry, key)), said(entry), null);
            }
        });
        List<String> kept = old.keySet().stream().filter(fresh::containsKey).toList();
        List<String> keptNow = fresh.keySet().stream().filter(old::containsKey).toList();
        if (!kept.equals(keptNow)) {
            add(part, How.CHANGED, with(with(path, name, ""), "order", ""), names(kept, old), names(keptNow, fresh));
        }
    }

    private static String names(List<String> keys, Map<String, JsonNode> entries) {
        return String.join(
                "; ",
                keys.stream()
                        .map(key -> called(Objects.requireNonNull(entries.get(key)), key))
                        .toList());
    }

    private static Map<String, JsonNode> byKey(JsonNode list) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        for (JsonNode entry : each(list)) {
            String key = KEYS.stream()
                    .map(name -> text(entry, name))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElseGet(() -> text(entry, "name"));
            String unique = key;
            for (int n = 2; entries.containsKey(unique); n++) {
                unique = key + " (" + n + ")";
            }
            entries.put(unique, entry);
        }
        return entries;
    }

    private static String called(JsonNode entry, String key) {
        for (String name : List.of("name", "label")) {
            if (!text(entry, name).isEmpty()) {
                return entry.has("no") ? key : text(entry, name);
            }
        }
        return key;
    }

    private void lines(Part part, JsonNode before, JsonNode after, List<Place> path) {
        List<String> old = each(before).stream().map(ProcedureDifference::said).toList();
        List<String> fresh = each(after).stream().map(ProcedureDifference::said).toList();
        if (old.equals(fresh)) {
            return;
        }
        List<String> gone = new ArrayList<>(old);
        fresh.forEach(gone::remove);
        List<String> come = new ArrayList<>(fresh);
        old.forEach(come::remove);
        if (gone.isEmpty() && come.isEmpty()) {
            add(part, How.CHANGED, with(path, "order", ""), String.join("; ", old), String.join("; ", fresh));
        } else if (gone.size() == 1 && come.size() == 1) {
            add(part, How.CHANGED, path, gone.getFirst(), come.getFirst());
        } else {
            gone.forEach(line -> add(part, How.REMOVED, path, line, null));
            come.forEach(line -> add(part, How.ADDED, path, null, line));
        }
    }

    /** A number is not the text of it, and blanks at the end of a pattern count. */
    private void differing(Part part, JsonNode before, JsonNode after, List<Place> path) {
        boolean same = before.equals(after) || isNothing(before) && isNothing(after);
        if (!same && said(before).equals(said(after))) {
            values(part, before.toString(), after.toString(), path);
        } else if (!same) {
            values(part, said(before), said(after), path);
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || node.isString() && node.asString("").isEmpty();
    }

    private void values(Part part, String before, String after, List<Place> path) {
        if (!before.equals(after)) {
            add(
                    part,
                    before.isEmpty() ? How.ADDED : after.isEmpty() ? How.REMOVED : How.CHANGED,
                    path,
                    before.isEmpty() ? null : before,
                    after.isEmpty() ? null : after);
        }
    }

    /** A value, or an entry with all that is in it, as one text; empty for what is not there. */
    private static String said(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isValueNode()) {
            return node.asString("").strip();
        }
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            each(node).forEach(child -> parts.add(said(child)));
            return String.join(", ", parts);
        }
        node.forEachEntry((name, child) -> {
            if (!name.equals("key")) {
                parts.add(
                        Set.of("name", "text", "label", "field").contains(name)
                                ? said(child)
                                : name + ": " + said(child));
            }
        });
        return String.join("; ", parts);
    }

    private static List<Place> with(List<Place> path, String what, String which) {
        List<Place> longer = new ArrayList<>(path);
        longer.add(new Place(what, which));
        return longer;
    }

    private void add(Part part, How how, List<Place> path, @Nullable String before, @Nullable String after) {
        found.add(new ProcedureChange(part, how, path, cut(before), cut(after)));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
