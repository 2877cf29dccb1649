package vn.motcua.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.BrowserSession;
import vn.motcua.testing.DemoTest;

/** Taking in at the counter, and who gets to the queues. */
@DemoTest
class CounterTest {

    private static final String CONSTRUCTION_PERMIT = "1.013225";
    private static final String CERTIFIED_COPY = "2.000815";
    private static final String MARITAL_STATUS = "1.004873";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_refused_screen_marks_what_is_wrong_and_keeps_what_was_typed() {
        try (var clerk = signedIn("hm.motcua1", BrowserSession.DESKTOP)) {
            Page page = clerk.page();
            begin(page, CONSTRUCTION_PERMIT);
            page.fill("[id='applicant.name']", "Trần Văn Thử Quầy");
            page.fill("[id='applicant.identity']", "12 34");
            page.fill("[name='siteAddress.detail']", "Số 5 ngõ 10 phố Thử");
            page.click("#tiep-tuc");

            assertThat(page.locator("[data-error-summary]")).isVisible();
            assertThat(page.locator("[id='applicant.identity-loi']")).isVisible();
            assertThat(page.locator("[id='applicant.address-loi']")).isVisible();
            assertThat(page.locator("[id='applicant.identity']")).hasValue("12 34");
            assertThat(page.locator("[id='applicant.name']")).hasValue("Trần Văn Thử Quầy");
            assertThat(page.locator("[name='siteAddress.detail']")).hasValue("Số 5 ngõ 10 phố Thử");
            clerk.assertAccessible();

            page.navigate("/lam-viec/tiep-nhan");
            assertThat(page.locator(".mc-begun").getByText("Trần Văn Thử Quầy"))
                    .not()
                    .hasCount(0);
        }
    }

    @Test
    void a_dossier_taken_in_by_keyboard_and_sent_twice_is_one_dossier() {
        try (var clerk = signedIn("dinhcong.motcua1", BrowserSession.DESKTOP)) {
            Page page = clerk.page();
            page.keyboard().press("n");
            page.waitForURL("**/tiep-nhan");
            page.waitForSelector("#thu-tuc-tim:focus");
            page.keyboard().type("chung thuc ban sao");
            page.waitForSelector("[data-found='chung thuc ban sao']");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Enter");
            page.waitForURL("**/nguoi-nop");
            fillCertifiedCopy(page, "001085077001");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile("giay-to"));
            clerk.assertAccessible();
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile("du=1"));
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
            page.waitForURL("**/kiem-tra");
            clerk.assertAccessible();

            Object answers = page.evaluate("""
                    async () => {
                      const form = document.querySelector("form[action$='kiem-tra']");
                      const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
                      const both = await Promise.all([send(), send()]);
                      return both.map((answer) => answer.status + " " + answer.url.split("/").pop());
                    }""");
            assertThat(answers).isEqualTo(List.of("200 xong", "200 xong"));
            page.reload();

            assertThat(page).hasURL(Pattern.compile("/xong$"));
            clerk.assertAccessible();
            assertThat(jdbc.sql("SELECT count(*) FROM dossier.applicant WHERE identity = '001085077001'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void who_filed_before_is_filled_in_by_number_and_the_look_is_logged() {
        try (var clerk = signedIn("dinhcong.motcua1", BrowserSession.DESKTOP)) {
            Page page = clerk.page();
            begin(page, CERTIFIED_COPY);
            fillCertifiedCopy(page, "001085077002");
            page.click("#tiep-tuc");
            page.click("#du");
            page.check("#paid");
            page.click("#tiep-tuc");
            page.click("#tiep-nhan");
            assertThat(page.locator(".mc-end__code")).isVisible();

            begin(page, CERTIFIED_COPY);
            page.fill("[id='applicant.identity']", "001085077002");
            page.press("[id='applicant.identity']", "Enter");

            assertThat(page.locator("[id='applicant.name']")).hasValue("Lê Thị Thử Quầy");
            assertThat(jdbc.sql("""
                                    SELECT count(*) FROM dossier.access_log l JOIN dossier.applicant a USING (dossier_id)
                                     WHERE a.identity = '001085077002' AND l.purpose = 'prefill'
                                    """).query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void what_came_by_post_is_taken_in_as_such_with_the_day_of_its_postmark() {
        try (var clerk = signedIn("dinhcong.motcua1", BrowserSession.PHONE)) {
            Page page = clerk.page();
            begin(page, MARITAL_STATUS);
            page.fill("[id='applicant.identity']", "001085077003");
            page.fill("[id='applicant.name']", "Lê Thị Thử Bưu Chính");
            page.fill("[id='applicant.address']", "Số 3 phố Thử, phường Định Công");
            for (String name : List.of("forWhom", "maritalStatus", "residence", "purpose", "previous")) {
                choose(page, name, AuthorityAtWork.typed(MARITAL_STATUS).getOrDefault(name, ""));
            }
            page.fill("[name=purposeText]", "Vay vốn ngân hàng");
            page.fill("[name=copies]", "1");
            page.check("[name='applicant.channel'][value=POST]");
            page.fill("[id='applicant.postmark']", "31/2/2026");
            page.click("#tiep-tuc");
            assertThat(page.locator("[id='applicant.postmark-loi']")).isVisible();
            clerk.assertAccessible();
            page.fill("[id='applicant.postmark']", "20/8/2026");
            page.click("#tiep-tuc");
            page.click("#du");
            if (page.locator("#paid").count() > 0) {
                page.check("#paid");
            }
            page.click("#tiep-tuc");
            assertThat(page.locator("main")).containsText("Qua bưu chính, dấu ngày 20/8/2026");
            Page receipt = page.waitForPopup(() -> page.click("#tiep-nhan"));
            receipt.close();
            page.waitForURL("**/xong");

            String code = page.locator(".mc-end__code").innerText();
            page.navigate("/lam-viec/ho-so/" + code);
            assertThat(page.locator("main")).containsText("Nộp qua bưu chính");
            assertThat(page.locator(".mc-papers")).containsText("Bì thư, dấu bưu chính ngày 20/8/2026");
            clerk.assertAccessible();
        }
    }

    @Test
    void a_key_opens_what_is_folded_enters_its_first_field_and_closes_nothing() {
        try (var clerk = signedIn("dinhcong.motcua1", BrowserSession.DESKTOP)) {
            Page page = clerk.page();
            begin(page, CERTIFIED_COPY);
            fillCertifiedCopy(page, "001085077004");
            page.click("#tiep-tuc");
            page.click("#du");
            page.check("#paid");
            page.click("#tiep-tuc");
            page.click("#tiep-nhan");
            page.waitForURL("**/xong");
            page.navigate("/lam-viec/ho-so/" + page.locator(".mc-end__code").innerText());
            for (int i = 0; i < 2; i++) {
                page.keyboard().press("b");
                page.waitForSelector("[name='bo-sung.items']:focus");
                page.keyboard().press("h");
                page.waitForSelector("[name$='.officer']:focus");
                page.keyboard().press("Escape");
            }
        }
    }

    @Test
    void a_procedure_of_the_wards_is_not_begun_at_the_district_but_told_where() {
        try (var clerk = signedIn("hm.motcua1", BrowserSession.DESKTOP)) {
            Page page = clerk.page();
            page.navigate("/lam-viec/tiep-nhan?q=1.001193");
            page.click("[data-item]");

            assertThat(page.locator("[data-error-summary]")).containsText("phường");
            clerk.assertAccessible();
        }
    }

    @Test
    void an_empty_queue_says_what_to_do_on_a_phone_too() {
        for (int width : new int[] {BrowserSession.DESKTOP, BrowserSession.PHONE}) {
            try (var officer = signedIn("hm.qldt3", width)) {
                for (QueueName queue : QueueName.values()) {
                    if (queue != QueueName.TO_RECEIVE) {
                        officer.page().navigate(queue.address());
                        officer.assertAccessible();
                    }
                }
            }
        }
    }

    @Test
    void citizens_and_visitors_get_to_no_queue() {
        try (var session = BrowserSession.open(port, BrowserSession.DESKTOP)) {
            Page page = session.page();
            page.navigate(QueueName.MINE.address());
            assertThat(page).hasURL(Pattern.compile("/dang-nhap$"));

            page.navigate("/dang-nhap/cong-dan/vneid");
            page.click("main button[type=submit]");
            page.waitForLoadState(LoadState.LOAD);
            for (String address :
                    List.of(QueueName.MINE.address(), "/lam-viec", IntakePages.ROOT, "/lam-viec/tim?q=a")) {
                var answer = page.navigate(address);
                assertThat(answer).isNotNull();
                assertThat(answer.status()).as(address).isEqualTo(403);
            }
        }
    }

    @Test
    void an_officer_who_receives_nothing_has_no_counter_and_no_queue_to_receive() {
        try (var officer = signedIn("hm.qldt2", BrowserSession.DESKTOP)) {
            Page page = officer.page();
            assertThat(page.navigate(IntakePages.ROOT).status()).isEqualTo(403);
            assertThat(page.navigate(QueueName.TO_RECEIVE.address()).status()).isEqualTo(403);
            assertThat(page.navigate(QueueName.UNIT.address()).status()).isEqualTo(200);
        }
    }

    private static void fillCertifiedCopy(Page page, String identity) {
        page.fill("[id='applicant.identity']", identity);
        page.fill("[id='applicant.name']", "Lê Thị Thử Quầy");
        page.fill("[id='applicant.address']", "Số 3 phố Thử, phường Định Công");
        page.check("[name=documentKind] >> nth=0");
        page.check("[name=issuedBy] >> nth=0");
        page.check("[name=copiesBrought] >> nth=0");
        page.fill("[name=pages]", "2");
        page.fill("[name=copies]", "3");
    }

    private static void choose(Page page, String name, String value) {
        if (page.locator("select[name=" + name + "]").count() > 0) {
            page.selectOption("select[name=" + name + "]", value);
        } else {
            page.check("[name=" + name + "][value=" + value + "]");
        }
    }

    private static void begin(Page page, String procedure) {
        page.navigate(IntakePages.ROOT + "?q=" + procedure);
        page.click("[data-item]");
        page.waitForURL("**/nguoi-nop");
    }

    private BrowserSession signedIn(String login, int width) {
        var session = BrowserSession.open(port, width);
        Page page = session.page();
        page.navigate("/dang-nhap");
        page.fill("[name=ten-dang-nhap]", login);
        page.fill("[name=mat-khau]", "motcua-demo");
        page.press("[name=mat-khau]", "Enter");
        page.waitForURL(Pattern.compile("/lam-viec"));
        return session;
    }
}
