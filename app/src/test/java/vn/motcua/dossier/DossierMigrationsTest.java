package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.newKey;
import static vn.motcua.testing.TestClock.at;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.DueJobs;
import vn.motcua.process.DueMoves;
import vn.motcua.process.Migration;
import vn.motcua.process.MigrationId;
import vn.motcua.process.MigrationItem;
import vn.motcua.process.PlannedMove;
import vn.motcua.process.ProcessMigrations;
import vn.motcua.process.Processes;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Live dossiers that move to another version of their process: each as planned or told why not, once, and in its ledger. */
@DemoTest
class DossierMigrationsTest {

    private static final String WHY = "Quyết định số 12/QĐ-UBND ban hành quy trình mới";

    private static final String FIRST = """
            <bpmn:userTask id="work" name="Giải quyết" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="120" motcua:work="WORK" motcua:public="Công chức giải quyết"
                motcua:outcomes="done|Xong"/>
            <bpmn:boundaryEvent id="late" name="Quá một giờ" attachedToRef="work">
              <bpmn:timerEventDefinition motcua:workingMinutes="60"/></bpmn:boundaryEvent>
            <bpmn:userTask id="sign" name="Lãnh đạo giải quyết" motcua:unit="leadership" motcua:position="leader"
                motcua:allowance="120" motcua:work="APPROVE" motcua:public="Lãnh đạo giải quyết"
                motcua:outcomes="done|Xong"/>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
            <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="return"/>
            <bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="sign"/>
            <bpmn:sequenceFlow id="f4" sourceRef="sign" targetRef="return"/>
            """;

    private static int used;

    @Autowired
    ApplicationContext application;

    @Autowired
    ProcessMigrations migrations;

    @Autowired
    DossierProcesses owner;

    @Autowired
    Processes processes;

    @Autowired
    Ledger ledger;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    BesideLedger beside;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TestClock clock;

    private AuthorityAtWork at;
    private Actor.Officer admin;
    private String procedure;

    @BeforeEach
    void a_procedure_of_its_own() {
        at = new AuthorityAtWork(application);
        admin = at.officer("admin");
        procedure = "9.3500%02d".formatted(++used);
        ProceduresForTests.publishForDistrict(application, procedure, process(FIRST));
    }

    static String process(String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:motcua="https://motcua.vn/bpmn" id="d" targetNamespace="https://motcua.vn/bpmn">
                <bpmn:process id="thu" name="Thử" isExecutable="true">
                <bpmn:startEvent id="start"/>
                %s
                <bpmn:userTask id="return" name="Trả kết quả" motcua:unit="one-stop" motcua:position="clerk"
                    motcua:allowance="30" motcua:work="RETURN" motcua:public="Trả kết quả"
                    motcua:outcomes="returned|Đã trả"/>
                <bpmn:endEvent id="end" name="Đã trả" motcua:result="RETURNED"/>
                <bpmn:sequenceFlow id="last" sourceRef="return" targetRef="end"/>
                </bpmn:process></bpmn:definitions>
                """.formatted(body);
    }

    private DossierId begin() {
        return at.takeIn(
                        at.filing(
                                procedure,
                                at.agency(AuthorityAtWork.DISTRICT),
                                Map.of("relation", "self", "copies", "1")),
                        clock.instant())
                .id();
    }

    private List<DossierId> begin(int many) {
        List<DossierId> begun = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            begun.add(begin());
        }
        return begun;
    }

    private MigrationId plan(String body, Map<String, String> mapping) {
        DefinitionId to = processes.publish(procedure, process(body)).orElseThrow();
        return plan(at.procedure(procedure).process(), to, mapping);
    }

    private MigrationId plan(DefinitionId from, DefinitionId to, Map<String, String> mapping) {
        var choice = new ProcessMigrations.Choice(from, to, mapping, List.of());
        return migrations.plan(choice, admin, newKey(), clock.instant()).orElseThrow();
    }

    private void start(MigrationId id) {
        migrations.start(id, WHY, admin, newKey(), clock.instant()).orElseThrow();
    }

    @Test
    void a_dossier_goes_on_where_it_stands_and_keeps_its_officer_its_appointed_date_and_its_record() {
        DossierId id = begin();
        TaskSummary task = at.open(id, "work");
        Actor.Officer specialist = at.answering(task);
        at.casework.claim(id, task.id(), specialist, clock.instant()).orElseThrow();
        Instant promised = Objects.requireNonNull(row(id).state().dueAt());
        clock.advance(Duration.ofMinutes(20));

        MigrationId migration =
                plan(FIRST.replace("\"Giải quyết\"", "\"Thẩm định\"").replace("\"60\"", "\"90\""), Map.of());

        PlannedMove planned = Objects.requireNonNull(only(migration).planned());
        assertThat(planned.before()).containsExactly(new PlannedMove.Place("work", "Giải quyết"));
        assertThat(planned.after()).containsExactly(new PlannedMove.Place("work", "Thẩm định"));
        assertThat(planned.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.stays()).isTrue();
            assertThat(turn.officer()).isEqualTo(specialist.id().value());
        });
        assertThat(planned.waits()).singleElement().satisfies(wait -> {
            assertThat(wait.how()).isEqualTo(PlannedMove.How.SET);
            assertThat(wait.due()).isEqualTo(at(2026, 8, 24, 9, 50));
        });
        assertThat(kinds(id)).as("a plan changes nothing").doesNotContain("MIGRATED");

        start(migration);
        DueMoves.runAll(application);

        assertThat(migration(migration).state()).isEqualTo(Migration.State.DONE);
        TaskSummary after = at.open(id, "work");
        assertThat(after.id()).isEqualTo(task.id());
        assertThat(after.name()).isEqualTo("Thẩm định");
        assertThat(after.holder()).isEqualTo(specialist.id());
        assertThat(after.dueAt()).isEqualTo(task.dueAt());
        assertThat(row(id).state().dueAt()).isEqualTo(promised);
        LedgerEntry entered = ledger.entries(id).getLast();
        assertThat(entered.by().officer()).isEqualTo(admin.id());
        assertThat(entered.event()).isInstanceOfSatisfying(DossierEvent.Migrated.class, moved -> {
            assertThat(moved.reason()).isEqualTo(WHY);
            assertThat(moved.fromNumber()).isEqualTo(1);
            assertThat(moved.toNumber()).isEqualTo(2);
            assertThat(moved.unit()).as("nobody else has it").isNull();
        });
        holds(id);

        clock.set(at(2026, 8, 24, 9, 30));
        DueJobs.runAll(application);
        assertThat(at.open(id)).extracting(TaskSummary::elementId).containsExactly("work");
        clock.set(at(2026, 8, 24, 10, 0));
        DueJobs.runAll(application);
        assertThat(at.open(id)).extracting(TaskSummary::elementId).containsExactly("sign");
        finish(id);
        holds(id);
    }

    @Test
    void a_claimed_task_goes_back_to_the_queue_when_its_step_is_for_another_position_and_the_plan_says_so() {
        DossierId claimed = begin();
        DossierId free = begin();
        TaskSummary task = at.open(claimed, "work");
        at.casework
                .claim(claimed, task.id(), at.answering(task), clock.instant())
                .orElseThrow();

        MigrationId migration = plan(FIRST.replace("\"specialist\"", "\"head\""), Map.of());

        assertThat(migration(migration).counts().passing()).isEqualTo(1);
        assertThat(migrations.items(migration, MigrationItem.Which.PASSING, 0, 9))
                .extracting(MigrationItem::subject)
                .containsExactly(subject(claimed));
        clock.advance(Duration.ofMinutes(30));
        start(migration);
        DueMoves.runAll(application);

        assertThat(at.open(claimed, "work").holder()).isNull();
        assertThat(at.open(claimed, "work").position()).isEqualTo("head");
        assertThat(at.open(free, "work").id()).as("its task goes on").isNotNull();
        assertThat(kinds(claimed)).endsWith("MIGRATED", "TASK_WITHDRAWN", "TASK_OPENED");
        assertThat(kinds(free)).endsWith("MIGRATED");
        assertThat(row(claimed).state().holder()).isEqualTo(new Holder.Office(task.unit(), null));
        holds(claimed);
        holds(free);

        MigrationId back =
                plan(migration(migration).to().id(), migration(migration).from().id(), Map.of());
        start(back);
        DueMoves.runAll(application);
        assertThat(migration(back).counts().moved()).isEqualTo(2);
        for (DossierId id : List.of(claimed, free)) {
            assertThat(at.open(id, "work").position()).isEqualTo("specialist");
            finish(id);
            holds(id);
        }
    }

    @Test
    void a_dossier_does_not_move_to_a_version_with_a_step_ahead_that_nobody_in_its_agency_can_do() {
        DossierId id = begin();

        MigrationId migration = plan(FIRST.replace("\"specialist\"", "\"leader\""), Map.of());

        assertThat(migrations.items(migration, MigrationItem.Which.REFUSED, 0, 9))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.subject()).isEqualTo(subject(id));
                    assertThat(item.reasons()).extracting(Problem::code).contains("process.nobody-position");
                });
        finish(id);
    }

    @Test
    void a_dossier_that_went_on_after_it_was_planned_moves_from_where_it_is_or_is_told_why_not() {
        DossierId atReturn = begin();
        DossierId escalated = begin();
        DossierId ended = begin();
        at.step(atReturn, "work", "done", clock.instant());
        TaskSummary task = at.open(ended, "work");
        String straight = FIRST.replaceAll("(?s)<bpmn:boundaryEvent.*?</bpmn:boundaryEvent>", "")
                .replaceAll("(?s)<bpmn:userTask id=\"sign\".*?/>", "")
                .replaceAll("<bpmn:sequenceFlow id=\"f[34]\"[^>]*/>", "");
        MigrationId migration = plan(straight, Map.of());
        assertThat(migration(migration).counts().waiting()).isEqualTo(3);
        assertThat(items(migration))
                .filteredOn(item -> item.subject().equals(subject(escalated)))
                .singleElement()
                .satisfies(item -> assertThat(
                                Objects.requireNonNull(item.planned()).waits())
                        .extracting(PlannedMove.Wait::how)
                        .containsExactly(PlannedMove.How.DROPPED));

        at.complete(ended, task, "done", at.answering(task), clock.instant()).orElseThrow();
        finish(ended);
        clock.set(at(2026, 8, 24, 9, 30));
        DueJobs.runAll(application);
        assertThat(at.open(escalated)).extracting(TaskSummary::elementId).containsExactly("sign");
        start(migration);
        DueMoves.runAll(application);

        assertThat(item(migration, atReturn).state()).isEqualTo(MigrationItem.State.MOVED);
        assertThat(item(migration, escalated).reasons())
                .extracting(Problem::code)
                .containsExactly("process.move-missing");
        assertThat(item(migration, ended).reasons()).extracting(Problem::code).containsExactly("process.move-ended");
        assertThat(kinds(escalated)).doesNotContain("MIGRATED");
        for (DossierId id : List.of(atReturn, escalated)) {
            finish(id);
            holds(id);
        }
        holds(ended);
    }

    @Test
    void what_a_fallen_node_had_in_hand_is_moved_by_another_and_nothing_twice() throws Exception {
        List<DossierId> all = begin(12);
        MigrationId migration = plan(
                FIRST.replace("\"justice\" motcua:position=\"specialist\"", "\"leadership\" motcua:position=\"leader\"")
                        .replace("motcua:work=\"WORK\"", "motcua:work=\"APPROVE\""),
                Map.of());
        start(migration);

        DueMoves.run(application, 3);
        assertThat(DueMoves.takeAndFall(application, 4)).isEqualTo(4);
        MigrationItem next =
                migrations.items(migration, MigrationItem.Which.WAITING, 0, 20).getLast();
        transaction.executeWithoutResult(status -> {
            owner.migrate(next.subject(), next.instance(), migration, clock.instant())
                    .orElseThrow();
            status.setRollbackOnly();
        });
        assertThat(migration(migration).counts()).isEqualTo(new Migration.Counts(12, 9, 3, 0, 12));

        inParallel(() -> DueMoves.runAll(application), () -> DueMoves.runAll(application));
        assertThat(migration(migration).counts().waiting())
                .as("still in the fallen node's hand")
                .isEqualTo(4);
        assertThat(migration(migration).state()).isEqualTo(Migration.State.RUNNING);
        clock.advance(Duration.ofMinutes(3));
        inParallel(() -> DueMoves.runAll(application), () -> DueMoves.runAll(application));

        assertThat(migration(migration).state()).isEqualTo(Migration.State.DONE);
        assertThat(migration(migration).counts().moved()).isEqualTo(12);
        assertThat(owner.migrate(next.subject(), next.instance(), migration, clock.instant()))
                .isInstanceOf(Result.Refused.class);
        for (DossierId id : all) {
            assertThat(kinds(id)).filteredOn("MIGRATED"::equals).hasSize(1);
            assertThat(at.open(id)).hasSize(1);
            holds(id);
        }
    }

    @Test
    void a_migration_that_is_stopped_moves_nothing_until_it_is_resumed() {
        begin(5);
        MigrationId migration = plan(FIRST.replace("\"Giải quyết\"", "\"Thẩm định\""), Map.of());
        assertThat(migrations.start(migration, " ", admin, newKey(), clock.instant()))
                .as("without a reason")
                .isInstanceOf(Result.Refused.class);
        String key = newKey();
        migrations.start(migration, WHY, admin, key, clock.instant()).orElseThrow();
        migrations.start(migration, WHY, admin, key, clock.instant()).orElseThrow();
        DueMoves.run(application, 2);

        migrations.stop(migration, admin, newKey(), clock.instant()).orElseThrow();
        DueMoves.runAll(application);
        assertThat(migration(migration).counts().moved()).isEqualTo(2);
        assertThat(migration(migration).state()).isEqualTo(Migration.State.STOPPED);
        migrations.resume(migration, admin, newKey(), clock.instant()).orElseThrow();
        DueMoves.runAll(application);

        assertThat(migration(migration).counts().moved()).isEqualTo(5);
        assertThat(migrations.acts(migration))
                .extracting(Migration.Act::kind)
                .containsExactly(Migration.Act.Kind.STARTED, Migration.Act.Kind.STOPPED, Migration.Act.Kind.RESUMED);
    }

    @Test
    void a_plan_of_dossiers_nobody_knows_or_of_steps_that_are_not_there_is_refused_and_keeps_nothing() {
        begin();
        DefinitionId from = at.procedure(procedure).process();
        DefinitionId to = processes
                .publish(procedure, process(FIRST.replace("\"60\"", "\"90\"")))
                .orElseThrow();

        assertThat(refusal(new ProcessMigrations.Choice(from, to, Map.of(), List.of("KHONG-CO"))))
                .containsExactly("process.migration-unknown");
        assertThat(refusal(new ProcessMigrations.Choice(from, to, Map.of("work", "khong-co"), List.of())))
                .containsExactly("process.migration-map-wrong");
        assertThat(refusal(new ProcessMigrations.Choice(from, from, Map.of(), List.of())))
                .containsExactly("process.migration-same");
        assertThat(refusal(new ProcessMigrations.Choice(to, from, Map.of(), List.of())))
                .containsExactly("process.migration-nobody");
        assertThat(migrations.of(procedure, 9)).isEmpty();
    }

    private List<String> refusal(ProcessMigrations.Choice choice) {
        return migrations.plan(choice, admin, newKey(), clock.instant()) instanceof Result.Refused<MigrationId> refused
                ? refused.problems().stream().map(Problem::code).toList()
                : List.of();
    }

    private static void inParallel(Callable<Integer> one, Callable<Integer> other) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : threads.invokeAll(List.of(one, other))) {
                done.get();
            }
        }
    }

    private void finish(DossierId id) {
        while (!row(id).state().status().isClosed()) {
            TaskSummary task = at.open(id).getFirst();
            at.complete(id, task, task.outcomes().getFirst().key(), at.answering(task), clock.instant())
                    .orElseThrow();
        }
    }

    private MigrationItem only(MigrationId id) {
        assertThat(items(id)).hasSize(1);
        return items(id).getFirst();
    }

    private List<MigrationItem> items(MigrationId id) {
        return migrations.items(id, MigrationItem.Which.ALL, 0, 100);
    }

    private MigrationItem item(MigrationId id, DossierId dossier) {
        return items(id).stream()
                .filter(item -> item.subject().equals(subject(dossier)))
                .findFirst()
                .orElseThrow();
    }

    private static SubjectRef subject(DossierId id) {
        return new SubjectRef(Reception.SUBJECT, id.value());
    }

    private Migration migration(MigrationId id) {
        return migrations.find(id).orElseThrow();
    }

    private DossierRow row(DossierId id) {
        return ledger.find(id).orElseThrow();
    }

    private List<String> kinds(DossierId id) {
        return ledger.entries(id).stream()
                .map(entry -> DossierEvents.kind(entry.event()))
                .toList();
    }

    /** The ledger's chain holds, it alone gives the row, its open tasks are the process's, and each minute has a holder. */
    private void holds(DossierId id) {
        assertThat(anchors.verify(id)).isEmpty();
        assertThat(beside.faults()).noneMatch(fault -> id.equals(fault.dossier()));
        DossierRow row = row(id);
        assertThat(Ledger.replay(ledger.entries(id))).isEqualTo(row.state());
        if (!row.state().status().isClosed()) {
            assertThat(row.state().tasks())
                    .extracting(task -> "%d %s %s %s %d %s %s"
                            .formatted(
                                    task.task(),
                                    task.element(),
                                    task.name(),
                                    task.work(),
                                    task.unit(),
                                    task.position(),
                                    task.officer()))
                    .containsExactlyInAnyOrderElementsOf(at.open(id).stream()
                            .map(task -> "%d %s %s %s %d %s %s"
                                    .formatted(
                                            task.id().value(),
                                            task.elementId(),
                                            task.name(),
                                            task.work(),
                                            task.unit().value(),
                                            task.position(),
                                            number(task.holder())))
                            .toList());
        }
    }

    private static @Nullable Long number(@Nullable OfficerId officer) {
        return officer == null ? null : officer.value();
    }
}
