package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.testing.DemoTest;

/** The pages of the procedures on household businesses, construction, roads and land, and two of their forms. */
@DemoTest
class DistrictPagesTest {

    private static final List<String> PROCEDURES = List.of(
            "1.001612",
            "2.000720",
            "1.001570",
            "1.001266",
            "2.000575",
            "1.013225",
            "1.013226",
            "1.013227",
            "1.013228",
            "1.013229",
            "1.013274",
            "1.012784",
            "1.012812",
            "1.013978");

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
    void a_shop_that_changes_is_asked_for_the_new_of_what_it_ticks() {
        try (var guest = Walk.onPhone(port)) {
            begin(guest, "2.000720", "change");
            guest.choose("changeKind", "content");
            assertThat(guest.field("newAddress").isVisible()).isFalse();
            guest.page().locator("input[type=checkbox][name=changeAddress]").check();
            assertThat(guest.field("newAddress").isVisible()).isTrue();
            guest.choose("taxOfficeMoves", "yes");
            guest.look("file-business-change");
            guest.choose("changeKind", "ownerGone");
            assertThat(guest.field("newAddress").isVisible()).isFalse();
            assertThat(guest.field("newOwnerIdentity").isVisible()).isTrue();
            guest.type("newOwnerIdentity", "12345");
            guest.press("Lưu và tiếp tục");
            assertThat(guest.page().locator("#newOwnerIdentity-loi").innerText())
                    .contains("12 chữ số");
            guest.look("file-business-change-refused");
            guest.assertNothingWrong();
        }
    }

    @Test
    void a_pavement_is_asked_for_with_what_is_left_of_it() {
        try (var guest = Walk.onPhone(port)) {
            begin(guest, "1.013274", "place");
            guest.choose("placeKind", "pavement");
            assertThat(guest.field("pavementLeft").isVisible()).isTrue();
            assertThat(guest.field("roadwayLeft").isVisible()).isFalse();
            guest.look("file-pavement");
            guest.assertNothingWrong();
        }
    }

    private static void begin(Walk guest, String code, String screen) {
        guest.open("/thu-tuc/" + code + "/nop");
        if (guest.field("agency").count() > 0
                && guest.field("agency").evaluate("e => e.tagName").equals("SELECT")) {
            guest.field("agency").selectOption(new SelectOption().setIndex(1));
        }
        guest.press("Bắt đầu điền");
        guest.open(guest.path().replace("nguoi-nop", screen));
    }
}
