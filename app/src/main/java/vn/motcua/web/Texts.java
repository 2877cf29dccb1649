package vn.motcua.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every text people see, from {@code messages/<module>_vi.properties} and {@code _en.properties} (UTF-8,
 * {@link MessageFormat} placeholders). Vietnamese is the first language: a text without a translation is told in it.
 *
 * <p>A missing text throws where {@code motcua.texts.strict} is set (tests); elsewhere it is logged and a neutral word
 * stands in, never the key.
 */
@Component
public final class Texts {

    public static final Locale ENGLISH = Locale.forLanguageTag("en-GB");

    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);

    private final Map<String, String> vietnamese;
    private final Map<String, String> english;
    private final boolean strict;
    private final Map<String, Boolean> reported = new ConcurrentHashMap<>();

    Texts(@Value("${motcua.texts.strict:false}") boolean strict) {
        this.vietnamese = load("vi");
        this.english = load("en");
        this.strict = strict;
    }

    /** The text of that key in that language, with its placeholders filled in. */
    public String get(Locale locale, String key, Object... args) {
        Map<String, String> first = isEnglish(locale) ? english : vietnamese;
        String text = first.get(key);
        if (text == null) {
            text = missing(locale, key);
        }
        return new MessageFormat(text, isEnglish(locale) ? ENGLISH : vn.motcua.shared.Vietnam.LOCALE).format(args);
    }

    public boolean has(String key) {
        return vietnamese.containsKey(key);
    }

    /** Keys and raw patterns of one language, {@code vi} or {@code en}. */
    Map<String, String> all(String language) {
        return language.equals("en") ? english : vietnamese;
    }

    static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    private String missing(Locale locale, String key) {
        if (strict) {
            throw new IllegalArgumentException("no text for " + key + " in " + locale.toLanguageTag());
        }
        if (reported.putIfAbsent(key + locale.getLanguage(), true) == null) {
            LOG.error("No text for {} in {}", key, locale.toLanguageTag());
        }
        String other = vietnamese.get(key);
        return other != null ? other : "…";
    }

    private static Map<String, String> load(String language) {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*_" + language + ".properties")) {
                Properties properties = new Properties();
                try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the message files cannot be read", e);
        }
        return texts;
    }
}
