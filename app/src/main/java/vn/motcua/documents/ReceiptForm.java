package vn.motcua.documents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP).
 *
 * @param issuedAt when the receipt is signed, for the date under the national motto
 * @param request what is asked for: the procedure's name, with the case where there is one
 * @param sets number of sets handed in
 * @param term the legal term in words, for example "20 ngày làm việc"
 * @param dueAt the appointed time; never recomputed here
 * @param resultPlace where and how the result is collected
 * @param book number of the register book, and {@code bookEntry} the entry in it
 * @param officer name of the officer who took the dossier in
 * @param secret the look-up secret in clear, {@code null} on a reprint after it is no longer known
 * @param trackingUrl full address that opens this dossier's tracking page, printed as QR code
 */
public record ReceiptForm(
        PaperSize size,
        Letterhead head,
        Instant issuedAt,
        String code,
        Person applicant,
        String request,
        List<PaperRow> papers,
        int sets,
        String term,
        Instant receivedAt,
        Instant dueAt,
        String resultPlace,
        @Nullable String book,
        @Nullable String bookEntry,
        String officer,
        @Nullable String secret,
        String trackingUrl) {

    public ReceiptForm {
        papers = List.copyOf(papers);
    }
}
