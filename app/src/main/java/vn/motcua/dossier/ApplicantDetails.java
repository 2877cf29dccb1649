package vn.motcua.dossier;

import org.jspecify.annotations.Nullable;

/**
 * Who files.
 *
 * @param kind citizen or organisation
 * @param identity identity number of a person (9 or 12 digits) or tax code of an organisation
 * @param phone ten digits, first 0
 */
public record ApplicantDetails(
        Kind kind,
        String name,
        @Nullable String identity,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String address) {

    public enum Kind {
        CITIZEN,
        ORGANISATION
    }

    /** Name as a stranger may see it: every word but the last cut to its first letter. */
    public String maskedName() {
        String[] words = name.strip().split("\\s+");
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < words.length - 1; i++) {
            masked.append(words[i], 0, Character.charCount(words[i].codePointAt(0)))
                    .append("*** ");
        }
        return masked.append(words[words.length - 1]).toString();
    }
}
