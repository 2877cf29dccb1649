package vn.motcua.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.database.BenchServer;

/**
 * Transitions a second of the whole product, of Operaton and of Flowable on one durable PostgreSQL: 4 threads, open cases
 * seeded and analysed before, rounds of the arms in turn; and what a case weighs when it has run to its end. Beside them
 * TPC-B on the same server, as what it can do at all.
 */
@Tag("bench")
class EnginesBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int WARM_UP = 3;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int CASES = Integer.getInteger("bench.cases", 5_000);
    private static final int OURS = 4;
    private static final int WEIGHED = 1_000;

    @Test
    @Timeout(900)
    void engines() throws Exception {
        try (Product product = Product.start("bench_engines");
                OurArm ours = new OurArm(product);
                OperatonArm operaton = new OperatonArm(source(product, "bench_operaton"));
                FlowableArm flowable = new FlowableArm(source(product, "bench_flowable"))) {
            List<Arm> arms = List.of(ours, operaton, flowable);
            Map<String, Double> figures = new LinkedHashMap<>();
            List<Weight> bytes = new ArrayList<>();
            for (Arm arm : arms) {
                bytes.add(weigh(arm));
            }
            String url = product.server().empty("bench_tpcb");
            String password = product.server().password();
            TpcB.prepare(url, BenchServer.USER, password);
            for (Arm arm : arms) {
                seed(arm, arm == ours ? CASES * OURS : CASES);
                analyse(arm);
            }
            Callable<List<Double>> round = () -> {
                List<Double> rates = new ArrayList<>();
                for (Arm arm : arms) {
                    rates.add(Load.perSecond(ROUND, arm::step));
                }
                rates.add(Load.tpcB(url, password, ROUND));
                return rates;
            };
            for (int i = 0; i < WARM_UP; i++) {
                round.call();
            }
            List<List<Double>> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round.call());
            }
            report(arms, bytes, rounds, figures);
            Figures.write("engines", figures);
        }
    }

    private static DataSource source(Product product, String database) {
        String url = product.server().empty(database);
        var source = new com.zaxxer.hikari.HikariDataSource();
        source.setJdbcUrl(url);
        source.setUsername(BenchServer.USER);
        source.setPassword(product.server().password());
        source.setMaximumPoolSize(2 * Load.THREADS);
        return source;
    }

    private static void seed(Arm arm, int cases) throws Exception {
        Load.together(thread -> {
            for (int i = thread; i < cases; i += Load.THREADS) {
                arm.open();
            }
            return 0L;
        });
    }

    private static void analyse(Arm arm) throws InterruptedException {
        arm.awaitRest();
        JdbcClient.create(arm.database()).sql("VACUUM ANALYZE").update();
    }

    /**
     * @param engine what moves a case and what remembers how: for us the instance, its tasks, the dossier's row, the ledger
     * @param all with everything else the database took up meanwhile; for us applicant, form, fee, figures and outbox
     */
    private record Weight(double engine, double all) {}

    /** Bytes of tables and indexes that a case has added to the database when it has come to its end. */
    private static Weight weigh(Arm arm) throws Exception {
        analyse(arm);
        JdbcClient jdbc = JdbcClient.create(arm.database());
        long before = size(jdbc, arm.engineTables());
        long all = size(jdbc, "{%}");
        seed(arm, WEIGHED);
        Load.together(_ -> {
            while (arm.step()) {
                // to the end of every case
            }
            return 0L;
        });
        analyse(arm);
        return new Weight(
                (double) (size(jdbc, arm.engineTables()) - before) / WEIGHED,
                (double) (size(jdbc, "{%}") - all) / WEIGHED);
    }

    private static long size(JdbcClient jdbc, String tables) {
        return jdbc.sql("""
                        SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                           AND (n.nspname || '.' || c.relname) LIKE ANY (CAST(:tables AS text[]))
                        """).param("tables", tables).query(Long.class).single();
    }

    private static void report(
            List<Arm> arms, List<Weight> bytes, List<List<Double>> rounds, Map<String, Double> figures) {
        System.out.printf(
                "%nengines: %d threads, %d rounds of %d s each in turn, fsync and synchronous_commit on%n"
                        + "a transition is a completed task; ours is the whole call of the desk with rights, ledger and deadlines%n%-44s %10s – %10s – %10s%n",
                Load.THREADS, rounds.size(), ROUND.toSeconds(), "", "min", "median", "max");
        for (int i = 0; i < arms.size(); i++) {
            System.out.println(Figures.line(arms.get(i).name() + ", transitions/s", column(rounds, i)));
        }
        System.out.println(Figures.line("TPC-B transactions/s (scale 10, prepared)", column(rounds, arms.size())));
        for (int i = 1; i <= arms.size(); i++) {
            int other = i;
            List<Double> ratios =
                    rounds.stream().map(r -> r.getFirst() / r.get(other)).toList();
            String name = i < arms.size() ? arms.get(i).name() : "TPC-B";
            System.out.println(Figures.line("ours / " + name, ratios));
            figures.put(i < arms.size() ? "ratioTo" + name : "ratioToTpcb", Figures.median(ratios));
        }
        for (int i = 0; i < arms.size(); i++) {
            System.out.printf(
                    "%-44s %10.0f (with everything else: %.0f)%n",
                    arms.get(i).name() + ", bytes a finished case",
                    bytes.get(i).engine(),
                    bytes.get(i).all());
            figures.put(
                    "bytesPerCase" + (i == 0 ? "" : arms.get(i).name()),
                    bytes.get(i).engine());
        }
    }

    private static List<Double> column(List<List<Double>> rounds, int index) {
        return rounds.stream().map(round -> round.get(index)).toList();
    }
}
