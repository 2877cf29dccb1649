package vn.motcua.documents;

import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
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
