package vn.motcua.portal;

import java.util.List;
import vn.motcua.documents.StoredFile;

/**
 * A paper asked for while filing, with what was handed in for it.
 *
 * @param field name of its input
 * @param toShow only shown at the desk, so nothing is uploaded
 * @param offers files of the person's earlier dossiers that can be used instead
 */
public record PaperLine(
        String field,
        String name,
        String note,
        boolean required,
        boolean toShow,
        List<UploadedFile> files,
        List<Offer> offers) {

    /** A file kept for it; {@code size} is told, for example "340 KB"; {@code from} where it is from, empty when sent anew. */
    public record UploadedFile(long id, String name, String size, String from) {
        static UploadedFile of(StoredFile file, String from) {
            return new UploadedFile(file.id().value(), file.name(), FileSize.told(file.size()), from);
        }
    }

    /** A file that can be used again: the question, told, and until when it counts, empty when that does not end. */
    public record Offer(long file, String question, String until) {}
}
