package vn.motcua.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step (bước) of a published process: who answers for it, how long they have, and what they may decide.
 *
 * @param elementId id of the user task in the BPMN file
 * @param unitKey key of the answering unit within the agency, for example {@code justice}
 * @param position who in the unit does it, for example {@code specialist}
 * @param allowanceMinutes working minutes the unit has, above zero
 * @param outcomes what can be decided, in the order the file gives them; empty when the step is only done
 * @param publicWording what the public is told while the step runs; {@code null} when only the name is shown
 * @param work FORWARD (the desk checks and hands over), WORK (a specialist), APPROVE (a leader signs or sends back),
 *     RESULT (the result is recorded), RETURN (the desk returns it)
 * @param form key of the {@link TaskForm} that is filled in when it is done; {@code null} when none is
 * @param print number of the {@link StepPrint} that belongs with it; {@code null} when none does
 */
public record Step(
        String elementId,
        String name,
        String unitKey,
        String position,
        int allowanceMinutes,
        List<Outcome> outcomes,
        @Nullable String publicWording,
        String work,
        @Nullable String form,
        @Nullable String print) {

    public Step {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * A decision a step offers.
     *
     * @param key what conditions compare {@code outcome} with
     * @param label what the officer sees on the button
     */
    public record Outcome(String key, String label) {}
}
