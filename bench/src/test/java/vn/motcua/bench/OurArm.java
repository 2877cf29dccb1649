package vn.motcua.bench;

import java.time.Instant;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Filing;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.TestClock;

/**
 * The whole product: each step is the call the desk makes, with the officer and rights looked up, the ledger's chain, the
 * deadline by the agency's calendar, and whoever listens.
 */
final class OurArm implements Arm {

    private static final String PROCEDURE = "9.200001";
    private static final Instant NOW = TestClock.START;

    private record Open(DossierId dossier, TaskSummary task) {}

    private final Product product;
    private final AuthorityAtWork at;
    private final Filing filing;
    private final Deque<Open> cases = new ConcurrentLinkedDeque<>();

    OurArm(Product product) {
        this.product = product;
        at = new AuthorityAtWork(product.application());
        ProceduresForTests.publish(product.application(), PROCEDURE, Bpmn.ours());
        filing = at.filing(PROCEDURE, at.agency(AuthorityAtWork.WARD), Map.of("relation", "self", "copies", "1"));
    }

    @Override
    public String name() {
        return "Một Cửa";
    }

    @Override
    public void open() {
        DossierId id = at.takeIn(filing, NOW).id();
        cases.add(new Open(id, at.open(id).getFirst()));
    }

    @Override
    public boolean step() {
        Open open = cases.poll();
        if (open == null) {
            return false;
        }
        TaskSummary task = open.task();
        OfficerId holder = task.holder();
        OfficerId officer = holder != null
                ? holder
                : at.organization
                        .officersOf(task.unit(), task.position())
                        .getFirst()
                        .id();
        at.casework
                .complete(
                        open.dossier(),
                        AuthorityAtWork.decision(
                                task,
                                Bpmn.outcome(task.elementId(), open.dossier().value()),
                                1),
                        at.officer(officer),
                        AuthorityAtWork.newKey(),
                        NOW)
                .orElseThrow()
                .forEach(next -> cases.addFirst(new Open(open.dossier(), next)));
        return true;
    }

    @Override
    public DataSource database() {
        return product.application().getBean(DataSource.class);
    }

    @Override
    public void awaitRest() throws InterruptedException {
        StepsBench.awaitListeners(product);
    }

    @Override
    public String engineTables() {
        return "{process.%,dossier.dossier,dossier.dossier_event}";
    }

    @Override
    public void close() {
        product.close();
    }
}
