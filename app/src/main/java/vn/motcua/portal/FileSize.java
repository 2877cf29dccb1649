package vn.motcua.portal;

import java.util.Locale;

/** How big a file is, as people say it. */
final class FileSize {

    private FileSize() {}

    static String told(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        if (bytes < 1024 * 1024) {
            return Math.round(bytes / 1024.0) + " KB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0).replace('.', ',');
    }
}
