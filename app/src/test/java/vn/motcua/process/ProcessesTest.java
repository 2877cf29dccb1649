package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.OfficerSummary;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ProcessesTest {

    /** Monday, 24 August 2026; the ward works 8:00–12:00 and 13:00–17:00 or nearly so. */
    private static final Instant MONDAY_0830 = TestClock.at(2026, 8, 24, 8, 30);

    private static final AtomicLong SUBJECTS = new AtomicLong(System.nanoTime());

    private static final String SIGNING = bpmn("""
            <startEvent id="s"/>
            <userTask id="examine" name="Thẩm tra" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK"/>
            <userTask id="sign" name="Ký" motcua:unit="leadership" motcua:position="leader"
                motcua:allowance="120" motcua:work="APPROVE" motcua:outcomes="approve|Ký,return|Trả lại"/>
            <exclusiveGateway id="x" name="Đã ký?" default="back"/>
            <endEvent id="e" motcua:result="RETURNED"/>
            <sequenceFlow id="f1" sourceRef="s" targetRef="examine"/>
            <sequenceFlow id="f2" sourceRef="examine" targetRef="sign"/>
            <sequenceFlow id="f3" sourceRef="sign" targetRef="x"/>
            <sequenceFlow id="f4" sourceRef="x" targetRef="e">
              <conditionExpression>outcome = "approve" and form.copies = 2</conditionExpression></sequenceFlow>
            <sequenceFlow id="back" sourceRef="x" targetRef="examine"/>
            """);

    @Autowired
    private Processes processes;

    @Autowired
    private Organization organization;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Agency ward;
    private OfficerSummary first;
    private OfficerSummary second;
    private DefinitionId signing;

    @BeforeEach
    void two_officers_of_a_ward_and_a_published_process() {
        ward = organization.agencies(TestClock.START).stream()
                .filter(agency -> agency.level() == AgencyLevel.COMMUNE)
                .filter(agency -> officers(agency, "justice").size() >= 2)
                .findFirst()
                .orElseThrow();
        first = officers(ward, "justice").get(0);
        second = officers(ward, "justice").get(1);
        signing = processes.publish("test-signing", SIGNING).orElseThrow();
    }

    private List<OfficerSummary> officers(Agency agency, String unit) {
        return organization
                .unitOf(agency.id(), unit)
                .map(u -> organization.officersOf(u.id(), null))
                .orElse(List.of());
    }

    @Test
    void a_process_runs_from_its_start_to_its_result() {
        var subject = subject();
        var started = start(subject);
        TaskSummary examine = only(started.opened());
        assertThat(processes.activeElements(subject)).containsExactly("examine");

        Moved examined = decide(examine, "done", Map.of());
        Moved returned = decide(only(examined.opened()), "return", Map.of());
        Moved again = decide(only(returned.opened()), "done", Map.of("form", Map.of("copies", 2)));
        Moved signed = decide(only(again.opened()), "approve", Map.of());

        assertThat(examine.dueAt()).isEqualTo(TestClock.at(2026, 8, 24, 9, 30));
        assertThat(returned.opened()).extracting(TaskSummary::elementId).containsExactly("examine");
        assertThat(signed.opened()).isEmpty();
        assertThat(signed.ended()).isEqualTo("RETURNED");
        assertThat(processes.openTasks(subject)).isEmpty();
        assertThat(processes.activeElements(subject)).isEmpty();
    }

    @Test
    void what_a_decision_and_an_output_set_is_kept_with_the_instance() {
        String deciding = Decisions.within(
                SIGNING.replace("sourceRef=\"s\" targetRef=\"examine\"", "sourceRef=\"s\" targetRef=\"rule\"")
                        .replace(
                                "<endEvent",
                                "<businessRuleTask id=\"rule\" motcua:decision=\"fee\"/>"
                                        + "<sequenceFlow id=\"f0\" sourceRef=\"rule\" targetRef=\"examine\"/><endEvent")
                        .replace(
                                "motcua:allowance=\"60\"", "motcua:allowance=\"60\" motcua:output=\"{seen: outcome}\""),
                """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
                  <decision id="fee" name="Lệ phí"><literalExpression id="l"><text>form.copies * 500</text></literalExpression></decision>
                </definitions>
                """);
        signing = processes.publish("test-deciding", deciding).orElseThrow();
        Processes.Started started = start(subject());

        decide(only(started.opened()), "done", Map.of());

        assertThat(jdbc.sql(
                                "SELECT variables->>'fee' || ' ' || (variables->>'seen') FROM process.instance WHERE id = :id")
                        .param("id", started.standing().id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("500 done");
    }

    @Test
    void two_officers_who_claim_one_task_at_once_one_has_it_and_the_other_is_told_by_whom_and_when() throws Exception {
        TaskSummary task = only(start(subject()).opened());

        List<Result<TaskSummary>> claims = atOnce(
                () -> claim(task.id(), first.id(), MONDAY_0830), () -> claim(task.id(), second.id(), MONDAY_0830));

        boolean firstHasIt = claims.getFirst() instanceof Result.Done;
        assertThat(claims.getLast() instanceof Result.Done).isNotEqualTo(firstHasIt);
        String winner = (firstHasIt ? first : second).name();
        assertThat(problems(firstHasIt ? claims.getLast() : claims.getFirst()))
                .containsExactly(Problem.of("process.task-taken", "Thẩm tra", winner, "08:30 24/08/2026"));
    }

    @Test
    void two_officers_who_decide_one_task_at_once_the_process_moves_once() throws Exception {
        var subject = subject();
        TaskSummary task = only(start(subject).opened());

        List<Result<Moved>> decisions = atOnce(
                () -> complete(task.id(), 1, "done", Map.of(), first.id(), MONDAY_0830),
                () -> complete(task.id(), 1, "done", Map.of(), second.id(), MONDAY_0830));

        assertThat(decisions.stream().filter(Result.Done.class::isInstance)).hasSize(1);
        assertThat(decisions.stream().flatMap(decision -> problems(decision).stream()))
                .extracting(Problem::code)
                .containsExactly("process.task-gone");
        assertThat(processes.openTasks(subject))
                .extracting(TaskSummary::elementId)
                .containsExactly("sign");
    }

    @Test
    void a_decision_made_on_a_page_that_is_no_longer_true_is_refused() {
        TaskSummary seen = only(start(subject()).opened());
        TaskSummary claimed = claim(seen.id(), first.id(), MONDAY_0830).orElseThrow();

        var stale = complete(seen.id(), seen.version(), "done", Map.of(), first.id(), MONDAY_0830);
        var others = complete(seen.id(), claimed.version(), "done", Map.of(), second.id(), MONDAY_0830);

        assertThat(problems(stale)).containsExactly(Problem.of("process.task-stale", "Thẩm tra"));
        assertThat(problems(others)).extracting(Problem::code).containsExactly("process.task-taken");
        assertThat(claim(seen.id(), first.id(), MONDAY_0830).orElseThrow())
                .as("claiming again what one has changes nothing")
                .isEqualTo(claimed);
    }

    @Test
    void an_outcome_the_step_does_not_offer_or_no_way_fits_is_refused_and_changes_nothing() {
        TaskSummary sign =
                only(decide(only(start(subject()).opened()), "done", Map.of()).opened());

        assertThat(problems(complete(sign.id(), sign.version(), "dream", Map.of(), first.id(), MONDAY_0830)))
                .containsExactly(Problem.of("process.outcome-unknown", "dream", "Ký"));
        assertThat(processes.find(sign.id())).contains(sign);
    }

    @Test
    void a_task_is_handed_to_a_colleague_of_the_same_unit_only() {
        TaskSummary task = only(start(subject()).opened());
        OfficerSummary stranger = officers(ward, "leadership").getFirst();

        TaskSummary handed = assign(task.id(), second.id(), MONDAY_0830).orElseThrow();

        assertThat(handed.holder()).isEqualTo(second.id());
        assertThat(handed.version()).isEqualTo(2);
        assertThat(problems(assign(task.id(), stranger.id(), MONDAY_0830)))
                .extracting(Problem::code)
                .containsExactly("process.not-colleague");
    }

    @Test
    void a_suspended_process_cannot_be_decided_and_resumes_with_the_time_it_had_left() {
        var started = start(subject());
        TaskSummary task = only(started.opened());
        suspend(started, TestClock.at(2026, 8, 24, 9, 0)); // 30 of 60 minutes left

        assertThat(problems(complete(task.id(), 2, "done", Map.of(), first.id(), MONDAY_0830)))
                .containsExactly(Problem.of("process.suspended", "09:00 24/08/2026"));
        assertThat(suspended(task)).isTrue();

        TaskSummary resumed = only(resume(started, TestClock.at(2026, 8, 27, 9, 10)));
        assertThat(resumed.dueAt()).isEqualTo(TestClock.at(2026, 8, 27, 9, 40));
        assertThat(suspended(task)).isFalse();
        assertThat(problems(complete(task.id(), 1, "done", Map.of(), first.id(), MONDAY_0830)))
                .as("what was decided before the pause was decided on other papers")
                .extracting(Problem::code)
                .containsExactly("process.task-stale");
    }

    @Test
    void a_task_that_was_overdue_when_suspended_is_overdue_by_as_much_when_resumed() {
        var started = start(subject());
        suspend(started, TestClock.at(2026, 8, 24, 9, 50)); // 20 minutes over

        TaskSummary resumed = only(resume(started, TestClock.at(2026, 8, 27, 9, 10)));

        assertThat(resumed.dueAt()).isEqualTo(TestClock.at(2026, 8, 27, 8, 50));
    }

    @Test
    void a_cancelled_process_withdraws_its_tasks() {
        var subject = subject();
        var started = start(subject);
        cancel(started, TestClock.at(2026, 8, 24, 10, 0));
        cancel(started, TestClock.at(2026, 8, 24, 11, 0));

        TaskSummary task = only(started.opened());
        assertThat(processes.openTasks(subject)).isEmpty();
        assertThat(problems(complete(task.id(), 1, "done", Map.of(), first.id(), MONDAY_0830)))
                .containsExactly(Problem.of("process.task-gone"));
    }

    @Test
    void a_terminate_end_withdraws_the_other_offices_task() {
        DefinitionId definition = processes.publish("test-terminate", bpmn("""
                        <startEvent id="s"/>
                        <parallelGateway id="split"/>
                        <userTask id="a" name="A" motcua:unit="justice" motcua:position="specialist"
                            motcua:allowance="60" motcua:work="WORK"/>
                        <userTask id="b" name="B" motcua:unit="one-stop" motcua:position="clerk"
                            motcua:allowance="60" motcua:work="WORK"/>
                        <endEvent id="t" motcua:result="REFUSED"><terminateEventDefinition/></endEvent>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="split"/>
                        <sequenceFlow id="f2" sourceRef="split" targetRef="a"/>
                        <sequenceFlow id="f3" sourceRef="split" targetRef="b"/>
                        <sequenceFlow id="f4" sourceRef="a" targetRef="t"/>
                        <sequenceFlow id="f5" sourceRef="b" targetRef="e"/>
                        """)).orElseThrow();
        var subject = subject();
        var started = processes.start(definition, subject, ward.id(), Map.of(), MONDAY_0830);
        assertThat(started.opened()).extracting(TaskSummary::elementId).containsExactly("a", "b");

        Moved refused = decide(started.opened().getFirst(), "done", Map.of());

        assertThat(refused.ended()).isEqualTo("REFUSED");
        assertThat(processes.openTasks(subject)).isEmpty();
    }

    @Test
    void two_offices_that_finish_at_once_open_the_step_after_the_join_once() throws Exception {
        DefinitionId definition = processes
                .publish("test-join", bpmn("""
                        <startEvent id="s"/>
                        <parallelGateway id="split"/>
                        %s%s
                        <parallelGateway id="join"/>
                        %s
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="split"/>
                        <sequenceFlow id="f2" sourceRef="split" targetRef="a"/>
                        <sequenceFlow id="f3" sourceRef="split" targetRef="b"/>
                        <sequenceFlow id="f4" sourceRef="a" targetRef="join"/>
                        <sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
                        <sequenceFlow id="f6" sourceRef="join" targetRef="c"/>
                        <sequenceFlow id="f7" sourceRef="c" targetRef="e"/>
                        """.formatted(task("a"), task("b"), task("c"))))
                .orElseThrow();
        for (int round = 0; round < 30; round++) {
            var subject = subject();
            List<TaskSummary> both = processes
                    .start(definition, subject, ward.id(), Map.of(), MONDAY_0830)
                    .opened();

            List<Moved> moves =
                    atOnce(() -> decide(both.get(0), "done", Map.of()), () -> decide(both.get(1), "done", Map.of()));

            assertThat(moves.stream().mapToInt(moved -> moved.opened().size()).sum())
                    .isEqualTo(1);
            assertThat(processes.activeElements(subject)).containsExactly("c");
        }
    }

    @Test
    void a_rolled_back_caller_takes_the_step_back_with_it() {
        var subject = subject();
        TaskSummary task = only(start(subject).opened());

        transaction.executeWithoutResult(status -> {
            decide(task, "done", Map.of());
            status.setRollbackOnly();
        });

        assertThat(only(processes.openTasks(subject))).isEqualTo(task);
    }

    @Test
    void a_published_process_never_changes_and_the_same_file_is_not_published_twice() {
        assertThat(processes.publish("test-signing", SIGNING).orElseThrow()).isEqualTo(signing);
        assertThat(processes.bpmnXml(signing)).isEqualTo(SIGNING);
        assertThat(processes.steps(signing)).extracting(Step::elementId).containsExactly("examine", "sign");
        assertThatThrownBy(() ->
                        jdbc.sql("UPDATE process.definition SET bpmn = ''").update())
                .hasMessageContaining("what is published stays as it is");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM process.definition").update())
                .hasMessageContaining("what is published stays as it is");
        assertThat(problems(processes.publish("test-broken", "<x/>")))
                .extracting(Problem::code)
                .containsExactly("process.not-bpmn");
    }

    @Test
    void a_process_that_names_a_unit_the_agency_lacks_does_not_start_there() {
        DefinitionId nowhere = processes
                .publish("test-nowhere", SIGNING.replace("\"justice\"", "\"moon-office\""))
                .orElseThrow();

        assertThatThrownBy(() -> processes.start(nowhere, subject(), ward.id(), Map.of(), MONDAY_0830))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moon-office");
    }

    @Test
    void a_date_in_the_variables_means_the_same_before_and_after_it_was_stored() {
        DefinitionId dated = processes
                .publish("test-dated", SIGNING.replace("form.copies = 2", "date(form.day) = date(\"2026-08-24\")"))
                .orElseThrow();
        var started = processes.start(
                dated, subject(), ward.id(), Map.of("form", Map.of("day", LocalDate.of(2026, 8, 24))), MONDAY_0830);

        TaskSummary sign = only(decide(only(started.opened()), "done", Map.of()).opened());

        assertThat(decide(sign, "approve", Map.of()).ended()).isEqualTo("RETURNED");
    }

    @Test
    void a_worklist_reads_the_view_by_the_index_of_its_unit() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    WITH i AS (
                        INSERT INTO process.instance (definition_id, subject_kind, subject_id, agency_id, marking,
                                                      variables, state, started_at)
                        VALUES (:definition, 'load', 0, 1, '{}', '{}', 'RUNNING', now()) RETURNING id)
                    INSERT INTO process.task (instance_id, token, element_id, name, work, agency_id,
                        unit_id, position, subject_kind, subject_id, opened_at, due_at)
                    SELECT i.id, n, 'x', 'x', 'WORK', 1, n % 300, 'x', 'load', n, now(),
                           now() + n * interval '1 minute'
                    FROM i, generate_series(1, 50000) n
                    """).param("definition", signing.value()).update();
            jdbc.sql("ANALYZE process.task").update();
            List<String> plan =
                    jdbc.sql("""
                    EXPLAIN SELECT * FROM process.v_open_task WHERE unit_id = ANY (ARRAY[5, 10]::bigint[])
                    ORDER BY due_at LIMIT 50
                    """).query((row, _) -> row.getString(1)).list();
            status.setRollbackOnly();

            assertThat(String.join("\n", plan)).contains("open_task_unit").doesNotContain("Seq Scan");
        });
    }

    private boolean suspended(TaskSummary task) {
        return jdbc.sql("SELECT suspended FROM process.v_open_task WHERE task_id = :id")
                .param("id", task.id().value())
                .query(Boolean.class)
                .single();
    }

    private static SubjectRef subject() {
        return new SubjectRef("test", SUBJECTS.incrementAndGet());
    }

    private Processes.Started start(SubjectRef subject) {
        return processes.start(signing, subject, ward.id(), Map.of("form", Map.of("copies", 1)), MONDAY_0830);
    }

    private Moved decide(TaskSummary task, String outcome, Map<String, Object> variables) {
        return complete(task.id(), task.version(), outcome, variables, first.id(), MONDAY_0830)
                .orElseThrow();
    }

    /** A command on the instance of a task, in a transaction of its own, as the owner of a subject gives it. */
    private <T> Result<T> command(TaskId task, Function<Standing, Result<T>> command) {
        return Objects.requireNonNull(transaction.execute(status ->
                processes.lock(task).map(command).orElseGet(() -> Result.refused(Problem.of("process.task-gone")))));
    }

    private Result<TaskSummary> claim(TaskId task, OfficerId officer, Instant now) {
        return command(task, standing -> processes.claim(standing, task, officer, now));
    }

    private Result<TaskSummary> assign(TaskId task, OfficerId to, Instant now) {
        return command(task, standing -> processes.assign(standing, task, to, now));
    }

    private Result<Moved> complete(
            TaskId task, int version, String outcome, Map<String, Object> variables, OfficerId by, Instant now) {
        return command(task, standing -> processes.complete(standing, task, version, outcome, variables, by, now));
    }

    private void suspend(Processes.Started started, Instant now) {
        transaction.executeWithoutResult(status -> processes.suspend(read(started), now));
    }

    private List<TaskSummary> resume(Processes.Started started, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> processes.resume(read(started), now)));
    }

    private void cancel(Processes.Started started, Instant now) {
        transaction.executeWithoutResult(status -> processes.cancel(read(started), now));
    }

    private Standing read(Processes.Started started) {
        return processes.lock(started.standing().id()).orElseThrow();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    private static List<Problem> problems(Result<?> result) {
        return result instanceof Result.Refused<?> refused ? refused.problems() : List.of();
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... actions) throws Exception {
        var ready = new CyclicBarrier(actions.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = Arrays.stream(actions)
                    .map(action -> threads.submit(() -> {
                        ready.await();
                        return action.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return List.copyOf(results);
        }
    }
}
