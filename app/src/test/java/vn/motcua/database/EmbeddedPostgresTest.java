package vn.motcua.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path data;

    /** Unpacking is slow and not what is tested here. */
    @BeforeEach
    void programs_are_unpacked_already() throws IOException {
        var shared = TestServer.get().programs();
        Files.createSymbolicLink(
                Files.createDirectories(data.resolve("postgres")).resolve("programs"), shared);
    }

    @Test
    void a_committed_step_is_on_disk_before_anyone_is_told() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void it_listens_to_this_machine_only_and_asks_for_the_password() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void the_application_is_no_superuser() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(query(postgres, "SHOW is_superuser")).isEqualTo("off");
        }
    }

    @Test
    void what_was_committed_is_there_after_application_and_server_were_killed() throws Exception {
        var first = DataFolder.open(data);
        var killed = EmbeddedPostgres.start(first, PostgresSettings.durable());
        query(killed, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");
        var postmaster = postmaster();
        killed.forget();
        postmaster.destroyForcibly();
        postmaster.onExit().get();
        first.close();

        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(query(postgres, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_server_killed_while_the_application_runs_comes_back_at_the_same_address() throws Exception {
        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            query(postgres, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");

            postmaster().destroyForcibly();

            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(query(postgres, "SELECT answer FROM kept"))
                            .isEqualTo("42"));
        }
    }

    @Test
    void a_server_left_behind_is_replaced_by_the_next_start() throws Exception {
        var first = DataFolder.open(data);
        var leftBehind = EmbeddedPostgres.start(first, PostgresSettings.durable());
        query(leftBehind, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1");
        var orphan = postmaster();
        leftBehind.forget();
        first.close();

        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(query(postgres, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_process_id_that_now_belongs_to_someone_else_is_left_alone() throws Exception {
        EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())
                .close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(pidFile(), stranger.pid() + "\n" + data + "\n");

        try (var postgres = EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())) {
            assertThat(stranger.isAlive()).isTrue();
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void a_folder_that_another_process_uses_is_refused_in_one_line_in_two_languages() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var answer = other.inputReader()) {
            assertThat(answer.readLine()).isEqualTo("held");

            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThatThrownBy(() -> DataFolder.open(data))
                        .isInstanceOf(CannotStart.class)
                        .hasMessageContaining("Thư mục dữ liệu " + data)
                        .hasMessageContaining("data folder " + data)
                        .hasMessageContaining("PID " + other.pid())
                        .hasMessageNotContaining("\n");
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** The other process: takes a data folder and keeps it. */
    static final class Holder {

        public static void main(String[] args) throws Exception {
            try (var folder = DataFolder.open(Path.of(args[0]))) {
                System.out.println(folder.resolve("lock").toFile().exists() ? "held" : "not held");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void a_folder_this_process_uses_is_refused_too_and_free_again_afterwards() {
        try (var mine = DataFolder.open(data)) {
            assertThat(mine.resolve("lock")).exists();
            assertThatThrownBy(() -> DataFolder.open(data)).isInstanceOf(CannotStart.class);
        }
        DataFolder.open(data).close();
    }

    @Test
    void data_of_another_major_version_is_refused_and_stays_untouched() throws Exception {
        EmbeddedPostgres.start(DataFolder.open(data), PostgresSettings.durable())
                .close();
        var version = data.resolve("postgres/cluster/PG_VERSION");
        Files.writeString(version, "17\n");

        try (var folder = DataFolder.open(data)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PostgresSettings.durable()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("PostgreSQL 17");
        }
        assertThat(version).hasContent("17");
    }

    private ProcessHandle postmaster() throws Exception {
        var pid = Files.readAllLines(pidFile()).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private Path pidFile() {
        return data.resolve("postgres/cluster/postmaster.pid");
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, postgres.password());
                var statement = connection.createStatement()) {
            for (boolean rows = statement.execute(sql); !rows; ) {
                rows = statement.getMoreResults();
            }
            var result = statement.getResultSet();
            result.next();
            return result.getString(1);
        }
    }
}
