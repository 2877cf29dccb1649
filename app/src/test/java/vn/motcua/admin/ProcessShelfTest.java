package vn.motcua.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Form;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;

@DemoTest
class ProcessShelfTest {

    @Autowired
    ProcessShelf shelf;

    @Autowired
    Catalog catalog;

    @Autowired
    Processes processes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pages\": []}",
                "{\"pages\": [{\"key\": \"p\", \"title\": \"Biên bản\", \"fields\": [{\"name\": \"begun\", \"label\": \"Đã?\", \"widget\": \"hologram\"}]}]}"
            })
    void a_form_that_cannot_be_asked_is_told_without_a_procedure_in_force_and_dossiers_that_stand_on_it_can_be_read(
            String ui) {
        TaskForm wrong = new TaskForm(
                "inspection", "{\"type\": \"object\", \"properties\": {\"begun\": {\"type\": \"string\"}}}", ui);
        String file = processes.bpmnXml(
                catalog.current(AuthorityAtWork.BIRTH).orElseThrow().process());

        assertThat(shelf.problems("9.799999", TaskForm.within(file, wrong)))
                .extracting(Problem::code)
                .containsExactly("catalog.step-form-wrong");
        assertThat(catalog.form(wrong).pages().getFirst().fields())
                .extracting(Form.Field::name)
                .containsExactly("begun");
    }
}
