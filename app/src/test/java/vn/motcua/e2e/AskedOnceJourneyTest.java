package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.VersionsForTests;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.organization.Actor;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** A second filing does not ask again for what is known, if its person agrees; a draft survives a change of its procedure. */
@DemoTest
class AskedOnceJourneyTest {

    private static final String WARD = "Ủy ban nhân dân phường Định Công";
    private static final String SECOND = "/thu-tuc/1.000689/nop";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Files files;

    @Autowired
    Drafts drafts;

    @Autowired
    TestClock clock;

    AuthorityAtWork at;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
    }

    @Test
    void a_second_filing_is_filled_in_and_a_paper_used_again_after_a_yes() {
        var scan = scan("giay-chung-sinh-cu.pdf");
        var first = filedBy("gia-lap-6", "099078000006", scan);
        try (var citizen = Walk.onPhone(port)) {
            signIn(citizen, "gia-lap-6");
            begin(citizen);
            assertThat(citizen.path()).endsWith("/dien-san");
            assertThat(citizen.page().locator("input[name=dong-y]:checked").count())
                    .as("nothing is chosen beforehand")
                    .isZero();
            assertThat(citizen.text())
                    .contains("Từ tài khoản VNeID", "Vũ Đức Minh Họa", "Từ hồ sơ " + first.code(), "Nguyễn Thị Ví Dụ");
            citizen.look("known-asked");
            citizen.press("Tiếp tục");
            assertThat(citizen.page().locator("[data-error-summary]").innerText())
                    .contains("đồng ý hay không");
            citizen.choose("dong-y", "co");
            citizen.press("Tiếp tục");

            assertThat(citizen.field("applicant.name").inputValue()).isEqualTo("Vũ Đức Minh Họa");
            assertThat(citizen.text()).contains("Bạn đã đồng ý", "Điền sẵn từ tài khoản VNeID");
            citizen.look("known-applicant");
            citizen.press("Lưu và tiếp tục");
            assertThat(citizen.field("childName").inputValue()).isEmpty();
            citizen.answer(
                    "childName", "Nguyễn Minh Hai",
                    "childSex", "male",
                    "childBirthDate", "12/08/2026",
                    "birthPlace", "Bệnh viện Ví Dụ, Hà Nội",
                    "birthProof", "paper");
            citizen.press("Lưu và tiếp tục");
            assertThat(citizen.field("childEthnicity").inputValue()).isEqualTo("Kinh");
            assertThat(citizen.text()).contains("Điền sẵn từ hồ sơ 1.001193 ngày 24/8/2026");
            citizen.type("childHometown", "Đại Kim, Hà Nội");
            citizen.press("Lưu và tiếp tục");
            assertThat(citizen.field("motherName").inputValue()).isEqualTo("Nguyễn Thị Ví Dụ");
            assertThat(citizen.field("motherBirthDate").inputValue()).contains("1995");
            citizen.answer(
                    "motherEthnicity", "Kinh",
                    "motherResidence.unit", "00307 phường Định Công",
                    "motherResidence.detail", "Số 1 ngõ Ví Dụ");
            citizen.look("known-mother");
            citizen.press("Lưu và tiếp tục");
            citizen.answer(
                    "fatherName", "Vũ Đức Minh Họa",
                    "fatherBirthDate", "24/12/1978",
                    "fatherIdentity", "099078000006",
                    "fatherEthnicity", "Kinh",
                    "fatherResidence.unit", "khac",
                    "fatherResidence.province", "H24 thành phố Hải Phòng",
                    "fatherResidence.commune", "xã Ví Dụ",
                    "fatherResidence.detail", "Thôn 6");
            citizen.press("Lưu và tiếp tục");
            citizen.answer("recognition", "fatherRecognises", "evidence", "medical");
            citizen.press("Lưu và tiếp tục");
            citizen.answer("relation", "father", "birthCopies", "0", "recognitionCopies", "0");
            citizen.press("Lưu và tiếp tục");

            assertThat(citizen.path()).endsWith("/giay-to");
            assertThat(citizen.text())
                    .contains("Bạn đã nộp “giay-chung-sinh-cu.pdf” ngày 24/8/2026, trong hồ sơ " + first.code());
            citizen.look("known-papers");
            citizen.page().locator("button[name='dung-lai']").click();
            citizen.page().waitForLoadState();
            assertThat(citizen.page().locator(".mc-files").innerText())
                    .contains("giay-chung-sinh-cu.pdf", "dùng lại từ hồ sơ " + first.code());
            citizen.field("paper.van-ban-quan-he").setInputFiles(Papers.pdf("ket-luan-giam-dinh.pdf"));
            citizen.press("Lưu và tiếp tục");

            assertThat(citizen.path()).as(citizen.text()).endsWith("/kiem-tra");
            assertThat(citizen.text()).contains("dùng lại từ hồ sơ", "Điền sẵn từ hồ sơ 1.001193");
            citizen.look("known-check");
            citizen.page().locator("#cam-doan").check();
            citizen.press("Gửi hồ sơ");
            assertThat(citizen.path()).as(citizen.text()).endsWith("/xong");
            var code = citizen.page().locator("[data-code]").innerText().strip();

            try (var desk = new Desk(port)) {
                var clerk = desk.open("dinhcong.motcua1", code);
                assertThat(clerk.text())
                        .contains(
                                "dùng lại từ hồ sơ " + first.code() + ", ngày 24/8/2026",
                                "Người nộp đồng ý dùng lại thông tin đã khai");
                clerk.look("known-at-the-desk");
                desk.assertNothingWrong();
            }
            citizen.assertNothingWrong();
        }
    }

    @Test
    void who_says_no_fills_the_form_in_and_loses_nothing() {
        filedBy("gia-lap-5", "099198000005", scan("giay-chung-sinh-5.pdf"));
        try (var citizen = Walk.onPhone(port)) {
            signIn(citizen, "gia-lap-5");
            begin(citizen);
            citizen.choose("dong-y", "khong");
            citizen.press("Tiếp tục");

            assertThat(citizen.path()).endsWith("/nguoi-nop");
            for (var field : List.of("name", "identity", "phone", "address")) {
                assertThat(citizen.field("applicant." + field).inputValue())
                        .as(field)
                        .isEmpty();
            }
            assertThat(citizen.text()).contains("Bạn đã chọn tự điền");
            citizen.look("known-refused");
            var root = citizen.path().replace("nguoi-nop", "");
            citizen.open(root + "mother");
            assertThat(citizen.field("motherName").inputValue()).isEmpty();
            citizen.open(root + "giay-to");
            assertThat(citizen.page().locator("button[name='dung-lai']").count())
                    .isZero();

            citizen.open(root + "nguoi-nop");
            citizen.follow("Đổi ý");
            citizen.choose("dong-y", "co");
            citizen.press("Tiếp tục");
            assertThat(citizen.field("applicant.name").inputValue()).isEqualTo("Hoàng Thị Giả Định");
            citizen.assertNothingWrong();
        }
    }

    @Test
    void a_file_of_somebody_else_is_not_used_by_a_request_made_by_hand() {
        var theirs = scan("cua-nguoi-khac.pdf");
        filedBy("gia-lap-4", "099085000004", theirs);
        try (var citizen = Walk.onPhone(port)) {
            signIn(citizen, "gia-lap-3");
            begin(citizen);
            citizen.choose("dong-y", "co");
            citizen.press("Tiếp tục");
            var root = citizen.path().replace("nguoi-nop", "");
            citizen.open(root + "child");
            citizen.answer(
                    "childName", "Nguyễn Minh Ba",
                    "childSex", "male",
                    "childBirthDate", "12/08/2026",
                    "birthPlace", "Bệnh viện Ví Dụ, Hà Nội",
                    "birthProof", "paper");
            citizen.press("Lưu và tiếp tục");
            citizen.open(root + "giay-to");
            var token = citizen.field("_csrf").first().inputValue();
            var answer = citizen.page()
                    .request()
                    .post(
                            root + "giay-to",
                            RequestOptions.create()
                                    .setMultipart(FormData.create()
                                            .set("_csrf", token)
                                            .set("dung-lai", "giay-chung-sinh:" + theirs.value())));

            assertThat(answer.text()).contains("Không dùng lại được tệp này");
            citizen.open(root + "giay-to");
            assertThat(citizen.page().locator(".mc-files").count()).isZero();
            assertThat(citizen.page()
                            .request()
                            .get(root + "tep/" + theirs.value())
                            .status())
                    .as("nor looked at")
                    .isEqualTo(404);
        }
    }

    @Test
    void a_draft_across_a_change_is_told_what_is_different_before_it_goes_on() {
        var code = "9.730001";
        var versions = new VersionsForTests(application, code);
        versions.publish(LocalDate.of(2026, 1, 1), clock.instant());
        versions.publish(LocalDate.of(2026, 8, 25), clock.instant(), VersionsForTests.CHANGED);
        try (var citizen = Walk.onPhone(port)) {
            citizen.open("/thu-tuc/" + code + "/nop");
            citizen.field("agency").selectOption(new SelectOption().setLabel(WARD));
            citizen.press("Bắt đầu điền");
            citizen.answer(
                    "applicant.name", "Nguyễn Văn Giữa Chừng",
                    "applicant.identity", "001090000077",
                    "applicant.phone", "0912345677",
                    "applicant.address", "Số 1 ngõ Ví Dụ");
            citizen.press("Lưu và tiếp tục");
            citizen.answer("relation", "self", "copies", "5");
            citizen.press("Lưu và tiếp tục");
            var root = citizen.path().replace("giay-to", "");
            citizen.open(root + "one");
            clock.advance(Duration.ofDays(1));
            citizen.type("copies", "6");
            citizen.press("Lưu và tiếp tục");

            assertThat(citizen.path()).isEqualTo(root + "thay-doi");
            assertThat(citizen.text())
                    .contains(
                            "8.000 đ mỗi bản",
                            "10.000 đ mỗi bản",
                            "trước là “1 ngày làm việc”, nay là “2 ngày làm việc”",
                            "Thêm giấy tờ: Bản cam kết",
                            "Câu hỏi mới: Dùng để làm gì?",
                            "thứ Ba, 25/8/2026",
                            "60.000 đ");
            citizen.look("draft-changed");
            citizen.open(root + "kiem-tra");
            assertThat(citizen.path()).as("not passed over").isEqualTo(root + "thay-doi");
            citizen.press("Tôi đã xem, đi tiếp");

            assertThat(citizen.path()).as("where something is to be filled").isEqualTo(root + "one");
            assertThat(citizen.field("copies").inputValue()).as("kept as typed").isEqualTo("6");
            assertThat(citizen.text()).contains("Quy định mới: cần điền");
            citizen.look("draft-anew");
            citizen.answer("purpose", "Làm hộ chiếu", "copies", "3");
            citizen.press("Lưu và tiếp tục");
            assertThat(citizen.path()).isEqualTo(root + "giay-to");
            citizen.field("paper.don").setInputFiles(Papers.pdf("don.pdf"));
            citizen.press("Lưu và tiếp tục");

            versions.publish(
                    LocalDate.of(2026, 8, 26),
                    clock.instant(),
                    with(
                            VersionsForTests.CHANGED,
                            "procedure.yaml",
                            "text: 10.000 đ mỗi bản",
                            "text: 12.000 đ mỗi bản"));
            clock.advance(Duration.ofDays(1));
            citizen.page().locator("#cam-doan").check();
            citizen.press("Gửi hồ sơ");
            assertThat(citizen.path())
                    .as("not sent by what was in force yesterday")
                    .isEqualTo(root + "thay-doi");
            assertThat(citizen.text()).contains("12.000 đ mỗi bản");
            citizen.press("Tôi đã xem, đi tiếp");
            assertThat(citizen.path()).isEqualTo(root + "kiem-tra");
            citizen.page().locator("#cam-doan").check();
            citizen.press("Gửi hồ sơ");
            assertThat(citizen.path()).as(citizen.text()).isEqualTo(root + "xong");
            citizen.assertNothingWrong();
        }
    }

    @Test
    void a_draft_of_a_procedure_that_is_no_longer_filed_online_shows_what_was_typed() {
        var code = "9.730003";
        var versions = new VersionsForTests(application, code);
        versions.publish(LocalDate.of(2026, 1, 1), clock.instant());
        versions.publish(
                LocalDate.of(2026, 8, 25),
                clock.instant(),
                "procedure.yaml",
                "{channel: ONLINE, offered: true}",
                "{channel: ONLINE, offered: false}");
        try (var citizen = Walk.onPhone(port)) {
            citizen.open("/thu-tuc/" + code + "/nop");
            citizen.field("agency").selectOption(new SelectOption().setLabel(WARD));
            citizen.press("Bắt đầu điền");
            var root = citizen.path().replace("nguoi-nop", "");
            citizen.open(root + "one");
            citizen.answer("relation", "other", "authority", "12/UQ-2026", "copies", "5");
            citizen.press("Lưu và tiếp tục");
            citizen.open(root + "one");
            citizen.answer("authority", "34/UQ-2026");
            var papers = citizen.page().context().newPage();
            papers.navigate("http://localhost:" + port + root + "giay-to");
            clock.advance(Duration.ofDays(1));
            papers.locator("button:has-text('Lưu và tiếp tục')").click();
            papers.waitForLoadState();
            assertThat(papers.url()).as("papers sent while it ended").endsWith(root + "thay-doi");
            papers.close();

            citizen.press("Lưu và tiếp tục");
            assertThat(citizen.path()).as("typed while it ended").isEqualTo(root + "thay-doi");
            assertThat(citizen.text()).contains("không còn nhận hồ sơ qua mạng", "34/UQ-2026");
            citizen.open(root + "one");
            assertThat(citizen.path()).isEqualTo(root + "thay-doi");
            citizen.look("draft-ended");
            citizen.assertNothingWrong();
        }
    }

    @Test
    void at_the_counter_the_clerk_notes_the_consent_and_is_told_of_a_change_too() {
        var identity = "099177000088";
        var birth = at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD);
        var clerkOf = at.clerk(birth.agency());
        var scan = scan("giay-chung-sinh-quay.pdf");
        at.reception.takeIn(
                new Filing(
                        birth.procedureCode(),
                        birth.agency(),
                        applicant("Lê Thị Thử Quầy", identity),
                        birth.answers(),
                        List.of(new Content.HandedIn("giay-chung-sinh", "Giấy chứng sinh", 1, 0, List.of(scan)))),
                Channel.COUNTER,
                PaymentMethod.CASH,
                clerkOf,
                AuthorityAtWork.newKey(),
                clock.instant());
        try (var desk = new Desk(port)) {
            var clerk = desk.of("dinhcong.motcua1");
            clerk.open("/lam-viec/tiep-nhan?q=1.001193");
            clerk.page().locator("[data-item]").first().click();
            clerk.page().waitForURL("**/nguoi-nop");
            clerk.type("applicant.identity", identity);
            clerk.page().locator("button[name='dien-san']").click();
            clerk.page().waitForLoadState();
            assertThat(clerk.page().locator("[data-error-summary]").innerText()).contains("đồng ý");
            clerk.page().locator("[name='dong-y-dung-lai']").check();
            clerk.page().locator("button[name='dien-san']").click();
            clerk.page().waitForURL("**/nguoi-nop");
            assertThat(clerk.field("applicant.name").inputValue()).isEqualTo("Lê Thị Thử Quầy");
            assertThat(clerk.field("motherName").inputValue()).isEqualTo("Nguyễn Thị Ví Dụ");
            assertThat(clerk.text()).contains("Đã điền sẵn theo đồng ý của người nộp", "Điền sẵn từ hồ sơ 1.001193");
            clerk.look("counter-known");

            var typed = new HashMap<>(AuthorityAtWork.typed(AuthorityAtWork.BIRTH));
            typed.keySet().removeIf(name -> name.startsWith("mother"));
            for (var name : List.of("childCase", "birthProof", "parents")) {
                clerk.answer(name, String.valueOf(typed.remove(name)));
            }
            typed.forEach(clerk::answer);
            clerk.page().locator("#tiep-tuc").click();
            clerk.page().waitForURL("**/giay-to");
            clerk.look("counter-known-papers");
            clerk.page().locator("button[name='dung-lai']").click();
            clerk.page().waitForLoadState();
            assertThat(clerk.text()).contains("giay-chung-sinh-quay.pdf", "dùng lại từ hồ sơ");

            clerk.open(clerk.path().replace("giay-to", "nguoi-nop"));
            clerk.type("applicant.identity", "099177000089");
            clerk.page().locator("#tiep-tuc").click();
            clerk.page().waitForLoadState();
            assertThat(clerk.field("motherName").inputValue())
                    .as("another number is another person")
                    .isEmpty();

            var code = "9.730002";
            var versions = new VersionsForTests(application, code);
            versions.publish(LocalDate.of(2026, 1, 1), clock.instant());
            versions.publish(LocalDate.of(2026, 8, 25), clock.instant(), VersionsForTests.CHANGED);
            var officer = at.officer("dinhcong.motcua1");
            var draft = drafts.begin(code, birth.agency(), officer, clock.instant());
            drafts.change(
                    draft.id(),
                    officer,
                    clock.instant(),
                    begun -> begun.withAnswers(Map.of("relation", "self", "copies", "2")));
            clock.advance(Duration.ofDays(1));
            clerk.open("/lam-viec/tiep-nhan/" + draft.id() + "/kiem-tra");
            assertThat(clerk.path()).endsWith("/thay-doi");
            assertThat(clerk.text()).contains("Thêm giấy tờ: Bản cam kết", "Dùng để làm gì?");
            clerk.look("counter-changed");
            clerk.page().locator("#di-tiep").click();
            clerk.page().waitForURL("**/nguoi-nop");
            assertThat(clerk.text()).contains("Quy định mới: cần điền");
            desk.assertNothingWrong();
        }
    }

    private static String[] with(String[] changes, String... more) {
        var all = new ArrayList<>(List.of(changes));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void signIn(Walk citizen, String subject) {
        citizen.open("/ho-so");
        citizen.follow("VNeID");
        citizen.choose("cong-dan", subject);
        citizen.page().locator("main button[type=submit]").click();
        citizen.page().waitForURL("**/ho-so**");
    }

    private static void begin(Walk citizen) {
        citizen.open(SECOND);
        citizen.field("agency").selectOption(new SelectOption().setLabel(WARD));
        citizen.press("Bắt đầu điền");
    }

    private Filed filedBy(String subject, String identity, FileId scan) {
        var birth = at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD);
        return at.reception
                .file(
                        new Filing(
                                birth.procedureCode(),
                                birth.agency(),
                                applicant("Người Đã Nộp", identity),
                                birth.answers(),
                                List.of(new Content.HandedIn(
                                        "giay-chung-sinh", "Giấy chứng sinh", 0, 0, List.of(scan)))),
                        new Actor.Citizen(subject, "Người Đã Nộp"),
                        AuthorityAtWork.newKey(),
                        clock.instant())
                .orElseThrow();
    }

    private static ApplicantDetails applicant(String name, String identity) {
        return new ApplicantDetails(
                ApplicantDetails.Kind.CITIZEN, name, identity, "0900000031", null, "Số 1 ngõ Ví Dụ, phường Định Công");
    }

    private FileId scan(String name) {
        return files.store(name, Papers.pdf(name).buffer).orElseThrow().id();
    }
}
