package vn.motcua.process;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The variables of an instance as they lie in its row, with those of a command over them. A form is read only when an
 * expression asks for it: most steps never do.
 */
final class StoredVariables extends AbstractMap<String, Object> {

    private static final TypeReference<Map<String, Object>> TYPE = new TypeReference<>() {};

    private final String json;
    private final Map<String, Object> over;
    private @Nullable Map<String, Object> read;

    private StoredVariables(String json, Map<String, Object> over) {
        this.json = json;
        this.over = over;
    }

    static StoredVariables of(String json) {
        return new StoredVariables(json, Map.of());
    }

    /** These, and the added ones in the place of those of the same name. */
    static Map<String, Object> with(Map<String, Object> variables, Map<String, Object> added) {
        if (variables instanceof StoredVariables stored) {
            var both = new HashMap<>(stored.over);
            both.putAll(added);
            return new StoredVariables(stored.json, both);
        }
        var all = new HashMap<>(variables);
        all.putAll(added);
        return all;
    }

    private Map<String, Object> read() {
        Map<String, Object> known = read;
        if (known == null) {
            known = new HashMap<>(Standing.JSON.readValue(json, TYPE));
            known.putAll(over);
            read = known;
        }
        return known;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return read().entrySet();
    }

    @Override
    public @Nullable Object get(Object key) {
        return over.containsKey(key) ? over.get(key) : read().get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return over.containsKey(key) || read().containsKey(key);
    }
}
