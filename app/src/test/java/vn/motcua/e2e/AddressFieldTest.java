package vn.motcua.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.testing.DemoTest;

/** An address is answered in parts: on a phone, at a screen, with script and without. */
@DemoTest
class AddressFieldTest {

    private static final String MARRIAGE = "1.000894";
    private static final String PERMIT = "1.013225";
    private static final String TRIED = "9.770011";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext application;

    @AfterEach
    void nothingIsLeftOfTheDraft() {
        ProceduresForTests.forgetDraft(application, TRIED);
    }

    @Test
    void each_part_is_told_what_is_wrong_with_it_and_keeps_what_was_typed() {
        try (var guest = Walk.onPhone(port)) {
            String groom = begin(guest, MARRIAGE).replace("nguoi-nop", "groom");
            guest.open(groom);
            assertThat(guest.field("groomResidence.province").isVisible()).isFalse();
            guest.look("address");
            guest.press("Lưu và tiếp tục");
            assertThat(told(guest, "groomResidence.unit")).contains("Hãy chọn phường, xã của “Nơi cư trú của bên nam”");
            assertThat(told(guest, "groomResidence.detail")).contains("Hãy nhập số nhà");

            guest.answer("groomResidence.unit", "khac");
            assertThat(guest.field("groomResidence.province").isVisible()).isTrue();
            assertThat(guest.field("groomResidence.country").isVisible()).isFalse();
            guest.answer("groomResidence.commune", "Xã Ví Dụ", "groomResidence.detail", "thôn 3");
            guest.press("Lưu và tiếp tục");
            assertThat(told(guest, "groomResidence.province")).contains("Hãy chọn tỉnh, thành phố");
            assertThat(guest.field("groomResidence.unit").inputValue()).isEqualTo("khac");
            assertThat(guest.field("groomResidence.commune").inputValue()).isEqualTo("Xã Ví Dụ");
            assertThat(guest.field("groomResidence.detail").inputValue()).isEqualTo("thôn 3");
            guest.look("address-elsewhere-refused");
            guest.open(groom + "?lang=en");
            guest.press("Save and continue");
            assertThat(told(guest, "groomResidence.province")).contains("Choose the province or city");
            guest.look("address-english");
            guest.open(groom + "?lang=vi");

            guest.field("groomResidence.province").selectOption(new SelectOption().setLabel("Hải Phòng"));
            guest.answer(
                    "groomName", "Trần Văn Ví Dụ",
                    "groomBirthDate", "1/2/1990",
                    "groomIdentity", "099090000001",
                    "groomEthnicity", "Kinh");
            guest.press("Lưu và tiếp tục");
            assertThat(guest.path()).endsWith("/groom-before");
            guest.open(groom.replace("/groom", "/kiem-tra"));
            assertThat(guest.text()).contains("Thôn 3, xã Ví Dụ, thành phố Hải Phòng");
            guest.look("address-check");
            guest.assertNothingWrong();
        }
    }

    @Test
    void a_ward_made_up_by_hand_is_refused_and_shown_to_be_chosen_again() {
        try (var guest = Walk.atDesk(port)) {
            String site = begin(guest, PERMIT).replace("nguoi-nop", "land");
            guest.open(site);
            assertThat(guest.field("siteAddress.unit")
                            .locator("option[value=khac]")
                            .count())
                    .as("what is built here is built here")
                    .isZero();
            guest.page()
                    .evaluate(
                            "document.querySelector('[name=\"siteAddress.unit\"]').append(new Option('x', '99999 phường Ma', true, true))");
            guest.answer("siteAddress.detail", "Số 5 phố Ví Dụ");
            guest.press("Lưu và tiếp tục");

            assertThat(told(guest, "siteAddress.unit")).contains("“phường Ma” không có trong danh sách");
            assertThat(guest.field("siteAddress.detail").inputValue()).isEqualTo("Số 5 phố Ví Dụ");
            guest.look("address-made-up");
            guest.assertNothingWrong();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void without_script_all_parts_can_be_seen_and_say_when_they_are_meant(int width) {
        try (var guest = Walk.withoutScript(port, width)) {
            String groom = begin(guest, MARRIAGE).replace("nguoi-nop", "groom");
            guest.open(groom);
            assertThat(guest.field("groomResidence.province").isVisible()).isTrue();
            assertThat(guest.text())
                    .contains("Chỉ điền khi chọn “Nơi khác trong nước”", "Chỉ điền khi chọn “Ở nước ngoài”");
            guest.answer(
                    "groomName", "Trần Văn Ví Dụ",
                    "groomBirthDate", "1/2/1990",
                    "groomIdentity", "099090000001",
                    "groomEthnicity", "Kinh",
                    "groomResidence.country", "Nhật Bản",
                    "groomResidence.detail", "1-2-3 Ví Dụ, Osaka");
            guest.picture("address-without-script");
            guest.press("Lưu và tiếp tục");
            assertThat(guest.path()).endsWith("/groom-before");
            guest.open(groom.replace("/groom", "/kiem-tra"));
            assertThat(guest.text()).contains("1-2-3 Ví Dụ, Osaka, Nhật Bản");
            guest.assertNothingWrong();
        }
    }

    @Test
    void an_editor_makes_a_question_an_address_and_tries_it() {
        ProceduresForTests.publish(application, TRIED);
        try (var desk = new Desk(port)) {
            var editor = desk.of("admin");
            editor.open("/quan-tri/thu-tuc/" + TRIED);
            editor.press("Sửa từ phiên bản 1");
            editor.follow("Sửa tờ khai");
            editor.page()
                    .locator("details", new Page.LocatorOptions().setHasText("Ủy quyền số"))
                    .locator("summary")
                    .first()
                    .click();
            editor.field("loai.2").selectOption("ADDRESS");
            assertThat(editor.field("cua-ta.2").isVisible()).isTrue();
            editor.page()
                    .waitForCondition(() -> editor.page()
                                    .locator("#xem-truoc [name='authority.unit']")
                                    .count()
                            == 1);
            editor.choose("relation", "other");
            editor.answer("authority.unit", "00307 phường Định Công");
            editor.button("Thử kiểm tra câu trả lời").click();
            editor.page().locator("#xem-truoc [data-error-summary]").waitFor();
            assertThat(editor.page()
                            .locator("#xem-truoc [id='authority.detail-loi']")
                            .innerText())
                    .contains("Hãy nhập số nhà");
            assertThat(editor.field("authority.unit").inputValue()).isEqualTo("00307 phường Định Công");
            editor.look("address-editor");
            editor.assertNothingWrong();
        }
    }

    private static String told(Walk guest, String input) {
        return guest.page().locator("[id='" + input + "-loi']").innerText();
    }

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
