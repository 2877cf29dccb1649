package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class BirthJourneyTest {

    private static final String WARD = "Ủy ban nhân dân phường Đại Kim";

    private static final PublishedFigures FIGURES =
            new PublishedFigures(WARD, "Tư pháp – Hộ tịch", "Hộ tịch", YearMonth.of(2026, 8));

    @LocalServerPort
    int port;

    @Autowired
    TestClock clock;

    @Test
    void a_birth_filed_online_is_returned_and_counted_on_time() {
        try (var citizen = Walk.onPhone(port)) {
            var before = FIGURES.read(citizen);
            find(citizen);
            fill(citizen);
            attach(citizen);
            var filed = send(citizen);

            citizen.track(filed.code(), filed.secret());
            assertThat(citizen.text()).contains("Đã gửi, chờ tiếp nhận");
            citizen.look("dossier-submitted");

            try (var desk = new Desk(port)) {
                work(desk, filed.code());
                citizen.track(filed.code(), filed.secret());
                assertThat(citizen.text()).contains("Đã có kết quả, mời nhận", "15/2026/GKS", "Kịp giờ hẹn");
                citizen.look("dossier-ready");
                handOver(desk, filed.code());
                desk.assertNothingWrong();
            }
            rate(citizen, filed);

            FIGURES.assertCounted(citizen, before, PublishedFigures.Resolved.ON_TIME);
            citizen.look("figures-of-the-ward");
            citizen.assertNothingWrong();
        }
    }

    private static void find(Walk citizen) {
        citizen.open("/");
        citizen.page().locator("#q").pressSequentially("dang ky khai sinh");
        citizen.page().locator("#tra-loi a").first().waitFor();
        citizen.look("home-answers");
        citizen.press("Tìm");
        citizen.look("search");
        citizen.follow("Đăng ký khai sinh");
        assertThat(citizen.path()).isEqualTo("/thu-tuc/1.001193");
        citizen.look("procedure");
        citizen.follow("Nộp hồ sơ qua mạng");
        citizen.look("file-start");
    }

    private static void fill(Walk citizen) {
        citizen.field("agency").selectOption(new SelectOption().setLabel(WARD));
        citizen.press("Bắt đầu điền");

        citizen.answer(
                "applicant.name", "Nguyễn Thị Mẫu Khai Sinh",
                "applicant.identity", "12",
                "applicant.address", "Số 1, tổ 2, phường Đại Kim");
        refused(citizen, "file-applicant-refused", "applicant.identity", "applicant.phone");
        assertKept(citizen, "applicant.name", "Nguyễn Thị Mẫu Khai Sinh");
        assertKept(citizen, "applicant.identity", "12");
        citizen.answer("applicant.identity", "001090000001", "applicant.phone", "0912345678");
        next(citizen, "file-child");

        citizen.answer(
                "childCase", "ordinary",
                "childSex", "female",
                "birthPlace", "Bệnh viện Phụ sản Hà Nội",
                "birthProof", "paper");
        citizen.page()
                .waitForResponse(
                        response -> response.url().endsWith("/luu")
                                && typed(response.request().postData()),
                        () -> citizen.type("childName", "Nguyen Minh An"));
        citizen.page().reload();
        assertKept(citizen, "childName", "Nguyen Minh An");
        assertKept(citizen, "birthPlace", "Bệnh viện Phụ sản Hà Nội");
        citizen.answer("childBirthDate", "31/02/2026");
        refused(citizen, "file-child-refused", "childBirthDate");
        assertKept(citizen, "childBirthDate", "31/02/2026");
        assertThat(citizen.page()
                        .locator("input[name='childSex'][value='female']")
                        .isChecked())
                .isTrue();
        citizen.answer("childName", "Nguyễn Minh An", "childBirthDate", "12/08/2026");
        next(citizen, "file-origin");

        citizen.answer(
                "childEthnicity", "Kinh",
                "childNationality", "Việt Nam",
                "childHometown", "Phường Đại Kim, thành phố Hà Nội");
        next(citizen, "file-registrant");

        citizen.answer("relation", "parent");
        assertThat(citizen.field("married").first().isVisible())
                .as("asked only of two parents")
                .isFalse();
        citizen.answer("parents", "both", "married", "yes", "marriageCertificate", "Số 15/2024, phường Đại Kim");
        next(citizen, "file-parents");

        citizen.answer(
                "motherName", "Nguyễn Thị Mẫu Khai Sinh",
                "motherBirthDate", "03/02/1996",
                "motherIdentity", "001196000001",
                "fatherName", "Trần Văn Mẫu Khai Sinh",
                "fatherBirthDate", "07/09/1994",
                "fatherIdentity", "001094000002",
                "copies", "2");
        next(citizen, "file-papers");
    }

    /** On to the next screen, which is looked at. */
    private static void next(Walk citizen, String seen) {
        var here = citizen.path();
        citizen.press("Lưu và tiếp tục");
        assertThat(citizen.path()).as(citizen.text()).isNotEqualTo(here);
        citizen.look(seen);
    }

    /** The screen stays, with what is wrong told beside these fields. */
    private static void refused(Walk citizen, String seen, String... fields) {
        var here = citizen.path();
        citizen.press("Lưu và tiếp tục");
        assertThat(citizen.path()).isEqualTo(here);
        citizen.look(seen);
        for (var field : fields) {
            assertThat(citizen.page().locator("[id='" + field + "-loi']").innerText())
                    .isNotBlank();
        }
    }

    private static void assertKept(Walk citizen, String field, String typed) {
        assertThat(citizen.field(field).inputValue()).as("what was typed").isEqualTo(typed);
    }

    private static boolean typed(String posted) {
        return posted.contains("childName=Nguyen");
    }

    private static void attach(Walk citizen) {
        assertThat(citizen.path()).endsWith("/giay-to");
        citizen.field("paper.giay-chung-sinh").setInputFiles(Papers.program("giay chung sinh.pdf"));
        citizen.press("Tải lên và xem lại");
        citizen.look("file-papers-refused");
        assertThat(citizen.page().locator("[data-error-summary]").innerText()).contains("giay chung sinh.pdf");
        assertThat(citizen.page().locator(".mc-files").count()).isZero();

        citizen.field("paper.giay-chung-sinh")
                .setInputFiles(new FilePayload[] {Papers.pdf("Giấy chứng sinh.pdf"), Papers.picture("mặt sau.jpg")});
        citizen.press("Tải lên và xem lại");
        assertThat(citizen.page().locator(".mc-files").innerText()).contains("Giấy chứng sinh.pdf", "mặt sau.jpg");
        citizen.look("file-papers-attached");
        citizen.press("Lưu và tiếp tục");
    }

    /** Code and look-up secret of the dossier. */
    record FiledAs(String code, String secret) {}

    private static FiledAs send(Walk citizen) {
        assertThat(citizen.path()).endsWith("/kiem-tra");
        assertThat(citizen.text()).contains(WARD, "Nguyễn Minh An", "Giấy chứng sinh.pdf", "16.000");
        citizen.look("file-check");
        var form = FormData.create();
        form.set(
                "_csrf",
                citizen.page().locator("main form [name='_csrf']").first().inputValue());
        form.set("cam-doan", "true");
        var address = citizen.page().url();
        citizen.press("Gửi hồ sơ");
        assertThat(citizen.page().locator("[id='cam-doan-loi']").innerText()).isNotBlank();
        citizen.field("cam-doan").check();
        citizen.button("Gửi hồ sơ").dblclick();
        citizen.page().waitForURL("**/xong");
        var filed = new FiledAs(
                citizen.page().locator("[data-code]").innerText(),
                citizen.page().locator("[data-secret]").innerText());
        citizen.look("file-done");

        // a repeated request leads to the same dossier
        var repeated =
                citizen.page().request().post(address, RequestOptions.create().setForm(form));
        assertThat(repeated.url()).endsWith("/xong");
        assertThat(repeated.text()).contains(filed.code());
        return filed;
    }

    /** From the queue of what was filed online to a result that lies ready. */
    private void work(Desk desk, String code) {
        clock.advance(Duration.ofMinutes(20));
        var clerk = desk.of("daikim.motcua1");
        clerk.open("/lam-viec/hang-doi/cho-tiep-nhan");
        assertThat(clerk.page()
                        .locator("[data-row]", having("Nguyễn Thị Mẫu Khai Sinh"))
                        .count())
                .as("pressed twice, filed once")
                .isEqualTo(1);
        clerk.look("queue-to-receive");
        clerk.follow(code);
        clerk.look("desk-dossier-submitted");
        clerk.press("Tiếp nhận và hẹn ngày trả");
        clerk.look("desk-dossier-accepted");
        assertThat(clerk.text()).contains("17:00");
        desk.decide("daikim.motcua1", code, "Kiểm tra, số hóa giấy tờ", "Chuyển công chức tư pháp");

        clock.advance(Duration.ofMinutes(40));
        var justice = desk.of("daikim.tuphap1");
        justice.open("/lam-viec/hang-doi/don-vi");
        justice.look("queue-unit");
        desk.take("daikim.tuphap1", code, "Thẩm tra hồ sơ").look("desk-dossier-examine");
        Desk.outcome(justice, "Thẩm tra hồ sơ", "Đủ điều kiện đăng ký");
        desk.decide("daikim.tuphap1", code, "Ghi Sổ khai sinh", "Trình lãnh đạo ký");

        clock.advance(Duration.ofMinutes(40));
        var leader = desk.of("daikim.lanhdao1");
        leader.open("/lam-viec/duyet");
        leader.look("approvals");
        assertThat(leader.page()
                        .locator("tr", having(code))
                        .locator("input[type=checkbox]")
                        .count())
                .as("not to be approved before it was looked at")
                .isZero();
        leader.follow("Mở để xem " + code);
        leader.look("desk-dossier-sign");
        leader.open("/lam-viec/duyet");
        leader.look("approvals-seen");
        leader.page()
                .locator("tr", having(code))
                .locator("input[type=checkbox]")
                .check();
        leader.press("Duyệt các hồ sơ đã chọn");
        assertThat(leader.text()).contains("Đã duyệt");
        leader.look("approvals-done");

        clock.advance(Duration.ofMinutes(20));
        desk.take("daikim.tuphap1", code, "Đóng dấu");
        justice.look("desk-dossier-result");
        justice.page().locator("[name$='.resultNo']").fill("15/2026/GKS");
        justice.page().locator("input[type=file][name=tep]").setInputFiles(Papers.pdf("Giấy khai sinh.pdf"));
        Desk.outcome(justice, "Đóng dấu", "Chuyển kết quả về một cửa");
    }

    /** Against signature, at the counter. */
    private void handOver(Desk desk, String code) {
        clock.advance(Duration.ofMinutes(30));
        var clerk = desk.take("daikim.motcua2", code, "Trả Giấy khai sinh");
        clerk.look("desk-dossier-return");
        Desk.outcome(clerk, "Trả Giấy khai sinh", "Đã trả kết quả");
        assertThat(clerk.text()).contains("Nguyễn Thị Mẫu Khai Sinh");
        clerk.look("desk-dossier-returned");
    }

    private static void rate(Walk citizen, FiledAs filed) {
        citizen.track(filed.code(), filed.secret());
        assertThat(citizen.text()).contains("Hoàn thành");
        citizen.look("rating");
        citizen.press("Gửi đánh giá");
        assertThat(citizen.page().locator("#overall-loi").innerText()).isNotBlank();
        citizen.choose("overall", "4");
        citizen.type("comment", "Nhanh, rõ ràng.");
        citizen.press("Gửi đánh giá");
        assertThat(citizen.text()).contains("Cảm ơn bạn");
        citizen.look("rated");
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
