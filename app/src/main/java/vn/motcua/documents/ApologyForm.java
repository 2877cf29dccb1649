package vn.motcua.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Form 04, Văn bản xin lỗi và đề nghị gia hạn: says sorry before the appointed time has passed, with the reason and a new
 * time; at most once for a dossier.
 *
 * @param dueAt the time first appointed, {@code newDueAt} the one that takes its place
 * @param reason why it cannot be kept, for the applicant to read
 * @param signerTitle office of who signs, for example "Trưởng phòng"; {@code signer} the name
 * @param trackingUrl full address of the dossier's tracking page; {@code null} when none is printed
 */
public record ApologyForm(
        Letterhead head,
        Instant issuedAt,
        String code,
        Person applicant,
        String request,
        Instant receivedAt,
        Instant dueAt,
        String reason,
        Instant newDueAt,
        String signerTitle,
        String signer,
        @Nullable String trackingUrl) {}
