package vn.motcua.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Actor;

/** The client's key of a command, told apart by who sends it, so that nobody meets another's. */
final class Keys {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{16,200}");

    private Keys() {}

    /** Empty when there is no key or none that can be used: 16 to 200 visible characters, best a random UUID. */
    static Optional<String> of(@Nullable String given, Actor actor) {
        if (given == null || !KEY.matcher(given).matches()) {
            return Optional.empty();
        }
        String who = switch (actor) {
            case Actor.Officer o -> "officer " + o.id().value();
            case Actor.Citizen c -> "citizen " + c.subject();
            case Actor.Guest ignored -> "guest";
            case Actor.System s -> "system " + s.job();
        };
        return Optional.of("api:" + sha256(who + "\n" + given));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
