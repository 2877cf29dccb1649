package vn.motcua.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** The words that say what an answer is about, whatever a form calls it: {@code catalog/meanings.yaml}. */
final class Meanings {

    /** Under this key a property of a form's schema says what it means. */
    static final String KEYWORD = "x-meaning";

    /** Meaning → text, date, number or address. */
    private static final Map<String, String> TYPES = read("type");

    private static final Map<String, String> ABOUT = read("about");

    private Meanings() {}

    static boolean known(String meaning) {
        return TYPES.containsKey(meaning);
    }

    /** What each is about, in words, of those that are of one of these types; in the order of the file. */
    static Map<String, String> about(Set<String> types) {
        Map<String, String> found = new LinkedHashMap<>();
        ABOUT.forEach((meaning, words) -> {
            if (types.contains(TYPES.getOrDefault(meaning, ""))) {
                found.put(meaning, words);
            }
        });
        return found;
    }

    /** Whether an answer of this property can be what the meaning says. */
    static boolean fits(String meaning, JsonNode property) {
        String type = RecordReader.text(property, "type");
        boolean date = RecordReader.text(property, "format").equals("date");
        return switch (TYPES.getOrDefault(meaning, "")) {
            case "date" -> date;
            case "number" -> type.equals("number") || type.equals("integer");
            // a form may ask for an address as a line, where it need not be one of a unit
            case "address" -> AddressShape.isAskedBy(property) || type.equals("string") && !date;
            default -> type.equals("string") && !date;
        };
    }

    private static Map<String, String> read(String what) {
        Map<String, String> read = new LinkedHashMap<>();
        try (InputStream in = new ClassPathResource("catalog/meanings.yaml").getInputStream()) {
            JsonNode words = Json.YAML.readTree(in);
            words.forEachEntry((meaning, of) -> read.put(meaning, RecordReader.text(of, what)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableMap(read);
    }
}
