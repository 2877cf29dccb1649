package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paper of a dossier (thành phần hồ sơ).
 *
 * @param originals number of originals asked for
 * @param copies number of copies asked for
 * @param required whether the dossier is incomplete without it
 * @param toShow only to be shown at the desk (xuất trình), not handed in (nộp)
 * @param showWhen asked for only when the form was answered like this; {@code null} = always
 * @param note empty when there is none
 * @param form the form to be filled for it, {@code null} when there is none
 * @param kinds what it is, in words that mean the same in every procedure, or codes of results; a paper of one of these
 *     kinds that is in the person's earlier dossiers need not be asked for again. Empty = asked for each time
 * @param validMonths how long it counts from the day it is issued, {@code null} = it does not run out
 */
public record Paper(
        String key,
        String name,
        int originals,
        int copies,
        boolean required,
        boolean toShow,
        @Nullable ShowWhen showWhen,
        String note,
        @Nullable PaperForm form,
        List<String> kinds,
        @Nullable Integer validMonths) {

    public Paper {
        kinds = List.copyOf(kinds);
    }

    /** The last day one that came to us on a day can count, {@code null} when it does not run out. */
    public @Nullable LocalDate validUntil(LocalDate since) {
        return validMonths == null ? null : since.plusMonths(validMonths);
    }
}
