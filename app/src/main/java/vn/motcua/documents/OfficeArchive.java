package vn.motcua.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The parts of a document of Word or Excel, which is a ZIP archive.
 *
 * @param names of the parts, as far as they could be read
 * @param isWhole every part unfolds, to no more than a document may, and the archive is not cut short
 */
record OfficeArchive(Set<String> names, boolean isWhole) {

    private static final long MOST_UNFOLDED = 200L * 1024 * 1024;
    private static final int MOST_PARTS = 10_000;

    static OfficeArchive of(byte[] content) {
        Set<String> names = new HashSet<>();
        return new OfficeArchive(
                names, unfolds(content, names) && names.contains("[Content_Types].xml") && hasDirectory(content));
    }

    /** Empty for an archive of something else, and for a document with macros. */
    Optional<FileType> type() {
        if (names.stream().anyMatch(n -> n.endsWith("vbaProject.bin"))) {
            return Optional.empty();
        }
        if (names.stream().anyMatch(n -> n.startsWith("word/"))) {
            return Optional.of(FileType.DOCX);
        }
        if (names.stream().anyMatch(n -> n.startsWith("xl/"))) {
            return Optional.of(FileType.XLSX);
        }
        return Optional.empty();
    }

    private static boolean unfolds(byte[] content, Set<String> names) {
        long unfolded = 0;
        int parts = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                names.add(e.getName());
                for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
                    unfolded += n;
                    if (unfolded > MOST_UNFOLDED) {
                        return false;
                    }
                }
                if (++parts > MOST_PARTS) {
                    return false;
                }
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the archive's directory at its end is there; a file cut short has lost it. */
    private static boolean hasDirectory(byte[] content) {
        for (int i = content.length - 22; i >= 0 && i >= content.length - 22 - 0xFFFF; i--) {
            if (content[i] == 'P' && content[i + 1] == 'K' && content[i + 2] == 5 && content[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }
}
