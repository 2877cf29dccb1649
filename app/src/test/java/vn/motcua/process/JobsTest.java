package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;
import static vn.motcua.testing.TestClock.at;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** What comes of itself: timers, messages, signals, services. Nothing of it is lost, and nothing comes twice. */
@DemoTest
class JobsTest {

    private static final String KIND = "jobs-test";
    private static final AtomicLong SUBJECTS = new AtomicLong(System.nanoTime());
    private static final Instant MONDAY_0800 = TestClock.START;

    /** Books nothing of its own: what an owner does around the process is its own test's. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Owner {

        @Bean
        ProcessOwner jobsTestOwner(
                Processes processes, Repairs repairs, MigrationMoves moves, TransactionTemplate transaction) {
            return new ProcessOwner() {
                @Override
                public String kind() {
                    return KIND;
                }

                @Override
                public Result<Happened> happen(SubjectRef subject, InstanceId instance, Happening what, Instant now) {
                    return transaction.execute(status -> {
                        Standing standing = processes.lock(instance).orElseThrow();
                        Result<Happened> result = processes.happen(standing, what, now);
                        if (result instanceof Result.Refused<Happened>) {
                            status.setRollbackOnly();
                        }
                        return result;
                    });
                }

                @Override
                public Result<?> call(
                        SubjectRef subject,
                        InstanceId instance,
                        long token,
                        String process,
                        Map<String, Object> input,
                        Instant now) {
                    return Result.done(process);
                }

                @Override
                public void expired(SubjectRef subject, long message, String name, Instant sentAt, Instant now) {
                    processes.expire(message, now);
                }

                @Override
                public Map<Long, String> names(Collection<Long> subjects) {
                    return subjects.stream().collect(Collectors.toMap(Function.identity(), id -> "T" + id));
                }

                @Override
                public Map<String, Long> named(Collection<String> names) {
                    return names.stream()
                            .collect(Collectors.toMap(Function.identity(), name -> Long.valueOf(name.substring(1))));
                }

                @Override
                public boolean mayDo(OfficerId officer, UnitId unit, String work, String position) {
                    return true;
                }

                @Override
                public Result<Relocated> migrate(
                        SubjectRef subject, InstanceId instance, MigrationId migration, Instant now) {
                    return transaction.execute(status -> {
                        Result<Relocated> result =
                                moves.move(processes.lock(instance).orElseThrow(), migration, this, now);
                        if (result instanceof Result.Refused<Relocated>) {
                            status.setRollbackOnly();
                        }
                        return result;
                    });
                }

                @Override
                public Result<Repaired> repair(
                        SubjectRef subject, InstanceId instance, Repair repair, Operator by, Instant now) {
                    return transaction.execute(status -> {
                        Result<Repaired> result =
                                repairs.apply(processes.lock(instance).orElseThrow(), repair, now);
                        if (result instanceof Result.Refused<Repaired>) {
                            status.setRollbackOnly();
                        }
                        return result;
                    });
                }
            };
        }

        @Bean
        Registry jobsTestRegistry() {
            return new Registry();
        }
    }

    /** A register of another system that can be out of order. */
    static final class Registry implements ProcessService {

        private final List<Request> asked = Collections.synchronizedList(new ArrayList<>());
        private volatile int brokenFor;
        private volatile Answer answer = new Answer.Done(Map.of());
        private volatile CountDownLatch hanging = new CountDownLatch(0);

        @Override
        public String name() {
            return "test-registry";
        }

        @Override
        public Answer perform(Request request) {
            asked.add(request);
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            if (brokenFor-- > 0) {
                throw new IllegalStateException("the register is out of order");
            }
            return answer;
        }
    }

    @Autowired
    private Processes processes;

    @Autowired
    private JobRunner runner;

    @Autowired
    private Services services;

    @Autowired
    private ObjectProvider<ProcessOwner> owners;

    @Autowired
    private Jobs jobs;

    @Autowired
    private Operations operations;

    @Autowired
    private Whereabouts whereabouts;

    @Autowired
    private Registry registry;

    @Autowired
    private TestClock clock;

    @Autowired
    private Organization organization;

    @Autowired
    private Calendars calendars;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Agency ward;
    private OfficerId officer;

    @BeforeEach
    void a_ward() {
        ward = organization.agencies(TestClock.START).stream()
                .filter(agency -> agency.level() == AgencyLevel.COMMUNE)
                .findFirst()
                .orElseThrow();
        officer = organization
                .officersOf(
                        organization.unitOf(ward.id(), "justice").orElseThrow().id(), null)
                .getFirst()
                .id();
        registry.asked.clear();
        registry.brokenFor = 0;
        registry.hanging = new CountDownLatch(0);
        registry.answer = new ProcessService.Answer.Done(Map.of());
    }

    /** A task with an event on its border, and another task behind the event. */
    private static String onBorder(String event) {
        return bpmn("""
                <startEvent id="s"/>
                %s%s
                %s
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="late" targetRef="b"/>
                <sequenceFlow id="f4" sourceRef="b" targetRef="e"/>
                """.formatted(task("a"), task("b"), event));
    }

    private static String timer(String attributes, String definition) {
        return onBorder("<boundaryEvent id=\"late\" name=\"Quá hạn\" attachedToRef=\"a\"%s>%s</boundaryEvent>"
                .formatted(attributes, definition));
    }

    private static String minutes(int working) {
        return "<timerEventDefinition motcua:workingMinutes=\"%d\"/>".formatted(working);
    }

    private static String message(String name, String processBody) {
        return bpmn(processBody).replaceFirst("(<(?:\\w+:)?process )", "<message id=\"m\" name=\"" + name + "\"/>$1");
    }

    @Test
    void a_timer_goes_off_when_it_is_due_and_not_before() {
        SubjectRef subject = start(timer("", minutes(60)));

        clock.set(at(2026, 8, 24, 8, 59));
        runner.runAll();
        assertThat(open(subject)).containsExactly("a");

        clock.set(at(2026, 8, 24, 9, 0));
        runner.runAll();
        assertThat(open(subject)).containsExactly("b");
        assertThat(waiting(subject)).isZero();
    }

    @Test
    void nodes_that_look_at_the_same_time_fire_a_timer_once() throws Exception {
        List<SubjectRef> subjects = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            subjects.add(start(timer(" cancelActivity=\"false\"", minutes(60))));
        }
        clock.set(at(2026, 8, 24, 9, 0));

        atOnce(4, runner::runAll);

        assertThat(subjects).allSatisfy(subject -> assertThat(open(subject)).containsExactlyInAnyOrder("a", "b"));
    }

    @Test
    void what_a_fallen_node_had_in_hand_is_done_by_another_when_its_time_is_over() {
        SubjectRef subject = start(timer("", minutes(60)));
        clock.set(at(2026, 8, 24, 9, 0));
        assertThat(jobs.take(EnumSet.allOf(Jobs.Kind.class), clock.instant(), Duration.ofMinutes(2), 1_000))
                .isNotEmpty();

        runner.runAll();
        assertThat(open(subject)).containsExactly("a");

        clock.advance(Duration.ofMinutes(2));
        runner.runAll();
        assertThat(open(subject)).containsExactly("b");
    }

    @Test
    void a_timer_that_repeats_counts_from_when_it_was_due_not_from_when_somebody_looked() {
        SubjectRef subject = start(timer(
                " cancelActivity=\"false\"",
                "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>"));

        clock.set(at(2026, 8, 24, 9, 20));
        runner.runAll();
        assertThat(open(subject)).containsExactlyInAnyOrder("a", "b");
        assertThat(due(subject)).containsExactly(at(2026, 8, 24, 10, 0));

        clock.set(at(2026, 8, 25, 9, 0));
        runner.runAll();
        assertThat(open(subject)).containsExactlyInAnyOrder("a", "b", "b", "b");
        assertThat(waiting(subject)).isZero();
    }

    @Test
    void a_timer_that_repeats_counts_from_when_it_was_due_even_when_it_first_failed() {
        SubjectRef subject = start(timer(
                " cancelActivity=\"false\"",
                "<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>"));
        clock.set(at(2026, 8, 24, 9, 0));
        Jobs.Due due = jobs.take(EnumSet.of(Jobs.Kind.TIMER), clock.instant(), Duration.ofMinutes(2), 1_000).stream()
                .filter(job -> job.subject().equals(subject))
                .findFirst()
                .orElseThrow();
        jobs.failed(due, "out of order", clock.instant(), at(2026, 8, 24, 9, 30));

        clock.set(at(2026, 8, 24, 9, 29));
        runner.runAll();
        assertThat(open(subject)).containsExactly("a");
        clock.set(at(2026, 8, 24, 9, 30));
        runner.runAll();

        assertThat(open(subject)).containsExactlyInAnyOrder("a", "b");
        assertThat(due(subject)).containsExactly(at(2026, 8, 24, 10, 0));
    }

    @Test
    void what_a_message_brings_is_what_its_sender_says() {
        String name = "opinion-" + SUBJECTS.incrementAndGet();
        SubjectRef receiver = start(message(name, """
                <startEvent id="s"/>
                <receiveTask id="r" messageRef="m" motcua:key="code"/>
                %s<endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="r"/>
                <sequenceFlow id="f2" sourceRef="r" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="a" targetRef="e"/>
                """.formatted(task("a"))), Map.of("code", "H26-7"));
        start(
                message(name, """
                <startEvent id="s"/>
                <sendTask id="t" messageRef="m" motcua:key="code" motcua:input="{opinion: answer, by: &quot;Phòng Tư pháp&quot;}"/>
                %s<endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
                <sequenceFlow id="f2" sourceRef="t" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="a" targetRef="e"/>
                """.formatted(task("a"))),
                Map.of("code", "H26-7", "answer", "đồng ý", "secret", "không gửi đi"));

        runner.runAll();

        assertThat(open(receiver)).containsExactly("a");
        assertThat(variables(receiver)).contains("đồng ý", "Phòng Tư pháp").doesNotContain("không gửi đi");
    }

    @Test
    void working_time_of_a_timer_stops_with_the_clock_of_the_instance() {
        SubjectRef subject = start(timer("", minutes(60)));
        command(subject, standing -> processes.suspend(standing, at(2026, 8, 24, 8, 30)));

        clock.set(at(2026, 8, 25, 8, 0));
        runner.runAll();
        assertThat(open(subject)).containsExactly("a");

        command(subject, standing -> processes.resume(standing, at(2026, 8, 25, 8, 0)));
        assertThat(due(subject)).containsExactly(at(2026, 8, 25, 8, 30));
        clock.set(at(2026, 8, 25, 8, 30));
        runner.runAll();
        assertThat(open(subject)).containsExactly("b");
    }

    @Test
    void a_message_waits_for_its_receiver_and_is_received_once_by_the_one_it_is_for() {
        String name = "reply-" + SUBJECTS.incrementAndGet();
        String file = message(name, """
                <startEvent id="s"/>
                <receiveTask id="r" name="Chờ trả lời" messageRef="m" motcua:key="code"/>
                %s<endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="r"/>
                <sequenceFlow id="f2" sourceRef="r" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="a" targetRef="e"/>
                """.formatted(task("a")));
        SubjectRef other = start(file, Map.of("code", "H26-1"));
        transaction.executeWithoutResult(
                status -> processes.send(name, "H26-2", Map.of("opinion", "đồng ý"), clock.instant()));
        runner.runAll();
        SubjectRef meant = start(file, Map.of("code", "H26-2"));
        SubjectRef second = start(file, Map.of("code", "H26-2"));

        runner.runAll();

        assertThat(open(other)).isEmpty();
        assertThat(open(meant)).containsExactly("a");
        assertThat(variables(meant)).contains("đồng ý");
        assertThat(open(second)).isEmpty();
        assertThat(messages(name)).isZero();
    }

    @Test
    void a_signal_reaches_those_who_wait_when_it_is_sent_and_nobody_later() {
        String name = "flood-" + SUBJECTS.incrementAndGet();
        String signal = "<signal id=\"sig\" name=\"" + name + "\"/>";
        String waits = onBorder("<boundaryEvent id=\"late\" attachedToRef=\"a\">"
                        + "<signalEventDefinition signalRef=\"sig\"/></boundaryEvent>")
                .replaceFirst("(<(?:\\w+:)?process )", signal + "$1");
        String throwsIt = bpmn("""
                <startEvent id="s"/>
                <intermediateThrowEvent id="t"><signalEventDefinition signalRef="sig"/></intermediateThrowEvent>
                %s<endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="t"/>
                <sequenceFlow id="f2" sourceRef="t" targetRef="a"/>
                <sequenceFlow id="f3" sourceRef="a" targetRef="e"/>
                """.formatted(task("a"))).replaceFirst("(<(?:\\w+:)?process )", signal + "$1");
        SubjectRef first = start(waits);
        SubjectRef second = start(waits);

        start(throwsIt);
        SubjectRef later = start(waits);
        runner.runAll();

        assertThat(open(first)).containsExactly("b");
        assertThat(open(second)).containsExactly("b");
        assertThat(open(later)).containsExactly("a");
        assertThat(messages(name)).isZero();
    }

    @Test
    void a_signal_one_did_not_wait_for_any_more_does_not_reach_what_it_waits_for_next() {
        String name = "flood-" + SUBJECTS.incrementAndGet();
        String border = "<boundaryEvent id=\"%s\" attachedToRef=\"%s\"><signalEventDefinition signalRef=\"sig\"/>"
                + "</boundaryEvent>";
        SubjectRef subject = start(bpmn("""
                <startEvent id="s"/>
                %s%s%s
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="b"/>
                <sequenceFlow id="f3" sourceRef="b" targetRef="e"/>
                <sequenceFlow id="f4" sourceRef="left" targetRef="c"/>
                <sequenceFlow id="f5" sourceRef="later" targetRef="c"/>
                <sequenceFlow id="f6" sourceRef="c" targetRef="e"/>
                """.formatted(
                                task("a"),
                                task("b"),
                                task("c") + border.formatted("left", "a") + border.formatted("later", "b")))
                .replaceFirst("(<(?:\\w+:)?process )", "<signal id=\"sig\" name=\"" + name + "\"/>$1"));
        transaction.executeWithoutResult(status -> jobs.signal(name, new InstanceId(0), clock.instant()));
        assertThat(messages(name)).isOne();

        TaskSummary task = processes.openTasks(subject).getFirst();
        command(
                subject,
                standing -> processes
                        .complete(standing, task.id(), 1, "done", Map.of(), officer, clock.instant())
                        .orElseThrow());
        runner.runAll();

        assertThat(open(subject)).containsExactly("b");
        assertThat(messages(name)).isZero();
    }

    @Test
    void the_clock_can_be_stopped_while_a_timer_waits_for_an_operator() {
        SubjectRef subject = start(timer("", minutes(60)));
        jdbc.sql("""
                        UPDATE process.job SET due_at = NULL, attempts = 5, failed_at = now(), failure = 'x'
                         WHERE instance_id = (SELECT id FROM process.instance WHERE subject_id = :subject)
                        """).param("subject", subject.id()).update();

        command(subject, standing -> processes.suspend(standing, at(2026, 8, 24, 8, 30)));
        command(subject, standing -> processes.resume(standing, at(2026, 8, 24, 9, 30)));
        WorkingCalendar calendar = calendars.byId(ward.processingCalendar());
        command(subject, standing -> processes.recount(standing, calendar, calendar, at(2026, 8, 24, 10, 0)));

        assertThat(open(subject)).containsExactly("a");
        assertThat(waiting(subject)).isOne();
    }

    @Test
    void a_failure_kept_with_a_job_does_not_tell_the_row_a_statement_failed_on() {
        assertThatThrownBy(() -> jdbc.sql("""
                        INSERT INTO process.message (kind, name, variables, sent_at)
                        VALUES ('SIGNAL', 'x', CAST(:variables AS jsonb), now())
                        """)
                        .param("variables", "{\"applicant\": \"Nguyễn Thị Bí Mật\"}")
                        .update())
                .hasMessageContaining("message_check")
                .hasMessageNotContaining("Bí Mật");
    }

    private static String service(String border) {
        return bpmn("""
                <startEvent id="s"/>
                <serviceTask id="reg" name="Cấp số" motcua:service="test-registry"/>%s
                <exclusiveGateway id="x" default="f4"/>
                %s%s
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="reg"/>
                <sequenceFlow id="f2" sourceRef="reg" targetRef="x"/>
                <sequenceFlow id="f3" sourceRef="x" targetRef="a"><conditionExpression>number = 7</conditionExpression>
                </sequenceFlow>
                <sequenceFlow id="f4" sourceRef="x" targetRef="b"/>
                <sequenceFlow id="f5" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f6" sourceRef="b" targetRef="e"/>
                """.formatted(border, task("a"), task("b")));
    }

    @Test
    void a_service_that_was_out_of_order_is_asked_again_for_the_same_and_its_answer_decides_the_way() {
        registry.brokenFor = 2;
        registry.answer = new ProcessService.Answer.Done(Map.of("number", 7));
        SubjectRef subject = start(service(""));

        runner.runAll();
        assertThat(open(subject)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        runner.runAll();
        clock.advance(Duration.ofSeconds(30));
        runner.runAll();

        assertThat(open(subject)).containsExactly("a");
        assertThat(registry.asked).hasSize(3);
        assertThat(registry.asked)
                .extracting(ProcessService.Request::key)
                .containsOnly(registry.asked.getFirst().key());
        assertThat(registry.asked.getFirst().subject()).isEqualTo(subject);
    }

    @Test
    void a_service_that_hangs_holds_up_neither_timers_nor_other_services_and_counts_as_failed_in_the_end()
            throws Exception {
        var impatient = new JobRunner(jobs, services, owners, clock, Duration.ofMillis(300));
        registry.hanging = new CountDownLatch(1);
        SubjectRef hangs = start(service(""));
        impatient.beginServices();
        while (registry.asked.isEmpty()) {
            Thread.sleep(10);
        }
        SubjectRef timed = start(timer("", minutes(60)));
        clock.set(at(2026, 8, 24, 9, 0));
        impatient.runAllOthers();
        assertThat(open(timed)).containsExactly("b");
        registry.answer = new ProcessService.Answer.Done(Map.of("number", 7));
        registry.hanging.countDown();
        impatient.letServicesEnd(Duration.ofSeconds(10));
        assertThat(open(hangs)).containsExactly("a");

        registry.hanging = new CountDownLatch(1);
        SubjectRef never = start(service(""));
        impatient.beginServices();
        impatient.letServicesEnd(Duration.ofSeconds(10));

        StuckJob failed = stuck(never).getFirst();
        assertThat(failed.failure()).contains("test-registry", "no answer");
        assertThat(failed.attempts()).isOne();
        assertThat(failed.due()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void after_five_failures_nobody_tries_again_until_an_operator_says_so() {
        registry.brokenFor = 100;
        SubjectRef subject = start(service(""));

        for (int hour = 0; hour < 24; hour++) {
            runner.runAll();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(registry.asked).hasSize(JobRunner.MOST_ATTEMPTS);
        assertThat(jdbc.sql("""
                        SELECT failure FROM process.job j JOIN process.instance i ON i.id = j.instance_id
                         WHERE i.subject_id = :subject AND j.failed_at IS NOT NULL AND j.due_at IS NULL
                        """)
                        .param("subject", subject.id())
                        .query(String.class)
                        .single())
                .contains("out of order");
    }

    /** A service that has failed so often that nobody tries again. */
    private StuckJob brokenDown(SubjectRef subject) {
        registry.brokenFor = 100;
        for (int hour = 0; hour < 6; hour++) {
            runner.runAll();
            clock.advance(Duration.ofHours(1));
        }
        registry.brokenFor = 0;
        return stuck(subject).getFirst();
    }

    private List<StuckJob> stuck(SubjectRef subject) {
        return operations.stuck(10_000).stream()
                .filter(job -> job.subject().equals(subject))
                .toList();
    }

    private Result<Repaired> repair(StuckJob job, Repair repair) {
        return operations.repair(
                job.instance(), repair, operator(), "Máy chủ hộ tịch đã hỏng", "key-" + job.instance());
    }

    private Actor.Officer operator() {
        return organization.officerByLogin("admin").flatMap(organization::actor).orElseThrow();
    }

    private static List<String> codes(Result<?> result) {
        return result instanceof Result.Refused<?> refused
                ? refused.problems().stream().map(Problem::code).toList()
                : List.of();
    }

    @Test
    void an_operator_sees_what_failed_how_often_and_why_and_lets_it_be_tried_again() {
        SubjectRef subject = start(service(""));
        StuckJob job = brokenDown(subject);

        assertThat(job.name()).isEqualTo("Cấp số");
        assertThat(job.asked()).isEqualTo("test-registry");
        assertThat(job.attempts()).isEqualTo(JobRunner.MOST_ATTEMPTS);
        assertThat(job.givenUp()).isTrue();
        assertThat(job.failure()).contains("out of order");
        assertThat(operations.names(List.of(subject))).containsEntry(subject, "T" + subject.id());

        registry.answer = new ProcessService.Answer.Done(Map.of("number", 7));
        repair(job, new Repair.Again(job.number(), job.attempts())).orElseThrow();
        runner.runAll();

        assertThat(open(subject)).containsExactly("a");
        assertThat(stuck(subject)).isEmpty();
        assertThat(codes(repair(job, new Repair.Again(job.number(), job.attempts()))))
                .containsExactly("process.repair-gone");
    }

    @Test
    void a_service_is_answered_by_hand_once_and_the_answer_decides_the_way() {
        SubjectRef subject = start(service(""));
        StuckJob job = brokenDown(subject);
        var answer = new Repair.Answer(job.number(), job.attempts(), Map.of("number", 7));

        assertThat(codes(operations.repair(job.instance(), answer, operator(), "  ", "k")))
                .containsExactly("process.repair-reason");
        assertThat(codes(repair(job, new Repair.Fire(job.number(), job.attempts()))))
                .containsExactly("process.repair-no-timer");
        assertThat(codes(repair(job, new Repair.Refuse(job.number(), job.attempts(), "E9"))))
                .containsExactly("process.error-uncaught");
        assertThat(open(subject)).isEmpty();

        repair(job, answer).orElseThrow();

        assertThat(open(subject)).containsExactly("a");
        assertThat(waiting(subject)).isZero();
        assertThat(codes(repair(job, answer))).containsExactly("process.repair-gone");
    }

    @Test
    void an_error_an_operator_reports_goes_to_the_border() {
        SubjectRef subject = start(service("<boundaryEvent id=\"err\" attachedToRef=\"reg\">"
                        + "<errorEventDefinition errorRef=\"er\"/></boundaryEvent>"
                        + "<sequenceFlow id=\"f7\" sourceRef=\"err\" targetRef=\"b\"/>")
                .replaceFirst("(<(?:\\w+:)?process )", "<error id=\"er\" errorCode=\"E1\"/>$1"));
        StuckJob job = brokenDown(subject);

        repair(job, new Repair.Refuse(job.number(), job.attempts(), "E1")).orElseThrow();

        assertThat(open(subject)).containsExactly("b");
    }

    @Test
    void what_was_tried_again_since_the_operator_looked_has_to_be_looked_at_again() {
        registry.brokenFor = 100;
        SubjectRef subject = start(service(""));
        runner.runAll();
        StuckJob seen = stuck(subject).getFirst();
        clock.advance(Duration.ofSeconds(5));
        runner.runAll();

        assertThat(codes(repair(seen, new Repair.Answer(seen.number(), seen.attempts(), Map.of()))))
                .containsExactly("process.repair-changed");
        jobs.take(
                EnumSet.allOf(Jobs.Kind.class),
                clock.instant().plus(Duration.ofMinutes(1)),
                Duration.ofMinutes(2),
                1_000);
        StuckJob taken = stuck(subject).getFirst();
        assertThat(taken.taken()).isTrue();
        assertThat(codes(repair(taken, new Repair.Again(taken.number(), taken.attempts()))))
                .containsExactly("process.repair-taken");
        assertThat(open(subject)).isEmpty();
    }

    @Test
    void a_timer_that_did_not_go_off_in_time_is_seen_and_let_go_off_and_while_the_clock_stands_none_is_late() {
        SubjectRef subject = start(timer("", minutes(60)));
        SubjectRef standing =
                start(timer("", "<timerEventDefinition><timeDuration>PT1H</timeDuration>" + "</timerEventDefinition>"));
        command(standing, s -> processes.suspend(s, clock.instant()));

        clock.set(at(2026, 8, 24, 9, 4));
        assertThat(stuck(subject)).isEmpty();
        clock.set(at(2026, 8, 24, 9, 5));
        StuckJob late = stuck(subject).getFirst();
        assertThat(late.kind()).isEqualTo(StuckJob.Kind.TIMER);
        assertThat(stuck(standing)).isEmpty();
        assertThat(codes(repair(late, new Repair.Answer(late.number(), 0, Map.of()))))
                .containsExactly("process.repair-no-service");

        repair(late, new Repair.Fire(late.number(), 0)).orElseThrow();

        assertThat(open(subject)).containsExactly("b");
        assertThat(stuck(subject)).isEmpty();
    }

    @Test
    void a_message_nobody_will_receive_is_discarded_once_and_it_is_written_down_by_whom_and_why() {
        String name = "lost-" + SUBJECTS.incrementAndGet();
        transaction.executeWithoutResult(
                status -> processes.send(name, "H26-9", Map.of("opinion", "đồng ý"), clock.instant()));
        runner.runAll();
        Unreceived message = operations.messages(10_000).stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(codes(operations.discard(message.id(), operator(), " ", "k1")))
                .containsExactly("process.repair-reason");
        assertThat(messages(name)).isOne();
        operations.discard(message.id(), operator(), "Gửi nhầm", "k1").orElseThrow();
        operations.discard(message.id(), operator(), "Gửi nhầm", "k1").orElseThrow();

        assertThat(messages(name)).isZero();
        assertThat(codes(operations.discard(message.id(), operator(), "Gửi nhầm", "k2")))
                .containsExactly("process.message-gone");
        assertThat(operations.messageActs(1_000).stream()
                        .filter(act -> act.name().equals(name)))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.act()).isEqualTo("DISCARDED");
                    assertThat(act.officer()).isEqualTo(operator().displayName());
                    assertThat(act.reason()).isEqualTo("Gửi nhầm");
                });
    }

    @Test
    void where_the_instances_of_a_version_stand_is_counted_by_step() {
        String file = timer(" cancelActivity=\"false\"", minutes(60 + (int) (SUBJECTS.incrementAndGet() % 1_000)));
        SubjectRef first = start(file);
        start(file);
        SubjectRef gone = start(file);
        command(gone, standing -> processes.cancel(standing, clock.instant()));
        StuckJob timer = operations
                .job(
                        new InstanceId(jdbc.sql("SELECT id FROM process.instance WHERE subject_id = :id")
                                .param("id", first.id())
                                .query(Long.class)
                                .single()),
                        2)
                .orElseThrow();
        repair(timer, new Repair.Fire(timer.number(), 0)).orElseThrow();
        DefinitionId definition = processes.publish("jobs-test", file).orElseThrow();

        assertThat(whereabouts.running())
                .filteredOn(running -> running.id().equals(definition))
                .singleElement()
                .satisfies(running -> assertThat(running.instances()).isEqualTo(2));
        assertThat(whereabouts.places(definition))
                .extracting(Whereabouts.Place::element, Whereabouts.Place::instances)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", 2L), org.assertj.core.groups.Tuple.tuple("b", 1L));
    }

    @Test
    void an_error_of_a_service_goes_to_its_border() {
        registry.answer = new ProcessService.Answer.Refused("E1");
        SubjectRef subject = start(service("<boundaryEvent id=\"err\" attachedToRef=\"reg\">"
                        + "<errorEventDefinition errorRef=\"er\"/></boundaryEvent>"
                        + "<sequenceFlow id=\"f7\" sourceRef=\"err\" targetRef=\"b\"/>")
                .replaceFirst("(<(?:\\w+:)?process )", "<error id=\"er\" errorCode=\"E1\"/>$1"));

        runner.runAll();

        assertThat(open(subject)).containsExactly("b");
    }

    @Test
    void a_process_that_names_a_service_nobody_offers_is_refused_by_name_and_line() {
        assertThat(processes.publish("test-no-service", service("").replace("test-registry", "moon-registry")))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(((Problem) problem).code()).isEqualTo("process.service-unknown");
                                    assertThat(((Problem) problem).args()).contains("reg", "Cấp số", "moon-registry");
                                }));
    }

    @Test
    void a_cancelled_instance_waits_for_nothing_any_more() {
        SubjectRef subject = start(timer("", minutes(60)));

        command(subject, standing -> processes.cancel(standing, clock.instant()));

        clock.set(at(2026, 8, 24, 9, 0));
        runner.runAll();
        assertThat(open(subject)).isEmpty();
        assertThat(waiting(subject)).isZero();
    }

    @Test
    void a_task_done_in_time_disarms_its_timer() {
        SubjectRef subject = start(timer("", minutes(60)));
        TaskSummary task = processes.openTasks(subject).getFirst();

        command(
                subject,
                standing -> processes
                        .complete(standing, task.id(), 1, "done", Map.of(), officer, clock.instant())
                        .orElseThrow());

        assertThat(waiting(subject)).isZero();
    }

    private SubjectRef start(String bpmn) {
        return start(bpmn, Map.of());
    }

    private SubjectRef start(String bpmn, Map<String, Object> variables) {
        DefinitionId definition = processes.publish("jobs-test", bpmn).orElseThrow();
        var subject = new SubjectRef(KIND, SUBJECTS.incrementAndGet());
        processes.start(definition, subject, ward.id(), variables, clock.instant());
        return subject;
    }

    private void command(SubjectRef subject, java.util.function.Consumer<Standing> command) {
        transaction.executeWithoutResult(status -> command.accept(processes
                .lock(new InstanceId(jdbc.sql("SELECT id FROM process.instance WHERE subject_id = :id")
                        .param("id", subject.id())
                        .query(Long.class)
                        .single()))
                .orElseThrow()));
    }

    private List<String> open(SubjectRef subject) {
        return processes.openTasks(subject).stream().map(TaskSummary::elementId).toList();
    }

    private int waiting(SubjectRef subject) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM process.job j WHERE j.instance_id = i.id)
                             + (SELECT count(*) FROM process.subscription s WHERE s.instance_id = i.id)
                          FROM process.instance i WHERE i.subject_id = :id
                        """).param("id", subject.id()).query(Integer.class).single();
    }

    private List<Instant> due(SubjectRef subject) {
        return jdbc.sql("""
                        SELECT j.due_at FROM process.job j JOIN process.instance i ON i.id = j.instance_id
                         WHERE i.subject_id = :id
                        """)
                .param("id", subject.id())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .list();
    }

    private int messages(String name) {
        return jdbc.sql("SELECT count(*) FROM process.message WHERE name = :name")
                .param("name", name)
                .query(Integer.class)
                .single();
    }

    private String variables(SubjectRef subject) {
        return jdbc.sql("SELECT variables::text FROM process.instance WHERE subject_id = :id")
                .param("id", subject.id())
                .query(String.class)
                .single();
    }

    private static void atOnce(int times, Callable<?> what) throws Exception {
        var together = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> {
                    together.await();
                    return what.call();
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
