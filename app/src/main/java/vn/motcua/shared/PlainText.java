package vn.motcua.shared;

/**
 * Text that can be kept, printed and exchanged: without the control characters (other than tab and line ends), halves of
 * surrogate pairs and non-characters that PostgreSQL or XML 1.0 (section 2.2) cannot hold. They come along unseen when
 * something is pasted.
 */
public final class PlainText {

    private PlainText() {}

    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!isPlain(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** The text without what no text can hold. */
    public static String cleaned(String text) {
        if (isPlain(text)) {
            return text;
        }
        return text.codePoints()
                .filter(PlainText::isPlain)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPlain(int c) {
        return c >= 0x20 && c < 0xD800 && c != 0x7F
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c > 0xDFFF && c < 0xFFFE
                || c > 0xFFFF;
    }
}
