package vn.motcua.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Form 05, Thông báo dừng giải quyết hồ sơ: the agency stops working on a dossier that it had received.
 *
 * @param stoppedAt from when on nothing more is done
 * @param reason why, and {@code legalBasis} the article and document it rests on
 * @param instruction how the applicant gets papers and fees back, or can file again; {@code null} if there is nothing to say
 * @param signerTitle office of who signs, {@code signer} the name
 */
public record StopForm(
        Letterhead head,
        Instant issuedAt,
        String code,
        Person applicant,
        String request,
        Instant receivedAt,
        Instant stoppedAt,
        String reason,
        String legalBasis,
        @Nullable String instruction,
        String signerTitle,
        String signer) {}
