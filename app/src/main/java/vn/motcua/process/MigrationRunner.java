package vn.motcua.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.motcua.process.MigrationTables.Taken;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Carries out migrations on any node: takes some instances in hand for a while with SKIP LOCKED, and moves each in a
 * transaction of its own. What a fallen node had in hand is taken by another when its time is over.
 */
@Component
class MigrationRunner {

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(MigrationRunner.class);

    private final MigrationTables tables;
    private final ObjectProvider<ProcessOwner> owners;
    private final Clock clock;
    private final int batch;

    /** @param batch how many a node takes in hand at once */
    MigrationRunner(
            MigrationTables tables,
            ObjectProvider<ProcessOwner> owners,
            Clock clock,
            @Value("${motcua.migration.batch:100}") int batch) {
        this.tables = tables;
        this.owners = owners;
        this.clock = clock;
        this.batch = batch;
    }

    /** Goes on until nothing is left to move; gives how many instances it took in hand. */
    int runAll() {
        int sum = 0;
        for (int done = run(); done > 0; done = run()) {
            sum += done;
        }
        return sum;
    }

    /** One batch. */
    int run() {
        tables.stopWithdrawn();
        List<Taken> taken = tables.take(clock.instant(), LEASE, batch);
        if (!taken.isEmpty()) {
            Map<String, ProcessOwner> byKind =
                    owners.stream().collect(Collectors.toMap(ProcessOwner::kind, Function.identity()));
            taken.forEach(item -> move(item, byKind));
        }
        tables.finish(clock.instant());
        return taken.size();
    }

    private void move(Taken item, Map<String, ProcessOwner> byKind) {
        ProcessOwner owner = byKind.get(item.subject().kind());
        if (owner == null) {
            throw new IllegalStateException(
                    "nobody owns subjects of kind " + item.subject().kind());
        }
        Instant now = clock.instant();
        try {
            if (owner.migrate(item.subject(), item.instance(), item.migration(), now)
                    instanceof Result.Refused<Relocated> refused) {
                boolean stopped = refused.problems().stream()
                        .anyMatch(problem -> problem.code().equals(MigrationMoves.STOPPED));
                if (stopped) {
                    tables.giveBack(item);
                } else {
                    tables.refused(item, refused.problems(), now);
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("instance {} was not moved", item.instance().value(), e);
            if (item.attempts() + 1 < MOST_ATTEMPTS) {
                tables.failed(item, String.valueOf(e.getMessage()), now.plus(PAUSE));
            } else {
                tables.refused(item, List.of(Problem.of("process.move-failed")), now);
            }
        }
    }
}
