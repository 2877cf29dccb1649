package vn.motcua.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.Reception;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ApiTest {

    private static final String PASSWORD = "motcua-demo";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Organization organization;

    @Autowired
    Reception reception;

    @Autowired
    Dossiers dossiers;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void procedures_are_found_without_accents_and_read_whole() {
        JsonNode found = body(get("/api/v1/procedures?q=dang+ky+khai+sinh&audience=citizen"));
        assertThat(found.path("procedures").path(0).path("code").asString()).isEqualTo("1.001193");

        JsonNode birth = body(get("/api/v1/procedures/1.001193"));
        assertThat(birth.at("/form/schema/properties/childName/maxLength").asInt())
                .isEqualTo(120);
        assertThat(birth.path("cases").path(0).path("papers").size()).isPositive();
        assertThat(birth.path("steps").path(0).path("allowanceMinutes").asInt()).isPositive();
        assertThat(birth.at("/competence/offeredBy").size()).isEqualTo(14);

        HttpResponse<String> none = get("/api/v1/procedures/9.999999");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void the_same_key_twice_makes_one_dossier() {
        String key = key();
        Map<String, Object> filing = birth(file());

        JsonNode first = body(file(filing, key), 201);
        JsonNode again = body(file(filing, key), 201);

        assertThat(again).isEqualTo(first);
        assertThat(first.path("code").asString()).matches(".+-260824-\\d{4}");
    }

    @Test
    void the_same_key_at_the_same_moment_makes_one_dossier() throws Exception {
        String key = key();
        Map<String, Object> filing = birth(file());

        List<Future<String>> codes;
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<String> press = () -> file(filing, key).body();
            codes = threads.invokeAll(List.of(press, press, press, press));
        }

        List<String> made = new ArrayList<>();
        for (Future<String> code : codes) {
            JsonNode answer = json.readTree(code.get());
            if (answer.has("secret")) {
                made.add(answer.path("code").asString());
            }
        }
        assertThat(made).isNotEmpty();
        assertThat(made.stream().distinct()).hasSize(1);
    }

    @Test
    void a_key_used_for_something_else_tells_no_secret() {
        String key = key();
        Map<String, Object> filing = birth(file());
        body(file(filing, key), 201);
        Map<String, Object> other = new LinkedHashMap<>(filing);
        other.put("answers", with(answers(), "childName", "Trần Văn Thử"));

        HttpResponse<String> answer = file(other, key);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("api.key-reused").doesNotContain("secret");
    }

    @Test
    void every_fault_is_told_at_its_field_in_both_languages() {
        Map<String, Object> filing = birth(file());
        filing.put("applicant", Map.of("kind", "CITIZEN", "name", " ", "identity", "12"));
        filing.put("answers", with(answers(), "copies", 99L));
        filing.put("papers", List.of());
        filing.put("agencyCode", "no-such-agency");

        JsonNode problem = body(file(filing, key()), 422);

        List<String> fields = new ArrayList<>();
        for (JsonNode e : problem.path("errors")) {
            fields.add(e.path("field").asString());
            assertThat(e.path("vi").asString()).isNotBlank();
            assertThat(e.path("en").asString())
                    .isNotBlank()
                    .isNotEqualTo(e.path("vi").asString());
        }
        assertThat(fields)
                .contains(
                        "applicant.name",
                        "applicant.identity",
                        "applicant.phone",
                        "answers.copies",
                        "agencyCode",
                        "papers.giay-chung-sinh");
        assertThat(problem.path("type").asString()).isEqualTo("urn:motcua:problem:api.invalid");
    }

    @Test
    void unknown_fields_wrong_types_and_broken_bodies_are_refused() {
        Map<String, Object> filing = birth(file());
        filing.put("priority", "high");
        assertThat(body(file(filing, key()), 422).at("/errors/0/code").asString())
                .isEqualTo("api.unknown-field");
        filing.remove("priority");
        filing.put("papers", List.of(Map.of("paper", "giay-chung-sinh", "originals", "many")));
        assertThat(body(file(filing, key()), 422).at("/errors/0/field").asString())
                .isEqualTo("papers[0].originals");
        filing.put("papers", List.of(Map.of("paper", "giay-chung-sinh", "files", List.of("1-" + "0".repeat(32)))));
        assertThat(body(file(filing, key()), 422).at("/errors/0/code").asString())
                .isEqualTo("api.unknown-file");
        filing.put("papers", List.of());
        filing.put("answers", with(answers(), "isAdmin", true));
        assertThat(file(filing, key()).statusCode()).isEqualTo(422);
        assertThat(send("POST", "/api/v1/dossiers", "{\"procedureCode\":", null, key())
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/api/v1/dossiers", "{}", null, null).statusCode())
                .as("no key")
                .isEqualTo(422);
        assertThat(upload("anh.pdf", "không phải PDF".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_address_is_sent_in_parts_and_read_with_the_names_of_its_day() {
        Procedure procedure = catalog.current("1.001612").orElseThrow();
        assertThat(body(get("/api/v1/procedures/1.001612"))
                        .at("/form/schema/$defs/address/properties/commune/properties/code/pattern")
                        .asString())
                .isEqualTo("^[0-9]{5}$");
        Map<String, Object> filing = business(
                procedure,
                Map.of(
                        "province", Map.of("code", "H26"),
                        "commune", Map.of("code", "00307"),
                        "detail", "Số 5 phố Ví Dụ"));

        JsonNode filed = body(file(filing, key()), 201);

        JsonNode areas = body(get("/api/v1/areas"));
        assertThat(areas.path("provinces").findValuesAsString("code")).contains("H26", "H01");
        assertThat(areas.path("communes").valueStream())
                .as("codes to send are told")
                .anySatisfy(c -> {
                    assertThat(c.at("/area/code").asString()).isEqualTo("00307");
                    assertThat(c.at("/area/name").asString()).isEqualTo("phường Định Công");
                    assertThat(c.at("/district/code").asString()).isEqualTo("008");
                    assertThat(c.at("/province/code").asString()).isEqualTo("H26");
                });
        JsonNode read = body(
                as("hm.motcua1", "GET", "/api/v1/dossiers/" + filed.path("code").asString(), "", null));
        JsonNode address = read.at("/work/answers/businessAddress");
        assertThat(address.at("/province/name").asString()).isEqualTo("thành phố Hà Nội");
        assertThat(address.at("/district/name").asString()).isEqualTo("quận Hoàng Mai");
        assertThat(address.at("/commune/name").asString()).isEqualTo("phường Định Công");
        assertThat(address.path("detail").asString()).isEqualTo("Số 5 phố Ví Dụ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'province':{'code':'H26'},'commune':{'code':'99999','name':'phường Ma'},'detail':'Số 5'}|answers.businessAddress.commune|catalog.address-unit-unknown",
                "{'province':{'code':'H24'},'commune':{'code':'00307'},'detail':'Số 5'}|answers.businessAddress.commune|catalog.address-unit-of-another",
                "{'province':{'code':'H01'},'commune':{'name':'xã Ví Dụ'},'detail':'Số 5'}|answers.businessAddress.commune|catalog.address-not-ours",
                "{'province':{'code':'H26'},'commune':{'code':'00307'}}|answers.businessAddress.detail|catalog.address-detail-required",
                "{'province':{'code':'H26'},'commune':{'name':'Định Công'},'detail':'Số 5'}|answers.businessAddress.commune|catalog.address-unit-unsure",
                "'Số 5, phường Ma'|answers.businessAddress.commune|catalog.address-ours-required"
            })
    void an_address_in_no_unit_there_is_is_refused_at_its_part(String address, String field, String code) {
        Object sent = json.readValue(address.replace('\'', '"'), Object.class);

        JsonNode problem = body(file(business(catalog.current("1.001612").orElseThrow(), sent), key()), 422);

        assertThat(problem.path("errors").size()).as(problem.toString()).isEqualTo(1);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo(code);
        assertThat(problem.at("/errors/0/en").asString()).isNotBlank();
    }

    private Map<String, Object> business(Procedure procedure, Object address) {
        Map<String, Object> answers =
                new LinkedHashMap<>(procedure.form().read(AuthorityAtWork.typed(AuthorityAtWork.HOUSEHOLD_BUSINESS)));
        answers.put("businessAddress", address);
        Map<String, Object> filing = birth(file());
        filing.put("procedureCode", procedure.code());
        filing.put(
                "agencyCode",
                organization
                        .agencyByAdminCode(AuthorityAtWork.DISTRICT)
                        .orElseThrow()
                        .code());
        filing.put("answers", answers);
        filing.put(
                "papers",
                procedure.papersFor(procedure.caseOf(answers).key(), answers).stream()
                        .filter(Paper::required)
                        .map(p -> Map.of("paper", p.key(), "files", List.of(file())))
                        .toList());
        return filing;
    }

    @Test
    void an_unknown_code_and_a_wrong_secret_are_answered_alike() {
        JsonNode filed = body(file(birth(file()), key()), 201);
        String code = filed.path("code").asString();
        jdbc.sql("DELETE FROM dossier.lookup_failure").update();

        HttpResponse<String> wrong = get("/api/v1/dossiers/" + code, "X-Lookup-Secret", "AAAA-BBBB");
        HttpResponse<String> unknown =
                get("/api/v1/dossiers/" + code.replaceFirst("\\d{4}$", "9999"), "X-Lookup-Secret", "AAAA-BBBB");
        HttpResponse<String> none = get("/api/v1/dossiers/" + code);

        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(without(unknown.body())).isEqualTo(without(wrong.body()));
        assertThat(without(none.body())).isEqualTo(without(wrong.body()));
        JsonNode right = body(get(
                "/api/v1/dossiers/" + code,
                "X-Lookup-Secret",
                filed.path("secret").asString()));
        assertThat(right.path("status").asString()).isEqualTo("SUBMITTED");
        assertThat(right.path("applicant").asString()).isEqualTo("N*** T*** V*** Dụ");
        assertThat(right.path("work").isNull()).isTrue();
    }

    @Test
    void two_officers_on_one_task_and_only_one_wins() {
        String code = body(file(birth(file()), key()), 201).path("code").asString();
        Actor.Officer clerk = officer("dinhcong.motcua1");
        Dossier filed = dossiers.byCode(code, clerk, TestClock.START).orElseThrow();
        reception
                .accept(filed.id(), filed.version(), clerk, key(), TestClock.START)
                .orElseThrow();
        assertThat(get("/api/v1/tasks").statusCode()).isEqualTo(401);

        JsonNode forward = taskOf(code, "dinhcong.motcua1");
        body(complete(forward, "forward", "dinhcong.motcua1", key()), 200);
        JsonNode examine = taskOf(code, "dinhcong.tuphap1");
        JsonNode queue = body(as("dinhcong.tuphap1", "GET", "/api/v1/tasks?queue=unit&limit=200", "", null));
        assertThat(queue.toString()).contains(code);

        String claim = "/api/v1/tasks/" + examine.path("id").asLong() + "/claim";
        assertThat(as("dinhcong.motcua1", "POST", claim, "", null).statusCode())
                .as("not the clerk's")
                .isEqualTo(403);
        JsonNode mine = body(as("dinhcong.tuphap1", "POST", claim, "", null));
        HttpResponse<String> second = as("dinhcong.tuphap2", "POST", claim, "", null);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json.readTree(second.body()).path("by").asString())
                .isEqualTo(officer("dinhcong.tuphap1").displayName());
        assertThat(json.readTree(second.body()).path("at").asString()).isNotBlank();

        String key = key();
        HttpResponse<String> stale = complete(examine, "eligible", "dinhcong.tuphap1", key());
        assertThat(stale.statusCode()).as("the version before the claim").isEqualTo(409);
        JsonNode done = body(complete(mine, "eligible", "dinhcong.tuphap1", key), 200);
        assertThat(body(complete(mine, "eligible", "dinhcong.tuphap1", key), 200))
                .as("a repeated request")
                .isEqualTo(done);
        HttpResponse<String> late = complete(mine, "eligible", "dinhcong.tuphap2", key());
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains(officer("dinhcong.tuphap1").displayName());
    }

    @Test
    void the_form_of_a_step_is_told_with_its_task_and_its_answers_are_checked_as_on_the_page() {
        var at = new AuthorityAtWork(application);
        Intake.Accepted taken =
                at.takeIn(at.filing(AuthorityAtWork.CONSTRUCTION, AuthorityAtWork.DISTRICT), TestClock.START);
        at.step(taken.id(), "forward", "forward", TestClock.START);
        at.step(taken.id(), "assign", "assigned", TestClock.START);
        at.step(taken.id(), "examine", "complete", TestClock.START);
        var open = at.open(taken.id(), "inspect");
        String login = at.organization.loginOf(at.answering(open).id());
        JsonNode task = body(as(login, "GET", "/api/v1/dossiers/" + taken.code(), "", null))
                .path("work")
                .path("tasks")
                .valueStream()
                .filter(t -> t.path("id").asLong() == open.id().value())
                .findFirst()
                .orElseThrow();
        assertThat(task.at("/form/key").asString()).isEqualTo("inspection");
        assertThat(task.at("/form/schema/properties/begun/enum").size()).isEqualTo(2);

        JsonNode problem = body(
                complete(task, "inspected", login, key(), Map.of("inspectedOn", "2026-13-01", "begun", "maybe")), 422);
        List<String> fields = new ArrayList<>();
        for (JsonNode e : problem.path("errors")) {
            fields.add(e.path("field").asString());
            assertThat(e.path("en").asString())
                    .isNotBlank()
                    .isNotEqualTo(e.path("vi").asString());
        }
        assertThat(fields)
                .containsExactly("answers.inspectedOn", "answers.members", "answers.siteMatches", "answers.begun");

        body(complete(task, "inspected", login, key(), AuthorityAtWork.recorded(open)), 200);
        JsonNode dossier = body(as(login, "GET", "/api/v1/dossiers/" + taken.code(), "", null));
        assertThat(dossier.at("/work/records/0/answers/begun").asString()).isEqualTo("no");
        String applicants = get("/api/v1/dossiers/" + taken.code(), "X-Lookup-Secret", taken.secret())
                .body();
        assertThat(applicants).contains(taken.code()).doesNotContain("siteMatches", "Trần Văn Mẫu", "STEP_RECORDED");
    }

    @Test
    void figures_are_open_and_add_up() {
        JsonNode report = body(get("/api/v1/reports/received-resolved?from=2026-08-01&to=2026-08-31"));
        JsonNode total = report.path("total").path("figures");
        assertThat(total.path("received").asLong())
                .isEqualTo(
                        total.path("resolved").asLong() + total.path("pending").asLong());
        assertThat(report.path("agencies").size()).isEqualTo(15);
        assertThat(body(get("/api/v1/reports/on-time")).path("total").has("onTime"))
                .isTrue();
        assertThat(get("/api/v1/reports/secret").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/reports/on-time?from=2026-09-01&to=2026-08-01").statusCode())
                .isEqualTo(422);
        assertThat(get("/api/v1/reports/on-time?from=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void the_public_catalogue_is_open_data_in_two_shapes_that_say_the_same() {
        JsonNode list = body(get("/api/v1/open-data/procedures.json")).path("procedures");
        String sheet = get("/api/v1/open-data/procedures.csv").body();

        assertThat(list.valueStream().map(row -> row.path("code").asString()))
                .contains("1.001193", "1.013225")
                .noneMatch(code -> code.startsWith("9."));
        assertThat(sheet).startsWith("\uFEFFcode,name,").contains("\r\n1.001193,", "Khai sinh");
        assertThat(sheet.lines().filter(line -> line.matches("\\d\\.\\d{6},.*")).count())
                .isEqualTo(list.size());
    }

    @Test
    void the_description_names_every_path_in_both_languages() {
        JsonNode api = body(get("/api/v1/openapi.json"));
        assertThat(api.path("paths").propertyNames())
                .contains(
                        "/api/v1/procedures",
                        "/api/v1/procedures/{code}",
                        "/api/v1/areas",
                        "/api/v1/dossiers",
                        "/api/v1/dossiers/{code}",
                        "/api/v1/files",
                        "/api/v1/tasks",
                        "/api/v1/tasks/{id}/claim",
                        "/api/v1/tasks/{id}/complete",
                        "/api/v1/reports/{name}",
                        "/api/v1/open-data/procedures.json",
                        "/api/v1/open-data/procedures.csv");
        api.path("paths")
                .forEach(path -> path.forEach(operation ->
                        assertThat(operation.path("summary").asString()).contains(" / ")));
    }

    private JsonNode taskOf(String code, String login) {
        JsonNode dossier = body(as(login, "GET", "/api/v1/dossiers/" + code, "", null));
        return dossier.at("/work/tasks/0");
    }

    private HttpResponse<String> complete(JsonNode task, String outcome, String login, String key) {
        return complete(task, outcome, login, key, Map.of());
    }

    private HttpResponse<String> complete(
            JsonNode task, String outcome, String login, String key, Map<String, Object> answers) {
        String body = json.writeValueAsString(Map.of(
                "version",
                task.path("version").asInt(),
                "contentVersion",
                task.path("contentVersion").asInt(),
                "outcome",
                outcome,
                "answers",
                answers));
        return as(login, "POST", "/api/v1/tasks/" + task.path("id").asLong() + "/complete", body, key);
    }

    private Map<String, Object> birth(String file) {
        Map<String, Object> filing = new LinkedHashMap<>();
        filing.put("procedureCode", "1.001193");
        filing.put(
                "agencyCode",
                organization
                        .agencyByAdminCode(AuthorityAtWork.WARD)
                        .orElseThrow()
                        .code());
        filing.put(
                "applicant",
                Map.of(
                        "kind", "CITIZEN",
                        "name", "Nguyễn Thị Ví Dụ",
                        "identity", "001190000001",
                        "phone", "0900000001",
                        "address", "Số 1 ngõ Ví Dụ, phường Định Công"));
        filing.put("answers", answers());
        filing.put("papers", List.of(Map.of("paper", "giay-chung-sinh", "originals", 1, "files", List.of(file))));
        return filing;
    }

    /** As another system sends them: numbers as numbers. */
    private static Map<String, Object> answers() {
        return with(new LinkedHashMap<>(AuthorityAtWork.typed(AuthorityAtWork.BIRTH)), "copies", 2);
    }

    private static Map<String, Object> with(Map<String, Object> answers, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(answers);
        changed.put(name, value);
        return changed;
    }

    /** The reference of a picture that was sent. */
    private String file() {
        try {
            var picture = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", picture);
            return body(upload("giay-chung-sinh.png", picture.toByteArray()), 201)
                    .path("id")
                    .asString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> upload(String name, byte[] content) {
        String boundary = "ranh-gioi";
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return exchange(HttpRequest.newBuilder(uri("/api/v1/files"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpResponse<String> file(Map<String, Object> filing, String key) {
        return send("POST", "/api/v1/dossiers", json.writeValueAsString(filing), null, key);
    }

    private HttpResponse<String> as(String login, String method, String address, String body, @Nullable String key) {
        return send(method, address, body, login, key);
    }

    private HttpResponse<String> send(
            String method, String address, String body, @Nullable String login, @Nullable String key) {
        var request = HttpRequest.newBuilder(uri(address))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (login != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((login + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return exchange(request);
    }

    private HttpResponse<String> get(String address, String... headers) {
        var request = HttpRequest.newBuilder(uri(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return exchange(request);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String address) {
        return URI.create("http://localhost:" + port + address);
    }

    private JsonNode body(HttpResponse<String> answer) {
        return body(answer, 200);
    }

    private JsonNode body(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    /** A problem without the address it was asked at. */
    private static String without(String problem) {
        return problem.replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    private Actor.Officer officer(String login) {
        return organization.officerByLogin(login).flatMap(organization::actor).orElseThrow();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
