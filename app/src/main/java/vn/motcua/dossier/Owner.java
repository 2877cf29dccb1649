package vn.motcua.dossier;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Actor;

/** Whose earlier dossiers are looked into: somebody who is surely that person. A guest is nobody's owner. */
public sealed interface Owner {

    /**
     * A citizen signed in by the identity provider.
     *
     * @param account what the provider says of them, by meaning ({@code applicant.name} …)
     */
    record SignedIn(Actor.Citizen citizen, Map<String, String> account) implements Owner {
        public SignedIn {
            account = Map.copyOf(account);
        }

        @Nullable
        String identity() {
            return account.get("applicant.identity");
        }
    }

    /** Somebody at a counter whose identity number the clerk has read from their card. */
    record AtCounter(Actor.Officer clerk, String identity) implements Owner {}
}
