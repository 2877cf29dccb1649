package vn.motcua.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Channel;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/**
 * A line of a worklist as it is drawn.
 *
 * @param choice what a claim of this line posts, {@code dossier:task}; {@code null} where nothing can be claimed
 * @param place unit and officer it lies with; empty when it lies with nobody
 * @param left {@code null} when no time runs, or while it is stopped
 * @param stopped working time left while the clock is stopped
 * @param stepDue when the step is to be done, {@code stepLeft} until then
 */
public record WorkRow(
        String code,
        String href,
        String applicant,
        String procedure,
        @Nullable String step,
        String place,
        Instant since,
        Channel channel,
        StatusLook status,
        @Nullable TimeLeft left,
        @Nullable TimeLeft stopped,
        @Nullable Instant due,
        @Nullable Instant stepDue,
        @Nullable TimeLeft stepLeft,
        @Nullable String choice) {}
