package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Filed;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** The touch screen in the hall: large, to be left at any moment, and nothing of whoever stood there stays. */
@DemoTest
class KioskTest {

    /** Standing and lying, and as small as a phone, which nobody needs but a tablet half folded. */
    private static final int[][] SCREENS = {{1080, 1920}, {1280, 800}, {360, 740}};

    /** One and a half times 32. */
    private static final int TARGET = 48;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void every_page_is_large_sound_and_leads_nowhere_else() {
        try (var walk = Walk.atDesk(port)) {
            for (String language : List.of("vi", "en")) {
                walk.open("/ki-ot?lang=" + language);
                look(walk, "kiosk-home-" + language);
                for (String address : List.of(
                        "/ki-ot/tim?q=khai%20sinh",
                        "/ki-ot/tim?q=khong%20co%20gi%20nhu%20the",
                        "/ki-ot/viec/birth",
                        "/ki-ot/linh-vuc/HT",
                        "/ki-ot/thu-tuc/1.013225",
                        "/ki-ot/thu-tuc/1.001193",
                        "/ki-ot/tra-cuu")) {
                    assertThat(walk.open(address).status()).isEqualTo(200);
                    look(walk, "kiosk" + address.replaceAll("[^a-z0-9]+", "-").replace("ki-ot", "") + "-" + language);
                }
            }
            assertThat(wrong).isEmpty();
            walk.assertNothingWrong();
        }
    }

    @Test
    void a_procedure_is_found_by_touching_keys_with_and_without_script() {
        for (boolean script : new boolean[] {true, false}) {
            try (var walk = Walk.atDesk(port);
                    BrowserContext plain = context(walk, script)) {
                Page page = plain.newPage();
                page.navigate("/ki-ot");
                page.locator("a[href='/ki-ot/tim']").click();
                for (String key : List.of("k", "e", "t", " ", "h", "o", "m", "xoa", "n")) {
                    String before = page.locator("#q").inputValue();
                    page.locator("button[name=phim][value='" + key + "']").click();
                    page.waitForCondition(() -> !page.locator("#q").inputValue().equals(before));
                }
                assertThat(page.locator("#q").inputValue()).isEqualTo("ket hon");
                page.locator("a.mk-result").first().click();
                assertThat(page.locator("h1").innerText()).isEqualTo("Đăng ký kết hôn");
                assertThat(page.locator(".mk-home img").getAttribute("src")).startsWith("data:image/png");
                if (!script) {
                    assertThat(page.content()).contains("http-equiv=\"refresh\" content=\"180;url=/ki-ot?lang=vi\"");
                }
            }
        }
    }

    @Test
    void a_dossier_is_shown_by_code_and_secret_and_nothing_of_it_stays() {
        var at = new AuthorityAtWork(application);
        Filed dossier = at.file(at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD), clock.instant());
        try (var walk = Walk.atDesk(port)) {
            Page page = walk.page();
            walk.open("/ki-ot/tra-cuu");
            assertThat(walk.field("ma").getAttribute("autocomplete")).isEqualTo("off");
            walk.press("Tiếp");
            assertThat(walk.text()).contains("Hãy nhập mã hồ sơ in trên giấy hẹn");
            // a scanner types the whole address on the receipt and ends with Enter
            walk.type("ma", "http://localhost:8080/tra-cuu?ma=" + dossier.code());
            walk.field("ma").press("Enter");
            assertThat(walk.text()).contains(dossier.code());
            walk.press("Tra cứu");
            assertThat(walk.text()).contains("Hãy nhập mã tra cứu");
            walk.type("ma-tra-cuu", "SAI-MA");
            walk.press("Tra cứu");
            assertThat(walk.text()).contains(dossier.code()).doesNotContain("Đã gửi, chờ tiếp nhận");
            assertThat(walk.field("ma-tra-cuu").inputValue()).isEmpty();
            look(walk, "kiosk-track-refused");
            for (char key :
                    dossier.secret().replace("-", "").toUpperCase(Locale.ROOT).toCharArray()) {
                page.locator("button[name=phim][value='" + key + "']").click();
            }
            walk.press("Tra cứu");

            assertThat(walk.text())
                    .contains("Đã gửi, chờ tiếp nhận", dossier.code())
                    .doesNotContain("Ví Dụ", "001190000001", "0900000001", dossier.secret());
            look(walk, "kiosk-dossier");
            assertThat(page.url()).doesNotContain(dossier.code(), dossier.secret());
            assertThat(page.context().cookies().stream().map(c -> c.name))
                    .as("no session, no guest")
                    .doesNotContain("mc_phien", "mc_khach");

            walk.follow("Xong, xóa khỏi màn hình");
            page.goBack();
            assertThat(page.content()).doesNotContain(dossier.code(), dossier.secret());
            walk.open("/tra-cuu/" + dossier.code());
            assertThat(page.content()).doesNotContain("Đã gửi, chờ tiếp nhận");
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void it_goes_home_in_vietnamese_when_nobody_touches_it_and_says_so_before() {
        try (var walk = Walk.atDesk(port)) {
            Page page = walk.page();
            // Playwright's own clock cannot be spelled in the Turkish test locale
            page.addInitScript("const now = Date.now.bind(Date); window.passed = 0;"
                    + " Date.now = () => now() + window.passed * 1000;");
            walk.open("/ki-ot/tra-cuu?lang=en");
            walk.type("ma", "000.00.00");
            page.evaluate("window.passed = 80");
            page.locator("[data-idle-told]").waitFor();
            page.locator("[data-idle-stay]").click();
            assertThat(page.locator("[data-idle-told]").isVisible()).isFalse();
            page.evaluate("window.passed = 160");
            page.locator("[data-idle-told]").waitFor();
            assertThat(walk.path()).isEqualTo("/ki-ot/tra-cuu");
            page.evaluate("window.passed = 175");
            page.waitForURL("**/ki-ot?lang=vi");
            assertThat(walk.text()).contains("Bạn cần làm thủ tục gì?");
            assertThat(page.content()).doesNotContain("000.00.00");
        }
    }

    /** Axe, overflow, size of targets, links that stay, at each screen. */
    private void look(Walk walk, String name) {
        Page page = walk.page();
        for (int[] screen : SCREENS) {
            page.setViewportSize(screen[0], screen[1]);
            String seen = name + "-" + screen[0];
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(seen + ".png"))
                    .setFullPage(true));
            new AxeBuilder(page)
                    .analyze()
                    .getViolations()
                    .forEach(rule -> wrong.add(seen + ": " + rule.getHelp() + " "
                            + rule.getNodes().stream().map(n -> n.getHtml()).toList()));
            int wide = (Integer) page.evaluate("document.scrollingElement.scrollWidth");
            if (wide > screen[0]) {
                wrong.add(seen + ": " + wide + " px wide");
            }
            for (Locator target :
                    page.locator("a:visible, button:visible, input:visible").all()) {
                var box = target.boundingBox();
                boolean key = "phim".equals(target.getAttribute("name"));
                if (box.height < TARGET - 0.5 || box.width < TARGET - 0.5 && !(key && screen[0] < 640)) {
                    wrong.add(seen + ": too small " + box.width + " × " + box.height + " " + target.innerText());
                }
                String to = target.getAttribute("href");
                if (to != null && !to.startsWith("/ki-ot")) {
                    wrong.add(seen + ": leads away " + to);
                }
            }
        }
        page.setViewportSize(1280, 800);
    }

    private BrowserContext context(Walk walk, boolean script) {
        Browser browser = walk.page().context().browser();
        return browser.newContext(new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port)
                .setLocale("vi-VN")
                .setJavaScriptEnabled(script)
                .setViewportSize(1080, 1920));
    }
}
