package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ConstructionPermitJourneyTest {

    private static final String CLERK = "hm.motcua1";
    private static final String SPECIALIST = "hm.qldt1";
    private static final String HEAD = "hm.qldt.truong";
    private static final String NAME_OF_SPECIALIST = "Trần Thị Mẫu";

    private static final PublishedFigures FIGURES = new PublishedFigures(
            "Ủy ban nhân dân quận Hoàng Mai", "Phòng Quản lý đô thị", "Hoạt động xây dựng", YearMonth.of(2026, 10));

    @LocalServerPort
    int port;

    @Autowired
    TestClock clock;

    @Test
    void a_construction_permit_taken_in_at_the_counter_is_supplemented_approved_late_and_counted_late() {
        try (var desk = new Desk(port);
                var applicant = Walk.onPhone(port)) {
            var receipt = takeIn(desk.of(CLERK));
            supplement(desk, receipt.code());
            work(desk, receipt.code());

            clock.set(TestClock.at(2026, 10, 5, 9, 0));
            var before = FIGURES.read(applicant);
            applicant.track(receipt.code(), receipt.secret());
            assertThat(applicant.text()).contains("Đang xử lý", "quá hạn");
            applicant.look("dossier-overdue");

            handOverLate(desk, receipt.code());

            applicant.track(receipt.code(), receipt.secret());
            assertThat(applicant.text()).contains("Hoàn thành").containsPattern("Quá hạn .+ làm việc so với giờ hẹn");
            applicant.look("dossier-returned-late");
            FIGURES.assertCounted(applicant, before, PublishedFigures.Resolved.LATE);
            openBehindTheFigure(desk, receipt.code());
            applicant.assertNothingWrong();
            desk.assertNothingWrong();
        }
    }

    /** What the applicant takes home. */
    record Receipt(String code, String secret) {}

    /** By keyboard alone. */
    private static Receipt takeIn(Walk clerk) {
        var keys = new Keys(clerk.page());
        keys.press("n");
        clerk.page().waitForURL("**/lam-viec/tiep-nhan");
        clerk.look("counter-start");
        keys.write("xay dung");
        clerk.page().waitForSelector("[data-found='xay dung']");
        clerk.look("counter-found");
        keys.press("Enter");
        clerk.page().waitForURL("**/nguoi-nop");
        clerk.look("counter-who");

        keys.fill("applicant.identity", "001085000777");
        keys.fill("applicant.phone", "0912000777");
        keys.fill("applicant.name", "Trần Văn Giả Định Xây Nhà");
        keys.fill("applicant.address", "Số 7 ngõ Ví Dụ, phường Đại Kim");
        keys.choose("workKind", "house");
        keys.fill("workName", "Nhà ở gia đình");
        keys.choose("grade", "IV");
        keys.pick("siteAddress.unit", "00316 phường Đại Kim");
        keys.fill("siteAddress.detail", "Số 7 ngõ Ví Dụ");
        keys.choose("landPaper", "certificate");
        keys.fill("parcelNo", "12");
        keys.fill("mapSheetNo", "3");
        keys.fill("landArea", "60,5");
        keys.choose("leased", "no");
        keys.fill("groundFloorArea", "50");
        keys.fill("height", "11,2");
        keys.fill("totalFloorArea", "150");
        keys.fill("floors", "3 tầng");
        keys.choose("adjacent", "no");
        keys.choose("fireSafety", "no");
        keys.choose("designReview", "no");
        keys.choose("designedBy", "self");
        keys.fill("constructionMonths", "tám");
        keys.press("Enter");
        clerk.page().locator("[data-error-summary]").waitFor();
        assertThat(clerk.field("constructionMonths").inputValue()).isEqualTo("tám");
        assertThat(clerk.field("workName").inputValue()).isEqualTo("Nhà ở gia đình");
        clerk.look("counter-who-refused");
        keys.fill("constructionMonths", "8");
        keys.press("Enter");

        clerk.page().waitForURL("**/giay-to");
        clerk.look("counter-papers");
        keys.press("Enter");
        clerk.page().waitForURL("**/giay-to?du=1");
        keys.press("Enter");
        clerk.page().waitForURL("**/kiem-tra");
        clerk.look("counter-check");
        assertThat(clerk.text())
                .contains(
                        "Trần Văn Giả Định Xây Nhà",
                        "8/9/2026",
                        "Số 7 ngõ Ví Dụ, phường Đại Kim, quận Hoàng Mai, thành phố Hà Nội");
        var receipt = clerk.page().waitForPopup(() -> keys.press("Enter"));
        clerk.page().waitForURL("**/xong");
        receipt.close();
        clerk.look("counter-done");

        var code = clerk.page().locator(".mc-end__code").innerText();
        var text = pdf(clerk, "/lam-viec/ho-so/" + code + "/giay-tiep-nhan.pdf");
        assertThat(text).contains(code, "Trần Văn Giả Định Xây Nhà", "Nguyễn Văn Ví Dụ");
        var secret = clerk.page()
                .locator(".govuk-summary-list__row", having("Mã tra cứu"))
                .locator(".mc-code")
                .innerText();
        assertThat(text).contains(secret);
        return new Receipt(code, secret);
    }

    private void supplement(Desk desk, String code) {
        desk.decide(CLERK, code, "Kiểm tra, số hóa giấy tờ", "Bàn giao Phòng Quản lý đô thị");
        clock.set(TestClock.at(2026, 8, 25, 8, 30));
        var head = desk.take(HEAD, code, "Phân công người thụ lý");
        head.look("desk-dossier-assign");
        head.page().locator("[name$='.assignee']").selectOption(new SelectOption().setLabel(NAME_OF_SPECIALIST));
        Desk.outcome(head, "Phân công người thụ lý", "Phân công");
        assertThat(head.text()).contains("Phòng Quản lý đô thị · " + NAME_OF_SPECIALIST);
        clock.set(TestClock.at(2026, 8, 26, 10, 0));
        var specialist = desk.take(SPECIALIST, code, "Kiểm tra giấy tờ, bản vẽ");
        specialist.page().locator("summary", having("Yêu cầu bổ sung hồ sơ")).click();
        specialist.press("Gửi yêu cầu bổ sung và dừng thời hạn");
        assertThat(specialist.page().locator("[data-error-summary]").count()).isEqualTo(1);
        specialist.look("desk-supplement-refused");
        specialist.page().locator("[id='bo-sung.item.ban-ve']").check();
        specialist.type("bo-sung.how.ban-ve", "Thiếu mặt cắt móng");
        specialist.type("bo-sung.reason", "Bản vẽ chưa có mặt cắt móng.");
        specialist.press("Gửi yêu cầu bổ sung và dừng thời hạn");
        assertThat(specialist.page().url()).endsWith("?da=bo-sung");
        specialist.look("desk-dossier-waiting");
        assertThat(pdf(specialist, "/lam-viec/ho-so/" + code + "/phieu-bo-sung.pdf"))
                .contains("Thiếu mặt cắt móng", "Trần Văn Giả Định Xây Nhà");

        clock.set(TestClock.at(2026, 9, 4, 14, 20));
        var clerk = desk.open(CLERK, code);
        clerk.look("desk-supply");
        clerk.type("nop-them.originals.0", "2");
        clerk.press("Nhận giấy tờ bổ sung");
        assertThat(clerk.page().url()).endsWith("?da=nop-them");
    }

    private void work(Desk desk, String code) {
        clock.set(TestClock.at(2026, 9, 7, 9, 0));
        desk.decide(SPECIALIST, code, "Kiểm tra giấy tờ, bản vẽ", "Hồ sơ đạt");
        clock.set(TestClock.at(2026, 9, 9, 9, 0));
        var both = desk.take(SPECIALIST, code, "Kiểm tra thực địa");
        both.look("desk-dossier-two-offices");
        minutes(both, "[name$='.answers.inspectedOn']").fill("8/9/2026");
        minutes(both, "[name$='.answers.members']").fill("Trần Thị Mẫu, chủ đầu tư, đại diện tổ dân phố");
        minutes(both, "[name$='.answers.siteMatches'][value=yes]").check();
        minutes(both, "[name$='.answers.begun'][value=no]").check();
        Desk.outcome(both, "Kiểm tra thực địa", "Đã lập biên bản");
        desk.decide("hm.tnmt1", code, "Kiểm tra nguồn gốc", "Thống nhất");
        desk.decide("hm.tnmt.truong", code, "Ký văn bản trả lời", "Ký văn bản trả lời");
        desk.decide(SPECIALIST, code, "Đối chiếu thiết kế", "Đã có kết quả đối chiếu");
        desk.decide(SPECIALIST, code, "Tổng hợp ý kiến", "Trình cấp giấy phép");
        desk.decide(HEAD, code, "Trưởng phòng soát xét", "Đồng ý trình lãnh đạo quận");
    }

    /** Field of the form that the inspection fills in. */
    private static Locator minutes(Walk specialist, String field) {
        return Desk.step(specialist, "Kiểm tra thực địa").locator(field);
    }

    private void handOverLate(Desk desk, String code) {
        var leader = desk.of("hm.lanhdao1");
        leader.open("/lam-viec/hang-doi/qua-han");
        leader.look("queue-overdue");
        var signing = desk.take("hm.lanhdao1", code, "Ký giấy phép xây dựng");
        signing.look("desk-dossier-sign-late");
        assertThat(signing.text()).contains("quá hạn");
        Desk.outcome(signing, "Ký giấy phép xây dựng", "Ký giấy phép xây dựng");
        desk.take("hm.vanphong1", code, "Đóng dấu giấy phép")
                .page()
                .locator("[name$='.resultNo']")
                .fill("77/2026/GPXD");
        Desk.outcome(desk.of("hm.vanphong1"), "Đóng dấu giấy phép", "Chuyển kết quả về một cửa");
        clock.advance(Duration.ofHours(1));
        var clerk = desk.decide(CLERK, code, "Trả giấy phép", "Đã trả kết quả");
        clerk.look("desk-dossier-returned-late");
        assertThat(pdf(clerk, "/lam-viec/ho-so/" + code + "/phieu-kiem-soat.pdf"))
                .contains(code, "Quá hạn");
    }

    /** The chief, from the number in the unit's line to the dossier. */
    private static void openBehindTheFigure(Desk desk, String code) {
        var chief = desk.of("hm.vanphong");
        FIGURES.read(chief);
        FIGURES.inUnit(chief, "Quá hạn").locator("a").click();
        chief.page().waitForLoadState();
        chief.look("figure-dossiers");
        assertThat(chief.page().locator("tr", having(code)).innerText()).contains("Quá hạn");
        chief.follow(code);
        assertThat(chief.path()).isEqualTo("/lam-viec/ho-so/" + code);
    }

    private static String pdf(Walk officer, String address) {
        var answer = officer.page().request().get(address);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/pdf");
        return Papers.textOf(answer.body());
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
