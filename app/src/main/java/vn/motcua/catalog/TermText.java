package vn.motcua.catalog;

import java.text.Normalizer;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.DayCount;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.shared.Problem;

/**
 * Reads time limits as records have them in free words: "20 ngày làm việc kể từ ngày nhận đủ hồ sơ". A plain "ngày" is a
 * calendar day, as Vietnamese law counts it (Civil Code 2015, art. 146 to 148). Whatever could mean two things is
 * doubted, never decided.
 */
public final class TermText {

    /** From here on text tells about the law rather than the term. */
    private static final int LONGEST = 4000;

    private static final int MOST_DAYS = 3660;
    private static final int MOST_MONTHS = 120;
    private static final int MINUTES_PER_DAY = 480;

    private static final String NUMBER = "(?<![\\d/.,])(\\d{1,6}(?:[.,]\\d{1,2})?|½)";
    private static final String UNIT =
            "(giờ làm việc|giờ|ngày làm việc|ngày công tác|ngày|tuần làm việc|tuần|tháng|năm)(?![\\p{L}])";
    /** "15 (mười lăm) ngày", "05 - 07 ngày", "từ 5 đến 7 ngày". */
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:" + NUMBER + "\\s*(?:[-–—]|đến|tới)\\s*)?" + NUMBER + "\\s*(?:\\([^)]{1,40}\\)\\s*)?" + UNIT);

    private static final Pattern ONLY_NUMBER = Pattern.compile("(\\d{1,4})\\.?");
    private static final Pattern IN_WORDS = Pattern.compile(
            "(?<![\\p{L}])(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi|ba mươi|sáu mươi|chín mươi)\\s+"
                    + UNIT);
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("một", 1),
            Map.entry("hai", 2),
            Map.entry("ba", 3),
            Map.entry("bốn", 4),
            Map.entry("năm", 5),
            Map.entry("sáu", 6),
            Map.entry("bảy", 7),
            Map.entry("tám", 8),
            Map.entry("chín", 9),
            Map.entry("mười", 10),
            Map.entry("mười lăm", 15),
            Map.entry("hai mươi", 20),
            Map.entry("ba mươi", 30),
            Map.entry("sáu mươi", 60),
            Map.entry("chín mươi", 90));

    private static final Pattern SAME_DAY =
            Pattern.compile("(?<!\\p{L})trong ngày(?!\\s*(?:\\d|nghỉ|lễ))|trong buổi làm việc");
    private static final Pattern AT_ONCE =
            Pattern.compile("(?<!\\p{L})(?:ngay (?:sau )?khi|trả (?:kết quả )?ngay|giải quyết ngay|lấy ngay)");
    /** An hour of the day, which is no term: "sau 15 giờ", "sau 15h00". */
    private static final Pattern CUTOFF =
            Pattern.compile("sau\\s+(\\d{1,2})\\s*(?:giờ|h|:)\\s*(\\d{2})?(?:\\s*phút)?(?!\\s*làm việc)");

    private static final Pattern HOUR_OF_DAY = Pattern.compile(
            "(?:trước|lúc|từ|đến|vào)\\s+\\d{1,2}\\s*(?:giờ|h)\\s*(?:\\d{2})?(?:\\s*phút)?(?!\\s*làm việc)");
    private static final Pattern DATE = Pattern.compile("(?:ngày\\s+)?\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}");
    private static final Pattern NONE = Pattern.compile(
            "^(?:không (?:có )?(?:quy định|thông tin|xác định|áp dụng|có)|chưa (?:có )?quy định|theo quy định.*|-+|–)?\\.?$");

    private TermText() {}

    /** @param text the term as written, alone or with what is said around it */
    public static TermReading read(String text) {
        String plain = plain(text);
        if (NONE.matcher(plain).matches()) {
            return doubtful(null, "term-none");
        }
        Matcher number = ONLY_NUMBER.matcher(plain);
        if (number.matches()) {
            return doubtful(rule(Integer.parseInt(number.group(1)), TermUnit.WORKING_DAYS), "term-no-unit");
        }
        LocalTime cutoff = cutoff(plain);
        String terms = HOUR_OF_DAY
                .matcher(DATE.matcher(CUTOFF.matcher(plain).replaceAll(" ")).replaceAll(" "))
                .replaceAll(" ");
        List<Problem> doubts = new ArrayList<>();
        Set<Term> found = amounts(terms, doubts);
        boolean sameDay = SAME_DAY.matcher(terms).find();
        if (found.isEmpty() && sameDay) {
            return new TermReading(
                    new AppointmentRule(new Term(0, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, cutoff), doubts);
        }
        if (found.isEmpty()) {
            return unwritten(terms, doubts);
        }
        if (found.size() > 1 || sameDay) {
            doubts.add(Problem.of("catalog.term-several", found.size() + (sameDay ? 1 : 0)));
        }
        AppointmentRule first = rule(found.iterator().next());
        return new TermReading(
                cutoff == null || first.term().unit() != TermUnit.WORKING_DAYS
                        ? first
                        : new AppointmentRule(first.term(), first.count(), cutoff),
                doubts);
    }

    /** As {@link #read(String)}, beside a note that may say the same term otherwise; then it is doubted. */
    public static TermReading read(String text, String note) {
        TermReading reading = read(text);
        AppointmentRule rule = reading.rule();
        if (rule == null || note.isBlank()) {
            return reading;
        }
        Set<Term> others = amounts(CUTOFF.matcher(plain(note)).replaceAll(" "), new ArrayList<>());
        if (others.isEmpty() || others.equals(Set.of(rule.term()))) {
            return reading;
        }
        List<Problem> doubts = new ArrayList<>(reading.doubts());
        doubts.add(Problem.of("catalog.term-note-differs"));
        return new TermReading(rule, doubts);
    }

    private static Set<Term> amounts(String text, List<Problem> doubts) {
        Set<Term> found = new LinkedHashSet<>();
        Matcher amount = AMOUNT.matcher(text);
        while (amount.find()) {
            String from = amount.group(1);
            String to = Objects.requireNonNull(amount.group(2));
            String unit = Objects.requireNonNull(amount.group(3));
            if (from != null) {
                doubts.add(Problem.of("catalog.term-range", from, to));
            }
            Term term = term(to, unit, doubts);
            if (term != null) {
                found.add(term);
            }
        }
        return found;
    }

    private static @Nullable Term term(String number, String unit, List<Problem> doubts) {
        if (!number.matches("\\d+")) {
            return fraction(number, unit, doubts);
        }
        int amount = Integer.parseInt(number);
        Term term = switch (unit) {
            case "giờ làm việc" -> new Term(amount, TermUnit.WORKING_HOURS);
            case "giờ" -> {
                doubts.add(Problem.of("catalog.term-hours"));
                yield new Term(amount, TermUnit.WORKING_HOURS);
            }
            case "ngày làm việc", "ngày công tác" -> new Term(amount, TermUnit.WORKING_DAYS);
            case "ngày" -> new Term(amount, TermUnit.CALENDAR_DAYS);
            case "tuần làm việc" -> {
                doubts.add(Problem.of("catalog.term-week"));
                yield new Term(5 * amount, TermUnit.WORKING_DAYS);
            }
            case "tuần" -> new Term(7 * amount, TermUnit.CALENDAR_DAYS);
            case "tháng" -> new Term(amount, TermUnit.MONTHS);
            default -> new Term(12 * amount, TermUnit.MONTHS);
        };
        int most = term.unit() == TermUnit.MONTHS ? MOST_MONTHS : MOST_DAYS;
        if (term.amount() == 0 || term.amount() > most) {
            doubts.add(Problem.of("catalog.term-unlikely", number));
        }
        return term.amount() > most ? null : term;
    }

    private static @Nullable Term fraction(String number, String unit, List<Problem> doubts) {
        double part = number.equals("½") ? 0.5 : Double.parseDouble(number.replace(',', '.'));
        doubts.add(Problem.of("catalog.term-fraction", number));
        double minutes = switch (unit) {
            case "giờ làm việc", "giờ" -> part * 60;
            case "ngày làm việc", "ngày công tác" -> part * MINUTES_PER_DAY;
            default -> -1;
        };
        return minutes > 0 && minutes % 60 == 0 ? new Term((int) (minutes / 60), TermUnit.WORKING_HOURS) : null;
    }

    private static TermReading unwritten(String text, List<Problem> doubts) {
        Matcher words = IN_WORDS.matcher(text);
        if (words.find()) {
            doubts.add(Problem.of("catalog.term-words"));
            Term term = term(String.valueOf(WORDS.get(words.group(1))), Objects.requireNonNull(words.group(2)), doubts);
            return new TermReading(term == null ? null : rule(term), doubts);
        }
        if (AT_ONCE.matcher(text).find()) {
            return doubtful(rule(0, TermUnit.WORKING_DAYS), "term-at-once");
        }
        if (doubts.isEmpty()) {
            doubts.add(Problem.of("catalog.term-unreadable"));
        }
        return new TermReading(null, doubts);
    }

    private static @Nullable LocalTime cutoff(String text) {
        Matcher cutoff = CUTOFF.matcher(text);
        if (!cutoff.find()) {
            return null;
        }
        int hour = Integer.parseInt(cutoff.group(1));
        String minutes = cutoff.group(2);
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        return hour < 24 && minute < 60 ? LocalTime.of(hour, minute) : null;
    }

    private static TermReading doubtful(@Nullable AppointmentRule rule, String code) {
        return new TermReading(rule, List.of(Problem.of("catalog." + code)));
    }

    private static AppointmentRule rule(int amount, TermUnit unit) {
        return rule(new Term(amount, unit));
    }

    private static AppointmentRule rule(Term term) {
        return new AppointmentRule(
                term, term.unit() == TermUnit.WORKING_HOURS ? DayCount.SAME_TIME : DayCount.END_OF_DAY, null);
    }

    private static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return Normalizer.normalize(cut, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\u00a0]+", " ")
                .strip();
    }
}
