package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.dossier.Intake;
import vn.motcua.process.DueMoves;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** An official moves live dossiers to another version of their process, and sees for each what becomes of it. */
@DemoTest
class MovingDossiersTest {

    private static final String PROCEDURE = "9.320001";
    private static final String ROOT = "/quan-tri/quy-trinh/" + PROCEDURE;

    private static final String FIRST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:motcua="https://motcua.vn/bpmn" id="d" targetNamespace="https://motcua.vn/bpmn">
            <bpmn:process id="thu" name="Thử" isExecutable="true">
            <bpmn:startEvent id="start"/>
            <bpmn:userTask id="work" name="Giải quyết" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="120" motcua:work="WORK" motcua:public="Công chức giải quyết"
                motcua:outcomes="done|Xong"/>
            <bpmn:boundaryEvent id="late" name="Quá một giờ" attachedToRef="work" cancelActivity="true">
              <bpmn:timerEventDefinition motcua:workingMinutes="60"/></bpmn:boundaryEvent>
            <bpmn:userTask id="sign" name="Lãnh đạo ký" motcua:unit="leadership" motcua:position="leader"
                motcua:allowance="120" motcua:work="APPROVE" motcua:public="Lãnh đạo ký"
                motcua:outcomes="done|Xong"/>
            <bpmn:userTask id="return" name="Trả kết quả" motcua:unit="one-stop" motcua:position="clerk"
                motcua:allowance="30" motcua:work="RETURN" motcua:public="Trả kết quả"
                motcua:outcomes="returned|Đã trả"/>
            <bpmn:endEvent id="end" name="Đã trả" motcua:result="RETURNED"/>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
            <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="sign"/>
            <bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="sign"/>
            <bpmn:sequenceFlow id="f4" sourceRef="sign" targetRef="return"/>
            <bpmn:sequenceFlow id="last" sourceRef="return" targetRef="end"/>
            </bpmn:process></bpmn:definitions>
            """;

    /** The work is the leadership's, under another id; a signature is asked of the head of justice, as another step. */
    private static final String SECOND = FIRST.replace("\"work\" name=\"Giải quyết\"", "\"examine\" name=\"Thẩm định\"")
            .replace("\"work\"", "\"examine\"")
            .replace("workingMinutes=\"60\"", "workingMinutes=\"90\"")
            .replace("motcua:position=\"specialist\"", "motcua:position=\"head\"");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Processes processes;

    @Autowired
    TestClock clock;

    @Test
    void an_official_chooses_maps_looks_confirms_and_sees_how_far_it_is() {
        var at = new AuthorityAtWork(application);
        ProceduresForTests.publishForDistrict(application, PROCEDURE, FIRST);
        List<Intake.Accepted> dossiers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            dossiers.add(at.takeIn(
                    at.filing(
                            PROCEDURE, at.agency(AuthorityAtWork.DISTRICT), Map.of("relation", "self", "copies", "1")),
                    clock.instant()));
        }
        var claimed = dossiers.getFirst();
        TaskSummary task = at.open(claimed.id(), "work");
        at.casework
                .claim(claimed.id(), task.id(), at.answering(task), clock.instant())
                .orElseThrow();
        var signing = dossiers.getLast();
        at.step(signing.id(), "work", "done", clock.instant());
        processes.publish(PROCEDURE, SECOND).orElseThrow();

        try (var desk = new Desk(port)) {
            var admin = desk.of("admin");
            admin.open(ROOT);
            admin.follow("Chuyển hồ sơ đang giải quyết");
            assertThat(admin.path()).isEqualTo(ROOT + "/chuyen");
            admin.field("tu").selectOption("1");
            admin.field("den").selectOption("1");
            admin.press("Tiếp tục");
            assertThat(admin.text()).contains("Hãy chọn một phiên bản khác của cùng quy trình.");
            admin.field("den").selectOption("2");
            admin.type("ho-so", "KHONG-CO-1");
            admin.look("move-choose-wrong");
            admin.press("Tiếp tục");
            admin.press("Lập kế hoạch");
            assertThat(admin.text()).contains("Không có hồ sơ mang mã: KHONG-CO-1");
            assertThat(admin.field("ho-so").inputValue()).isEqualTo("KHONG-CO-1");
            admin.type("ho-so", "");
            admin.press("Tiếp tục");
            assertThat(admin.text()).contains("Giải quyết", "3 hồ sơ", "1 hồ sơ");
            admin.field("buoc.work").selectOption("examine");
            admin.field("buoc.sign").selectOption("");
            admin.look("move-map");
            admin.press("Lập kế hoạch");

            assertThat(admin.text())
                    .contains(
                            claimed.code(), signing.code(), "Thẩm định", "về hàng chờ của", "đặt mới", "“Lãnh đạo ký”");
            admin.look("move-plan");
            admin.page().locator("#xem").selectOption("REFUSED");
            admin.page().locator("form:has(#xem) button").click();
            admin.page().waitForLoadState();
            assertThat(admin.text()).contains(signing.code()).doesNotContain(claimed.code());
            admin.look("move-plan-refused");

            admin.follow("Xem lại và xác nhận");
            admin.press("Chuyển 3 hồ sơ");
            assertThat(admin.text()).contains("Hãy ghi lý do bạn làm việc này.");
            admin.look("move-confirm-wrong");
            admin.type("ly-do", "Quyết định số 12/QĐ-UBND");
            admin.press("Chuyển 3 hồ sơ");
            assertThat(admin.text()).contains("Đã bắt đầu.", "Đang chuyển");
            DueMoves.run(application, 1);
            admin.page().reload();
            admin.look("move-progress");
            admin.press("Dừng lại");
            admin.page().waitForCondition(() -> admin.text().contains("Đã dừng"));
            admin.look("move-stopped");
            admin.press("Chuyển tiếp");
            DueMoves.runAll(application);
            admin.page().waitForCondition(() -> admin.text().contains("4 trên 4 hồ sơ đã xong"));
            admin.page().reload();
            assertThat(admin.text()).contains("Đã xong", "Đã chuyển lúc");
            admin.look("move-done");

            var clerk = desk.open("hm.motcua1", claimed.code());
            assertThat(clerk.page().content()).contains("Đã chuyển sang phiên bản khác của quy trình");
            clerk.look("move-dossier");
            admin.open(ROOT + "/chuyen?lang=en");
            assertThat(admin.text()).contains("Move live dossiers");
            admin.look("move-choose-en");

            assertThat(desk.of("hm.motcua1").open(ROOT + "/chuyen").status())
                    .as("only operators see it")
                    .isEqualTo(403);
            desk.assertNothingWrong();
        }
    }
}
