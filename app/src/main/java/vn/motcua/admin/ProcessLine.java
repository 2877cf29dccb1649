package vn.motcua.admin;

import org.jspecify.annotations.Nullable;
import vn.motcua.process.ProcessDraft;
import vn.motcua.process.ProcessEdition;

/**
 * A process in the list of all.
 *
 * @param now the version new dossiers begin with today; {@code null} when its procedure is not in force
 * @param coming the version that takes over next
 */
public record ProcessLine(
        String key,
        String name,
        @Nullable ProcessEdition now,
        @Nullable ProcessEdition coming,
        @Nullable ProcessDraft draft) {}
