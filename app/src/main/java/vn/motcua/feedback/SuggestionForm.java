package vn.motcua.feedback;

import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/**
 * What somebody drops into the suggestion box (hòm thư góp ý).
 *
 * @param contact phone or e-mail for an answer; may be left open
 * @param agency whom it concerns; {@code null} when the sender left that open
 * @param dossierCode the dossier it is about, as typed; never looked up, so it tells the sender nothing
 */
public record SuggestionForm(
        String content,
        @Nullable String contact,
        @Nullable AgencyId agency,
        @Nullable String dossierCode) {

    public SuggestionForm {
        content = content.strip();
        contact = blankToNull(contact);
        dossierCode = blankToNull(dossierCode);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
