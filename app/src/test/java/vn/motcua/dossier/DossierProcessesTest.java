package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.TestClock.at;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.process.DueJobs;
import vn.motcua.process.Happening;
import vn.motcua.process.InstanceId;
import vn.motcua.process.Operations;
import vn.motcua.process.Repair;
import vn.motcua.process.StuckJob;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** What a dossier's process does of itself is in its ledger, as everything an officer does. */
@DemoTest
class DossierProcessesTest {

    private static final String WAITING = "9.100001";
    private static final String ASKING = "9.100002";
    private static final String ASKED = "9.100003";
    private static final String CIRCLING = "9.100004";
    private static final String CIRCLING_BACK = "9.100005";
    private static final String OTHER_WARD = "00313";

    private static final String WORK = """
            <bpmn:userTask id="work" name="Giải quyết" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="120" motcua:work="WORK" motcua:public="Công chức giải quyết"
                motcua:outcomes="done|Xong,reject|Từ chối"/>
            """;
    private static final String RETURN = """
            <bpmn:userTask id="return" name="Trả kết quả" motcua:unit="one-stop" motcua:position="clerk"
                motcua:allowance="30" motcua:work="RETURN" motcua:public="Trả kết quả"
                motcua:outcomes="returned|Đã trả"/>
            <bpmn:endEvent id="end" name="Đã trả" motcua:result="RETURNED"/>
            <bpmn:sequenceFlow id="last" sourceRef="return" targetRef="end"/>
            """;

    private static String process(String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:motcua="https://motcua.vn/bpmn" id="d" targetNamespace="https://motcua.vn/bpmn">
                <bpmn:error id="no" errorCode="STOPPED"/>
                <bpmn:process id="thu" name="Thử" isExecutable="true">%s%s</bpmn:process></bpmn:definitions>
                """.formatted(RETURN, body);
    }

    /** A specialist has an hour; then the head of the ward takes it over. */
    private static final String WITH_TIMER = process(WORK + """
            <bpmn:startEvent id="start"/>
            <bpmn:boundaryEvent id="late" name="Quá một giờ" attachedToRef="work">
              <bpmn:timerEventDefinition motcua:workingMinutes="60"/></bpmn:boundaryEvent>
            <bpmn:userTask id="sign" name="Lãnh đạo giải quyết" motcua:unit="leadership" motcua:position="leader"
                motcua:allowance="120" motcua:work="APPROVE" motcua:public="Lãnh đạo giải quyết"
                motcua:outcomes="done|Xong"/>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
            <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="return"/>
            <bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="sign"/>
            <bpmn:sequenceFlow id="f4" sourceRef="sign" targetRef="return"/>
            """);

    /** Another ward is asked; a refusal there, or no answer for five hours, brings the dossier to a specialist here. */
    private static final String WITH_CALL = process(WORK + """
            <bpmn:startEvent id="start"/>
            <bpmn:callActivity id="ask" name="Hỏi phường khác" calledElement="9.100003"
                motcua:input="{agency: &quot;00313&quot;}"/>
            <bpmn:boundaryEvent id="refused" name="Phường khác từ chối" attachedToRef="ask">
              <bpmn:errorEventDefinition errorRef="no"/></bpmn:boundaryEvent>
            <bpmn:boundaryEvent id="silent" name="Phường khác không trả lời" attachedToRef="ask">
              <bpmn:timerEventDefinition motcua:workingMinutes="300"/></bpmn:boundaryEvent>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
            <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="return"/>
            <bpmn:sequenceFlow id="f3" sourceRef="refused" targetRef="work"/>
            <bpmn:sequenceFlow id="f4" sourceRef="silent" targetRef="work"/>
            <bpmn:sequenceFlow id="f5" sourceRef="work" targetRef="return"/>
            """);

    private static String calling(String procedure) {
        return process("""
                <bpmn:startEvent id="start"/>
                <bpmn:callActivity id="ask" name="Gọi thủ tục khác" calledElement="%s"/>
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
                <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="return"/>
                """.formatted(procedure));
    }

    private static final String CALLED = process(WORK + """
            <bpmn:startEvent id="start"/>
            <bpmn:exclusiveGateway id="x" default="f3"/>
            <bpmn:endEvent id="refusal" name="Từ chối" motcua:result="REFUSED"/>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
            <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="x"/>
            <bpmn:sequenceFlow id="f3" sourceRef="x" targetRef="return"/>
            <bpmn:sequenceFlow id="f4" sourceRef="x" targetRef="refusal"><bpmn:conditionExpression>outcome = "reject"
            </bpmn:conditionExpression></bpmn:sequenceFlow>
            """);

    @Autowired
    ApplicationContext application;

    @Autowired
    Operations operations;

    @Autowired
    DossierProcesses owner;

    @Autowired
    Ledger ledger;

    @Autowired
    Dossiers dossiers;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    Organization organization;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private AuthorityAtWork at;

    @BeforeEach
    void three_procedures() {
        at = new AuthorityAtWork(application);
        if (at.catalog.current(WAITING).isEmpty()) {
            ProceduresForTests.publish(application, ASKED, CALLED);
            ProceduresForTests.publish(application, WAITING, WITH_TIMER);
            ProceduresForTests.publish(application, ASKING, WITH_CALL);
        }
    }

    private DossierId begin(String procedure) {
        Filing filing =
                at.filing(procedure, at.agency(AuthorityAtWork.WARD), Map.of("relation", "self", "copies", "1"));
        return at.takeIn(filing, clock.instant()).id();
    }

    @Test
    void a_timer_that_takes_a_task_away_is_in_the_ledger_and_the_replayed_ledger_gives_the_same_dossier() {
        DossierId id = begin(WAITING);
        clock.set(at(2026, 8, 24, 9, 0));
        DueJobs.runAll(application);

        assertThat(kinds(id).reversed().subList(0, 3).reversed())
                .containsExactly("EVENT_OCCURRED", "TASK_WITHDRAWN", "TASK_OPENED");
        assertThat(ledger.entries(id).getLast().by().kind()).isEqualTo(LedgerEntry.ActorKind.SYSTEM);
        assertThat(elements(id)).containsExactly("sign");
        assertThat(row(id).state().tasks())
                .extracting(DossierState.OpenTask::element)
                .containsExactly("sign");
        holds(id);
    }

    @Test
    void a_linked_dossier_goes_its_own_way_and_its_end_lets_the_other_go_on() {
        DossierId parent = begin(ASKING);
        DueJobs.runAll(application);
        DossierRow child = child(parent);

        assertThat(child.agency()).isEqualTo(at.agency(OTHER_WARD));
        assertThat(row(parent).state().holder())
                .as("while another agency has it, its desk answers")
                .isEqualTo(new Holder.Office(new UnitId(child.state().receivingUnit()), null));
        assertThat(kinds(child.id())).contains("LINKED_FROM", "RECEIVED");
        assertThat(dossiers.byCode(child.code(), at.clerk(child.agency()), clock.instant()))
                .isPresent();

        clock.advance(Duration.ofMinutes(30));
        work(child.id(), "work", "done");
        work(child.id(), "return", "returned");
        awaitAnswer(parent);
        DueJobs.runAll(application);

        assertThat(elements(parent)).containsExactly("return");
        assertThat(kinds(parent)).containsSubsequence("LINKED_BEGUN", "LINKED_ENDED", "EVENT_OCCURRED", "PROCESSED");
        assertThat(row(parent).state().waitsAt()).isEmpty();
        holds(parent);
        holds(child.id());
    }

    @Test
    void a_linked_dossier_that_is_refused_comes_back_by_the_border_that_provides_for_it() {
        DossierId parent = begin(ASKING);
        DueJobs.runAll(application);
        DossierRow child = child(parent);

        work(child.id(), "work", "reject");
        awaitAnswer(parent);
        DueJobs.runAll(application);

        assertThat(elements(parent)).containsExactly("work");
        holds(parent);
    }

    @Test
    void an_agency_that_is_silent_too_long_is_not_waited_for_and_its_dossier_is_withdrawn() {
        DossierId parent = begin(ASKING);
        DueJobs.runAll(application);
        DossierRow child = child(parent);

        clock.set(at(2026, 8, 24, 16, 0));
        DueJobs.runAll(application);

        assertThat(elements(parent)).containsExactly("work");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(row(child.id()).state().status()).isEqualTo(DossierStatus.WITHDRAWN));
        Awaitility.await().untilAsserted(() -> assertThat(kinds(parent)).contains("LINKED_ENDED"));
        assertThat(row(parent).state().waitsAt()).isEmpty();
        holds(parent);
        holds(child.id());
    }

    @Test
    void a_call_that_was_begun_is_not_begun_again_when_its_node_fell_before_it_could_say_so() {
        DossierId parent = begin(ASKING);
        DueJobs.runAll(application);
        DossierRow child = child(parent);
        jdbc.sql("UPDATE process.job SET due_at = :now WHERE instance_id = :instance AND kind = 'CALL'")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("instance", row(parent).running().id().value())
                .update();

        DueJobs.runAll(application);

        assertThat(child(parent).id()).isEqualTo(child.id());
        assertThat(kinds(parent).stream().filter("LINKED_BEGUN"::equals)).hasSize(1);
    }

    @Test
    void what_an_operator_does_is_in_the_ledger_with_name_and_reason_and_once() {
        DossierId id = begin(WAITING);
        Actor.Officer operator = at.officer("admin");
        StuckJob timer = operations.job(row(id).running().id(), 2).orElseThrow();
        assertThat(operations.names(List.of(timer.subject()))).containsValue(row(id).code());
        var fire = new Repair.Fire(timer.number(), timer.attempts());

        operations
                .repair(timer.instance(), fire, operator, "Chuyên viên nghỉ ốm", "khoa-1")
                .orElseThrow();
        operations
                .repair(timer.instance(), fire, operator, "Chuyên viên nghỉ ốm", "khoa-1")
                .orElseThrow();

        List<LedgerEntry> entered = ledger.entries(id).reversed().subList(0, 4).reversed();
        assertThat(entered.getFirst().event())
                .isEqualTo(new DossierEvent.Repaired("FIRE", "late", "Quá một giờ", "Chuyên viên nghỉ ốm"));
        assertThat(entered).allSatisfy(entry -> assertThat(entry.by().officer()).isEqualTo(operator.id()));
        assertThat(kinds(id).stream().filter("REPAIRED"::equals)).hasSize(1);
        assertThat(elements(id)).containsExactly("sign");
        assertThat(operations.repair(timer.instance(), fire, operator, "Lần nữa", "khoa-2"))
                .isInstanceOf(Result.Refused.class);
        holds(id);
    }

    @Test
    void a_call_that_waits_for_a_dossier_elsewhere_is_not_answered_by_hand() {
        DossierId parent = begin(ASKING);
        DueJobs.runAll(application);
        StuckJob call = operations.job(row(parent).running().id(), 1).orElseThrow();

        assertThat(operations.repair(
                        call.instance(),
                        new Repair.Answer(call.number(), 0, Map.of()),
                        at.officer("admin"),
                        "Không chờ nữa",
                        "khoa-3"))
                .isInstanceOf(Result.Refused.class);
        assertThat(kinds(parent)).doesNotContain("REPAIRED");
        assertThat(child(parent).state().status().isClosed()).isFalse();
    }

    @Test
    void a_call_the_dossier_does_not_wait_for_any_more_begins_nothing() {
        DossierId parent = begin(ASKING);
        InstanceId instance = row(parent).running().id();
        long token = jdbc.sql("SELECT number FROM process.job WHERE instance_id = :i AND kind = 'CALL'")
                .param("i", instance.value())
                .query(Long.class)
                .single();
        var fired = new Happening.TimerFired(
                jdbc.sql("SELECT number FROM process.job WHERE instance_id = :i AND kind = 'TIMER'")
                        .param("i", instance.value())
                        .query(Long.class)
                        .single(),
                clock.instant());
        var subject = new SubjectRef(Reception.SUBJECT, parent.value());
        owner.happen(subject, instance, fired, clock.instant()).orElseThrow();

        owner.call(subject, instance, token, ASKED, Map.of("agency", OTHER_WARD), clock.instant())
                .orElseThrow();

        assertThat(elements(parent)).containsExactly("work");
        assertThat(kinds(parent)).doesNotContain("LINKED_BEGUN");
    }

    @Test
    void processes_that_call_each_other_do_not_begin_dossiers_for_ever() {
        if (at.catalog.current(CIRCLING).isEmpty()) {
            ProceduresForTests.publish(application, CIRCLING_BACK, calling(CIRCLING));
            ProceduresForTests.publish(application, CIRCLING, calling(CIRCLING_BACK));
        }
        DossierId first = begin(CIRCLING);

        DueJobs.runAll(application);

        DossierRow second = child(first);
        assertThat(kinds(second.id())).doesNotContain("LINKED_BEGUN");
        assertThat(jdbc.sql("SELECT failure FROM process.job WHERE instance_id = :i AND kind = 'CALL'")
                        .param("i", second.running().id().value())
                        .query(String.class)
                        .single())
                .contains("dossier.linked-circle");
    }

    /** The child's end is told after it is committed. */
    private void awaitAnswer(DossierId parent) {
        long instance = row(parent).running().id().value();
        Awaitility.await()
                .until(() -> jdbc.sql(
                                "SELECT kind = 'ANSWER' FROM process.job WHERE instance_id = :i AND kind <> 'TIMER'")
                        .param("i", instance)
                        .query(Boolean.class)
                        .single());
    }

    private void work(DossierId id, String element, String outcome) {
        TaskSummary task = at.open(id, element);
        at.complete(id, task, outcome, at.answering(task), clock.instant()).orElseThrow();
    }

    private DossierRow child(DossierId parent) {
        return row(new DossierId(jdbc.sql("SELECT child_id FROM dossier.link WHERE parent_id = :parent")
                .param("parent", parent.value())
                .query(Long.class)
                .single()));
    }

    private DossierRow row(DossierId id) {
        return ledger.find(id).orElseThrow();
    }

    private List<String> kinds(DossierId id) {
        return ledger.entries(id).stream()
                .map(entry -> DossierEvents.kind(entry.event()))
                .toList();
    }

    private List<String> elements(DossierId id) {
        return at.open(id).stream().map(TaskSummary::elementId).toList();
    }

    /** The ledger's chain holds, and it alone gives the row. */
    private void holds(DossierId id) {
        assertThat(anchors.verify(id)).isEmpty();
        assertThat(Ledger.replay(ledger.entries(id))).isEqualTo(row(id).state());
    }
}
