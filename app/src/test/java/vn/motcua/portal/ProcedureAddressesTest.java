package vn.motcua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.LegalBasis;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Addresses that stay: listed for search engines, told to machines, and answering when a procedure is no more. */
@DemoTest
class ProcedureAddressesTest {

    private static final Pattern STRUCTURED =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @Autowired
    Catalog catalog;

    @Autowired
    JsonMapper json;

    @Autowired
    TestClock clock;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void the_sitemap_lists_every_public_procedure_with_the_day_it_came_into_force() throws Exception {
        String robots = get("/robots.txt").body();
        String sitemap = get("/sitemap.xml").body();

        assertThat(robots).contains("Sitemap: " + base() + "/sitemap.xml", "Disallow: /ho-so", "Disallow: /lam-viec");
        for (ProcedureSummary p : catalog.search("", null)) {
            assertThat(sitemap)
                    .contains("<loc>" + base() + "/thu-tuc/" + p.code() + "</loc><lastmod>" + p.validFrom()
                            + "</lastmod>");
        }
        assertThat(sitemap).contains("<loc>" + base() + "/tra-cuu</loc>").doesNotContain("/lam-viec", "/ho-so");
        List<String> listed = Pattern.compile("<loc>(.*?)</loc>")
                .matcher(sitemap)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(listed).doesNotHaveDuplicates();
        for (String address : listed) {
            assertThat(get(address.substring(base().length())).statusCode())
                    .as(address)
                    .isEqualTo(200);
        }
    }

    @Test
    void a_page_names_its_one_address_in_each_language() throws Exception {
        String vietnamese = get("/thu-tuc/1.001193?truong-hop=co-yeu-to").body();
        String english = get("/thu-tuc/1.001193?lang=en").body();

        String address = base() + "/thu-tuc/1.001193";
        assertThat(vietnamese)
                .contains("<link rel=\"canonical\" href=\"" + address + "\">")
                .contains("hreflang=\"en\" href=\"" + address + "?lang=en\"");
        assertThat(english).contains("<link rel=\"canonical\" href=\"" + address + "?lang=en\">");
    }

    @Test
    void every_procedure_tells_machines_what_its_page_tells_people() throws Exception {
        for (ProcedureSummary summary : catalog.search("", null)) {
            Procedure p = catalog.current(summary.code()).orElseThrow();
            JsonNode service = structured(get("/thu-tuc/" + p.code()).body());

            assertThat(text(service, "@context")).isEqualTo("https://schema.org");
            assertThat(text(service, "@type")).isEqualTo("GovernmentService");
            assertThat(text(service, "url")).isEqualTo(base() + "/thu-tuc/" + p.code());
            assertThat(text(service, "name")).isEqualTo(p.shortName());
            assertThat(text(service, "description")).contains(p.name(), p.result());
            assertThat(text(service.path("provider"), "name")).isEqualTo(p.competentAgency());
            assertThat(service.path("areaServed").size()).as(p.code()).isPositive();
            assertThat(service.path("audience").size()).as(p.code()).isPositive();
            assertThat(service.path("availableChannel").size()).isEqualTo((int)
                    p.channels().stream().filter(c -> c.offered()).count());
            service.path("availableChannel")
                    .forEach(channel -> assertThat(isDuration(text(channel, "processingTime")))
                            .as(p.code() + " " + channel)
                            .isTrue());
            assertThat(service.path("offers").size()).isPositive();
            service.path("offers")
                    .forEach(offer -> assertThat(offer.has("price") || offer.has("description"))
                            .isTrue());
            assertThat(each(service.path("subjectOf")).stream().map(l -> text(l, "legislationIdentifier")))
                    .containsExactlyElementsOf(
                            p.legalBases().stream().map(LegalBasis::no).toList());
        }
    }

    @Test
    void a_term_and_a_price_are_told_as_numbers_only_where_they_are_the_same_for_everybody() throws Exception {
        JsonNode permit = structured(get("/thu-tuc/1.013225").body());
        JsonNode copy = structured(get("/thu-tuc/2.000815").body());

        assertThat(text(permit.path("availableChannel").path(0), "processingTime"))
                .isEqualTo("P15D");
        assertThat(permit.path("offers").path(0).path("price").asInt(-1)).isZero();
        assertThat(copy.path("offers").path(0).has("price"))
                .as("depends on pages and copies")
                .isFalse();
        assertThat(text(
                        structured(get("/thu-tuc/1.012784").body())
                                .path("availableChannel")
                                .path(0),
                        "processingTime"))
                .as("12 working days are two weeks and two days")
                .isEqualTo("P16D");
    }

    @Test
    void a_name_can_not_break_out_of_what_machines_read() throws Exception {
        String code = "9.400001";
        String name = "\"</script><script>alert(1)</script><!-- & \\u2028\"";
        ProceduresForTests.publishForCitizens(
                application, code, name, LocalDate.of(2026, 5, 1), LocalDate.of(2026, 7, 1), "");
        clock.set(TestClock.at(2026, 5, 4, 9, 0));

        String page = get("/thu-tuc/" + code).body();

        assertThat(page).doesNotContain("<script>alert");
        assertThat(text(structured(page), "name")).startsWith("</script><script>alert(1)</script><!-- &");
    }

    @Test
    void the_address_of_a_withdrawn_procedure_says_since_when_and_what_takes_its_place() throws Exception {
        ProceduresForTests.publishForCitizens(
                application, "9.400002", "Cũ", LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), "");
        ProceduresForTests.publishForCitizens(
                application,
                "9.400003",
                "Mới",
                LocalDate.of(2026, 3, 1),
                LocalDate.of(2026, 4, 1),
                "replaces: [\"9.400002\"]\n");

        clock.set(TestClock.at(2026, 2, 10, 9, 0));
        assertThat(get("/thu-tuc/9.400002").statusCode()).isEqualTo(200);
        assertThat(get("/thu-tuc/9.400003").statusCode()).as("not yet in force").isEqualTo(404);
        clock.set(TestClock.at(2026, 3, 10, 9, 0));
        HttpResponse<String> gone = get("/thu-tuc/9.400002");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("1/3/2026", "href=\"/thu-tuc/9.400003\"");
        assertThat(get("/thu-tuc/9.400002/in").statusCode()).isEqualTo(410);
        assertThat(get("/sitemap.xml").body())
                .contains("/thu-tuc/9.400003</loc><lastmod>2026-03-01<")
                .doesNotContain("/thu-tuc/9.400002<");
        clock.set(TestClock.START);
        assertThat(get("/thu-tuc/9.400003").body()).contains("Không có thủ tục nào được công bố là thay thế");
        assertThat(get("/thu-tuc/9.999999").statusCode()).isEqualTo(404);
    }

    @Test
    void what_runs_between_offices_is_nothing_for_the_public() throws Exception {
        ProceduresForTests.publish(application, "9.400004");

        assertThat(catalog.current("9.400004")).isPresent();
        assertThat(get("/thu-tuc/9.400004").statusCode()).isEqualTo(404);
        assertThat(get("/thu-tuc/9.400004/in").statusCode()).isEqualTo(404);
    }

    @Test
    void every_procedure_is_found_by_its_sector_and_by_an_agency_that_offers_it() throws Exception {
        String list = get("/thu-tuc").body();
        assertThat(list).contains("name=\"linh-vuc\"", "name=\"co-quan\"", "name=\"su-kien\"");
        for (ProcedureSummary summary : catalog.search("", null)) {
            Procedure p = catalog.current(summary.code()).orElseThrow();
            String link = "href=\"/thu-tuc/" + p.code() + "\"";
            assertThat(get("/thu-tuc?linh-vuc=" + p.sectorCode()).body()).contains(link);
            assertThat(get("/").body()).contains("/thu-tuc?linh-vuc=" + p.sectorCode() + "\"");
            String agency = catalog.offeredBy(p).getFirst().code();
            assertThat(get("/thu-tuc?co-quan=" + agency).body()).contains(link);
            if (p.lifeEvent() != null) {
                assertThat(get("/thu-tuc?su-kien=" + p.lifeEvent()).body()).contains(link);
            }
        }
        assertThat(get("/thu-tuc?q=khai+sinh&linh-vuc=CT").body()).doesNotContain("href=\"/thu-tuc/1.001193\"");
        assertThat(get("/thu-tuc?q=a%26b%3Dc").body()).contains("/thu-tuc?q=a%26b%3Dc&amp;doi-tuong=business");
    }

    private static boolean isDuration(String text) {
        try {
            return text.startsWith("PT")
                    ? Duration.parse(text).isPositive()
                    : !Period.parse(text).isZero();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private JsonNode structured(String page) {
        Matcher block = STRUCTURED.matcher(page);
        List<String> found = new ArrayList<>();
        while (block.find()) {
            found.add(block.group(1));
        }
        assertThat(found).hasSize(1);
        return json.readTree(found.getFirst());
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private String base() {
        return "http://localhost:" + port;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
