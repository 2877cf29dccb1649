package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** What the owner of a dossier reads on its page, and what the page does when something is amiss. */
@DemoTest
class TrackingTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Test
    void every_paper_asked_for_is_needed_and_what_was_uploaded_stays() {
        var at = new AuthorityAtWork(application);
        var dossier = filed(at);
        ask(at, dossier.id(), "to-khai", "Tờ khai");
        try (var owner = Walk.onPhone(port)) {
            owner.track(dossier.code(), dossier.secret());
            assertThat(owner.text())
                    .contains("Đến lượt bạn", "Bạn được yêu cầu bổ sung")
                    .doesNotContain("tạm dừng");
            owner.look("track-supplement");

            owner.field("paper.to-khai").setInputFiles(Papers.pdf("Tờ khai mới.pdf"));
            owner.press("Gửi phần bổ sung");
            assertThat(owner.page().locator("[data-error-summary]").innerText()).contains("Giấy tờ tùy thân");
            assertThat(owner.page().locator(".mc-files").innerText()).contains("Tờ khai mới.pdf");
            owner.look("track-supplement-refused");

            owner.field("paper.giay-to-tuy-than").setInputFiles(Papers.pdf("Căn cước.pdf"));
            owner.press("Gửi phần bổ sung");
            assertThat(owner.text())
                    .contains("Phần bổ sung đã được gửi")
                    .doesNotContain("Thời hạn chạy tiếp", "(đang chờ)");
            owner.assertNothingWrong();
        }
    }

    @Test
    void withdrawing_asks_for_a_reason_beside_its_field_and_then_says_what_can_be_done() {
        var dossier = filed(new AuthorityAtWork(application));
        try (var owner = Walk.onPhone(port)) {
            owner.track(dossier.code(), dossier.secret());
            owner.page().locator("details:has(form[action$='/rut']) > summary").click();
            owner.press("Rút hồ sơ này");
            assertThat(owner.page().locator("#reason-loi").isVisible()).isTrue();
            owner.look("track-withdraw-refused");

            owner.page().goBack();
            assertThat(owner.text()).as("the way back is no form sent again").contains(dossier.code());
            owner.page().goForward();
            owner.page().locator("details:has(form[action$='/rut'])").evaluate("d => d.open = true");
            owner.type("reason", "Nộp nhầm");
            owner.press("Rút hồ sơ này");
            assertThat(owner.text())
                    .contains("Bạn đã rút hồ sơ này", "Nộp hồ sơ mới", "Cần hỏi thêm")
                    .doesNotContain("Bạn có thể làm gì bây giờ");
            owner.look("track-withdrawn");
            owner.assertNothingWrong();
        }
    }

    @Test
    void a_step_that_sent_the_dossier_back_is_told_as_that_and_its_repetition_explained() {
        var at = new AuthorityAtWork(application);
        var taken = at.takeIn(at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD), clock.instant());
        for (var outcome : List.of("forward", "eligible", "submit", "return", "submit")) {
            clock.advance(Duration.ofMinutes(5));
            at.step(taken.id(), at.open(taken.id()).getFirst().elementId(), outcome, clock.instant());
        }
        try (var owner = Walk.onPhone(port)) {
            owner.track(taken.code(), taken.secret());

            var done = owner.page().locator(".mc-timeline__item--done").allInnerTexts();
            assertThat(done)
                    .anySatisfy(moment -> assertThat(moment).contains("trả lại để xử lý lại", "Trả lại để sửa"))
                    .anySatisfy(moment -> assertThat(moment).contains("Lần 2, làm lại"))
                    .noneSatisfy(moment -> assertThat(moment).contains("xem và ký"));
            owner.look("track-sent-back");
            owner.assertNothingWrong();
        }
    }

    @Test
    void a_code_is_understood_however_its_hyphens_are_typed() {
        var dossier = filed(new AuthorityAtWork(application));
        try (var owner = Walk.onPhone(port)) {
            owner.open("/tra-cuu");
            owner.answer("ma", dossier.code().replace("-", " – "), "ma-tra-cuu", dossier.secret());
            owner.press("Tra cứu");

            assertThat(owner.text()).contains(dossier.code());
            assertThat(owner.page().url()).doesNotContain(dossier.secret());
        }
    }

    private Filed filed(AuthorityAtWork at) {
        return at.file(at.filing(AuthorityAtWork.MARITAL_STATUS, AuthorityAtWork.WARD), clock.instant());
    }

    private void ask(AuthorityAtWork at, DossierId dossier, String paper, String name) {
        var clerk = at.clerk(at.agency(AuthorityAtWork.WARD));
        at.casework
                .askSupplement(
                        dossier,
                        at.version(dossier, clerk, clock.instant()),
                        "Ảnh mờ, không đọc được",
                        List.of(
                                new SupplementNotice.Item(paper, name, ""),
                                new SupplementNotice.Item("giay-to-tuy-than", "Giấy tờ tùy thân", "")),
                        clerk,
                        AuthorityAtWork.newKey(),
                        clock.instant())
                .orElseThrow();
    }
}
