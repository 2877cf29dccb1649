package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;

import com.microsoft.playwright.Locator;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.WholeWay;
import vn.motcua.organization.Actor;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** The minutes of an inspection are filled in where the step is decided, and the process goes by what they say. */
@DemoTest
class StepFormJourneyTest {

    private static final String ADJUSTED_PERMIT = "1.013226";
    private static final String INSPECT = "Kiểm tra thực địa khu đất chưa khởi công";
    private static final String WORKS = "Kiểm tra phần đã xây có đúng giấy phép";
    private static final Instant NOW = TestClock.at(2026, 10, 7, 9, 0);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    private AuthorityAtWork at;
    private Intake.Accepted dossier;

    @BeforeEach
    void works_that_are_said_not_to_have_begun() {
        clock.set(NOW);
        at = new AuthorityAtWork(application);
        var answers =
                WholeWay.typed(at.procedure(ADJUSTED_PERMIT), WholeWay.pairs("workKind=site;started=no;landChange=no"));
        dossier = at.takeIn(at.filing(ADJUSTED_PERMIT, at.agency(DISTRICT), answers), NOW);
        at.step(dossier.id(), "forward", "forward", NOW);
        at.step(dossier.id(), "assign", "assigned", NOW);
        at.step(dossier.id(), "compare", "complete", NOW);
    }

    @Test
    void minutes_that_are_wrong_come_back_as_typed_and_right_ones_lead_to_who_inspects_what_was_built() {
        String specialist = loginFor("inspect");
        try (var desk = new Desk(port);
                var applicant = Walk.onPhone(port)) {
            Walk officer = desk.take(specialist, dossier.code(), INSPECT);
            officer.look("desk-step-form");
            officer.answer(
                    name("inspectedOn"), "1/1/2027",
                    name("members"), "Trần Văn Mẫu, Phòng Quản lý đô thị",
                    name("siteMatches"), "yes",
                    name("begun"), "yes");
            decide(officer, INSPECT, "Đã lập biên bản");

            assertThat(officer.page().locator("[data-error-summary]").innerText())
                    .contains("Ngày kiểm tra thực địa", "Phần đã thi công");
            assertThat(officer.field(name("inspectedOn")).inputValue()).isEqualTo("1/1/2027");
            assertThat(officer.field(name("members")).inputValue()).isEqualTo("Trần Văn Mẫu, Phòng Quản lý đô thị");
            assertThat(officer.page()
                            .locator("input[name='" + name("begun") + "'][value=yes]")
                            .isChecked())
                    .isTrue();
            officer.look("desk-step-form-refused");
            assertThat(at.open(dossier.id())).extracting(t -> t.elementId()).containsExactly("inspect");

            officer.answer(name("inspectedOn"), "6/10/2026", name("begunExtent"), "Đã đào móng và xây cột tầng 1");
            Desk.outcome(officer, INSPECT, "Đã lập biên bản");

            assertThat(at.open(dossier.id())).extracting(t -> t.elementId()).containsExactly("inspect-works");
            Walk inspector = desk.take(loginFor("inspect-works"), dossier.code(), WORKS);
            assertThat(inspector.text())
                    .contains("Biên bản kiểm tra thực địa", "Đã đào móng và xây cột tầng 1", "6/10/2026");
            inspector.look("desk-step-recorded");
            applicant.track(dossier.code(), dossier.secret());
            assertThat(applicant.text()).doesNotContain("Đã đào móng");
            desk.assertNothingWrong();
            applicant.assertNothingWrong();
        }
    }

    @Test
    void the_step_that_sends_the_refusal_prints_it_before_it_is_done() {
        at.step(dossier.id(), "inspect", "inspected", NOW);
        at.step(dossier.id(), "draft", "reject", NOW);
        at.step(dossier.id(), "refusal-review", "approve", NOW);
        try (var desk = new Desk(port)) {
            Walk leader = desk.open(loginFor("refusal-approve"), dossier.code());
            assertThat(leader.page().locator(".mc-stepprint").count()).isZero();
            at.step(dossier.id(), "refusal-approve", "approve", NOW);

            Walk clerk = desk.take(
                    loginFor("refusal-notice"), dossier.code(), "Lập Phiếu từ chối (mẫu 03), trả lại giấy phép gốc");
            Locator print = clerk.page().locator(".mc-stepprint a");
            assertThat(print.innerText()).contains("In Phiếu từ chối (mẫu 03)");
            clerk.look("desk-step-print");
            var sheet = clerk.page().request().get(print.getAttribute("href"));
            assertThat(sheet.status()).isEqualTo(200);
            assertThat(sheet.headers()).containsEntry("content-type", "application/pdf");
            desk.assertNothingWrong();
        }
    }

    private String loginFor(String element) {
        Actor.Officer officer = at.answering(at.open(dossier.id(), element));
        return at.organization.loginOf(officer.id());
    }

    private String name(String field) {
        return "q" + at.open(dossier.id(), "inspect").id().value() + ".answers." + field;
    }

    private static void decide(Walk walk, String step, String outcome) {
        Desk.step(walk, step)
                .locator("button", new Locator.LocatorOptions().setHasText(outcome))
                .click();
        walk.page().waitForLoadState();
    }
}
