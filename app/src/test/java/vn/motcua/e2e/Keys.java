package vn.motcua.e2e;

import com.microsoft.playwright.Page;
import java.util.Objects;

/** A person at a page with a keyboard and nothing else. */
final class Keys {

    /** More stops than any of our pages has. */
    private static final int STOPS = 120;

    private final Page page;

    Keys(Page page) {
        this.page = page;
    }

    /** One key, pressed the way people do: not within milliseconds of another, as a scanner would. */
    void press(String key) {
        page.waitForTimeout(120);
        page.keyboard().press(key);
    }

    void write(String text) {
        page.keyboard().type(text);
    }

    /** Goes to the field of this name and replaces what is in it. */
    void fill(String name, String text) {
        goTo(name);
        page.keyboard().press("Control+A");
        write(text);
    }

    /** Goes to a group of radio buttons and picks one. */
    void choose(String name, String value) {
        goTo(name);
        page.keyboard().press("Space");
        for (int i = 0; i < STOPS && !value.equals(focused("value")); i++) {
            page.keyboard().press("ArrowDown");
        }
        if (!value.equals(focused("value"))) {
            throw new AssertionError("no " + value + " among " + name);
        }
    }

    /** Goes to a list and picks one of its choices. */
    void pick(String name, String value) {
        goTo(name);
        for (int i = 0; i < STOPS && !value.equals(chosen()); i++) {
            page.keyboard().press("ArrowDown");
        }
        if (!value.equals(chosen())) {
            throw new AssertionError("no " + value + " in " + name);
        }
    }

    private String chosen() {
        return Objects.toString(page.evaluate("() => document.activeElement.value"), "");
    }

    private void goTo(String name) {
        for (int i = 0; i < STOPS; i++) {
            if (name.equals(focused("name"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("cannot be reached by Tab: " + name);
    }

    private String focused(String attribute) {
        return Objects.toString(
                page.evaluate("a => document.activeElement && document.activeElement.getAttribute(a)", attribute), "");
    }
}
