package vn.motcua.documents;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import vn.motcua.shared.Money;
import vn.motcua.shared.Vietnam;

/**
 * The words and figures of printed forms, as their templates ask for them. Public only because compiled templates live in
 * a package of their own. Forms are printed in Vietnamese.
 */
public final class FormWords {

    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/uuuu", Locale.ROOT).withZone(Vietnam.ZONE);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(Vietnam.ZONE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
    private static final int QR_PIXELS = 400;

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    FormWords() {
        messages.setBasename("messages/documents");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
    }

    public String t(String key, Object... args) {
        return messages.getMessage(key, args, Vietnam.LOCALE);
    }

    public String capitals(String text) {
        return text.toUpperCase(Vietnam.LOCALE);
    }

    /**
     * A name of the letterhead in capitals, on as few lines as its column holds, and those about equally long: a name is
     * not broken off with one word left over.
     *
     * @param width most characters on a line
     */
    public List<String> headLines(String name, int width) {
        String[] words = capitals(name.strip()).split("\\s+");
        for (int lines = 1; lines < words.length; lines++) {
            List<String> balanced = balanced(words, 0, lines);
            if (longest(balanced) <= width) {
                return balanced;
            }
        }
        return List.of(words);
    }

    private static List<String> balanced(String[] words, int from, int lines) {
        if (lines == 1) {
            return List.of(String.join(" ", Arrays.copyOfRange(words, from, words.length)));
        }
        List<String> best = List.of();
        for (int to = from + 1; to <= words.length - lines + 1; to++) {
            List<String> tried = new ArrayList<>();
            tried.add(String.join(" ", Arrays.copyOfRange(words, from, to)));
            tried.addAll(balanced(words, to, lines - 1));
            if (best.isEmpty() || longest(tried) < longest(best)) {
                best = tried;
            }
        }
        return best;
    }

    private static int longest(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }

    /** A dossier's code that may be broken after its dashes, for narrow columns. */
    public String breakable(String code) {
        return code.replace("-", "-\u200b");
    }

    public String orDots(@Nullable String text) {
        return text == null || text.isBlank() ? "………" : text;
    }

    /** "Hoàng Mai, ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a zero (NĐ 30/2020/NĐ-CP). */
    public String dateline(String place, Instant at) {
        ZonedDateTime t = at.atZone(Vietnam.ZONE);
        return t("documents.form.dateline", place, day(t), month(t), year(t));
    }

    /** "14 giờ 10 phút, ngày 27 tháng 8 năm 2026". */
    public String dateTime(Instant at) {
        ZonedDateTime t = at.atZone(Vietnam.ZONE);
        return t("documents.form.date-time", two(t.getHour()), two(t.getMinute()), day(t), month(t), year(t));
    }

    /** "27/08/2026". */
    public String date(LocalDate day) {
        return DATE.format(day);
    }

    public String date(Instant at) {
        return date(LocalDate.ofInstant(at, Vietnam.ZONE));
    }

    /** "14:10". */
    public String time(Instant at) {
        return TIME.format(at);
    }

    /** "14:10 27/08/2026", for narrow columns. */
    public String shortDateTime(Instant at) {
        return SHORT.format(at);
    }

    public String number(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', '.');
    }

    public String inWords(Money amount) {
        return AmountInWords.spell(amount);
    }

    /** The tracking page's address without query and scheme, short enough to be typed by hand. */
    public String site(String url) {
        URI uri = URI.create(url);
        return uri.getAuthority() + uri.getPath();
    }

    /** An image of the text as QR code, as {@code data:} address. */
    public String qr(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(QrCodes.png(text, QR_PIXELS));
    }

    private static String day(ZonedDateTime t) {
        return two(t.getDayOfMonth());
    }

    private static String month(ZonedDateTime t) {
        return t.getMonthValue() < 3 ? two(t.getMonthValue()) : Integer.toString(t.getMonthValue());
    }

    private static String year(ZonedDateTime t) {
        return Integer.toString(t.getYear());
    }

    private static String two(int n) {
        return String.format(Locale.ROOT, "%02d", n);
    }
}
