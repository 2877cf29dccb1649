package vn.motcua.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fixed values as addresses write them: {@code DUE_SOON} is {@code due-soon}. */
final class Choices {

    private Choices() {}

    static <E extends Enum<E>> Optional<E> find(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> written(e).equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst();
    }

    static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choices::written).collect(Collectors.joining(", "));
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
