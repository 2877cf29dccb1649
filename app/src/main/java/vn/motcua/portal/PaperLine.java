package vn.motcua.portal;

import java.util.List;
import vn.motcua.documents.StoredFile;

/**
 * A paper asked for while filing, with what was handed in for it.
 *
 * @param field name of its input
 * @param toShow only shown at the desk, so nothing is uploaded
 */
public record PaperLine(
        String field, String name, String note, boolean required, boolean toShow, List<UploadedFile> files) {

    /** A file kept for it; {@code size} is told, for example "340 KB". */
    public record UploadedFile(long id, String name, String size) {
        static UploadedFile of(StoredFile file) {
            return new UploadedFile(file.id().value(), file.name(), FileSize.told(file.size()));
        }
    }
}
