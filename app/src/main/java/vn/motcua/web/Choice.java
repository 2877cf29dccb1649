package vn.motcua.web;

import org.jspecify.annotations.Nullable;

/** One of the answers that can be chosen in radios, checkboxes or a select. */
public record Choice(String value, String label, @Nullable String hint) {

    public static Choice of(String value, String label) {
        return new Choice(value, label, null);
    }
}
