package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/**
 * A task as others see it.
 *
 * @param elementId id of the user task in the BPMN file
 * @param work see {@link Step#work()}
 * @param unit who answers for it
 * @param position who in the unit does it
 * @param holder the officer who has it in hand; {@code null} while nobody has claimed it
 * @param dueAt when the unit's allowance runs out; while the instance is suspended, what it was before
 * @param version counts the changes to the task; a decision names the version it was made on
 * @param outcomes what can be decided; empty when the task is only done
 * @param form to be filled in with the decision; {@code null} when there is none
 * @param print the printed form that belongs with the step; {@code null} when none does
 */
public record TaskSummary(
        TaskId id,
        InstanceId instance,
        String elementId,
        String name,
        String work,
        UnitId unit,
        String position,
        @Nullable OfficerId holder,
        Instant openedAt,
        Instant dueAt,
        int version,
        List<Step.Outcome> outcomes,
        @Nullable TaskForm form,
        @Nullable StepPrint print) {

    public TaskSummary {
        outcomes = List.copyOf(outcomes);
    }
}
