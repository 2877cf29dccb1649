package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.testing.DemoTest;

/** The pages of the ward's procedures, and the forms people fill at hard moments. */
@DemoTest
class WardPagesTest {

    private static final List<String> PROCEDURES = List.of(
            "1.000894",
            "1.000656",
            "1.001022",
            "1.000689",
            "1.004837",
            "1.004859",
            "1.004884",
            "2.000635",
            "2.000884",
            "2.001035",
            "2.000908",
            "2.000986",
            "2.001023");

    @LocalServerPort
    int port;

    @Test
    void axe_finds_nothing_on_the_page_of_each_procedure() {
        try (var guest = Walk.onPhone(port)) {
            for (String code : PROCEDURES) {
                assertThat(guest.open("/thu-tuc/" + code).status()).isEqualTo(200);
                guest.look("procedure-" + code);
            }
            guest.assertNothingWrong();
        }
    }

    @Test
    void who_registers_a_death_is_asked_for_what_the_papers_at_hand_say() {
        try (var guest = Walk.onPhone(port)) {
            guest.open("/thu-tuc/1.000656/nop");
            guest.field("agency").selectOption(new SelectOption().setIndex(1));
            guest.press("Bắt đầu điền");
            String applicant = guest.path();
            guest.open(applicant.replace("nguoi-nop", "deceased"));
            guest.type("deceasedIdentity", "12345");
            guest.press("Lưu và tiếp tục");
            assertThat(guest.page().locator("#deceasedIdentity-loi").innerText())
                    .contains("12 chữ số");
            guest.look("file-death-refused");
            guest.open(applicant.replace("nguoi-nop", "proof"));
            guest.choose("deathProof", "evidence");
            assertThat(guest.field("deathEvidence").isVisible()).isTrue();
            assertThat(guest.field("deathNotice").isVisible()).isFalse();
            guest.look("file-death-proof");
            guest.assertNothingWrong();
        }
    }

    @Test
    void a_couple_is_asked_about_former_marriages_only_where_there_were_some() {
        try (var guest = Walk.atDesk(port)) {
            guest.open("/thu-tuc/1.000894/nop");
            guest.field("agency").selectOption(new SelectOption().setIndex(1));
            guest.press("Bắt đầu điền");
            guest.open(guest.path().replace("nguoi-nop", "groom-before"));
            guest.choose("groomStatus", "never");
            assertThat(guest.field("groomMarriageCount").isVisible()).isFalse();
            guest.choose("groomStatus", "divorced");
            assertThat(guest.field("groomDivorce").isVisible()).isTrue();
            assertThat(guest.field("groomSpouseDeath").isVisible()).isFalse();
            guest.look("file-marriage");
            guest.assertNothingWrong();
        }
    }
}
