package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.calendar.Calendars;
import vn.motcua.dossier.Intake;
import vn.motcua.shared.Vietnam;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** A day off that is announced when dossiers have already been appointed to it. */
@DemoTest
class LateAnnouncementTest {

    /** In a year of its own: what is announced here moves no dossier of another test. */
    private static final Instant MONDAY = TestClock.at(2029, 3, 5, 8, 30);

    private static final String NAME = "Nghỉ do bão số 3";
    private static final String REASON = "Bão số 3 đổ bộ, mọi cơ quan tạm đóng cửa";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Calendars calendars;

    @AfterEach
    void takeBack() {
        jdbc.sql("DELETE FROM calendar.special_day WHERE date BETWEEN '2029-01-01' AND '2029-12-31'")
                .update();
        calendars.invalidate();
    }

    @Test
    void a_day_off_announced_late_moves_the_dossiers_due_then_and_each_says_why() {
        clock.set(MONDAY);
        var at = new AuthorityAtWork(application);
        var dossier = at.takeIn(at.filing(AuthorityAtWork.MARITAL_STATUS, AuthorityAtWork.WARD), clock.instant());
        Instant before = due(at, dossier);
        LocalDate dayOff = LocalDate.ofInstant(before, Vietnam.ZONE);
        clock.set(MONDAY.plusSeconds(600));

        try (var desk = new Desk(port);
                var applicant = Walk.onPhone(port)) {
            var admin = desk.of("admin");
            admin.follow("Quản trị");
            admin.follow("Lịch làm việc");
            admin.look("admin-calendars");
            admin.follow("Giải quyết hồ sơ cấp xã");
            admin.look("admin-year");
            var print = new Page.PdfOptions()
                    .setPreferCSSPageSize(true)
                    .setPath(Path.of("target", "screenshots", "admin-year.pdf"));
            assertThat(Papers.pages(admin.page().pdf(print))).as("sheets of A4").isLessThanOrEqualTo(2);
            admin.follow("Công bố ngày nghỉ, ngày làm bù");
            announce(admin, dayOff);

            var moving = moving(admin, dossier.code());
            assertThat(moving).contains(DATE.format(dayOff));
            assertThat(admin.text()).contains(NAME, "Giải quyết hồ sơ cấp xã", "Tiếp nhận và trả kết quả cấp huyện");
            admin.look("admin-preview");
            admin.type("ly-do", REASON);
            admin.press("Công bố");

            assertThat(admin.page().url()).contains("?da=cong-bo");
            assertThat(admin.text()).contains("hồ sơ đã dời hẹn").doesNotContain("Không hồ sơ nào");
            admin.look("admin-published");
            Instant after = due(at, dossier);
            assertThat(after).isAfter(before);
            String day = DATE.format(LocalDate.ofInstant(after, Vietnam.ZONE));
            assertThat(moving).contains(day);

            var officer = desk.open("dinhcong.motcua1", dossier.code());
            assertThat(officer.text()).contains(day, REASON);
            officer.look("desk-dossier-moved");
            applicant.track(dossier.code(), dossier.secret());
            applicant.page().locator("summary", having("Vì sao là ngày này")).click();
            assertThat(applicant.text()).contains(day, REASON, NAME);
            applicant.look("dossier-moved");

            admin.follow("Nhật ký thay đổi");
            assertThat(admin.text()).contains(NAME, REASON);
            admin.look("admin-log");
            otherForms(admin);
            admin.assertNothingWrong();
            officer.assertNothingWrong();
            applicant.assertNothingWrong();
        }
    }

    /** First with mistakes: what was typed stays. */
    private static void announce(Walk admin, LocalDate dayOff) {
        admin.look("admin-announce");
        admin.type("ten.0", NAME);
        admin.type("ngay.0", "31/2/2029");
        admin.press("Xem trước ảnh hưởng");
        assertThat(admin.page().locator("[data-error-summary]").innerText())
                .contains("Ngày này không có", "Hãy ghi số và ngày của văn bản");
        assertThat(admin.field("ten.0").inputValue()).isEqualTo(NAME);
        admin.look("admin-announce-refused");
        admin.press("Thêm ngày khác");
        assertThat(admin.field("ngay.0").inputValue()).isEqualTo("31/2/2029");
        admin.type("ngay.0", DATE.format(dayOff));
        admin.type("can-cu", "Công điện 12/CĐ-TTg");
        admin.press("Xem trước ảnh hưởng");
    }

    private static String moving(Walk admin, String code) {
        Locator row = admin.page().locator("#ho-so-doi tbody tr", having(code));
        assertThat(row.count()).as(admin.text()).isEqualTo(1);
        return row.innerText();
    }

    private static void otherForms(Walk admin) {
        for (var page : List.of("rut-lai", "nhap")) {
            admin.open("/quan-tri/lich/ward-processing/2029/" + page);
            admin.look("admin-" + page);
        }
        admin.open("/quan-tri/lich/ward-processing/gio-lam-viec");
        admin.look("admin-gio-lam-viec");
        admin.open("/quan-tri/lich/ward-reception/2026?lang=en");
        admin.look("admin-year-english");
    }

    private Instant due(AuthorityAtWork at, Intake.Accepted dossier) {
        return Objects.requireNonNull(
                at.read(dossier.code(), at.clerk(at.agency(AuthorityAtWork.WARD)), clock.instant())
                        .dueAt());
    }

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
