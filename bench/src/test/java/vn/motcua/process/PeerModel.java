package vn.motcua.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A process from another engine's file, told in our words: the same elements and flows; what both leave to the engine is
 * filled in. Conditions are in a language of theirs, so each becomes a variable of its own that the one who runs the
 * process decides on.
 */
final class PeerModel {

    private static final String BPMN = BpmnScan.BPMN;
    private static final String MOTCUA = BpmnScan.MOTCUA;
    private static final Set<String> ACTIVITIES = Set.of(
            "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity", "subProcess");

    private final Document document;
    private final Element process;
    private final Set<String> variables = new LinkedHashSet<>();
    private int made;
    private boolean filledIn;

    private PeerModel(Document document, Element process) {
        this.document = document;
        this.process = process;
    }

    /**
     * A process of a file.
     *
     * @param xml in our words
     * @param variables it is decided by
     * @param filledIn whether parallel splits or ends that BPMN lets one leave out were made explicit
     */
    record Told(String name, String xml, Set<String> variables, boolean filledIn) {}

    /** Every process of a file, each in a file of its own. */
    static List<Told> told(String xml) throws SAXException {
        var told = new ArrayList<Told>();
        int processes = elements(parse(xml), "process").size();
        for (int i = 0; i < processes; i++) {
            Document document = parse(xml);
            List<Element> all = elements(document, "process");
            Element process = all.get(i);
            all.stream().filter(other -> other != process).forEach(PeerModel::remove);
            elements(document, "collaboration").forEach(PeerModel::remove);
            var model = new PeerModel(document, process);
            model.tell();
            told.add(new Told(process.getAttribute("id"), model.written(), model.variables, model.filledIn));
        }
        return told;
    }

    private static Document parse(String xml) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell() {
        Node child = document.getDocumentElement().getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child instanceof Element element && !BPMN.equals(element.getNamespaceURI())) {
                remove(element);
            }
            child = next;
        }
        elements(document, "extensionElements").forEach(PeerModel::remove);
        all(element -> ACTIVITIES.contains(element.getLocalName())).forEach(this::activity);
        of("endEvent").forEach(end -> {
            if (end.getParentNode() == process) {
                ours(end, "result", "RETURNED");
            }
        });
        of("multiInstanceLoopCharacteristics").forEach(this::repetition);
        of("conditionExpression").forEach(this::condition);
        of("completionCondition").forEach(this::condition);
        for (String time : List.of("timeDate", "timeDuration", "timeCycle")) {
            of(time).forEach(element -> time(element, time));
        }
        of("errorEventDefinition").forEach(definition -> referred(definition, "errorRef", "error"));
        of("signalEventDefinition").forEach(definition -> referred(definition, "signalRef", "signal"));
        of("messageEventDefinition").forEach(definition -> referred(definition, "messageRef", "message"));
        elements(document, "error").forEach(error -> {
            if (error.getAttribute("errorCode").isBlank()) {
                error.setAttribute("errorCode", error.getAttribute("id"));
            }
        });
        for (String kind : List.of("message", "signal")) {
            elements(document, kind).forEach(element -> {
                if (element.getAttribute("name").isBlank()) {
                    element.setAttribute("name", element.getAttribute("id"));
                }
            });
        }
        split();
        end();
    }

    private void activity(Element element) {
        switch (element.getLocalName()) {
            case "userTask" -> {
                if (element.getAttribute("name").isBlank()) {
                    element.setAttribute("name", element.getAttribute("id"));
                }
                ours(element, "unit", "justice");
                ours(element, "position", "specialist");
                ours(element, "allowance", "60");
                ours(element, "work", "WORK");
            }
            case "serviceTask" -> ours(element, "service", "s");
            case "sendTask", "receiveTask" -> referred(element, "messageRef", "message");
            // their tables stand in files of their own, or are written in another language
            case "businessRuleTask" -> {
                document.renameNode(element, BPMN, prefixed("serviceTask"));
                ours(element, "service", "s");
            }
            case "callActivity" -> {
                if (element.getAttribute("calledElement").isBlank()) {
                    element.setAttribute("calledElement", "called");
                }
            }
            default -> {}
        }
    }

    private void repetition(Element loop) {
        Element count = child(loop, "loopCardinality");
        if (count == null) {
            ours(loop, "collection", "[1, 2, 3]");
        } else if (!count.getTextContent().strip().matches("[0-9]{1,2}")) {
            count.setTextContent("3");
        }
        // the parts of data that go in and out, which only their own extensions use
        for (String part : List.of("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")) {
            Element data = child(loop, part);
            if (data != null) {
                remove(data);
            }
        }
    }

    private void condition(Element expression) {
        String name = "c" + variables.size();
        variables.add(name);
        expression.setTextContent(name);
        expression.removeAttribute("language");
    }

    private static void time(Element element, String kind) {
        if (element.getTextContent().contains("{")) {
            element.setTextContent(
                    switch (kind) {
                        case "timeDate" -> "2099-01-01T00:00:00";
                        case "timeDuration" -> "PT1H";
                        default -> "R3/PT1H";
                    });
        }
    }

    /** A reference to nothing, which they take for a name of its own, or make up. */
    private void referred(Element element, String attribute, String kind) {
        String reference = element.getAttribute(attribute);
        String local = reference.substring(reference.indexOf(':') + 1);
        boolean caughtAll = kind.equals("error") && reference.isBlank() && !inEnd(element);
        boolean known = elements(document, kind).stream()
                .anyMatch(root -> root.getAttribute("id").equals(local));
        if (known || caughtAll) {
            return;
        }
        String id = local.isBlank() || !local.matches("[A-Za-z_][\\w.-]*") ? kind + "-made-" + ++made : local;
        Element root = document.createElementNS(BPMN, prefixed(kind));
        root.setAttribute("id", id);
        root.setAttribute("name", id);
        document.getDocumentElement().insertBefore(root, process);
        element.setAttribute(attribute, id);
    }

    private static boolean inEnd(Element definition) {
        return definition.getParentNode() instanceof Element event
                && event.getLocalName().equals("endEvent");
    }

    /** Several flows out of anything but a gateway are a parallel split, with conditions an inclusive one. */
    private void split() {
        all(element -> ACTIVITIES.contains(element.getLocalName())
                        || element.getLocalName().endsWith("Event"))
                .forEach(from -> {
                    List<Element> out = flows("sourceRef", from.getAttribute("id"));
                    boolean conditional = out.stream().anyMatch(flow -> child(flow, "conditionExpression") != null);
                    if (out.size() < 2 && !conditional) {
                        return;
                    }
                    filledIn = true;
                    String id = "made-split-" + ++made;
                    Element gateway = add(from, conditional ? "inclusiveGateway" : "parallelGateway", id);
                    String byDefault = from.getAttribute("default");
                    from.removeAttribute("default");
                    if (conditional && !byDefault.isBlank()) {
                        gateway.setAttribute("default", byDefault);
                    }
                    out.forEach(flow -> {
                        flow.setAttribute("sourceRef", id);
                        boolean always = child(flow, "conditionExpression") == null
                                && !flow.getAttribute("id").equals(byDefault);
                        if (conditional && always) {
                            Element condition = document.createElementNS(BPMN, prefixed("conditionExpression"));
                            condition.setTextContent("true");
                            flow.appendChild(condition);
                        }
                    });
                    drop(from, "outgoing");
                    flow(from, id);
                });
    }

    /** What nothing leads on from is an end. */
    private void end() {
        all(element -> (ACTIVITIES.contains(element.getLocalName())
                                || element.getLocalName().endsWith("Event")
                                || element.getLocalName().endsWith("Gateway"))
                        && !element.getLocalName().equals("endEvent"))
                .forEach(from -> {
                    if (flows("sourceRef", from.getAttribute("id")).isEmpty()) {
                        filledIn = true;
                        String id = "made-end-" + ++made;
                        Element end = add(from, "endEvent", id);
                        if (from.getParentNode() == process) {
                            ours(end, "result", "RETURNED");
                        }
                        flow(from, id);
                    }
                });
    }

    private Element add(Element beside, String kind, String id) {
        Element element = document.createElementNS(BPMN, prefixed(kind));
        element.setAttribute("id", id);
        beside.getParentNode().insertBefore(element, beside.getNextSibling());
        return element;
    }

    private void flow(Element from, String to) {
        Element flow = add(from, "sequenceFlow", "made-flow-" + ++made);
        flow.setAttribute("sourceRef", from.getAttribute("id"));
        flow.setAttribute("targetRef", to);
    }

    private List<Element> flows(String end, String id) {
        return of("sequenceFlow").stream()
                .filter(flow -> flow.getAttribute(end).equals(id))
                .toList();
    }

    private String prefixed(String kind) {
        String prefix = process.getPrefix();
        return prefix == null ? kind : prefix + ":" + kind;
    }

    private static void ours(Element element, String attribute, String value) {
        element.setAttributeNS(MOTCUA, "motcua:" + attribute, value);
    }

    private List<Element> of(String kind) {
        return all(element -> element.getLocalName().equals(kind));
    }

    private List<Element> all(Predicate<Element> wanted) {
        var found = new ArrayList<Element>();
        var nodes = process.getElementsByTagNameNS(BPMN, "*");
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && wanted.test(element)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<Element> elements(Document document, String kind) {
        var found = new ArrayList<Element>();
        var nodes = document.getElementsByTagNameNS(BPMN, kind);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static @Nullable Element child(Element parent, String kind) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && kind.equals(element.getLocalName())) {
                return element;
            }
        }
        return null;
    }

    private static void drop(Element parent, String kind) {
        for (Element gone = child(parent, kind); gone != null; gone = child(parent, kind)) {
            remove(gone);
        }
    }

    private static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }

    private String written() {
        try {
            var writer = new StringWriter();
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(document), new StreamResult(writer));
            return writer.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
