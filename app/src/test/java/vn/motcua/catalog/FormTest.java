package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

class FormTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-09-01T02:00:00Z"), Vietnam.ZONE);

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {
               "name": {"type": "string", "minLength": 2, "maxLength": 10},
               "born": {"type": "string", "format": "date"},
               "pages": {"type": "integer", "minimum": 1, "maximum": 200},
               "area": {"type": "number", "exclusiveMinimum": 0},
               "capital": {"type": "integer", "minimum": 0},
               "phone": {"type": "string"}, "email": {"type": "string", "format": "email"},
               "identity": {"type": "string"}, "address": {"type": "string"},
               "married": {"type": "string", "enum": ["yes", "no"]},
               "spouse": {"type": "string"},
               "spouseAbroad": {"type": "boolean"}, "country": {"type": "string"},
               "plate": {"type": "string", "pattern": "^[0-9]{2}[A-Z]$"},
               "agreed": {"type": "boolean", "const": true}},
             "required": ["name", "married", "agreed"],
             "allOf": [{"if": {"properties": {"married": {"const": "yes"}}, "required": ["married"]},
                        "then": {"required": ["spouse"]}}]}
            """;

    private static final String UI = """
            {"pages": [
              {"key": "one", "title": "Một", "fields": [
                {"name": "name", "label": "Họ tên", "widget": "text", "autocomplete": "name"},
                {"name": "born", "label": "Ngày sinh", "widget": "date", "notAfter": "today", "notBefore": "1900-01-01"},
                {"name": "pages", "label": "Số trang", "widget": "number"},
                {"name": "area", "label": "Diện tích", "widget": "number"},
                {"name": "capital", "label": "Vốn", "widget": "money"},
                {"name": "phone", "label": "Điện thoại", "widget": "phone"},
                {"name": "email", "label": "Thư điện tử", "widget": "email"},
                {"name": "identity", "label": "Số định danh", "widget": "identity"},
                {"name": "address", "label": "Nơi ở", "widget": "address"}]},
              {"key": "two", "title": "Hai", "fields": [
                {"name": "married", "label": "Đã kết hôn", "widget": "radio",
                 "options": [{"value": "yes", "label": "Rồi"}, {"value": "no", "label": "Chưa"}]},
                {"name": "spouse", "label": "Vợ hoặc chồng", "widget": "text", "showWhen": {"field": "married", "in": ["yes"]}},
                {"name": "spouseAbroad", "label": "Ở nước ngoài", "widget": "checkbox", "showWhen": {"field": "married", "in": ["yes"]}},
                {"name": "country", "label": "Nước", "widget": "text", "showWhen": {"field": "spouseAbroad", "in": [true]}},
                {"name": "plate", "label": "Biển", "widget": "text"},
                {"name": "agreed", "label": "Cam đoan", "widget": "checkbox"}]}],
             "errors": {"plate": {"pattern": "Hai số rồi một chữ, ví dụ 29A"}}}
            """;

    private final Form form =
            FormReader.form(Json.MAPPER.readTree(SCHEMA), Json.MAPPER.readTree(UI), new Areas(List::of), CLOCK);

    @Test
    void a_form_knows_its_pages_fields_and_what_must_be_answered() {
        assertThat(form.pages()).extracting(Form.Page::key).containsExactly("one", "two");
        assertThat(form.field("name").orElseThrow().required()).isTrue();
        assertThat(form.field("name").orElseThrow().maxLength()).isEqualTo(10);
        assertThat(form.field("spouse").orElseThrow().required()).isTrue();
        assertThat(form.field("born").orElseThrow().required()).isFalse();
        assertThat(form.field("married").orElseThrow().optionLabel("yes")).isEqualTo("Rồi");
    }

    @ParameterizedTest
    @CsvSource({
        "5/3/2026,2026-03-05",
        "05-03-2026,2026-03-05",
        "2026-3-5,2026-03-05",
        "31/02/2026,31/02/2026",
        "hôm nay,hôm nay"
    })
    void a_date_is_read_day_first_and_an_impossible_one_is_kept_as_typed(String typed, String read) {
        assertThat(form.read(Map.of("born", typed))).containsEntry("born", read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"+84 912 345 678|0912345678", "0912.345.678|0912345678", "024 3636 1234|02436361234"})
    void a_phone_number_is_read_without_blanks_and_country_code(String typed, String read) {
        assertThat(form.read(Map.of("phone", typed))).containsEntry("phone", read);
    }

    @Test
    void numbers_are_read_the_vietnamese_way() {
        Map<String, Object> read = form.read(Map.of("pages", "12", "area", "85,5", "capital", "1.200.000 đ"));

        assertThat(read)
                .containsEntry("pages", 12L)
                .containsEntry("area", new BigDecimal("85.5"))
                .containsEntry("capital", 1_200_000L);
        assertThat(form.read(Map.of("area", "85.5"))).containsEntry("area", new BigDecimal("85.5"));
        assertThat(form.read(Map.of("area", "1.500"))).containsEntry("area", 1500L);
        assertThat(form.read(Map.of("pages", "mười"))).containsEntry("pages", "mười");
    }

    @Test
    void letters_are_composed_blanks_trimmed_and_unknown_names_dropped() {
        Map<String, Object> read = form.read(Map.of("name", "  Nguye\u0302\u0303n   An ", "email", " ", "hack", "x"));

        assertThat(read).containsExactlyEntriesOf(Map.of("name", "Nguyễn An"));
    }

    @Test
    void hidden_fields_are_dropped_even_when_they_hang_on_a_hidden_field() {
        Map<String, String> posted = Map.of("married", "no", "spouse", "B", "spouseAbroad", "on", "country", "Lào");

        assertThat(form.read(posted)).containsOnlyKeys("married");
        assertThat(form.read(Map.of("married", "yes", "spouseAbroad", "on", "country", "Lào")))
                .containsEntry("spouseAbroad", true)
                .containsEntry("country", "Lào");
    }

    @Test
    void what_is_missing_is_asked_for_field_by_field_in_the_order_of_the_form() {
        assertThat(codes(Map.of("married", "yes"), false))
                .containsExactly(
                        "name:catalog.field-required",
                        "spouse:catalog.field-required",
                        "agreed:catalog.check-required");
        assertThat(codes(Map.of(), false))
                .contains("married:catalog.choice-required")
                .doesNotContain("spouse:catalog.field-required");
    }

    @Test
    void a_draft_is_not_asked_for_what_is_missing_but_for_what_is_wrong() {
        assertThat(codes(Map.of(), true)).isEmpty();
        assertThat(codes(Map.of("agreed", false), true)).isEmpty();
        assertThat(codes(Map.of("agreed", false, "name", "An", "married", "no"), false))
                .containsExactly("agreed:catalog.check-required");
        assertThat(codes(Map.of("phone", "123"), true)).containsExactly("phone:catalog.phone");
    }

    @ParameterizedTest
    @CsvSource({
        "name,A,field-too-short",
        "name,Nguyễn Văn An Bình,field-too-long",
        "born,31/02/2026,field-not-a-date",
        "born,2026-09-02,field-date-in-future",
        "born,1899-12-31,field-date-too-early",
        "phone,0112345678,phone",
        "phone,091234567,phone",
        "email,a@b,email",
        "email,a b@c.vn,email",
        "identity,12345678,identity-number",
        "identity,1234567890,identity-number",
        "identity,00109x000001,identity-number",
        "married,maybe,choice",
        "plate,9A,field-own-message"
    })
    void a_wrong_answer_is_told_in_peoples_words(String field, String answer, String code) {
        assertThat(codes(Map.of(field, answer), true)).containsExactly(field + ":catalog." + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"001090000001", "012345678"})
    void identity_numbers_have_9_or_12_digits(String identity) {
        assertThat(codes(Map.of("identity", identity, "born", "2026-09-01", "email", "an@example.vn"), true))
                .isEmpty();
    }

    @Test
    void numbers_are_held_to_their_limits() {
        assertThat(codes(Map.of("pages", 0), true)).containsExactly("pages:catalog.field-too-small");
        assertThat(codes(Map.of("pages", 201), true)).containsExactly("pages:catalog.field-too-large");
        assertThat(codes(Map.of("pages", new BigDecimal("1.5")), true))
                .containsExactly("pages:catalog.field-not-a-whole-number");
        assertThat(codes(Map.of("pages", "mười"), true)).containsExactly("pages:catalog.field-not-a-number");
        assertThat(codes(Map.of("area", 0), true)).containsExactly("area:catalog.field-not-above");
    }

    @Test
    void a_problem_carries_the_label_and_the_limit() {
        Problem tooLong =
                form.validate(Map.of("name", "Nguyễn Văn An"), true, TODAY).getFirst();

        assertThat(tooLong.args()).containsExactly("Họ tên", "10");
        assertThat(form.validate(Map.of("plate", "x"), true, TODAY).getFirst().args())
                .containsExactly("Hai số rồi một chữ, ví dụ 29A");
    }

    @Test
    void an_answer_to_no_question_is_refused() {
        assertThat(codes(Map.of("hack", "x"), true)).containsExactly("hack:catalog.field-unknown");
    }

    @Test
    void every_message_exists_in_both_languages() throws Exception {
        for (String language : List.of("vi", "en")) {
            var messages = new java.util.Properties();
            try (var in = new java.io.InputStreamReader(
                    FormTest.class.getResourceAsStream("/messages/catalog_" + language + ".properties"),
                    java.nio.charset.StandardCharsets.UTF_8)) {
                messages.load(in);
            }
            Map<String, Object> wrong =
                    new HashMap<>(Map.of("name", "A", "born", "x", "phone", "1", "email", "x", "identity", "1"));
            for (Problem p : form.validate(wrong, false, TODAY)) {
                assertThat(messages).containsKey(p.code());
            }
        }
    }

    private List<String> codes(Map<String, Object> answers, boolean draft) {
        return form.validate(answers, draft, TODAY).stream()
                .map(p -> p.field() + ":" + p.code())
                .toList();
    }
}
