package vn.motcua.api;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Channel;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Timeliness;

/**
 * A dossier: where it is, with whom, until when.
 *
 * @param nationalStatus number of the status in the exchange with the national portal
 * @param applicant in full for officers and for who filed it signed in; else the name masked
 * @param minutesLeft working minutes until the appointment, negative when past
 * @param work what an officer needs to decide on it; {@code null} for applicants
 */
record DossierView(
        String code,
        String procedureCode,
        String procedureName,
        String agencyCode,
        String agencyName,
        Channel channel,
        DossierStatus status,
        int nationalStatus,
        String applicant,
        OffsetDateTime submittedAt,
        @Nullable OffsetDateTime receivedAt,
        @Nullable OffsetDateTime dueAt,
        @Nullable Long minutesLeft,
        Timeliness timeliness,
        HolderView holder,
        @Nullable OffsetDateTime processedAt,
        @Nullable OffsetDateTime returnedAt,
        @Nullable OffsetDateTime closedAt,
        @Nullable String resultNo,
        List<EventView> timeline,
        @Nullable WorkView work) {

    /** @param who APPLICANT, OFFICE, CONSULTED (another agency, asked for its opinion) or NOBODY */
    record HolderView(
            String who,
            @Nullable String unit,
            @Nullable String officer,
            OffsetDateTime since,
            @Nullable OffsetDateTime until) {}

    record EventView(
            OffsetDateTime at,
            String kind,
            String vi,
            String en,
            @Nullable String unit,
            @Nullable String step,
            @Nullable String detail,
            @Nullable OffsetDateTime dueAt) {}

    /** @param contentVersion to be given back with a decision */
    record WorkView(
            int version,
            int contentVersion,
            Map<String, Object> answers,
            List<TaskView> tasks,
            List<RecordView> records) {}

    /** @param form key of the form of a step and {@code answers} what an officer recorded on it */
    record RecordView(
            String step,
            String form,
            Map<String, Object> answers,
            @Nullable String officer,
            OffsetDateTime at) {}

    /**
     * @param schema JSON Schema 2020-12 of the answers; {@code ui} names labels and order of the fields
     */
    record StepFormView(String key, Map<String, Object> schema, Map<String, Object> ui) {}

    /**
     * @param version to be given back with a decision
     * @param form whose answers are sent with a decision; {@code null} where the step has none
     * @param print number of the printed form that belongs with the step
     */
    record TaskView(
            long id,
            String dossier,
            String step,
            String work,
            String unit,
            @Nullable String holder,
            OffsetDateTime dueAt,
            int version,
            int contentVersion,
            List<OutcomeView> outcomes,
            @Nullable StepFormView form,
            @Nullable String print) {}

    record OutcomeView(String key, String label) {}
}
