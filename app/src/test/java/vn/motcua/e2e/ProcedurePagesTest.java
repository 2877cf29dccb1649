package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.testing.DemoTest;

/** The page of every procedure, and the forms people fill at hard moments or that ask for much. */
@DemoTest
class ProcedurePagesTest {

    @LocalServerPort
    int port;

    @Autowired
    Catalog catalog;

    @Test
    void the_page_of_each_procedure_is_sound_and_tells_what_is_not_online_and_why() {
        List<ProcedureSummary> all = catalog.search("", null);
        assertThat(all).hasSizeGreaterThanOrEqualTo(30);
        try (var guest = Walk.onPhone(port)) {
            for (ProcedureSummary summary : all) {
                Procedure procedure = catalog.current(summary.code()).orElseThrow();
                assertThat(guest.open("/thu-tuc/" + procedure.code()).status()).isEqualTo(200);
                if (!procedure.serviceLevel().equals("FULL")) {
                    assertThat(procedure.serviceLevelReason()).isNotBlank();
                    assertThat(guest.page().locator("#muc-do").innerText())
                            .contains(
                                    procedure.offered(Channel.ONLINE)
                                            ? "Vì sao chưa làm trọn qua mạng"
                                            : "Chưa nộp được qua mạng",
                                    procedure.serviceLevelReason());
                }
                assertThat(guest.text())
                        .as("codes for machines, hyphens for dashes")
                        .doesNotContain("KQ.", " - ");
                guest.look("procedure-" + procedure.code());
            }
            guest.assertNothingWrong();
        }
    }

    @Test
    void lists_narrow_by_sector_agency_and_life_event() {
        try (var guest = Walk.onPhone(port)) {
            guest.open("/thu-tuc?q=khai+sinh");
            guest.page().locator("summary").first().click();
            guest.field("linh-vuc").selectOption(new SelectOption().setLabel("Hộ tịch"));
            guest.field("su-kien").selectOption("birth");
            guest.press("Lọc");
            assertThat(guest.page().locator(".mc-results > li").count()).isPositive();
            assertThat(guest.field("linh-vuc").inputValue()).isEqualTo("HT");
            guest.look("search-narrowed");
            guest.field("co-quan").selectOption(new SelectOption().setIndex(1));
            guest.press("Lọc");
            guest.look("search-narrowed-to-district");
            assertThat(guest.text()).contains("Hãy bỏ bớt một bộ lọc");
            guest.open("/thu-tuc?linh-vuc=CT&lang=en");
            guest.look("search-narrowed-english");
            guest.assertNothingWrong();
        }
    }

    @Test
    void who_registers_a_death_is_asked_for_what_the_papers_at_hand_say() {
        try (var guest = Walk.onPhone(port)) {
            String applicant = begin(guest, "1.000656");
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
            guest.open(begin(guest, "1.000894").replace("nguoi-nop", "groom-before"));
            guest.choose("groomStatus", "never");
            assertThat(guest.field("groomMarriageCount").isVisible()).isFalse();
            guest.choose("groomStatus", "divorced");
            assertThat(guest.field("groomDivorce").isVisible()).isTrue();
            assertThat(guest.field("groomSpouseDeath").isVisible()).isFalse();
            guest.look("file-marriage");
            guest.assertNothingWrong();
        }
    }

    @Test
    void a_shop_that_changes_is_asked_for_the_new_of_what_it_ticks() {
        try (var guest = Walk.onPhone(port)) {
            guest.open(begin(guest, "2.000720").replace("nguoi-nop", "change"));
            guest.choose("changeKind", "content");
            assertThat(guest.field("newAddress.unit").isVisible()).isFalse();
            guest.page().locator("input[type=checkbox][name=changeAddress]").check();
            assertThat(guest.field("newAddress.unit").isVisible()).isTrue();
            guest.choose("taxOfficeMoves", "yes");
            guest.look("file-business-change");
            guest.choose("changeKind", "ownerGone");
            assertThat(guest.field("newAddress.unit").isVisible()).isFalse();
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
            guest.open(begin(guest, "1.013274").replace("nguoi-nop", "place"));
            guest.choose("placeKind", "pavement");
            assertThat(guest.field("pavementLeft").isVisible()).isTrue();
            assertThat(guest.field("roadwayLeft").isVisible()).isFalse();
            guest.look("file-pavement");
            guest.assertNothingWrong();
        }
    }

    /** The address of the first screen of a new draft. */
    private static String begin(Walk guest, String code) {
        guest.open("/thu-tuc/" + code + "/nop");
        if (guest.field("agency").count() > 0
                && guest.field("agency").evaluate("e => e.tagName").equals("SELECT")) {
            guest.field("agency").selectOption(new SelectOption().setIndex(1));
        }
        guest.press("Bắt đầu điền");
        return guest.path();
    }
}
