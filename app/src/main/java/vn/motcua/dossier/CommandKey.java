package vn.motcua.dossier;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Actor;

/**
 * The key under which the ledger remembers a command: what the client gave, bound to who gave it, for which command, on
 * which dossier. A key someone else used, or used for something else, is another key.
 */
final class CommandKey {

    /** As many as a {@code uuid} of the database has. */
    private static final int BYTES = 16;

    private CommandKey() {}

    /** @param dossier {@code null} for the commands that make one */
    static String of(String command, Actor actor, @Nullable DossierId dossier, String given) {
        String who = switch (actor) {
            case Actor.Officer o -> "officer " + o.id().value();
            case Actor.Citizen c -> "citizen " + c.subject();
            case Actor.Guest g -> "guest " + g.token();
            case Actor.System s -> "system " + s.job();
        };
        String text = command + "\n" + who + "\n" + (dossier == null ? "" : dossier.value()) + "\n" + given;
        byte[] hash = LedgerHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
