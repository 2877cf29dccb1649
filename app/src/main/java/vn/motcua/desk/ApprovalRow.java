package vn.motcua.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.web.TimeLeft;

/**
 * A decision asked of a leader, told.
 *
 * @param asker who passed it up, with what they propose and their note; may be empty
 * @param due when the leader's step is due
 * @param seenAt when this leader opened the dossier as it stands; {@code changed} they did, but it changed since
 * @param choice what ticking it sends; {@code null} where it must be opened to be decided
 */
public record ApprovalRow(
        String href,
        String code,
        String applicant,
        String procedure,
        String step,
        String asker,
        String proposal,
        String note,
        Instant due,
        TimeLeft left,
        @Nullable Instant seenAt,
        boolean changed,
        @Nullable String choice) {}
