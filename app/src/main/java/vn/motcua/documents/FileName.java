package vn.motcua.documents;

import java.text.Normalizer;

/** Makes the name a browser sent safe to store, show and send back, and keeps its Vietnamese letters. */
final class FileName {

    /** In UTF-16 units; with three bytes a letter still below the 255 bytes of common file systems. */
    private static final int MAX_LENGTH = 80;

    private FileName() {}

    /** The name without folders, control and direction characters; empty when nothing of it is left. */
    static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String safe = Normalizer.normalize(last, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}<>:\"|?*;]", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[. ]+|[. ]+$", "");
        return shorten(safe);
    }

    /** What follows the last dot; empty when there is none. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static String shorten(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        String ending = ending(name);
        String tail = ending.isEmpty() || ending.length() > 10 ? "" : "." + ending;
        int cut = MAX_LENGTH - tail.length();
        if (Character.isHighSurrogate(name.charAt(cut - 1))) {
            cut--;
        }
        return name.substring(0, cut).stripTrailing() + tail;
    }
}
