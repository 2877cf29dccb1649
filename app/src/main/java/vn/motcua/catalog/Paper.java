package vn.motcua.catalog;

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
        @Nullable PaperForm form) {}
