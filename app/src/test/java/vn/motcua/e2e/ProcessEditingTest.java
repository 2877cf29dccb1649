package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Officials change a process without a programmer, and the next dossier follows it. */
@DemoTest
class ProcessEditingTest {

    private static final String KEY = AuthorityAtWork.MARITAL_STATUS;
    private static final String ROOT = "/quan-tri/quy-trinh/" + KEY;
    private static final String DRAFT = ROOT + "/ban-nhap";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    ProcessEditions editions;

    @Autowired
    Organization organization;

    @Autowired
    TestClock clock;

    /** Other tests' dossiers begin with the process that came with the procedure. */
    @AfterEach
    void takeBack() {
        Actor.Officer admin = admin();
        for (ProcessEdition edition : editions.of(KEY)) {
            if (edition.from() != null && edition.withdrawn() == null) {
                editions.withdraw(edition.id(), "Chỉ để thử", admin, clock.instant());
            }
        }
        for (ProcessDraft draft : editions.drafts()) {
            editions.discard(draft.key(), draft.revision(), admin, clock.instant());
        }
    }

    private Actor.Officer admin() {
        return organization.officerByLogin("admin").flatMap(organization::actor).orElseThrow();
    }

    @Test
    void a_step_added_in_the_table_is_published_and_the_next_dossier_has_it() {
        var at = new AuthorityAtWork(application);
        var earlier = at.takeIn(at.filing(KEY, AuthorityAtWork.WARD), clock.instant());

        try (var desk = new Desk(port);
                var applicant = Walk.onPhone(port)) {
            var admin = desk.of("admin");
            admin.follow("Quản trị");
            admin.look("admin-home");
            admin.page().locator("main a[href='/quan-tri/quy-trinh']").click();
            admin.look("admin-processes");
            admin.follow("Xác nhận tình trạng hôn nhân");
            admin.look("admin-process");
            admin.press("Sửa từ phiên bản 1");
            assertThat(admin.path()).isEqualTo(DRAFT);
            assertThat(admin.text()).contains("Bản nháp này công bố được.");
            admin.look("admin-steps");

            // wrong input stays, and nothing is saved
            admin.type("gio.0", "nửa buổi");
            admin.type("ten.0", "Kiểm tra giấy tờ");
            admin.press("Lưu bản nháp");
            assertThat(admin.field("gio.0").inputValue()).isEqualTo("nửa buổi");
            assertThat(admin.field("ten.0").inputValue()).isEqualTo("Kiểm tra giấy tờ");
            assertThat(admin.text()).contains("Hãy ghi số giờ làm việc lớn hơn 0");
            assertThat(draft().revision()).isEqualTo(1);
            admin.look("admin-steps-wrong");

            admin.type("gio.0", "1,5");
            act(admin, "them-0");
            assertThat(admin.text()).contains("Các thay đổi dưới đây chưa được lưu.");
            admin.press("Lưu bản nháp");
            assertThat(admin.text()).contains("điểm cần sửa trước khi công bố");
            admin.look("admin-steps-unfit");
            admin.type("ten.1", "Quét và ký số giấy tờ");
            admin.type("cong-khai.1", "Bộ phận một cửa quét và ký số giấy tờ của bạn");
            admin.field("don-vi.1").selectOption("one-stop");
            admin.field("vi-tri.1").selectOption("clerk");
            admin.type("gio.1", "0:30");
            admin.press("Lưu bản nháp");
            assertThat(admin.text()).contains("Đã lưu bản nháp.", "Bản nháp này công bố được.");

            admin.follow("Xem thay đổi và công bố");
            assertThat(admin.text()).contains("Quét và ký số giấy tờ", "1 giờ 30 phút");
            admin.look("admin-publish-process");
            admin.press("Công bố phiên bản");
            assertThat(admin.text()).contains("Hãy ghi lý do");
            admin.type("ly-do", "Quyết định 12/QĐ-UBND ngày 20/8/2026");
            admin.press("Công bố phiên bản");
            assertThat(admin.text()).contains("Đã công bố phiên bản mới.", "Quyết định 12/QĐ-UBND", "Đang áp dụng");
            admin.look("admin-process-published");
            admin.open("/quan-tri/quy-trinh/" + KEY + "/ban-nhap/cong-bo");
            assertThat(admin.text()).contains("Bản nháp này không còn");
            assertThat(admin.path()).isEqualTo("/quan-tri/quy-trinh/" + KEY);
            admin.follow("So với phiên bản 1");
            drawn(admin, 2);
            assertThat(admin.page().locator(".djs-element.mc-added").count()).isPositive();
            admin.look("admin-compare");

            var later = at.takeIn(at.filing(KEY, AuthorityAtWork.WARD), clock.instant());
            assertThat(steps(at, later.code())).contains("Quét và ký số giấy tờ");
            assertThat(steps(at, earlier.code())).doesNotContain("Quét và ký số giấy tờ");
            applicant.open("/thu-tuc/" + KEY);
            assertThat(applicant.text()).contains("Bộ phận một cửa quét và ký số giấy tờ của bạn");
            applicant.track(later.code(), later.secret());
            applicant.page().locator("summary", having("sơ đồ")).first().click();
            drawn(applicant, 1);
            assertThat(applicant.page().locator(".djs-element.mc-now").count()).isPositive();

            admin.open(ROOT + "/2");
            admin.look("admin-edition");
            admin.type("ly-do", "Ban hành nhầm");
            admin.press("Rút phiên bản");
            assertThat(admin.text()).contains("Đã rút");
            var last = at.takeIn(at.filing(KEY, AuthorityAtWork.WARD), clock.instant());
            assertThat(steps(at, last.code())).doesNotContain("Quét và ký số giấy tờ");
            assertThat(steps(at, later.code())).contains("Quét và ký số giấy tờ");
            admin.assertNothingWrong();
            applicant.assertNothingWrong();
        }
    }

    @Test
    void the_diagram_and_the_table_are_two_views_of_one_file() {
        editions.begin(editions.of(KEY).getLast().id(), admin(), clock.instant());
        try (var desk = new Desk(port)) {
            var admin = desk.of("admin");
            admin.open(DRAFT + "/so-do");
            admin.page().locator("form[data-ready]").waitFor();
            assertThat(admin.page().locator("form[data-modeler]").getAttribute("data-warnings"))
                    .isEqualTo("0");
            assertThat(admin.page().locator(".bjs-powered-by").isVisible()).isTrue();
            admin.page().locator("[data-element-id=search] .djs-hit").first().click();
            assertThat(admin.field("p-unit").inputValue()).isEqualTo("justice");
            admin.look("admin-modeler");
            admin.type("p-name", "Tra cứu dữ liệu hộ tịch");
            admin.type("p-allowance", "90");
            admin.press("Lưu bản nháp");
            assertThat(admin.text()).contains("Đã lưu bản nháp.");

            admin.follow("Sửa bằng bảng");
            assertThat(admin.field("ten.1").inputValue()).isEqualTo("Tra cứu dữ liệu hộ tịch");
            assertThat(admin.field("gio.1").inputValue()).isEqualTo("1,5");
            admin.open(ROOT + "/so-sanh?tu=1");
            assertThat(admin.page().locator(".mc-changes tbody tr").count()).isEqualTo(1);
            assertThat(admin.text()).contains("Tra cứu dữ liệu hộ tịch", "1 giờ 30 phút");
            admin.assertNothingWrong();
        }
    }

    @Test
    void a_table_an_office_keeps_is_looked_at_row_by_row_and_becomes_a_draft_that_is_drawn() {
        String csv = """
                Quy trình nội bộ;;;;
                STT;Bước;Đơn vị;Vị trí;Giờ làm việc;Kết quả
                1;Kiểm tra hồ sơ;Bộ phận một cửa;Cán bộ một cửa;2;
                2;Thẩm tra;Phòng không có;Chuyên viên;một buổi;Đạt -> 3; Không đạt -> Từ chối
                """.replace("Đạt -> 3; Không đạt -> Từ chối", "\"Đạt -> 3; Không đạt -> Từ chối\"")
                + "3;Ký;Lãnh đạo;Lãnh đạo Ủy ban;1:30;\n4;Trả kết quả;Bộ phận một cửa;Cán bộ một cửa;4;\n";
        try (var desk = new Desk(port)) {
            var admin = desk.of("admin");
            admin.open(ROOT + "/nhap");
            admin.look("admin-steps-import");
            admin.press("Đọc tệp và xem trước");
            assertThat(admin.text()).contains("Hãy chọn tệp có bảng các bước.");
            admin.field("tep")
                    .setInputFiles(new FilePayload("buoc.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
            admin.press("Đọc tệp và xem trước");
            assertThat(admin.text()).contains("4 bước trong tệp", "Không có đơn vị “Phòng không có”", "Không đạt →");
            admin.look("admin-steps-preview");
            admin.press("Tạo bản nháp từ bảng này");
            assertThat(admin.path()).isEqualTo(DRAFT);
            assertThat(admin.field("gio.1").inputValue()).isEmpty();
            assertThat(admin.field("gio.2").inputValue()).isEqualTo("1,5");
            assertThat(draft().bpmn()).contains("BPMNShape", "outcome = \"dat\"");
            admin.field("don-vi.1").selectOption("justice");
            admin.type("gio.1", "4");
            admin.press("Lưu bản nháp");
            assertThat(admin.text()).contains("Bản nháp này công bố được.");
            drawn(admin, 1);
            admin.look("admin-steps-imported");
            admin.follow("Sửa bằng sơ đồ");
            admin.page().locator("form[data-ready]").waitFor();
            assertThat(admin.page().locator("form[data-modeler]").getAttribute("data-warnings"))
                    .as("what was laid out here opens in bpmn-js without a warning")
                    .isEqualTo("0");
            admin.look("admin-modeler-imported");
            admin.assertNothingWrong();
        }
    }

    private ProcessDraft draft() {
        return editions.draft(KEY).orElseThrow();
    }

    private static List<String> steps(AuthorityAtWork at, String code) {
        var ward = at.agency(AuthorityAtWork.WARD);
        var dossier = at.read(code, at.clerk(ward), TestClock.START);
        return at.processes.steps(dossier.procedure().process()).stream()
                .map(step -> step.name())
                .toList();
    }

    private static void act(Walk walk, String act) {
        walk.page().locator("button[name=lam][value=" + act + "]").click();
        walk.page().waitForLoadState();
    }

    private static void drawn(Walk walk, int diagrams) {
        walk.page().locator(".mc-diagram svg .djs-shape").first().waitFor();
        assertThat(walk.page().locator(".mc-diagram").count()).isGreaterThanOrEqualTo(diagrams);
        walk.page().waitForTimeout(500);
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
