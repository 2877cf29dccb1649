package vn.motcua.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notice that the term is extended as the law allows (gia hạn), in the layout of form 04: the old time, the reason, the
 * rule it rests on and the new time. Nothing is late, so nobody says sorry.
 *
 * @param dueAt the time appointed before, {@code newDueAt} the one that takes its place
 * @param reason why more time is needed, for the applicant to read
 * @param rule what the law lets be extended, and by which article
 * @param signerTitle office of who signs; {@code signer} the name
 * @param trackingUrl full address of the dossier's tracking page; {@code null} when none is printed
 */
public record ExtensionForm(
        Letterhead head,
        Instant issuedAt,
        String code,
        Person applicant,
        String request,
        Instant receivedAt,
        Instant dueAt,
        String reason,
        String rule,
        Instant newDueAt,
        String signerTitle,
        String signer,
        @Nullable String trackingUrl) {}
