package vn.motcua.database;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;

/**
 * Brings every event to its listener in the end: an event is written down with what caused it, but a node that falls
 * between that commit and the listener's leaves it lying. Whichever node runs the job picks it up. A listener may so hear
 * an event twice; each must bear that.
 */
@Configuration(proxyBeanMethods = false)
class EventDelivery {

    /** Longer than any listener may take; what is unfinished then was left by a node that is no more. */
    static final Duration LEFT_LYING = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private static final Duration OFTEN = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** Delivered again at a time, so that requests still get connections. */
    private static final int AT_ONCE = 200;

    /** Looked through at a time: more than {@link #AT_ONCE}, lest those that wait hide those that are due. */
    private static final int IN_VIEW = 20_000;

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalTime AT_NIGHT = LocalTime.of(2, 10);

    private final JdbcClient jdbc;
    private final FailedEventPublications failed;
    private final CompletedEventPublications completed;
    private final Clock clock;
    private final Duration keep;

    /** @param keep how long delivered events are kept, {@code motcua.events.keep} */
    EventDelivery(
            JdbcClient jdbc,
            FailedEventPublications failed,
            CompletedEventPublications completed,
            Clock clock,
            @Value("${motcua.events.keep:7d}") Duration keep) {
        this.jdbc = jdbc;
        this.failed = failed;
        this.completed = completed;
        this.clock = clock;
        this.keep = keep;
    }

    @Bean
    RecurringTask<Void> eventDeliveryTask() {
        return Tasks.recurring("platform-event-delivery", Schedules.fixedDelay(OFTEN))
                .execute((instance, context) -> deliver());
    }

    @Bean
    RecurringTask<Void> eventPruningTask() {
        return Tasks.recurring("platform-event-pruning", Schedules.daily(VIETNAM, AT_NIGHT))
                .execute((instance, context) -> prune());
    }

    /** Delivers again what was left lying or failed, longer apart with every try, and never gives up. */
    void deliver() {
        Instant now = clock.instant();
        giveUp(now.minus(LEFT_LYING));
        AtomicInteger delivered = new AtomicInteger();
        failed.resubmit(ResubmissionOptions.defaults()
                .withMaxInFlight(IN_VIEW)
                .withBatchSize(IN_VIEW)
                .withFilter(event -> isDue(event, now) && delivered.incrementAndGet() <= AT_ONCE));
        int again = Math.min(delivered.get(), AT_ONCE);
        if (again > 0) {
            LOG.info("events delivered again: {}", again);
        }
    }

    /** Modulith's own monitor does the same, but on every node and by the time of each. */
    private void giveUp(Instant since) {
        jdbc.sql("""
                        UPDATE platform.event_publication SET status = 'FAILED'
                         WHERE completion_date IS NULL AND status IN ('PUBLISHED', 'PROCESSING', 'RESUBMITTED')
                           AND coalesce(last_resubmission_date, publication_date) < :since
                        """).param("since", since.atZone(VIETNAM).toOffsetDateTime()).update();
    }

    void prune() {
        completed.deletePublicationsOlderThan(keep);
    }

    private static boolean isDue(EventPublication event, Instant now) {
        Instant last = event.getLastResubmissionDate();
        Instant tried = last == null ? event.getPublicationDate() : last;
        return !tried.plus(wait(event.getCompletionAttempts())).isAfter(now);
    }

    /** How long after so many tries the next one comes. */
    static Duration wait(int tries) {
        Duration doubled = LEFT_LYING.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
