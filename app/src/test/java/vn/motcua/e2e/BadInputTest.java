package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Intake;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class BadInputTest {

    private static final String NO_SUCH_CODE = "000.03.08.H26-260824-9999";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Test
    void an_unknown_code_and_a_wrong_secret_get_the_same_answer() {
        var at = new AuthorityAtWork(application);
        var dossier = at.takeIn(at.filing(AuthorityAtWork.MARITAL_STATUS, AuthorityAtWork.WARD), clock.instant());
        try (var guest = Walk.onPhone(port)) {
            var wrongSecret = answer(guest, dossier.code(), "AAAABBBB");
            guest.look("track-refused");
            var unknownCode = answer(guest, NO_SUCH_CODE, dossier.secret());

            assertThat(unknownCode).isEqualTo(wrongSecret);
            assertThat(answer(guest, dossier.code(), dossier.secret())).contains(dossier.code());
            guest.assertNothingWrong();
        }
    }

    @Test
    void the_way_back_from_a_refused_screen_is_open_and_everything_typed_stays() {
        try (var guest = Walk.onPhone(port)) {
            guest.open("/thu-tuc/" + AuthorityAtWork.HOUSEHOLD_BUSINESS + "/nop");
            guest.press("Bắt đầu điền");
            guest.choose("applicant.kind", "CITIZEN");
            guest.answer("applicant.name", "Nguyễn Thị Ví Dụ", "applicant.identity", "123");
            guest.press("Lưu và tiếp tục");
            assertThat(guest.page().locator("[id='applicant.identity-loi']").innerText())
                    .contains("12 chữ số", "bạn đã nhập 3");
            assertThat(guest.field("applicant.identity").inputValue()).isEqualTo("123");

            guest.open("/tra-cuu");
            var back = guest.page().goBack();
            assertThat(back == null || back.status() == 200).isTrue();
            assertThat(guest.field("applicant.name").inputValue()).isEqualTo("Nguyễn Thị Ví Dụ");

            guest.press("Lưu, làm tiếp sau");
            assertThat(guest.text()).contains("Bản nháp đã được lưu", "Ủy ban nhân dân quận Hoàng Mai");
            guest.look("file-kept");
            guest.follow("Làm tiếp bản nháp này");
            assertThat(guest.path()).as("where something is left to do").endsWith("/nguoi-nop");
            guest.assertNothingWrong();
        }
    }

    /** Status and all that can be read. */
    private static String answer(Walk guest, String code, String secret) {
        guest.open("/tra-cuu");
        guest.type("ma", code);
        guest.type("ma-tra-cuu", secret);
        var response = guest.page().waitForResponse("**/tra-cuu", () -> guest.press("Tra cứu"));
        return response.status() + " " + guest.page().title() + " " + guest.text();
    }

    @Test
    void of_two_officers_on_one_task_one_wins_and_the_other_is_told_by_whom_and_when() {
        var code = withJustice().code();
        try (var desk = new Desk(port)) {
            var one = desk.open("dinhcong.tuphap1", code);
            var other = desk.open("dinhcong.tuphap2", code);

            clock.advance(Duration.ofMinutes(7));
            one.press("Nhận việc về tôi");
            clock.advance(Duration.ofMinutes(5));
            other.press("Nhận việc về tôi");

            assertThat(one.page().url()).endsWith("?da=nhan-viec");
            assertThat(other.page().locator("[data-error-summary]").innerText()).contains("Phan Thị Làm Thử", "08:17");
            other.look("desk-task-taken");
            desk.assertNothingWrong();
        }
    }

    @Test
    void a_page_older_than_the_dossier_is_refused_with_what_changed() {
        var at = new AuthorityAtWork(application);
        var code = at.file(at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD), clock.instant())
                .code();
        try (var desk = new Desk(port)) {
            var one = desk.open("dinhcong.motcua1", code);
            var other = desk.open("dinhcong.motcua2", code);

            clock.advance(Duration.ofMinutes(7));
            one.press("Tiếp nhận và hẹn ngày trả");
            clock.advance(Duration.ofMinutes(5));
            other.press("Tiếp nhận và hẹn ngày trả");

            assertThat(one.page().url()).endsWith("?da=tiep-nhan");
            assertThat(other.page().locator("[data-error-summary]").innerText())
                    .contains("vừa thay đổi", "Phạm Thị Mô Phỏng", "08:07", "tiếp nhận");
            other.look("desk-stale");
            desk.assertNothingWrong();
        }
    }

    /** A birth that waits for the justice officers of the ward, as of 08:10. */
    private Intake.Accepted withJustice() {
        var at = new AuthorityAtWork(application);
        var dossier = at.takeIn(at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD), clock.instant());
        clock.advance(Duration.ofMinutes(10));
        at.step(dossier.id(), "forward", "forward", clock.instant());
        return dossier;
    }
}
