package vn.motcua.documents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Form 06, Phiếu kiểm soát quá trình giải quyết hồ sơ: goes with the dossier, one row per hand-over, derived from the
 * ledger and never overwritten.
 *
 * @param issuedAt when this print was made
 * @param leadUnit the unit that answers for the whole
 */
public record ControlSheetForm(
        Letterhead head,
        Instant issuedAt,
        String code,
        String applicant,
        String request,
        String leadUnit,
        Instant receivedAt,
        Instant dueAt,
        List<HandOver> handOvers) {

    public ControlSheetForm {
        handOvers = List.copyOf(handOvers);
    }

    /**
     * One hand-over of the dossier.
     *
     * @param toUnit where it went; {@code toPerson} and {@code receivedAt} are {@code null} while nobody there has taken it
     * @param result how the giver stood against the time allowed; {@code null} where no time was set
     */
    public record HandOver(
            String fromUnit,
            String fromPerson,
            Instant givenAt,
            String toUnit,
            @Nullable String toPerson,
            @Nullable Instant receivedAt,
            @Nullable Timeliness result,
            @Nullable String note) {}
}
