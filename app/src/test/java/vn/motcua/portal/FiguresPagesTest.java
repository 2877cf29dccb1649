package vn.motcua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.catalog.Catalog;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.testing.BrowserSession;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** The figures as people see them, over made-up facts of June 2026. */
@DemoTest
class FiguresPagesTest {

    private static final long MADE_UP = 7_100_000_000L;
    private static final String JUNE = "?tu=2026-06&den=2026-06";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Organization organization;

    @Autowired
    Catalog catalog;

    @BeforeEach
    void june() {
        Random random = new Random(6);
        List<Agency> agencies = organization.agencies(TestClock.START);
        List<String> codes = new ArrayList<>(List.of("1.001193", "2.000815", "1.013225"));
        for (int i = 0; i < codes.size(); i++) {
            var procedure = catalog.current(codes.get(i)).orElseThrow();
            jdbc.sql("INSERT INTO reporting.procedure_version VALUES (:v, :code, :name, :sector, :sectorName, :unit)")
                    .param("v", MADE_UP + i)
                    .param("code", procedure.code())
                    .param("name", procedure.name())
                    .param("sector", procedure.sectorCode())
                    .param("sectorName", procedure.sectorName())
                    .param("unit", procedure.unitKey())
                    .update();
        }
        for (int i = 0; i < 300; i++) {
            Instant received = TestClock.at(2026, 6, 1, 8, 0).plus(Duration.ofMinutes(random.nextInt(40_000)));
            Instant due = received.plus(Duration.ofDays(random.nextInt(5)));
            Instant finished = random.nextInt(9) == 0 ? null : due.minus(Duration.ofHours(random.nextInt(100) - 4));
            jdbc.sql("""
                            INSERT INTO reporting.dossier_fact
                                   (dossier_id, code, agency_id, procedure_version_id, channel, received_at, due_at,
                                    clock_at, clock_due, clock_stopped, processed_at, ledger_seq)
                            VALUES (:id, :code, :agency, :v, :channel, :received::timestamptz, :due::timestamptz,
                                    ARRAY[:received::timestamptz], ARRAY[:due::timestamptz], '{false}',
                                    :finished::timestamptz, 1)
                            """)
                    .param("id", MADE_UP + i)
                    .param("code", "000.00.08.H26-2606-" + i)
                    .param(
                            "agency",
                            agencies.get(random.nextInt(agencies.size())).id().value())
                    .param("v", MADE_UP + random.nextInt(codes.size()))
                    .param("channel", random.nextBoolean() ? "ONLINE" : "COUNTER")
                    .param("received", received.toString())
                    .param("due", due.toString())
                    .param("finished", finished == null ? null : finished.toString())
                    .update();
        }
    }

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM reporting.dossier_fact WHERE dossier_id >= " + MADE_UP)
                .update();
        jdbc.sql("DELETE FROM reporting.procedure_version WHERE version_id >= " + MADE_UP)
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {BrowserSession.DESKTOP, BrowserSession.PHONE})
    void anyone_reads_the_figures_on_any_screen(int width) {
        try (var browser = BrowserSession.open(port, width)) {
            browser.page().navigate("/thong-ke" + JUNE);

            assertThat(browser.page().locator("table").count()).isEqualTo(3);
            assertThat(browser.page().locator("td a").count())
                    .as("numbers only, for everyone")
                    .isZero();
            browser.screenshot("figures");
            browser.assertAccessible();

            browser.page().navigate("/");
            browser.screenshot("home-figures");
            browser.assertAccessible();
        }
    }

    @Test
    void every_number_is_how_many_dossiers_it_opens() {
        Agency district = organization.agencies(TestClock.START).getFirst();
        try (var browser = BrowserSession.open(port, BrowserSession.DESKTOP)) {
            Page page = signedInAsChief(browser);
            page.navigate("/thong-ke" + JUNE + "&co-quan=" + district.code());
            browser.screenshot("figures-of-an-agency");

            List<Locator> numbers = page.locator("td[data-label], .mc-figures dd").all().stream()
                    .filter(cell -> cell.innerText().matches("[1-9]\\d*"))
                    .toList();
            assertThat(numbers).hasSizeGreaterThan(30);
            Map<String, Long> opened = new LinkedHashMap<>();
            for (Locator number : numbers) {
                assertThat(number.locator("a").count()).as(number.innerHTML()).isEqualTo(1);
                opened.put(number.locator("a").getAttribute("href"), Long.parseLong(number.innerText()));
            }
            assertThat(opened.keySet()).as("units too").anyMatch(href -> href.contains("don-vi=justice"));
            opened.forEach((href, number) -> {
                String dossiers = page.request().get(href).text();
                assertThat(dossiers.split("href=\"/lam-viec/ho-so/", -1).length - 1L)
                        .as(href)
                        .isEqualTo(number);
            });
        }
    }

    @Test
    void a_chief_opens_the_dossiers_behind_a_figure() {
        try (var browser = BrowserSession.open(port, BrowserSession.DESKTOP)) {
            Page page = signedInAsChief(browser);
            page.navigate("/thong-ke" + JUNE);
            page.locator("table")
                    .first()
                    .locator("tr")
                    .last()
                    .locator("td a")
                    .first()
                    .click();

            assertThat(page.url()).contains("so-lieu=RECEIVED");
            assertThat(page.locator("tbody tr").count()).isEqualTo(50);
            browser.screenshot("figures-behind");
            browser.assertAccessible();
        }
    }

    @Test
    void the_table_can_be_taken_home_and_adds_up() {
        try (var browser = BrowserSession.open(port, BrowserSession.DESKTOP)) {
            String csv = browser.page().request().get("/thong-ke.csv" + JUNE).text();

            List<String[]> agencies = csv.lines()
                    .map(line -> line.split(",", -1))
                    .filter(v -> v[2].equals("agency"))
                    .toList();
            String[] total = csv.lines()
                    .map(line -> line.split(",", -1))
                    .filter(v -> v[2].equals("total"))
                    .findFirst()
                    .orElseThrow();
            assertThat(agencies).hasSize(15);
            for (int column = 5; column < 16; column++) {
                int at = column;
                assertThat(agencies.stream()
                                .mapToLong(v -> Long.parseLong(v[at]))
                                .sum())
                        .isEqualTo(Long.parseLong(total[column]));
            }
            assertThat(Long.parseLong(total[5])).isEqualTo(Long.parseLong(total[9]) + Long.parseLong(total[13]));
        }
    }

    private Page signedInAsChief(BrowserSession browser) {
        Page page = browser.page();
        page.navigate("/dang-nhap");
        page.locator("[name=ten-dang-nhap]").fill(chief());
        page.locator("[name=mat-khau]").fill("motcua-demo");
        page.locator("form button[type=submit]").last().click();
        return page;
    }

    private String chief() {
        return organization.agencies(TestClock.START).stream()
                .filter(a -> a.parent() == null)
                .flatMap(a -> organization.unitsOf(a.id()).stream())
                .flatMap(u -> organization.officersOf(u.id(), "chief").stream())
                .map(o -> organization.loginOf(o.id()))
                .findFirst()
                .orElseThrow();
    }
}
