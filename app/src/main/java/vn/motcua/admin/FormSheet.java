package vn.motcua.admin;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import vn.motcua.catalog.FormDesign;
import vn.motcua.catalog.FormDesign.Choice;
import vn.motcua.catalog.FormDesign.Kind;
import vn.motcua.catalog.FormDesign.Part;
import vn.motcua.catalog.FormDesign.Question;
import vn.motcua.catalog.FormDesign.Rule;
import vn.motcua.catalog.ShowWhen;
import vn.motcua.shared.Problem;
import vn.motcua.web.Page;

/** A form as it is edited: headings of parts and questions in one list, as typed. */
public record FormSheet(List<FormLine> lines) {

    static final int MOST_LINES = 200;
    static final int MOST_CHOICES = 60;

    /** Lines for choices that are not there yet. */
    public static final int MORE_CHOICES = 2;

    private static final Pattern ACT = Pattern.compile("(them|phan|bo|len|xuong)-(\\d{1,3})");
    private static final Pattern CHOICE_UP = Pattern.compile("lua-chon-len-(\\d{1,3})-(\\d{1,2})");

    /** Chosen instead of one of {@link #PATTERNS} by who writes their own. */
    public static final String OWN_PATTERN = "rieng";

    /** Patterns officials ask for by name, the name as a text key under {@code admin.form.pattern.}. */
    private static final Map<String, String> PATTERNS = patterns();

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);
    private static final String TODAY = "today";

    private static final Pattern PLACE = Pattern.compile(
            "[^/]+/(form\\.ui\\.json#/pages/(\\d+)(?:/fields/(\\d+))?(?:/(\\w+))?.*|form\\.schema\\.json#/properties/([^/]+).*)");

    public FormSheet {
        lines = List.copyOf(lines);
    }

    private static Map<String, String> patterns() {
        Map<String, String> patterns = new LinkedHashMap<>();
        patterns.put("^[0-9]{12}$", "twelve");
        patterns.put("^([0-9]{9}|[0-9]{12})$", "nine-or-twelve");
        patterns.put("^[0-9]{10}(-[0-9]{3})?$", "tax");
        patterns.put("^[0-9]+$", "digits");
        return patterns;
    }

    /** None, those with a name, and one's own. */
    public static List<vn.motcua.web.Choice> patterns(Page page) {
        List<vn.motcua.web.Choice> all = new ArrayList<>();
        all.add(vn.motcua.web.Choice.of("", page.t("admin.form.pattern.none")));
        PATTERNS.forEach(
                (pattern, name) -> all.add(vn.motcua.web.Choice.of(pattern, page.t("admin.form.pattern." + name))));
        all.add(vn.motcua.web.Choice.of(OWN_PATTERN, page.t("admin.form.pattern.own")));
        return all;
    }

    /** Which of them a line has. */
    public static String pattern(FormLine line) {
        String pattern = line.rule().pattern();
        return pattern.isEmpty() || PATTERNS.containsKey(pattern) ? pattern : OWN_PATTERN;
    }

    static FormSheet of(FormDesign design) {
        List<FormLine> lines = new ArrayList<>();
        for (Part part : design.parts()) {
            lines.add(FormLine.heading(part.key(), part.title()));
            part.questions().forEach(question -> lines.add(line(question)));
        }
        return new FormSheet(lines);
    }

    private static FormLine line(Question q) {
        ShowWhen asked = q.asked();
        return new FormLine(
                false,
                q.name(),
                q.label(),
                q.hint(),
                q.kind(),
                q.required(),
                q.choices(),
                asked == null ? "" : asked.field(),
                asked == null ? Set.of() : asked.in(),
                number(q.least()),
                number(q.most()),
                day(q.notBefore()),
                day(q.notAfter()),
                q.oursOnly(),
                q.kept(),
                q.rule());
    }

    private static String number(@Nullable BigDecimal n) {
        return n == null ? "" : n.toPlainString().replace('.', ',');
    }

    private static String day(String day) {
        return day.matches("\\d{4}-\\d{2}-\\d{2}")
                ? Typed.date(day).map(DAY::format).orElse(day)
                : day;
    }

    /** What was typed; questions and choices that are new and have a label get the names they go by. */
    static FormSheet of(MultiValueMap<String, String> posted) {
        List<FormLine> lines = new ArrayList<>();
        for (int n = 0; n < MOST_LINES && posted.containsKey("dong." + n); n++) {
            lines.add(line(posted, n));
        }
        return new FormSheet(lines).named();
    }

    private static FormLine line(MultiValueMap<String, String> posted, int n) {
        List<Choice> choices = new ArrayList<>();
        for (int m = 0; m < MOST_CHOICES && posted.containsKey("lc." + n + "." + m); m++) {
            Choice choice = new Choice(value(posted, "lc-gt." + n + "." + m), value(posted, "lc." + n + "." + m));
            if (!choice.label().isEmpty()) {
                choices.add(choice);
            }
        }
        String kind = value(posted, "loai." + n);
        return new FormLine(
                value(posted, "dong." + n).equals("phan"),
                value(posted, "ten." + n),
                value(posted, "nhan." + n),
                value(posted, "goi-y." + n),
                List.of(Kind.values()).stream()
                        .filter(k -> k.name().equals(kind))
                        .findFirst()
                        .orElse(Kind.TEXT),
                !value(posted, "bat-buoc." + n).isEmpty(),
                choices,
                value(posted, "khi." + n),
                new HashSet<>(posted.getOrDefault("khi-la." + n, List.of())),
                value(posted, "it." + n),
                value(posted, "nhieu." + n),
                value(posted, "tu." + n),
                value(posted, "den." + n),
                !value(posted, "cua-ta." + n).isEmpty(),
                Set.copyOf(List.of(value(posted, "giu." + n).split(" "))),
                rule(posted, n));
    }

    private static Rule rule(MultiValueMap<String, String> posted, int n) {
        String chosen = value(posted, "mau-chon." + n);
        return new Rule(
                chosen.equals(OWN_PATTERN) ? value(posted, "mau." + n) : chosen,
                value(posted, "mau-loi." + n),
                value(posted, "nghia." + n));
    }

    private static String value(MultiValueMap<String, String> posted, String name) {
        String value = posted.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private FormSheet named() {
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        lines.forEach(line -> (line.heading() ? keys : names).add(line.name()));
        List<FormLine> named = new ArrayList<>();
        for (FormLine line : lines) {
            String name = line.name();
            if (name.isEmpty() && !line.label().isEmpty()) {
                name = line.heading()
                        ? FormDesign.valueFor(line.label(), keys)
                        : FormDesign.nameFor(line.label(), names);
                (line.heading() ? keys : names).add(name);
            }
            Set<String> values = new HashSet<>();
            line.choices().forEach(choice -> values.add(choice.value()));
            List<Choice> valued = new ArrayList<>();
            for (Choice choice : line.choices()) {
                String value = choice.value().isEmpty() ? FormDesign.valueFor(choice.label(), values) : choice.value();
                values.add(value);
                valued.add(new Choice(value, choice.label()));
            }
            named.add(line.named(name, valued));
        }
        return new FormSheet(named);
    }

    /** The list with one line more or less, or in another order, or with the choices of one in another order. */
    FormSheet acted(String act) {
        Matcher choice = CHOICE_UP.matcher(act);
        if (choice.matches() && Integer.parseInt(choice.group(1)) < lines.size()) {
            List<FormLine> turned = new ArrayList<>(lines);
            int line = Integer.parseInt(choice.group(1));
            turned.set(line, turned.get(line).withChoiceUp(Integer.parseInt(choice.group(2))));
            return new FormSheet(turned);
        }
        Matcher asked = ACT.matcher(act);
        int n = asked.matches() ? Integer.parseInt(asked.group(2)) : -1;
        if (n < 0 || n >= lines.size()) {
            return this;
        }
        List<FormLine> acted = new ArrayList<>(lines);
        switch (asked.group(1)) {
            case "them" -> added(acted, n, FormLine.blank());
            case "phan" -> added(acted, n, FormLine.heading("", ""));
            case "bo" -> {
                if (n > 0) {
                    acted.remove(n);
                }
            }
            case "len" -> moved(acted, n, -1);
            default -> moved(acted, n, 1);
        }
        return new FormSheet(acted);
    }

    private static void added(List<FormLine> lines, int after, FormLine line) {
        if (lines.size() < MOST_LINES) {
            lines.add(after + 1, line);
        }
    }

    /** A question by one line, over a heading into the other part; a part with all its questions. */
    private void moved(List<FormLine> acted, int n, int by) {
        if (!lines.get(n).heading()) {
            int to = n + by;
            if (to > 0 && to < lines.size()) {
                Collections.swap(acted, n, to);
            }
            return;
        }
        int first = by < 0 ? before(n) : n;
        int second = by < 0 ? n : after(n);
        if (first < 0 || second >= lines.size()) {
            return;
        }
        Collections.rotate(acted.subList(first, after(second)), after(second) - second);
    }

    private int before(int heading) {
        int n = heading - 1;
        while (n >= 0 && !lines.get(n).heading()) {
            n--;
        }
        return n;
    }

    private int after(int heading) {
        int n = heading + 1;
        while (n < lines.size() && !lines.get(n).heading()) {
            n++;
        }
        return n;
    }

    /** Line that was added by an act, or whose choices were put in another order, to be opened; -1 when none was. */
    static int openedBy(String act) {
        Matcher choice = CHOICE_UP.matcher(act);
        if (choice.matches()) {
            return Integer.parseInt(choice.group(1));
        }
        Matcher asked = ACT.matcher(act);
        return asked.matches()
                        && (asked.group(1).equals("them") || asked.group(1).equals("phan"))
                ? Integer.parseInt(asked.group(2)) + 1
                : -1;
    }

    /** What cannot be read, at its field. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            FormLine line = lines.get(n);
            if (line.heading()) {
                continue;
            }
            if (line.name().isEmpty()) {
                problems.add(Problem.at("nhan." + n, "admin.form.label-missing"));
            }
            limit(line.kind(), line.least(), "it." + n, problems);
            limit(line.kind(), line.most(), "nhieu." + n, problems);
            if (line.kind() == Kind.DATE) {
                date(line.notBefore(), "tu." + n, problems);
                date(line.notAfter(), "den." + n, problems);
            }
            if (line.kind().hasPattern() && !isPattern(line.rule().pattern())) {
                problems.add(Problem.at("mau." + n, "admin.form.pattern-wrong"));
            }
            if (!line.askedField().isEmpty() && line.askedIn().isEmpty()) {
                problems.add(Problem.at("khi." + n, "admin.form.asked-none"));
            }
        }
        return problems;
    }

    private static void limit(Kind kind, String typed, String field, List<Problem> problems) {
        if ((kind.isNumber() || kind.isText())
                && !typed.isEmpty()
                && number(typed).isEmpty()) {
            problems.add(Problem.at(field, "admin.form.not-a-number", typed));
        } else if (kind.isText()
                && number(typed)
                        .filter(n -> n.signum() < 0 || n.stripTrailingZeros().scale() > 0)
                        .isPresent()) {
            problems.add(Problem.at(field, "admin.form.not-a-length", typed));
        }
    }

    private static void date(String typed, String field, List<Problem> problems) {
        if (!typed.isEmpty() && !isToday(typed) && Typed.date(typed).isEmpty()) {
            problems.add(Problem.at(field, "admin.form.date-unreadable"));
        }
    }

    private static boolean isToday(String typed) {
        String plain = StepForm.folded(typed);
        return plain.equals(TODAY) || plain.equals("hom nay");
    }

    private static Optional<BigDecimal> number(String typed) {
        String plain = typed.replaceAll("\\.(?=\\d{3}(?:\\D|$))", "").replace(',', '.');
        return plain.matches("-?\\d{1,15}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    /** The form it says; what cannot be read is left out of it. */
    FormDesign design() {
        List<Part> parts = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        FormLine heading = null;
        for (FormLine line : lines) {
            if (!line.heading()) {
                if (!line.name().isEmpty()) {
                    questions.add(question(line));
                }
                continue;
            }
            if (heading != null) {
                parts.add(part(heading, parts.size(), questions));
                questions = new ArrayList<>();
            }
            heading = line;
        }
        parts.add(part(heading == null ? FormLine.heading("", "") : heading, parts.size(), questions));
        return new FormDesign(parts);
    }

    private static Part part(FormLine heading, int n, List<Question> questions) {
        return new Part(heading.name().isEmpty() ? "phan-" + (n + 1) : heading.name(), heading.label(), questions);
    }

    private static Question question(FormLine line) {
        boolean dated = line.kind() == Kind.DATE;
        boolean limited = line.kind().isNumber() || line.kind().isText();
        return new Question(
                line.name(),
                line.label(),
                line.hint(),
                line.kind(),
                line.required(),
                line.kind().isChoice() ? line.choices() : List.of(),
                line.askedField().isEmpty() || line.askedIn().isEmpty()
                        ? null
                        : new ShowWhen(line.askedField(), line.askedIn()),
                limited ? number(line.least()).orElse(null) : null,
                limited ? number(line.most()).orElse(null) : null,
                dated ? limit(line.notBefore()) : "",
                dated ? limit(line.notAfter()) : "",
                line.kind() == Kind.ADDRESS && line.oursOnly(),
                line.kept(),
                new Rule(
                        line.kind().hasPattern() && isPattern(line.rule().pattern())
                                ? line.rule().pattern()
                                : "",
                        line.kind().hasPattern() && !line.rule().pattern().isEmpty()
                                ? line.rule().message()
                                : "",
                        line.kind().meanings().containsKey(line.rule().meaning())
                                ? line.rule().meaning()
                                : ""));
    }

    private static boolean isPattern(String typed) {
        try {
            Pattern.compile(typed);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String limit(String typed) {
        return isToday(typed) ? TODAY : Typed.date(typed).map(Object::toString).orElse("");
    }

    /** Number of the question that goes by this name; -1 when there is none. */
    private int numberOf(String name) {
        for (int n = 0; n < lines.size(); n++) {
            if (!lines.get(n).heading() && lines.get(n).name().equals(name)) {
                return n;
            }
        }
        return -1;
    }

    /** The question that goes by this name. */
    public Optional<FormLine> question(String name) {
        int n = numberOf(name);
        return n < 0 ? Optional.empty() : Optional.of(lines.get(n));
    }

    /** The questions another can hang on: those with choices, and boxes to tick. */
    public List<FormLine> deciding(FormLine other) {
        return lines.stream()
                .filter(line -> !line.heading()
                        && !line.name().isEmpty()
                        && !line.name().equals(other.name()))
                .filter(line -> line.kind().isChoice() || line.kind() == Kind.CHECKBOX)
                .toList();
    }

    /** Faults of the draft's files, each at the line it comes from where there is one; the others keep their place. */
    List<Problem> placed(List<Problem> faults) {
        return faults.stream().map(this::placed).toList();
    }

    private Problem placed(Problem fault) {
        String place = fault.field();
        Matcher at = PLACE.matcher(place == null ? "" : place);
        if (!at.matches()) {
            return fault;
        }
        String name = at.group(5);
        if (name != null) {
            int n = numberOf(name);
            return n < 0 ? fault : new Problem(fault.code(), "nhan." + n, fault.args());
        }
        int n = lineOf(Integer.parseInt(at.group(2)), at.group(3) == null ? -1 : Integer.parseInt(at.group(3)));
        if (n < 0) {
            return fault;
        }
        String field = at.group(3) == null
                ? "nhan"
                : switch (String.valueOf(at.group(4))) {
                    case "showWhen" -> "khi";
                    case "options" -> "lc";
                    case "widget" -> "loai";
                    case "hint" -> "goi-y";
                    case "area" -> "cua-ta";
                    default -> "nhan";
                };
        return new Problem(
                fault.code().equals("catalog.package-none") ? "admin.form.part-empty" : fault.code(),
                field + "." + n + (field.equals("lc") ? ".0" : ""),
                fault.args());
    }

    private int lineOf(int part, int question) {
        int parts = -1;
        for (int n = 0; n < lines.size(); n++) {
            parts += lines.get(n).heading() ? 1 : 0;
            if (parts == part) {
                return question < 0 ? n : n + 1 + question < lines.size() ? n + 1 + question : -1;
            }
        }
        return -1;
    }

    /** How people count a line: parts 1, 2, 3 …, questions 1, 2, 3 … over all parts. */
    public int number(int line) {
        boolean heading = lines.get(line).heading();
        return (int) lines.subList(0, line + 1).stream()
                .filter(other -> other.heading() == heading)
                .count();
    }

    /** The label of the line a field belongs to. */
    public String called(String field, String nameless) {
        String label = lines.get(Integer.parseInt(field.split("\\.", -1)[1])).label();
        return label.isEmpty() ? nameless : label;
    }

    /** Whether a problem is told at this line. */
    public static boolean at(int line, List<Problem> problems) {
        return problems.stream().anyMatch(problem -> {
            String field = problem.field();
            return field != null && field.matches("[a-z-]+\\." + line + "(\\.\\d+)?");
        });
    }
}
