package vn.motcua.web;

import gg.jte.Content;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/**
 * What every template knows about the page it draws: language, texts and formats, the visitor, the address, assets. A
 * handler method gets it as a parameter; a template gets it as {@code page}.
 */
public final class Page {

    /** Keys of the texts that tell what happened to a dossier. */
    private static final String EVENT = "dossier.event.";

    /** Keys of the texts that name what a record of the catalogue has. */
    private static final String FIELD = "catalog.field.";

    /** A number as an answer holds it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,12})?");

    private static final int DECIMALS = 12;

    private final Texts texts;
    private final Locale locale;
    private final Formats formats;
    private final Assets assets;
    private final String path;
    private final String query;
    private final @Nullable Csrf csrf;
    private final @Nullable Visitor visitor;
    private final String authority;

    /** The token a form carries against forged requests. */
    public record Csrf(String parameter, String header, String token) {}

    Page(
            Texts texts,
            Locale locale,
            Assets assets,
            String path,
            String query,
            @Nullable Csrf csrf,
            @Nullable Visitor visitor,
            @Nullable String authority) {
        this.texts = texts;
        this.locale = locale;
        this.formats = new Formats(texts, locale);
        this.assets = assets;
        this.path = path;
        this.query = query;
        this.csrf = csrf;
        this.visitor = visitor;
        this.authority = authority == null ? texts.get(locale, "web.authority") : authority;
    }

    public Locale locale() {
        return locale;
    }

    /** {@code vi} or {@code en}. */
    public String lang() {
        return Texts.isEnglish(locale) ? "en" : "vi";
    }

    public boolean english() {
        return Texts.isEnglish(locale);
    }

    /** The text of that key; times, dates and money among the values are written out. */
    public String t(String key, Object... args) {
        Object[] told = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            told[i] = formats.told(args[i]);
        }
        return texts.get(locale, key, told);
    }

    public boolean has(String key) {
        return texts.has(key);
    }

    /** A problem, told. An argument that is the key of a text itself, as the kind of what happened is, is told too. */
    public String problem(Problem problem) {
        return problem(problem, quoted -> quoted);
    }

    /** @param quoting what becomes of an argument that is no text of ours but somebody's own words */
    String problem(Problem problem, UnaryOperator<String> quoting) {
        return t(
                problem.code(),
                problem.args().stream()
                        .map(arg -> switch (arg) {
                            case String key when (key.startsWith(EVENT) || key.startsWith(FIELD)) && has(key) -> t(key);
                            case String words -> quoting.apply(words);
                            default -> arg;
                        })
                        .toArray());
    }

    /**
     * A problem as a page shows it: on an English page, what is quoted in it, such as the label of a field or the name of
     * an officer, is marked as Vietnamese.
     */
    public Content told(Problem problem) {
        return english() ? new Quoting(this, problem) : output -> output.writeUserContent(problem(problem));
    }

    /**
     * A line of an explanation of the legal clock: {@code Long} values are working minutes.
     *
     * @param key its message
     * @param args as the message wants them, not yet formatted
     * @param minutesPerDay working minutes of a day by the calendar that counts
     */
    public String line(String key, List<Object> args, int minutesPerDay) {
        return t(
                key,
                args.stream()
                        .map(arg -> arg instanceof Long minutes ? formats.duration(minutes, minutesPerDay) : arg)
                        .toArray());
    }

    public String date(LocalDate day) {
        return formats.date(day);
    }

    public String date(Instant at) {
        return formats.date(LocalDate.ofInstant(at, Vietnam.ZONE));
    }

    public String longDate(LocalDate day) {
        return formats.longDate(day);
    }

    public String dateTime(Instant at) {
        return formats.dateTime(at);
    }

    public String dateTime(LocalDateTime at) {
        return formats.dateTime(at);
    }

    /** Hour and minute. */
    public String time(Instant at) {
        return formats.time(LocalDateTime.ofInstant(at, Vietnam.ZONE).toLocalTime());
    }

    /** For the {@code datetime} attribute of a time element. */
    public String iso(Instant at) {
        return at.atZone(Vietnam.ZONE).toOffsetDateTime().toString();
    }

    public String number(long n) {
        return formats.number(n);
    }

    public String decimal(BigDecimal n) {
        return formats.decimal(n, 2);
    }

    /** The share as percent with at most one decimal; a dash when there is nothing to take a share of. */
    public String percent(long part, long whole) {
        return formats.percent(part, whole);
    }

    public String money(Money money) {
        return formats.money(money);
    }

    /** "5 giờ 40 phút"; a day is 8 hours. */
    public String duration(long minutes) {
        return formats.duration(Math.abs(minutes));
    }

    /** The same in days of so many working minutes. */
    public String duration(long minutes, int minutesPerDay) {
        return formats.duration(Math.abs(minutes), minutesPerDay);
    }

    /** "1 ngày 2 giờ", in days as long as the calendar has them that counts. */
    public String duration(TimeLeft left) {
        return formats.duration(Math.abs(left.workingMinutes()), left.minutesPerDay());
    }

    /** "5 giờ 40 phút làm việc". */
    public String workingTime(TimeLeft left) {
        return t("web.working-time", duration(left));
    }

    /** "5 giờ 40 phút làm việc", in days of so many working minutes. */
    public String workingTime(long minutes, int minutesPerDay) {
        return t("web.working-time", duration(minutes, minutesPerDay));
    }

    /** "5 giờ 40 phút làm việc"; a day is 8 hours. */
    public String workingTime(long minutes) {
        return t("web.working-time", duration(minutes));
    }

    /** "còn 5 giờ 40 phút làm việc", "sắp đến hạn: …", "quá hạn …". */
    public String timeLeft(TimeLeft left) {
        return t("web.time." + left.look(), workingTime(left));
    }

    /** Address of a bundled asset, for example {@code portal.css}. */
    public String asset(String name) {
        return assets.address(name);
    }

    /** Address of an icon in the sprite. */
    public String icon(String name) {
        return assets.address("icons.svg") + "#" + name;
    }

    public String path() {
        return path;
    }

    /** This page in the other language. */
    public String inLanguage(String lang) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + "lang=" + lang;
    }

    /** Whether the page stands under that address; {@code /} only for itself. */
    public boolean under(String address) {
        return path.equals(address) || (!address.equals("/") && path.startsWith(address + "/"));
    }

    public @Nullable Csrf csrf() {
        return csrf;
    }

    public @Nullable Visitor visitor() {
        return visitor;
    }

    /** Whose desk this is, for the header. */
    public String authority() {
        return authority;
    }

    /** The first problem of that field, told; {@code null} when there is none. */
    public @Nullable Content problemAt(List<Problem> problems, String field) {
        return problems.stream()
                .filter(p -> field.equals(p.field()))
                .findFirst()
                .map(this::told)
                .orElse(null);
    }

    /** A date answer as people write it; what is no date is shown as it was typed. */
    public String typedDate(String answer) {
        return answer.matches("\\d{4}-\\d{2}-\\d{2}") ? date(LocalDate.parse(answer)) : answer;
    }

    /** An answer as it is shown back: dates, money and ticks written out, nothing as a dash. */
    public String answer(String kind, String answer) {
        return switch (kind) {
            case String k when answer.isEmpty() && !k.equals("CHECK") -> "–";
            case "CHECK" -> t(answer.equals("true") ? "web.yes" : "web.no");
            case "DATE" -> typedDate(answer);
            case "MONEY" -> answer.matches("\\d{1,18}") ? money(new Money(Long.parseLong(answer))) : answer;
            case "NUMBER" ->
                NUMBER.matcher(answer).matches() ? formats.decimal(new BigDecimal(answer), DECIMALS) : answer;
            default -> answer;
        };
    }

    /**
     * An answer as its input shows it: a day and a number as people write them, whatever cannot be read as typed. Forms
     * are Vietnamese in every language, so the decimal sign is a comma; there is no grouping that could be misread.
     */
    public String input(String kind, String answer) {
        return switch (kind) {
            case "DATE" -> typedDate(answer);
            case "NUMBER" -> NUMBER.matcher(answer).matches() ? answer.replace('.', ',') : answer;
            default -> answer;
        };
    }

    /** {@code vi} on an English page, to mark what is told in Vietnamese there too; else nothing. */
    public @Nullable String vi() {
        return english() ? "vi" : null;
    }

    /** What was typed or chosen, as an input's value. */
    public static String value(Map<String, ?> values, String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }
}
