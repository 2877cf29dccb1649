package vn.motcua.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/**
 * One line of what happened, for people. {@code event} is told by the message {@code dossier.event.KIND}.
 *
 * @param kind the event's kind, for example {@code TASK_COMPLETED}; an agency's answer is told by what it was, as
 *     {@code OPINION_GIVEN_AGREE}
 * @param step name of the step it concerns, {@code publicStep} its public wording; {@code null} when it concerns none
 * @param detail outcome, reason or number that belongs to it; {@code null} when there is none
 * @param legalBasis what a refusal rests on; {@code null} for anything else
 */
public record TimelineEntry(
        int seq,
        Instant at,
        String kind,
        LedgerEntry.ActorKind by,
        @Nullable OfficerId officer,
        @Nullable UnitId unit,
        @Nullable String step,
        @Nullable String publicStep,
        @Nullable String detail,
        @Nullable String legalBasis,
        @Nullable Instant dueAt) {

    /** Whether it did something to the dossier: a message of its process that expires does not. */
    public boolean changed() {
        return !kind.equals("MESSAGE_EXPIRED");
    }
}
