package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "procedure.yaml|code: \"1.001193\"|code: \"9.999999\"|1.001193/procedure.yaml#/code|package-code",
                "procedure.yaml|validFrom: 2026-01-01|validFrom: mai|1.001193/procedure.yaml#/validFrom|package-wrong",
                "procedure.yaml|field: relation|field: relatoin|1.001193/procedure.yaml#/cases/0/papers/4/showWhen/field|package-unknown-field",
                "procedure.yaml|in: [witness]|in: [whom]|1.001193/procedure.yaml#/cases/0/papers/2/showWhen/in|package-unknown-option",
                "procedure.yaml|feel: \"0\"|feel: \"8000 *\"|1.001193/procedure.yaml#/fees/0/feel|package-fee-unreadable",
                "procedure.yaml|8000 * form.copies|8000 * form.copeis|1.001193/procedure.yaml#/fees/1/feel|package-unknown-field",
                "procedure.yaml|8000 * form.copies|8000 * (form.copies - 5)|1.001193/procedure.yaml#/fees/1/feel|package-fee-negative",
                "form.ui.json|\"name\": \"motherName\"|\"name\": \"mumName\"|1.001193/form.ui.json#/pages/3/fields/0/name|package-unknown-field",
                "form.schema.json|\"type\": \"integer\"|\"type\": \"intger\"|1.001193/form.schema.json#/properties/copies/type|package-wrong",
                "form.schema.json|then\": { \"required\": [\"married\"]|then\": { \"required\": [\"maried\"]|1.001193/form.schema.json#/allOf/3/then/required|package-unknown-field",
                "form.schema.json|\"type\": \"object\",|\"type\": \"object\"|1.001193/form.schema.json|package-unreadable",
            })
    void a_broken_package_is_refused_with_the_place(String file, String from, String to, String place, String code) {
        Faults faults = new Faults("1.001193");

        assertThat(check.check(broken(file, from, to), faults)).isNull();

        assertThat(faults.problems()).anySatisfy(p -> {
            assertThat(p.field()).isEqualTo(place);
            assertThat(p.code()).isEqualTo("catalog." + code);
        });
    }

    @Test
    void a_missing_file_is_named() {
        Faults faults = new Faults("1.1");

        check.check(new ProcedurePackage("1.1", Map.of()), faults);

        assertThat(faults.problems())
                .extracting(p -> p.field())
                .containsAll(List.of("1.1/process.bpmn", "1.1/form.ui.json"));
    }

    static ProcedurePackage broken(String file, String from, String to) {
        ProcedurePackage sound =
                ProcedurePackage.in(new ClassPathResource("catalog/1.001193/procedure.yaml"), "1.001193");
        Map<String, String> files = new HashMap<>(sound.files());
        String text = sound.file(file);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        files.put(file, text.substring(0, at) + to + text.substring(at + from.length()));
        return new ProcedurePackage("1.001193", files);
    }
}
