package vn.motcua.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes what people type comparable: short forms written out, words that say nothing left out. */
@Component
class SearchWords {

    private static final int LONGEST = 200;

    private final Set<String> fillers = new HashSet<>();
    private final Map<String, String> shortForms = new HashMap<>();

    SearchWords() {
        try (InputStream in = new ClassPathResource("catalog/words.yaml").getInputStream()) {
            JsonNode words = new YAMLMapper().readTree(in);
            words.path("fillers").forEach(w -> fillers.add(w.asString("")));
            words.path("shortForms").forEachEntry((from, to) -> shortForms.put(from, to.asString("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the query is blank; a query of nothing but fillers stays as it is. */
    String asked(String query) {
        List<String> all = new ArrayList<>();
        List<String> telling = new ArrayList<>();
        for (String word : fold(query).split("[^\\p{L}\\p{N}.]+", -1)) {
            String plain = word.replaceAll("^\\.+|\\.+$", "");
            if (plain.isEmpty()) {
                continue;
            }
            String full = shortForms.getOrDefault(plain, plain);
            all.add(full);
            if (!fillers.contains(full)) {
                telling.add(full);
            }
        }
        return String.join(" ", telling.isEmpty() ? all : telling);
    }

    private static String fold(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return Normalizer.normalize(cut.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd');
    }
}
