package vn.motcua.process;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.model.bpmn.instance.BaseElement;
import org.operaton.bpm.model.bpmn.instance.BoundaryEvent;
import org.operaton.bpm.model.bpmn.instance.EndEvent;
import org.operaton.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.operaton.bpm.model.bpmn.instance.EventDefinition;
import org.operaton.bpm.model.bpmn.instance.FlowElement;
import org.operaton.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.operaton.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.operaton.bpm.model.bpmn.instance.Message;
import org.operaton.bpm.model.bpmn.instance.MessageEventDefinition;
import org.operaton.bpm.model.bpmn.instance.SignalEventDefinition;
import org.operaton.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.operaton.bpm.model.bpmn.instance.TimerEventDefinition;
import org.operaton.bpm.model.xml.instance.ModelElementInstance;
import vn.motcua.process.Node.Place;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;

/** Reads what events wait for and bring about. */
final class BpmnEvents {

    private final BpmnElements elements;

    BpmnEvents(BpmnElements elements) {
        this.elements = elements;
    }

    Node end(EndEvent end, Place place) {
        boolean ofProcess = place.scope().equals(ProcessGraph.PROCESS);
        if (!ofProcess && BpmnElements.ours(end, "result") != null) {
            elements.add("process.result-not-here", end);
        }
        String result = ofProcess ? elements.required(end, "result") : null;
        Thrown thrown = end.getEventDefinitions().isEmpty()
                ? new Thrown.Nothing()
                : thrown(end, end.getEventDefinitions()).orElse(new Thrown.Nothing());
        return new Node.End(place, result, thrown);
    }

    Optional<Node> thrown(IntermediateThrowEvent event, Place place) {
        if (event.getEventDefinitions().isEmpty()) {
            return Optional.of(new Node.Throw(place, new Thrown.Nothing()));
        }
        return thrown(event, event.getEventDefinitions()).map(thrown -> new Node.Throw(place, thrown));
    }

    Optional<Node> caught(IntermediateCatchEvent event, Place place) {
        return trigger(event, event.getEventDefinitions()).map(trigger -> new Node.Catch(place, trigger));
    }

    Optional<Node> boundary(BoundaryEvent event, Place place) {
        return trigger(event, event.getEventDefinitions())
                .map(trigger -> new Node.Boundary(
                        place, event.getAttributeValue("attachedToRef"), event.cancelActivity(), trigger));
    }

    private Optional<Thrown> thrown(FlowElement event, Collection<EventDefinition> definitions) {
        return one(event, definitions).flatMap(definition -> switch (definition) {
            case TerminateEventDefinition _ -> Optional.of(new Thrown.Terminate());
            case ErrorEventDefinition error -> {
                Optional<String> code = code(event, error);
                if (code.isEmpty()) {
                    elements.add("process.attribute-missing", event, "errorRef");
                }
                yield code.map(Thrown.Fault::new);
            }
            case MessageEventDefinition message ->
                message(event, message.getMessage(), message)
                        .map(named -> new Thrown.Message(
                                named.name(), named.key(), elements.computedBy(event, message, "input")));
            case SignalEventDefinition signal -> signal(event, signal).map(Thrown.Signal::new);
            default -> unsupported(event, definition);
        });
    }

    private Optional<Trigger> trigger(FlowElement event, Collection<EventDefinition> definitions) {
        return one(event, definitions).flatMap(definition -> switch (definition) {
            case TimerEventDefinition timer -> timer(event, timer).map(Trigger.Timer::new);
            case MessageEventDefinition message ->
                message(event, message.getMessage(), message)
                        .map(named -> new Trigger.Message(named.name(), named.key()));
            case SignalEventDefinition signal -> signal(event, signal).map(Trigger.Signal::new);
            case ErrorEventDefinition error ->
                Optional.of(new Trigger.Fault(code(event, error).orElse(null)));
            default -> unsupported(event, definition);
        });
    }

    private Optional<EventDefinition> one(FlowElement event, Collection<EventDefinition> definitions) {
        if (definitions.size() != 1) {
            elements.add("process.one-event", event, Integer.toString(definitions.size()));
            return Optional.empty();
        }
        return Optional.of(definitions.iterator().next());
    }

    private <T> Optional<T> unsupported(FlowElement event, EventDefinition definition) {
        elements.add("process.unsupported", event, definition.getElementType().getTypeName());
        return Optional.empty();
    }

    /** A message as an element names it, with what tells apart the instances that wait for it. */
    record Named(String name, @Nullable Expression key) {}

    Optional<Named> message(FlowElement event, @Nullable Message message, BaseElement reference) {
        if (message == null || message.getName() == null || message.getName().isBlank()) {
            elements.add("process.attribute-missing", event, "messageRef");
            return Optional.empty();
        }
        return Optional.of(new Named(message.getName().strip(), elements.computedBy(event, reference, "key")));
    }

    private Optional<String> signal(FlowElement event, SignalEventDefinition definition) {
        if (definition.getSignal() == null
                || definition.getSignal().getName() == null
                || definition.getSignal().getName().isBlank()) {
            elements.add("process.attribute-missing", event, "signalRef");
            return Optional.empty();
        }
        return Optional.of(definition.getSignal().getName().strip());
    }

    private Optional<String> code(FlowElement event, ErrorEventDefinition definition) {
        if (definition.getError() == null) {
            return Optional.empty();
        }
        @Nullable String code = definition.getError().getErrorCode();
        if (code == null || code.isBlank()) {
            elements.add("process.attribute-missing", event, "errorCode");
            return Optional.empty();
        }
        return Optional.of(code.strip());
    }

    private Optional<TimerRule> timer(FlowElement event, TimerEventDefinition definition) {
        var texts = new EnumMap<TimerRule.Kind, String>(TimerRule.Kind.class);
        put(texts, TimerRule.Kind.DATE, definition.getTimeDate());
        put(texts, TimerRule.Kind.DURATION, definition.getTimeDuration());
        put(texts, TimerRule.Kind.CYCLE, definition.getTimeCycle());
        @Nullable String working = BpmnElements.ours(definition, "workingMinutes");
        if (working != null) {
            texts.put(TimerRule.Kind.WORKING_MINUTES, working);
        }
        if (texts.size() != 1) {
            elements.add("process.one-time", event);
            return Optional.empty();
        }
        Map.Entry<TimerRule.Kind, String> only = texts.entrySet().iterator().next();
        int before = elements.problems().size();
        var rule = new TimerRule(only.getKey(), only.getValue(), elements.computed(event, only.getValue()));
        boolean repeatsOnBorder = event instanceof BoundaryEvent boundary && !boundary.cancelActivity();
        if (rule.kind() == TimerRule.Kind.CYCLE && !repeatsOnBorder) {
            elements.add("process.cycle-not-here", event);
        } else if (rule.expression() == null
                && elements.problems().size() == before
                && rule.due(Map.of()).isEmpty()) {
            elements.add("process.time-wrong", event, rule.text());
        }
        return Optional.of(rule);
    }

    private static void put(
            Map<TimerRule.Kind, String> texts, TimerRule.Kind kind, @Nullable ModelElementInstance expression) {
        if (expression != null) {
            texts.put(kind, expression.getTextContent().strip());
        }
    }
}
