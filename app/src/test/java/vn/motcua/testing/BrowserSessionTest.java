package vn.motcua.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BrowserSessionTest {

    @Test
    void a_page_that_shuts_people_out_is_found_out() {
        try (var browser = BrowserSession.open(0, BrowserSession.PHONE)) {
            browser.page().setContent("""
                    <html lang="vi"><title>Thử</title><main><h1>Thử</h1><input name="ho-ten"></main></html>""");

            assertThatThrownBy(browser::assertAccessible).hasMessageContaining("label");
        }
    }

    @Test
    void a_page_wider_than_the_screen_is_found_out() {
        try (var browser = BrowserSession.open(0, BrowserSession.PHONE)) {
            browser.page().setContent("""
                    <html lang="vi"><title>Thử</title><main><h1 style="width: 500px">Thử</h1></main></html>""");

            assertThatThrownBy(browser::assertAccessible).hasMessageContaining("width of");
        }
    }

    @Test
    void a_page_for_everyone_passes_and_is_kept_as_a_picture() {
        try (var browser = BrowserSession.open(0, BrowserSession.DESKTOP)) {
            browser.page().setContent("""
                    <html lang="vi"><title>Thử</title><main><h1>Thử</h1>
                    <label for="t">Họ tên</label><input id="t" name="ho-ten"></main></html>""");

            browser.assertAccessible();
            assertThat(browser.screenshot("fixture")).isNotEmptyFile();
        }
    }
}
