package vn.motcua.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Compares two versions element by element, by id. How they are drawn, and in which order they are written, is nothing. */
final class ProcessDifference {

    private static final Set<String> WRITTEN_TWICE =
            Set.of("incoming", "outgoing", "documentation", "extensionElements");

    private static final Set<String> REFERENCES = Set.of("from", "to", "scope");

    /** The rules of a decision table, each on a line. */
    private static final String RULES = "rules";

    /** The questions of a form, each on a line. */
    private static final String QUESTIONS = "questions";

    /** In the place of an id: the process itself, whatever its id. */
    private static final String WHOLE = "";

    private ProcessDifference() {}

    private record Described(String kind, String name, Map<String, String> aspects) {}

    static List<ProcessChange> between(String before, String after) {
        BpmnDocument first = BpmnDocument.parse(before);
        BpmnDocument second = BpmnDocument.parse(after);
        Map<String, Described> old = described(first);
        Map<String, Described> now = described(second);
        var changes = new ArrayList<ProcessChange>();
        now.forEach((id, element) -> {
            @Nullable Described was = old.get(id);
            if (was == null) {
                changes.add(change(id, element, ProcessChange.How.ADDED, Map.of(), element.aspects()));
            } else {
                ProcessChange change = change(id, element, ProcessChange.How.CHANGED, was.aspects(), element.aspects());
                if (!change.aspects().isEmpty()) {
                    changes.add(change);
                }
            }
        });
        old.forEach((id, element) -> {
            if (!now.containsKey(id)) {
                changes.add(change(id, element, ProcessChange.How.REMOVED, element.aspects(), Map.of()));
            }
        });
        Map<String, Element> were = first.nodes();
        Map<String, Element> are = second.nodes();
        changes.replaceAll(change -> named(change, were, are));
        return changes;
    }

    /** The same change with the elements it refers to called by their names. */
    private static ProcessChange named(ProcessChange change, Map<String, Element> were, Map<String, Element> are) {
        return new ProcessChange(
                change.element(),
                change.kind(),
                change.name(),
                change.how(),
                change.aspects().stream()
                        .map(aspect -> REFERENCES.contains(aspect.what())
                                ? new ProcessChange.Aspect(
                                        aspect.what(), called(aspect.before(), were), called(aspect.after(), are))
                                : aspect)
                        .toList());
    }

    private static @Nullable String called(@Nullable String id, Map<String, Element> nodes) {
        @Nullable Element node = id == null ? null : nodes.get(id);
        return node == null ? id : name(node);
    }

    private static ProcessChange change(
            String id,
            Described element,
            ProcessChange.How how,
            Map<String, String> before,
            Map<String, String> after) {
        var whats = new LinkedHashSet<String>(before.keySet());
        whats.addAll(after.keySet());
        var aspects = new ArrayList<ProcessChange.Aspect>();
        for (String what : whats) {
            @Nullable String was = before.get(what);
            @Nullable String is = after.get(what);
            if (was == null || !was.equals(is)) {
                aspects.add(
                        (what.equals(RULES) || what.equals(QUESTIONS)) && was != null && is != null
                                ? lines(what, was, is)
                                : new ProcessChange.Aspect(what, was, is));
            }
        }
        return new ProcessChange(id, element.kind(), element.name(), how, aspects);
    }

    /** Only the lines that were not there, or are no more; all of them where only their order is another. */
    private static ProcessChange.Aspect lines(String what, String before, String after) {
        List<String> gone = new ArrayList<>(before.lines().toList());
        List<String> come = new ArrayList<>(after.lines().toList());
        after.lines().forEach(gone::remove);
        before.lines().forEach(come::remove);
        return gone.isEmpty() && come.isEmpty()
                ? new ProcessChange.Aspect(what, before, after)
                : new ProcessChange.Aspect(
                        what,
                        gone.isEmpty() ? null : String.join("\n", gone),
                        come.isEmpty() ? null : String.join("\n", come));
    }

    private static Map<String, Described> described(BpmnDocument file) {
        var found = new LinkedHashMap<String, Described>();
        Map<String, Element> nodes = file.nodes();
        var whole = new LinkedHashMap<String, String>();
        put(whole, "name", file.process().getAttribute("name").strip());
        String dmn = decisions(file.process());
        List<DecisionTables.Table> tables = DecisionTables.of(dmn);
        put(whole, "decisions", tables.isEmpty() ? dmn : "");
        found.put(WHOLE, new Described("process", name(file.process()), whole));
        for (DecisionTables.Table table : tables) {
            var aspects = new LinkedHashMap<String, String>();
            put(aspects, "name", table.name());
            put(aspects, "columns", table.columns());
            put(aspects, RULES, String.join("\n", table.rules()));
            found.put("decision " + table.id(), new Described("decision", table.name(), aspects));
        }
        for (TaskForm form : forms(file.process())) {
            var aspects = new LinkedHashMap<String, String>();
            put(aspects, "name", form.title());
            put(aspects, QUESTIONS, String.join("\n", form.questions()));
            put(aspects, "rest", form.rest());
            found.put("form " + form.key(), new Described("form", form.title(), aspects));
        }
        nodes.forEach((id, node) -> {
            String name = name(node);
            var aspects = new LinkedHashMap<String, String>();
            put(aspects, "name", node.getAttribute("name").strip());
            put(aspects, "kind", node.getLocalName());
            put(aspects, "scope", BpmnDocument.scope(node));
            for (String ours : List.of(
                    "unit",
                    "position",
                    "allowance",
                    "work",
                    "public",
                    "outcomes",
                    "form",
                    "print",
                    "result",
                    "service",
                    "input",
                    "output",
                    "decision",
                    "variable",
                    "key")) {
                put(aspects, ours, BpmnDocument.ours(node, ours));
            }
            put(aspects, "rest", rest(node));
            found.put(id, new Described(node.getLocalName(), name, aspects));
        });
        file.flows().forEach((id, flow) -> {
            String from = flow.getAttribute("sourceRef");
            String to = flow.getAttribute("targetRef");
            var aspects = new LinkedHashMap<String, String>();
            put(aspects, "name", flow.getAttribute("name").strip());
            put(aspects, "from", from);
            put(aspects, "to", to);
            put(aspects, "condition", BpmnDocument.condition(flow));
            @Nullable Element source = nodes.get(from);
            if (source != null && source.getAttribute("default").equals(id)) {
                aspects.put("default", "✓");
            }
            found.put(id, new Described("sequenceFlow", called(from, nodes) + " → " + called(to, nodes), aspects));
        });
        return found;
    }

    private static void put(Map<String, String> aspects, String what, String value) {
        if (!value.isEmpty()) {
            aspects.put(what, value);
        }
    }

    private static String name(Element node) {
        String name = node.getAttribute("name").strip();
        return name.isEmpty() ? node.getAttribute("id") : name;
    }

    /** The decision tables kept within the file. */
    private static String decisions(Element process) {
        var list = process.getElementsByTagNameNS(BpmnScan.MOTCUA, Decisions.ELEMENT);
        return list.getLength() == 0 ? "" : list.item(0).getTextContent().strip();
    }

    /** The forms of steps kept within the file. */
    private static List<TaskForm> forms(Element process) {
        var list = process.getElementsByTagNameNS(BpmnScan.MOTCUA, TaskForm.ELEMENT);
        var forms = new ArrayList<TaskForm>();
        for (int i = 0; i < list.getLength(); i++) {
            if (list.item(i) instanceof Element element) {
                @Nullable TaskForm form = TaskForm.read(element.getAttribute("key"), element.getTextContent());
                if (form != null) {
                    forms.add(form);
                }
            }
        }
        return forms;
    }

    /** What else of an element the engine heeds: events, repetitions, what it stands on. */
    private static String rest(Element node) {
        var parts = new ArrayList<String>();
        for (String attribute : List.of("attachedToRef", "cancelActivity", "calledElement", "messageRef")) {
            if (node.hasAttribute(attribute)) {
                parts.add(attribute + " " + node.getAttribute(attribute));
            }
        }
        for (Element child : BpmnDocument.children(node)) {
            if (!WRITTEN_TWICE.contains(child.getLocalName())
                    && !node.getLocalName().equals("subProcess")) {
                parts.add(text(child));
            } else if (child.getLocalName().endsWith("LoopCharacteristics")) {
                parts.add(text(child));
            }
        }
        return String.join("; ", parts);
    }

    private static String text(Element element) {
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            String name = attribute.getLocalName();
            if (!name.equals("id")
                    && !name.equals("type")
                    && !attribute.getNodeName().startsWith("xmlns")) {
                attributes.put(name, attribute.getNodeValue());
            }
        }
        String inside = BpmnDocument.children(element).isEmpty()
                ? element.getTextContent().strip()
                : BpmnDocument.children(element).stream()
                        .map(ProcessDifference::text)
                        .collect(Collectors.joining(" "));
        String said = attributes.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return (element.getLocalName() + " " + said).strip() + (inside.isEmpty() ? "" : ": " + inside);
    }
}
