package vn.motcua.process;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A published version (phiên bản) of a process. It never changes; it can be withdrawn.
 *
 * @param key what its versions have in common: the code of the procedure
 * @param number 1, 2, 3 … within the key
 * @param name as the file names the process
 * @param from first day on which new dossiers begin with it; {@code null} when it came with its procedure, and begins and
 *     ends with that
 * @param by who published it, and {@code reason} why; {@code null} when it came with its procedure
 * @param withdrawn {@code null} while new dossiers may begin with it
 */
public record ProcessEdition(
        DefinitionId id,
        String key,
        int number,
        String name,
        @Nullable LocalDate from,
        Instant publishedAt,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Withdrawal withdrawn) {

    /** Since when, by whom and why no new dossier begins with a version. */
    public record Withdrawal(Instant at, String by, String reason) {}
}
