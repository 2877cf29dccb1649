package vn.motcua.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.dossier.Delivery;

/**
 * A decision on a task.
 *
 * @param version of the task and {@code contentVersion} of the dossier that it was made on, as they were read
 * @param outcome one of the task's outcomes
 * @param delivery to whom the result went, on the step that returns it
 * @param answers to the form of the step, where the task has one: flat, by the names of its fields
 */
record DecisionBody(
        @Nullable Integer version,
        @Nullable Integer contentVersion,
        @Nullable String outcome,
        @Nullable String note,
        @Nullable String legalBasis,
        @Nullable String resultNo,
        @Nullable String resultFile,
        @Nullable DeliveryBody delivery,
        @Nullable Map<String, @Nullable Object> answers) {

    record DeliveryBody(
            Delivery.@Nullable Manner manner,
            @Nullable String recipient,
            @Nullable String identity) {}
}
