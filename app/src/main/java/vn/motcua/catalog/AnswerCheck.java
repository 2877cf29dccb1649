package vn.motcua.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Problem;

/** Checks answers against the schema and against what each kind of field must look like, and says it in people's words. */
final class AnswerCheck {

    private static final Pattern PHONE = Pattern.compile("0[35789]\\d{8}|02\\d{8,9}");
    /** Chứng minh nhân dân has 9 digits, căn cước 12 (Luật Căn cước 26/2023/QH15). */
    private static final Pattern IDENTITY = Pattern.compile("\\d{9}|\\d{12}");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern SHORT_YEAR = Pattern.compile("\\d{1,2}\\s*[/.-]\\s*\\d{1,2}\\s*[/.-]\\s*\\d{1,2}");
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final Set<String> ASKING = Set.of("required", "dependentRequired");

    private final Schema schema;
    /** Field → schema keyword → what to say instead of the general message. */
    private final Map<String, Map<String, String>> ownMessages;

    private final Areas areas;

    AnswerCheck(Schema schema, Map<String, Map<String, String>> ownMessages, Areas areas) {
        this.schema = schema;
        this.ownMessages = ownMessages;
        this.areas = areas;
    }

    List<Problem> problems(
            Map<String, Form.Field> fields,
            Map<String, Object> answers,
            Predicate<Form.Field> shown,
            boolean draft,
            LocalDate today) {
        Map<String, List<Problem>> found = new LinkedHashMap<>();
        List<Problem> others = new ArrayList<>();
        for (String name : answers.keySet()) {
            if (!fields.containsKey(name)) {
                others.add(Problem.at(name, "catalog.field-unknown", name));
            }
        }
        // the kind first: "not a phone number" tells more than "does not match"
        for (Form.Field field : fields.values()) {
            Object answer = answers.get(field.name());
            if (answer instanceof Map<?, ?> address && field.kind() == Form.Kind.ADDRESS) {
                List<Problem> parts = address(field, Address.of(address), !draft, today);
                if (!parts.isEmpty()) {
                    found.put(field.name(), parts);
                }
                continue;
            }
            Problem wrong = answer == null ? null : wrongKind(field, answer, today);
            if (wrong != null) {
                found.put(field.name(), List.of(wrong));
            }
        }
        JsonNode node = Json.MAPPER.valueToTree(answers);
        for (Error error : schema.validate(node)) {
            String name = fieldOf(error);
            Form.Field field = name == null ? null : fields.get(name);
            boolean asking = ASKING.contains(error.getKeyword());
            if (field == null) {
                if (name == null && !draft && !isCombination(error)) {
                    others.add(Problem.of("catalog.form-wrong"));
                }
            } else if (field.kind() == Form.Kind.ADDRESS && answers.containsKey(name)) {
                if (!draft) {
                    found.putIfAbsent(name, List.of(at(field, "address-wrong", error.getKeyword())));
                }
            } else if (asking ? !draft && shown.test(field) : !(draft && unticked(field, error))) {
                found.computeIfAbsent(
                        field.name(),
                        missing -> field.kind() == Form.Kind.ADDRESS
                                ? address(field, Address.NONE, true, today)
                                : List.of(told(field, error)));
            }
        }
        List<Problem> inOrder = new ArrayList<>();
        fields.keySet().forEach(name -> inOrder.addAll(found.getOrDefault(name, List.of())));
        inOrder.addAll(others);
        return List.copyOf(inOrder);
    }

    private List<Problem> address(Form.Field field, Address address, boolean whole, LocalDate today) {
        return new AddressCheck(areas, field, whole, today).problems(address);
    }

    private static boolean unticked(Form.Field field, Error error) {
        return field.kind() == Form.Kind.CHECK
                && error.getInstanceNode() != null
                && !error.getInstanceNode().asBoolean(false);
    }

    /** anyOf and the like say nothing a person can use; the errors of their branches do. */
    private static boolean isCombination(Error error) {
        return Set.of("anyOf", "oneOf", "allOf", "if", "not").contains(error.getKeyword())
                && error.getInstanceLocation().getNameCount() > 0;
    }

    private static @Nullable String fieldOf(Error error) {
        if (error.getInstanceLocation().getNameCount() > 0) {
            return String.valueOf(error.getInstanceLocation().getElement(0));
        }
        return error.getProperty();
    }

    private @Nullable Problem wrongKind(Form.Field field, Object answer, LocalDate today) {
        String text = answer.toString();
        return switch (field.kind()) {
            case DATE -> wrongDate(field, text, today);
            case PHONE -> PHONE.matcher(text).matches() ? null : at(field, "phone", "pattern");
            case EMAIL -> EMAIL.matcher(text).matches() ? null : at(field, "email", "format");
            case IDENTITY ->
                IDENTITY.matcher(text).matches()
                        ? null
                        : at(
                                field,
                                "identity-number",
                                "pattern",
                                text.chars().filter(Character::isDigit).count());
            case CHOICE ->
                field.options().isEmpty()
                                || field.options().stream()
                                        .anyMatch(o -> o.value().equals(text))
                        ? null
                        : at(field, "choice", "enum");
            case NUMBER, MONEY -> answer instanceof Number ? null : at(field, "field-not-a-number", "type");
            case ADDRESS -> at(field, "address-wrong", "type");
            case TEXT, TEXTAREA, CHECK -> null;
        };
    }

    private @Nullable Problem wrongDate(Form.Field field, String text, LocalDate today) {
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return at(field, SHORT_YEAR.matcher(text).matches() ? "field-short-year" : "field-not-a-date", "format");
        }
        Form.DateLimit latest = field.notAfter();
        if (latest != null && date.isAfter(latest.on(today))) {
            return latest.day() == null
                    ? at(field, "field-date-in-future", "notAfter")
                    : at(field, "field-date-too-late", "notAfter", DAY.format(latest.on(today)));
        }
        Form.DateLimit earliest = field.notBefore();
        if (earliest != null && date.isBefore(earliest.on(today))) {
            return earliest.day() == null
                    ? at(field, "field-date-in-past", "notBefore")
                    : at(field, "field-date-too-early", "notBefore", DAY.format(earliest.on(today)));
        }
        return null;
    }

    private Problem told(Form.Field field, Error error) {
        String keyword = error.getKeyword();
        Object limit = error.getSchemaNode() == null
                ? ""
                : error.getSchemaNode().isNumber()
                        ? plain(error.getSchemaNode())
                        : error.getSchemaNode().asString("");
        return switch (keyword) {
            case "required", "dependentRequired" ->
                switch (field.kind()) {
                    case CHOICE -> at(field, "choice-required", keyword);
                    case CHECK -> at(field, "check-required", keyword);
                    default -> at(field, "field-required", keyword);
                };
            case "type" ->
                switch (String.valueOf(limit)) {
                    case "integer" -> at(field, "field-not-a-whole-number", keyword);
                    case "number" -> at(field, "field-not-a-number", keyword);
                    default -> at(field, "field-wrong", keyword);
                };
            case "minLength" -> tooShort(field, keyword, limit);
            case "maxLength" -> at(field, "field-too-long", keyword, limit);
            case "minimum" -> at(field, "field-too-small", keyword, limit);
            case "exclusiveMinimum" -> at(field, "field-not-above", keyword, limit);
            case "maximum" -> at(field, "field-too-large", keyword, limit);
            case "exclusiveMaximum" -> at(field, "field-not-below", keyword, limit);
            case "enum" -> at(field, "choice", keyword);
            case "const" -> at(field, field.kind() == Form.Kind.CHECK ? "check-required" : "field-wrong", keyword);
            default -> at(field, "field-wrong", keyword);
        };
    }

    /** The field's hint says how a good answer looks. */
    private Problem tooShort(Form.Field field, String keyword, Object limit) {
        String hint = field.hint();
        return hint == null || hint.isBlank()
                ? at(field, "field-too-short", keyword, limit)
                : at(field, "field-too-short-hint", keyword, limit, hint);
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toPlainString().replace('.', ',');
    }

    /** The package's own words for this field and keyword where it has some, else the general message. */
    private Problem at(Form.Field field, String code, String keyword, Object... more) {
        String own = ownMessages.getOrDefault(field.name(), Map.of()).get(keyword);
        if (own != null) {
            return Problem.at(field.name(), "catalog.field-own-message", own);
        }
        Object[] args = new Object[more.length + 1];
        args[0] = field.label();
        System.arraycopy(more, 0, args, 1, more.length);
        return Problem.at(field.name(), "catalog." + code, args);
    }
}
