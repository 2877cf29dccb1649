package vn.motcua.catalog;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/**
 * The interactive form (tờ khai điện tử) of a procedure: pages of fields for people, a JSON Schema 2020-12 for what an
 * answer may be. One contract for the page, the counter and the API. Immutable.
 *
 * <p>Answers are a flat map from field name to text, whole number, decimal or boolean; dates are ISO
 * {@code yyyy-MM-dd}.
 */
public final class Form {

    /** What a field asks for; it decides how the answer is read and which checks come with it. */
    public enum Kind {
        TEXT,
        TEXTAREA,
        DATE,
        NUMBER,
        MONEY,
        CHOICE,
        CHECK,
        PHONE,
        EMAIL,
        IDENTITY,
        ADDRESS
    }

    /** A page of the form, in the order it is filled. */
    public record Page(String key, String title, List<Field> fields) {
        public Page {
            fields = List.copyOf(fields);
        }

        /** The same page with all its fields named under a prefix: for a screen with several forms. */
        public Page under(String prefix) {
            return new Page(
                    key, title, fields.stream().map(f -> f.under(prefix)).toList());
        }
    }

    /** One answer that can be chosen. */
    public record Option(String value, String label) {}

    /**
     * A field.
     *
     * @param label in Vietnamese, as the form in force has it
     * @param required whether it must be answered whenever it is shown
     * @param widget as written in the package: it tells a radio group from a list, for example
     * @param maxLength longest answer in characters, {@code null} = no limit of its own
     * @param autocomplete HTML autocomplete token, {@code off} when none fits
     * @param width how wide the box is drawn, in characters: 2, 3, 4, 5, 10, 20 or 30; empty = the whole line
     * @param notBefore earliest date that makes sense, {@code null} = any; {@code notAfter} the latest
     * @param meaning what the answer is about, in a word that all forms share ({@code mother.name}); {@code null} when it
     *     means nothing to other forms
     */
    public record Field(
            String name,
            String label,
            @Nullable String hint,
            Kind kind,
            boolean required,
            List<Option> options,
            @Nullable ShowWhen showWhen,
            @Nullable Integer maxLength,
            String autocomplete,
            String widget,
            String width,
            @Nullable DateLimit notBefore,
            @Nullable DateLimit notAfter,
            @Nullable String meaning) {
        public Field {
            options = List.copyOf(options);
        }

        /** The same field under a prefix, as is the one it hangs on: for a page with several forms. */
        Field under(String prefix) {
            ShowWhen when = showWhen;
            return new Field(
                    prefix + name,
                    label,
                    hint,
                    kind,
                    required,
                    options,
                    when == null ? null : new ShowWhen(prefix + when.field(), when.in()),
                    maxLength,
                    autocomplete,
                    widget,
                    width,
                    notBefore,
                    notAfter,
                    meaning);
        }

        /** The label of a chosen value, for showing an answer back; the value itself if it is none of the options. */
        public String optionLabel(String value) {
            return options.stream()
                    .filter(o -> o.value().equals(value))
                    .map(Option::label)
                    .findFirst()
                    .orElse(value);
        }
    }

    /** A fixed day, or today when {@code day} is {@code null}. */
    public record DateLimit(@Nullable LocalDate day) {
        LocalDate on(LocalDate today) {
            return day == null ? today : day;
        }
    }

    private final List<Page> pages;
    private final Map<String, Field> fields;
    private final PostedAnswers posted;
    private final AnswerCheck check;
    private final Clock clock;

    Form(List<Page> pages, PostedAnswers posted, AnswerCheck check, Clock clock) {
        this.pages = List.copyOf(pages);
        this.fields = pages.stream()
                .flatMap(p -> p.fields().stream())
                .collect(Collectors.toMap(Field::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        this.posted = posted;
        this.check = check;
        this.clock = clock;
    }

    public List<Page> pages() {
        return pages;
    }

    public Optional<Page> page(String key) {
        return pages.stream().filter(p -> p.key().equals(key)).findFirst();
    }

    /** All fields, in the order of the pages. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The fields of a page that these answers leave shown. */
    public List<Field> shown(Page page, Map<String, Object> answers) {
        Map<String, Object> visible = visible(answers);
        return page.fields().stream().filter(f -> isShown(f, visible)).toList();
    }

    /**
     * Reads what a browser posted: trimmed, typed, dates to ISO, phone and identity numbers without blanks. Names that
     * are no field of the form, blanks and hidden fields are dropped. What cannot be read as its type is kept as typed,
     * so that it can be shown again beside what is wrong with it.
     */
    public Map<String, Object> read(Map<String, String> given) {
        Map<String, Object> answers = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            Object answer = posted.read(field, given.get(name));
            if (answer != null) {
                answers.put(name, answer);
            }
        });
        return visible(answers);
    }

    /** The answers without those of hidden fields; names that are no field are kept. */
    public Map<String, Object> visible(Map<String, Object> answers) {
        Map<String, Object> visible = new LinkedHashMap<>(answers);
        // a field may hang on one that is hidden itself: repeat until nothing more is dropped
        while (visible.keySet().removeIf(name -> {
            Field field = fields.get(name);
            return field != null && !isShown(field, visible);
        })) {}
        return visible;
    }

    /** As {@link #validate(Map, boolean, LocalDate)}, today in Vietnam. */
    public List<Problem> validate(Map<String, Object> answers, boolean draft) {
        return validate(answers, draft, LocalDate.ofInstant(clock.instant(), Vietnam.ZONE));
    }

    /**
     * What is wrong with the answers, at most one problem a field, in the order of the form; each carries its field's
     * name. Hidden fields are not asked for; a name that is no field is refused.
     *
     * @param draft still being filled: only what is filled is checked, nothing is asked for
     */
    public List<Problem> validate(Map<String, Object> answers, boolean draft, LocalDate today) {
        Map<String, Object> visible = visible(answers);
        return check.problems(fields, visible, f -> isShown(f, visible), draft, today);
    }

    /** Whether something typed is an answer this field takes, whatever the others are answered. */
    public boolean accepts(Field field, String typed) {
        Object answer = posted.read(field, typed);
        LocalDate today = LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
        return answer != null
                && check.problems(fields, Map.of(field.name(), answer), f -> false, true, today).stream()
                        .noneMatch(p -> field.name().equals(p.field()));
    }

    private static boolean isShown(Field field, Map<String, Object> visible) {
        return field.showWhen() == null || field.showWhen().holds(visible);
    }
}
