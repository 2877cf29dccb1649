package vn.motcua.dossier;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Form;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.TaskId;

/**
 * What an officer recorded at a step, as the ledger has it.
 *
 * @param step name of the step at that time
 * @param key of the form, by which conditions of the process know the answers
 * @param form as it was then
 */
public record StepRecord(
        TaskId task,
        String step,
        String key,
        Form form,
        Map<String, Object> answers,
        @Nullable OfficerId by,
        Instant at) {

    public StepRecord {
        answers = Map.copyOf(answers);
    }
}
