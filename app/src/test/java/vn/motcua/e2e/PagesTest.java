package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** The pages that the journeys do not come past. */
@DemoTest
class PagesTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Test
    void axe_finds_nothing_on_the_pages_for_everyone() {
        try (var guest = Walk.onPhone(port)) {
            guest.open("/");
            guest.look("home");
            guest.open("/thu-tuc?q=khong+co+thu+tuc+nay");
            guest.look("search-none");
            guest.open("/thu-tuc?su-kien=house");
            guest.look("search-life-event");
            guest.open("/thu-tuc?su-kien=support");
            assertThat(guest.text()).contains("cổng này chưa nhận thủ tục nào", "bảo trợ xã hội", "Hỏi ở đâu?");
            guest.look("search-life-event-none");
            for (var code : AuthorityAtWork.PROCEDURES.subList(1, 5)) {
                guest.open("/thu-tuc/" + code);
                guest.look("procedure-" + code);
            }
            guest.open("/thu-tuc/1.013225/in");
            guest.look("notice");
            guest.open("/thu-tuc/1.013225?lang=en");
            guest.look("procedure-english");
            guest.open("/?lang=en");
            guest.look("home-english");
            guest.open("/thu-tuc/1.001193/nop");
            guest.field("agency").selectOption(new SelectOption().setIndex(1));
            guest.press("Start");
            guest.open(guest.path().replace("nguoi-nop", "child"));
            guest.press("Save and continue");
            assertThat(guest.page().locator("#childName-loi").innerText()).contains("Enter “Họ, chữ đệm, tên của trẻ”");
            assertThat(guest.page().locator("#childName-loi [lang=vi]").innerText())
                    .isEqualTo("Họ, chữ đệm, tên của trẻ");
            guest.look("file-child-english");
            guest.open("/?lang=vi");
            guest.open("/thong-ke");
            guest.look("figures");
            guest.open("/gop-y");
            guest.press("Gửi góp ý");
            guest.look("feedback-refused");
            guest.type("content", "Nên có thêm ghế chờ.");
            guest.press("Gửi góp ý");
            guest.look("feedback-done");
            guest.open("/dang-nhap");
            guest.look("sign-in");
            guest.type("ten-dang-nhap", "khong-co-ai");
            guest.type("mat-khau", "sai");
            guest.press("Vào bàn làm việc");
            assertThat(guest.field("ten-dang-nhap").inputValue()).isEqualTo("khong-co-ai");
            guest.look("sign-in-refused");
            assertThat(guest.open("/khong-co-trang-nay").status()).isEqualTo(404);
            guest.look("error");
            guest.assertNothingWrong();
        }
    }

    @Test
    void axe_finds_nothing_on_the_pages_of_a_citizen() {
        try (var citizen = Walk.onPhone(port)) {
            citizen.open("/ho-so");
            citizen.look("sign-in-for-mine");
            citizen.follow("VNeID");
            citizen.look("sign-in-citizen");
            citizen.page().locator("main button[type=submit]").click();
            citizen.page().waitForURL("**/ho-so**");
            citizen.look("mine");
            citizen.assertNothingWrong();
        }
    }

    @Test
    void axe_finds_nothing_on_the_pages_of_officers() {
        var at = new AuthorityAtWork(application);
        at.takeIn(at.filing(AuthorityAtWork.CONSTRUCTION, AuthorityAtWork.DISTRICT), clock.instant());
        try (var desk = new Desk(port)) {
            var clerk = desk.of("hm.motcua2");
            for (var queue : List.of("cho-tiep-nhan", "cua-toi", "don-vi", "sap-den-han", "qua-han", "cho-noi-khac")) {
                clerk.open("/lam-viec/hang-doi/" + queue);
                clerk.look("queue-" + queue);
            }
            clerk.open("/lam-viec/so-theo-doi");
            clerk.look("register");
            clerk.open("/lam-viec/phim-tat");
            clerk.look("keys");
            clerk.open("/lam-viec/tim?q=khong+co+ai");
            clerk.look("desk-search-none");
            assertThat(clerk.open("/lam-viec/ho-so/000.00.08.H26-260824-9999").status())
                    .isEqualTo(404);
            clerk.look("desk-error");
            clerk.open("/lam-viec/hang-doi/cua-toi?lang=en");
            clerk.look("queue-english");
            clerk.open("/lam-viec?lang=vi");

            var leader = desk.of("hm.lanhdao2");
            leader.open("/lam-viec/duyet");
            leader.look("approvals-empty");
            var chief = desk.of("hm.vanphong");
            chief.open("/thong-ke");
            chief.look("figures-officer");
            desk.assertNothingWrong();
        }
    }
}
