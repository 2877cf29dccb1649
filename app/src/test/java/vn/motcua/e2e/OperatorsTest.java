package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.TestClock.at;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.dossier.DossierId;
import vn.motcua.process.DueJobs;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** An operator helps on what does not go on by itself. */
@DemoTest
class OperatorsTest {

    private static final String LATE = "9.360001";
    private static final String BROKEN = "9.360002";
    private static final String ROOT = "/quan-tri/van-hanh";

    private static String process(String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:motcua="https://motcua.vn/bpmn" id="d" targetNamespace="https://motcua.vn/bpmn">
                <bpmn:error id="no" errorCode="KHONG_CO"/>
                <bpmn:process id="thu" name="Thử" isExecutable="true">
                <bpmn:startEvent id="start"/>
                <bpmn:userTask id="work" name="Giải quyết" motcua:unit="justice" motcua:position="specialist"
                    motcua:allowance="120" motcua:work="WORK" motcua:public="Công chức giải quyết"
                    motcua:outcomes="done|Xong"/>
                <bpmn:userTask id="return" name="Trả kết quả" motcua:unit="one-stop" motcua:position="clerk"
                    motcua:allowance="30" motcua:work="RETURN" motcua:public="Trả kết quả"
                    motcua:outcomes="returned|Đã trả"/>
                <bpmn:endEvent id="end" name="Đã trả" motcua:result="RETURNED"/>
                <bpmn:sequenceFlow id="last" sourceRef="return" targetRef="end"/>
                <bpmn:sequenceFlow id="done" sourceRef="work" targetRef="return"/>
                %s</bpmn:process></bpmn:definitions>
                """.formatted(body);
    }

    private static final String WITH_TIMER = process("""
            <bpmn:boundaryEvent id="late" name="Quá một giờ" attachedToRef="work">
              <bpmn:timerEventDefinition motcua:workingMinutes="60"/></bpmn:boundaryEvent>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
            <bpmn:sequenceFlow id="f2" sourceRef="late" targetRef="return"/>
            """);

    /** There is no agency of this code, so the dossier there can never be begun. */
    private static final String WITH_CALL = process("""
            <bpmn:callActivity id="ask" name="Hỏi phường không có" calledElement="9.360001"
                motcua:input="{agency: &quot;99999&quot;}"/>
            <bpmn:boundaryEvent id="refused" name="Không có nơi hỏi" attachedToRef="ask">
              <bpmn:errorEventDefinition errorRef="no"/></bpmn:boundaryEvent>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
            <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="return"/>
            <bpmn:sequenceFlow id="f3" sourceRef="refused" targetRef="work"/>
            """);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Processes processes;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TestClock clock;

    private AuthorityAtWork at;

    @BeforeEach
    void two_procedures() {
        at = new AuthorityAtWork(application);
        if (at.catalog.current(LATE).isEmpty()) {
            ProceduresForTests.publish(application, LATE, WITH_TIMER);
            ProceduresForTests.publish(application, BROKEN, WITH_CALL);
        }
    }

    private record Begun(DossierId id, String code) {}

    private Begun begin(String procedure) {
        var accepted = at.takeIn(
                at.filing(procedure, at.agency(AuthorityAtWork.WARD), Map.of("relation", "self", "copies", "1")),
                clock.instant());
        return new Begun(accepted.id(), accepted.code());
    }

    @Test
    void a_message_nobody_waited_for_in_time_is_seen_as_expired_and_can_be_sent_again() {
        transaction.executeWithoutResult(status ->
                processes.send("giay-bao-thue", "H26-2", Map.of(), java.time.Duration.ofMinutes(10), clock.instant()));
        clock.set(at(2026, 8, 24, 8, 15));
        DueJobs.runAll(application);

        try (var desk = new Desk(port)) {
            var admin = desk.of("admin");
            admin.open(ROOT);
            assertThat(admin.text()).contains("giay-bao-thue", "Hết hạn", "không ai nhận");
            admin.look("operators-expired");
            admin.follow("giay-bao-thue");
            admin.look("operators-expired-message");
            admin.type("ly-do", "Cơ quan thuế xác nhận giấy báo vẫn đúng");
            admin.press("Gửi lại");
            assertThat(admin.text()).contains("giay-bao-thue", "Chưa ai chờ tin này");
            desk.assertNothingWrong();
        }
    }

    @Test
    void a_late_timer_a_call_that_failed_and_a_lost_message_are_seen_and_dealt_with() {
        Begun late = begin(LATE);
        Begun broken = begin(BROKEN);
        DueJobs.runAll(application);
        transaction.executeWithoutResult(status -> processes.send("ket-qua-thue", "H26-1", Map.of(), clock.instant()));
        clock.set(at(2026, 8, 24, 10, 0));

        try (var desk = new Desk(port)) {
            var admin = desk.of("admin");
            admin.follow("Quản trị");
            admin.follow("Vận hành quy trình");
            assertThat(admin.path()).isEqualTo(ROOT);
            assertThat(admin.text())
                    .contains(
                            late.code(),
                            broken.code(),
                            "Quá một giờ",
                            "ket-qua-thue",
                            "1 lần thử",
                            "Không có cơ quan mang mã “99999”");
            admin.look("operators");

            row(admin, late.code());
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("Hãy chọn việc cần làm.");
            admin.look("operators-timer-wrong");
            admin.choose("lam", "cho-chay");
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("Hãy ghi lý do bạn làm việc này.");
            assertThat(admin.page().locator("#lam-cho-chay").isChecked()).isTrue();
            assertThat(elements(late)).containsExactly("work");
            admin.type("ly-do", "Chuyên viên nghỉ ốm");
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("Hẹn giờ đã chạy").doesNotContain(late.code());
            assertThat(elements(late)).containsExactly("return");

            row(admin, broken.code());
            admin.choose("lam", "tra-loi");
            admin.type("bien", "so phieu 12");
            admin.type("ly-do", "Đã hỏi bằng văn bản");
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("Dòng 1: hãy viết tên = giá trị");
            assertThat(admin.field("bien").inputValue()).isEqualTo("so phieu 12");
            assertThat(admin.field("ly-do").inputValue()).isEqualTo("Đã hỏi bằng văn bản");
            admin.look("operators-call-wrong");
            admin.choose("lam", "bao-loi");
            admin.type("ma-loi", "SAI");
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("báo lỗi “SAI”");
            admin.type("ma-loi", "KHONG_CO");
            String address = admin.path();
            admin.press("Thực hiện");
            assertThat(admin.text()).contains("Đã báo lỗi thay");
            assertThat(elements(broken)).containsExactly("work");
            admin.open(address);
            assertThat(admin.text()).contains("Việc này không còn nữa");

            admin.follow("ket-qua-thue");
            admin.look("operators-message");
            admin.press("Bỏ tin nhắn");
            assertThat(admin.text()).contains("Hãy ghi lý do");
            admin.type("ly-do", "Gửi nhầm");
            admin.press("Bỏ tin nhắn");
            assertThat(admin.text()).contains("Đã bỏ tin nhắn.", "Gửi nhầm");
            admin.look("operators-done");

            admin.follow("Hồ sơ đang ở đâu");
            admin.look("operators-running");
            admin.open(ROOT + "/vi-tri/" + BROKEN + "/1");
            admin.page().locator(".mc-diagram svg .djs-shape").first().waitFor();
            assertThat(admin.text()).contains("Giải quyết");
            assertThat(admin.page().locator(".djs-element.mc-now").count()).isPositive();
            admin.look("operators-places");

            assertThat(desk.of("dinhcong.motcua1").open(ROOT).status())
                    .as("only operators see it")
                    .isEqualTo(403);
            admin.assertNothingWrong();
        }
    }

    private static void row(Walk walk, String code) {
        walk.page()
                .locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText(code))
                .first()
                .locator("a")
                .first()
                .click();
        walk.page().waitForLoadState();
    }

    private java.util.List<String> elements(Begun dossier) {
        return at.open(dossier.id()).stream().map(TaskSummary::elementId).toList();
    }
}
