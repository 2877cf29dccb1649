package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.catalog.FormDesign.Choice;
import vn.motcua.catalog.FormDesign.Kind;
import vn.motcua.catalog.FormDesign.Part;
import vn.motcua.catalog.FormDesign.Question;
import vn.motcua.catalog.FormDesign.Rule;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Problem;
import vn.motcua.testing.TestClock;

class FormDesignTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 8, 24);
    private static final Map<String, String> FILES = TestPackages.sound().files();

    private final PackageCheck check = new PackageCheck(new FeeCheck(new FeeRules()));

    @Test
    void every_form_that_comes_with_the_product_can_be_edited_and_is_not_touched_where_nothing_was_edited() {
        for (ProcedurePackage pack : BundledPackages.all()) {
            FormDesign design = FormDesign.of(pack.files()).orElseThrow();

            assertThat(design.within(pack.files())).as(pack.code()).isEqualTo(pack.files());
        }
    }

    @Test
    void a_new_label_changes_the_label_and_nothing_else() {
        for (ProcedurePackage pack : BundledPackages.all()) {
            FormDesign design = FormDesign.of(pack.files()).orElseThrow();
            String name = design.questions().getLast().name();

            Map<String, String> files =
                    edited(design, name, q -> labelled(q, "Câu hỏi khác")).within(pack.files());

            assertThat(ProcedureDifference.between(pack.files(), files))
                    .as(pack.code())
                    .singleElement()
                    .satisfies(change -> assertThat(change.after()).isEqualTo("Câu hỏi khác"));
            assertThat(files.get(ProcedurePackage.SCHEMA)).isEqualTo(pack.file(ProcedurePackage.SCHEMA));
        }
    }

    @Test
    void what_the_editor_does_not_know_stays_in_the_files() {
        Map<String, String> files = new HashMap<>(FILES);
        files.put(
                ProcedurePackage.SCHEMA,
                TestPackages.sound()
                        .file(ProcedurePackage.SCHEMA)
                        .replace(
                                "\"maxLength\": 100",
                                "\"maxLength\": 100, \"x-note\": {\"a\": [1]}, \"pattern\": \"^A\"")
                        .replace("\"type\": \"object\",", "\"type\": \"object\", \"$comment\": \"giữ\","));
        FormDesign design = FormDesign.of(files).orElseThrow();
        assertThat(question(design, "authority").kept()).containsExactly("x-note");
        assertThat(question(design, "authority").rule()).isEqualTo(new Rule("^A", "", ""));

        Map<String, String> written =
                edited(design, "authority", q -> labelled(q, "Số văn bản")).within(files);
        JsonNode schema = tree(edited(design, "authority", q -> optional(q)).within(files));

        assertThat(written.get(ProcedurePackage.SCHEMA)).isEqualTo(files.get(ProcedurePackage.SCHEMA));
        assertThat(schema.path("$comment").asString()).isEqualTo("giữ");
        assertThat(schema.at("/properties/authority/x-note/a/0").asInt()).isEqualTo(1);
        assertThat(schema.at("/properties/authority/pattern").asString()).isEqualTo("^A");
    }

    @Test
    void a_pattern_with_its_own_words_and_what_the_answer_is_about_are_written_and_taken_out_again() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();
        var rule = new Rule("^[0-9]{12}$", "Ghi đủ 12 chữ số", "mother.identity");

        Map<String, String> files =
                edited(design, "authority", q -> ruled(q, rule)).within(FILES);

        FormDesign written = FormDesign.of(files).orElseThrow();
        assertThat(question(written, "authority").rule()).isEqualTo(rule);
        assertThat(faults(files)).isEmpty();
        Form form = FormPreview.of(files, new Areas(List::of), new TestClock()).orElseThrow();
        var answers = Map.<String, Object>of("relation", "other", "copies", 1L, "authority", "12");
        assertThat(form.validate(answers, false, TODAY))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.toString()).contains("Ghi đủ 12 chữ số"));
        assertThat(form.field("authority").orElseThrow().meaning()).isEqualTo("mother.identity");

        Map<String, String> taken =
                edited(written, "authority", q -> ruled(q, Rule.NONE)).within(files);
        assertThat(ProcedureDifference.between(FILES, taken)).isEmpty();
        assertThat(taken.get(ProcedurePackage.UI)).doesNotContain("errors");
    }

    private static Question ruled(Question q, Rule rule) {
        return new Question(
                q.name(),
                q.label(),
                q.hint(),
                q.kind(),
                q.required(),
                q.choices(),
                q.asked(),
                q.least(),
                q.most(),
                q.notBefore(),
                q.notAfter(),
                q.oursOnly(),
                q.kept(),
                rule);
    }

    @Test
    void a_question_that_must_be_answered_only_when_it_is_asked_is_a_rule_of_the_schema_for_every_reader() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();
        Question kinship = new Question(
                "quanHe",
                "Quan hệ",
                "",
                Kind.TEXT,
                true,
                List.of(),
                new ShowWhen("relation", Set.of("other")),
                null,
                null,
                "",
                "",
                false,
                Set.of(),
                Rule.NONE);
        Question day = new Question(
                "ngay", "Ngày", "", Kind.DATE, true, List.of(), null, null, null, "", "today", false, Set.of(),
                Rule.NONE);

        Map<String, String> files = with(design, kinship, day).within(FILES);

        JsonNode schema = tree(files);
        assertThat(schema.path("allOf")).hasSize(1);
        assertThat(RecordReader.texts(schema.at("/allOf/0/then/required"))).containsExactly("authority", "quanHe");
        assertThat(RecordReader.texts(schema.path("required"))).containsExactly("relation", "copies", "ngay");
        assertThat(faults(files)).isEmpty();
        Form form = FormPreview.of(files, new Areas(List::of), new TestClock()).orElseThrow();
        assertThat(asked(form, Map.of("relation", "self", "copies", 1L, "ngay", "2026-08-01")))
                .isEmpty();
        assertThat(asked(form, Map.of("relation", "other", "copies", 1L, "ngay", "2026-09-01")))
                .containsExactly("authority", "quanHe", "ngay");
    }

    @Test
    void a_box_that_is_not_ticked_may_be_left_out_and_counts_as_not_ticked() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();
        Question box = new Question(
                "coThu",
                "Có thư",
                "",
                Kind.CHECKBOX,
                false,
                List.of(),
                null,
                null,
                null,
                "",
                "",
                false,
                Set.of(),
                Rule.NONE);
        Question why = new Question(
                "viSao",
                "Vì sao không có?",
                "",
                Kind.TEXTAREA,
                true,
                List.of(),
                new ShowWhen("coThu", Set.of("false")),
                null,
                null,
                "",
                "",
                false,
                Set.of(),
                Rule.NONE);

        Map<String, String> files = with(design, box, why).within(FILES);

        assertThat(faults(files)).isEmpty();
        Form form = FormPreview.of(files, new Areas(List::of), new TestClock()).orElseThrow();
        assertThat(asked(form, Map.of("relation", "self", "copies", 1L))).containsExactly("viSao");
        assertThat(asked(form, Map.of("relation", "self", "copies", 1L, "coThu", true)))
                .isEmpty();
        assertThat(Json.SCHEMAS.getSchema(tree(files)).validate(Json.MAPPER.readTree("""
                        {"relation": "self", "copies": 1}
                        """)))
                .isNotEmpty();
    }

    @Test
    void a_question_taken_out_is_asked_for_nowhere_and_what_still_speaks_of_it_is_told_at_its_place() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();

        Map<String, String> files = without(design, "relation").within(FILES);

        JsonNode schema = tree(files);
        assertThat(schema.path("properties").has("relation")).isFalse();
        assertThat(RecordReader.texts(schema.path("required"))).containsExactly("copies");
        assertThat(faults(files))
                .contains(
                        "9.000000/form.ui.json#/pages/0/fields/0/showWhen/field",
                        "9.000000/procedure.yaml#/cases/0/papers/1/showWhen/field",
                        "9.000000/procedure.yaml#/cases/1/when/field");
        assertThat(faults(without(design, "copies").within(FILES)))
                .containsExactly("9.000000/procedure.yaml#/fees/0/feel");
    }

    @Test
    void once_the_question_that_hung_on_it_is_mended_no_rule_of_the_removed_question_is_left() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();
        Map<String, String> broken = without(design, "relation").within(FILES);

        Map<String, String> mended = edited(FormDesign.of(broken).orElseThrow(), "authority", FormDesignTest::always)
                .within(broken);

        assertThat(tree(mended).has("allOf")).isFalse();
        assertThat(RecordReader.texts(tree(mended).path("required"))).containsExactlyInAnyOrder("copies", "authority");
        assertThat(faults(mended)).noneMatch(place -> place.contains("form."));
    }

    @Test
    void another_kind_of_answer_drops_the_rules_of_the_former_kind() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();

        Map<String, String> files = edited(design, "authority", q -> kind(q, Kind.RADIO, new Choice("a", "A")))
                .within(FILES);

        assertThat(tree(files).at("/properties/authority").toString())
                .isEqualTo("{\"type\":\"string\",\"enum\":[\"a\"]}");
        assertThat(faults(files)).isEmpty();
    }

    @Test
    void a_choice_keeps_its_value_when_it_is_called_otherwise_and_one_that_is_gone_is_told_where_it_is_needed() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();

        Map<String, String> renamed = edited(
                        design,
                        "relation",
                        q -> kind(q, Kind.RADIO, new Choice("self", "Chính tôi"), new Choice("other", "Người khác")))
                .within(FILES);
        Map<String, String> fewer = edited(
                        design,
                        "relation",
                        q -> kind(q, Kind.RADIO, new Choice("self", "Tôi"), new Choice("ai", "Ai đó")))
                .within(FILES);

        assertThat(renamed.get(ProcedurePackage.SCHEMA)).isEqualTo(FILES.get(ProcedurePackage.SCHEMA));
        assertThat(faults(renamed)).isEmpty();
        assertThat(faults(fewer))
                .contains(
                        "9.000000/form.ui.json#/pages/0/fields/1/showWhen/in",
                        "9.000000/procedure.yaml#/cases/1/when/in");
    }

    @Test
    void a_question_becomes_an_address_and_a_line_again() {
        FormDesign design = FormDesign.of(FILES).orElseThrow();
        Question authority = design.questions().get(1);

        Map<String, String> files =
                replaced(design, kind(authority, Kind.ADDRESS)).within(FILES);

        assertThat(faults(files)).isEmpty();
        JsonNode schema = tree(files);
        assertThat(schema.at("/properties/authority/$ref").asString()).isEqualTo("#/$defs/address");
        assertThat(schema.at("/properties/authority").size()).isEqualTo(1);
        FormDesign read = FormDesign.of(files).orElseThrow();
        assertThat(read.questions().get(1).kind()).isEqualTo(Kind.ADDRESS);
        assertThat(read.within(files)).as("nothing edited, nothing written").isEqualTo(files);
        Form form = FormPreview.of(files, new Areas(List::of), new TestClock()).orElseThrow();
        assertThat(form.field("authority").orElseThrow().inputs()).contains("authority.unit", "authority.detail");

        Map<String, String> back =
                replaced(read, kind(read.questions().get(1), Kind.TEXT)).within(files);
        assertThat(faults(back)).isEmpty();
        assertThat(tree(back).at("/properties/authority").has("$ref")).isFalse();
    }

    private static FormDesign replaced(FormDesign design, Question by) {
        return new FormDesign(design.parts().stream()
                .map(part -> new Part(
                        part.key(),
                        part.title(),
                        part.questions().stream()
                                .map(q -> q.name().equals(by.name()) ? by : q)
                                .toList()))
                .toList());
    }

    @Test
    void a_form_is_written_where_there_was_none_and_text_that_is_no_form_is_left_to_its_writer() {
        Question name = new Question(
                "hoTen", "Họ tên", "", Kind.TEXT, true, List.of(), null, null, null, "", "", false, Set.of(),
                Rule.NONE);
        Map<String, String> none = new HashMap<>(FILES);
        none.remove(ProcedurePackage.SCHEMA);
        none.remove(ProcedurePackage.UI);

        Map<String, String> files = new FormDesign(List.of(new Part("mot", "Người nộp", List.of(name)))).within(none);

        assertThat(FormPreview.of(files, new Areas(List::of), new TestClock())).isPresent();
        assertThat(faults(files)).noneMatch(place -> place.contains("/form."));
        assertThat(FormDesign.of(Map.of(ProcedurePackage.UI, "{ hỏng"))).isEmpty();
        assertThat(FormDesign.of(Map.of(ProcedurePackage.SCHEMA, "[]"))).isEmpty();
    }

    @Test
    void new_questions_get_names_that_fees_can_use_and_nobody_has() {
        assertThat(FormDesign.nameFor("Ngày sinh của trẻ (dương lịch)", Set.of()))
                .isEqualTo("ngaySinhCuaTreDuongLich");
        assertThat(FormDesign.nameFor("Số bản", Set.of("soBan", "soBan2"))).isEqualTo("soBan3");
        assertThat(FormDesign.nameFor("12 tháng?", Set.of())).isEqualTo("cau12Thang");
        assertThat(FormDesign.nameFor("???", Set.of())).isEqualTo("cau");
        assertThat(FormDesign.valueFor("Người khác", Set.of("nguoi-khac"))).isEqualTo("nguoi-khac2");
    }

    private List<String> faults(Map<String, String> files) {
        Faults faults = new Faults("9.000000");
        check.check(new ProcedurePackage("9.000000", files), faults);
        return faults.problems().stream().map(Problem::field).toList();
    }

    private static List<String> asked(Form form, Map<String, Object> answers) {
        return form.validate(answers, false, TODAY).stream().map(Problem::field).toList();
    }

    private static JsonNode tree(Map<String, String> files) {
        return (ObjectNode) Json.MAPPER.readTree(files.get(ProcedurePackage.SCHEMA));
    }

    private static Question question(FormDesign design, String name) {
        return design.questions().stream()
                .filter(q -> q.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FormDesign edited(FormDesign design, String name, UnaryOperator<Question> edit) {
        return new FormDesign(design.parts().stream()
                .map(part -> new Part(
                        part.key(),
                        part.title(),
                        part.questions().stream()
                                .map(q -> q.name().equals(name) ? edit.apply(q) : q)
                                .toList()))
                .toList());
    }

    private static FormDesign without(FormDesign design, String name) {
        return new FormDesign(design.parts().stream()
                .map(part -> new Part(
                        part.key(),
                        part.title(),
                        part.questions().stream()
                                .filter(q -> !q.name().equals(name))
                                .toList()))
                .toList());
    }

    private static FormDesign with(FormDesign design, Question... more) {
        Part first = design.parts().getFirst();
        List<Question> questions = new ArrayList<>(first.questions());
        questions.addAll(List.of(more));
        return new FormDesign(List.of(new Part(first.key(), first.title(), questions)));
    }

    private static Question labelled(Question q, String label) {
        return copy(q, label, q.kind(), q.required(), q.choices(), q.asked());
    }

    private static Question optional(Question q) {
        return copy(q, q.label(), q.kind(), false, q.choices(), q.asked());
    }

    private static Question always(Question q) {
        return copy(q, q.label(), q.kind(), q.required(), q.choices(), null);
    }

    private static Question kind(Question q, Kind kind, Choice... choices) {
        return copy(q, q.label(), kind, q.required(), List.of(choices), q.asked());
    }

    private static Question copy(
            Question q, String label, Kind kind, boolean required, List<Choice> choices, @Nullable ShowWhen asked) {
        return new Question(
                q.name(),
                label,
                q.hint(),
                kind,
                required,
                choices,
                asked,
                kind == q.kind() ? q.least() : null,
                kind == q.kind() ? q.most() : null,
                q.notBefore(),
                q.notAfter(),
                q.oursOnly(),
                q.kept(),
                q.rule());
    }
}
