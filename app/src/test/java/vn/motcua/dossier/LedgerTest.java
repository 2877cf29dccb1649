package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.WARD;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class LedgerTest {

    /** After the days of all other tests, so that sealing days here leaves them out. */
    private static final Instant NOW = TestClock.at(2027, 3, 1, 9, 0);

    @Autowired
    ApplicationContext application;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    DossierId dossier = new DossierId(0);

    @BeforeEach
    void a_dossier_at_work() {
        AuthorityAtWork at = new AuthorityAtWork(application);
        at.takeIn(at.filing(BIRTH, WARD), NOW.minus(Duration.ofDays(3)));
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), NOW, NOW);
        at.step(a.id(), "forward", "forward", NOW.plusSeconds(86_400));
        dossier = a.id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE dossier.dossier_event SET kind = 'RETURNED' WHERE dossier_id = :id",
                "DELETE FROM dossier.dossier_event WHERE dossier_id = :id",
                "TRUNCATE dossier.dossier_event",
                "UPDATE dossier.content SET hash = '' WHERE dossier_id = :id",
                "DELETE FROM dossier.content WHERE dossier_id = :id",
                "TRUNCATE dossier.content",
                "TRUNCATE dossier.ledger_anchor"
            })
    void what_was_written_is_neither_changed_nor_removed(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).param("id", dossier.value()).update())
                .hasMessageContaining("is append-only");
    }

    @Test
    void an_untouched_ledger_holds() {
        assertThat(anchors.verify(dossier)).isEmpty();
        assertThat(anchors.verify().faults()).isEmpty();
        assertThat(anchors.verify().events()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE dossier.dossier_event SET at = at - interval '1 microsecond' WHERE dossier_id = :id AND seq = 3",
                "UPDATE dossier.dossier_event SET officer_id = officer_id + 1 WHERE dossier_id = :id AND seq = 3",
                "UPDATE dossier.dossier_event SET data = data || '{\"unknownToday\": 1}' WHERE dossier_id = :id AND seq = 3",
                "UPDATE dossier.dossier_event SET data = data - 'name' WHERE dossier_id = :id AND seq = 3",
                "UPDATE dossier.dossier_event SET hash = sha256(hash) WHERE dossier_id = :id AND seq = 3"
            })
    void tampering_by_the_owner_of_the_database_is_found_where_it_was_done(String sql) {
        tampered(sql, () -> {
            assertThat(anchors.verify(dossier)).contains(new LedgerAnchors.Fault(dossier, null, 3));
            assertThat(anchors.verify().faults()).contains(new LedgerAnchors.Fault(dossier, null, 3));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE dossier.dossier SET due_at = due_at + interval '1 day' WHERE id = :id",
                "UPDATE dossier.dossier SET processed_at = now() WHERE id = :id",
                "UPDATE dossier.applicant SET name = 'Người khác' WHERE dossier_id = :id",
                "UPDATE dossier.content SET answers = answers || '{\"childName\": \"Người khác\"}' WHERE dossier_id = :id",
                "DELETE FROM dossier.dossier_event WHERE dossier_id = :id"
            })
    void what_is_kept_beside_the_ledger_is_compared_with_it(String sql) {
        tampered(sql, () -> assertThat(anchors.verify().faults()).contains(new LedgerAnchors.Fault(dossier, null, 0)));
    }

    @Test
    void a_dossier_gone_with_all_its_entries_leaves_a_gap_in_the_codes_of_its_day() {
        tampered(
                """
                WITH e AS (DELETE FROM dossier.dossier_event WHERE dossier_id = :id),
                     c AS (DELETE FROM dossier.content WHERE dossier_id = :id),
                     a AS (DELETE FROM dossier.applicant WHERE dossier_id = :id),
                     s AS (DELETE FROM dossier.supplement WHERE dossier_id = :id),
                     d AS (DELETE FROM dossier.delivery WHERE dossier_id = :id)
                DELETE FROM dossier.dossier WHERE id = :id
                """,
                () -> assertThat(anchors.verify().faults())
                        .anyMatch(fault -> fault.dossier() == null && fault.day() != null));
    }

    @Test
    void an_entry_cut_from_the_middle_and_one_cut_from_the_end_are_found() {
        tampered(
                "DELETE FROM dossier.dossier_event WHERE dossier_id = :id AND seq = 2",
                () -> assertThat(anchors.verify(dossier)).contains(new LedgerAnchors.Fault(dossier, null, 3)));
        tampered(
                "DELETE FROM dossier.dossier_event e WHERE dossier_id = :id"
                        + " AND seq = (SELECT version FROM dossier.dossier WHERE id = :id)",
                () -> assertThat(anchors.verify().faults()).contains(new LedgerAnchors.Fault(dossier, null, 0)));
    }

    @Test
    void finished_days_are_sealed_once_and_each_rests_on_the_day_before() {
        rolledBack(() -> {
            int sealed = anchors.anchorFinishedDays(NOW);
            assertThat(sealed).isPositive();
            assertThat(anchors.anchorFinishedDays(NOW)).isZero();
            assertThat(days().getLast()).isEqualTo(LocalDate.of(2027, 2, 28));

            assertThat(anchors.anchorFinishedDays(TestClock.at(2027, 3, 3, 0, 30)))
                    .as("1 and 2 March")
                    .isEqualTo(2);

            assertThat(anchors.verify().faults()).isEmpty();
            assertThat(anchors.verify().days()).isEqualTo(sealed + 2);
            assertThat(jdbc.sql("SELECT events FROM dossier.ledger_anchor WHERE day = '2027-03-02'")
                            .query(Long.class)
                            .single())
                    .isPositive();
        });
    }

    @Test
    void a_day_belongs_to_vietnam_and_ends_at_its_midnight() {
        rolledBack(() -> {
            anchors.anchorFinishedDays(TestClock.at(2027, 3, 1, 23, 59));
            assertThat(days().getLast()).isEqualTo(LocalDate.of(2027, 2, 28));
            anchors.anchorFinishedDays(TestClock.at(2027, 3, 2, 0, 0));
            assertThat(days().getLast()).isEqualTo(LocalDate.of(2027, 3, 1));
        });
    }

    @Test
    void a_whole_history_rewritten_with_right_hashes_is_found_by_the_sealed_day() {
        tampered("SELECT 1 WHERE :id > 0", () -> {
            anchors.anchorFinishedDays(TestClock.at(2027, 3, 4, 0, 30));
            jdbc.sql("DELETE FROM dossier.dossier_event WHERE dossier_id = :id AND at >= :day")
                    .param("id", dossier.value())
                    .param("day", TestClock.at(2027, 3, 2, 0, 0).atOffset(java.time.ZoneOffset.UTC))
                    .update();
            jdbc.sql("""
                            UPDATE dossier.dossier d SET version = e.seq, head_hash = e.hash
                              FROM (SELECT seq, hash FROM dossier.dossier_event WHERE dossier_id = :id
                                     ORDER BY seq DESC LIMIT 1) e
                             WHERE d.id = :id
                            """).param("id", dossier.value()).update();

            assertThat(anchors.verify(dossier)).as("the chain alone holds").isEmpty();
            assertThat(anchors.verify().faults()).contains(new LedgerAnchors.Fault(null, LocalDate.of(2027, 3, 2), 0));
        });
    }

    private List<LocalDate> days() {
        return jdbc.sql("SELECT day FROM dossier.ledger_anchor ORDER BY day")
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
    }

    /** Does to the ledger what only the owner of the database can, looks, and undoes it. */
    private void tampered(String sql, Runnable look) {
        rolledBack(() -> {
            jdbc.sql("ALTER TABLE dossier.dossier_event DISABLE TRIGGER USER").update();
            jdbc.sql("ALTER TABLE dossier.content DISABLE TRIGGER USER").update();
            if (!sql.startsWith("SELECT")) {
                assertThat(jdbc.sql(sql).param("id", dossier.value()).update()).isPositive();
            }
            look.run();
        });
    }

    private void rolledBack(Runnable test) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            test.run();
        });
    }
}
