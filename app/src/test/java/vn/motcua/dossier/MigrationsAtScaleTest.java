package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.DueMoves;
import vn.motcua.process.Migration;
import vn.motcua.process.MigrationId;
import vn.motcua.process.MigrationItem;
import vn.motcua.process.ProcessMigrations;
import vn.motcua.process.Processes;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Moving live dossiers where there are as many as a district has. */
@DemoTest
class MigrationsAtScaleTest {

    private static final int DOSSIERS = 10_000;
    private static final int BATCH = 1_000;

    @Autowired
    ApplicationContext application;

    @Autowired
    ProcessMigrations migrations;

    @Autowired
    Processes processes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TestClock clock;

    @Test
    void ten_thousand_live_dossiers_are_planned_looked_at_page_by_page_and_moved() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            AuthorityAtWork at = new AuthorityAtWork(application);
            DossierId id = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant())
                    .id();
            at.step(id, "forward", "forward", clock.instant());
            MovesAtScaleTest.copies(jdbc, id, DOSSIERS);
            DefinitionId from = at.procedure(CONSTRUCTION).process();
            DefinitionId to = processes
                    .publish(
                            CONSTRUCTION,
                            processes.bpmnXml(from).replaceFirst("(id=\"assign\"\\s+name=\")[^\"]*", "$1Giao việc mới"))
                    .orElseThrow();

            long begin = System.nanoTime();
            MigrationId plan = migrations
                    .plan(
                            new ProcessMigrations.Choice(from, to, Map.of(), List.of()),
                            at.officer("admin"),
                            newKey(),
                            clock.instant())
                    .orElseThrow();
            long planned = System.nanoTime();
            List<Migration.Group> groups = migrations.groups(plan, 30);
            List<MigrationItem> last = migrations.items(plan, MigrationItem.Which.ALL, DOSSIERS - 50, 50);
            long looked = System.nanoTime();
            migrations
                    .start(plan, "Đổi tên bước", at.officer("admin"), newKey(), clock.instant())
                    .orElseThrow();
            long started = System.nanoTime();
            DueMoves.run(application, BATCH);
            Migration after = migrations.find(plan).orElseThrow();
            long moved = System.nanoTime();

            assertThat(groups).isNotEmpty();
            assertThat(last).hasSize(50);
            assertThat(after.counts().all()).isGreaterThan(DOSSIERS);
            assertThat(after.counts().moved()).isEqualTo(BATCH);
            LoggerFactory.getLogger(getClass())
                    .info(String.format(
                            Locale.ROOT,
                            "%d live dossiers: planned in %.2f s, summary and last page in %.3f s, %d moved in %.2f s",
                            after.counts().all(),
                            (planned - begin) / 1e9,
                            (looked - planned) / 1e9,
                            BATCH,
                            (moved - started) / 1e9));
        });
    }
}
