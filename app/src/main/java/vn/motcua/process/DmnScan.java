package vn.motcua.process;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/**
 * The first, streaming pass over a DMN file, as {@link BpmnScan} over BPMN: refuses what is dangerous to read, and every
 * expression that is no FEEL, by its decision and line.
 */
final class DmnScan {

    private static final String DMN = "/DMN/";
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ELEMENTS = 20_000;
    private static final int MOST_DEPTH = 64;

    private final List<Problem> problems = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private String decision = "";
    private int textLine;
    private int elements;

    private DmnScan() {}

    static List<Problem> problems(String xml) {
        var scan = new DmnScan();
        if (xml.length() > MOST_CHARACTERS) {
            return List.of(tooLarge());
        }
        try {
            scan.read(xml.strip());
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            String said = String.valueOf(e.getMessage());
            scan.add(
                    "process.decisions-not-dmn",
                    line,
                    said.substring(said.indexOf("Message: ") < 0 ? 0 : said.indexOf("Message: ") + 9));
        }
        return List.copyOf(scan.problems);
    }

    private static Problem tooLarge() {
        return Problem.of("process.too-large", Integer.toString(MOST_CHARACTERS));
    }

    private void read(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    add("process.decisions-not-dmn", reader.getLocation().getLineNumber(), "DOCTYPE");
                    return;
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() > MOST_DEPTH) {
                        problems.add(tooLarge());
                        return;
                    }
                    enter(reader);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> leave();
                default -> {}
            }
        }
    }

    private void enter(XMLStreamReader reader) {
        String kind = reader.getLocalName();
        if (open.isEmpty()
                && !(kind.equals("definitions")
                        && Objects.requireNonNullElse(reader.getNamespaceURI(), "")
                                .contains(DMN))) {
            add("process.decisions-not-dmn", reader.getLocation().getLineNumber(), kind);
        }
        if (kind.equals("decision") || kind.equals("businessKnowledgeModel")) {
            @Nullable String id = reader.getAttributeValue(null, "id");
            decision = id == null ? kind : id;
        }
        open.push(kind);
        text.setLength(0);
        textLine = reader.getLocation().getLineNumber();
    }

    private void leave() {
        String kind = open.pop();
        @Nullable String holder = open.peek();
        if (kind.equals("text") && holder != null) {
            fault(holder, text.toString().strip())
                    .ifPresent(why -> problems.add(
                            Problem.of("process.decision-expression", Integer.toString(textLine), decision, why)));
        }
        text.setLength(0);
    }

    private static Optional<String> fault(String holder, String expression) {
        if (expression.isEmpty() || expression.equals("-")) {
            return Optional.empty();
        }
        return switch (holder) {
            case "inputEntry" -> Expression.unaryFault(expression);
            case "inputExpression", "outputEntry", "defaultOutputEntry", "literalExpression" ->
                Expression.read(expression) instanceof Expression.Reading.Faulty faulty
                        ? Optional.of(faulty.why())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void add(String code, int line, String what) {
        problems.add(Problem.of(code, Integer.toString(line), what));
    }
}
