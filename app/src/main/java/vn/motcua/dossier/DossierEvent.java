package vn.motcua.dossier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing that happened to a dossier, as the ledger keeps it. No event carries personal data of the applicant: it names
 * the version and hash of the content instead, so that the ledger can be kept for ever and shown.
 *
 * <p>A kind or component, once written, keeps its name and meaning: old rows are read with today's records.
 */
public sealed interface DossierEvent {

    /** Filed by the applicant, or begun at the counter. {@code receivingUnit} is the one-stop desk that must look. */
    record Submitted(
            long agency,
            long procedureVersion,
            String procedureCode,
            String channel,
            String caseKey,
            long receivingUnit,
            int contentVersion,
            String contentHash)
            implements DossierEvent {}

    /** Fully and correctly received: the legal clock starts and the appointment is made. */
    record Received(Instant dueAt, String calendar) implements DossierEvent {}

    record TaskOpened(long task, String element, String name, String work, long unit, String position, Instant dueAt)
            implements DossierEvent {}

    record TaskClaimed(long task, long officer) implements DossierEvent {}

    /** Handed to a colleague. */
    record TaskAssigned(long task, long officer) implements DossierEvent {}

    /** Done, with its outcome; a decision names the content it was made on, a refusal its legal basis. */
    record TaskCompleted(
            long task,
            String outcome,
            String outcomeLabel,
            @Nullable String note,
            @Nullable String legalBasis,
            int contentVersion,
            String contentHash)
            implements DossierEvent {}

    /**
     * An officer filled in the form of a step, in the act that completed it. What was filled in lies beside the ledger, as it
     * may speak of people.
     *
     * @param definition of the process whose form it is
     * @param hash of the answers, see {@link StepAnswers#hash()}
     */
    record StepRecorded(long task, long definition, String form, String hash) implements DossierEvent {}

    /** A task is not needed any more: the process went on by another way. */
    record TaskWithdrawn(long task) implements DossierEvent {}

    /**
     * What the process waited for came of itself.
     *
     * @param what TIMER, MESSAGE, SIGNAL, SERVICE or SERVICE_REFUSED
     * @param element id in the process; {@code name} what people call it
     */
    record EventOccurred(String what, String element, String name) implements DossierEvent {}

    /** A message that the dossier's process sent, or that was meant for it, was received by nobody in its time. */
    record MessageExpired(String message, Instant sentAt) implements DossierEvent {}

    /** An operator helped on a process that was stuck. {@code action}: AGAIN, FIRE, ANSWER or REFUSE. */
    record Repaired(String action, String element, String name, String reason) implements DossierEvent {}

    /**
     * An official moved the dossier to another version of its process. Tasks that go on are named with the steps they are
     * from now on; those that passed to others are withdrawn and opened anew in the same act.
     *
     * @param process key of the process
     * @param fromDefinition the version it ran by, {@code fromNumber} its number and {@code fromHash} the SHA-256 of its
     *     file; so {@code to…}
     * @param before where it stood, {@code after} where it stands
     * @param unit who has it now, when a task passed to another unit or back to its queue; {@code null} otherwise
     */
    record Migrated(
            String process,
            long fromDefinition,
            int fromNumber,
            String fromHash,
            long toDefinition,
            int toNumber,
            String toHash,
            List<Place> before,
            List<Place> after,
            List<Task> tasks,
            @Nullable Long unit,
            String reason)
            implements DossierEvent {

        /** An element of a process at which the dossier stands. */
        public record Place(String element, String name) {}

        /** An open task as it is called from now on. */
        public record Task(long task, String element, String name, String work, String position) {}
    }

    /** A dossier at another agency was begun, whose result this one waits for. {@code unit} has it now. */
    record LinkedBegun(String element, String name, String code, long unit) implements DossierEvent {}

    /** The linked dossier has ended, with this {@code DossierStatus}. */
    record LinkedEnded(String code, long unit, String status) implements DossierEvent {}

    /** This dossier was begun for another one, of this code. */
    record LinkedFrom(String code) implements DossierEvent {}

    /** Form 02 was issued. {@code remainingMinutes} is what is left of the term, if the clock was running. */
    record SupplementAsked(
            int no,
            String reason,
            List<String> papers,
            @Nullable Long remainingMinutes) implements DossierEvent {}

    /** The applicant completed the dossier. {@code dueAt} is the new appointment, if the clock had been running. */
    record Supplemented(
            int contentVersion,
            String contentHash,
            @Nullable Instant dueAt) implements DossierEvent {}

    /** An open task's own deadline moved with the dossier's. */
    record TaskDueMoved(long task, Instant dueAt) implements DossierEvent {}

    /** Form 03 at intake: the dossier was not taken in. */
    record NotAccepted(String reason, String legalBasis) implements DossierEvent {}

    record ResultRecorded(String resultNo, @Nullable Long file) implements DossierEvent {}

    /** The result is ready: processing is finished. */
    record Processed() implements DossierEvent {}

    /** The result was handed over; {@code manner} is a return channel. */
    record Returned(String manner) implements DossierEvent {}

    /** Refused after processing, with form 03. */
    record Stopped(String reason, String legalBasis) implements DossierEvent {}

    record Withdrawn(String reason) implements DossierEvent {}

    /** The clock was stopped; {@code why} is a {@code PauseKind}, {@code remainingMinutes} what is left of the term. */
    record ClockPaused(String why, String reason, long remainingMinutes) implements DossierEvent {}

    record ClockResumed(Instant dueAt, String reason) implements DossierEvent {}

    /**
     * Another agency was asked for its opinion. {@code answerBy} is when its silence becomes agreement, {@code amount} and
     * {@code unit} the term it was given and {@code calendar} by which it is counted; {@code null} where the law gives none.
     * {@code remainingMinutes} is what is left of the dossier's term where its clock stopped; {@code null}: it runs on.
     */
    record OpinionAsked(
            @Nullable Long askedAgency,
            String asked,
            @Nullable Instant answerBy,
            @Nullable Integer amount,
            @Nullable String unit,
            String calendar,
            @Nullable String legalBasis,
            String reason,
            @Nullable Long remainingMinutes)
            implements DossierEvent {

        boolean stopsClock() {
            return remainingMinutes != null;
        }
    }

    /** The asked agency's time ends at another moment: its calendar changed. */
    record AnswerDueMoved(Instant answerBy, String reason) implements DossierEvent {}

    /**
     * The asked agency answered; {@code answer} is a {@link Consultations.Answer}, {@code dueAt} the appointed time where the
     * clock had stopped for it.
     */
    record OpinionGiven(
            String answer, String note, @Nullable Instant dueAt) implements DossierEvent {}

    /**
     * The asked agency was silent until its time was over, {@code since}, and is deemed to agree. Where the clock had stopped
     * for it, it goes on from there, and {@code dueAt} is the appointed time.
     */
    record OpinionDeemed(
            String asked, Instant since, @Nullable Instant dueAt) implements DossierEvent {}

    /** Form 04: the one new date, with an apology. */
    record Rescheduled(Instant dueAt, String reason) implements DossierEvent {}

    /** The term was extended by a rule of law, kept here as it was when it was applied. */
    record Extended(
            String rule,
            int amount,
            String unit,
            String nameVi,
            String nameEn,
            String source,
            Instant dueAt,
            String reason)
            implements DossierEvent {}

    /** The calendar changed after the appointment was made, as when a day off is announced late. */
    record AppointmentMoved(Instant dueAt, String reason) implements DossierEvent {}

    /** Form 05: ended because the applicant did not complete it. */
    record Discontinued(String reason, String legalBasis) implements DossierEvent {}

    record FeePaid(long amount, String receiptNo) implements DossierEvent {}
}
