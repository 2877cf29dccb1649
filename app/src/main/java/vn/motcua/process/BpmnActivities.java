package vn.motcua.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.model.bpmn.instance.Activity;
import org.operaton.bpm.model.bpmn.instance.BusinessRuleTask;
import org.operaton.bpm.model.bpmn.instance.CallActivity;
import org.operaton.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.operaton.bpm.model.bpmn.instance.ReceiveTask;
import org.operaton.bpm.model.bpmn.instance.SendTask;
import org.operaton.bpm.model.bpmn.instance.ServiceTask;
import org.operaton.bpm.model.bpmn.instance.SubProcess;
import org.operaton.bpm.model.bpmn.instance.UserTask;
import vn.motcua.process.Node.Place;
import vn.motcua.process.Node.Repetition;
import vn.motcua.process.Node.Thrown;
import vn.motcua.process.Node.Trigger;

/** Reads tasks, subprocesses and calls, and how often each is done. */
final class BpmnActivities {

    private static final Set<String> WORKS = Set.of("FORWARD", "WORK", "APPROVE", "RESULT", "RETURN");
    private static final Pattern BETWEEN_OUTCOMES = Pattern.compile(",(?=\\s*[\\w-]+\\|)");
    private static final Pattern OUTCOME = Pattern.compile("\\s*([\\w-]+)\\|(.*\\S)\\s*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final BpmnElements elements;
    private final BpmnEvents events;
    private final Set<String> forms;

    /** @param forms the keys of those the file has */
    BpmnActivities(BpmnElements elements, BpmnEvents events, Set<String> forms) {
        this.elements = elements;
        this.events = events;
        this.forms = forms;
    }

    Node task(UserTask task, Place place) {
        if (task.getName() == null || task.getName().isBlank()) {
            elements.add("process.name-missing", task);
        }
        String work = elements.required(task, "work");
        if (!work.isEmpty() && !WORKS.contains(work)) {
            elements.add("process.work-unknown", task, work);
        }
        @Nullable String form = BpmnElements.ours(task, "form");
        if (form != null && !forms.contains(form)) {
            elements.miss("process.form-missing", task, form);
            form = null;
        }
        @Nullable String print = BpmnElements.ours(task, "print");
        if (print != null && StepPrint.of(print).isEmpty()) {
            elements.miss("process.print-unknown", task, print, String.join(", ", StepPrint.keys()));
            print = null;
        }
        var step = new Step(
                place.id(),
                place.name(),
                elements.required(task, "unit"),
                elements.required(task, "position"),
                allowance(task),
                outcomes(task),
                BpmnElements.ours(task, "public"),
                work,
                form,
                print);
        return new Node.Task(place, step, elements.computedBy(task, task, "output"), repetition(task));
    }

    private int allowance(UserTask task) {
        String text = elements.required(task, "allowance");
        if (text.isEmpty()) {
            return 0;
        }
        // seven digits are more working minutes than seven years have
        int minutes = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
        if (minutes == 0) {
            elements.add("process.allowance-wrong", task, text);
        }
        return minutes;
    }

    private List<Step.Outcome> outcomes(UserTask task) {
        @Nullable String text = BpmnElements.ours(task, "outcomes");
        if (text == null) {
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
                elements.add("process.outcomes-wrong", task, part.strip());
            }
        }
        return List.copyOf(outcomes.values());
    }

    Node service(ServiceTask task, Place place) {
        return new Node.Service(
                place,
                elements.required(task, "service"),
                elements.computedBy(task, task, "input"),
                elements.computedBy(task, task, "output"),
                repetition(task));
    }

    Node call(CallActivity call, Place place) {
        @Nullable String process = call.getCalledElement();
        if (process == null || process.isBlank()) {
            elements.add("process.attribute-missing", call, "calledElement");
            process = "";
        }
        return new Node.Call(
                place,
                process.strip(),
                elements.computedBy(call, call, "input"),
                elements.computedBy(call, call, "output"),
                repetition(call));
    }

    /** Our own attributes come first; those of the engines that named them first are understood too. */
    Optional<Node> decide(BusinessRuleTask task, Place place, Decisions decisions) {
        @Nullable String named = either(BpmnElements.ours(task, "decision"), task, "decisionRef");
        if (named == null) {
            elements.add("process.attribute-missing", task, "motcua:decision");
            return Optional.empty();
        }
        Optional<Decision> decision = decisions.find(named);
        if (decision.isEmpty()) {
            elements.add("process.decision-missing", task, named);
            return Optional.empty();
        }
        @Nullable String variable = either(BpmnElements.ours(task, "variable"), task, "resultVariable");
        for (String name : variable == null ? decision.get().names() : List.of(variable)) {
            if (!NAME.matcher(name).matches()) {
                elements.add("process.decision-variable", task, name);
            }
        }
        return Optional.of(new Node.Decide(place, decision.get(), variable));
    }

    private static @Nullable String either(@Nullable String ours, BusinessRuleTask task, String theirs) {
        if (ours != null) {
            return ours;
        }
        for (String namespace : BpmnScan.DECISION_VENDORS) {
            @Nullable String value = task.getAttributeValueNs(namespace, theirs);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    Optional<Node> send(SendTask task, Place place) {
        return events.message(task, task.getMessage(), task)
                .map(message -> new Node.Send(
                        place,
                        new Thrown.Message(message.name(), message.key(), elements.computedBy(task, task, "input")),
                        repetition(task)));
    }

    Optional<Node> receive(ReceiveTask task, Place place) {
        return events.message(task, task.getMessage(), task)
                .map(message ->
                        new Node.Receive(place, new Trigger.Message(message.name(), message.key()), repetition(task)));
    }

    Node subprocess(SubProcess subprocess, Place place) {
        return new Node.Subprocess(place, repetition(subprocess));
    }

    private @Nullable Repetition repetition(Activity activity) {
        if (!(activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop)) {
            return null;
        }
        @Nullable Expression collection = elements.computedBy(activity, loop, "collection");
        @Nullable
        Expression number = elements.expression(activity, loop.getLoopCardinality(), "process.expression-wrong");
        @Nullable String item = BpmnElements.ours(loop, "item");
        if ((collection == null) == (number == null)) {
            elements.add("process.repetition-without-count", activity);
            return null;
        }
        if (item != null && (collection == null || !NAME.matcher(item).matches())) {
            elements.add("process.item-wrong", activity, item);
        }
        return new Repetition(
                loop.isSequential(),
                collection == null ? Objects.requireNonNull(number) : collection,
                item,
                elements.expression(activity, loop.getCompletionCondition(), "process.expression-wrong"));
    }
}
