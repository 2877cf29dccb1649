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
 * @param who the unit that has it
 * @param person the officer; {@code null} while nobody took it
 * @param since since when they have it; {@code null} when it is closed
 * @param until when the step is due, {@code left} what is left until then
 * @param due the appointed time for the result; {@code null} before receipt and after the result
 * @param why the appointment explained, line by line
 * @param diagram address of the process
 * @param elements ids of the diagram's active elements, separated by blanks
 * @param rated the overall score given, 0 = none
 * @param key idempotency key for the page's commands
 * @param advice what to do now where nothing can be done here
 */
public record TrackView(
        String code,
        String secret,
        String procedure,
        String agency,
        String applicant,
        StatusLook status,
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
        @Nullable String resultNo,
        @Nullable Long resultFile,
        boolean mayWithdraw,
        boolean mayRate,
        int rated,
        String key,
        String advice) {

    /** Working minutes a holder had it. */
    public record Duty(String label, long minutes, boolean applicant) {}

    /** What is asked to be completed. */
    public record Supplement(String reason, List<Item> items) {
        public record Item(String field, String name, String note) {}
    }

    public long dutyTotal() {
        return duties.stream().mapToLong(Duty::minutes).sum();
    }
}
