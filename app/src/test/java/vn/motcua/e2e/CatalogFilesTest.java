package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.testing.DemoTest;

/** The catalogue taken over from files and given away as files, on its pages. */
@DemoTest
class CatalogFilesTest {

    private static final String CODE = "9.300010";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @AfterEach
    void nothingIsLeftOfTheDraft() {
        ProceduresForTests.forgetDraft(application, CODE);
    }

    @Test
    void what_is_given_away_is_looked_at_first_and_then_taken_over_as_drafts() throws Exception {
        ProceduresForTests.publish(application, CODE);

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri/thu-tuc/" + CODE);
            var download = editor.page()
                    .waitForDownload(
                            () -> editor.page().locator("a[href$='/xuat.zip']").click());
            assertThat(download.suggestedFilename()).isEqualTo(CODE + ".zip");
            var zip = Files.readAllBytes(download.path());
            assertThat(new String(zip, StandardCharsets.ISO_8859_1)).contains(CODE + "/procedure.yaml");

            editor.open("/quan-tri/thu-tuc");
            editor.follow("Nhập, xuất tệp");
            editor.look("catalog-import");
            bring(editor, "giong.zip", zip);
            assertThat(editor.text()).contains("không có gì để nhập");

            bring(editor, "hong.zip", "không phải zip".getBytes(StandardCharsets.UTF_8));
            assertThat(editor.text()).contains("Trong tệp không có gói thủ tục");
            editor.press("Xem trước");
            assertThat(editor.text()).contains("Hãy chọn tệp cần nhập");

            bring(editor, "sai.json", one("\"code\": \"9.300011\", \"files\": {\"form.ui.json\": {}}"));
            assertThat(editor.text()).contains("cả tệp chưa nhập được", "9.300011/procedure.yaml");
            assertThat(editor.button("Nhập 1 thủ tục thành bản nháp").count()).isZero();
            editor.look("catalog-import-wrong");

            bring(
                    editor,
                    "danh-sach.json",
                    one("\"code\": \"" + CODE + "\", \"files\": {\"procedure.yaml\": " + "{\"code\": \"" + CODE
                            + "\", \"name\": \"Tên khác\"}}"));
            assertThat(editor.text()).contains("Thay đổi (1)", "chưa đầy đủ");
            editor.look("catalog-import-look");
            editor.press("Nhập 1 thủ tục thành bản nháp");
            assertThat(editor.text()).contains("Đã nhập 1 thủ tục thành bản nháp");
            editor.follow("Mở bản nháp");
            assertThat(editor.path()).isEqualTo("/quan-tri/thu-tuc/" + CODE + "/ban-nhap");
            editor.assertNothingWrong();
        }
    }

    @Test
    void another_officers_file_is_not_taken_over() {
        try (var desk = new Desk(port)) {
            var clerk = desk.of("hm.motcua1");
            assertThat(clerk.page().navigate("/quan-tri/thu-tuc/nhap").status()).isEqualTo(403);
            assertThat(clerk.page()
                            .navigate("/quan-tri/thu-tuc/xuat/danh-muc.json")
                            .status())
                    .isEqualTo(403);
        }
    }

    private static byte[] one(String entry) {
        return ("{\"procedures\": [{" + entry + "}]}").getBytes(StandardCharsets.UTF_8);
    }

    private static void bring(Walk editor, String name, byte[] content) {
        editor.field("tep").setInputFiles(new FilePayload(name, "application/octet-stream", content));
        editor.press("Xem trước");
    }
}
