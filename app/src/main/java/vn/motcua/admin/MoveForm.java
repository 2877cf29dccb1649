package vn.motcua.admin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.motcua.process.StepMatch;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/**
 * What an official has filled in about dossiers to be moved.
 *
 * @param from number of the version they run by, {@code to} of the one they move to; as typed
 * @param codes of dossiers, as typed
 * @param chosen for elements of the old version, the one that takes their place
 * @param key of the command, the same however often the form is sent
 */
public record MoveForm(String from, String to, String codes, Map<String, String> chosen, String key) {

    private static final String STEP = "buoc.";

    static MoveForm of(Map<String, String> sent) {
        Map<String, String> chosen = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            if (name.startsWith(STEP)) {
                chosen.put(name.substring(STEP.length()), value);
            }
        });
        String key = sent.getOrDefault("khoa", "");
        return new MoveForm(
                sent.getOrDefault("tu", ""),
                sent.getOrDefault("den", ""),
                sent.getOrDefault("ho-so", ""),
                chosen,
                key.isEmpty() ? UUID.randomUUID().toString() : key);
    }

    /** The codes one by one. */
    List<String> names() {
        return Arrays.stream(codes.split("[\\s,;]+"))
                .filter(code -> !code.isEmpty())
                .distinct()
                .toList();
    }

    /** What differs from moving to the element of the same id. */
    Map<String, String> mapping() {
        Map<String, String> mapping = new LinkedHashMap<>(chosen);
        mapping.entrySet().removeIf(one -> one.getKey().equals(one.getValue()));
        return mapping;
    }

    public static String field(StepMatch match) {
        return STEP + match.element();
    }

    public String chosen(StepMatch match) {
        return chosen.getOrDefault(match.element(), match.proposed());
    }

    /** What can take an element's place; first, that its dossiers stay. */
    public static List<Choice> choices(StepMatch match, Page page) {
        var choices = new java.util.ArrayList<Choice>();
        choices.add(Choice.of("", page.t("admin.move.map.stay")));
        match.candidates().forEach(one -> choices.add(Choice.of(one.element(), one.name())));
        return choices;
    }
}
