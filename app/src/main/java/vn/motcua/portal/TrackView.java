package vn.motcua.portal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.web.Moment;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/**
 * A dossier as its owner sees it with code and secret: whose turn, until when, why, what happened, what can be done.
 *
 * @param secret carried by the page's forms so that each can act on this dossier alone
 * @param applicant masked name
 * @param who the unit that has it, told
 * @param person the officer, told; {@code null} while nobody took it
 * @param why the appointment explained, line by line
 * @param elements ids of the diagram's active elements, separated by blanks
 * @param diagram address of the process; {@code null} = not shown
 * @param key idempotency key for the page's commands
 * @param advice what to do now where nothing can be done here; may be empty
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
        @Nullable Instant due,
        @Nullable TimeLeft left,
        List<String> why,
        List<Moment> moments,
        List<Duty> duties,
        @Nullable String diagram,
        String elements,
        @Nullable Supplement supplement,
        boolean mayWithdraw,
        boolean mayRate,
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
