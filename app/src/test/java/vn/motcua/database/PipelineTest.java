package vn.motcua.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Types;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.database.Pipeline.Typed;
import vn.motcua.testing.MotCuaTest;

@MotCuaTest
class PipelineTest {

    private static final String INSERT = "INSERT INTO pipeline_test (id, word) VALUES (?, ?)";

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private Listening listening;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void a_table() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS pipeline_test (id bigint PRIMARY KEY, word text)")
                .update();
    }

    @AfterEach
    void no_table() {
        jdbc.sql("DROP TABLE pipeline_test").update();
    }

    @Test
    void writes_are_there_once_the_transaction_has_ended() {
        transaction.executeWithoutResult(status -> {
            pipeline.later(INSERT, 1L, "một");
            pipeline.later(INSERT, 2L, new Typed(null, Types.VARCHAR));
        });

        assertThat(words()).isEqualTo(2);
    }

    @Test
    void listeners_do_not_wait_for_the_disk_and_everybody_else_does() {
        jdbc.sql("CREATE TABLE pipeline_test_waits (waits text)").update();
        jdbc.sql("""
                CREATE FUNCTION pipeline_test_waits() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO pipeline_test_waits VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$
                """).update();
        jdbc.sql("""
                CREATE CONSTRAINT TRIGGER at_the_commit AFTER INSERT ON pipeline_test DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION pipeline_test_waits()
                """).update();
        try {
            Runnable write = () -> transaction.executeWithoutResult(status -> {
                jdbc.sql("SET LOCAL synchronous_commit = on").update();
                jdbc.sql("INSERT INTO pipeline_test SELECT count(*) FROM pipeline_test")
                        .update();
            });
            listening.decorate(write).run();
            write.run();

            assertThat(jdbc.sql("SELECT waits FROM pipeline_test_waits")
                            .query(String.class)
                            .list())
                    .as("the listener's, then another's on the same thread")
                    .containsExactly("off", "on");
        } finally {
            jdbc.sql("DROP TABLE pipeline_test_waits").update();
            jdbc.sql("DROP FUNCTION pipeline_test_waits() CASCADE").update();
        }
    }

    @Test
    void whoever_reads_in_the_transaction_finds_the_writes_before() {
        var seen = new AtomicInteger();
        transaction.executeWithoutResult(status -> {
            pipeline.later(INSERT, 1L, "một");
            seen.set(words());
            pipeline.later(INSERT, 2L, "hai");
        });

        assertThat(seen).hasValue(1);
        assertThat(words()).isEqualTo(2);
    }

    @Test
    void a_rolled_back_transaction_writes_nothing() {
        transaction.executeWithoutResult(status -> {
            pipeline.later(INSERT, 1L, "một");
            status.setRollbackOnly();
        });

        assertThat(words()).isZero();
    }

    @Test
    void a_write_that_fails_takes_all_with_it_and_leaves_the_connection_usable() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    pipeline.later(INSERT, 1L, "một");
                    pipeline.later(INSERT, 1L, "một nữa");
                    pipeline.later(INSERT, 2L, "hai");
                }))
                .isInstanceOf(DuplicateKeyException.class);
        for (int again = 0; again < 30; again++) {
            assertThat(words()).isZero();
        }
    }

    @Test
    void a_write_that_missed_what_it_was_meant_for_undoes_the_transaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    pipeline.later(INSERT, 1L, "một");
                    pipeline.later("""
                            WITH changed AS (UPDATE pipeline_test SET word = ? WHERE id = ? RETURNING 1)
                            SELECT public.must(EXISTS (SELECT FROM changed), 'pipeline_test')
                            """, "mười", 10L);
                    pipeline.later(INSERT, 2L, "hai");
                }))
                .isInstanceOf(ConcurrencyFailureException.class);

        assertThat(words()).isZero();
    }

    @Test
    void outside_a_transaction_nothing_is_kept_for_later() {
        assertThatThrownBy(() -> pipeline.later(INSERT, 1L, "một")).isInstanceOf(IllegalStateException.class);
    }

    private int words() {
        return jdbc.sql("SELECT count(*) FROM pipeline_test")
                .query(Integer.class)
                .single();
    }
}
