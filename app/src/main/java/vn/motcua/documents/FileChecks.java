package vn.motcua.documents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tika.Tika;

/**
 * Finds out what a file really is and whether it can be opened. Nothing here takes more memory or time than the file's
 * own size allows: a small file may claim to unfold into gigabytes.
 */
final class FileChecks {

    /** What looking into a file showed. */
    enum Condition {
        SOUND,
        BROKEN,
        ENCRYPTED,
        /** An image of more pixels than a common machine can show. */
        TOO_DETAILED
    }

    /** The stream in which Office wraps a document that has a password, as its OLE container spells it. */
    private static final byte[] ENCRYPTED_PACKAGE = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private static final Tika TIKA = new Tika();

    private FileChecks() {}

    /** The kind found in the content; empty when it is none that can be handed in. */
    static Optional<FileType> typeOf(byte[] content) {
        return switch (TIKA.detect(content)) {
            case "application/pdf" -> Optional.of(FileType.PDF);
            case "image/jpeg" -> Optional.of(FileType.JPEG);
            case "image/png" -> Optional.of(FileType.PNG);
            case "application/zip", "application/x-tika-ooxml" ->
                OfficeArchive.of(content).type();
            default -> Optional.empty();
        };
    }

    /** Whether this is a photo in the format that iPhones keep for themselves. */
    static boolean isHeic(byte[] content) {
        String type = TIKA.detect(content);
        return type.startsWith("image/heic") || type.startsWith("image/heif");
    }

    /** Whether this is an Office document with a password; those are OLE containers, whatever their name says. */
    static boolean isEncryptedOffice(byte[] content) {
        return TIKA.detect(content).startsWith("application/x-tika-msoffice") && contains(content, ENCRYPTED_PACKAGE);
    }

    static Condition conditionOf(FileType type, byte[] content) {
        return switch (type) {
            case PDF -> PdfLook.conditionOf(content);
            case JPEG, PNG -> ImageLook.conditionOf(type, content);
            case DOCX, XLSX -> OfficeArchive.of(content).isWhole() ? Condition.SOUND : Condition.BROKEN;
        };
    }

    private static boolean contains(byte[] haystack, byte[] needle) {
        outer:
        for (int i = 0; i <= haystack.length - needle.length; i++) {
            for (int j = 0; j < needle.length; j++) {
                if (haystack[i + j] != needle[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }
}
