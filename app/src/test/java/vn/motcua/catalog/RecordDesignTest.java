package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.motcua.catalog.RecordDesign.Rate;
import vn.motcua.shared.Problem;

class RecordDesignTest {

    private static final Map<String, String> FILES = TestPackages.sound().files();

    private final PackageCheck check = new PackageCheck(new FeeCheck(new FeeRules()));

    @Test
    void a_record_in_which_nothing_was_edited_keeps_its_text() {
        for (ProcedurePackage pack : BundledPackages.all()) {
            RecordDesign record = RecordDesign.of(pack.files()).orElseThrow();
            Map<String, String> given = new HashMap<>();
            Set<String> ticked = new HashSet<>();
            for (String place :
                    List.of("/name", "/validFrom", "/fees/0/feel", "/cases/0/term/text", "/channels/0/note")) {
                given.put(place, record.value(place));
            }
            given.put("/steps", record.lines("/steps"));
            given.put("/keywords", record.lines("/keywords"));
            for (String place : List.of("/channels/0/offered", "/cases/0/papers/0/required")) {
                given.put(place, "");
                if (!record.value(place).equals("false")) {
                    ticked.add(place);
                }
            }
            RecordDesign same = record.with(given, ticked)
                    .servingOnly(
                            Stream.of(Audience.values()).filter(record::isFor).collect(Collectors.toSet()))
                    .named();
            for (int n = 0; n < record.size("/cases"); n++) {
                String place = "/cases/" + n + "/when";
                same = same.when(place, record.when(place), null);
            }

            assertThat(same.within(pack.files())).as(pack.code()).isEqualTo(pack.files());
        }
    }

    @Test
    void what_is_edited_is_changed_and_nothing_else() {
        for (ProcedurePackage pack : BundledPackages.all()) {
            RecordDesign record = RecordDesign.of(pack.files()).orElseThrow();

            Map<String, String> files = record.with(Map.of("/cases/0/papers/0/copies", "7"), Set.of())
                    .within(pack.files());

            assertThat(ProcedureDifference.between(pack.files(), files))
                    .as(pack.code())
                    .singleElement()
                    .satisfies(change -> assertThat(change.after()).isEqualTo("7"));
        }
    }

    @Test
    void whom_it_is_for_and_what_a_case_or_paper_hangs_on_are_written_as_the_check_wants_them() {
        RecordDesign record = RecordDesign.of(FILES).orElseThrow();

        RecordDesign edited = record.servingOnly(Set.of(Audience.CITIZEN, Audience.INTERNAL))
                .when("/cases/0/papers/0/showWhen", new ShowWhen("relation", Set.of("self", "other")), null)
                .when("/cases/0/papers/1/showWhen", null, null)
                .with(Map.of("/sector/name", "Lĩnh vực khác", "/agencyLevel", "DISTRICT"), Set.of());

        JsonNode written = ProcedureDifference.recordOf(edited.within(FILES));
        assertThat(written.path("audiences").toString()).isEqualTo("[\"INTERNAL\",\"CITIZEN\"]");
        assertThat(written.at("/cases/0/papers/0/showWhen").toString())
                .isEqualTo("{\"field\":\"relation\",\"in\":[\"other\",\"self\"]}");
        assertThat(written.at("/cases/0/papers/1").has("showWhen")).isFalse();
        assertThat(written.at("/sector/name").asString()).isEqualTo("Lĩnh vực khác");
        assertThat(record.when("/cases/0/when", new ShowWhen("ticked", Set.of("true")), FormDesign.Kind.CHECKBOX)
                        .within(FILES)
                        .get(ProcedurePackage.RECORD))
                .as("of a box that is ticked or not, the answer is no text")
                .contains("- true");
        assertThat(record.when("/code", new ShowWhen("relation", Set.of("self")), null))
                .as("a place that holds no condition")
                .isSameAs(record);
    }

    @Test
    void a_case_that_is_added_has_the_time_limit_of_the_one_before_and_a_key_once_it_has_a_name() {
        RecordDesign record = RecordDesign.of(FILES).orElseThrow();

        RecordDesign more = record.added("/cases")
                .with(Map.of("/cases/2/name", "Trường hợp thứ ba"), Set.of())
                .named();

        assertThat(more.value("/cases/2/key")).isEqualTo("truong-hop-thu-ba");
        assertThat(more.value("/cases/2/term/text")).isEqualTo("2 ngày làm việc");
        assertThat(more.moved("/cases/2", "len").value("/cases/1/name")).isEqualTo("Trường hợp thứ ba");
        assertThat(more.moved("/cases/2", "bo").size("/cases")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 ngày làm việc kể từ ngày nhận đủ hồ sơ|5 WORKING_DAYS END_OF_DAY",
                "03 tháng|3 MONTHS END_OF_DAY",
                "08 giờ làm việc|8 WORKING_HOURS SAME_TIME",
                // what can mean two things is left to a person
                "05 - 07 ngày|1 WORKING_DAYS END_OF_DAY 15:00",
            })
    void the_numbers_of_a_time_limit_follow_words_that_can_mean_only_one_thing(String words, String numbers) {
        RecordDesign record = sound().with(Map.of("/cases/0/term/text", words), Set.of());

        assertThat(record.value("/cases/0/term/text")).isEqualTo(words);
        assertThat("%s %s %s %s"
                        .formatted(
                                record.value("/cases/0/term/amount"),
                                record.value("/cases/0/term/unit"),
                                record.value("/cases/0/term/count"),
                                record.value("/cases/0/term/cutoff"))
                        .strip())
                .isEqualTo(numbers);
    }

    @Test
    void numbers_that_somebody_writes_themselves_are_theirs_and_a_contradiction_is_told() {
        RecordDesign record =
                sound().with(Map.of("/cases/0/term/text", "5 ngày làm việc", "/cases/0/term/amount", "4"), Set.of());

        assertThat(record.value("/cases/0/term/amount")).isEqualTo("4");
        assertThat(record.agrees("/cases/0/term")).isFalse();
        assertThat(sound().agrees("/cases/0/term")).isTrue();
    }

    @Test
    void a_fee_is_an_amount_or_an_amount_times_a_number_and_a_formula_is_left_alone() {
        assertThat(sound().rate(0)).contains(new Rate("8000", "copies"));
        assertThat(fee(sound().with(0, new Rate("8000", "copies")))).isEqualTo("8000 * form.copies");
        assertThat(fee(sound().with(0, new Rate("10000", "copies"))))
                .isEqualTo("if form.copies = null then 0 else 10000 * form.copies");
        assertThat(fee(sound().with(0, new Rate("0", "")))).isEqualTo("0");
        assertThat(faults(sound().with(0, new Rate("10000", "copies")))).isEmpty();

        RecordDesign formula = sound().with(Map.of("/fees/0/feel", "if case = \"mot\" then 0 else 5000"), Set.of());
        assertThat(formula.rate(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "8000|8000",
                "8.000|8000",
                "8.000 đ|8000",
                "1.200.000 đồng|1200000",
                "0|0",
                "8,5|none",
                "8.00|none",
                "-5|none",
                "miễn phí|none",
                "''|none"
            })
    void amounts_are_read_as_people_write_them(String typed, String amount) {
        assertThat(RecordDesign.amount(typed)).isEqualTo(Optional.ofNullable(amount));
    }

    @Test
    void papers_and_fees_are_added_moved_and_taken_out_and_new_ones_get_a_key_of_their_own() {
        RecordDesign record = sound().added("/cases/0/papers")
                .with(Map.of("/cases/0/papers/2/name", "Đơn"), Set.of("/cases/0/papers/2/required"))
                .named()
                .moved("/cases/0/papers/2", "len")
                .moved("/cases/0/papers/0", "bo");

        JsonNode papers = tree(record).at("/cases/0/papers");
        assertThat(papers).hasSize(2);
        assertThat(papers.at("/0/key").asString()).isEqualTo("don2");
        assertThat(papers.at("/1/key").asString()).isEqualTo("uy-quyen");
        assertThat(faults(record)).isEmpty();
        assertThat(faults(sound().added("/fees"))).isNotEmpty();
    }

    @Test
    void what_is_no_place_that_may_be_edited_is_passed_over() {
        RecordDesign record = sound().with(
                        Map.of(
                                "/code", "1.1",
                                "/source", "x",
                                "/cases/0/key", "x",
                                "/cases/77/name", "x",
                                "/x/y", "z",
                                "name", "x"),
                        Set.of("/code"))
                .added("/channels")
                .added("/")
                .moved("/channels/0", "bo")
                .moved("/fees/99", "bo");

        assertThat(record.within(FILES)).isEqualTo(FILES);
    }

    @Test
    void what_is_emptied_is_missing_and_told_there() {
        RecordDesign record = sound().with(
                        Map.of("/decisionNo", " ", "/cases/0/papers/0/originals", "hai", "/channels/1/offered", ""),
                        Set.of());

        assertThat(faults(record))
                .contains("9.000000/procedure.yaml#/decisionNo", "9.000000/procedure.yaml#/cases/0/papers/0/originals");
        assertThat(record.value("/channels/1/offered")).isEqualTo("false");
        assertThat(record.value("/cases/0/papers/0/originals")).isEqualTo("hai");
    }

    @Test
    void a_page_carries_along_what_is_not_saved() {
        RecordDesign record = sound().added("/fees");

        assertThat(RecordDesign.carried(record.carry()).orElseThrow().size("/fees"))
                .isEqualTo(2);
        assertThat(RecordDesign.carried("[hỏng")).isEmpty();
        assertThat(RecordDesign.carried("")).isEmpty();
    }

    private static RecordDesign sound() {
        return RecordDesign.of(FILES).orElseThrow();
    }

    private static String fee(RecordDesign record) {
        return record.value("/fees/0/feel");
    }

    private static JsonNode tree(RecordDesign record) {
        return ProcedureDifference.recordOf(record.within(FILES));
    }

    private List<String> faults(RecordDesign record) {
        Faults faults = new Faults("9.000000");
        check.check(new ProcedurePackage("9.000000", record.within(FILES)), faults);
        return faults.problems().stream()
                .map(Problem::field)
                .map(String::valueOf)
                .toList();
    }
}
