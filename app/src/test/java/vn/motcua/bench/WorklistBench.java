package vn.motcua.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.dossier.Worklists;
import vn.motcua.organization.Actor;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.ManyDossiers;
import vn.motcua.testing.TestClock;

/** How long the database part of a worklist page takes among 100,000 dossiers: 50 lines of a queue and the counts of all. */
@Tag("bench")
class WorklistBench {

    private static final int DOSSIERS = 100_000;
    private static final int ROUNDS = 20;
    private static final int WARM_UP = 5;
    private static final Instant NOW = TestClock.START;

    private static final List<String> OFFICERS =
            List.of("hm.motcua1", "hm.qldt1", "hm.qldt.truong", "hm.lanhdao1", "dinhcong.motcua1", "dinhcong.tuphap1");

    @Test
    @Timeout(180)
    void worklist() throws Exception {
        try (Product product = Product.start("bench_worklist")) {
            JdbcClient jdbc = product.application().getBean(JdbcClient.class);
            ManyDossiers.generate(jdbc, DOSSIERS, NOW);
            jdbc.sql("VACUUM ANALYZE").update();
            Worklists worklists = product.application().getBean(Worklists.class);
            AuthorityAtWork at = new AuthorityAtWork(product.application());

            List<Double> pages = new ArrayList<>();
            Map<String, List<Double>> parts = new TreeMap<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (String login : OFFICERS) {
                    Actor.Officer officer = at.officer(login);
                    for (Worklists.Queue queue : Worklists.Queue.values()) {
                        long start = System.nanoTime();
                        worklists.list(queue, officer, 50, 0, NOW);
                        double list = (System.nanoTime() - start) / 1e6;
                        worklists.counts(officer, NOW);
                        double page = (System.nanoTime() - start) / 1e6;
                        if (round >= 0) {
                            pages.add(page);
                            parts.computeIfAbsent("list " + queue, k -> new ArrayList<>())
                                    .add(list);
                            parts.computeIfAbsent("counts", k -> new ArrayList<>())
                                    .add(page - list);
                        }
                    }
                }
            }
            report(pages, parts);
        }
    }

    private static void report(List<Double> pages, Map<String, List<Double>> parts) throws Exception {
        System.out.printf(
                "%nworklist: %d dossiers, a fifth open; milliseconds of a page (50 lines of a queue, counts of all)%n"
                        + "%-44s %10s – %10s – %10s%n",
                DOSSIERS, "", "min", "median", "max");
        parts.forEach((name, times) -> System.out.println(Figures.line(name, times)));
        System.out.println(Figures.line("page", pages));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("medianMs", Figures.median(pages));
        figures.put("p95Ms", Figures.quantile(pages, 0.95));
        System.out.printf(Locale.ROOT, "p95 %.1f ms%n", figures.get("p95Ms"));
        Figures.write("worklist", figures);
    }
}
