package vn.motcua.catalog;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the text of a posted field into the typed answer the schema speaks of. */
final class PostedAnswers {

    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(\\.\\d{3})+(,\\d+)?");
    private static final Pattern COMMA_DECIMAL = Pattern.compile("-?\\d+,\\d+");
    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** JSON type of each field: string, integer, number or boolean. */
    private final Map<String, String> types;

    PostedAnswers(Map<String, String> types) {
        this.types = Map.copyOf(types);
    }

    @Nullable
    Object read(Form.Field field, @Nullable String given) {
        if (given == null) {
            return null;
        }
        // browsers and phones disagree on composed and decomposed Vietnamese letters
        String text = Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (field.kind()) {
            case TEXTAREA -> text.replace("\r\n", "\n");
            case DATE -> date(text);
            case PHONE -> phone(text);
            case IDENTITY -> text.replaceAll("[\\s.-]", "");
            case CHECK -> bool(text);
            case EMAIL -> text.replaceAll("\\s", "");
            case TEXT, ADDRESS, NUMBER, MONEY, CHOICE -> typed(field, text);
        };
    }

    private Object typed(Form.Field field, String text) {
        return switch (types.getOrDefault(field.name(), "string")) {
            case "integer", "number" -> number(text);
            case "boolean" -> bool(text);
            default -> text.replaceAll("\\s+", " ");
        };
    }

    /** Day first as written in Vietnam, or ISO; a day that does not exist stays as typed. */
    private static String date(String text) {
        Matcher d = DAY_FIRST.matcher(text);
        Matcher y = YEAR_FIRST.matcher(text);
        try {
            if (d.matches()) {
                return day(d.group(3), d.group(2), d.group(1));
            }
            if (y.matches()) {
                return day(y.group(1), y.group(2), y.group(3));
            }
        } catch (DateTimeException e) {
            return text;
        }
        return text;
    }

    private static String day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                .toString();
    }

    private static String phone(String text) {
        String digits = text.replaceAll("[\\s().-]", "");
        if (digits.startsWith("+84")) {
            return "0" + digits.substring(3);
        }
        return digits.startsWith("84") && digits.length() >= 11 ? "0" + digits.substring(2) : digits;
    }

    /** Vietnamese grouping by points and decimal comma; a single point not before three digits is a decimal point. */
    private static Object number(String text) {
        String plain = text.replaceAll("\\s|đ|VND|VNĐ", "");
        if (GROUPED.matcher(plain).matches()) {
            plain = plain.replace(".", "").replace(',', '.');
        } else if (COMMA_DECIMAL.matcher(plain).matches()) {
            plain = plain.replace(',', '.');
        }
        if (!PLAIN.matcher(plain).matches() || plain.length() > 30) {
            return text;
        }
        BigDecimal value = new BigDecimal(plain);
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        return whole && value.precision() - value.scale() <= 18 ? (Object) value.longValueExact() : value;
    }

    private static Object bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> Boolean.TRUE;
            case "false", "off", "0" -> Boolean.FALSE;
            default -> text;
        };
    }
}
