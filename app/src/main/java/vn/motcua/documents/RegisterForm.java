package vn.motcua.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Form 07, Sổ theo dõi hồ sơ: what a unit took in over a period, in the order it came.
 *
 * @param issuedAt when this print was made
 * @param first day of the period, {@code last} included
 * @param before how many dossiers of the period are on earlier prints, {@code all} how many there are
 */
public record RegisterForm(
        Letterhead head,
        Instant issuedAt,
        String unit,
        LocalDate first,
        LocalDate last,
        int before,
        int all,
        List<Entry> entries) {

    public RegisterForm {
        entries = List.copyOf(entries);
    }

    /** Whether other prints hold more of the period. */
    public boolean isPart() {
        return entries.size() < all;
    }

    /**
     * One dossier.
     *
     * @param address and phone of the applicant, in one line; may be empty
     * @param leadUnit who answers for the work
     * @param dueAt the appointment as it is now; {@code null} while the clock is stopped
     * @param returnedAt when the result was handed over, and {@code manner} how; {@code null} while it was not
     */
    public record Entry(
            String code,
            String procedure,
            String applicant,
            String address,
            String leadUnit,
            Instant receivedAt,
            @Nullable Instant dueAt,
            @Nullable Instant returnedAt,
            @Nullable String manner) {}
}
