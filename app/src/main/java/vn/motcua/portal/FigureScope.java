package vn.motcua.portal;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose dossiers figures are about, by name; {@code null} = all. */
public record FigureScope(
        @Nullable String agency,
        @Nullable String unit,
        @Nullable String sector) {

    public List<String> names() {
        return Stream.of(agency, unit, sector).filter(Objects::nonNull).toList();
    }
}
