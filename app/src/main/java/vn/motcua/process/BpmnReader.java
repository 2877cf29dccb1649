package vn.motcua.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.model.bpmn.Bpmn;
import org.operaton.bpm.model.bpmn.BpmnModelInstance;
import org.operaton.bpm.model.bpmn.instance.EndEvent;
import org.operaton.bpm.model.bpmn.instance.ExclusiveGateway;
import org.operaton.bpm.model.bpmn.instance.FlowElement;
import org.operaton.bpm.model.bpmn.instance.ParallelGateway;
import org.operaton.bpm.model.bpmn.instance.Process;
import org.operaton.bpm.model.bpmn.instance.SequenceFlow;
import org.operaton.bpm.model.bpmn.instance.StartEvent;
import org.operaton.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.operaton.bpm.model.bpmn.instance.UserTask;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.process.ProcessGraph.Node;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Reads a BPMN 2.0 file into a graph, or says everything that is wrong with it. */
final class BpmnReader {

    private static final Set<String> WORKS = Set.of("FORWARD", "WORK", "APPROVE", "RESULT", "RETURN");
    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?<\\?xml[^>]*\\?>");
    private static final Pattern BETWEEN_OUTCOMES = Pattern.compile(",(?=\\s*[\\w-]+\\|)");
    private static final Pattern OUTCOME = Pattern.compile("\\s*([\\w-]+)\\|(.*\\S)\\s*", Pattern.DOTALL);

    private final Map<String, Integer> lines;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<SequenceFlow> sequenceFlows = new ArrayList<>();

    private BpmnReader(Map<String, Integer> lines) {
        this.lines = lines;
    }

    static Result<ProcessGraph> read(String bpmnXml) {
        BpmnScan.Scanned scanned = BpmnScan.scan(bpmnXml);
        if (!scanned.problems().isEmpty()) {
            return Result.refused(scanned.problems());
        }
        // the text is already decoded: an encoding named in the declaration would be applied a second time
        String xml = DECLARATION.matcher(bpmnXml).replaceFirst("");
        Optional<Problem> invalid = againstSchema(xml);
        if (invalid.isPresent()) {
            return Result.refused(invalid.get());
        }
        var reader = new BpmnReader(scanned.lines());
        ProcessGraph graph = reader.graph(xml);
        if (reader.problems.isEmpty()) {
            reader.problems.addAll(GraphRules.check(graph));
        }
        return reader.problems.isEmpty() ? Result.done(graph) : Result.refused(reader.problems);
    }

    private static Optional<Problem> againstSchema(String xml) {
        try {
            BpmnSchema.SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
            return Optional.empty();
        } catch (SAXParseException e) {
            return Optional.of(Problem.of(
                    "process.not-valid", Integer.toString(e.getLineNumber()), String.valueOf(e.getMessage())));
        } catch (SAXException e) {
            return Optional.of(Problem.of("process.not-valid", "1", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessGraph graph(String xml) {
        BpmnModelInstance model =
                Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        Process process = model.getModelElementsByType(Process.class).iterator().next();
        for (FlowElement element : process.getFlowElements()) {
            if (element.getId() == null) {
                problems.add(Problem.of("process.no-id", name(element), kind(element)));
                continue;
            }
            switch (element) {
                case StartEvent start -> add(new Node.Start(start.getId(), name(start), line(start)));
                case EndEvent end -> add(end(end));
                case UserTask task -> add(task(task));
                case ExclusiveGateway gateway ->
                    add(new Node.Exclusive(
                            gateway.getId(), name(gateway), line(gateway), gateway.getAttributeValue("default")));
                case ParallelGateway gateway -> add(new Node.Parallel(gateway.getId(), name(gateway), line(gateway)));
                case SequenceFlow flow -> sequenceFlows.add(flow);
                default -> problems.add(problem("process.unsupported", element, kind(element)));
            }
        }
        var flows = new ArrayList<Flow>();
        for (SequenceFlow flow : sequenceFlows) {
            flow(flow).ifPresent(flows::add);
        }
        return new ProcessGraph(nodes.values(), flows);
    }

    private void add(Node node) {
        nodes.put(node.id(), node);
    }

    private Node end(EndEvent end) {
        boolean terminate = end.getEventDefinitions().stream().anyMatch(TerminateEventDefinition.class::isInstance);
        return new Node.End(end.getId(), name(end), line(end), required(end, "result"), terminate);
    }

    private Node task(UserTask task) {
        if (task.getName() == null || task.getName().isBlank()) {
            problems.add(problem("process.name-missing", task));
        }
        String work = required(task, "work");
        if (!work.isEmpty() && !WORKS.contains(work)) {
            problems.add(problem("process.work-unknown", task, work));
        }
        @Nullable String publicWording = ours(task, "public");
        return new Node.Task(
                task.getId(),
                name(task),
                line(task),
                new Step(
                        task.getId(),
                        name(task),
                        required(task, "unit"),
                        required(task, "position"),
                        allowance(task),
                        outcomes(task),
                        publicWording == null || publicWording.isBlank() ? null : publicWording.strip(),
                        work));
    }

    private int allowance(UserTask task) {
        String text = required(task, "allowance");
        if (text.isEmpty()) {
            return 0;
        }
        // seven digits are more working minutes than seven years have
        int minutes = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
        if (minutes == 0) {
            problems.add(problem("process.allowance-wrong", task, text));
        }
        return minutes;
    }

    private List<Step.Outcome> outcomes(UserTask task) {
        @Nullable String text = ours(task, "outcomes");
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var outcomes = new LinkedHashMap<String, Step.Outcome>();
        for (String part : BETWEEN_OUTCOMES.split(text, -1)) {
            var match = OUTCOME.matcher(part);
            if (!match.matches()
                    || outcomes.put(
                                    match.group(1),
                                    new Step.Outcome(
                                            match.group(1), match.group(2).strip()))
                            != null) {
                problems.add(problem("process.outcomes-wrong", task, part.strip()));
            }
        }
        return List.copyOf(outcomes.values());
    }

    private Optional<Flow> flow(SequenceFlow flow) {
        String from = flow.getAttributeValue("sourceRef");
        String to = flow.getAttributeValue("targetRef");
        if (!nodes.containsKey(from) || !nodes.containsKey(to)) {
            problems.add(problem("process.flow-loose", flow));
            return Optional.empty();
        }
        return Optional.of(new Flow(flow.getId(), name(flow), line(flow), from, to, condition(flow)));
    }

    private @Nullable Condition condition(SequenceFlow flow) {
        if (flow.getConditionExpression() == null) {
            return null;
        }
        @Nullable String language = flow.getConditionExpression().getLanguage();
        if (language != null
                && !language.isBlank()
                && !language.toUpperCase(Locale.ROOT).contains("FEEL")) {
            problems.add(problem("process.condition-wrong", flow, language));
            return null;
        }
        String text = flow.getConditionExpression().getTextContent();
        return switch (Condition.read(text)) {
            case Condition.Reading.Parsed parsed -> parsed.condition();
            case Condition.Reading.Faulty faulty -> {
                problems.add(problem("process.condition-wrong", flow, text.strip() + " — " + faulty.why()));
                yield null;
            }
        };
    }

    /** One of our attributes; a missing one is a problem and comes back empty. */
    private String required(FlowElement element, String attribute) {
        @Nullable String value = ours(element, attribute);
        if (value == null || value.isBlank()) {
            problems.add(problem("process.attribute-missing", element, "motcua:" + attribute));
            return "";
        }
        return value.strip();
    }

    private static @Nullable String ours(FlowElement element, String attribute) {
        return element.getAttributeValueNs(BpmnScan.MOTCUA, attribute);
    }

    private Problem problem(String code, FlowElement element, Object... more) {
        var args = new ArrayList<Object>(List.of(element.getId(), name(element), Integer.toString(line(element))));
        args.addAll(List.of(more));
        return Problem.of(code, args.toArray());
    }

    private int line(FlowElement element) {
        return Objects.requireNonNullElse(lines.get(element.getId()), 1);
    }

    /** What to call an element: its name, or its kind when it has none. */
    private static String name(FlowElement element) {
        @Nullable String name = element.getName();
        return name == null || name.isBlank() ? kind(element) : name.strip();
    }

    private static String kind(FlowElement element) {
        return element.getElementType().getTypeName();
    }

    /** The standard's own schema, compiled when the first file is read. */
    private static final class BpmnSchema {
        static final Schema SCHEMA = compile();

        private static Schema compile() {
            URL url = Objects.requireNonNull(Bpmn.class.getResource("/org/operaton/bpm/model/bpmn/schema/BPMN20.xsd"));
            try {
                return SchemaFactory.newDefaultInstance().newSchema(url);
            } catch (SAXException e) {
                throw new IllegalStateException("the BPMN schema in the model library is broken", e);
            }
        }
    }
}
