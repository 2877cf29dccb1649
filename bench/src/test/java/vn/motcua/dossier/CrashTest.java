package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.motcua.database.BenchServer;

/**
 * Nodes killed ({@code kill -9}) among a thousand steps on eight threads: what was acknowledged is there once, every ledger
 * and marking is whole, and timers go off once. {@code -Dcrash.times=20} for the long form.
 */
class CrashTest {

    private static final int TIMES = Integer.getInteger("crash.times", 2);
    private static final int MOST_STEPS = 1_000;

    private final Random random = new Random(20_261_123);
    private final Set<String> done = new HashSet<>();
    private final Set<Long> taken = new HashSet<>();

    @Test
    @Timeout(1_800)
    void nothing_acknowledged_is_lost_nothing_comes_twice_and_timers_go_off() throws Exception {
        try (BenchServer server = BenchServer.start()) {
            String url = server.empty("crash");
            for (int time = 1; time <= TIMES; time++) {
                int steps = 200 + random.nextInt(MOST_STEPS - 200);
                node("work", server, url, steps);
                System.out.printf("killed for the %d. time after at least %d acknowledged steps%n", time, steps);
            }
            node("finish", server, url, Integer.MAX_VALUE);

            JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, BenchServer.USER, server.password()));
            List<String> ledger =
                    jdbc.sql("""
                            SELECT dossier_id || ' ' || (data ->> 'task') FROM dossier.dossier_event
                             WHERE kind = 'TASK_COMPLETED'
                            """).query((row, _) -> row.getString(1)).list();
            assertThat(ledger).as("no step twice").doesNotHaveDuplicates();
            assertThat(new HashSet<>(ledger)).as("every acknowledged step").containsAll(done);
            List<Long> dossiers = jdbc.sql("SELECT id FROM dossier.dossier WHERE procedure_code = :code")
                    .param("code", CrashingNode.PROCEDURE)
                    .query((row, _) -> row.getLong(1))
                    .list();
            assertThat(dossiers).as("every acknowledged intake").containsAll(taken);
            assertThat(jdbc.sql("""
                            SELECT count(*) FROM dossier.dossier d
                             WHERE procedure_code = :code
                               AND (status <> 'RETURNED'
                                    OR (SELECT count(*) FROM dossier.dossier_event e
                                         WHERE e.dossier_id = d.id AND e.kind = 'EVENT_OCCURRED') <> 1)
                            """)
                            .param("code", CrashingNode.PROCEDURE)
                            .query((row, _) -> row.getLong(1))
                            .single())
                    .as("dossiers that did not end, or whose timer did not go off exactly once")
                    .isZero();
            assertThat(jdbc.sql("SELECT (SELECT count(*) FROM process.task WHERE subject_id = ANY (:ids::bigint[]))"
                                    + " + (SELECT count(*) FROM process.job)")
                            .param("ids", dossiers.toString().replace('[', '{').replace(']', '}'))
                            .query((row, _) -> row.getLong(1))
                            .single())
                    .as("tokens left over")
                    .isZero();
            System.out.printf(
                    "%d kills, %d acknowledged steps, %d acknowledged intakes, %d dossiers at their end%n",
                    TIMES, done.size(), taken.size(), dossiers.size());
        }
    }

    /** Lets a node work until it has acknowledged so many steps and kills it; reads what it said to the last line. */
    private void node(String what, BenchServer server, String url, int steps) throws Exception {
        List<String> broken = new ArrayList<>();
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Duser.timezone=Pacific/Chatham",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNode.class.getName(),
                        what,
                        url,
                        BenchServer.USER,
                        server.password())
                .redirectError(new File("target", "crash-" + what + ".log"))
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            int heard = 0;
            boolean ready = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line.split(" ")[0]) {
                    case "READY" -> ready = true;
                    case "DONE" -> {
                        done.add(line.substring(5));
                        heard++;
                    }
                    case "TAKEN" -> taken.add(Long.parseLong(line.substring(6)));
                    default -> broken.add(line);
                }
                if (heard >= steps) {
                    // its own method would close the pipe before the last words are read
                    node.toHandle().destroyForcibly();
                }
            }
            assertThat(ready)
                    .as("the node came up; see target/crash-" + what + ".log")
                    .isTrue();
        }
        assertThat(broken).isEmpty();
        assertThat(node.waitFor()).isEqualTo(what.equals("finish") ? 0 : 137);
    }
}
