package vn.motcua.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys a touch screen shows, and what pressing one makes of what was typed. */
final class KioskKeys {

    static final String BACK = "xoa";
    static final String CLEAR = "xoa-het";

    /** No accents: the search needs none. */
    static final List<List<String>> LETTERS =
            List.of(keys("1234567890"), keys("qwertyuiop"), keys("asdfghjkl"), keys("zxcvbnm"));

    static final List<List<String>> CODES =
            List.of(keys("1234567890"), keys("QWERTYUIOP"), keys("ASDFGHJKL"), keys("ZXCVBNM-."));

    private KioskKeys() {}

    /** @param key one character, {@link #BACK} or {@link #CLEAR}; {@code null} = none was pressed */
    static String typed(String before, @Nullable String key, int longest) {
        String kept = before.length() > longest * 4 ? before.substring(0, longest * 4) : before;
        if (key == null) {
            return kept;
        }
        if (key.equals(CLEAR)) {
            return "";
        }
        if (key.equals(BACK)) {
            return kept.isEmpty() ? "" : kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return key.length() == 1 && kept.length() < longest ? kept + key : kept;
    }

    private static List<String> keys(String row) {
        return row.chars().mapToObj(Character::toString).toList();
    }
}
