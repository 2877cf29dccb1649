package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.Explanation;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.FileId;
import vn.motcua.organization.Agency;
import vn.motcua.payment.ChargeSummary;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.TaskSummary;

/**
 * A dossier as an officer who may read it, or its applicant, sees it.
 *
 * @param version to be given back with a command on the whole dossier; {@code contentVersion} with a decision
 * @param why how the appointed time came about; {@code null} while there is none
 * @param tasks what waits to be done, the one that answers first
 * @param consultation whose opinion is awaited; {@code null} when nobody's is
 * @param refusalToSend a step that sends form 03 is open, and officers gave reason and legal basis
 * @param stepRecords what officers recorded at steps, the first recorded first; no applicant is shown it
 * @param minutesLeft working minutes until the appointed time, negative when it is past; {@code null} when there is none
 *     or the dossier is finished
 * @param minutesPerDay working minutes of a day by the calendar that counts
 */
public record Dossier(
        DossierId id,
        String code,
        String secret,
        Procedure procedure,
        Agency agency,
        Channel channel,
        String caseKey,
        DossierStatus status,
        ApplicantDetails applicant,
        Content content,
        int version,
        int contentVersion,
        Instant submittedAt,
        @Nullable Instant receivedAt,
        @Nullable Instant dueAt,
        @Nullable Explanation why,
        @Nullable Long minutesLeft,
        int minutesPerDay,
        Timeliness timeliness,
        @Nullable Instant processedAt,
        @Nullable Instant returnedAt,
        @Nullable Instant closedAt,
        Holder holder,
        Instant holderSince,
        @Nullable Instant holderUntil,
        @Nullable Consultation consultation,
        List<TaskSummary> tasks,
        List<TimelineEntry> timeline,
        List<Responsibility.Span> responsibility,
        List<SupplementNotice> supplements,
        @Nullable String resultNo,
        @Nullable FileId resultFile,
        Optional<Delivery> delivery,
        Optional<ChargeSummary> charge,
        List<DefinitionId> formerProcesses,
        List<StepRecord> stepRecords,
        boolean refusalToSend) {}
