package vn.motcua.portal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.web.Moment;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/**
 * A dossier as its owner sees it: whose turn, until when, why, what happened, what can be done. All texts are told.
 *
 * @param secret carried by the page's forms, so that each can act on this dossier alone
 * @param applicant masked name
 * @param yourTurn what the owner has to do now; {@code null} while it is not their turn
 * @param who the unit that has it
 * @param person the officer; {@code null} while nobody took it
 * @param since since when they have it; {@code null} when it is closed
 * @param until when the step is due, {@code left} what is left until then
 * @param due the appointed time for the result; {@code null} before receipt and after the result
 * @param why the appointment explained, line by line
 * @param diagram address of the process
 * @param elements ids of the diagram's active elements, separated by blanks
 * @param fee what has to be paid or was; {@code null} when nothing is due
 * @param forms the printed forms that can be downloaded
 * @param resultFile the result as a file; {@code null} until it is ready
 * @param rated the overall score given, 0 = none
 * @param key idempotency key for the page's commands
 * @param advice what to do now where nothing can be done here
 * @param ending what can be done when all is over; {@code null} before
 */
public record TrackView(
        String code,
        String secret,
        String procedureCode,
        String procedure,
        String agency,
        String applicant,
        StatusLook status,
        @Nullable String yourTurn,
        String who,
        @Nullable String person,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable TimeLeft left,
        @Nullable Instant due,
        @Nullable TimeLeft dueLeft,
        List<String> why,
        List<Moment> moments,
        List<Duty> duties,
        String diagram,
        String elements,
        @Nullable Supplement supplement,
        @Nullable Fee fee,
        List<String> forms,
        @Nullable String resultNo,
        @Nullable Long resultFile,
        boolean mayWithdraw,
        boolean mayRate,
        int rated,
        String key,
        String advice,
        @Nullable Ending ending) {

    /** Working minutes a holder had it; {@code minutesPerDay} of them are told as a day. */
    public record Duty(String label, long minutes, int minutesPerDay, boolean applicant) {}

    /** What is asked to be completed; {@code clockStopped} when the legal clock ran before. */
    public record Supplement(String reason, List<Item> items, boolean clockStopped) {

        /** @param files uploaded already, not sent yet */
        public record Item(
                String field, String name, String note, boolean required, List<PaperLine.UploadedFile> files) {}
    }

    /**
     * A fee; all sums are told.
     *
     * @param now it has to be paid before the result is handed over, and the result is ready
     * @param place where it is paid
     */
    public record Fee(String total, List<String> lines, boolean paid, boolean now, String place) {}

    /**
     * How it ended and what can be done.
     *
     * @param reason of a refusal, {@code basis} the law it rests on
     * @param again whether the same can be filed again online
     * @param place whom to ask
     */
    public record Ending(
            String text, @Nullable String reason, @Nullable String basis, boolean again, String place) {}

    /** A fee that keeps the result from being handed over. */
    public boolean feeHolds() {
        return fee != null && !fee.paid() && fee.now();
    }

    public long dutyTotal() {
        return duties.stream().mapToLong(Duty::minutes).sum();
    }
}
