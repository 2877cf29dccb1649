package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.testing.DemoTest;

/** An official who is no programmer edits the form of a procedure and sees at once what the public will see. */
@DemoTest
class FormEditingTest {

    private static final String CODE = "9.300002";
    private static final String DRAFT = "/quan-tri/thu-tuc/" + CODE + "/ban-nhap";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @AfterEach
    void nothingIsLeftOfTheDraft() {
        ProceduresForTests.forgetDraft(application, CODE);
        ProceduresForTests.forgetDraft(application, "1.001193");
    }

    @Test
    void a_question_is_added_that_is_asked_only_sometimes_tried_out_and_saved() {
        ProceduresForTests.publish(application, CODE);

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri/thu-tuc/" + CODE);
            editor.press("Sửa từ phiên bản 1");
            editor.follow("Sửa tờ khai");
            assertThat(editor.path()).isEqualTo(DRAFT + "/to-khai");
            editor.look("catalog-form");
            editor.page().reload();

            // the preview follows while one types, and hides and shows as the portal does
            line(editor, "Số bản").locator("summary").click();
            editor.type("nhan.3", "Số bản muốn nhận");
            preview(editor, "Số bản muốn nhận");
            assertThat(editor.page().locator("#xem-truoc input[name=authority]").isVisible())
                    .isFalse();
            editor.choose("relation", "other");
            assertThat(editor.page().locator("#xem-truoc input[name=authority]").isVisible())
                    .isTrue();

            // choices in another order, and an answer that has to match a pattern
            line(editor, "Ai nộp?").locator("summary").click();
            editor.page().locator("button[value='lua-chon-len-1-1']").click();
            editor.page().waitForLoadState();
            assertThat(editor.field("lc.1.0").inputValue()).isEqualTo("Người khác");
            line(editor, "Ủy quyền số").locator("summary").click();
            editor.field("mau-chon.2").selectOption("rieng");
            editor.type("mau.2", "^[0-9+");
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Không đọc được biểu thức này");
            assertThat(editor.field("mau.2").inputValue()).isEqualTo("^[0-9+");
            editor.look("catalog-form-pattern");
            editor.field("mau-chon.2").selectOption("^[0-9]+$");
            editor.type("mau-loi.2", "Chỉ ghi chữ số của văn bản ủy quyền");

            editor.button("Thêm câu hỏi ở cuối").click();
            editor.page().waitForLoadState();
            assertThat(editor.text()).contains("chưa được lưu");
            assertThat(editor.field("nhan.3").inputValue()).isEqualTo("Số bản muốn nhận");
            editor.type("nhan.4", "Ngày ủy quyền");
            editor.field("loai.4").selectOption("DATE");
            editor.type("den.4", "hôm nay");
            editor.field("khi.4").selectOption("relation");
            editor.page()
                    .waitForResponse(
                            response -> response.request().method().equals("POST"),
                            () -> editor.page().locator("[id='khi-la.4.other']").check());
            editor.page().waitForTimeout(500);
            preview(editor, "Ngày ủy quyền");

            // an answer that is tried is judged as the portal judges it, and kept
            editor.choose("relation", "other");
            editor.answer("authority", "12", "copies", "1", "ngayUyQuyen", "1/1/2030");
            editor.button("Thử kiểm tra câu trả lời").click();
            preview(editor, "không được sau ngày hôm nay");
            assertThat(editor.field("ngayUyQuyen").inputValue()).isEqualTo("1/1/2030");
            editor.look("catalog-form-tried");

            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Đã lưu bản nháp", "Bản nháp này công bố được");
            editor.open(DRAFT);
            assertThat(editor.text()).contains("Ngày ủy quyền", "Số bản muốn nhận");
            assertThat(editor.field("tep-form.schema.json").inputValue()).contains("ngayUyQuyen", "^[0-9]+$");
            assertThat(editor.field("tep-form.ui.json").inputValue()).contains("Chỉ ghi chữ số của văn bản");
            editor.assertNothingWrong();
        }
    }

    @Test
    void what_is_wrong_is_told_at_its_place_and_nothing_typed_is_lost() {
        ProceduresForTests.publish(application, CODE);

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri/thu-tuc/" + CODE);
            editor.press("Sửa từ phiên bản 1");
            editor.open(DRAFT + "/to-khai");

            line(editor, "Số bản").locator("summary").click();
            editor.type("nhieu.3", "hai mươi");
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("“hai mươi” không phải là số");
            assertThat(editor.field("nhieu.3").inputValue()).isEqualTo("hai mươi");
            editor.look("catalog-form-refused");
            editor.type("nhieu.3", "20");

            // a question others hang on, and one the fee counts, are taken out: kept as a draft, told where
            editor.page().locator("button[value='bo-3']").click();
            editor.page().waitForLoadState();
            editor.page().locator("button[value='bo-1']").click();
            editor.page().waitForLoadState();
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text())
                    .contains("Đã lưu bản nháp", "Tờ khai không có ô “relation”", "Tờ khai không có ô “copies”");
            assertThat(editor.page().locator("[id='khi.1-loi']").isVisible()).isTrue();
            editor.look("catalog-form-faults");
            editor.assertNothingWrong();
        }
    }

    @Test
    void the_longest_form_is_edited_without_script_and_the_values_tried_come_back() {
        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.page().route("**/*.js", route -> route.abort());
            editor.open("/quan-tri/thu-tuc/1.001193");
            editor.page().locator("button:has-text('Sửa từ phiên bản')").first().click();
            editor.page().waitForLoadState();
            editor.open("/quan-tri/thu-tuc/1.001193/ban-nhap/to-khai");
            editor.type("nhan.0", "Về trẻ");
            editor.type("childName", "N");
            editor.press("Thử kiểm tra câu trả lời");
            assertThat(editor.field("nhan.0").inputValue()).isEqualTo("Về trẻ");
            assertThat(editor.field("childName").inputValue()).isEqualTo("N");
            assertThat(editor.page().locator("#xem-truoc").innerText())
                    .contains("Về trẻ", "Hãy ghi rõ hơn ở “Họ, chữ đệm, tên của trẻ”");
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Đã lưu bản nháp");
            editor.look("catalog-form-long");
            editor.assertNothingWrong();
        }
    }

    @Test
    void a_term_a_fee_and_a_paper_are_changed_by_an_official_who_never_sees_the_text() {
        ProceduresForTests.publish(application, "9.300003");

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri/thu-tuc/9.300003");
            editor.press("Sửa từ phiên bản 1");
            editor.follow("Sửa thông tin");
            editor.look("catalog-facts");
            editor.page().reload();

            // the numbers follow the words; words that could mean two things are left to the official
            editor.type("/cases/0/term/text", "03 ngày làm việc kể từ ngày nhận đủ hồ sơ");
            term(editor, "Đọc là: 3 ngày làm việc");
            assertThat(editor.field("/cases/0/term/amount").inputValue()).isEqualTo("3");
            editor.type("/cases/1/term/text", "05 - 07 ngày làm việc");
            editor.page()
                    .locator(
                            "#thoi-han-cases-1-term",
                            new com.microsoft.playwright.Page.LocatorOptions().setHasText("một khoảng"))
                    .waitFor();
            assertThat(editor.field("/cases/1/term/amount").inputValue()).isEqualTo("2");
            editor.type("/cases/1/term/text", "2 ngày làm việc");

            editor.type("tien:/fees/0", "tám nghìn");
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Hãy ghi số tiền bằng đồng");
            assertThat(editor.field("tien:/fees/0").inputValue()).isEqualTo("tám nghìn");
            assertThat(editor.field("/cases/0/term/text").inputValue()).startsWith("03 ngày");
            editor.look("catalog-facts-refused");
            editor.type("tien:/fees/0", "10.000 đ");
            editor.type("/fees/0/text", "10.000 đ mỗi bản");

            editor.page().locator("button[value='them:/cases/0/papers']").click();
            editor.page().waitForLoadState();
            editor.type("/cases/0/papers/2/name", "Bản vẽ");
            editor.type("/sector/name", "Lĩnh vực thử nghiệm");
            editor.field("cho:CITIZEN").check();

            // a paper only for some: without an answer it is told, with one it is kept
            editor.field("khi:/cases/0/papers/2/showWhen").selectOption("relation");
            editor.page()
                    .locator("[id='khi-la:/cases/0/papers/2/showWhen:other']")
                    .waitFor();
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("ít nhất một câu trả lời");
            assertThat(editor.field("/cases/0/papers/2/name").inputValue()).isEqualTo("Bản vẽ");
            editor.look("catalog-facts-condition");
            editor.page()
                    .locator("[id='khi-la:/cases/0/papers/2/showWhen:other']")
                    .check();
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Đã lưu bản nháp", "Bản nháp này công bố được");
            editor.open("/quan-tri/thu-tuc/9.300003/ban-nhap");
            assertThat(editor.text())
                    .contains("Bản vẽ", "10.000 đ mỗi bản", "03 ngày làm việc", "Lĩnh vực thử nghiệm", "CITIZEN");
            assertThat(editor.field("tep-procedure.yaml").inputValue()).contains("10000 * form.copies");
            ProceduresForTests.forgetDraft(application, "9.300003");
            editor.assertNothingWrong();
        }
    }

    private static void term(Walk editor, String text) {
        editor.page()
                .locator("#thoi-han-cases-0-term", new com.microsoft.playwright.Page.LocatorOptions().setHasText(text))
                .waitFor();
    }

    private static Locator line(Walk editor, String label) {
        return editor.page()
                .locator("li.mc-formline", new com.microsoft.playwright.Page.LocatorOptions().setHasText(label))
                .first();
    }

    /** Waits until the preview says so. */
    private static void preview(Walk editor, String text) {
        editor.page()
                .locator("#xem-truoc", new com.microsoft.playwright.Page.LocatorOptions().setHasText(text))
                .waitFor();
    }
}
