package vn.motcua.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
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
 * A BPMN file as a document to be edited: what an editor does not name stays as it was written. Only for files that
 * {@link BpmnScan} let through.
 */
final class BpmnDocument {

    static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
    static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
    static final String DD = "http://www.omg.org/spec/DD/20100524/DI";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?<\\?xml[^>]*\\?>");
    private static final Set<String> NODES = Set.of(
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
            "eventBasedGateway");

    private final Document document;
    private final Element process;

    private BpmnDocument(Document document) {
        this.document = document;
        this.process = children(document.getDocumentElement(), "process").getFirst();
        nameFlows(process);
    }

    /** A flow may be without an id; one that is to be drawn or compared has one, told by its ends. */
    private void nameFlows(Element within) {
        for (Element child : children(within)) {
            if (child.getLocalName().equals("sequenceFlow") && !child.hasAttribute("id")) {
                child.setAttribute(
                        "id", freeId("f_" + child.getAttribute("sourceRef") + "_" + child.getAttribute("targetRef")));
            } else if (child.getLocalName().equals("subProcess")) {
                nameFlows(child);
            }
        }
    }

    static BpmnDocument parse(String xml) {
        return new BpmnDocument(dom(xml));
    }

    /** Read without anything from elsewhere; only for files that were scanned before. */
    static Document dom(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(
                    new InputSource(new StringReader(DECLARATION.matcher(xml).replaceFirst(""))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("a file that was not looked at before", e);
        }
    }

    String write() {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var text = new StringWriter();
            transformer.transform(new DOMSource(document.getDocumentElement()), new StreamResult(text));
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
        } catch (TransformerException e) {
            throw new IllegalStateException("a document that was read cannot be written", e);
        }
    }

    Element root() {
        return document.getDocumentElement();
    }

    Element process() {
        return process;
    }

    /** Flow nodes at all depths by id, in the order of the file. */
    Map<String, Element> nodes() {
        var found = new LinkedHashMap<String, Element>();
        collect(process, NODES, found);
        return found;
    }

    /** Sequence flows at all depths by id, in the order of the file. */
    Map<String, Element> flows() {
        var found = new LinkedHashMap<String, Element>();
        collect(process, Set.of("sequenceFlow"), found);
        return found;
    }

    /** Elements of some kinds at all depths by id, in the order of the file. */
    Map<String, Element> all(Set<String> kinds) {
        var found = new LinkedHashMap<String, Element>();
        collect(process, kinds, found);
        return found;
    }

    private static void collect(Element within, Set<String> kinds, Map<String, Element> into) {
        for (Element child : children(within)) {
            if (kinds.contains(child.getLocalName()) && child.hasAttribute("id")) {
                into.put(child.getAttribute("id"), child);
            }
            if (child.getLocalName().equals("subProcess")) {
                collect(child, kinds, into);
            }
        }
    }

    /** Id of the subprocess an element stands in, or {@link ProcessGraph#PROCESS}. */
    static String scope(Element element) {
        return element.getParentNode() instanceof Element parent
                        && parent.getLocalName().equals("subProcess")
                ? parent.getAttribute("id")
                : ProcessGraph.PROCESS;
    }

    /** Elements of BPMN directly within another. */
    static List<Element> children(Element of) {
        var found = new ArrayList<Element>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && BpmnScan.BPMN.equals(element.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found;
    }

    static List<Element> children(Element of, String kind) {
        return children(of).stream()
                .filter(child -> child.getLocalName().equals(kind))
                .toList();
    }

    static String ours(Element element, String attribute) {
        return element.getAttributeNS(BpmnScan.MOTCUA, attribute).strip();
    }

    /** Sets one of our attributes; an empty value takes it away. */
    void ours(Element element, String attribute, String value) {
        if (value.isEmpty()) {
            element.removeAttributeNS(BpmnScan.MOTCUA, attribute);
        } else {
            element.setAttributeNS(BpmnScan.MOTCUA, prefix(BpmnScan.MOTCUA, "motcua") + ":" + attribute, value);
        }
    }

    /** The condition of a flow, stripped; empty without one. */
    static String condition(Element flow) {
        return children(flow, "conditionExpression").stream()
                .findFirst()
                .map(condition -> condition.getTextContent().strip())
                .orElse("");
    }

    void condition(Element flow, String condition) {
        children(flow, "conditionExpression").forEach(flow::removeChild);
        if (!condition.isEmpty()) {
            Element expression = create("conditionExpression");
            expression.setAttributeNS(INSTANCE, prefix(INSTANCE, "xsi") + ":type", qualified("tFormalExpression"));
            expression.setTextContent(condition);
            flow.appendChild(expression);
        }
    }

    /** A new element of BPMN, not yet anywhere. */
    Element create(String kind) {
        return document.createElementNS(BpmnScan.BPMN, qualified(kind));
    }

    private String qualified(String name) {
        String prefix = process.getPrefix();
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    /** A new element of the drawing. */
    Element draw(Element within, String namespace, String prefix, String kind) {
        Element made = document.createElementNS(namespace, prefix(namespace, prefix) + ":" + kind);
        within.appendChild(document.createTextNode("\n" + "  ".repeat(depth(within) + 1)));
        within.appendChild(made);
        return made;
    }

    /** Puts an element behind another, on a line of its own. */
    void insertAfter(Element before, Element added) {
        Node parent = Objects.requireNonNull(before.getParentNode());
        Node next = before.getNextSibling();
        parent.insertBefore(document.createTextNode("\n" + "  ".repeat(depth(before))), next);
        parent.insertBefore(added, next);
    }

    /** Puts an element first in another, on a line of its own. */
    void prepend(Element into, Element added) {
        Node next = into.getFirstChild();
        into.insertBefore(document.createTextNode("\n" + "  ".repeat(depth(into) + 1)), next);
        into.insertBefore(added, next);
    }

    /** Takes an element out, if it is still in, with the blank line it would leave. */
    static void remove(Element element) {
        @Nullable Node parent = element.getParentNode();
        if (parent == null) {
            return; // went with another
        }
        Node before = element.getPreviousSibling();
        if (before != null
                && before.getNodeType() == Node.TEXT_NODE
                && before.getTextContent().isBlank()) {
            parent.removeChild(before);
        }
        parent.removeChild(element);
    }

    private static int depth(Node of) {
        int depth = -1;
        for (Node at = of; at instanceof Element; at = at.getParentNode()) {
            depth++;
        }
        return depth;
    }

    private String prefix(String namespace, String wanted) {
        @Nullable String bound = process.lookupPrefix(namespace);
        if (bound != null && !bound.isEmpty()) {
            return bound;
        }
        root().setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + wanted, namespace);
        return wanted;
    }

    /** An id nothing in the file has. */
    String freeId(String wanted) {
        Set<String> taken = ids();
        String id = wanted;
        for (int n = 2; taken.contains(id); n++) {
            id = wanted + "-" + n;
        }
        return id;
    }

    /** The ids of everything in the file, the drawing too. */
    Set<String> ids() {
        var taken = new LinkedHashSet<String>();
        ids(root(), taken);
        return taken;
    }

    private static void ids(Element of, Set<String> into) {
        into.add(of.getAttribute("id"));
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                ids(element, into);
            }
        }
    }

    /** Takes the whole drawing away. */
    void erase() {
        for (Node child = root().getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (child instanceof Element element && DI.equals(element.getNamespaceURI())) {
                remove(element);
            }
            child = next;
        }
    }

    /** Writes into each node which flows come and go, where the list there says otherwise. */
    void listFlows() {
        var into = new LinkedHashMap<String, List<String>>();
        var out = new LinkedHashMap<String, List<String>>();
        flows().forEach((id, flow) -> {
            into.computeIfAbsent(flow.getAttribute("targetRef"), _ -> new ArrayList<>())
                    .add(id);
            out.computeIfAbsent(flow.getAttribute("sourceRef"), _ -> new ArrayList<>())
                    .add(id);
        });
        nodes().forEach((id, node) -> {
            var arriving = into.getOrDefault(id, List.of());
            var leaving = out.getOrDefault(id, List.of());
            if (!listed(node, "incoming").equals(Set.copyOf(arriving))
                    || !listed(node, "outgoing").equals(Set.copyOf(leaving))) {
                children(node, "incoming").forEach(BpmnDocument::remove);
                children(node, "outgoing").forEach(BpmnDocument::remove);
                list(node, arriving, leaving);
            }
        });
    }

    private static Set<String> listed(Element node, String kind) {
        var found = new LinkedHashSet<String>();
        children(node, kind).forEach(child -> found.add(child.getTextContent().strip()));
        return found;
    }

    private void list(Element node, List<String> arriving, List<String> leaving) {
        @Nullable Element last = null;
        for (Element child : children(node)) {
            if (child.getLocalName().equals("documentation")
                    || child.getLocalName().equals("extensionElements")) {
                last = child;
            }
        }
        for (String kind : List.of("incoming", "outgoing")) {
            for (String flow : kind.equals("incoming") ? arriving : leaving) {
                Element made = create(kind);
                made.setTextContent(flow);
                if (last == null) {
                    prepend(node, made);
                } else {
                    insertAfter(last, made);
                }
                last = made;
            }
        }
        if (node.getLastChild() instanceof Element) {
            node.appendChild(document.createTextNode("\n" + "  ".repeat(depth(node))));
        }
    }
}
