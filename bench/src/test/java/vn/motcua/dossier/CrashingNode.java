package vn.motcua.dossier;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.MotCuaApplication;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;

/**
 * A node of its own that takes dossiers in and works on them from eight threads, and says of everything it was told is
 * done. Begun with {@code finish} it works all of them to their end instead.
 */
final class CrashingNode {

    static final String PROCEDURE = "9.300001";
    private static final int THREADS = 8;

    /** One branch is an officer's, the other waits two seconds; both must come before the result is returned. */
    private static final String PROCESS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="https://motcua.vn/bpmn"
                id="d" targetNamespace="https://motcua.vn/bench"><process id="crash" name="Rơi" isExecutable="true">
            <startEvent id="start"/><parallelGateway id="split"/><parallelGateway id="join"/>
            <userTask id="a" name="A" motcua:unit="justice" motcua:position="specialist" motcua:allowance="60"
                motcua:work="WORK" motcua:outcomes="done|Xong"/>
            <intermediateCatchEvent id="wait" name="Chờ"><timerEventDefinition><timeDuration>PT2S</timeDuration>
            </timerEventDefinition></intermediateCatchEvent>
            <userTask id="b" name="B" motcua:unit="justice" motcua:position="specialist" motcua:allowance="60"
                motcua:work="WORK" motcua:outcomes="done|Xong"/>
            <userTask id="return" name="Trả" motcua:unit="one-stop" motcua:position="clerk" motcua:allowance="60"
                motcua:work="RETURN" motcua:outcomes="returned|Đã trả"/>
            <endEvent id="end" motcua:result="RETURNED"/>
            <sequenceFlow id="f1" sourceRef="start" targetRef="split"/>
            <sequenceFlow id="f2" sourceRef="split" targetRef="a"/><sequenceFlow id="f3" sourceRef="split" targetRef="wait"/>
            <sequenceFlow id="f4" sourceRef="wait" targetRef="b"/><sequenceFlow id="f5" sourceRef="a" targetRef="join"/>
            <sequenceFlow id="f6" sourceRef="b" targetRef="join"/><sequenceFlow id="f7" sourceRef="join" targetRef="return"/>
            <sequenceFlow id="f8" sourceRef="return" targetRef="end"/></process></definitions>
            """;

    private final ConfigurableApplicationContext application;
    private final AuthorityAtWork at;
    private final JdbcClient jdbc;
    private final PrintStream told;

    private CrashingNode(ConfigurableApplicationContext application, PrintStream told) {
        this.application = application;
        this.at = new AuthorityAtWork(application);
        this.jdbc = application.getBean(JdbcClient.class);
        this.told = told;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream told = System.out;
        System.setOut(System.err);
        var application = new SpringApplicationBuilder(MotCuaApplication.class)
                .run(
                        "--motcua.database.url=" + arguments[1],
                        "--motcua.database.user=" + arguments[2],
                        "--motcua.database.password=" + arguments[3],
                        "--motcua.data=target/crash-data",
                        "--motcua.demo=true",
                        "--server.port=0",
                        "--logging.level.root=WARN");
        var node = new CrashingNode(application, told);
        node.look();
        told.println("READY");
        if (arguments[0].equals("finish")) {
            node.finish();
            application.close();
        } else {
            node.work();
        }
    }

    private static Filing filing(AuthorityAtWork at) {
        return at.filing(PROCEDURE, at.agency(AuthorityAtWork.WARD), Map.of("relation", "self", "copies", "1"));
    }

    /** What the last node left must be whole before any more is done to it. */
    private void look() {
        if (at.catalog.current(PROCEDURE).isEmpty()) {
            ProceduresForTests.publish(application, PROCEDURE, PROCESS);
        }
        Ledger ledger = application.getBean(Ledger.class);
        LedgerAnchors anchors = application.getBean(LedgerAnchors.class);
        for (long id : jdbc.sql("SELECT id FROM dossier.dossier WHERE procedure_code = :code ORDER BY id")
                .param("code", PROCEDURE)
                .query((row, _) -> row.getLong(1))
                .list()) {
            DossierId dossier = new DossierId(id);
            DossierState state = ledger.find(dossier).orElseThrow().state();
            List<TaskSummary> open = at.open(dossier);
            boolean holds = anchors.verify(dossier).isEmpty()
                    && Ledger.replay(ledger.entries(dossier)).equals(state)
                    && state.tasks().stream()
                            .map(DossierState.OpenTask::task)
                            .sorted()
                            .toList()
                            .equals(open.stream()
                                    .map(t -> t.id().value())
                                    .sorted()
                                    .toList());
            if (!holds) {
                told.println("BROKEN " + id);
            }
        }
        // an instance has one row for each token in its marking, and none beside
        jdbc.sql("""
                        SELECT i.id FROM process.instance i
                         WHERE (SELECT count(*) FROM process.task t WHERE t.instance_id = i.id)
                               <> (SELECT count(*) FROM jsonb_object_keys(coalesce(i.marking -> 'tasks', '{}')))
                            OR (SELECT count(*) FROM process.job j WHERE j.instance_id = i.id)
                               <> (SELECT count(*) FROM jsonb_object_keys(coalesce(i.marking -> 'watches', '{}')))
                        """).query(Long.class).list().forEach(id -> told.println("BROKEN instance " + id));
    }

    private void work() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.submit(() -> {
                    while (true) {
                        if (ThreadLocalRandom.current().nextInt(5) == 0) {
                            told.println("TAKEN "
                                    + at.takeIn(filing(at), Instant.now()).id().value());
                        } else {
                            step();
                        }
                    }
                });
            }
            threads.awaitTermination(10, TimeUnit.MINUTES);
        }
    }

    private record Open(long dossier, long task) {}

    /** Some open task; others may be at it at the same time. */
    private boolean step() {
        List<Open> open = jdbc.sql("""
                        SELECT subject_id, id FROM process.task
                         WHERE subject_id IN (SELECT id FROM dossier.dossier WHERE procedure_code = :code)
                         ORDER BY random() LIMIT 1
                        """)
                .param("code", PROCEDURE)
                .query((row, _) -> new Open(row.getLong(1), row.getLong(2)))
                .list();
        if (open.isEmpty()) {
            return false;
        }
        DossierId dossier = new DossierId(open.getFirst().dossier());
        for (TaskSummary task : at.open(dossier)) {
            if (task.id().value() == open.getFirst().task()) {
                Result<List<TaskSummary>> done = at.casework.complete(
                        dossier,
                        AuthorityAtWork.decision(
                                task, task.outcomes().getFirst().key(), 1),
                        at.answering(task),
                        AuthorityAtWork.newKey(),
                        Instant.now());
                if (done instanceof Result.Done) {
                    told.println("DONE " + dossier.value() + " " + task.id().value());
                }
            }
        }
        return true;
    }

    private void finish() throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (System.nanoTime() < until
                && jdbc.sql(
                                "SELECT EXISTS (SELECT FROM dossier.dossier WHERE procedure_code = :code AND closed_at IS NULL)")
                        .param("code", PROCEDURE)
                        .query(Boolean.class)
                        .single()) {
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    running.add(threads.submit(() -> {
                        while (step()) {
                            // until nothing is open; what waits for its time opens later
                        }
                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            }
            Thread.sleep(500);
        }
        look();
    }
}
