package vn.motcua.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.motcua.shared.Money;
import vn.motcua.shared.Vietnam;

/**
 * How times, numbers and money are written for people. Times are told in Vietnam's zone.
 *
 * <p>Vietnamese: "thứ Năm, 27/8/2026 14:10", 1.234.567, 12.000 đ. English: "Thursday, 27/8/2026 14:10", 1,234,567,
 * 12,000 đ.
 */
final class Formats {

    /** Working minutes of a working day (8 hours), where no calendar says otherwise. */
    private static final int DAY = 480;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/yyyy", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Texts texts;
    private final Locale locale;

    Formats(Texts texts, Locale locale) {
        this.texts = texts;
        this.locale = locale;
    }

    String weekday(LocalDate day) {
        return texts.get(locale, "web.weekday." + day.getDayOfWeek().getValue());
    }

    String date(LocalDate day) {
        return DATE.format(day);
    }

    String longDate(LocalDate day) {
        return weekday(day) + ", " + date(day);
    }

    String time(LocalTime time) {
        return TIME.format(time);
    }

    String dateTime(LocalDateTime at) {
        return longDate(at.toLocalDate()) + " " + time(at.toLocalTime());
    }

    String dateTime(Instant at) {
        return dateTime(LocalDateTime.ofInstant(at, Vietnam.ZONE));
    }

    String number(long n) {
        return NumberFormat.getIntegerInstance(numbers()).format(n);
    }

    String decimal(BigDecimal n, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(numbers());
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(n);
    }

    String percent(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        BigDecimal rate = Share.percent(part, whole);
        NumberFormat format = NumberFormat.getNumberInstance(numbers());
        format.setMinimumFractionDigits(rate.stripTrailingZeros().scale() > 0 ? 1 : 0);
        format.setMaximumFractionDigits(1);
        return format.format(rate) + "%";
    }

    String money(Money money) {
        return number(money.dong()) + " đ";
    }

    /** Days of 8 working hours, hours and minutes; the parts that are zero are left out. */
    String duration(long minutes) {
        return duration(minutes, DAY);
    }

    /** The same in days of so many working minutes. */
    String duration(long minutes, int minutesPerDay) {
        List<String> parts = new ArrayList<>();
        long days = minutes / minutesPerDay;
        long hours = minutes % minutesPerDay / 60;
        long rest = minutes % minutesPerDay % 60;
        if (days > 0) {
            parts.add(texts.get(locale, "web.days", days));
        }
        if (hours > 0) {
            parts.add(texts.get(locale, "web.hours", hours));
        }
        // minutes say nothing any more beside days
        if (rest > 0 && days == 0 || parts.isEmpty()) {
            parts.add(texts.get(locale, "web.minutes", rest));
        }
        return String.join(" ", parts);
    }

    /** A message's argument as people read it. */
    Object told(Object arg) {
        return switch (arg) {
            case Instant at -> dateTime(at);
            case LocalDateTime at -> dateTime(at);
            case LocalDate day -> longDate(day);
            case LocalTime time -> time(time);
            case Money money -> money(money);
            default -> arg;
        };
    }

    private Locale numbers() {
        return Texts.isEnglish(locale) ? Texts.ENGLISH : Vietnam.LOCALE;
    }
}
