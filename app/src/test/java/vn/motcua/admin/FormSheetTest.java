package vn.motcua.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import vn.motcua.catalog.FormDesign;
import vn.motcua.shared.Problem;

class FormSheetTest {

    /** Two parts, [A] with a, b and [B] with c. */
    private static FormSheet sheet() {
        return FormSheet.of(posted("phan:A", "o:a", "o:b", "phan:B", "o:c"));
    }

    private static MultiValueMap<String, String> posted(String... lines) {
        MultiValueMap<String, String> posted = new LinkedMultiValueMap<>();
        for (int n = 0; n < lines.length; n++) {
            String[] line = lines[n].split(":", -1);
            posted.add("dong." + n, line[0]);
            posted.add("ten." + n, line[1]);
            posted.add("nhan." + n, line[1]);
        }
        return posted;
    }

    @ParameterizedTest
    @CsvSource({
        "len-2, A b a B c",
        "xuong-1, A b a B c",
        "xuong-2, A a B b c",
        "len-4, A a b c B",
        "len-1, A a b B c",
        "xuong-4, A a b B c",
        "len-3, B c A a b",
        "xuong-0, B c A a b",
        "len-0, A a b B c",
        "xuong-3, A a b B c",
        "bo-2, A a B c",
        "bo-3, A a b c",
        "bo-0, A a b B c",
        "them-1, A a _ b B c",
        "phan-1, A a _ b B c",
        "bo-99, A a b B c",
        "len--1, A a b B c",
        "xoa, A a b B c",
    })
    void questions_move_by_one_line_over_parts_and_parts_with_all_their_questions(String act, String lines) {
        assertThat(sheet().acted(act).lines().stream()
                        .map(line -> line.label().isEmpty() ? "_" : line.label())
                        .reduce((a, b) -> a + " " + b))
                .contains(lines);
    }

    @Test
    void what_is_new_gets_a_name_from_its_label_and_keeps_it() {
        var posted = posted("phan:A", "o:a");
        posted.set("ten.1", "");
        posted.set("nhan.1", "Họ và tên");
        posted.add("loai.1", "RADIO");
        posted.add("lc-gt.1.0", "");
        posted.add("lc.1.0", "Có");
        posted.add("lc-gt.1.1", "");
        posted.add("lc.1.1", " ");

        FormLine line = FormSheet.of(posted).lines().get(1);

        assertThat(line.name()).isEqualTo("hoVaTen");
        assertThat(line.choices()).containsExactly(new FormDesign.Choice("co", "Có"));
    }

    @Test
    void what_cannot_be_read_is_told_at_its_field() {
        var posted = posted("phan:A", "o:a", "o:b", "o:c", "o:");
        posted.add("loai.1", "WHOLE");
        posted.add("it.1", "năm");
        posted.add("nhieu.1", "1.000");
        posted.add("loai.2", "DATE");
        posted.add("tu.2", "hôm nay");
        posted.add("den.2", "30/2/2026");
        posted.add("it.3", "2,5");
        posted.add("khi.3", "a");

        FormSheet sheet = FormSheet.of(posted);

        assertThat(sheet.problems())
                .extracting(Problem::field)
                .containsExactly("it.1", "den.2", "it.3", "khi.3", "nhan.4");
        assertThat(sheet.design().questions().get(0).most()).isEqualByComparingTo("1000");
        assertThat(sheet.design().questions().get(1).notBefore()).isEqualTo("today");
    }

    @Test
    void faults_of_the_files_are_told_at_the_line_they_come_from() {
        FormSheet sheet = sheet();

        assertThat(sheet.placed(List.of(
                        Problem.at("9.1/form.ui.json#/pages/0/fields/1/showWhen/field", "x"),
                        Problem.at("9.1/form.ui.json#/pages/1/fields/0/options", "x"),
                        Problem.at("9.1/form.ui.json#/pages/1/fields", "x"),
                        Problem.at("9.1/form.ui.json#/pages/7/fields/0/label", "x"),
                        Problem.at("9.1/form.schema.json#/properties/c/maxLength", "x"),
                        Problem.at("9.1/procedure.yaml#/fees/0/feel", "x"))))
                .extracting(Problem::field)
                .containsExactly(
                        "khi.2",
                        "lc.4.0",
                        "nhan.3",
                        "9.1/form.ui.json#/pages/7/fields/0/label",
                        "nhan.4",
                        "9.1/procedure.yaml#/fees/0/feel");
    }
}
