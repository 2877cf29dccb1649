package vn.motcua.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One person at one screen: a fresh profile of the system's Chromium, without cookies, in Vietnamese. All sessions of a
 * JVM share one browser; like Playwright itself they belong to the thread of the tests.
 */
public final class BrowserSession implements AutoCloseable {

    /** An officer's screen, and a cheap phone: widths in CSS pixels. */
    public static final int DESKTOP = 1280;

    public static final int PHONE = 360;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static @Nullable Browser browser;

    private final BrowserContext context;
    private final Page page;
    private final int width;

    private BrowserSession(BrowserContext context, int width) {
        this.context = context;
        this.page = context.newPage();
        this.width = width;
    }

    /**
     * @param port of the application under test: {@code @LocalServerPort}
     * @param width {@link #DESKTOP} or {@link #PHONE}
     */
    public static BrowserSession open(int port, int width) {
        return open(port, width, true);
    }

    /** The same for somebody whose browser runs no script. */
    public static BrowserSession withoutScript(int port, int width) {
        return open(port, width, false);
    }

    private static BrowserSession open(int port, int width, boolean script) {
        var options = new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port)
                .setViewportSize(width, width == PHONE ? 740 : 800)
                .setLocale("vi-VN")
                .setTimezoneId("Asia/Ho_Chi_Minh")
                .setJavaScriptEnabled(script)
                .setReducedMotion(ReducedMotion.REDUCE);
        var context = browser().newContext(options);
        context.setDefaultTimeout(20_000);
        return new BrowserSession(context, width);
    }

    /** The page in front of this person; addresses may be given without host. */
    public Page page() {
        return page;
    }

    /** Fails if axe finds anything on the page as it is now, or if the page is wider than the screen. */
    public void assertAccessible() {
        var violations = new AxeBuilder(page).analyze().getViolations();
        var findings = violations.stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + rule.getHelp() + " at " + node.getTarget() + " "
                                + node.getHtml()))
                .toList();
        assertThat(findings).as("axe on " + page.url()).isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + page.url())
                .isLessThanOrEqualTo(width);
    }

    /** Keeps the whole page as {@code target/screenshots/NAME-WIDTH.png}. */
    public Path screenshot(String name) {
        var file = SCREENSHOTS.resolve(name + "-" + width + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    @Override
    public void close() {
        context.close();
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            var options = new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync"));
            browser = Playwright.create().chromium().launch(options);
        }
        return browser;
    }

    private static Path executable() {
        var given = Optional.ofNullable(System.getenv("MOTCUA_BROWSER")).filter(b -> b.startsWith("/"));
        var names = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var found = names.flatMap(
                name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)));
        return Stream.concat(given.map(Path::of).stream(), found)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium in PATH; bin/test installs one"));
    }
}
