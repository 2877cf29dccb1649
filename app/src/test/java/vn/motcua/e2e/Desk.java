package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.LinkedHashMap;
import java.util.Map;

/** The officers of the authority, each at a screen of their own; signed in when first needed. */
final class Desk implements AutoCloseable {

    private final int port;
    private final Map<String, Walk> officers = new LinkedHashMap<>();

    Desk(int port) {
        this.port = port;
    }

    /** The screen of the officer with this account. */
    Walk of(String login) {
        return officers.computeIfAbsent(login, l -> {
            var walk = Walk.atDesk(port);
            walk.signIn(l);
            return walk;
        });
    }

    /** Opens a dossier as an officer does: by its code in the search box. */
    Walk open(String login, String code) {
        var walk = of(login);
        walk.open("/lam-viec/tim?q=" + code);
        assertThat(walk.path()).isEqualTo("/lam-viec/ho-so/" + code);
        return walk;
    }

    /** Takes a step in hand, if nobody has it yet, and opens it. */
    Walk take(String login, String code, String step) {
        var walk = open(login, code);
        var panel = step(walk, step);
        assertThat(panel.count())
                .as(login + " is asked for “" + step + "”: " + walk.text())
                .isEqualTo(1);
        var claim = panel.locator("button", new Locator.LocatorOptions().setHasText("Nhận việc về tôi"));
        if (claim.count() > 0) {
            claim.click();
            walk.page().waitForLoadState();
        }
        return walk;
    }

    /** Takes a step in hand and decides it. */
    Walk decide(String login, String code, String step, String outcome) {
        var walk = take(login, code, step);
        outcome(walk, step, outcome);
        return walk;
    }

    static void outcome(Walk walk, String step, String outcome) {
        step(walk, step)
                .locator("button", new Locator.LocatorOptions().setHasText(outcome))
                .click();
        walk.page().waitForLoadState();
        assertThat(walk.page().url()).as(walk.text()).endsWith("?da=quyet-dinh");
    }

    /** The panel of an open step. */
    static Locator step(Walk walk, String name) {
        return walk.page().locator("section.mc-decision", new Page.LocatorOptions().setHasText(name));
    }

    void assertNothingWrong() {
        officers.values().forEach(Walk::assertNothingWrong);
    }

    @Override
    public void close() {
        officers.values().forEach(Walk::close);
    }
}
