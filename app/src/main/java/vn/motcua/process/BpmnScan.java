package vn.motcua.process;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/**
 * The first, streaming pass over a BPMN file: refuses what is dangerous to read or cannot be executed, before anything
 * builds a document from it, and remembers the line of each element.
 */
final class BpmnScan {

    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String MOTCUA = "https://motcua.vn/bpmn";

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ELEMENTS = 20_000;
    private static final int MOST_DEPTH = 64;

    /** Which elements may stand within which; what is not listed as a parent is drawing or text and is not entered. */
    private static final Map<String, Set<String>> EXECUTABLE = Map.of(
            "definitions",
            Set.of("process", "collaboration", "message", "error", "signal", "itemDefinition", "category"),
            "process",
            Set.of(
                    "startEvent",
                    "endEvent",
                    "userTask",
                    "exclusiveGateway",
                    "parallelGateway",
                    "sequenceFlow",
                    "laneSet",
                    "textAnnotation",
                    "association",
                    "group"),
            "startEvent",
            Set.of("outgoing"),
            "endEvent",
            Set.of("incoming", "terminateEventDefinition"),
            "userTask",
            Set.of("incoming", "outgoing"),
            "exclusiveGateway",
            Set.of("incoming", "outgoing"),
            "parallelGateway",
            Set.of("incoming", "outgoing"),
            "sequenceFlow",
            Set.of("conditionExpression"));

    private static final Set<String> ANYWHERE = Set.of("documentation", "extensionElements");

    private static final Map<String, Set<String>> OUR_ATTRIBUTES = Map.of(
            "userTask", Set.of("unit", "position", "allowance", "work", "public", "outcomes"),
            "endEvent", Set.of("result"));

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int processes;
    private int elements;

    /** An element whose end has not come yet. */
    private record Open(String kind, String id, String name) {}

    private BpmnScan() {}

    /** @param lines element id → line of its start tag, from 1 */
    record Scanned(Map<String, Integer> lines, List<Problem> problems) {}

    static Scanned scan(String xml) {
        var scan = new BpmnScan();
        if (xml.length() > MOST_CHARACTERS) {
            scan.problems.add(Problem.of("process.too-large", Integer.toString(MOST_CHARACTERS)));
        } else {
            try {
                scan.read(xml);
            } catch (XMLStreamException e) {
                scan.problems.add(notXml(e));
            }
        }
        return new Scanned(Map.copyOf(scan.lines), List.copyOf(scan.problems));
    }

    private static Problem notXml(XMLStreamException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        String message = String.valueOf(e.getMessage());
        int said = message.indexOf("Message: ");
        return Problem.of("process.not-xml", Integer.toString(line), said < 0 ? message : message.substring(said + 9));
    }

    private void read(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        int line = 1;
        int skipped = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                problems.add(Problem.of("process.document-type", Integer.toString(line)));
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++elements > MOST_ELEMENTS || open.size() + skipped > MOST_DEPTH) {
                    problems.add(Problem.of("process.too-large", Integer.toString(MOST_CHARACTERS)));
                    return;
                }
                if (skipped > 0 || !enter(reader, line)) {
                    skipped++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (skipped > 0) {
                    skipped--;
                } else {
                    open.pop();
                }
            }
            // the parser knows where an event ends: that is where the next begins
            line = reader.getLocation().getLineNumber();
        }
        if (processes != 1 && problems.isEmpty()) {
            problems.add(Problem.of("process.one-process", Integer.toString(processes)));
        }
    }

    /** Looks at a start tag; whether its content is to be looked at too. */
    private boolean enter(XMLStreamReader reader, int line) {
        String kind = reader.getLocalName();
        @Nullable Open parent = open.peek();
        @Nullable String id = reader.getAttributeValue(null, "id");
        if (id != null) {
            lines.putIfAbsent(id, line);
        }
        if (!BPMN.equals(reader.getNamespaceURI())) {
            if (parent == null) {
                problems.add(Problem.of("process.not-bpmn", Integer.toString(line), kind));
            }
            return false;
        }
        if (parent == null) {
            if (!kind.equals("definitions")) {
                problems.add(Problem.of("process.not-bpmn", Integer.toString(line), kind));
                return false;
            }
            open.push(new Open(kind, "", ""));
            return true;
        }
        @Nullable String name = reader.getAttributeValue(null, "name");
        var here = new Open(kind, id == null ? parent.id() : id, name == null ? parent.name() : name.strip());
        if (ANYWHERE.contains(kind)) {
            return false;
        }
        if (!EXECUTABLE.getOrDefault(parent.kind(), Set.of()).contains(kind)) {
            problems.add(Problem.of("process.unsupported", here.id(), here.name(), Integer.toString(line), kind));
            return false;
        }
        if (kind.equals("process")) {
            processes++;
        }
        attributes(reader, here, line);
        if (!EXECUTABLE.containsKey(kind)) {
            return false;
        }
        open.push(here);
        return true;
    }

    private void attributes(XMLStreamReader reader, Open here, int line) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i);
            boolean ours = MOTCUA.equals(reader.getAttributeNamespace(i));
            boolean known = ours
                    ? OUR_ATTRIBUTES.getOrDefault(here.kind(), Set.of()).contains(attribute)
                    : switch (attribute) {
                        case "isForCompensation" -> reader.getAttributeValue(i).equals("false");
                        case "startQuantity", "completionQuantity" ->
                            reader.getAttributeValue(i).equals("1");
                        default -> true;
                    };
            if (!known) {
                problems.add(Problem.of(
                        "process.unknown-attribute", here.id(), here.name(), Integer.toString(line), attribute));
            }
        }
    }
}
