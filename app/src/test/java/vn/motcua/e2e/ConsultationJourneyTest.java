package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Intake;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Another agency is asked about a building permit and says nothing; the dossier goes on by itself, and is then extended. */
@DemoTest
class ConsultationJourneyTest {

    private static final Instant TUESDAY = TestClock.at(2026, 10, 6, 9, 0);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Test
    void a_silent_agency_is_seen_waiting_and_then_taken_to_agree_by_officer_and_applicant() {
        clock.set(TUESDAY);
        var at = new AuthorityAtWork(application);
        var dossier = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(dossier.id(), "forward", "forward", clock.instant());
        at.step(dossier.id(), "assign", "assigned", clock.instant());
        var specialist = at.organization.loginOf(
                at.answering(at.open(dossier.id()).getFirst()).id());

        try (var desk = new Desk(port);
                var applicant = Walk.onPhone(port)) {
            Walk officer = ask(desk, specialist, dossier);
            assertThat(officer.text())
                    .contains("Đang hỏi ý kiến Sở Quy hoạch (ví dụ) đến", "thời hạn của hồ sơ vẫn chạy");
            officer.look("desk-consulting");
            applicant.track(dossier.code(), dossier.secret());
            assertThat(applicant.text())
                    .contains("Sở Quy hoạch (ví dụ) được hỏi ý kiến và phải trả lời trước")
                    .contains("19/10/2026");
            applicant.look("dossier-consulting");

            clock.advance(Duration.ofDays(14));
            lookForSilence(application);
            officer = desk.open(specialist, dossier.code());
            assertThat(officer.text()).contains("không trả lời, coi như đồng ý", "Hệ thống");
            officer.look("desk-consulted");
            applicant.track(dossier.code(), dossier.secret());
            assertThat(applicant.text()).contains("Cơ quan được hỏi không trả lời đúng hạn, coi như đồng ý");
            applicant.look("dossier-consulted");

            Walk head = desk.open("hm.qldt.truong", dossier.code());
            panel(head);
            assertThat(head.text()).contains("Gia hạn theo quy định thêm 10 ngày", "sau khi gia hạn là");
            head.choose("thoi-han.act", "extend-construction-permit");
            head.type("thoi-han.reason", "Cần xem xét thêm chỉ giới đường đỏ");
            head.look("desk-extending");
            head.press("Ghi vào hồ sơ");
            assertThat(head.text()).contains("Đã ghi thay đổi về thời hạn", "Thông báo gia hạn");
            officer.assertNothingWrong();
            applicant.assertNothingWrong();
            head.assertNothingWrong();
        }
    }

    private static Walk ask(Desk desk, String specialist, Intake.Accepted dossier) {
        Walk officer = desk.open(specialist, dossier.code());
        panel(officer);
        officer.choose("thoi-han.act", "consult");
        officer.type("thoi-han.reason", "Chỉ giới đường đỏ tại ngõ 1");
        officer.look("desk-consult");
        officer.press("Ghi vào hồ sơ");
        assertThat(officer.page().locator("[data-error-summary]").innerText())
                .contains("Hãy chọn cơ quan được hỏi ý kiến");
        officer.look("desk-consult-refused");
        officer.type("thoi-han.other", "Sở Quy hoạch (ví dụ)");
        officer.press("Ghi vào hồ sơ");
        return officer;
    }

    /** Opens the panel of the dossier's time. */
    private static void panel(Walk walk) {
        walk.page()
                .locator("summary", new Page.LocatorOptions().setHasText("Thời hạn: tạm dừng"))
                .click();
    }

    /** The task itself, and not through the schedule: another application on the same database, whose clock stands, may take that. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private static void lookForSilence(ApplicationContext application) {
        RecurringTask<Void> task = application.getBean("silentAgenciesTask", RecurringTask.class);
        task.executeRecurringly(new TaskInstance<>(task.getName(), RecurringTask.INSTANCE), null);
    }
}
