package vn.motcua.catalog;

import java.util.List;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;

/** The forms of steps that a process file has within it, whichever procedure it belongs to, if any. */
public final class StepForms {

    private StepForms() {}

    /** What keeps the forms of a file from being asked; nothing of a file that cannot be read. */
    public static List<Problem> problems(String bpmnXml) {
        return ProcessDesign.forms(bpmnXml).stream()
                .map(form -> Problem.of(
                        "catalog.step-form-wrong",
                        form.key(),
                        PackageCheck.problems(form).size()))
                .filter(problem -> !problem.args().getLast().equals(0))
                .toList();
    }

    /** A form as it is asked. One that cannot be asked so asks for the same fields as plain text: dossiers stand on it. */
    public static Form read(Catalog catalog, TaskForm form) {
        try {
            Form asked = catalog.form(form);
            if (!asked.pages().isEmpty()) {
                return asked;
            }
        } catch (RuntimeException e) {
            // a file may have come to the database before its forms were checked
            return catalog.form(form.plain());
        }
        return catalog.form(form.plain());
    }
}
