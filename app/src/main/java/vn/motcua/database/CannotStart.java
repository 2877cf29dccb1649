package vn.motcua.database;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Something on this machine keeps the application from starting, and whoever started it can do something about it. Its
 * message is one line for them, in Vietnamese and English; no stack trace is of use.
 */
public final class CannotStart extends RuntimeException {

    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** @param key message in {@code messages/database_*.properties} */
    public CannotStart(String key, Object... args) {
        this(null, key, args);
    }

    /** @param key message in {@code messages/database_*.properties} */
    public CannotStart(@Nullable Throwable cause, String key, Object... args) {
        super(line(key, args), cause);
    }

    private static String line(String key, Object... args) {
        var plain = Arrays.stream(args).map(String::valueOf).toArray();
        return text("vi", key, plain) + " / " + text("en", key, plain);
    }

    private static String text(String language, String key, Object[] args) {
        var locale = Locale.of(language);
        var pattern =
                ResourceBundle.getBundle("messages/database", locale, EXACT).getString(key);
        return new MessageFormat(pattern, locale).format(args);
    }
}
