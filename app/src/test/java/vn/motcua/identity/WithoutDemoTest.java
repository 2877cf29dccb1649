package vn.motcua.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.testing.MotCuaTest;
import vn.motcua.testing.TestClock;

@MotCuaTest(properties = {"motcua.demo=false", "motcua.admin.password=mat-khau-tu-nguoi-cai"})
class WithoutDemoTest {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Accounts accounts;

    @Autowired
    Organization organization;

    @Test
    void no_demo_account_exists_and_the_demo_password_opens_nothing() {
        assertThat(organization.demoOfficers()).isEmpty();
        for (String name : new String[] {"hm.motcua1", "admin"}) {
            assertThat(new Browser("127.0.0.1", port)
                            .signIn(name, "motcua-demo")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** As when a trial's data folder is started again without the demo. */
    @Test
    void a_demo_account_left_in_the_database_cannot_sign_in() {
        long officer = jdbc.sql("""
                INSERT INTO organization.officer (login, name, demo) VALUES ('hm.motcua99', 'Trần Văn Mẫu', true)
                RETURNING id""").query(Long.class).single();
        jdbc.sql("INSERT INTO organization.post (officer, position, valid_from) VALUES (:officer, 'admin', :from)")
                .param("officer", officer)
                .param("from", LocalDate.of(2018, 1, 1))
                .update();
        var id = new OfficerId(officer);
        accounts.setPasswordHash(id, accounts.hash("motcua-demo"), false, TestClock.START);

        HttpResponse<String> answer = new Browser("127.0.0.1", port).signIn("hm.motcua99", "motcua-demo");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(organization.actor(id)).isEmpty();
    }

    @Test
    void there_is_no_simulated_provider_and_no_way_to_it() {
        var browser = new Browser("127.0.0.1", port);

        assertThat(browser.get("/dang-nhap").body()).doesNotContain("VNeID");
        assertThat(browser.get("/gia-lap/vneid/dang-nhap").statusCode()).isEqualTo(404);
        assertThat(browser.get("/gia-lap/vneid/oauth2/jwks").statusCode()).isEqualTo(404);
    }

    @Test
    void the_first_administrator_signs_in_with_the_password_given_at_the_start() {
        var browser = new Browser("127.0.0.1", port);

        HttpResponse<String> answer = browser.signIn("admin", "mat-khau-tu-nguoi-cai");

        assertThat(Browser.path(answer)).isEqualTo("/lam-viec");
        Actor.Officer admin = organization
                .officerByLogin("admin")
                .flatMap(organization::actor)
                .orElseThrow();
        assertThat(admin.everywhere())
                .isEqualTo(Set.of(
                        Permission.ORGANIZATION_ADMIN,
                        Permission.CATALOG_EDIT,
                        Permission.CATALOG_PUBLISH,
                        Permission.PROCESS_DESIGN,
                        Permission.PROCESS_OPERATE,
                        Permission.SYSTEM_ADMIN));
    }

    @Test
    void guests_send_so_much_from_one_place_in_an_hour_and_no_more() {
        jdbc.sql("DELETE FROM identity.guest_sending").update();
        var browser = new Browser("127.0.0.1", port);
        for (int i = 0; i < 30; i++) {
            assertThat(file(browser).statusCode()).isNotEqualTo(429);
        }

        HttpResponse<String> more = file(browser);

        assertThat(more.statusCode()).isEqualTo(429);
        assertThat(more.body()).contains("thử lại sau một giờ");
        clock.advance(Duration.ofHours(1));
        assertThat(file(browser).statusCode()).isNotEqualTo(429);
    }

    private static HttpResponse<String> file(Browser browser) {
        return browser.json("/api/v1/dossiers", "{}");
    }
}
