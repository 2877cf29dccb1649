package vn.motcua.dossier;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes events down and reads them back; the kind in the ledger is the record's name in capitals. */
final class DossierEvents {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<Class<?>, String> NAMES = Arrays.stream(DossierEvent.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), DossierEvents::name));

    private static final Map<String, Class<?>> KINDS =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private DossierEvents() {}

    static String kind(DossierEvent event) {
        return Objects.requireNonNull(NAMES.get(event.getClass()));
    }

    static JsonNode data(DossierEvent event) {
        return JSON.valueToTree(event);
    }

    static DossierEvent read(String kind, String data) {
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalStateException("the ledger has an event of unknown kind " + kind);
        }
        return (DossierEvent) JSON.readValue(data, type);
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
