package vn.motcua.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where something comes from that was not stated or handed in anew.
 *
 * @param dossier code of the earlier dossier, {@code procedure} the code of its procedure; {@code null} for the account
 * @param at when that dossier was filed, or its result was ready; {@code null} for the account
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        Kind kind,
        @Nullable String dossier,
        @Nullable String procedure,
        @Nullable Instant at) {

    public enum Kind {
        /** What the identity provider says of the person signed in. */
        ACCOUNT,
        /** Stated or handed in with an earlier dossier. */
        DOSSIER,
        /** Issued by the authority as the result of an earlier dossier. */
        RESULT
    }

    static final Source ACCOUNT = new Source(Kind.ACCOUNT, null, null, null);
}
