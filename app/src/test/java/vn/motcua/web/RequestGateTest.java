package vn.motcua.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.testing.DemoTest;

@DemoTest
class RequestGateTest {

    private static final String PAPERS = "/thu-tuc/2.000815/nop/" + UUID.randomUUID() + "/giay-to";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    @Test
    void a_file_too_large_is_told_on_a_page_of_ours_that_leads_back() {
        HttpResponse<String> answer = send(to(PAPERS)
                .header("Content-Type", "multipart/form-data; boundary=moc")
                .header("Referer", "http://localhost:" + port + PAPERS)
                .POST(HttpRequest.BodyPublishers.ofByteArray(part("moc", new byte[26 << 20], "\r\n--moc--\r\n"))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body())
                .contains("Tệp quá lớn", "href=\"" + PAPERS + "\"", "mc-header")
                .doesNotContain("Apache Tomcat");
    }

    @Test
    void other_systems_are_told_of_a_file_too_large_as_a_problem() {
        HttpResponse<String> answer = send(to("/api/v1/files")
                .header("Content-Type", "multipart/form-data; boundary=moc")
                .POST(HttpRequest.BodyPublishers.ofByteArray(part("moc", new byte[26 << 20], "\r\n--moc--\r\n"))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"web.error.413.text\"", "Tệp gửi lên vượt quá", "larger than");
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH_OF_FILES, "/gop-y"})
    void a_form_in_parts_without_its_boundary_or_cut_short_is_refused(String path) {
        assertThat(send(to(path).header("Content-Type", "multipart/form-data")
                                .POST(HttpRequest.BodyPublishers.ofString("--moc\r\n")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(to(path).header("Content-Type", "multipart/form-data; boundary=moc")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(part("moc", new byte[100], ""))))
                        .statusCode())
                .isEqualTo(400);
    }

    static final String PATH_OF_FILES = "/api/v1/files";

    @Test
    void a_form_without_parts_sent_where_parts_are_read_is_refused() {
        HttpResponse<String> answer = post(PAPERS, "a=b");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Yêu cầu chưa đọc được");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%01", "%1F", "%7F", "%EF%BF%BE", "%EF%BF%BF"})
    void what_no_text_can_hold_is_refused_wherever_it_stands(String hidden) {
        for (String path :
                List.of("/thu-tuc?q=khai" + hidden, "/thu-tuc?" + hidden + "=a", "/thong-ke?linh-vuc=" + hidden)) {
            HttpResponse<String> answer = send(to(path).GET());
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).contains("ký tự điều khiển");
        }
        assertThat(send(to("/api/v1/procedures?q=" + hidden).GET()).body())
                .contains("\"code\":\"web.control-characters\"");
        assertThat(post("/tra-cuu", "ma=" + hidden + "&ma-tra-cuu=a").statusCode())
                .isEqualTo(400);
        assertThat(post("/gop-y", "noi-dung=a" + hidden).statusCode()).isEqualTo(400);
    }

    @Test
    void tabs_and_lines_and_any_letter_go_through() {
        String typed = URLEncoder.encode("một\thai\r\nba 😀 \u00a0 đủ", StandardCharsets.UTF_8);

        assertThat(send(to("/thu-tuc?q=" + typed).GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_of_the_interface_longer_than_any_is_not_read() {
        byte[] long_ = new byte[3_000_000];
        Arrays.fill(long_, (byte) ' ');

        assertThat(json("/api/v1/dossiers", new String(long_, StandardCharsets.US_ASCII))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(to("/api/v1/dossiers")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(long_))))
                        .statusCode())
                .isBetween(400, 499);
    }

    @Test
    void a_body_of_the_interface_is_refused_at_the_field_that_no_text_can_hold() {
        HttpResponse<String> name = json("/api/v1/dossiers", "{\"applicant\":{\"name\":\"a\\u0000b\"}}");
        HttpResponse<String> half = json("/api/v1/dossiers", "{\"papers\":[{\"note\":\"a\"},{\"note\":\"\\uD83D\"}]}");

        assertThat(name.statusCode()).isEqualTo(422);
        assertThat(name.body()).contains("api.control-characters", "\"field\":\"applicant.name\"");
        assertThat(half.body()).contains("api.control-characters", "\"field\":\"papers[1].note\"");
    }

    @Test
    void a_body_of_the_interface_nested_beyond_sense_is_refused() {
        assertThat(json("/api/v1/dossiers", "{\"answers\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to=%2B999999999-12-31",
                "from=-999999999-01-01",
                "from=%2B999999999-12-31",
                "to=0001-01-01",
                "from=2026-08-01&to=%2B999999999-12-31"
            })
    void a_period_no_calendar_has_is_refused(String period) {
        assertThat(send(to("/api/v1/reports/on-time?" + period).GET()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void where_a_request_came_from_is_not_believed_of_just_anyone() {
        HttpResponse<String> answer = send(to("/dang-nhap/cong-dan/vneid")
                .header("X-Forwarded-Host", "example.org")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "host=example.org")
                .GET());

        assertThat(answer.headers().firstValue("Location").orElse(""))
                .contains("redirect_uri=http://localhost")
                .doesNotContain("example.org");
    }

    private HttpResponse<String> post(String path, String fields) {
        var token = TOKEN.matcher(send(to("/gop-y").GET()).body());
        assertThat(token.find()).isTrue();
        return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> json(String path, String body) {
        return send(to(path).header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", path.startsWith("/api/") ? "*/*" : "text/html");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] part(String boundary, byte[] content, String end) {
        byte[] head = ("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = end.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + content.length + tail.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        System.arraycopy(tail, 0, all, head.length + content.length, tail.length);
        return all;
    }
}
