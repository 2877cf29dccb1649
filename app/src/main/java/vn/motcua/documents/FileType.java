package vn.motcua.documents;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that can be handed in, with the endings of their names; the first ending is the usual one. */
enum FileType {
    PDF("application/pdf", List.of("pdf")),
    JPEG("image/jpeg", List.of("jpg", "jpeg", "jpe", "jfif")),
    PNG("image/png", List.of("png")),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", List.of("docx")),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", List.of("xlsx"));

    final String mediaType;
    final List<String> endings;

    FileType(String mediaType, List<String> endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    static Optional<FileType> ofEnding(String ending) {
        String wanted = ending.toLowerCase(Locale.ROOT);
        for (FileType type : values()) {
            if (type.endings.contains(wanted)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
