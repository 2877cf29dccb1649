package vn.motcua.documents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the one notice that names everything still missing.
 *
 * @param code the dossier's code, {@code null} when it was not yet taken in
 * @param request what was asked for
 * @param papers every paper to complete, each with the form and number in which it is wanted
 * @param others what else is to be completed that is no paper of the procedure
 * @param reason why, for the applicant to understand
 * @param contact whom to ask and how: name, phone, opening hours
 * @param respondBy until when, {@code null} when no date is set
 * @param officer name of the officer who answers for the notice
 */
public record SupplementForm(
        Letterhead head,
        Instant issuedAt,
        @Nullable String code,
        Person applicant,
        String request,
        List<PaperRow> papers,
        List<String> others,
        String reason,
        String contact,
        @Nullable Instant respondBy,
        String officer,
        @Nullable String trackingUrl) {

    public SupplementForm {
        papers = List.copyOf(papers);
        others = List.copyOf(others);
    }
}
