package vn.motcua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.testing.DemoTest;
import vn.motcua.web.Texts;

@DemoTest
class LifeEventsTest {

    @Autowired
    LifeEvents events;

    @Autowired
    Catalog catalog;

    @Autowired
    Texts texts;

    @Test
    void eight_events_are_there_whether_or_not_something_is_offered_for_them() {
        assertThat(events.all())
                .extracting(LifeEvent::key)
                .containsExactly("birth", "marriage", "house", "business", "documents", "land", "support", "death");
        assertThat(events.all())
                .allSatisfy(event -> assertThat(texts.has("portal.event." + event.key() + ".elsewhere"))
                        .as("where to go for %s", event.key())
                        .isTrue());
        assertThat(events.all())
                .allSatisfy(event -> assertThat(event.offered())
                        .as(event.key())
                        .isEqualTo(catalog.search("", null).stream()
                                .anyMatch(p -> event.key().equals(p.lifeEvent()))));
    }

    @Test
    void every_procedure_stands_under_the_event_its_record_names() {
        List<ProcedureSummary> all = catalog.search("", null).stream()
                .filter(p -> p.lifeEvent() != null)
                .toList();

        assertThat(events.all().stream().flatMap(e -> e.procedures().stream()))
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(events.find("birth").orElseThrow().procedures())
                .extracting(ProcedureSummary::code)
                .contains("1.001193");
    }
}
