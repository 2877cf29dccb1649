package vn.motcua.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** The words that say what an answer is about, whatever a form calls it: {@code catalog/meanings.yaml}. */
final class Meanings {

    /** Under this key a property of a form's schema says what it means. */
    static final String KEYWORD = "x-meaning";

    /** Meaning → text, date, number or address. */
    private static final Map<String, String> TYPES = read();

    private Meanings() {}

    static boolean known(String meaning) {
        return TYPES.containsKey(meaning);
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

    private static Map<String, String> read() {
        Map<String, String> types = new HashMap<>();
        try (InputStream in = new ClassPathResource("catalog/meanings.yaml").getInputStream()) {
            JsonNode words = Json.YAML.readTree(in);
            words.forEachEntry((meaning, of) -> types.put(meaning, RecordReader.text(of, "type")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(types);
    }
}
