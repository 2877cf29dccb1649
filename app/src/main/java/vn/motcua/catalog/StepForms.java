package vn.motcua.catalog;

import java.util.ArrayList;
import java.util.List;
import vn.motcua.process.ProcessDesign;
import vn.motcua.process.TaskForm;
import vn.motcua.shared.Problem;

/** The forms of steps that a process file has within it, whichever procedure it belongs to, if any. */
public final class StepForms {

    private StepForms() {}

    /** What keeps the forms of a file from being asked; nothing of a file that cannot be read. */
    public static List<Problem> problems(String bpmnXml) {
        List<Problem> problems = new ArrayList<>();
        for (TaskForm form : ProcessDesign.forms(bpmnXml)) {
            int faults = PackageCheck.problems(form).size();
            if (faults > 0) {
                problems.add(Problem.of("catalog.step-form-wrong", form.key(), faults));
            }
        }
        return problems;
    }
}
