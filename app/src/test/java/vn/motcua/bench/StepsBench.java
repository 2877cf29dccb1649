package vn.motcua.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.database.BenchServer;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Intake;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.OfficerSummary;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.TestClock;

/**
 * Steps a second of the running product beside TPC-B on the same database in the same run. A step (transition) is what
 * an officer does to a task: claim it and complete it, two transactions of the product's own service with authorisation,
 * ledger and deadlines.
 */
@Tag("bench")
class StepsBench {

    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final int MOST_CASES = Integer.getInteger("bench.cases", 60_000);
    private static final Duration LONGEST_SEEDING = Duration.ofSeconds(75);

    private static final Instant NOW = TestClock.START;

    private record Case(DossierId id, Deque<TaskSummary> open) {}

    @Test
    @Timeout(240)
    void steps() throws Exception {
        try (Product product = Product.start("bench_steps")) {
            AuthorityAtWork at = new AuthorityAtWork(product.application());
            String password = product.server().password();
            TpcB.prepare(product.url(), BenchServer.USER, password);
            Queue<Case> cases = seed(at);
            int seeded = cases.size();
            awaitListeners(product);
            product.application()
                    .getBean(JdbcClient.class)
                    .sql("VACUUM ANALYZE")
                    .update();
            Load.perSecond(WARM_UP, () -> step(at, cases));
            Load.tpcB(product.url(), password, WARM_UP.dividedBy(2));

            List<Double> steps = new ArrayList<>();
            List<Double> tpcB = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                steps.add(Load.perSecond(ROUND, () -> step(at, cases)));
                tpcB.add(Load.tpcB(product.url(), password, ROUND));
                ratios.add(steps.getLast() / tpcB.getLast());
            }
            report(seeded, steps, tpcB, ratios);
        }
    }

    /** What the seeding told others must be done with, or it is paid for by the steps measured after it. */
    static void awaitListeners(Product product) throws InterruptedException {
        JdbcClient jdbc = product.application().getBean(JdbcClient.class);
        while (jdbc.sql("SELECT EXISTS (SELECT FROM platform.event_publication WHERE completion_date IS NULL)")
                .query(Boolean.class)
                .single()) {
            Thread.sleep(200);
        }
    }

    private static void report(int seeded, List<Double> steps, List<Double> tpcB, List<Double> ratios)
            throws Exception {
        System.out.printf(
                "%nsteps: %d threads, %d rounds of %d s each, %d open cases at the start, fsync and synchronous_commit on%n"
                        + "a transition is a completed step: claim + complete, 2 transactions%n%-44s %10s – %10s – %10s%n",
                Load.THREADS, ROUNDS, ROUND.toSeconds(), seeded, "", "min", "median", "max");
        System.out.println(Figures.line("transitions/s", steps));
        System.out.println(Figures.line("TPC-B transactions/s (scale 10, prepared)", tpcB));
        System.out.println(Figures.line("ratio of a round", ratios));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("transitionsPerSecond", Figures.median(steps));
        figures.put("tpcbPerSecond", Figures.median(tpcB));
        figures.put("ratioToTpcb", Figures.median(ratios));
        Figures.write("steps", figures);
    }

    /** Dossiers of all five procedures, past the one-stop desk, with everything still to do. */
    private static Queue<Case> seed(AuthorityAtWork at) throws Exception {
        List<Filing> filings = AuthorityAtWork.PROCEDURES.stream()
                .flatMap(code -> at.catalog.offeredBy(at.procedure(code)).stream()
                        .map(agency -> at.filing(code, agency.id(), AuthorityAtWork.typed(code))))
                .toList();
        Queue<Case> cases = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        long end = System.nanoTime() + LONGEST_SEEDING.toNanos();
        Load.together(_ -> {
            for (int i = next.getAndIncrement();
                    i < MOST_CASES && System.nanoTime() < end;
                    i = next.getAndIncrement()) {
                Intake.Accepted a = at.takeIn(filings.get(i % filings.size()), NOW);
                TaskSummary forward = at.open(a.id()).getFirst();
                List<TaskSummary> opened = at.complete(a.id(), forward, "forward", at.answering(forward), NOW)
                        .orElseThrow();
                cases.add(new Case(a.id(), new ArrayDeque<>(opened)));
            }
            return 0;
        });
        return cases;
    }

    /** Takes any case with an open task and does its next step; {@code false} when there is none. */
    private static boolean step(AuthorityAtWork at, Queue<Case> cases) {
        Case mine = cases.poll();
        if (mine == null) {
            return false;
        }
        step(at, mine);
        if (!mine.open().isEmpty()) {
            cases.add(mine);
        }
        return true;
    }

    /** What two requests of the desk do: the officer is looked up for each, as for each request. */
    private static void step(AuthorityAtWork at, Case mine) {
        TaskSummary task = mine.open().poll();
        OfficerId officer = anyone(at, task);
        TaskSummary claimed = at.casework
                .claim(mine.id(), task.id(), at.officer(officer), NOW)
                .orElseThrow();
        mine.open()
                .addAll(at.casework
                        .complete(
                                mine.id(),
                                AuthorityAtWork.decision(
                                        claimed, claimed.outcomes().getFirst().key(), 1),
                                at.officer(officer),
                                AuthorityAtWork.newKey(),
                                NOW)
                        .orElseThrow());
    }

    private static OfficerId anyone(AuthorityAtWork at, TaskSummary task) {
        List<OfficerSummary> officers = at.organization.officersOf(task.unit(), task.position());
        return officers.get((int) (task.id().value() % officers.size())).id();
    }
}
