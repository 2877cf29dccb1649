package vn.motcua.process;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * builds a document from it, lists what others wrote for their own engines, and remembers the line of each element.
 */
final class BpmnScan {

    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String MOTCUA = "https://motcua.vn/bpmn";

    /** Engines whose way to name a decision is understood. */
    static final List<String> DECISION_VENDORS =
            List.of("http://camunda.org/schema/1.0/bpmn", "http://operaton.org/schema/1.0/bpmn");

    private static final Set<String> DECISION_ATTRIBUTES = Set.of("decisionRef", "resultVariable");
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ELEMENTS = 20_000;
    private static final int MOST_DEPTH = 64;

    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> ignored = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int processes;
    private int elements;
    private int unnamedFlows;
    private String decisions = "";
    private final Map<String, TaskForm> forms = new LinkedHashMap<>();

    /** An element whose end has not come yet; of one without id or name, those of what it stands in. */
    private record Open(String kind, String id, String name) {}

    private BpmnScan() {}

    /**
     * @param lines element id → line of its start tag, from 1
     * @param ignored attributes and extensions of other vendors, which change nothing
     * @param decisions the DMN file kept within this one, see {@link Decisions#within}; empty when there is none
     * @param forms those kept within this one, by their key
     */
    record Scanned(
            Map<String, Integer> lines,
            List<Problem> problems,
            List<Problem> ignored,
            String decisions,
            Map<String, TaskForm> forms) {}

    /** What a sequence flow without an id is called, which no id can be: the first of the file is 1. */
    static String unnamedFlow(int number) {
        return "flow:" + number;
    }

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
        return new Scanned(
                Map.copyOf(scan.lines),
                List.copyOf(scan.problems),
                List.copyOf(scan.ignored),
                scan.decisions,
                Map.copyOf(scan.forms));
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
                if (skipped == 0 && isOurs(reader, Decisions.ELEMENT)) {
                    decisions(reader, line);
                } else if (skipped == 0 && isOurs(reader, TaskForm.ELEMENT)) {
                    form(reader, line);
                } else if (skipped > 0 || !enter(reader, line)) {
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

    private boolean isOurs(XMLStreamReader reader, String element) {
        @Nullable Open parent = open.peek();
        return parent != null
                && parent.kind().equals("extensionElements")
                && MOTCUA.equals(reader.getNamespaceURI())
                && reader.getLocalName().equals(element);
    }

    private void decisions(XMLStreamReader reader, int line) throws XMLStreamException {
        if (!decisions.isEmpty()) {
            problems.add(Problem.of("process.decisions-twice", Integer.toString(line)));
        }
        decisions = reader.getElementText();
    }

    private void form(XMLStreamReader reader, int line) throws XMLStreamException {
        @Nullable String key = reader.getAttributeValue(null, "key");
        @Nullable TaskForm form = TaskForm.read(key, reader.getElementText());
        if (form == null) {
            problems.add(Problem.of("process.form-wrong", Integer.toString(line), key == null ? "" : key));
        } else if (forms.put(form.key(), form) != null) {
            problems.add(Problem.of("process.form-twice", Integer.toString(line), form.key()));
        }
    }

    /** Looks at a start tag; whether its content is to be looked at too. */
    private boolean enter(XMLStreamReader reader, int line) {
        String kind = reader.getLocalName();
        @Nullable Open parent = open.peek();
        @Nullable String id = reader.getAttributeValue(null, "id");
        boolean bpmn = BPMN.equals(reader.getNamespaceURI());
        if (id != null) {
            lines.putIfAbsent(id, line);
        } else if (bpmn && kind.equals("sequenceFlow")) {
            lines.put(unnamedFlow(++unnamedFlows), line);
        }
        if (parent == null) {
            if (!bpmn || !kind.equals("definitions")) {
                problems.add(Problem.of("process.not-bpmn", Integer.toString(line), kind));
                return false;
            }
            open.push(new Open(kind, "", ""));
            return true;
        }
        if (parent.kind().equals("extensionElements")) {
            ignored.add(ignored(parent, line, written(reader.getPrefix(), kind)));
            return false;
        }
        if (!bpmn) {
            return false;
        }
        @Nullable String name = reader.getAttributeValue(null, "name");
        var here = new Open(kind, id == null ? parent.id() : id, name == null ? parent.name() : name.strip());
        if (kind.equals("extensionElements")) {
            open.push(new Open(kind, parent.id(), parent.name()));
            return true;
        }
        if (kind.equals("documentation")) {
            return false;
        }
        if (!Executable.within(parent.kind()).contains(kind)) {
            problems.add(Problem.of("process.unsupported", here.id(), here.name(), Integer.toString(line), kind));
            return false;
        }
        if (kind.equals("process")) {
            processes++;
        }
        attributes(reader, here, line);
        if (!Executable.isEntered(kind)) {
            return false;
        }
        open.push(here);
        return true;
    }

    private void attributes(XMLStreamReader reader, Open here, int line) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i);
            @Nullable String namespace = reader.getAttributeNamespace(i);
            boolean known;
            if (MOTCUA.equals(namespace)) {
                known = Executable.ourAttributes(here.kind()).contains(attribute);
            } else if (namespace == null || namespace.isEmpty()) {
                known = Executable.means(attribute, reader.getAttributeValue(i));
            } else {
                known = true;
                boolean decides = here.kind().equals("businessRuleTask")
                        && DECISION_VENDORS.contains(namespace)
                        && DECISION_ATTRIBUTES.contains(attribute);
                if (!decides && !INSTANCE.equals(namespace)) {
                    ignored.add(ignored(here, line, written(reader.getAttributePrefix(i), attribute)));
                }
            }
            if (!known) {
                problems.add(Problem.of(
                        "process.unknown-attribute", here.id(), here.name(), Integer.toString(line), attribute));
            }
        }
    }

    private static Problem ignored(Open at, int line, String what) {
        return Problem.of("process.ignored", at.id(), at.name(), Integer.toString(line), what);
    }

    private static String written(@Nullable String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    /** The part of BPMN 2.0 that can be run. */
    private static final class Executable {

        private static final Set<String> FLOW_ELEMENTS = Set.of(
                "startEvent",
                "endEvent",
                "intermediateCatchEvent",
                "intermediateThrowEvent",
                "boundaryEvent",
                "userTask",
                "serviceTask",
                "businessRuleTask",
                "sendTask",
                "receiveTask",
                "callActivity",
                "subProcess",
                "exclusiveGateway",
                "parallelGateway",
                "inclusiveGateway",
                "eventBasedGateway",
                "sequenceFlow",
                "laneSet",
                "textAnnotation",
                "association",
                "group");

        private static final Set<String> ENDS = Set.of("incoming", "outgoing");
        private static final Set<String> ACTIVITY = Set.of("incoming", "outgoing", "multiInstanceLoopCharacteristics");

        /** Which elements may stand within which; what holds nothing that matters is not entered. */
        private static final Map<String, Set<String>> WITHIN = Map.ofEntries(
                Map.entry(
                        "definitions",
                        Set.of("process", "collaboration", "message", "error", "signal", "itemDefinition", "category")),
                Map.entry("process", FLOW_ELEMENTS),
                Map.entry("subProcess", join(FLOW_ELEMENTS, ACTIVITY)),
                Map.entry("startEvent", Set.of("outgoing")),
                Map.entry(
                        "endEvent",
                        Set.of(
                                "incoming",
                                "terminateEventDefinition",
                                "errorEventDefinition",
                                "messageEventDefinition",
                                "signalEventDefinition")),
                Map.entry(
                        "intermediateCatchEvent",
                        join(ENDS, "timerEventDefinition", "messageEventDefinition", "signalEventDefinition")),
                Map.entry("intermediateThrowEvent", join(ENDS, "messageEventDefinition", "signalEventDefinition")),
                Map.entry(
                        "boundaryEvent",
                        Set.of(
                                "outgoing",
                                "timerEventDefinition",
                                "messageEventDefinition",
                                "signalEventDefinition",
                                "errorEventDefinition")),
                Map.entry("timerEventDefinition", Set.of("timeDate", "timeDuration", "timeCycle")),
                Map.entry("messageEventDefinition", Set.of()),
                Map.entry("signalEventDefinition", Set.of()),
                Map.entry("errorEventDefinition", Set.of()),
                Map.entry("message", Set.of()),
                Map.entry("signal", Set.of()),
                Map.entry("error", Set.of()),
                Map.entry("userTask", ACTIVITY),
                Map.entry("serviceTask", ACTIVITY),
                Map.entry("businessRuleTask", ENDS),
                Map.entry("sendTask", ACTIVITY),
                Map.entry("receiveTask", ACTIVITY),
                Map.entry("callActivity", ACTIVITY),
                Map.entry("multiInstanceLoopCharacteristics", Set.of("loopCardinality", "completionCondition")),
                Map.entry("exclusiveGateway", ENDS),
                Map.entry("parallelGateway", ENDS),
                Map.entry("inclusiveGateway", ENDS),
                Map.entry("eventBasedGateway", ENDS),
                Map.entry("sequenceFlow", Set.of("conditionExpression")));

        private static final Map<String, Set<String>> OURS = Map.ofEntries(
                Map.entry(
                        "userTask",
                        Set.of(
                                "unit",
                                "position",
                                "allowance",
                                "work",
                                "public",
                                "outcomes",
                                "output",
                                "form",
                                "print")),
                Map.entry("endEvent", Set.of("result")),
                Map.entry("serviceTask", Set.of("service", "input", "output")),
                Map.entry("businessRuleTask", Set.of("decision", "variable")),
                Map.entry("callActivity", Set.of("input", "output")),
                Map.entry("sendTask", Set.of("key", "input")),
                Map.entry("receiveTask", Set.of("key")),
                Map.entry("messageEventDefinition", Set.of("key", "input")),
                Map.entry("timerEventDefinition", Set.of("workingMinutes")),
                Map.entry("multiInstanceLoopCharacteristics", Set.of("collection", "item")));

        /** Attributes of the standard that change what an element does, with the one value that can be run. */
        private static final Map<String, String> ONLY = Map.of(
                "isForCompensation", "false",
                "startQuantity", "1",
                "completionQuantity", "1",
                "triggeredByEvent", "false",
                "instantiate", "false",
                "parallelMultiple", "false",
                "eventGatewayType", "Exclusive",
                "behavior", "All");

        static Set<String> within(String kind) {
            return WITHIN.getOrDefault(kind, Set.of());
        }

        static boolean isEntered(String kind) {
            return WITHIN.containsKey(kind);
        }

        static Set<String> ourAttributes(String kind) {
            return OURS.getOrDefault(kind, Set.of());
        }

        static boolean means(String attribute, String value) {
            return ONLY.getOrDefault(attribute, value).equals(value);
        }

        private static Set<String> join(Set<String> some, String... more) {
            return join(some, Set.of(more));
        }

        private static Set<String> join(Set<String> some, Set<String> more) {
            var all = new HashSet<>(some);
            all.addAll(more);
            return Set.copyOf(all);
        }
    }
}
