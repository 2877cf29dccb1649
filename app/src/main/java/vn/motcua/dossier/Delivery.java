package vn.motcua.dossier;

import org.jspecify.annotations.Nullable;

/**
 * How the result was handed over.
 *
 * @param recipient name of who received and signed for it
 */
public record Delivery(
        Manner manner, String recipient, @Nullable String identity) {

    public enum Manner {
        COUNTER,
        POST,
        ONLINE
    }
}
