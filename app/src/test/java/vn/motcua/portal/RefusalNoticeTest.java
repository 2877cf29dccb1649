package vn.motcua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.DossierEvent;
import vn.motcua.dossier.DossierPrints;
import vn.motcua.dossier.Intake;
import vn.motcua.organization.Actor;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Form 03: printed by who sends it, booked as it was printed, and the applicant's once it was sent. */
@DemoTest
class RefusalNoticeTest {

    private static final Instant PROPOSED = TestClock.at(2026, 8, 24, 9, 0);
    private static final Instant SENT = TestClock.at(2026, 8, 25, 9, 0);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired
    ApplicationContext application;

    @Autowired
    DossierPrints prints;

    @Autowired
    TestClock clock;

    @LocalServerPort
    int port;

    private AuthorityAtWork at;
    private Intake.Accepted dossier;
    private TaskSummary notice;
    private Actor.Officer clerk;

    @BeforeEach
    void a_refusal_was_proposed_and_the_leader_agreed() {
        at = new AuthorityAtWork(application);
        dossier = at.fileAndAccept(at.filing(BIRTH, WARD), PROPOSED, PROPOSED);
        at.step(dossier.id(), "forward", "forward", PROPOSED);
        at.step(dossier.id(), "examine", "reject", PROPOSED);
        TaskSummary agreed = at.open(dossier.id(), "approve-refusal");
        decide(agreed, "approve", "Đồng ý", null, at.answering(agreed), PROPOSED)
                .orElseThrow();
        notice = at.open(dossier.id(), "refusal-notice");
        clerk = at.answering(notice);
    }

    private Result<?> decide(
            TaskSummary task,
            String outcome,
            @Nullable String note,
            @Nullable String basis,
            Actor.Officer officer,
            Instant now) {
        var decision = new Casework.Decision(task.id(), task.version(), 1, outcome, note, basis, null, null, null);
        return at.casework.complete(dossier.id(), decision, officer, newKey(), now);
    }

    private String printed() throws IOException {
        try (var pdf =
                Loader.loadPDF(prints.refusalNotice(dossier.code(), clerk, SENT).orElseThrow())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
        }
    }

    private DossierEvent last() {
        return at.dossiers.ledger(dossier.id(), clerk).getLast().event();
    }

    @Test
    void what_is_booked_is_what_was_printed_with_the_day_it_was_sent() throws IOException {
        assertThat(printed())
                .contains("Chưa đủ căn cứ", "Điều 1 Nghị định ví dụ", "ngày 25 tháng 8 năm 2026", clerk.displayName())
                .doesNotContain("Đồng ý");

        decide(notice, "refused", null, null, clerk, SENT).orElseThrow();

        assertThat(last()).isEqualTo(new DossierEvent.Stopped("Chưa đủ căn cứ", "Điều 1 Nghị định ví dụ"));
        assertThat(printed()).contains("Chưa đủ căn cứ", "Điều 1 Nghị định ví dụ");
    }

    @Test
    void who_sends_it_gives_reason_and_basis_of_their_own_or_neither() throws IOException {
        assertThat(((Result.Refused<?>) decide(notice, "refused", "Sai thẩm quyền", null, clerk, SENT)).problems())
                .extracting(p -> p.field() + " " + p.code())
                .containsExactly("legalBasis dossier.refusal-both");
        assertThat(((Result.Refused<?>) decide(notice, "refused", null, "Điều 2", clerk, SENT)).problems())
                .extracting(p -> p.field() + " " + p.code())
                .containsExactly("note dossier.refusal-both");

        decide(notice, "refused", "Sai thẩm quyền", "Điều 2 Luật Hộ tịch", clerk, SENT)
                .orElseThrow();

        assertThat(last()).isEqualTo(new DossierEvent.Stopped("Sai thẩm quyền", "Điều 2 Luật Hộ tịch"));
        assertThat(printed()).contains("Sai thẩm quyền", "Điều 2 Luật Hộ tịch").doesNotContain("Chưa đủ căn cứ");
    }

    @Test
    void the_applicant_cannot_have_it_before_it_was_sent() throws Exception {
        clock.set(SENT);
        assertThat(asked()).isEqualTo(404);

        decide(notice, "refused", null, null, clerk, SENT).orElseThrow();

        assertThat(asked()).isEqualTo(200);
    }

    private int asked() throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI home = URI.create("http://localhost:" + port);
            String page = client.send(
                            HttpRequest.newBuilder(home.resolve("/tra-cuu")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = TOKEN.matcher(page);
            assertThat(token.find()).isTrue();
            String body = String.join(
                    "&",
                    List.of(
                            "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8),
                            "ma=" + dossier.code(),
                            "ma-tra-cuu=" + dossier.secret(),
                            "phieu=phieu-tu-choi"));
            return client.send(
                            HttpRequest.newBuilder(home.resolve("/tra-cuu/phieu"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
