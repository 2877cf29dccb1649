package vn.motcua.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Form 03, Phiếu từ chối tiếp nhận, giải quyết hồ sơ.
 *
 * @param code the dossier's code, {@code null} when it was refused at the desk before it was taken in
 * @param request what was asked for
 * @param reason why it is refused
 * @param legalBasis article and document the refusal rests on
 * @param instruction what the applicant can do instead, for example which agency is competent; {@code null} if nothing
 * @param officer name of the officer who refuses
 */
public record RefusalForm(
        Letterhead head,
        Instant issuedAt,
        @Nullable String code,
        Person applicant,
        String request,
        String reason,
        String legalBasis,
        @Nullable String instruction,
        String officer) {}
