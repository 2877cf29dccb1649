package vn.motcua.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Channel;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;
import vn.motcua.process.TaskId;

/**
 * One line of a worklist.
 *
 * @param task {@code null} where the dossier itself waits (to be received, for the applicant)
 * @param position which position of the unit the task is for, as in {@code Post}
 * @param dueAt the dossier's appointment; {@code taskDueAt} the step's own deadline
 * @param minutesLeft working minutes until the dossier's appointment, negative when past; {@code null} when none runs
 * @param dueSoon whether that is little of the dossier's term
 * @param minutesPerDay working minutes of a day by the calendar of the dossier's agency
 * @param stepLeft time left of the step in hand; {@code null} when none runs, or the result is ready to be collected
 */
public record WorkItem(
        DossierId id,
        String code,
        String applicant,
        String procedureCode,
        Channel channel,
        DossierStatus status,
        @Nullable TaskId task,
        @Nullable String step,
        @Nullable String position,
        @Nullable UnitId unit,
        @Nullable OfficerId holder,
        Instant since,
        @Nullable Instant dueAt,
        @Nullable Instant taskDueAt,
        @Nullable Long minutesLeft,
        boolean dueSoon,
        int minutesPerDay,
        @Nullable Remaining stepLeft) {

    /** Whether it should be looked at first: its step or the whole is due soon, but not yet past its appointment. */
    public boolean soon() {
        return minutesLeft != null && minutesLeft >= 0 && (dueSoon || (stepLeft != null && stepLeft.soon()));
    }
}
