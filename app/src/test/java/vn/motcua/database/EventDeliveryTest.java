package vn.motcua.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.dossier.DossierId;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class EventDeliveryTest {

    @Autowired
    ApplicationContext application;

    @Autowired
    EventDelivery delivery;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void what_a_fallen_node_left_undelivered_is_counted_after_a_minute() {
        for (String left : List.of("PUBLISHED", "PROCESSING", "RESUBMITTED", "FAILED")) {
            DossierId dossier = counted();
            assertThat(fall(dossier, left)).as("events of the dossier").isPositive();
            assertThat(facts(dossier)).isZero();

            delivery.deliver();
            assertThat(unfinished(dossier)).as(left + ": still its own node's").isPositive();

            clock.advance(EventDelivery.LEFT_LYING.plusSeconds(1));
            delivery.deliver();

            await(() -> facts(dossier) == 1 && unfinished(dossier) == 0);
        }
    }

    @Test
    void a_listener_that_cannot_is_asked_ever_more_rarely_but_always_again() {
        assertThat(List.of(1, 2, 3, 6, 7, 100).stream().map(EventDelivery::wait))
                .extracting(Duration::toMinutes)
                .containsExactly(1L, 2L, 4L, 32L, 60L, 60L);
    }

    @Test
    void delivered_events_are_kept_for_a_week() {
        DossierId dossier = counted();
        assertThat(events(dossier)).isPositive();

        clock.advance(Duration.ofDays(6));
        delivery.prune();
        assertThat(events(dossier)).isPositive();

        clock.advance(Duration.ofDays(2));
        delivery.prune();
        assertThat(events(dossier)).isZero();
    }

    private DossierId counted() {
        var at = new AuthorityAtWork(application);
        DossierId dossier = at.takeIn(at.filing(AuthorityAtWork.MARITAL_STATUS, AuthorityAtWork.WARD), clock.instant())
                .id();
        await(() -> facts(dossier) == 1 && unfinished(dossier) == 0);
        return dossier;
    }

    /** As if the node had fallen after the command's commit and before the listener's. */
    private int fall(DossierId dossier, String left) {
        jdbc.sql("DELETE FROM reporting.dossier_fact WHERE dossier_id = :id")
                .param("id", dossier.value())
                .update();
        return jdbc.sql("UPDATE platform.event_publication SET status = :left, completion_date = NULL"
                        + " WHERE (serialized_event::json #>> '{dossier,value}')::bigint = :id")
                .param("left", left)
                .param("id", dossier.value())
                .update();
    }

    private long facts(DossierId dossier) {
        return count("SELECT count(*) FROM reporting.dossier_fact WHERE dossier_id = :id", dossier);
    }

    private long unfinished(DossierId dossier) {
        return count(
                "SELECT count(*) FROM platform.event_publication WHERE completion_date IS NULL"
                        + " AND (serialized_event::json #>> '{dossier,value}')::bigint = :id",
                dossier);
    }

    private long events(DossierId dossier) {
        return count(
                "SELECT count(*) FROM platform.event_publication"
                        + " WHERE (serialized_event::json #>> '{dossier,value}')::bigint = :id",
                dossier);
    }

    private long count(String query, DossierId dossier) {
        return jdbc.sql(query).param("id", dossier.value()).query(Long.class).single();
    }

    private static void await(java.util.function.BooleanSupplier what) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("nothing came of it");
            }
            Thread.onSpinWait();
        }
    }
}
