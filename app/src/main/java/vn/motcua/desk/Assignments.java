package vn.motcua.desk;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.motcua.dossier.Dossier;
import vn.motcua.organization.Organization;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Choice;

/**
 * Steps in which the head of a unit says who works on the dossier (phân công người thụ lý): those that offer the outcome
 * {@value #ASSIGNED}. The chosen officer gets the unit's next step.
 */
@Component
class Assignments {

    static final String ASSIGNED = "assigned";

    private final Processes processes;
    private final Organization organization;

    Assignments(Processes processes, Organization organization) {
        this.processes = processes;
        this.organization = organization;
    }

    boolean assigns(TaskSummary task, String outcome) {
        return outcome.equals(ASSIGNED)
                && task.outcomes().stream().anyMatch(o -> o.key().equals(ASSIGNED));
    }

    /** Who can be chosen: officers of the unit in the position of the unit's next step. Empty when the step assigns nobody. */
    List<Choice> candidates(Dossier dossier, TaskSummary task) {
        if (!assigns(task, ASSIGNED)) {
            return List.of();
        }
        List<Step> steps = processes.steps(dossier.procedure().process());
        return steps.stream()
                .dropWhile(s -> !s.elementId().equals(task.elementId()))
                .skip(1)
                .filter(s -> s.unitKey().equals(organization.unit(task.unit()).key()))
                .findFirst()
                .map(next -> organization.officersOf(task.unit(), next.position()).stream()
                        .map(o -> Choice.of(Long.toString(o.id().value()), o.name()))
                        .toList())
                .orElse(List.of());
    }
}
