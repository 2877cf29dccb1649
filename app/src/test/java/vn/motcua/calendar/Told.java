package vn.motcua.calendar;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import vn.motcua.shared.Problem;

/** Explanations and refusals as a reader gets them, in either language. */
final class Told {

    static final Locale ENGLISH = Locale.UK;
    static final Locale VIETNAMESE = Locale.forLanguageTag("vi-VN");

    private Told() {}

    static List<String> in(Locale locale, Explanation why) {
        return why.in(locale).lines().stream()
                .map(line -> text(locale, line.key(), line.args()))
                .toList();
    }

    static String in(Locale locale, Problem problem) {
        return text(locale, problem.code(), problem.args());
    }

    private static String text(Locale locale, String key, List<Object> args) {
        String pattern = Objects.requireNonNull(messages(locale).getProperty(key), key);
        return new MessageFormat(pattern, locale)
                .format(args.stream().map(arg -> formatted(locale, arg)).toArray());
    }

    private static Object formatted(Locale locale, Object arg) {
        DateTimeFormatter date = DateTimeFormatter.ofPattern("d/M", Locale.ROOT);
        return switch (arg) {
            case LocalDate day -> day.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale) + " " + date.format(day);
            case LocalDateTime at ->
                formatted(locale, at.toLocalDate()) + " "
                        + DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).format(at);
            case Long minutes -> minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60);
            case DayName name -> name.in(locale);
            default -> arg;
        };
    }

    static Properties messages(Locale locale) {
        Properties messages = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        Told.class.getResourceAsStream("/messages/calendar_" + locale.getLanguage() + ".properties")),
                StandardCharsets.UTF_8)) {
            messages.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }
}
