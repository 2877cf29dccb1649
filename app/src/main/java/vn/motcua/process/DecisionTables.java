package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A DMN file as people read it. */
final class DecisionTables {

    /**
     * One decision.
     *
     * @param columns how its rules are taken, what they ask and what they answer; empty where it is one expression
     * @param rules in their order, each as what it asks → what it answers
     */
    record Table(String id, String name, String columns, List<String> rules) {}

    private DecisionTables() {}

    /** @return nothing for a file that cannot be read */
    static List<Table> of(String dmnXml) {
        if (dmnXml.isBlank() || !DmnScan.problems(dmnXml).isEmpty()) {
            return List.of();
        }
        return within(BpmnDocument.dom(dmnXml.strip()).getDocumentElement(), "decision")
                .map(DecisionTables::table)
                .toList();
    }

    private static Table table(Element decision) {
        String id = decision.getAttribute("id");
        String name = decision.getAttribute("name").strip();
        String columns = "";
        List<String> rules = new ArrayList<>();
        for (Element table : within(decision, "decisionTable").toList()) {
            String asks = within(table, "input")
                    .map(input -> within(input, "inputExpression")
                            .map(DecisionTables::text)
                            .collect(Collectors.joining()))
                    .collect(Collectors.joining(", "));
            String answers = within(table, "output")
                    .map(output -> output.getAttribute("name"))
                    .filter(output -> !output.isEmpty())
                    .collect(Collectors.joining(", "));
            String policy = table.getAttribute("hitPolicy");
            columns = (policy.isEmpty() ? "UNIQUE" : policy) + ": " + line(asks, answers.isEmpty() ? name : answers);
            within(table, "rule")
                    .forEach(rule -> rules.add(line(texts(rule, "inputEntry"), texts(rule, "outputEntry"))));
        }
        within(decision, "literalExpression").map(DecisionTables::text).forEach(rules::add);
        return new Table(id, name.isEmpty() ? id : name, columns, List.copyOf(rules));
    }

    private static String line(String asks, String answers) {
        return asks + " → " + answers;
    }

    private static String texts(Element rule, String kind) {
        return within(rule, kind).map(DecisionTables::text).collect(Collectors.joining(", "));
    }

    private static String text(Element holder) {
        return within(holder, "text")
                .map(text -> text.getTextContent().strip().replaceAll("\\s+", " "))
                .map(text -> text.isEmpty() ? "-" : text)
                .collect(Collectors.joining());
    }

    private static Stream<Element> within(Element parent, String name) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(child -> name.equals(child.getLocalName()))
                .map(Element.class::cast);
    }
}
