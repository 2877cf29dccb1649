package vn.motcua.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.DayName;
import vn.motcua.calendar.DayType;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.SpecialDay;
import vn.motcua.calendar.Week;
import vn.motcua.testing.BrowserSession;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class CalendarPagesTest {

    private static final String ID = "test-admin";
    private static final String YEAR = "/quan-tri/lich/" + ID + "/2027";
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate WEDNESDAY = LocalDate.of(2027, 3, 10);
    private static final Pattern REVISION = Pattern.compile("name=\"phien-ban\" value=\"(\\d+)\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    BrowserSession browser;

    @BeforeEach
    void calendarOfItsOwn() {
        Shift morning = new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0));
        Shift afternoon = new Shift(LocalTime.of(13, 0), LocalTime.of(17, 0));
        Map<DayOfWeek, List<Shift>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
            days.put(day, List.of(morning, afternoon));
        }
        days.put(DayOfWeek.SATURDAY, List.of(morning));
        Week week = new Week(FIRST, days);
        change(new CalendarChange.Create(
                ID, new DayName("Lịch để thử", "Calendar to try"), FIRST, LocalDate.of(2028, 12, 31), 480, week));
        browser = BrowserSession.open(port, BrowserSession.DESKTOP);
    }

    @AfterEach
    void forget() {
        browser.close();
        jdbc.sql("DELETE FROM calendar.calendar WHERE id = :id").param("id", ID).update();
        calendars.invalidate();
    }

    @Test
    void only_administrators_get_in() {
        List<String> pages = List.of(
                "/quan-tri",
                "/quan-tri/lich",
                "/quan-tri/lich/nhat-ky",
                "/quan-tri/lich/" + ID + "/gio-lam-viec",
                YEAR,
                YEAR + "/tep.ics",
                YEAR + "/cong-bo",
                YEAR + "/rut-lai",
                YEAR + "/nhap");
        assertThat(pages).allSatisfy(page -> assertThat(get(page).url()).endsWith("/dang-nhap"));

        signIn("hm.motcua1");
        assertThat(pages).allSatisfy(page -> assertThat(get(page).status()).isEqualTo(403));
        browser.page().navigate("/lam-viec");
        assertThat(browser.page().locator(".mc-top a[href='/quan-tri']").count())
                .isZero();
        String token = matched(TOKEN, browser.page().content());
        assertThat(browser.page()
                        .request()
                        .post(
                                YEAR + "/cong-bo",
                                RequestOptions.create()
                                        .setForm(form(announcement()).set("_csrf", token)))
                        .status())
                .isEqualTo(403);

        signIn("admin");
        assertThat(pages).allSatisfy(page -> assertThat(get(page).status()).isEqualTo(200));
        browser.page().navigate("/lam-viec");
        assertThat(browser.page().locator(".mc-top a[href='/quan-tri']").count())
                .isEqualTo(1);
    }

    @Test
    void the_list_says_who_works_by_which_calendar() {
        signIn("admin");

        browser.page().navigate("/quan-tri/lich");
        String wards = row("Tiếp nhận và trả kết quả cấp xã");
        assertThat(wards).contains("Tiếp nhận: 14 cơ quan", "1/1/2010", "31/12/2060", "thứ Bảy: 08:00–12:00");
        assertThat(row("Giải quyết hồ sơ cấp huyện")).contains("Giải quyết: Ủy ban nhân dân quận Hoàng Mai");
        assertThat(row("Lịch để thử")).contains("chưa cơ quan nào dùng", "Người quản trị các lịch để thử");
    }

    @Test
    void a_year_tells_every_day_in_words_not_by_colour_alone() {
        signIn("admin");

        browser.page().navigate("/quan-tri/lich/district-reception/2026");
        assertThat(browser.page().locator(".mc-month .mc-day").count()).isEqualTo(365);
        assertThat(day(8, 31)).isEqualTo("31N nghỉ theo thông báo: Nghỉ hoán đổi, làm bù ngày 22/8/2026");
        assertThat(day(8, 22))
                .startsWith("22B làm bù: Làm bù cho ngày 31/8/2026")
                .endsWith("08:00–12:00, 13:00–17:00");
        assertThat(day(9, 2)).isEqualTo("2L nghỉ theo luật: Quốc khánh 2/9");
        assertThat(day(8, 23)).isEqualTo("23 nghỉ hằng tuần");
        assertThat(day(8, 24)).isEqualTo("24 làm việc");
        assertThat(day(8, 29)).isEqualTo("29• làm việc một phần ngày theo giờ hằng tuần, 08:00–12:00");
        assertThat(get("/quan-tri/lich/district-reception/1900").status()).isEqualTo(404);
        assertThat(get("/quan-tri/lich/khong-co/2026").status()).isEqualTo(404);
        assertThat(get("/quan-tri/lich/%7Bx%7D").status()).isEqualTo(404);
    }

    @Test
    void what_is_wrong_is_told_at_its_field_in_the_reader_s_language_and_all_that_was_typed_stays() {
        signIn("admin");
        Map<String, String> typed = with(
                announcement(),
                "ngay.0",
                "31/2/2027",
                "gio.0",
                "sáng",
                "ten.0",
                "",
                "ten-en.0",
                "Mourning",
                "can-cu",
                "");

        APIResponse refused = post("/cong-bo", typed);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("<a href=\"#ngay.0\">Ngày này không có.", "id=\"ngay.0-loi\"", "id=\"gio.0-loi\"")
                .contains("id=\"ten.0-loi\"", "id=\"can-cu-loi\"")
                .contains("value=\"31/2/2027\"", "value=\"sáng\"", "value=\"Mourning\"");
        assertThat(post("/cong-bo?lang=en", typed).text()).contains("There is no such date.");
        browser.page().request().get(YEAR + "?lang=vi");

        APIResponse overlapping =
                post("/cong-bo", with(announcement(), "loai.0", "WORK", "gio.0", "8h-12h, 11:00-15h30"));
        assertThat(overlapping.text())
                .contains(
                        "<a href=\"#gio.0\">Ca làm việc riêng của ngày 10/3/2027 từ 11:00 đến 15:30 chồng lên ca khác.")
                .contains("value=\"8h-12h, 11:00-15h30\"");
        APIResponse twice = post(
                "/cong-bo",
                with(announcement(), "ngay.1", "9/3/2027", "den.1", "11/3/2027", "loai.1", "OFF", "ten.1", "Nghỉ"));
        assertThat(twice.text()).contains("<a href=\"#ngay.1\">Ngày 10/3/2027 được khai hai lần.");
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isTrue();
    }

    @Test
    void nothing_is_published_that_was_not_seen_as_it_stands_and_the_log_says_who_and_why() {
        signIn("admin");
        APIResponse preview = post("/cong-bo", announcement());
        assertThat(preview.text())
                .contains("Chưa có gì thay đổi", "thứ Tư, 10/3/2027", "nghỉ – Quốc tang", "Lịch để thử")
                .doesNotContain("Giải quyết hồ sơ cấp huyện");
        String revision = matched(REVISION, preview.text());
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isTrue();
        assertThat(post("/cong-bo", published(announcement(), revision, "  ")).text())
                .contains("<a href=\"#ly-do\">Hãy ghi lý do.</a>");

        change(new CalendarChange.Announce(
                ID,
                2027,
                List.of(new SpecialDay(
                        LocalDate.of(2027, 5, 5), DayType.OFF, new DayName("Khác", "Other"), null, "QĐ 1"))));
        APIResponse stale = post("/cong-bo", published(announcement(), revision, "Quốc tang theo thông báo"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text())
                .contains("Lịch đã thay đổi sau khi bạn xem trước nên chưa công bố", "Quốc tang theo thông báo");
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isTrue();

        var once = published(announcement(), matched(REVISION, stale.text()), "Quốc tang theo thông báo");
        APIResponse done = post("/cong-bo", once);
        assertThat(done.url()).contains(YEAR + "?da=cong-bo&doi=0");
        assertThat(done.text()).contains("Đã công bố. Không hồ sơ nào phải dời hẹn.");
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isFalse();
        assertThat(post("/cong-bo", once).text())
                .as("pressed twice")
                .contains("thay đổi này đã được công bố")
                .doesNotContain("nên chưa công bố");
        assertThat(get("/quan-tri/lich/nhat-ky?lich=" + ID).text())
                .contains("thứ Tư, 10/3/2027: nghỉ – Quốc tang (Thông báo 1/TB)", "Quốc tang theo thông báo")
                .contains("Ngày khác đi: 10/3/2027");
    }

    @Test
    void announced_days_can_be_taken_back() {
        change(new CalendarChange.Announce(
                ID,
                2027,
                List.of(new SpecialDay(WEDNESDAY, DayType.OFF, new DayName("Quốc tang", "Mourning"), null, "TB 1"))));
        signIn("admin");
        Map<String, String> chosen = Map.of("pham-vi", "rieng", "ngay", "2027-03-10");

        assertThat(post("/rut-lai", Map.of("pham-vi", "rieng")).text()).contains("Hãy chọn ít nhất một ngày.");
        APIResponse preview = post("/rut-lai", chosen);
        assertThat(preview.text()).contains("nghỉ – Quốc tang", "08:00–12:00, 13:00–17:00");
        APIResponse done =
                post("/rut-lai", published(chosen, matched(REVISION, preview.text()), "Thông báo đã bị hủy"));

        assertThat(done.url()).contains("?da=cong-bo");
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isTrue();
    }

    @Test
    void weekly_hours_get_a_successor_and_the_days_before_keep_theirs() {
        signIn("admin");
        String address = "/quan-tri/lich/" + ID + "/gio-lam-viec";
        Map<String, String> hours =
                Map.of("tu-ngay", "1/7/2027", "gio.1", "07:30-11:30, 13:00-16:30", "gio.3", "7h30-11h30", "gio.6", "");

        APIResponse refused = postTo(address, with(hours, "gio.1", "08:00-12:00, 11:00-17:00", "tu-ngay", "mai"));
        assertThat(refused.text())
                .contains("id=\"tu-ngay-loi\"", "value=\"08:00-12:00, 11:00-17:00\"", "value=\"mai\"");
        assertThat(postTo(address, with(hours, "gio.1", "08:00-12:00, 11:00-17:00"))
                        .text())
                .contains("<a href=\"#gio.1\">Ca làm việc của thứ Hai từ 11:00 đến 17:00 chồng lên ca khác.");
        APIResponse preview = postTo(address, hours);
        assertThat(preview.text()).contains("Chỉ liệt kê những ngày đầu");
        APIResponse done = postTo(address, published(hours, matched(REVISION, preview.text()), "Giờ mùa hè"));

        assertThat(done.url()).contains(YEAR + "?da=cong-bo");
        assertThat(done.text()).contains("thứ Hai: 07:30–11:30, 13:00–16:30", "Từ 1/7/2027", "Từ 1/1/2026");
        assertThat(calendars.byId(ID).workingMinutesOn(LocalDate.of(2027, 6, 28)))
                .isEqualTo(480);
        assertThat(calendars.byId(ID).workingMinutesOn(LocalDate.of(2027, 7, 5)))
                .isEqualTo(450);
    }

    @Test
    void the_length_of_a_working_day_is_changed_with_a_preview_and_nonsense_is_refused() {
        signIn("admin");
        String address = "/quan-tri/lich/" + ID + "/ngay-lam-viec";
        assertThat(postTo(address, Map.of("so-phut", "tám giờ")).text())
                .contains("<a href=\"#so-phut\">Số phút là một số nguyên từ 1 đến", "value=\"tám giờ\"");
        assertThat(postTo(address, Map.of("so-phut", "0")).status()).isEqualTo(422);

        APIResponse preview = postTo(address, Map.of("so-phut", "420"));
        assertThat(preview.text()).contains("Lịch để thử: một ngày làm việc của thời hạn từ 480 phút thành 420 phút.");
        assertThat(calendars.byId(ID).minutesPerDay()).as("nothing is done yet").isEqualTo(480);
        APIResponse done =
                postTo(address, published(Map.of("so-phut", "420"), matched(REVISION, preview.text()), "Giờ làm mới"));

        assertThat(done.text()).contains("Một ngày làm việc của thời hạn là 420 phút.");
        assertThat(calendars.byId(ID).minutesPerDay()).isEqualTo(420);
    }

    @Test
    void a_calendar_file_is_shown_before_it_is_taken_and_its_faults_are_told_by_line() {
        signIn("admin");
        APIResponse export = get(YEAR + "/tep.ics");
        assertThat(export.headers()).containsEntry("content-type", "text/calendar;charset=UTF-8");
        assertThat(export.headers().get("content-disposition")).contains("test-admin-2027.ics");
        assertThat(upload(export.text()).text()).contains("ngày trong tệp đều đã có: không có gì để nhập.");

        String other = """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Test//VI
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20270310
                SUMMARY:Quốc tang
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:%s
                SUMMARY:Tết Dương lịch, thay
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n");
        APIResponse faulty = upload(other.formatted("20280101"));
        assertThat(faulty.status()).isEqualTo(422);
        assertThat(faulty.text())
                .contains("<a href=\"#tep\">Dòng 9: ngày 1/1/2028 không thuộc năm 2027.", "Chưa có gì được nhập")
                .contains("value=\"Thông báo 2/TB\"");
        assertThat(upload("không phải lịch").text()).contains("không phải tệp iCalendar");

        APIResponse preview = upload(other.formatted("20270101"));
        assertThat(preview.text()).contains("Trong tệp có 2 ngày", "<b>thêm</b>", "<b>thay ngày hiện có</b>");
        assertThat(calendars.byId(ID).isWorkingDay(WEDNESDAY)).isTrue();
        browser.page().setContent(preview.text().replace("action=\"", "action=\"http://localhost:" + port));
        browser.page().locator("[name='ly-do']").fill("Theo tệp đã nhận");
        browser.page().locator("button[value='cong-bo']").click();
        browser.page().waitForURL("**?da=cong-bo**");

        assertThat(calendars.byId(ID).special(WEDNESDAY)).hasValueSatisfying(day -> {
            assertThat(day.name().vi()).isEqualTo("Quốc tang");
            assertThat(day.source()).isEqualTo("Thông báo 2/TB");
        });
        assertThat(upload(other.formatted("20270101")).text()).contains("Cả 2 ngày trong tệp đều đã có");
    }

    private static Map<String, String> announcement() {
        return Map.of(
                "pham-vi", "rieng",
                "can-cu", "Thông báo 1/TB",
                "ngay.0", "10/3/2027",
                "den.0", "",
                "loai.0", "OFF",
                "gio.0", "",
                "ten.0", "Quốc tang",
                "ten-en.0", "State mourning");
    }

    private static Map<String, String> published(Map<String, String> typed, String revision, String reason) {
        return with(typed, "viec", "cong-bo", "phien-ban", revision, "ly-do", reason);
    }

    private static Map<String, String> with(Map<String, String> typed, String... more) {
        Map<String, String> all = new HashMap<>(typed);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private void change(CalendarChange change) {
        calendars
                .apply(
                        calendars.preview(change).orElseThrow(),
                        "Người quản trị các lịch để thử",
                        "Thử",
                        TestClock.START)
                .orElseThrow();
    }

    private APIResponse get(String address) {
        return browser.page().request().get(address);
    }

    private APIResponse post(String action, Map<String, String> typed) {
        return postTo(YEAR + action, typed);
    }

    private APIResponse postTo(String address, Map<String, String> typed) {
        return browser.page()
                .request()
                .post(address, RequestOptions.create().setForm(form(typed).set("_csrf", token())));
    }

    private static FormData form(Map<String, String> typed) {
        FormData form = FormData.create();
        typed.forEach(form::set);
        return form;
    }

    private APIResponse upload(String file) {
        FormData form = form(Map.of("pham-vi", "rieng", "can-cu", "Thông báo 2/TB", "_csrf", token()));
        form.set("tep", new FilePayload("lich.ics", "text/calendar", file.getBytes(StandardCharsets.UTF_8)));
        return browser.page()
                .request()
                .post(YEAR + "/nhap", RequestOptions.create().setMultipart(form));
    }

    private String token() {
        return matched(TOKEN, get(YEAR + "/cong-bo").text());
    }

    private static String matched(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    private void signIn(String login) {
        browser.page().context().clearCookies();
        browser.page().navigate("/dang-nhap");
        browser.page().locator("[name=ten-dang-nhap]").fill(login);
        browser.page().locator("[name=mat-khau]").fill("motcua-demo");
        browser.page().locator("form button[type=submit]").last().click();
        browser.page().waitForLoadState();
    }

    private String row(String name) {
        return browser.page().locator("tbody tr").allInnerTexts().stream()
                .filter(text -> text.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is written in a day's cell, spaces as one. */
    private String day(int month, int day) {
        return Stream.of(browser.page()
                        .locator(".mc-month")
                        .nth(month - 1)
                        .locator(".mc-day")
                        .nth(day - 1)
                        .textContent())
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .findFirst()
                .orElseThrow();
    }
}
