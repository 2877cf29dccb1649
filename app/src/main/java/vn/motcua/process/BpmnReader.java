package vn.motcua.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.operaton.bpm.model.bpmn.Bpmn;
import org.operaton.bpm.model.bpmn.BpmnModelInstance;
import org.operaton.bpm.model.bpmn.impl.BpmnParser;
import org.operaton.bpm.model.bpmn.instance.BoundaryEvent;
import org.operaton.bpm.model.bpmn.instance.BusinessRuleTask;
import org.operaton.bpm.model.bpmn.instance.CallActivity;
import org.operaton.bpm.model.bpmn.instance.EndEvent;
import org.operaton.bpm.model.bpmn.instance.EventBasedGateway;
import org.operaton.bpm.model.bpmn.instance.ExclusiveGateway;
import org.operaton.bpm.model.bpmn.instance.FlowElement;
import org.operaton.bpm.model.bpmn.instance.InclusiveGateway;
import org.operaton.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.operaton.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.operaton.bpm.model.bpmn.instance.ParallelGateway;
import org.operaton.bpm.model.bpmn.instance.Process;
import org.operaton.bpm.model.bpmn.instance.ReceiveTask;
import org.operaton.bpm.model.bpmn.instance.SendTask;
import org.operaton.bpm.model.bpmn.instance.SequenceFlow;
import org.operaton.bpm.model.bpmn.instance.ServiceTask;
import org.operaton.bpm.model.bpmn.instance.StartEvent;
import org.operaton.bpm.model.bpmn.instance.SubProcess;
import org.operaton.bpm.model.bpmn.instance.UserTask;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.motcua.process.Node.Place;
import vn.motcua.process.ProcessGraph.Flow;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Reads a BPMN 2.0 file into a graph, or says everything that is wrong with it. */
final class BpmnReader {

    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?<\\?xml[^>]*\\?>");

    private final BpmnElements elements;
    private final BpmnActivities activities;
    private final BpmnEvents events;
    private final Decisions decisions;
    private final Map<String, TaskForm> forms;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<SequenceFlow> sequenceFlows = new ArrayList<>();
    private int unnamedFlows;

    private static final int MOST_LATEST = 32;

    /** One file is judged from several sides, one after the other; what it says never changes. */
    private static final Map<String, Result<Reading>> LATEST = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Result<Reading>> eldest) {
            return size() > MOST_LATEST;
        }
    });

    private BpmnReader(BpmnScan.Scanned scanned, Decisions decisions) {
        this.elements = new BpmnElements(scanned.lines());
        this.decisions = decisions;
        this.forms = scanned.forms();
        this.events = new BpmnEvents(elements);
        this.activities = new BpmnActivities(elements, events, forms.keySet());
    }

    /**
     * A file that can be run.
     *
     * @param ignored what other vendors' engines would do and ours does not: element id, name, line, attribute
     * @param warnings what could not be checked
     * @param unmet what keeps it from being published by now
     */
    record Reading(ProcessGraph graph, List<Problem> ignored, List<Problem> warnings, List<Problem> unmet) {
        Reading {
            ignored = List.copyOf(ignored);
            warnings = List.copyOf(warnings);
            unmet = List.copyOf(unmet);
        }
    }

    /** A file that may be published. */
    static Result<ProcessGraph> read(String bpmnXml) {
        return reading(bpmnXml)
                .flatMap(reading ->
                        reading.unmet().isEmpty() ? Result.done(reading.graph()) : Result.refused(reading.unmet()));
    }

    static Result<Reading> reading(String bpmnXml) {
        Result<Reading> known = LATEST.get(bpmnXml);
        if (known == null) {
            known = fresh(bpmnXml);
            LATEST.put(bpmnXml, known);
        }
        return known;
    }

    private static Result<Reading> fresh(String bpmnXml) {
        BpmnScan.Scanned scanned = BpmnScan.scan(bpmnXml);
        if (!scanned.problems().isEmpty()) {
            return Result.refused(scanned.problems());
        }
        // the text is already decoded: an encoding named in the declaration would be applied a second time
        String xml = SchemaHints.dropped(DECLARATION.matcher(bpmnXml).replaceFirst(""));
        Optional<Problem> invalid = againstSchema(xml);
        if (invalid.isPresent()) {
            return Result.refused(invalid.get());
        }
        Result<Decisions> decisions = Decisions.read(scanned.decisions());
        if (decisions instanceof Result.Refused<Decisions> refused) {
            return Result.refused(refused.problems());
        }
        var reader = new BpmnReader(scanned, decisions.orElseThrow());
        ProcessGraph graph = reader.graph(xml);
        List<Problem> problems = reader.elements.problems();
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        GraphRules.Verdict verdict = GraphRules.check(graph);
        return verdict.problems().isEmpty()
                ? Result.done(new Reading(graph, scanned.ignored(), verdict.warnings(), reader.elements.unmet()))
                : Result.refused(verdict.problems());
    }

    /** The file, if it keeps to the standard's schema. */
    static Result<String> valid(String bpmnXml) {
        return againstSchema(SchemaHints.dropped(DECLARATION.matcher(bpmnXml).replaceFirst("")))
                .<Result<String>>map(Result::refused)
                .orElseGet(() -> Result.done(bpmnXml));
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
                Models.PARSER.parseModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        Process process = model.getModelElementsByType(Process.class).iterator().next();
        read(process.getFlowElements(), ProcessGraph.PROCESS);
        var flows = new ArrayList<Flow>();
        for (SequenceFlow flow : sequenceFlows) {
            flow(flow).ifPresent(flows::add);
        }
        return new ProcessGraph(nodes.values(), flows, forms);
    }

    private void read(Collection<FlowElement> content, String scope) {
        for (FlowElement element : content) {
            if (element.getId() == null && element instanceof SequenceFlow) {
                element.setAttributeValue("id", BpmnScan.unnamedFlow(++unnamedFlows));
            }
            if (element.getId() == null) {
                elements.add(Problem.of("process.no-id", BpmnElements.name(element), BpmnElements.kind(element)));
                continue;
            }
            Place place = elements.place(element, scope);
            switch (element) {
                case StartEvent _ -> add(new Node.Start(place));
                case EndEvent end -> add(events.end(end, place));
                case IntermediateCatchEvent event -> events.caught(event, place).ifPresent(this::add);
                case IntermediateThrowEvent event -> events.thrown(event, place).ifPresent(this::add);
                case BoundaryEvent event -> events.boundary(event, place).ifPresent(this::add);
                case UserTask task -> add(activities.task(task, place));
                case ServiceTask task -> add(activities.service(task, place));
                case BusinessRuleTask task ->
                    activities.decide(task, place, decisions).ifPresent(this::add);
                case SendTask task -> activities.send(task, place).ifPresent(this::add);
                case ReceiveTask task -> activities.receive(task, place).ifPresent(this::add);
                case CallActivity call -> add(activities.call(call, place));
                case SubProcess subprocess -> {
                    add(activities.subprocess(subprocess, place));
                    read(subprocess.getFlowElements(), subprocess.getId());
                }
                case ExclusiveGateway gateway -> add(new Node.Exclusive(place, gateway.getAttributeValue("default")));
                case InclusiveGateway gateway -> add(new Node.Inclusive(place, gateway.getAttributeValue("default")));
                case ParallelGateway _ -> add(new Node.Parallel(place));
                case EventBasedGateway _ -> add(new Node.EventBased(place));
                case SequenceFlow flow -> sequenceFlows.add(flow);
                default -> elements.add("process.unsupported", element, BpmnElements.kind(element));
            }
        }
    }

    private void add(Node node) {
        nodes.put(node.id(), node);
    }

    private Optional<Flow> flow(SequenceFlow flow) {
        String from = flow.getAttributeValue("sourceRef");
        String to = flow.getAttributeValue("targetRef");
        if (!nodes.containsKey(from) || !nodes.containsKey(to)) {
            elements.add("process.flow-loose", flow);
            return Optional.empty();
        }
        return Optional.of(new Flow(
                flow.getId(),
                BpmnElements.name(flow),
                elements.line(flow),
                from,
                to,
                elements.expression(flow, flow.getConditionExpression(), "process.condition-wrong")));
    }

    /** The library's own parser compiles the standard's schema anew for every file; this one takes the compiled one. */
    private static final class Models {
        static final BpmnParser PARSER = new BpmnParser() {
            @Override
            protected void configureFactory(DocumentBuilderFactory factory) {
                factory.setNamespaceAware(true);
                factory.setXIncludeAware(false);
                factory.setExpandEntityReferences(false);
                factory.setSchema(BpmnSchema.SCHEMA);
                try {
                    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                } catch (ParserConfigurationException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
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
