package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.motcua.testing.BrowserSession;

/**
 * One person walking through the product. {@link #look} looks at the page before them at both widths; what is wrong is
 * kept, so that a walk goes on to its end, and told by {@link #assertNothingWrong()}.
 */
final class Walk implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** A text nobody wrote: its key shows instead. */
    private static final Pattern RAW_KEY = Pattern.compile("\\b(?:portal|desk|dossier|catalog|web|identity|calendar"
            + "|admin|process|documents|feedback|reporting|payment|organization)\\.[a-z][a-zA-Z0-9.-]*\\b");

    private static final Pattern NO_KEY = Pattern.compile("\\.(?:pdf|png|jpg|jpeg|docx|bpmn)$");

    private final BrowserSession session;
    private final int width;
    private final List<String> wrong = new ArrayList<>();

    private Walk(BrowserSession session, int width) {
        this.session = session;
        this.width = width;
        page().onConsoleMessage(message -> {
            // a refused form answers 4xx, which Chromium tells the console as an error too
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                wrong.add("console at " + page().url() + ": " + message.text());
            }
        });
        page().onPageError(error -> wrong.add("script at " + page().url() + ": " + error));
        page().onResponse(response -> {
            if (response.status() >= 500) {
                wrong.add(response.status() + " from " + response.url());
            }
        });
    }

    static Walk atDesk(int port) {
        return new Walk(BrowserSession.open(port, BrowserSession.DESKTOP), BrowserSession.DESKTOP);
    }

    static Walk onPhone(int port) {
        return new Walk(BrowserSession.open(port, BrowserSession.PHONE), BrowserSession.PHONE);
    }

    static Walk withoutScript(int port, int width) {
        return new Walk(BrowserSession.withoutScript(port, width), width);
    }

    /** Keeps what the page looks like, at the width of the walk. */
    void picture(String name) {
        session.screenshot(name);
    }

    Page page() {
        return session.page();
    }

    /** Opens an address of the product. */
    Response open(String address) {
        return page().navigate(address);
    }

    /** The part of the address that says which page it is. */
    String path() {
        return page().url().replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*$", "");
    }

    /** The field of this name. */
    Locator field(String name) {
        return page().locator("[name='" + name + "']");
    }

    void type(String name, String text) {
        field(name).fill(text);
    }

    void choose(String name, String value) {
        page().locator("input[name='" + name + "'][value='" + value + "']").check();
    }

    /** Answers fields by name, one after the other, each as its kind wants it. */
    void answer(String... namesAndAnswers) {
        for (int i = 0; i < namesAndAnswers.length; i += 2) {
            if ("SELECT".equals(field(namesAndAnswers[i]).first().evaluate("e => e.tagName"))) {
                field(namesAndAnswers[i]).selectOption(namesAndAnswers[i + 1]);
            } else if ("radio".equals(field(namesAndAnswers[i]).first().getAttribute("type"))) {
                choose(namesAndAnswers[i], namesAndAnswers[i + 1]);
            } else {
                type(namesAndAnswers[i], namesAndAnswers[i + 1]);
            }
        }
    }

    /** Looks a dossier up by its code and secret. */
    void track(String code, String secret) {
        open("/tra-cuu");
        answer("ma", code, "ma-tra-cuu", secret.toLowerCase(Locale.ROOT));
        press("Tra cứu");
        assertThat(text()).contains(code);
    }

    Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses the button and waits for the page it leads to. */
    void press(String name) {
        button(name).first().click();
        page().waitForLoadState();
    }

    /** Follows a link; found by its element, as Playwright spells LINK with a dotless i in the Turkish test locale. */
    void follow(String link) {
        page().locator("a", new Page.LocatorOptions().setHasText(link)).first().click();
        page().waitForLoadState();
    }

    /** What one reads in the main part of the page. */
    String text() {
        return page().locator("main").first().innerText();
    }

    /** Signs in at the officers' door. */
    void signIn(String login) {
        open("/dang-nhap");
        type("ten-dang-nhap", login);
        type("mat-khau", "motcua-demo");
        press("Vào bàn làm việc");
        assertThat(path()).as("signed in as " + login).isNotEqualTo("/dang-nhap");
    }

    /** Axe, overflow, untranslated texts and a picture, at 1280 and at 360 px. */
    void look(String name) {
        for (int w : new int[] {BrowserSession.DESKTOP, BrowserSession.PHONE}) {
            page().setViewportSize(w, w == BrowserSession.PHONE ? 740 : 800);
            var seen = name + "-" + w;
            page().screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(seen + ".png"))
                    .setFullPage(true));
            new AxeBuilder(page())
                    .analyze().getViolations().stream()
                            .flatMap(rule -> rule.getNodes().stream()
                                    .map(node -> seen + ": " + rule.getHelp() + " at " + node.getTarget() + " "
                                            + node.getHtml()))
                            .forEach(wrong::add);
            var scroll = (Integer) page().evaluate("document.scrollingElement.scrollWidth");
            if (scroll > w) {
                wrong.add(seen + ": " + scroll + " px wide, widest " + widest(w));
            }
            RAW_KEY.matcher(page().locator("body").innerText())
                    .results()
                    .map(key -> key.group())
                    .filter(key -> !NO_KEY.matcher(key).find())
                    .forEach(key -> wrong.add(seen + ": raw key " + key));
        }
        page().setViewportSize(width, width == BrowserSession.PHONE ? 740 : 800);
    }

    void assertNothingWrong() {
        assertThat(wrong).isEmpty();
    }

    @Override
    public void close() {
        session.close();
    }

    private String widest(int w) {
        return String.valueOf(page().evaluate(
                        "w => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > w)"
                                + ".slice(0, 3).map(e => e.outerHTML.slice(0, 160)).join(' | ')",
                        w));
    }
}
