package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/** An address is a ward of the unit tree, or a commune elsewhere, and the rest in free words. */
class AddressTest {

    private static final LocalDate REFORM = LocalDate.of(2025, 7, 1);
    private static final LocalDate BEFORE = LocalDate.of(2025, 6, 30);
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 1);

    /** One district with two wards until the reform, when one code went to another ward; and an agency of no unit. */
    private static final List<Agency> TREE = List.of(
            agency(
                    1,
                    "000.00.08.H26",
                    "008",
                    "Ủy ban nhân dân quận Hoàng Mai",
                    AgencyLevel.DISTRICT,
                    null,
                    null,
                    REFORM),
            agency(
                    2,
                    "000.03.08.H26",
                    "00307",
                    "Ủy ban nhân dân phường Định Công",
                    AgencyLevel.COMMUNE,
                    1L,
                    null,
                    REFORM),
            agency(
                    3,
                    "000.06.08.H26",
                    "00316",
                    "Ủy ban nhân dân phường Đại Kim",
                    AgencyLevel.COMMUNE,
                    1L,
                    null,
                    REFORM),
            agency(
                    4,
                    "000.32.H26",
                    "00316",
                    "Ủy ban nhân dân phường Định Công",
                    AgencyLevel.COMMUNE,
                    null,
                    REFORM,
                    null),
            agency(
                    5,
                    "000.33.H26",
                    "00331",
                    "Ủy ban nhân dân phường Hoàng Mai",
                    AgencyLevel.COMMUNE,
                    null,
                    REFORM,
                    null),
            agency(
                    6,
                    "000.34.H26",
                    "00399",
                    "Trung tâm Phục vụ hành chính công",
                    AgencyLevel.COMMUNE,
                    null,
                    REFORM,
                    null));

    private static final Areas AREAS = new Areas(() -> TREE);

    @Test
    void an_address_within_the_authority_is_written_as_one_line_with_the_units_of_its_day() {
        assertThat(line(BEFORE, "unit", "00307 phường Định Công", "detail", "số 5 ngõ 12  phố Định Công ,"))
                .isEqualTo("Số 5 ngõ 12 phố Định Công, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
        assertThat(line(TODAY, "unit", "00316 phường Định Công", "detail", "Số 5 ngõ 12 phố Định Công"))
                .isEqualTo("Số 5 ngõ 12 phố Định Công, phường Định Công, thành phố Hà Nội");
        assertThat(form(TODAY, "").wards()).singleElement().satisfies(group -> {
            assertThat(group.label()).isEqualTo("Thành phố Hà Nội");
            assertThat(group.options())
                    .as("agencies that govern no unit are none")
                    .extracting(Form.Option::label)
                    .containsExactly("Phường Định Công", "Phường Hoàng Mai");
        });
        assertThat(form(TODAY, "").provinces())
                .hasSize(34)
                .extracting(Form.Option::label)
                .startsWith("An Giang");
    }

    @Test
    void elsewhere_the_province_is_chosen_and_the_commune_typed_and_abroad_the_country() {
        assertThat(line(
                        TODAY,
                        "unit",
                        "khac",
                        "province",
                        "H24 thành phố Hải Phòng",
                        "commune",
                        "Xã Ví Dụ",
                        "detail",
                        "thôn 3"))
                .isEqualTo("Thôn 3, xã Ví Dụ, thành phố Hải Phòng");
        assertThat(line(TODAY, "province", "H01", "commune", "xã Ví Dụ", "detail", "Thôn 3"))
                .as("without script what is filled in says what is meant")
                .isEqualTo("Thôn 3, xã Ví Dụ, tỉnh An Giang");
        assertThat(line(TODAY, "unit", "nuoc-ngoai", "country", "Nhật Bản", "detail", "1-2-3 Ví Dụ, Osaka"))
                .isEqualTo("1-2-3 Ví Dụ, Osaka, Nhật Bản");
        assertThat(wrong(TODAY, "", "unit", "nuoc-ngoai", "country", "Nhật Bản", "detail", "1-2-3 Ví Dụ, Osaka"))
                .isEmpty();
    }

    @Test
    void units_written_once_more_after_the_street_are_not_written_twice() {
        assertThat(line(
                        BEFORE,
                        "unit",
                        "00307 phường Định Công",
                        "detail",
                        "Số 5, P. Định Công, Q.Hoàng Mai, TP Hà Nội"))
                .isEqualTo("Số 5, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
        assertThat(line(BEFORE, "unit", "00307 phường Định Công", "detail", "Định Công"))
                .as("a street alone may bear the ward's name")
                .isEqualTo("Định Công, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unit=|a.unit:address-unit-required a.detail:address-detail-required",
                "unit=00316 phường Định Công|a.detail:address-detail-required",
                "unit=khac;detail=Thôn 3|a.province:address-province-required a.commune:address-commune-required",
                "unit=khac;province=H24 thành phố Hải Phòng;detail=Thôn 3|a.commune:address-commune-required",
                "unit=khac;province=H99 tỉnh Ma;commune=xã Ma;detail=Thôn 3|a.province:address-province-unknown",
                "unit=khac;province=H24 tỉnh An Giang;commune=xã Ma;detail=Thôn 3|a.province:address-province-unknown",
                "unit=nuoc-ngoai;detail=Osaka|a.country:address-country-required",
                "unit=99999 phường Ma;detail=Số 1|a.unit:address-unit-unknown",
                "unit=00316 phường Ma;detail=Số 1|a.unit:address-unit-unknown",
                "unit=00307 phường Định Công;detail=Số 1|a.unit:address-unit-ended",
                "unit=00316 phường Đại Kim;detail=Số 1|a.unit:address-unit-ended",
                "unit=00399 phường Ma;detail=Số 1|a.unit:address-unit-unknown"
            })
    void what_is_wrong_is_told_at_its_part(String typed, String problems) {
        assertThat(wrong(TODAY, "", pairs(typed))).containsExactlyInAnyOrder(problems.split(" ", -1));
    }

    @Test
    void a_ward_that_has_ended_is_told_by_its_name_and_day_though_its_code_lives_on() {
        Form form = form(TODAY, "");
        Map<String, Object> answers = form.read(typed("unit", "00316 phường Đại Kim", "detail", "Số 1"));

        assertThat(form.validate(answers, true))
                .as("in a draft too")
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.code()).isEqualTo("catalog.address-unit-ended");
                    assertThat(p.args()).containsExactly("Nơi ở", "phường Đại Kim", "01/07/2025");
                });
        assertThat(form.typed(form.fields().getFirst(), answers))
                .as("what was chosen stays to be seen")
                .containsEntry("a.unit", "00316 phường Đại Kim");
    }

    @Test
    void a_draft_is_not_asked_for_the_parts_that_are_missing() {
        Form form = form(TODAY, "");

        assertThat(form.validate(form.read(typed("unit", "khac", "detail", "Thôn 3")), true))
                .isEmpty();
        assertThat(form.validate(form.read(Map.of()), true)).isEmpty();
        assertThat(form.validate(form.read(Map.of()), false))
                .extracting(Problem::field)
                .containsExactly("a.unit", "a.detail");
    }

    @Test
    void where_only_our_own_area_counts_no_other_place_is_taken() {
        String ours = ", \"area\": \"ours\"";

        assertThat(wrong(TODAY, ours, "unit", "00331 phường Hoàng Mai", "detail", "Thửa 12"))
                .isEmpty();
        assertThat(wrong(
                        TODAY,
                        ours,
                        "unit",
                        "khac",
                        "province",
                        "H01 tỉnh An Giang",
                        "commune",
                        "xã A",
                        "detail",
                        "Thôn 1"))
                .containsExactly("a.unit:address-not-ours");
        assertThat(wrong(TODAY, ours, "country", "Nhật Bản", "detail", "Osaka"))
                .containsExactly("a.unit:address-not-ours");
        assertThat(wrong(TODAY, ours, "unit", "")).contains("a.unit:address-ours-required");
    }

    @Test
    void other_systems_may_leave_out_names_and_may_not_make_any_up() {
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00331"}, "detail": "Số 5"}""")).isEmpty();
        assertThat(completed("""
                {"province": {"code": "H26"}, "commune": {"code": "00331"}, "detail": " Số 5, P. Hoàng Mai "}""")).isEqualTo("Số 5, phường Hoàng Mai, thành phố Hà Nội");
        assertThat(completed("""
                {"province": {"code": "H26", "name": "Hà Nội"}, "commune": {"code": "00316", "name": "Phuong Dinh Cong"}, "detail": "Số 5"}"""))
                .as("names are taken without accents and written as they are")
                .isEqualTo("Số 5, phường Định Công, thành phố Hà Nội");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00316"}, "detail": "Số 5"}"""))
                .as("a code that was another ward's too")
                .containsExactly("a.unit:address-unit-name-required");
        assertThat(sent("""
                {"province": {"code": "H24", "name": "thành phố Hải Phòng"},
                 "commune": {"code": "00316", "name": "phường Định Công"}, "detail": "Số 5"}""")).as("though every name is right").containsExactly("a.unit:address-unit-of-another");
        assertThat(sent("""
                {"province": {"code": "H24"}, "commune": {"code": "00331"}, "detail": "Số 5"}""")).as("a ward of another province").containsExactly("a.unit:address-unit-of-another");
        assertThat(sent("""
                {"province": {"code": "H26", "name": "thành phố Ma"}, "commune": {"code": "00331"}, "detail": "Số 5"}""")).containsExactly("a.unit:address-unit-of-another");
        assertThat(sent("""
                {"province": {"code": "H26"}, "district": {"code": "008"}, "commune": {"code": "00331"}, "detail": "Số 5"}""")).as("a district that is no more").containsExactly("a.unit:address-unit-of-another");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "99999", "name": "phường Ma"}, "detail": "Số 5"}""")).containsExactly("a.unit:address-unit-unknown");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00316", "name": "phường Ma"}, "detail": "Số 5"}""")).containsExactly("a.unit:address-unit-unknown");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00316"}, "detail": "Số 5", "country": "Nhật Bản"}""")).containsExactly("a.unit:address-both");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00331"}, "detail": "Số 5", "zip": "100000"}""")).containsExactly("a:address-wrong");
        assertThat(sent("""
                {"province": {"code": "H26"}, "district": {"code": "008"}, "commune": {"name": "xã Ma"}, "detail": "Số 5"}""")).containsExactly("a.unit:address-unit-unknown");
        assertThat(sent("""
                {"province": {"code": "H26"}, "commune": {"code": "00331"}, "detail": "  "}""")).containsExactly("a.detail:address-detail-required");
        assertThat(sent("\"Số 5, phường Định Công\""))
                .as("a line whose ward is sure")
                .isEmpty();
        assertThat(sent("\"Số 5\"")).containsExactly("a.unit:address-unit-required");
        assertThat(sent("[]")).containsExactly("a:address-wrong");
        assertThat(sent("{}"))
                .containsExactlyInAnyOrder("a.unit:address-unit-required", "a.detail:address-detail-required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Số 5 ngõ 12 phố Định Công, phường Định Công, quận Hoàng Mai, thành phố Hà Nội|00307 phường Định Công|Số 5 ngõ 12 phố Định Công",
                "Số 5, P.Định Công, Q. Hoàng Mai, TP. Hà Nội|00307 phường Định Công|Số 5",
                "so 5, phuong dai kim, Ha Noi|00316 phường Đại Kim|so 5",
                "Số 5, phường Định Công|00307 phường Định Công|Số 5",
                "Số 5 Định Công, quận Hoàng Mai|-|Số 5 Định Công, quận Hoàng Mai",
                "Số 5, phường Thanh Xuân Bắc, quận Thanh Xuân, Hà Nội|khac|Số 5",
                "Thôn 3, xã Ví Dụ, tỉnh An Giang|khac|Thôn 3",
                "Đường Láng, Hà Nội|-|Đường Láng, Hà Nội"
            })
    void a_line_of_before_addresses_had_parts_is_taken_apart_where_that_is_sure(
            String line, String unit, String detail) {
        Form form = form(BEFORE, "");
        Form.Field field = form.fields().getFirst();

        Map<String, String> typed = form.typed(field, Map.of("a", line));

        assertThat(typed.getOrDefault("a.unit", "-")).isEqualTo(unit);
        assertThat(typed).containsEntry("a.detail", detail);
        assertThat(form.accepts(field, Map.of("a", line))).isEqualTo(!unit.equals("-"));
        assertThat(form.begun(field, line)).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phường Định Công|00316 phường Định Công|",
                "P. dinh cong|00316 phường Định Công|",
                "Phường Định Công, Hà Nội|00316 phường Định Công|",
                "phường Định Công, quận Thanh Xuân|khac|",
                "xã Định Công|khac|",
                "Định Công|khac|a.commune:address-unit-unsure",
                "phường Dịnh Công|khac|a.commune:address-unit-unsure",
                "phường Đại Kim|khac|a.commune:address-unit-ended",
                "phường Định Công, quận Hoàng Mai|khac|a.commune:address-unit-ended"
            })
    void our_own_wards_have_their_code_however_they_are_named(String commune, String unit, @Nullable String problem) {
        String[] typed = {"unit", "khac", "province", "H26 thành phố Hà Nội", "commune", commune, "detail", "Số 5"};
        Form form = form(TODAY, "");
        Map<String, Object> answers = form.read(typed(typed));

        assertThat(form.typed(form.fields().getFirst(), answers)).containsEntry("a.unit", unit);
        assertThat(wrong(TODAY, "", typed)).isEqualTo(problem == null ? List.of() : List.of(problem));
        assertThat(sent("{\"province\": {\"code\": \"H26\"}, \"commune\": {\"name\": \"%s\"}, \"detail\": \"Số 5\"}"
                        .formatted(commune)))
                .as("from another system")
                .isEqualTo(problem == null ? List.of() : List.of(problem));
        assertThat(wrong(
                        TODAY,
                        "",
                        "unit",
                        "khac",
                        "province",
                        "H01 tỉnh An Giang",
                        "commune",
                        commune,
                        "detail",
                        "Số 5"))
                .as("in another province")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Số 12, Định Công|Số 12, Định Công",
                "Số 12, Hoàng Mai|Số 12, Hoàng Mai",
                "Số 12, Hà Nội|Số 12, Hà Nội",
                "Số 12, Định Công, phường Định Công, Hà Nội|Số 12, Định Công",
                "Số 12, thành phố Hà Nội|Số 12"
            })
    void streets_may_bear_the_names_of_units(String detail, String kept) {
        assertThat(line(BEFORE, "unit", "00307 phường Định Công", "detail", detail))
                .isEqualTo(kept + ", phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
    }

    @Test
    void where_only_our_own_area_counts_a_line_of_elsewhere_stays_whole() {
        Form form = form(TODAY, ", \"area\": \"ours\"");
        Form.Field field = form.fields().getFirst();

        assertThat(form.typed(field, Map.of("a", "Thôn 3, xã Ví Dụ, tỉnh An Giang")))
                .as("there is no input for its province")
                .isEqualTo(Map.of("a.detail", "Thôn 3, xã Ví Dụ, tỉnh An Giang"));
        assertThat(form.typed(field, Map.of("a", "Số 5, phường Hoàng Mai, Hà Nội")))
                .isEqualTo(Map.of("a.unit", "00331 phường Hoàng Mai", "a.detail", "Số 5"));
        assertThat(form.drawn(
                        field,
                        typed(
                                "unit",
                                "khac",
                                "province",
                                "H01 tỉnh An Giang",
                                "commune",
                                "xã Ví Dụ",
                                "detail",
                                "Thôn 3")))
                .isEqualTo(Map.of("a.detail", "Thôn 3, xã Ví Dụ, tỉnh An Giang"));
    }

    @Test
    void what_was_stated_elsewhere_is_no_beginning_of_an_address_of_ours() {
        Form form = form(TODAY, ", \"area\": \"ours\"");
        Form.Field field = form.fields().getFirst();

        assertThat(form.begun(field, "Thôn 3, xã Ví Dụ, tỉnh An Giang")).isEmpty();
        assertThat(form.begun(field, Map.of("country", "Nhật Bản", "detail", "Osaka")))
                .isEmpty();
        assertThat(form.begun(field, "Số 5, phường Đại Kim, quận Hoàng Mai, Hà Nội"))
                .as("the ward is no more, while the house still stands")
                .isEqualTo(Map.of("a.detail", "Số 5"));
        assertThat(form.begun(
                        field,
                        Map.of(
                                "province", Map.of("code", "H26", "name", "thành phố Hà Nội"),
                                "commune", Map.of("code", "00316", "name", "phường Đại Kim"),
                                "detail", "Số 5")))
                .isEqualTo(Map.of("a.detail", "Số 5"));
    }

    @Test
    void a_form_that_asks_for_a_line_again_takes_the_parts_as_one() {
        Form old = FormReader.form(Json.MAPPER.readTree("""
                        {"type": "object", "properties": {"a": {"type": "string"}}}"""), ui(""), AREAS, clock(TODAY));
        Form.Field field = old.fields().getFirst();
        Map<String, String> parts = typed("unit", "00331 phường Hoàng Mai", "detail", "Số 5");
        String line = "Số 5, phường Hoàng Mai, thành phố Hà Nội";

        assertThat(old.typed(field, parts)).isEqualTo(Map.of("a", line));
        assertThat(old.isBlank(field, parts)).isFalse();
        assertThat(old.read(parts)).isEqualTo(Map.of("a", line));
        assertThat(old.completed(form(TODAY, "").read(parts))).isEqualTo(Map.of("a", line));
        Map<String, String> kept = new HashMap<>(parts);
        field.keep(Map.of("a", ""), kept);
        assertThat(old.read(kept)).as("what was wiped out stays so").isEmpty();
    }

    @Test
    void a_ward_that_goes_on_has_no_district_after_the_districts_end_and_numbers_are_in_their_order() {
        List<Agency> tree = new ArrayList<>(List.of(TREE.getFirst()));
        for (int i : List.of(1, 10, 2)) {
            tree.add(agency(
                    10 + i,
                    "000.4%d.H26".formatted(i),
                    "004%02d".formatted(i),
                    "Ủy ban nhân dân phường " + i,
                    AgencyLevel.COMMUNE,
                    1L,
                    null,
                    null));
        }
        Areas areas = new Areas(() -> tree);

        assertThat(areas.communes(BEFORE))
                .extracting(c -> c.area().name())
                .containsExactly("phường 1", "phường 2", "phường 10");
        assertThat(areas.communes(BEFORE)).allMatch(c -> c.district() != null);
        assertThat(areas.communes(TODAY)).hasSize(3).allMatch(c -> c.district() == null);
    }

    @Test
    void a_form_published_before_addresses_had_parts_still_asks_for_a_line() {
        Form old = FormReader.form(Json.MAPPER.readTree("""
                        {"type": "object", "properties": {"a": {"type": "string", "minLength": 5}}, "required": ["a"]}"""), ui(""), AREAS, clock(TODAY));
        Map<String, Object> answers = old.read(Map.of("a", "Số 5, phường Định Công"));

        assertThat(old.validate(answers, false)).isEmpty();
        assertThat(old.fields().getFirst().inputs()).containsExactly("a");
        assertThat(old.fields().getFirst().written(answers.get("a"))).isEqualTo("Số 5, phường Định Công");
    }

    private static String line(LocalDate day, String... typed) {
        Form form = form(day, "");
        return form.fields().getFirst().written(form.read(typed(typed)).get("a"));
    }

    private static List<String> wrong(LocalDate day, String area, String... typed) {
        Form form = form(day, area);
        return told(form.validate(form.read(typed(typed)), false));
    }

    private static List<String> sent(String json) {
        Form form = form(TODAY, "");
        return told(form.validate(form.completed(answer(json)), false));
    }

    private static String completed(String json) {
        Form form = form(TODAY, "");
        return form.fields().getFirst().written(form.completed(answer(json)).get("a"));
    }

    private static Map<String, Object> answer(String json) {
        return Map.of("a", Json.MAPPER.readValue(json, Object.class));
    }

    private static List<String> told(List<Problem> problems) {
        return problems.stream()
                .map(p -> p.field() + ":" + p.code().replace("catalog.", ""))
                .toList();
    }

    private static Map<String, String> typed(String... partsAndTexts) {
        Map<String, String> typed = new HashMap<>();
        for (int i = 0; i < partsAndTexts.length; i += 2) {
            typed.put("a." + partsAndTexts[i], partsAndTexts[i + 1]);
        }
        return typed;
    }

    private static String[] pairs(String typed) {
        return typed.split("[=;]", -1);
    }

    private static Form form(LocalDate day, String area) {
        String shape = """
                {"type": "object", "properties": {"a": {"$ref": "#/$defs/address"}}, "required": ["a"]}""";
        var schema = (ObjectNode) Json.MAPPER.readTree(shape);
        AddressShape.into(schema);
        return FormReader.form(schema, ui(area), AREAS, clock(day));
    }

    private static JsonNode ui(String area) {
        return Json.MAPPER.readTree("""
                {"pages": [{"key": "p", "title": "P", "fields": [
                    {"name": "a", "label": "Nơi ở", "widget": "address"%s}]}]}""".formatted(area));
    }

    private static Clock clock(LocalDate day) {
        Instant noon = day.atTime(12, 0).atZone(Vietnam.ZONE).toInstant();
        return Clock.fixed(noon, Vietnam.ZONE);
    }

    private static Agency agency(
            long id,
            String code,
            String adminCode,
            String name,
            AgencyLevel level,
            @Nullable Long parent,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        return new Agency(
                new AgencyId(id),
                code,
                adminCode,
                name,
                level,
                parent == null ? null : new AgencyId(parent),
                "",
                "",
                "",
                "",
                from == null ? LocalDate.of(2004, 1, 1) : from,
                to);
    }
}
