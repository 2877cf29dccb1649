package vn.motcua.admin;

import java.time.LocalDate;
import java.util.Locale;

/** A day of an imported file, and what announcing it would do. */
public record ImportLine(LocalDate date, String type, String name, Effect effect) {

    public enum Effect {
        /** The date had nothing special. */
        ADDED,
        /** It takes the place of what the date was, by law or announcement. */
        CHANGED,
        /** It is so already, and is passed over. */
        KNOWN;

        public String key() {
            return "admin.import." + name().toLowerCase(Locale.ROOT);
        }
    }
}
