package vn.motcua.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.ProcedureSummary;

/** The life events of {@code portal/life-events.json}, each with the procedures whose record names it. */
@Component
class LifeEvents {

    private record Entry(String key, String icon) {}

    private final List<Entry> entries;
    private final Catalog catalog;

    LifeEvents(Catalog catalog, JsonMapper json) {
        this.catalog = catalog;
        try (InputStream file = new ClassPathResource("portal/life-events.json").getInputStream()) {
            this.entries = json.readValue(file, new TypeReference<List<Entry>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the life events cannot be read", e);
        }
    }

    /** All of them in their usual order, also those for which nothing is offered. */
    List<LifeEvent> all() {
        List<ProcedureSummary> offered = catalog.ofLifeEvents();
        return entries.stream()
                .map(e -> new LifeEvent(
                        e.key(),
                        e.icon(),
                        offered.stream()
                                .filter(p -> e.key().equals(p.lifeEvent()))
                                .toList()))
                .toList();
    }

    Optional<LifeEvent> find(String key) {
        return key.isEmpty()
                ? Optional.empty()
                : all().stream().filter(e -> e.key().equals(key)).findFirst();
    }
}
