package vn.motcua.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.CERTIFIED_COPY;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.WARD;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.catalog.Channel;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Intake;
import vn.motcua.organization.Actor;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class DossierPageTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired
    ApplicationContext application;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    AuthorityAtWork at;
    Actor.Officer clerk;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        clerk = at.clerk(at.agency(WARD));
    }

    @Test
    void of_two_officers_at_one_task_one_wins_and_the_other_is_told_by_whom_and_when() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), clock.instant(), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        TaskSummary task = at.open(a.id(), "examine");
        Screen first = signIn("dinhcong.tuphap1");
        Screen second = signIn("dinhcong.tuphap2");
        String page = "/lam-viec/ho-so/" + a.code();
        String seen = second.get(page).body();
        assertThat(seen).contains("Nhận việc về tôi");

        assertThat(first.submit(page, "/nhan-viec", "viec", task.id().value()).statusCode())
                .isEqualTo(302);
        HttpResponse<String> late =
                second.submit(page, "/nhan-viec", "viec", task.id().value());

        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body())
                .contains("đã được Phan Thị Làm Thử nhận lúc 08:00 24/08/2026")
                .contains("Đang giải quyết: Phan Thị Làm Thử");
    }

    @Test
    void a_decision_from_a_stale_page_is_refused_with_what_changed_and_keeps_what_was_typed() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "assign", "assigned", clock.instant());
        TaskSummary task = at.open(a.id(), "examine");
        Actor.Officer specialist = at.answering(task);
        int seen = at.version(a.id(), specialist, clock.instant());
        at.casework.claim(a.id(), task.id(), specialist, clock.instant()).orElseThrow();
        Screen screen = signIn(login(specialist));
        String page = "/lam-viec/ho-so/" + a.code();

        HttpResponse<String> refused = screen.submit(
                page,
                "/bo-sung",
                "phien-ban",
                seen,
                "khoa",
                AuthorityAtWork.newKey(),
                "bo-sung.items",
                "ban-ve",
                "bo-sung.how.ban-ve",
                "thêm mặt cắt móng",
                "bo-sung.reason",
                "Bản vẽ chưa đủ để thẩm định");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Hồ sơ vừa thay đổi sau khi bạn mở trang này. " + specialist.displayName()
                        + ", lúc 08:00 24/8/2026: Đã nhận việc.")
                .contains("Bản vẽ chưa đủ để thẩm định")
                .contains("thêm mặt cắt móng");
    }

    @Test
    void a_refusal_without_reason_is_marked_at_its_fields_and_does_nothing() {
        Filed filed = at.file(at.filing(BIRTH, WARD), clock.instant());
        Screen screen = signIn("dinhcong.motcua1");
        String page = "/lam-viec/ho-so/" + filed.code();

        HttpResponse<String> refused = screen.submit(
                page, "/tu-choi", "phien-ban", 1, "khoa", AuthorityAtWork.newKey(), "tu-choi.legalBasis", "Điều 5");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("<a href=\"#tu-choi.reason\">Hãy ghi lý do.</a>")
                .contains("value=\"Điều 5\"");
        assertThat(screen.get(page).body()).contains("Tiếp nhận và hẹn ngày trả");
    }

    @Test
    void a_new_date_is_given_with_an_apology_and_an_unanswered_supplement_ends_the_dossier() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "assign", "assigned", clock.instant());
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        Screen screen = signIn(login(specialist));
        String page = "/lam-viec/ho-so/" + a.code();
        assertThat(screen.get(page).body())
                .as("for the head to decide")
                .doesNotContain("Xin lỗi và hẹn lại ngày trả kết quả");
        Actor.Officer chief = at.officer("hm.qldt.truong");
        Screen head = signIn("hm.qldt.truong");
        assertThat(head.get(page).body())
                .contains("Xin lỗi và hẹn lại ngày trả kết quả", "Ngày hẹn lại muộn nhất là thứ");

        HttpResponse<String> refused = clock(head, page, chief, a, "apologise", "thoi-han.due", "ngày mai");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Hãy ghi ngày và giờ hẹn lại.").contains("Nhiều hồ sơ cùng lúc");
        assertThat(clock(head, page, chief, a, "apologise", "thoi-han.due", "2027-09-30T16:00")
                        .body())
                .contains("<a href=\"#thoi-han.due\">Ngày hẹn lại muộn nhất là");
        assertThat(clock(head, page, chief, a, "apologise", "thoi-han.due", "2026-09-12T09:00")
                        .body())
                .as("a Saturday")
                .contains("<a href=\"#thoi-han.due\">");

        assertThat(clock(head, page, chief, a, "apologise", "thoi-han.due", "2026-09-21T16:00")
                        .statusCode())
                .isEqualTo(302);
        assertThat(screen.get(page).body()).contains("16:00").contains("thu-xin-loi.pdf");
        assertThat(screen.get(page + "/thu-xin-loi.pdf").statusCode()).isEqualTo(200);
        assertThat(screen.get(page).body())
                .as("given once, it is not offered again")
                .doesNotContain("Xin lỗi và hẹn lại ngày trả kết quả");
        assertThat(head.get(page).body()).doesNotContain("Xin lỗi và hẹn lại ngày trả kết quả");

        at.askSupplement(a.id(), specialist, clock.instant()).orElseThrow();
        assertThat(clock(screen, page, specialist, a, "discontinue", "thoi-han.legalBasis", "Điều 1")
                        .body())
                .contains("Chỉ dừng giải quyết được sau 30 ngày");
        at.appointments
                .discontinue(
                        a.id(),
                        at.version(a.id(), specialist, clock.instant()),
                        "Không bổ sung",
                        "Điều 1",
                        specialist,
                        AuthorityAtWork.newKey(),
                        clock.instant().plus(Duration.ofDays(34)))
                .orElseThrow();
        assertThat(screen.get(page + "/thong-bao-dung.pdf").statusCode()).isEqualTo(200);
    }

    @Test
    void another_agency_is_asked_and_the_page_says_until_when_and_takes_its_answer() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "assign", "assigned", clock.instant());
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        Screen screen = signIn(login(specialist));
        String page = "/lam-viec/ho-so/" + a.code();
        assertThat(screen.get(page).body())
                .contains("Cơ quan được hỏi có 12 ngày để trả lời", "Luật Xây dựng 2014")
                .contains("Nếu hỏi ngay bây giờ, thời hạn trả lời là thứ ")
                .doesNotContain("Số ngày làm việc để trả lời");

        HttpResponse<String> refused = clock(screen, page, specialist, a, "consult", "thoi-han.other", " ");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("<a href=\"#thoi-han.asked\">Hãy chọn cơ quan được hỏi ý kiến")
                .contains("Nhiều hồ sơ cùng lúc");

        assertThat(clock(screen, page, specialist, a, "consult", "thoi-han.other", "Sở Xây dựng Hà Nội")
                        .statusCode())
                .isEqualTo(302);
        assertThat(screen.get(page).body())
                .contains("Ghi câu trả lời: cơ quan được hỏi đồng ý")
                .contains(
                        "Đang hỏi ý kiến Sở Xây dựng Hà Nội đến thứ Hai, 7/9/2026 17:00, thời hạn của hồ sơ vẫn chạy; quá thời điểm đó không trả lời thì coi như đồng ý");

        clock.advance(Duration.ofDays(20));
        assertThat(screen.get(page).body()).as("too late to record an answer").doesNotContain("answer-AGREE");
        clock.advance(Duration.ofDays(-20));
        assertThat(clock(screen, page, specialist, a, "answer-AGREE", "thoi-han.due", "")
                        .statusCode())
                .isEqualTo(302);
        assertThat(screen.get(page).body())
                .contains("Cơ quan được hỏi ý kiến đồng ý")
                .doesNotContain("thời hạn được tính tiếp")
                .contains("Đã hỏi ý kiến cơ quan khác");
        assertThat(screen.get(page + "/phieu-kiem-soat.pdf").statusCode()).isEqualTo(200);
    }

    @Test
    void the_head_is_shown_the_new_date_before_extending_and_gets_the_notice_to_sign() throws IOException {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "assign", "assigned", clock.instant());
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        Actor.Officer chief = at.officer("hm.qldt.truong");
        String page = "/lam-viec/ho-so/" + a.code();
        assertThat(signIn(login(specialist)).get(page).body()).doesNotContain("Gia hạn theo quy định");
        Screen head = signIn("hm.qldt.truong");
        assertThat(head.get(page).body())
                .contains("Gia hạn theo quy định thêm 10 ngày")
                .contains("Ngày hẹn đang là thứ Ba, 8/9/2026 17:00; sau khi gia hạn là thứ Sáu, 18/9/2026 17:00");

        assertThat(clock(head, page, chief, a, "extend-complaint", "thoi-han.due", "")
                        .body())
                .contains("Không có quy định gia hạn này.");
        assertThat(clock(head, page, chief, a, "extend-construction-permit", "thoi-han.due", "")
                        .statusCode())
                .isEqualTo(302);

        assertThat(head.get(page).body()).contains("gia-han.pdf").doesNotContain("Gia hạn theo quy định thêm");
        assertThat(text(head, page + "/gia-han.pdf", "deskb-extension"))
                .contains("THÔNG BÁO GIA HẠN", "ngày 18 tháng 9 năm 2026", "Nhiều hồ sơ cùng lúc");
    }

    private HttpResponse<String> clock(
            Screen screen,
            String page,
            Actor.Officer officer,
            Intake.Accepted a,
            String act,
            String field,
            String value) {
        return screen.submit(
                page,
                "/thoi-han",
                "phien-ban",
                at.version(a.id(), officer, clock.instant()),
                "khoa",
                AuthorityAtWork.newKey(),
                "thoi-han.act",
                act,
                field,
                value,
                "thoi-han.reason",
                "Nhiều hồ sơ cùng lúc");
    }

    @Test
    void an_officer_of_another_ward_finds_no_such_dossier() {
        Filed filed = at.file(at.filing(BIRTH, WARD), clock.instant());
        Screen other = signIn("vinhhung.motcua1");

        assertThat(other.get("/lam-viec/ho-so/" + filed.code()).statusCode()).isEqualTo(404);
        assertThat(other.get("/lam-viec/ho-so/" + filed.code() + "/phieu-kiem-soat.pdf")
                        .statusCode())
                .isEqualTo(404);
        assertThat(other.get("/lam-viec/ho-so/000.00.08.H26-260824-9999").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_leader_approves_many_and_is_told_of_each_what_became_of_it() {
        Intake.Accepted one = toSign();
        Intake.Accepted two = toSign();
        Screen leader = signIn("dinhcong.lanhdao2");
        leader.get("/lam-viec/ho-so/" + one.code());
        leader.get("/lam-viec/ho-so/" + two.code());
        String list = leader.get("/lam-viec/duyet").body();
        String first = choice(list, one.code());
        String second = choice(list, two.code());
        at.step(two.id(), "sign", "return", clock.instant());

        HttpResponse<String> done =
                leader.submit("/lam-viec/duyet", "", "khoa", AuthorityAtWork.newKey(), "chon", first, "chon", second);

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body())
                .contains("Đã duyệt 1 trong 2 hồ sơ đã chọn")
                .contains("Bước này đã được Đỗ Thị Mẫu làm xong lúc 08:00");
        assertThat(at.open(one.id())).extracting(TaskSummary::elementId).containsExactly("stamp");
        assertThat(at.open(two.id())).extracting(TaskSummary::elementId).containsExactly("register");
    }

    @Test
    void a_leader_approves_together_only_what_they_have_seen_as_it_stands() {
        Intake.Accepted a = toSign();
        TaskSummary task = at.open(a.id(), "sign");
        String forged = "%d/%d/%d/1/%s".formatted(a.id().value(), task.id().value(), task.version(), a.code());
        Screen leader = signIn("dinhcong.lanhdao2");
        assertThat(rowOf(leader, a.code())).contains("Mở để xem").doesNotContain("type=\"checkbox\"");

        String refused = leader.submit("/lam-viec/duyet", "", "khoa", AuthorityAtWork.newKey(), "chon", forged)
                .body();
        assertThat(refused).contains("Đã duyệt 0 trong 1").contains("bạn chưa mở xem hồ sơ này");
        assertThat(at.open(a.id())).extracting(TaskSummary::elementId).containsExactly("sign");

        leader.get("/lam-viec/ho-so/" + a.code());
        assertThat(rowOf(leader, a.code())).contains("Đã xem 08:00").contains(forged);

        clock.advance(Duration.ofMinutes(1));
        at.casework
                .claim(a.id(), task.id(), at.officer("dinhcong.lanhdao2"), clock.instant())
                .orElseThrow();
        assertThat(rowOf(leader, a.code())).contains("Đã thay đổi, mở để xem lại");
    }

    @Test
    void the_head_says_who_works_on_it_and_that_officer_gets_the_next_step() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        TaskSummary task = at.open(a.id(), "assign");
        Actor.Officer specialist = at.officer("hm.qldt2");
        Screen head = signIn("hm.qldt.truong");
        String page = "/lam-viec/ho-so/" + a.code();
        Object[] decision = {
            "viec",
            task.id().value(),
            "viec-ban",
            task.version(),
            "noi-dung-ban",
            1,
            "ket-qua",
            "assigned",
            "khoa",
            AuthorityAtWork.newKey(),
            "q" + task.id().value() + ".note",
            "Ưu tiên hồ sơ này",
            "q" + task.id().value() + ".assignee",
            ""
        };
        assertThat(head.get(page).body()).contains("Người thụ lý").contains(specialist.displayName());

        HttpResponse<String> nobody = head.submit(page, "/quyet-dinh", decision);
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(nobody.body()).contains("Hãy chọn người thụ lý.").contains("Ưu tiên hồ sơ này");

        decision[decision.length - 1] = specialist.id().value();
        assertThat(head.submit(page, "/quyet-dinh", decision).statusCode()).isEqualTo(302);

        assertThat(at.open(a.id(), "examine").holder()).isEqualTo(specialist.id());
        assertThat(head.get(page).body())
                .contains("<b>Phòng Quản lý đô thị</b> · " + specialist.displayName())
                .contains("Đã giao cho đồng nghiệp");
    }

    @Test
    void who_was_slower_is_told_by_whom_and_gets_back_what_they_wrote() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), clock.instant(), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        TaskSummary task = at.open(a.id(), "examine");
        Screen second = signIn("dinhcong.tuphap2");
        String page = "/lam-viec/ho-so/" + a.code();
        second.get(page);
        at.step(a.id(), "examine", "eligible", clock.instant());

        HttpResponse<String> refused = second.submit(
                page,
                "/quyet-dinh",
                "viec",
                task.id().value(),
                "viec-ban",
                task.version(),
                "noi-dung-ban",
                1,
                "khoa",
                AuthorityAtWork.newKey(),
                "ket-qua",
                "eligible",
                "q" + task.id().value() + ".note",
                "Đã gọi bệnh viện xác minh giấy chứng sinh");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Chưa thực hiện được")
                .doesNotContain("Có chỗ cần sửa")
                .contains("Bước này đã được Phan Thị Làm Thử làm xong lúc 08:00")
                .contains("Bạn đã viết, chưa được ghi vào hồ sơ")
                .contains("Đã gọi bệnh viện xác minh giấy chứng sinh");
    }

    @Test
    void an_unpaid_fee_is_asked_for_before_the_result_is_returned_and_not_after() {
        Intake.Accepted a = (Intake.Accepted) at.reception.takeIn(
                at.filing(CERTIFIED_COPY, WARD),
                Channel.COUNTER,
                null,
                clerk,
                AuthorityAtWork.newKey(),
                clock.instant());
        while (!at.open(a.id()).getFirst().work().equals("RETURN")) {
            TaskSummary next = at.open(a.id()).getFirst();
            at.step(a.id(), next.elementId(), next.outcomes().getFirst().key(), clock.instant());
        }
        Screen screen = signIn("dinhcong.motcua1");
        String page = "/lam-viec/ho-so/" + a.code();
        String before = screen.get(page).body();
        assertThat(before).contains("Hãy thu trước khi trả kết quả").contains("action=\"" + page + "/thu-phi\"");
        assertThat(before).contains(">Ghi chú ").doesNotContain("Ghi chú cho bước sau");

        TaskSummary last = at.open(a.id()).getFirst();
        at.step(a.id(), last.elementId(), last.outcomes().getFirst().key(), clock.instant());

        assertThat(screen.get(page + "?da=quyet-dinh").body())
                .contains("Đã trả kết quả, hồ sơ hoàn thành.")
                .doesNotContain("sang bước tiếp theo", "Đang ở", "/thu-phi\"");
    }

    @Test
    void a_stopped_clock_is_not_shown_running_and_two_offices_are_both_named() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "assign", "assigned", clock.instant());
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        at.askSupplement(a.id(), specialist, clock.instant()).orElseThrow();
        Screen screen = signIn("hm.motcua1");
        String page = "/lam-viec/ho-so/" + a.code();
        assertThat(screen.get(page).body())
                .contains("tạm dừng từ thứ Hai, 24/8/2026 08:00 · hạn sẽ tính lại khi có bổ sung")
                .doesNotContain("Hẹn trả <time");

        at.casework
                .supplyAtCounter(
                        a.id(),
                        List.of(AuthorityAtWork.paper("ban-ve")),
                        clerk(DISTRICT),
                        AuthorityAtWork.newKey(),
                        clock.instant())
                .orElseThrow();
        at.step(a.id(), "examine", "complete", clock.instant());
        assertThat(screen.get(page).body()).containsPattern("<b>Phòng [^<]+ và Phòng [^<]+</b>");
    }

    @Test
    void the_register_of_a_unit_is_printed_for_a_period_and_each_look_is_logged() throws IOException {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        Screen screen = signIn("hm.motcua1");
        String unit = Long.toString(clerk(DISTRICT).posts().getFirst().unit().value());
        String asked = "/lam-viec/so-theo-doi?don-vi=" + unit + "&den=31/8/2026&tu=";

        assertThat(text(screen, asked + "1/8/2026", "deskb-07"))
                .contains(
                        "SỔ THEO DÕI HỒ SƠ",
                        "Nguyễn Thị Ví Dụ",
                        a.code().substring(a.code().length() - 4));
        assertThat(screen.get(asked + "32/8/2026").body()).contains("“32/8/2026” không phải một ngày");
        assertThat(screen.get("/lam-viec/so-theo-doi?don-vi=999999&tu=1/8/2026&den=2/8/2026")
                        .statusCode())
                .isEqualTo(422);
        assertThat(jdbc.sql("SELECT count(*) FROM dossier.access_log WHERE dossier_id = :id AND purpose = 'register'")
                        .param("id", a.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private Actor.Officer clerk(String agency) {
        return at.clerk(at.agency(agency));
    }

    private static String rowOf(Screen screen, String code) {
        String list = screen.get("/lam-viec/duyet").body();
        int at = list.indexOf(">" + code + "<");
        assertThat(at).as(code + " waits for approval").isPositive();
        return list.substring(list.lastIndexOf("<tr", at), list.indexOf("</tr>", at));
    }

    @Test
    void what_was_typed_into_a_form_the_step_has_no_more_is_shown_to_be_kept_to_the_last_word() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), clock.instant(), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        TaskSummary task = at.open(a.id(), "examine");
        Screen screen = signIn("dinhcong.tuphap1");
        String answers = "q" + task.id().value() + ".answers.";

        HttpResponse<String> refused = screen.submit(
                "/lam-viec/ho-so/" + a.code(),
                "/quyet-dinh",
                "viec",
                task.id().value(),
                "viec-ban",
                task.version(),
                "noi-dung-ban",
                1,
                "khoa",
                AuthorityAtWork.newKey(),
                "ket-qua",
                "gone",
                answers + "width",
                "1,75",
                answers + "neighbour",
                "Mẫu-Thử");

        assertThat(refused.statusCode()).isEqualTo(422);
        String kept = refused.body().substring(refused.body().indexOf("mc-unsaved"));
        assertThat(kept.substring(0, kept.indexOf("</section>"))).contains("1,75", "Mẫu-Thử");
    }

    @Test
    void every_form_of_a_dossier_opens_and_says_what_the_ledger_says() throws IOException {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        at.step(a.id(), "forward", "forward", TestClock.at(2026, 8, 24, 10, 0));
        at.step(a.id(), "assign", "assigned", TestClock.at(2026, 8, 25, 8, 0));
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        at.askSupplement(a.id(), specialist, TestClock.at(2026, 8, 26, 10, 0)).orElseThrow();
        Filed refused = at.file(at.filing(CONSTRUCTION, DISTRICT), clock.instant());
        Actor.Officer desk = at.clerk(at.agency(DISTRICT));
        at.reception
                .refuse(
                        refused.id(),
                        1,
                        "Thửa đất đang có tranh chấp.",
                        "Điều 91 Luật Xây dựng",
                        desk,
                        AuthorityAtWork.newKey(),
                        clock.instant())
                .orElseThrow();
        Screen screen = signIn("hm.motcua1");
        String page = "/lam-viec/ho-so/" + a.code();

        assertThat(text(screen, page + "/giay-tiep-nhan.pdf", "deskb-01"))
                .contains(a.code(), a.secret(), "17 giờ 00 phút, ngày 08 tháng 9 năm 2026");
        assertThat(text(screen, page + "/phieu-bo-sung.pdf", "deskb-02"))
                .contains(a.code(), "Bản vẽ thiếu mặt cắt móng", specialist.displayName());
        assertThat(text(screen, "/lam-viec/ho-so/" + refused.code() + "/phieu-tu-choi.pdf", "deskb-03"))
                .contains(refused.code(), "Thửa đất đang có tranh chấp.", "Điều 91 Luật Xây dựng");
        assertThat(text(screen, page + "/phieu-kiem-soat.pdf", "deskb-06"))
                .contains(a.code(), "Phòng Quản lý đô thị", desk.displayName(), "10:00 24/08/2026")
                .doesNotContain("chưa nhận");
        Intake.Accepted paid = at.takeIn(at.filing(CERTIFIED_COPY, WARD), clock.instant());
        assertThat(text(signIn("dinhcong.motcua1"), "/lam-viec/ho-so/" + paid.code() + "/bien-lai.pdf", "deskb-bl"))
                .contains("BIÊN LAI", paid.code());
        assertThat(screen.get(page + "/phieu-tu-choi.pdf").statusCode()).isEqualTo(404);
    }

    private Intake.Accepted toSign() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), clock.instant(), clock.instant());
        at.step(a.id(), "forward", "forward", clock.instant());
        at.step(a.id(), "examine", "eligible", clock.instant());
        at.step(a.id(), "register", "submit", clock.instant());
        return a;
    }

    private static String choice(String list, String code) {
        Matcher m = Pattern.compile("name=\"chon\" value=\"([^\"]*" + Pattern.quote(code) + ")\"")
                .matcher(list);
        assertThat(m.find()).as(code + " waits for approval").isTrue();
        return m.group(1);
    }

    private String login(Actor.Officer officer) {
        return List.of("hm.qldt1", "hm.qldt2", "hm.qldt3").stream()
                .filter(l -> at.officer(l).id().equals(officer.id()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Screen screen, String address, String picture) throws IOException {
        HttpResponse<byte[]> answer = screen.bytes(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("inline");
        try (var pdf = Loader.loadPDF(answer.body())) {
            Path folder = Path.of("target", "screenshots");
            Files.createDirectories(folder);
            ImageIO.write(
                    new PDFRenderer(pdf).renderImageWithDPI(0, 70),
                    "png",
                    folder.resolve(picture + ".png").toFile());
            return new PDFTextStripper().getText(pdf);
        }
    }

    private Screen signIn(String login) {
        Screen screen = new Screen(port);
        screen.submit("/dang-nhap", "", "ten-dang-nhap", login, "mat-khau", "motcua-demo");
        return screen;
    }

    /** An officer's browser: cookies, and forms with the token of the page they stand on. */
    private static final class Screen {

        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        private final String home;

        Screen(int port) {
            home = "http://localhost:" + port;
        }

        HttpResponse<String> get(String address) {
            return send(request(address).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<byte[]> bytes(String address) {
            return send(request(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }

        HttpResponse<String> submit(String page, String action, Object... fields) {
            Matcher token = TOKEN.matcher(get(page).body());
            assertThat(token.find()).as("a form on " + page).isTrue();
            StringBuilder body = new StringBuilder("_csrf=" + encoded(token.group(1)));
            for (int i = 0; i < fields.length; i += 2) {
                body.append('&').append(encoded(fields[i])).append('=').append(encoded(fields[i + 1]));
            }
            return send(
                    request(page + action)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        private HttpRequest.Builder request(String address) {
            return HttpRequest.newBuilder(URI.create(home + address)).header("Accept", "text/html,*/*;q=0.8");
        }

        private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            try {
                return client.send(request, handler);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static String encoded(Object value) {
            return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        }
    }
}
