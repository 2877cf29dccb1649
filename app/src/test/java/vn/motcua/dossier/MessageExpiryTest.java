package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.process.DueJobs;
import vn.motcua.process.Operations;
import vn.motcua.process.Processes;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.Unreceived;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** A message nobody waits for is kept for its time, then delivered to nobody and shown to operators. */
@DemoTest
class MessageExpiryTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static int used;

    @Autowired
    ApplicationContext application;

    @Autowired
    Processes processes;

    @Autowired
    Operations operations;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TestClock clock;

    private AuthorityAtWork at;
    private String message = "";
    private String sending = "";
    private String receiving = "";

    @BeforeEach
    void a_process_that_sends_and_one_that_receives() {
        at = new AuthorityAtWork(application);
        message = "tra-loi-" + ++used;
        sending = "9.7820%02d".formatted(used);
        receiving = "9.7830%02d".formatted(used);
        ProceduresForTests.publish(application, sending, process("""
                <bpmn:sendTask id="m" name="Gửi tin" messageRef="msg"/>
                """));
        ProceduresForTests.publish(application, receiving, process("""
                <bpmn:receiveTask id="m" name="Chờ tin" messageRef="msg"/>
                """));
    }

    private String process(String middle) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:motcua="https://motcua.vn/bpmn" id="d" targetNamespace="https://motcua.vn/bpmn">
                <bpmn:message id="msg" name="%s"/>
                <bpmn:process id="thu" name="Thử" isExecutable="true">
                <bpmn:startEvent id="start"/>
                <bpmn:userTask id="work" name="Giải quyết" motcua:unit="justice" motcua:position="specialist"
                    motcua:allowance="120" motcua:work="WORK" motcua:public="Giải quyết" motcua:outcomes="done|Xong"/>
                %s
                <bpmn:userTask id="return" name="Trả kết quả" motcua:unit="one-stop" motcua:position="clerk"
                    motcua:allowance="30" motcua:work="RETURN" motcua:public="Trả" motcua:outcomes="returned|Đã trả"/>
                <bpmn:endEvent id="end" motcua:result="RETURNED"/>
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
                <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="m"/>
                <bpmn:sequenceFlow id="f3" sourceRef="m" targetRef="return"/>
                <bpmn:sequenceFlow id="f4" sourceRef="return" targetRef="end"/>
                </bpmn:process></bpmn:definitions>
                """.formatted(message, middle);
    }

    private Intake.Accepted worked(String procedure) {
        Intake.Accepted taken = at.takeIn(
                at.filing(procedure, at.agency(AuthorityAtWork.WARD), Map.of("relation", "self", "copies", "1")),
                clock.instant());
        at.step(taken.id(), "work", "done", clock.instant());
        return taken;
    }

    private void send(@Nullable String key, Duration kept) {
        transaction.executeWithoutResult(status -> processes.send(message, key, Map.of(), kept, clock.instant()));
    }

    private void later(Duration time) {
        clock.advance(time);
        DueJobs.runAll(application);
    }

    private Unreceived unreceived() {
        return operations.messages(10_000).stream()
                .filter(m -> m.name().equals(message))
                .findFirst()
                .orElseThrow();
    }

    private List<DossierEvent> expired(DossierId dossier) {
        return at.dossiers.ledger(dossier, at.clerk(at.agency(AuthorityAtWork.WARD))).stream()
                .map(LedgerEntry::event)
                .filter(e -> e instanceof DossierEvent.MessageExpired)
                .toList();
    }

    private boolean waits(Intake.Accepted dossier) {
        return processes
                .activeElements(new SubjectRef(Reception.SUBJECT, dossier.id().value()))
                .contains("m");
    }

    @Test
    void a_message_that_expired_goes_to_nobody_who_begins_to_wait_afterwards_until_an_operator_sends_it_again() {
        send(null, HOUR);
        later(HOUR.plusMinutes(1));
        assertThat(unreceived().expired()).isTrue();

        Intake.Accepted late = worked(receiving);
        DueJobs.runAll(application);
        assertThat(waits(late)).isTrue();

        operations
                .again(unreceived().id(), at.officer("admin"), "Cơ quan thuế xác nhận vẫn đúng", newKey())
                .orElseThrow();
        DueJobs.runAll(application);
        assertThat(waits(late)).isFalse();
    }

    @Test
    void who_begins_to_wait_after_its_time_does_not_get_it_though_nobody_has_looked_after_it_meanwhile() {
        send(null, HOUR);
        clock.advance(HOUR);

        Intake.Accepted late = worked(receiving);
        DueJobs.runAll(application);

        assertThat(waits(late)).isTrue();
        assertThat(unreceived().expired()).isTrue();
    }

    @Test
    void operators_see_what_can_still_be_received_before_what_expired() {
        int expired = operations.countExpiredMessages(10_000);
        for (int i = 0; i < 40; i++) {
            send("H26-không-có", HOUR);
        }
        later(HOUR);
        send("H26-không-có", HOUR);
        int waiting = operations.countWaitingMessages(10_000);

        assertThat(operations.countExpiredMessages(10_000)).isEqualTo(expired + 40);
        assertThat(operations.messages(10_000).subList(0, waiting)).noneMatch(Unreceived::expired);
        assertThat(operations.messages(waiting)).extracting(Unreceived::name).contains(message);
        jdbc.sql("DELETE FROM process.message WHERE name = :name")
                .param("name", message)
                .update();
    }

    @Test
    void until_its_time_is_over_a_message_goes_to_whoever_begins_to_wait() {
        send(null, HOUR);
        later(HOUR.minusMinutes(1));
        assertThat(unreceived().expired()).isFalse();

        Intake.Accepted waiting = worked(receiving);
        DueJobs.runAll(application);

        assertThat(waits(waiting)).isFalse();
    }

    @Test
    void a_message_somebody_waits_for_does_not_expire_while_their_clock_stands() {
        Intake.Accepted waiting = worked(receiving);
        var clerk = at.clerk(at.agency(AuthorityAtWork.WARD));
        at.askSupplement(waiting.id(), clerk, clock.instant()).orElseThrow();
        send(null, HOUR);
        later(HOUR.multipliedBy(2));
        assertThat(unreceived().expired()).isFalse();

        at.casework
                .supplyAtCounter(
                        waiting.id(), List.of(AuthorityAtWork.paper("ban-ve")), clerk, newKey(), clock.instant())
                .orElseThrow();
        DueJobs.runAll(application);
        assertThat(waits(waiting)).isFalse();
    }

    @Test
    void the_dossier_whose_process_sent_it_has_it_in_its_ledger_once() {
        Intake.Accepted dossier = worked(sending);
        Instant sent = clock.instant();
        assertThat(unreceived().expiresAt()).isEqualTo(sent.plus(Duration.ofDays(30)));
        jdbc.sql("UPDATE process.message SET expires_at = sent_at + interval '1 hour' WHERE name = :name")
                .param("name", message)
                .update();

        later(HOUR);
        later(HOUR);

        assertThat(unreceived().expired()).isTrue();
        assertThat(expired(dossier.id())).containsExactly(new DossierEvent.MessageExpired(message, sent));
        assertThat(anchors.verify(dossier.id())).isEmpty();
    }

    @Test
    void a_message_from_outside_is_booked_with_the_dossier_its_key_names() {
        Intake.Accepted meant = worked(sending);
        send(meant.code(), HOUR);
        later(HOUR.plusMinutes(1));

        assertThat(expired(meant.id())).hasSize(1);
    }

    @Test
    void a_message_for_no_dossier_known_is_only_shown_to_operators() {
        send("H26-không-có", HOUR);
        later(HOUR.plusMinutes(1));

        assertThat(unreceived().expired()).isTrue();
        operations
                .discard(unreceived().id(), at.officer("admin"), "Gửi nhầm", newKey())
                .orElseThrow();
        assertThat(operations.messages(10_000)).extracting(Unreceived::name).doesNotContain(message);
    }
}
