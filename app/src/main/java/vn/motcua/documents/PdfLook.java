package vn.motcua.documents;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import vn.motcua.documents.FileChecks.Condition;

/**
 * Looks over a PDF from outside: is it locked, does it have its end and its pages, does what is drawn on them unfold?
 * Opening it would unfold whatever its own tables ask for, in memory, and a file of kilobytes can ask for gigabytes.
 */
final class PdfLook {

    /** Where readers look for the end (ISO 32000-1, annex H.3.18), and a little more. */
    private static final int TAIL = 4096;

    private static final int LONGEST_DICTIONARY = 2000;

    /** Unfolded at most, in bytes; what is drawn beyond is taken on trust. */
    private static final long MOST_UNFOLDED = 64L * 1024 * 1024;

    private static final Pattern LOCK = Pattern.compile("/Encrypt\\s*(\\d+\\s+\\d+\\s+R|<<)");

    private final byte[] content;
    private final String text;

    private PdfLook(byte[] content) {
        this.content = content;
        this.text = new String(content, StandardCharsets.ISO_8859_1);
    }

    static Condition conditionOf(byte[] content) {
        PdfLook look = new PdfLook(content);
        if (LOCK.matcher(look.text).find()) {
            return Condition.ENCRYPTED;
        }
        return look.hasEnd() && look.hasPages() && look.drawingsUnfold() ? Condition.SOUND : Condition.BROKEN;
    }

    private boolean hasEnd() {
        String tail = text.substring(Math.max(0, text.length() - TAIL));
        return tail.contains("%%EOF") || tail.contains("startxref");
    }

    /** The tree of pages stands open, or folded into a stream of objects. */
    private boolean hasPages() {
        return text.contains("/Root") && (text.contains("/Pages") || text.contains("/ObjStm"));
    }

    private boolean drawingsUnfold() {
        long left = MOST_UNFOLDED;
        for (int at = text.indexOf("stream"); at >= 0 && left > 0; at = text.indexOf("stream", at + 6)) {
            if (isDrawing(at)) {
                long unfolded = unfold(at + 6, left);
                if (unfolded < 0) {
                    return false;
                }
                left -= unfolded;
            }
        }
        return true;
    }

    /** What is drawn on a page is the one kind of stream that says nothing of itself but how it is folded. */
    private boolean isDrawing(int stream) {
        int begin = text.lastIndexOf("obj", stream);
        if (begin < 0 || stream - begin > LONGEST_DICTIONARY) {
            return false;
        }
        String dictionary = text.substring(begin + 3, stream).strip();
        return dictionary.startsWith("<<")
                && dictionary.endsWith(">>")
                && dictionary.contains("/FlateDecode")
                && dictionary.indexOf("Decode") == dictionary.lastIndexOf("Decode")
                && !dictionary.contains("/Type")
                && !dictionary.contains("/Subtype");
    }

    /** How many bytes came out, up to that many; negative when they cannot be had. */
    private long unfold(int afterKeyword, long most) {
        int from = afterKeyword;
        while (from < content.length && (content[from] == '\r' || content[from] == '\n')) {
            from++;
        }
        byte[] out = new byte[64 * 1024];
        long unfolded = 0;
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(content, from, content.length - from);
            while (!inflater.finished() && unfolded < most) {
                int n = inflater.inflate(out);
                if (n == 0 && !inflater.finished()) {
                    return -1;
                }
                unfolded += n;
            }
            return unfolded;
        } catch (DataFormatException e) {
            return -1;
        }
    }
}
