package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import vn.motcua.process.ProcessDesign;
import vn.motcua.shared.Problem;

class PackageCheckTest {

    private final PackageCheck check = new PackageCheck(new FeeCheck(new FeeRules()));

    @Test
    void every_package_that_comes_with_the_product_is_sound() {
        for (ProcedurePackage pack : BundledPackages.all()) {
            Faults faults = new Faults(pack.code());
            check.check(pack, faults);
            assertThat(faults.problems()).as(pack.code()).isEmpty();
        }
    }

    @Test
    void an_address_is_asked_for_by_the_one_shape_of_addresses_and_no_condition_hangs_on_it() {
        assertThat(faults(ADDRESS, "")).isEmpty();
        assertThat(faults("\"type\": \"string\", \"maxLength\": 100", "address"))
                .containsExactly("catalog.package-address-shape at 9.1/form.ui.json#/pages/0/fields/1/widget");
        assertThat(faults(ADDRESS, "text"))
                .containsExactly("catalog.package-address-widget at 9.1/form.ui.json#/pages/0/fields/1/widget");
        assertThat(faults(ADDRESS + ", \"minLength\": 3", ""))
                .containsExactly("catalog.package-address-shape at 9.1/form.schema.json#/properties/authority");

        Map<String, String> files = new HashMap<>(asking(ADDRESS, "").files());
        files.compute(
                ProcedurePackage.SCHEMA,
                (name, text) -> String.valueOf(text).replace("\"maxLength\": 300", "\"maxLength\": 3000"));
        assertThat(faults(files))
                .as("another shape under the same name")
                .containsExactly("catalog.package-address-shape at 9.1/form.schema.json#/properties/authority");
        files = new HashMap<>(asking(ADDRESS, "").files());
        files.compute(
                ProcedurePackage.RECORD,
                (name, text) ->
                        String.valueOf(text).replace("field: relation, in: [other]", "field: authority, in: [other]"));
        assertThat(faults(files))
                .anyMatch(f -> f.startsWith("catalog.package-address-condition at 9.1/procedure.yaml"));
    }

    @Test
    void a_fee_that_takes_too_long_to_work_out_is_refused() {
        var impatient = new PackageCheck(new FeeCheck(new FeeRules(), Duration.ofMillis(5)));
        ProcedurePackage slow = TestPackages.with(
                "9.1",
                ProcedurePackage.RECORD,
                "feel: \"8000 * form.copies\"",
                "feel: \"sum(for i in 1..5000 return 2) * form.copies\"");
        Faults faults = new Faults("9.1");

        impatient.check(slow, faults);

        assertThat(faults.problems()).extracting(Problem::code).containsExactly("catalog.package-fee-slow");
    }

    @Test
    void a_fee_may_ask_in_which_ward_an_address_is() {
        Map<String, String> files = new HashMap<>(asking(ADDRESS, "").files());
        files.compute(
                ProcedurePackage.RECORD,
                (name, text) -> String.valueOf(text)
                        .replace(
                                "8000 * form.copies",
                                "if form.authority.commune.code = \\\"00307\\\" then 1000 else 2000"));
        assertThat(faults(files)).isEmpty();
        files.compute(
                ProcedurePackage.RECORD, (name, text) -> String.valueOf(text).replace("then 1000", "then 0 - 1000"));
        assertThat(faults(files))
                .as("only there")
                .singleElement()
                .asString()
                .startsWith("catalog.package-fee-negative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if form.authority = \\\"Số 1\\\" then 1000 else 2000|package-address-part",
                "if form.authority.ward.code = \\\"00307\\\" then 1000 else 2000|package-address-part",
                "if form.authority.commune = \\\"00307\\\" then 1000 else 2000|package-address-part",
                "if form.authority.commune.name.x = \\\"a\\\" then 1000 else 2000|package-address-part",
                "if form.relation.code = \\\"other\\\" then 1000 else 2000|package-unknown-field",
                "if form.authority.country = \\\"Nhật Bản\\\" then 0 - 1 else 2000|package-fee-negative",
                "if form.authority.commune.name = \\\"xã Ví Dụ\\\" then 0 - 1 else 2000|package-fee-negative",
                "if form.authority.province.code = \\\"H26\\\" and form.authority.commune.code = \\\"00307\\\" then 0 - 1 else 2000|package-fee-negative",
                "if form.authority.district.code = \\\"008\\\" and form.authority.commune.code = \\\"00307\\\" then 0 - 1 else 2000|package-fee-negative",
                "if form.authority.country = \\\"Lào\\\" or form.authority.detail = \\\"a\\\" then 1000 else 2000|"
            })
    void a_fee_asks_for_parts_that_an_address_has_and_is_tried_out_with_what_it_names(
            String feel, @Nullable String fault) {
        assertThat(faults(withFee(feel)).stream().map(f -> f.replaceFirst("catalog\\.(\\S+) at .*", "$1")))
                .isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @Test
    void a_fee_of_an_address_of_ours_is_not_tried_out_elsewhere() {
        Map<String, String> files = withFee("if form.authority.country = null then 2000 else 0 - 1");
        assertThat(faults(files)).singleElement().asString().startsWith("catalog.package-fee-negative");
        files.compute(
                ProcedurePackage.UI,
                (name, text) -> String.valueOf(text).replace("\"address\"", "\"address\", \"area\": \"ours\""));
        assertThat(faults(files)).isEmpty();
    }

    private static Map<String, String> withFee(String feel) {
        Map<String, String> files = new HashMap<>(asking(ADDRESS, "").files());
        files.compute(
                ProcedurePackage.RECORD, (name, text) -> String.valueOf(text).replace("8000 * form.copies", feel));
        return files;
    }

    private static final String ADDRESS = "\"$ref\": \"#/$defs/address\"";

    /** The sound package with another property for the second question, and another kind of box where one is given. */
    private static ProcedurePackage asking(String property, String widget) {
        Map<String, String> files = new HashMap<>(
                TestPackages.with("9.1", "form.schema.json", "\"type\": \"string\", \"maxLength\": 100", property)
                        .files());
        files.compute(
                ProcedurePackage.SCHEMA,
                (name, text) -> String.valueOf(text)
                        .replaceFirst(
                                "\"properties\"",
                                "\"\\$defs\": {\"address\": %s}, \"properties\""
                                        .formatted(Matcher.quoteReplacement(shape()))));
        files.compute(
                ProcedurePackage.UI,
                (name, text) -> String.valueOf(text)
                        .replace(
                                "\"widget\": \"text\"",
                                "\"widget\": \"%s\"".formatted(widget.isEmpty() ? "address" : widget)));
        return new ProcedurePackage("9.1", files);
    }

    private List<String> faults(String property, String widget) {
        return faults(asking(property, widget).files());
    }

    private List<String> faults(Map<String, String> files) {
        Faults faults = new Faults("9.1");
        check.check(new ProcedurePackage("9.1", files), faults);
        return faults.problems().stream()
                .map(p -> p.code() + " at " + p.field())
                .toList();
    }

    private static String shape() {
        try {
            return new ClassPathResource("catalog/address.schema.json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "procedure.yaml|validFrom: 2026-01-01|validFrom: mai|procedure.yaml#/validFrom|package-wrong",
                "procedure.yaml|coordinating: []|validTo: 2025-12-31|procedure.yaml#/validTo|package-validity",
                "procedure.yaml|serviceLevel: FULL|serviceLevel: PARTIAL|procedure.yaml#/serviceLevelReason|package-reason-missing",
                "procedure.yaml|field: relation|field: relatoin|procedure.yaml#/cases/0/papers/1/showWhen/field|package-unknown-field",
                "procedure.yaml|in: [other]|in: [whom]|procedure.yaml#/cases/0/papers/1/showWhen/in|package-unknown-option",
                "procedure.yaml|key: hai|key: mot|procedure.yaml#/cases/1/key|package-twice",
                "procedure.yaml|8000 * form.copies|8000 *|procedure.yaml#/fees/0/feel|package-fee-unreadable",
                "procedure.yaml|form.copies|form.copeis|procedure.yaml#/fees/0/feel|package-unknown-field",
                "procedure.yaml|8000 * form.copies|8000 * (form.copies - 5)|procedure.yaml#/fees/0/feel|package-fee-negative",
                "procedure.yaml|8000 * form.copies|8000 * pages|procedure.yaml#/fees/0/feel|package-fee-never",
                "procedure.yaml|fees:|fees: [|procedure.yaml|package-unreadable",
                "form.schema.json|\"type\": \"string\", \"maxLength\": 100|\"x-meaning\": \"mother.nmae\", \"type\": \"string\"|form.schema.json#/properties/authority/x-meaning|package-unknown-meaning",
                "form.schema.json|\"type\": \"string\", \"maxLength\": 100|\"x-meaning\": \"mother.birthDate\", \"type\": \"string\"|form.schema.json#/properties/authority/x-meaning|package-meaning-type",
                "procedure.yaml|key: don, name: Đơn|key: don, kinds: [\"a b\"], name: Đơn|procedure.yaml#/cases/0/papers/0/kinds/0|package-wrong",
                "form.ui.json|\"name\": \"authority\"|\"name\": \"autority\"|form.ui.json#/pages/0/fields/1/name|package-unknown-field",
                "form.ui.json|\"name\": \"authority\"|\"name\": \"autority\"|form.schema.json#/properties/authority|package-no-question",
                "form.ui.json|\"widget\": \"number\"|\"widget\": \"date\"|form.ui.json#/pages/0/fields/2/widget|package-field-type",
                "form.ui.json|\"value\": \"self\"|\"value\": \"me\"|form.ui.json#/pages/0/fields/0/options|package-unknown-option",
                "form.schema.json|\"type\": \"integer\"|\"type\": \"intger\"|form.schema.json#/properties/copies/type|package-wrong",
                "form.schema.json|\"required\": [\"authority\"]|\"required\": [\"autority\"]|form.schema.json#/allOf/0/then/required|package-unknown-field",
                "form.schema.json|\"maxLength\": 100|\"$ref\": \"https://example.com/x\"|form.schema.json#/properties/authority/$ref|package-reference",
                "form.schema.json|\"type\": \"object\",|\"type\": \"object\"|form.schema.json|package-unreadable",
            })
    void a_broken_package_is_refused_with_the_place(String file, String from, String to, String place, String code) {
        Faults faults = new Faults("9.1");

        assertThat(check.check(TestPackages.with("9.1", file, from, to), faults))
                .isNull();

        assertThat(faults.problems()).anySatisfy(p -> {
            assertThat(p.field()).isEqualTo("9.1/" + place);
            assertThat(p.code()).isEqualTo("catalog." + code);
        });
    }

    private static final String STEP_SCHEMA = """
            {"type": "object", "properties": {"found": {"type": "string", "maxLength": 10}}, "required": ["found"]}
            """;

    private static final String STEP_UI = """
            {"pages": [{"key": "p", "title": "Biên bản", "fields": [{"name": "found", "label": "Kết quả", "widget": "text"}]}]}
            """;

    private static final String TWO_PAGES = """
            {"pages": [
              {"key": "p", "title": "Biên bản", "fields": [{"name": "found", "label": "Kết quả", "widget": "text"}]},
              {"key": "q", "title": "Thêm", "fields": [{"name": "found", "label": "Lại", "widget": "text"}]}]}
            """;

    private static ProcedurePackage withStepForm(String key, String schema, String ui) {
        Map<String, String> files = new HashMap<>(TestPackages.sound().files());
        files.put(ProcedurePackage.filesOfStep(key).getFirst(), schema);
        files.put(ProcedurePackage.filesOfStep(key).getLast(), ui);
        return new ProcedurePackage("9.000000", files);
    }

    @Test
    void a_form_of_a_step_is_checked_as_the_citizens_form_is_and_told_by_its_own_files() {
        assertThat(faults(withStepForm("inspection", STEP_SCHEMA, STEP_UI))).isEmpty();
        assertThat(faults(withStepForm("inspection", STEP_SCHEMA, STEP_UI.replace("\"found\"", "\"fount\""))))
                .contains(
                        "9.000000/step.inspection.ui.json#/pages/0/fields/0/name catalog.package-unknown-field",
                        "9.000000/step.inspection.schema.json#/properties/found catalog.package-no-question");
        assertThat(faults(withStepForm("inspection", STEP_SCHEMA, "")))
                .contains("9.000000/step.inspection.ui.json catalog.package-file-missing");
        assertThat(faults(withStepForm("inspection", "{]", STEP_UI)))
                .contains("9.000000/step.inspection.schema.json catalog.package-unreadable");
        assertThat(faults(withStepForm("outcome", STEP_SCHEMA, STEP_UI)))
                .containsExactly("9.000000/step.outcome.schema.json catalog.package-step-form-key");
        assertThat(faults(withStepForm("inspection", STEP_SCHEMA, TWO_PAGES)))
                .contains("9.000000/step.inspection.ui.json#/pages catalog.package-step-form-pages");
    }

    private List<String> faults(ProcedurePackage pack) {
        Faults faults = new Faults(pack.code());
        check.check(pack, faults);
        return faults.problems().stream().map(p -> p.field() + " " + p.code()).toList();
    }

    @Test
    void forms_of_steps_travel_with_their_package_in_every_format() {
        ProcedurePackage pack = withStepForm("inspection", STEP_SCHEMA, STEP_UI);

        assertThat(PackageFiles.fromArchive(PackageFiles.archive(List.of(pack))).orElseThrow())
                .containsExactly(pack);
        for (boolean yaml : List.of(true, false)) {
            JsonNode file = (yaml ? Json.YAML : Json.MAPPER).readTree(PackageFiles.oneFile(List.of(pack), yaml));
            ProcedurePackage read = PackageFiles.fromTree(file).orElseThrow().getFirst();
            assertThat(ProcedureDifference.between(pack.files(), read.files())).isEmpty();
            assertThat(read.stepForms()).containsExactly("inspection");
            assertThat(ProcessDesign.forms(read.process())).isEqualTo(ProcessDesign.forms(pack.process()));
        }
    }

    @Test
    void a_changed_form_of_a_step_is_a_change_of_the_process() {
        ProcedurePackage pack = withStepForm("inspection", STEP_SCHEMA, STEP_UI);
        ProcedurePackage other = withStepForm("inspection", STEP_SCHEMA.replace("10", "20"), STEP_UI);

        assertThat(ProcedureDifference.between(pack.files(), other.files()))
                .singleElement()
                .satisfies(change -> assertThat(change.part()).isEqualTo(ProcedureChange.Part.PROCESS));
    }

    @Test
    void a_draft_offers_the_files_of_the_forms_its_process_names() {
        Map<String, String> files = new HashMap<>(TestPackages.sound().files());
        assertThat(ProcedureDrafts.fileNames(files)).noneMatch(name -> name.startsWith("step."));
        files.computeIfPresent(
                ProcedurePackage.PROCESS,
                (name, text) -> text.replaceFirst("motcua:unit=", "motcua:form=\"inspection\" motcua:unit="));

        assertThat(ProcedureDrafts.fileNames(files)).endsWith("step.inspection.schema.json", "step.inspection.ui.json");
    }

    @Test
    void a_package_must_bear_the_code_of_its_folder() {
        Faults faults = new Faults("9.2");

        check.check(new ProcedurePackage("9.2", TestPackages.sound().files()), faults);

        assertThat(faults.problems()).extracting(p -> p.code()).containsExactly("catalog.package-code");
    }

    @Test
    void a_missing_file_is_named() {
        Faults faults = new Faults("1.1");

        check.check(new ProcedurePackage("1.1", Map.of()), faults);

        assertThat(faults.problems())
                .extracting(p -> p.field())
                .containsAll(List.of("1.1/process.bpmn", "1.1/form.ui.json"));
    }
}
