package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.organization.Actor;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.MotCuaTest;
import vn.motcua.testing.TestClock;

/** As outside the demo: only who has signed in files. */
@MotCuaTest(properties = {"motcua.demo=true", "motcua.filing.guests=false"})
class IdentifiedFilingTest {

    private static final String FILING = "/thu-tuc/" + AuthorityAtWork.BIRTH + "/nop";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Drafts drafts;

    @Test
    void a_visitor_is_asked_to_sign_in_and_goes_on_with_the_draft_of_this_browser() {
        var guest = new Actor.Guest("G".repeat(43));
        var draft = draftOf(guest);
        try (var visitor = inBrowserOf(guest)) {

            visitor.open(FILING + "/" + draft.id() + "/child");
            assertThat(visitor.text()).contains("Bản nháp lưu lúc").doesNotContain("Giới tính");
            visitor.look("file-sign-in");
            visitor.follow("Đăng nhập để nộp hồ sơ");
            visitor.follow("VNeID");
            visitor.page().locator("main button[type=submit]").click();
            visitor.page().waitForURL("**/nop/*/dien-san");
            visitor.choose("dong-y", "co");
            visitor.press("Tiếp tục");
            assertThat(visitor.field("applicant.name").inputValue())
                    .as("known from signing in")
                    .isNotBlank();
            visitor.open(visitor.path().replace("nguoi-nop", "child"));

            assertThat(visitor.field("childName").inputValue()).isEqualTo("Nguyễn Minh Ví Dụ");
            assertThat(drafts.find(draft.id(), guest))
                    .as("only one draft is left")
                    .isEmpty();
            visitor.assertNothingWrong();
        }
    }

    @Test
    void a_visitor_can_neither_begin_nor_send_however_it_is_tried() {
        var guest = new Actor.Guest("H".repeat(43));
        var draft = draftOf(guest);
        try (var visitor = inBrowserOf(guest)) {
            visitor.open("/tra-cuu");
            var token = visitor.field("_csrf").first().inputValue();
            var sent = visitor.page()
                    .request()
                    .post(
                            FILING + "/" + draft.id() + "/kiem-tra",
                            RequestOptions.create()
                                    .setForm(FormData.create()
                                            .set("_csrf", token)
                                            .set("cam-doan", "true")));

            assertThat(sent.url()).contains("/ai-nop");
            assertThat(drafts.find(draft.id(), guest))
                    .as("neither sent nor lost")
                    .isPresent();
            visitor.open(FILING);
            assertThat(visitor.path()).isEqualTo("/thu-tuc/" + AuthorityAtWork.BIRTH + "/ai-nop");
            assertThat(visitor.text()).contains("VNeID", "quầy Một cửa");
        }
    }

    @Test
    void the_interface_for_other_systems_asks_to_sign_in_too() {
        try (var visitor = Walk.onPhone(port)) {
            for (var address : List.of("/api/v1/dossiers", "/api/v1/files")) {
                var options = RequestOptions.create().setHeader("Idempotency-Key", AuthorityAtWork.newKey());
                var answer = visitor.page()
                        .request()
                        .post(
                                address,
                                address.endsWith("files")
                                        ? options.setMultipart(
                                                FormData.create().set("file", Papers.pdf("Giấy chứng sinh.pdf")))
                                        : options.setHeader("Content-Type", "application/json")
                                                .setData("{}"));

                assertThat(answer.status()).as(answer.text()).isEqualTo(401);
                assertThat(answer.text()).contains("api.sign-in-to-file");
            }
        }
    }

    private Walk inBrowserOf(Actor.Guest guest) {
        var visitor = Walk.onPhone(port);
        visitor.page()
                .context()
                .addCookies(List.of(new Cookie("mc_khach", guest.token()).setUrl("http://localhost:" + port)));
        return visitor;
    }

    private Draft draftOf(Actor.Guest guest) {
        var at = new AuthorityAtWork(application);
        var draft = drafts.begin(AuthorityAtWork.BIRTH, at.agency(AuthorityAtWork.WARD), guest, TestClock.START);
        return drafts.change(
                        draft.id(),
                        guest,
                        TestClock.START,
                        begun -> begun.withAnswers(Map.of("childCase", "ordinary", "childName", "Nguyễn Minh Ví Dụ")))
                .orElseThrow();
    }
}
