package vn.motcua.catalog;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/**
 * The interactive form (tờ khai điện tử) of a procedure: pages of fields for people, a JSON Schema 2020-12 for what an
 * answer may be. One contract for the page, the counter and the API. Immutable.
 *
 * <p>Answers are a flat map from field name to text, whole number, decimal or boolean; dates are ISO
 * {@code yyyy-MM-dd}, an address is a map of its own ({@link Address}).
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

    /** Answers that can be chosen, under a heading. */
    public record Group(String label, List<Option> options) {
        public Group {
            options = List.copyOf(options);
        }
    }

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
     * @param oursOnly whether an address has to lie in one of the wards and communes known here
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
            @Nullable String meaning,
            boolean oursOnly) {
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
                    meaning,
                    oursOnly);
        }

        /** Names of the inputs it is answered by: its own, or one for each part of an address. */
        public List<String> inputs() {
            return kind == Kind.ADDRESS ? Address.inputs(name) : List.of(name);
        }

        /**
         * Takes over what was posted into the inputs of the field. An address also takes a line, a line the parts of an
         * address: a page that was open while another version took over asked for these.
         */
        public void keep(Map<String, String> posted, Map<String, String> kept) {
            Stream.concat(Stream.of(name), Address.inputs(name).stream()).forEach(input -> {
                String value = posted.get(input);
                if (value == null) {
                    kept.remove(input);
                } else {
                    kept.put(input, value);
                }
            });
        }

        /** Whether it takes any words, those of an address too. */
        private boolean isFree() {
            return kind == Kind.TEXT || kind == Kind.TEXTAREA;
        }

        /** An answer in words: the label of what was chosen, an address as one line; blank when there is none. */
        public String written(@Nullable Object answer) {
            return switch (answer) {
                case null -> "";
                case Map<?, ?> address -> Address.of(address).line();
                default -> optionLabel(answer.toString());
            };
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
    private final Areas areas;
    private final Clock clock;

    Form(List<Page> pages, PostedAnswers posted, AnswerCheck check, Areas areas, Clock clock) {
        this.pages = List.copyOf(pages);
        this.fields = pages.stream()
                .flatMap(p -> p.fields().stream())
                .collect(Collectors.toMap(Field::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        this.posted = posted;
        this.check = check;
        this.areas = areas;
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

    /** The field that an input or a problem belongs to: an address has one for each of its parts. */
    public Optional<Field> fieldOf(@Nullable String input) {
        return Optional.ofNullable(input).flatMap(name -> {
            int dot = name.indexOf('.');
            return field(dot < 0 ? name : name.substring(0, dot))
                    .filter(f -> dot < 0 || f.inputs().contains(name));
        });
    }

    /** The page a field, or an input of it, is on. */
    public Optional<Page> pageOf(@Nullable String input) {
        return fieldOf(input)
                .flatMap(f -> pages.stream().filter(p -> p.fields().contains(f)).findFirst());
    }

    /** The wards and communes an address can be in today, besides those that are typed, by what they belong to. */
    public List<Group> wards() {
        Map<String, List<Option>> groups = new LinkedHashMap<>();
        for (Areas.Commune commune : areas.communes(today())) {
            Areas.Area above = commune.district() == null ? commune.province() : commune.district();
            groups.computeIfAbsent(AddressWords.capital(above.name()), name -> new ArrayList<>())
                    .add(new Option(
                            Address.choice(commune.area()),
                            AddressWords.capital(commune.area().name())));
        }
        return groups.entrySet().stream()
                .map(e -> new Group(e.getKey(), e.getValue()))
                .toList();
    }

    public List<Option> provinces() {
        return areas.provinces().stream()
                .map(p -> new Option(Address.choice(p), AddressWords.withoutKind(p.name())))
                .toList();
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
            Object answer = read(field, given);
            if (answer != null) {
                answers.put(name, answer);
            }
        });
        return visible(answers);
    }

    private @Nullable Object read(Field field, Map<String, String> given) {
        if (field.kind() != Kind.ADDRESS) {
            return posted.read(field, typed(field, given).get(field.name()));
        }
        Address address = address(field, given);
        return address == null ? null : address.answer();
    }

    private @Nullable Address address(Field field, Map<String, ?> given) {
        return Address.read(field.name(), given, areas, today(), field.oursOnly());
    }

    /**
     * What is to stand in the inputs of a field, by their names.
     *
     * @param values what was typed, or answers; an address of before it had parts is a line, and one in parts goes into a
     *     line where the field asks for one
     */
    public Map<String, String> typed(Field field, Map<String, ?> values) {
        if (field.kind() != Kind.ADDRESS) {
            Object value = values.get(field.name());
            if (value == null && field.isFree()) {
                value = line(address(field, values));
            } else if (value instanceof Map<?, ?> answer && field.isFree()) {
                value = line(Address.of(answer));
            }
            return value == null ? Map.of() : Map.of(field.name(), value.toString());
        }
        Map<String, String> typed = new LinkedHashMap<>();
        for (String input : field.inputs()) {
            if (values.get(input) instanceof String part && !part.isBlank()) {
                typed.put(input, part);
            }
        }
        if (!typed.isEmpty()) {
            return typed;
        }
        if (values.get(field.name()) instanceof Map<?, ?> answer) {
            return Address.of(answer).typed(field.name());
        }
        Address line = address(field, values);
        return line == null ? Map.of() : line.typed(field.name());
    }

    private static @Nullable String line(@Nullable Address address) {
        return address == null || address.line().isEmpty() ? null : address.line();
    }

    /** As {@link #typed}, where a field takes our own area only and says another without an input for it, all as words. */
    public Map<String, String> drawn(Field field, Map<String, ?> values) {
        Map<String, String> typed = typed(field, values);
        String unit = typed.getOrDefault(Address.input(field.name(), Address.UNIT), "");
        if (!field.oursOnly() || !unit.equals(Address.ELSEWHERE) && !unit.equals(Address.ABROAD)) {
            return typed;
        }
        String line = line(Address.read(field.name(), typed, areas, today(), false));
        return line == null ? Map.of() : Map.of(Address.input(field.name(), Address.DETAIL), line);
    }

    /**
     * What a field's inputs can begin with where another form was answered so; nothing where this one does not take it.
     * An address whose ward is no more begins with the house, which still stands.
     */
    public Map<String, String> begun(Field field, Object answer) {
        Map<String, Object> answers = Map.of(field.name(), answer);
        if (field.kind() != Kind.ADDRESS) {
            Map<String, String> typed = typed(field, answers);
            return accepts(field, typed) ? typed : Map.of();
        }
        Address said = answer instanceof Map<?, ?> parts
                ? Address.of(parts).completed(areas, today())
                : Address.read(field.name(), answers, areas, today(), false);
        if (said == null) {
            return Map.of();
        }
        List<String> wrong = new AddressCheck(areas, field, false, today())
                .problems(said).stream().map(Problem::code).toList();
        if (wrong.isEmpty()) {
            return said.typed(field.name());
        }
        boolean isGone = List.of("catalog.address-unit-ended", "catalog.address-unit-unknown")
                .containsAll(wrong);
        return isGone ? new Address(null, null, null, null, said.detail()).typed(field.name()) : Map.of();
    }

    /** Whether there is nothing in the inputs of a field. */
    public boolean isBlank(Field field, Map<String, String> given) {
        return typed(field, given).values().stream().allMatch(String::isBlank);
    }

    /** What was typed into a field, in words. */
    public String written(Field field, Map<String, String> given) {
        return field.written(
                field.kind() == Kind.ADDRESS
                        ? read(field, given)
                        : typed(field, given).get(field.name()));
    }

    /** As {@link #completed(Map, LocalDate)}, today in Vietnam. */
    public Map<String, Object> completed(Map<String, Object> answers) {
        return completed(answers, today());
    }

    /**
     * The answers as this form has them, by the units of the day: addresses with what their codes stand for; a line, where
     * another version asked for one, taken apart for a field that asks for parts, and the other way round.
     */
    public Map<String, Object> completed(Map<String, Object> answers, LocalDate day) {
        Map<String, Object> completed = new LinkedHashMap<>(answers);
        completed.replaceAll((name, answer) -> {
            Field field = fields.get(name);
            if (field == null) {
                return answer;
            }
            if (field.kind() == Kind.ADDRESS) {
                return switch (answer) {
                    case Map<?, ?> said -> whole(said, day);
                    case String line -> {
                        Address read = Address.read(name, Map.of(name, line), areas, day, field.oursOnly());
                        yield read == null ? answer : read.answer();
                    }
                    default -> answer;
                };
            }
            return answer instanceof Map<?, ?> said
                            && field.isFree()
                            && !Address.of(said).line().isEmpty()
                    ? Address.of(said).line()
                    : answer;
        });
        return completed;
    }

    /** What an address says besides is kept, to be refused; words of nothing but blanks say nothing. */
    private Map<?, ?> whole(Map<?, ?> said, LocalDate day) {
        Map<Object, Object> whole = new LinkedHashMap<>(said);
        whole.entrySet().removeIf(e -> e.getKey().equals(Address.DETAIL) && e.getValue() instanceof String);
        whole.putAll(Address.of(said).completed(areas, day).answer());
        return whole;
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
        return validate(answers, draft, today());
    }

    /**
     * What is wrong with the answers, at most one problem an input, in the order of the form; each carries its name. Hidden fields are not asked for; a name that is no field is refused.
     *
     * @param draft still being filled: only what is filled is checked, nothing is asked for
     */
    public List<Problem> validate(Map<String, Object> answers, boolean draft, LocalDate today) {
        Map<String, Object> visible = visible(answers);
        return check.problems(fields, visible, f -> isShown(f, visible), draft, today);
    }

    /** Whether something typed is an answer this field takes, whatever the others are answered. */
    public boolean accepts(Field field, Map<String, String> given) {
        Object answer = read(field, given);
        boolean draft = field.kind() != Kind.ADDRESS;
        return answer != null
                && check.problems(fields, Map.of(field.name(), answer), f -> false, draft, today()).stream()
                        .noneMatch(p -> fieldOf(p.field()).filter(field::equals).isPresent());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }

    private static boolean isShown(Field field, Map<String, Object> visible) {
        return field.showWhen() == null || field.showWhen().holds(visible);
    }
}
