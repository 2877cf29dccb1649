package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.model.bpmn.instance.BaseElement;
import org.operaton.bpm.model.bpmn.instance.FlowElement;
import org.operaton.bpm.model.xml.instance.ModelElementInstance;
import vn.motcua.process.Node.Place;
import vn.motcua.shared.Problem;

/** What reading any element of a BPMN file needs, and the problems found on the way. */
final class BpmnElements {

    private final Map<String, Integer> lines;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unmet = new ArrayList<>();

    /** @param lines element id → line */
    BpmnElements(Map<String, Integer> lines) {
        this.lines = lines;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What keeps a file from being published, though one that was published earlier runs with it. */
    List<Problem> unmet() {
        return List.copyOf(unmet);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** A problem of an element: its id, name and line, then what else there is to say. */
    void add(String code, FlowElement element, Object... more) {
        var args = new ArrayList<Object>(List.of(element.getId(), name(element), Integer.toString(line(element))));
        args.addAll(List.of(more));
        problems.add(Problem.of(code, args.toArray()));
    }

    /** As {@link #add}, of what is {@link #unmet}. */
    void miss(String code, FlowElement element, Object... more) {
        add(code, element, more);
        unmet.add(problems.removeLast());
    }

    Place place(FlowElement element, String scope) {
        return new Place(element.getId(), name(element), line(element), scope);
    }

    int line(FlowElement element) {
        return Objects.requireNonNullElse(lines.get(element.getId()), 1);
    }

    /** What to call an element: its name, or its kind when it has none. */
    static String name(FlowElement element) {
        @Nullable String name = element.getName();
        return name == null || name.isBlank() ? kind(element) : name.strip();
    }

    static String kind(FlowElement element) {
        return element.getElementType().getTypeName();
    }

    /** One of our attributes; {@code null} when it is not there or says nothing. */
    static @Nullable String ours(BaseElement element, String attribute) {
        @Nullable String value = element.getAttributeValueNs(BpmnScan.MOTCUA, attribute);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** One of our attributes; a missing one is a problem and comes back empty. */
    String required(FlowElement element, String attribute) {
        @Nullable String value = ours(element, attribute);
        if (value == null) {
            add("process.attribute-missing", element, "motcua:" + attribute);
            return "";
        }
        return value;
    }

    /** FEEL in one of our attributes; {@code null} when it is not there, or is a problem. */
    @Nullable
    Expression computedBy(FlowElement of, BaseElement element, String attribute) {
        @Nullable String text = ours(element, attribute);
        return text == null ? null : expression(of, text, "process.expression-wrong");
    }

    /** FEEL in an element of the standard; {@code null} when it is not there, or is a problem. */
    @Nullable
    Expression expression(FlowElement of, @Nullable ModelElementInstance expression, String code) {
        if (expression == null) {
            return null;
        }
        @Nullable String language = expression.getAttributeValue("language");
        if (language != null
                && !language.isBlank()
                && !language.toUpperCase(Locale.ROOT).contains("FEEL")) {
            add(code, of, language);
            return null;
        }
        return expression(of, expression.getTextContent(), code);
    }

    private @Nullable Expression expression(FlowElement of, String text, String code) {
        return switch (Expression.read(text)) {
            case Expression.Reading.Parsed parsed -> parsed.expression();
            case Expression.Reading.Faulty faulty -> {
                add(code, of, text.strip() + " — " + faulty.why());
                yield null;
            }
        };
    }

    /** FEEL in a text that has a leading {@code =}; {@code null} for any other text. */
    @Nullable
    Expression computed(FlowElement of, String text) {
        return text.strip().startsWith("=") ? expression(of, text, "process.expression-wrong") : null;
    }
}
