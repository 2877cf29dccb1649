package vn.motcua.catalog;

import java.text.Normalizer;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    private static final int LONGEST_SHOWN = 200;
    private static final int EARLIEST = 7;
    private static final int LATEST = 18;
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

    private static final String NEXT = "(?:tiếp theo|kế tiếp|tiếp|kế|hôm sau|liền kề|liền sau|sau)";
    private static final Pattern SAME_DAY = Pattern.compile(
            "(?<!\\p{L})trong ngày(?: làm việc)?(?!\\s*(?:\\d|nghỉ|lễ|thứ|đầu|" + NEXT + "))|trong buổi làm việc");
    private static final Pattern AT_ONCE =
            Pattern.compile("(?<!\\p{L})(?:ngay (?:sau )?khi|trả (?:kết quả )?ngay|giải quyết ngay|lấy ngay)");
    /** An hour of the day, which is no term: "sau 15 giờ", "sau 15h00", alone and with what happens then. */
    private static final String AFTER = "sau\\s+(\\d{1,2})\\s*(?:giờ|h|:)\\s*(\\d{2})?(?:\\s*phút)?(?!\\s*làm việc)";

    private static final Pattern CUTOFF = Pattern.compile(AFTER);
    private static final Pattern CUTOFF_SAID = Pattern.compile("(?:(?:trường hợp|nếu|đối với|khi)\\s+)?"
            + "(?:hồ sơ\\s+)?(?:(?:nhận|tiếp nhận|nộp)\\s+)?(?:hồ sơ\\s+)?" + AFTER
            + "\\s*,?\\s*(?:mà không giải quyết được ngay\\s*,?\\s*)?(?:thì\\s+)?(?:được\\s+)?(?:trả|giải quyết)?"
            + "(?:\\s*kết quả)?\\s*(?:vào|trong|sang)?\\s*ngày(?: làm việc)?\\s+" + NEXT);

    private static final Pattern HOUR_OF_DAY = Pattern.compile(
            "(?:trước|lúc|từ|đến|vào)\\s+\\d{1,2}\\s*(?:giờ|h)\\s*(?:\\d{2})?(?:\\s*phút)?(?!\\s*làm việc)");
    private static final Pattern DATE = Pattern.compile(
            "(?:ngày\\s+)?\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}|ngày\\s+\\d{1,2}\\s+tháng\\s+\\d{1,2}(?:\\s+năm\\s+\\d{4})?");

    /** What is said around a term and changes nothing of it. Anything else has to be looked at by a person. */
    private static final Pattern AROUND = Pattern.compile("(?<!\\p{L})(?:"
            + "(?:kể |tính )?(?:từ|sau) (?:ngày|khi|thời điểm)(?: được)? (?:tiếp nhận|nhận|nộp)(?: được)?"
            + "(?: đầy đủ| đủ)?(?: thành phần)? hồ sơ(?: đầy đủ| đủ)?(?:,? và)?(?: hợp lệ)?"
            + "|không quá|tối đa|chậm nhất(?: là)?|trong vòng|trong thời hạn|trong thời gian|thời hạn giải quyết"
            + "|thời gian giải quyết|thời hạn|thời gian|giải quyết|thực hiện|xử lý|trả kết quả|là"
            + "|theo quy định(?: của pháp luật)?|theo nghị định|ngay|thủ tục hành chính|thủ tục"
            + ")(?!\\p{L})");

    private static final Pattern SAID = Pattern.compile("[\\p{L}\\p{N}½]");
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
        List<Problem> doubts = new ArrayList<>();
        LocalTime cutoff = cutoff(plain, doubts);
        String undated =
                DATE.matcher(CUTOFF_SAID.matcher(plain).replaceAll(" ")).replaceAll(" ");
        String terms =
                HOUR_OF_DAY.matcher(CUTOFF.matcher(undated).replaceAll(" ")).replaceAll(" ");
        List<Term> found = amounts(terms, doubts);
        boolean sameDay = SAME_DAY.matcher(terms).find();
        if (found.isEmpty() && sameDay) {
            moreSaid(SAME_DAY.matcher(undated).replaceFirst(" "), doubts);
            return new TermReading(
                    new AppointmentRule(new Term(0, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, cutoff), doubts);
        }
        if (found.isEmpty()) {
            return unwritten(terms, doubts);
        }
        if (found.size() > 1 || sameDay) {
            doubts.add(Problem.of("catalog.term-several", found.size() + (sameDay ? 1 : 0)));
        }
        if (AT_ONCE.matcher(terms).find() && !terms.contains("ngay sau khi")) {
            doubts.add(Problem.of("catalog.term-at-once"));
        }
        if (found.size() == 1) {
            moreSaid(AMOUNT.matcher(undated).replaceFirst(" "), doubts);
        }
        AppointmentRule first = rule(found.getFirst());
        if (cutoff != null && first.term().unit() != TermUnit.WORKING_DAYS) {
            doubts.add(Problem.of("catalog.term-cutoff"));
        }
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
        String beside = plain(note);
        List<Problem> ranges = new ArrayList<>();
        List<Term> others = amounts(CUTOFF.matcher(beside).replaceAll(" "), ranges);
        boolean otherwise = SAME_DAY.matcher(beside).find() && rule.term().amount() != 0
                || IN_WORDS.matcher(beside).find()
                || CUTOFF.matcher(beside).find() && rule.cutoff() == null
                || !ranges.isEmpty();
        if (!otherwise && others.stream().allMatch(rule.term()::equals)) {
            return reading;
        }
        List<Problem> doubts = new ArrayList<>(reading.doubts());
        doubts.add(Problem.of("catalog.term-note-differs"));
        return new TermReading(rule, doubts);
    }

    /** Doubts what is left when everything that is understood is taken away. */
    private static void moreSaid(String rest, List<Problem> doubts) {
        String more =
                AROUND.matcher(rest).replaceAll(" ").replaceAll("\\s+", " ").strip();
        if (SAID.matcher(more).find()) {
            doubts.add(Problem.of(
                    "catalog.term-more-said",
                    more.length() <= LONGEST_SHOWN ? more : more.substring(0, LONGEST_SHOWN) + "…"));
        }
    }

    private static List<Term> amounts(String text, List<Problem> doubts) {
        List<Term> found = new ArrayList<>();
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

    /** Sure only where it is said what happens then, at an hour somebody works. */
    private static @Nullable LocalTime cutoff(String text, List<Problem> doubts) {
        Matcher cutoff = CUTOFF.matcher(text);
        if (!cutoff.find()) {
            return null;
        }
        int read = Integer.parseInt(cutoff.group(1));
        if (!CUTOFF_SAID.matcher(text).find() || read < EARLIEST || read > LATEST || text.contains("chiều")) {
            doubts.add(Problem.of("catalog.term-cutoff"));
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
