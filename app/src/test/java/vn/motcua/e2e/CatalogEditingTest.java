package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.testing.DemoTest;

/** One official writes a version of a procedure, another publishes it. */
@DemoTest
class CatalogEditingTest {

    private static final String CODE = "9.300001";
    private static final String ROOT = "/quan-tri/thu-tuc/" + CODE;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Catalog catalog;

    @AfterEach
    void nothingIsLeftOfTheDraft() {
        ProceduresForTests.forgetDraft(application, CODE);
    }

    @Test
    void a_record_is_edited_as_text_checked_submitted_sent_back_and_published_by_somebody_else() {
        ProceduresForTests.publish(application, CODE);

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri");
            editor.page().locator("main a[href='/quan-tri/thu-tuc']").click();
            editor.look("catalog-list");
            editor.open("/quan-tri/thu-tuc?loc=EXPIRED&q=" + CODE);
            assertThat(editor.text()).contains("Không có thủ tục nào");
            editor.open(ROOT);
            editor.press("Sửa từ phiên bản 1");
            assertThat(editor.path()).isEqualTo(ROOT + "/ban-nhap");

            // a broken text is kept as a draft with its place told, a file that is no record is not kept at all
            String record = editor.field("tep-procedure.yaml").inputValue();
            editor.type("tep-procedure.yaml", record.replace("8000 * form.copies", "8000 * (form.copies - 5)"));
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Đã lưu bản nháp", "procedure.yaml#/fees/0/feel");
            editor.look("catalog-draft-faults");
            editor.type("tep-procedure.yaml", "không phải hồ sơ");
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Không đọc được hồ sơ công bố");
            assertThat(editor.field("tep-procedure.yaml").inputValue()).isEqualTo("không phải hồ sơ");

            editor.type("tep-procedure.yaml", record.replace("shortName: Thử", "shortName: Thử lần hai"));
            editor.page().locator("summary:has-text('process.bpmn')").click();
            String process = editor.field("tep-process.bpmn").inputValue();
            editor.type("tep-process.bpmn", process.replace("motcua:allowance=\"30\"", "motcua:allowance=\"90\""));
            editor.press("Lưu và kiểm tra");
            assertThat(editor.text())
                    .contains("Bản nháp này công bố được", "Tên thường gọi", "trong quy trình và bảng quyết định");
            editor.press("Trình công bố");
            assertThat(editor.text()).contains("Đã trình bản nháp", "cần một người khác có quyền công bố");
            editor.look("catalog-draft-submitted");

            var publisher = desk.of("hm.vanphong");
            publisher.open("/quan-tri/thu-tuc?loc=SUBMITTED");
            publisher.open(ROOT + "/ban-nhap");
            assertThat(publisher.text()).contains("Thời gian làm việc", "30 phút", "1 giờ 30 phút");
            publisher.press("Công bố phiên bản");
            assertThat(publisher.text()).contains("Hãy ghi lý do");
            publisher.type("ly-do", "Quyết định 99/QĐ-UBND");
            publisher.look("catalog-publish");
            publisher.press("Công bố phiên bản");
            assertThat(publisher.text()).contains("Đã công bố phiên bản mới", "Quyết định 99/QĐ-UBND");
            assertThat(catalog.current(CODE).orElseThrow().shortName()).isEqualTo("Thử lần hai");
            publisher.look("catalog-procedure");
            publisher.follow("So với phiên bản 1");
            assertThat(publisher.text()).contains("Tên thường gọi", "Thử lần hai");
            publisher.look("catalog-compare");
            editor.assertNothingWrong();
            publisher.assertNothingWrong();
        }
    }

    @Test
    void what_was_typed_into_a_draft_that_is_gone_meanwhile_can_be_taken_along() {
        ProceduresForTests.publish(application, CODE);

        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open(ROOT);
            editor.page().locator("button:has-text('Sửa từ phiên bản')").first().click();
            editor.page().waitForLoadState();
            String record = editor.field("tep-procedure.yaml").inputValue();
            editor.type("tep-procedure.yaml", record.replace("shortName: Thử", "shortName: Gõ dở dang"));
            ProceduresForTests.forgetDraft(application, CODE);

            editor.press("Lưu và kiểm tra");
            assertThat(editor.text()).contains("Bản nháp không còn", "chưa có gì được lưu");
            assertThat(editor.page().locator("#tep-procedure\\.yaml").inputValue())
                    .contains("shortName: Gõ dở dang");
            editor.look("catalog-draft-gone");
            editor.open(ROOT + "/ban-nhap/to-khai");
            assertThat(editor.path()).isEqualTo(ROOT);
            assertThat(editor.text()).contains("Bản nháp này không còn");
            editor.assertNothingWrong();
        }
    }

    @Test
    void officers_without_the_permission_see_nothing_of_it() {
        try (var desk = new Desk(port)) {
            var clerk = desk.of("hm.motcua1");
            assertThat(clerk.page().navigate("/quan-tri/thu-tuc").status()).isEqualTo(403);
        }
    }
}
