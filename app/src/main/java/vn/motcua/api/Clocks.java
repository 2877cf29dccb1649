package vn.motcua.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Vietnam;

/** Moments as the API writes them: with Vietnam's offset, to the second. */
final class Clocks {

    private Clocks() {}

    static OffsetDateTime local(Instant at) {
        return at.atZone(Vietnam.ZONE).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
    }

    static @Nullable OffsetDateTime orNone(@Nullable Instant at) {
        return at == null ? null : local(at);
    }
}
