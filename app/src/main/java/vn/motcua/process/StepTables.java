package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import vn.motcua.process.StepTable.Other;
import vn.motcua.process.StepTable.Outcome;
import vn.motcua.process.StepTable.Row;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Between a BPMN file and its table of steps. A decision is read into the table where an exclusive gateway stands behind
 * one step alone and asks only for its {@code outcome}; every other element is kept as it is.
 */
final class StepTables {

    private static final Pattern BETWEEN_OUTCOMES = Pattern.compile(",(?=\\s*[\\w-]+\\|)");
    private static final Pattern OUTCOME = Pattern.compile("\\s*([\\w-]+)\\|(.*\\S)\\s*", Pattern.DOTALL);
    private static final Pattern ASKED = Pattern.compile("outcome\\s*=\\s*\"([\\w-]+)\"");
    private static final Pattern KEY = Pattern.compile("[\\w-]{1,60}");
    private static final Pattern ID = Pattern.compile("[A-Za-z_][\\w-]{0,60}");

    private final BpmnDocument file;
    private final Map<String, Element> nodes;
    private final Map<String, List<Element>> out = new HashMap<>();
    private final Map<String, List<Element>> in = new HashMap<>();

    private StepTables(BpmnDocument file) {
        this.file = file;
        this.nodes = file.nodes();
        for (Element flow : file.flows().values()) {
            out.computeIfAbsent(flow.getAttribute("sourceRef"), _ -> new ArrayList<>())
                    .add(flow);
            in.computeIfAbsent(flow.getAttribute("targetRef"), _ -> new ArrayList<>())
                    .add(flow);
        }
    }

    static StepTable read(String bpmnXml) {
        return new StepTables(BpmnDocument.parse(bpmnXml)).table();
    }

    /** A decision behind a step. @param ways its flows, each with the outcomes it asks for; none: every other */
    private record Decision(Element gateway, Map<Element, Set<String>> ways) {}

    private StepTable table() {
        var rows = new ArrayList<Row>();
        var decisions = new HashSet<String>();
        nodes.forEach((id, node) -> {
            if (node.getLocalName().equals("userTask")) {
                rows.add(row(id, node));
                decision(node).ifPresent(found -> decisions.add(found.gateway().getAttribute("id")));
            }
        });
        var others = new ArrayList<Other>();
        String first = "";
        for (Element node : nodes.values()) {
            String id = node.getAttribute("id");
            String kind = node.getLocalName();
            if (kind.equals("startEvent") && BpmnDocument.scope(node).equals(ProcessGraph.PROCESS)) {
                first = target(id);
            } else if (!kind.equals("userTask") && !decisions.contains(id)) {
                others.add(other(id, node));
            }
        }
        return new StepTable(first, rows, others);
    }

    private Other other(String id, Element node) {
        boolean plain = node.getLocalName().equals("endEvent")
                && BpmnDocument.children(node).stream()
                        .noneMatch(child -> child.getLocalName().endsWith("EventDefinition"));
        return new Other(
                id,
                BpmnDocument.scope(node),
                node.getLocalName(),
                node.getAttribute("name").strip(),
                plain ? BpmnDocument.ours(node, "result") : "",
                out.getOrDefault(id, List.of()).stream()
                        .map(flow -> called(flow.getAttribute("targetRef")))
                        .toList());
    }

    private String called(String id) {
        @Nullable Element node = nodes.get(id);
        return node == null || node.getAttribute("name").isBlank()
                ? id
                : node.getAttribute("name").strip();
    }

    private Row row(String id, Element task) {
        List<Outcome> outcomes = outcomes(task);
        String next = target(id);
        Optional<Decision> decision = decision(task);
        if (decision.isPresent()) {
            outcomes = outcomes.stream()
                    .map(outcome -> new Outcome(outcome.key(), outcome.label(), way(decision.get(), outcome.key())))
                    .toList();
        } else {
            outcomes = outcomes.stream()
                    .map(outcome -> new Outcome(outcome.key(), outcome.label(), next))
                    .toList();
        }
        return new Row(
                id,
                BpmnDocument.scope(task),
                task.getAttribute("name").strip(),
                BpmnDocument.ours(task, "unit"),
                BpmnDocument.ours(task, "position"),
                BpmnDocument.ours(task, "allowance"),
                BpmnDocument.ours(task, "work"),
                BpmnDocument.ours(task, "public"),
                BpmnDocument.ours(task, "form"),
                BpmnDocument.ours(task, "print"),
                outcomes,
                outcomes.isEmpty() ? next : "",
                kept(id, task));
    }

    private List<String> kept(String id, Element task) {
        var kept = new ArrayList<String>();
        BpmnDocument.children(task, "multiInstanceLoopCharacteristics").forEach(loop -> kept.add(loop.getLocalName()));
        nodes.values().stream()
                .filter(node -> node.getLocalName().equals("boundaryEvent")
                        && node.getAttribute("attachedToRef").equals(id))
                .forEach(event -> kept.add(event.getLocalName()));
        return kept;
    }

    /** The outcomes as the attribute lists them; none where it is not written as it should be. */
    private static List<Outcome> outcomes(Element task) {
        var found = new LinkedHashMap<String, Outcome>();
        for (String part : BETWEEN_OUTCOMES.split(BpmnDocument.ours(task, "outcomes"), -1)) {
            Matcher match = OUTCOME.matcher(part);
            if (!match.matches()) {
                return List.of();
            }
            found.putIfAbsent(
                    match.group(1), new Outcome(match.group(1), match.group(2).strip(), ""));
        }
        return List.copyOf(found.values());
    }

    private String target(String id) {
        List<Element> flows = out.getOrDefault(id, List.of());
        return flows.isEmpty() ? "" : flows.getFirst().getAttribute("targetRef");
    }

    private static String way(Decision decision, String outcome) {
        String otherwise = "";
        for (var way : decision.ways().entrySet()) {
            if (way.getValue().contains(outcome)) {
                return way.getKey().getAttribute("targetRef");
            }
            if (way.getValue().isEmpty()) {
                otherwise = way.getKey().getAttribute("targetRef");
            }
        }
        return otherwise;
    }

    /** The gateway behind a step, if it is the step's alone and decides by nothing but its outcomes. */
    private Optional<Decision> decision(Element task) {
        String id = task.getAttribute("id");
        List<Outcome> outcomes = outcomes(task);
        List<Element> leaving = out.getOrDefault(id, List.of());
        @Nullable Element gateway = leaving.size() == 1 ? nodes.get(target(id)) : null;
        if (gateway == null
                || outcomes.isEmpty()
                || !gateway.getLocalName().equals("exclusiveGateway")
                || in.getOrDefault(gateway.getAttribute("id"), List.of()).size() != 1) {
            return Optional.empty();
        }
        Set<String> keys = outcomes.stream().map(Outcome::key).collect(Collectors.toSet());
        var ways = new LinkedHashMap<Element, Set<String>>();
        var asked = new HashSet<String>();
        boolean otherwise = false;
        for (Element flow : out.getOrDefault(gateway.getAttribute("id"), List.of())) {
            boolean isDefault = gateway.getAttribute("default").equals(flow.getAttribute("id"));
            String condition = BpmnDocument.condition(flow);
            Set<String> asks = asks(condition);
            boolean single = asks.stream().allMatch(key -> keys.contains(key) && asked.add(key));
            if (isDefault == condition.isEmpty() && single && (isDefault || !asks.isEmpty())) {
                otherwise |= isDefault;
                ways.put(flow, asks);
            } else {
                return Optional.empty();
            }
        }
        return ways.isEmpty() || !otherwise && !asked.containsAll(keys)
                ? Optional.empty()
                : Optional.of(new Decision(gateway, ways));
    }

    /** The outcomes a condition asks for; none where it asks for anything else. */
    private static Set<String> asks(String condition) {
        String text = condition.startsWith("=") ? condition.substring(1) : condition;
        var asked = new LinkedHashSet<String>();
        for (String part : text.strip().split("\\s+or\\s+", -1)) {
            Matcher match = ASKED.matcher(part.strip());
            if (!match.matches()) {
                return Set.of();
            }
            asked.add(match.group(1));
        }
        return asked;
    }

    static Result<String> edited(String bpmnXml, StepTable wanted) {
        var editor = new StepTables(BpmnDocument.parse(bpmnXml));
        StepTable old = editor.table();
        if (old.equals(wanted)) {
            return Result.done(bpmnXml);
        }
        List<Problem> problems = editor.problems(old, wanted);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        editor.change(old, wanted);
        return Result.done(editor.file.write());
    }

    private List<Problem> problems(StepTable old, StepTable wanted) {
        var problems = new ArrayList<Problem>();
        Map<String, Row> before = byId(old.rows());
        var scopes = new HashMap<String, String>();
        old.others().forEach(other -> scopes.put(other.id(), other.scope()));
        wanted.others().forEach(other -> scopes.putIfAbsent(other.id(), other.scope()));
        var seen = new HashSet<String>();
        Set<String> taken = file.ids();
        for (Row row : wanted.rows()) {
            scopes.put(row.id(), row.scope());
            boolean free = before.containsKey(row.id()) || !taken.contains(row.id());
            if (!seen.add(row.id()) || !ID.matcher(row.id()).matches() || !free) {
                problems.add(Problem.of("process.row-id", row.id(), row.name()));
            }
        }
        for (Row row : wanted.rows()) {
            var keys = new HashSet<String>();
            for (Outcome outcome : row.outcomes()) {
                if (outcome.label().isBlank()
                        || outcome.label().contains("|")
                        || !KEY.matcher(outcome.key()).matches()
                        || !keys.add(outcome.key())) {
                    problems.add(Problem.of("process.row-outcome", row.id(), row.name(), outcome.label()));
                }
            }
            long leading =
                    row.outcomes().stream().filter(o -> !o.next().isEmpty()).count();
            if (leading > 0 && leading < row.outcomes().size()) {
                problems.add(Problem.of("process.row-outcome-next", row.id(), row.name()));
            }
            for (String next : row.nexts()) {
                if (!row.scope().equals(scopes.get(next))) {
                    problems.add(Problem.of("process.row-next", row.id(), row.name()));
                }
            }
        }
        Set<String> now = byId(wanted.rows()).keySet();
        for (Row row : old.rows()) {
            if (!now.contains(row.id())) {
                removable(row, before).ifPresent(problems::add);
            }
        }
        if (!wanted.first().isEmpty() && !ProcessGraph.PROCESS.equals(scopes.get(wanted.first()))) {
            problems.add(Problem.of("process.first-unknown"));
        }
        return problems;
    }

    /** A step that only rows and the start lead to can go; the diagram has to be changed for any other. */
    private Optional<Problem> removable(Row row, Map<String, Row> rows) {
        if (row.kept().contains("boundaryEvent")) {
            return Optional.of(Problem.of("process.row-has-events", row.id(), row.name()));
        }
        for (Element flow : in.getOrDefault(row.id(), List.of())) {
            String from = flow.getAttribute("sourceRef");
            boolean ours = rows.containsKey(from)
                    || decided(from)
                    || Objects.requireNonNull(nodes.get(from)).getLocalName().equals("startEvent");
            if (!ours) {
                return Optional.of(Problem.of("process.row-led-to", row.id(), row.name(), called(from)));
            }
        }
        return Optional.empty();
    }

    private boolean decided(String gateway) {
        return in.getOrDefault(gateway, List.of()).stream()
                .map(flow -> nodes.get(flow.getAttribute("sourceRef")))
                .anyMatch(task -> task != null
                        && task.getLocalName().equals("userTask")
                        && decision(task)
                                .filter(found ->
                                        found.gateway().getAttribute("id").equals(gateway))
                                .isPresent());
    }

    private static Map<String, Row> byId(List<Row> rows) {
        var found = new LinkedHashMap<String, Row>();
        rows.forEach(row -> found.putIfAbsent(row.id(), row));
        return found;
    }

    private void change(StepTable old, StepTable wanted) {
        Map<String, Row> before = byId(old.rows());
        Map<String, Row> after = byId(wanted.rows());
        boolean rebuilt = !old.first().equals(wanted.first());
        // what is behind each step is looked up before anything is changed
        var decisions = new HashMap<String, Decision>();
        before.keySet()
                .forEach(id ->
                        decision(Objects.requireNonNull(nodes.get(id))).ifPresent(found -> decisions.put(id, found)));
        addEnds(old, wanted);
        addRows(wanted, before);
        for (Row row : wanted.rows()) {
            @Nullable Row was = before.get(row.id());
            Element task = Objects.requireNonNull(nodes.get(row.id()));
            attributes(task, row, was);
            if (was == null || !ways(was).equals(ways(row))) {
                exits(task, row, decisions.get(row.id()));
                rebuilt = true;
            }
        }
        for (Row row : old.rows()) {
            if (!after.containsKey(row.id())) {
                drop(row.id(), decisions.get(row.id()));
                rebuilt = true;
            }
        }
        if (!old.first().equals(wanted.first())) {
            first(wanted.first());
        }
        order(wanted);
        if (rebuilt) {
            dropEnds(old, wanted);
            file.listFlows();
            file.erase();
        }
    }

    private static List<List<String>> ways(Row row) {
        return row.outcomes().isEmpty()
                ? List.of(List.of("", row.next()))
                : row.outcomes().stream()
                        .map(outcome -> List.of(outcome.key(), outcome.next()))
                        .toList();
    }

    private void addEnds(StepTable old, StepTable wanted) {
        Set<String> known = old.others().stream().map(Other::id).collect(Collectors.toSet());
        for (Other end : wanted.others()) {
            if (!known.contains(end.id()) && end.plainEnd()) {
                Element made = file.create("endEvent");
                made.setAttribute("id", end.id());
                if (!end.name().isEmpty()) {
                    made.setAttribute("name", end.name());
                }
                file.ours(made, "result", end.result());
                file.insertAfter(last(file.process()), made);
                nodes.put(end.id(), made);
            }
        }
    }

    /** The last node of a scope: flows and notes come behind it. */
    private static Element last(Element scope) {
        List<Element> children = BpmnDocument.children(scope).stream()
                .filter(child -> child.getLocalName().endsWith("Event")
                        || child.getLocalName().endsWith("Task")
                        || child.getLocalName().endsWith("Gateway")
                        || child.getLocalName().equals("subProcess")
                        || child.getLocalName().equals("callActivity"))
                .toList();
        return children.getLast();
    }

    private void addRows(StepTable wanted, Map<String, Row> before) {
        @Nullable Element previous = null;
        for (Row row : wanted.rows()) {
            @Nullable Element task = nodes.get(row.id());
            if (task == null || !before.containsKey(row.id())) {
                task = file.create("userTask");
                task.setAttribute("id", row.id());
                Element scope = row.scope().equals(ProcessGraph.PROCESS)
                        ? file.process()
                        : Objects.requireNonNull(nodes.get(row.scope()));
                boolean beside =
                        previous != null && BpmnDocument.scope(previous).equals(row.scope());
                file.insertAfter(beside ? Objects.requireNonNull(previous) : begins(scope), task);
                nodes.put(row.id(), task);
            }
            previous = task;
        }
    }

    private static Element begins(Element scope) {
        return BpmnDocument.children(scope, "startEvent").stream().findFirst().orElseGet(() -> last(scope));
    }

    private void attributes(Element task, Row row, @Nullable Row was) {
        if (was == null || !was.name().equals(row.name())) {
            task.setAttribute("name", row.name());
        }
        set(task, "unit", row.unit(), was == null ? null : was.unit());
        set(task, "position", row.position(), was == null ? null : was.position());
        set(task, "allowance", row.allowance(), was == null ? null : was.allowance());
        set(task, "work", row.work(), was == null ? null : was.work());
        set(task, "public", row.wording(), was == null ? null : was.wording());
        set(task, "form", row.form(), was == null ? null : was.form());
        set(task, "print", row.print(), was == null ? null : was.print());
        set(task, "outcomes", written(row), was == null ? null : written(was));
    }

    private void set(Element task, String attribute, String value, @Nullable String was) {
        if (!value.equals(was)) {
            file.ours(task, attribute, value);
        }
    }

    private static String written(Row row) {
        return row.outcomes().stream()
                .map(outcome -> outcome.key() + "|" + outcome.label())
                .collect(Collectors.joining(","));
    }

    /** Leads a step on as its row says, with what leads on from it already as far as it will do. */
    private void exits(Element task, Row row, @Nullable Decision decision) {
        String id = row.id();
        List<Element> leaving = new ArrayList<>(out.getOrDefault(id, List.of()));
        List<Element> ways = decision == null
                ? new ArrayList<>()
                : new ArrayList<>(decision.ways().keySet());
        String otherwise = decision == null
                ? ""
                : decision.ways().entrySet().stream()
                        .filter(way -> way.getValue().isEmpty())
                        .map(way -> way.getKey().getAttribute("targetRef"))
                        .findFirst()
                        .orElse("");
        List<String> nexts = row.nexts();
        Element lead = leaving.isEmpty() ? null : leaving.removeFirst();
        leaving.forEach(BpmnDocument::remove);
        if (nexts.isEmpty()) {
            remove(lead);
            ways.forEach(BpmnDocument::remove);
            if (decision != null) {
                BpmnDocument.remove(decision.gateway());
            }
            return;
        }
        if (nexts.size() == 1) {
            ways.forEach(BpmnDocument::remove);
            if (decision != null) {
                BpmnDocument.remove(decision.gateway());
            }
            lead(task, lead, nexts.getFirst());
            return;
        }
        Element gateway = decision == null ? gateway(task, row) : decision.gateway();
        lead(task, lead, gateway.getAttribute("id"));
        String rest = nexts.contains(otherwise)
                ? otherwise
                : row.outcomes().getLast().next().isEmpty()
                        ? nexts.getLast()
                        : row.outcomes().getLast().next();
        gateway.removeAttribute("default");
        for (String next : nexts) {
            List<Outcome> leading =
                    row.outcomes().stream().filter(o -> o.next().equals(next)).toList();
            way(gateway, reused(ways, next), next, leading, next.equals(rest));
        }
        ways.forEach(BpmnDocument::remove);
    }

    private static void remove(@Nullable Element flow) {
        if (flow != null) {
            BpmnDocument.remove(flow);
        }
    }

    private void lead(Element task, @Nullable Element flow, String to) {
        Element used = flow == null ? flow(task, to) : flow;
        used.setAttribute("targetRef", to);
    }

    private Element gateway(Element task, Row row) {
        Element made = file.create("exclusiveGateway");
        made.setAttribute("id", file.freeId(row.id() + "-outcome"));
        file.insertAfter(task, made);
        return made;
    }

    /** A way that leads there already, taken from those that are left; none when it has to be made. */
    private static @Nullable Element reused(List<Element> ways, String next) {
        for (Element way : ways) {
            if (way.getAttribute("targetRef").equals(next)) {
                ways.remove(way);
                return way;
            }
        }
        return null;
    }

    private void way(Element gateway, @Nullable Element known, String next, List<Outcome> leading, boolean isDefault) {
        Element way = known == null ? flow(gateway, next) : known;
        String condition = isDefault
                ? ""
                : leading.stream()
                        .map(outcome -> "outcome = \"" + outcome.key() + "\"")
                        .collect(Collectors.joining(" or "));
        if (known == null) {
            way.setAttribute("name", leading.stream().map(Outcome::label).collect(Collectors.joining(" / ")));
        }
        if (!BpmnDocument.condition(way).equals(condition)) {
            file.condition(way, condition);
        }
        if (isDefault) {
            gateway.setAttribute("default", way.getAttribute("id"));
        }
    }

    private Element flow(Element from, String to) {
        Element made = file.create("sequenceFlow");
        String source = from.getAttribute("id");
        made.setAttribute("id", file.freeId("f_" + source + "_" + to));
        made.setAttribute("sourceRef", source);
        made.setAttribute("targetRef", to);
        Element scope = (Element) Objects.requireNonNull(from.getParentNode());
        List<Element> flows = BpmnDocument.children(scope, "sequenceFlow");
        file.insertAfter(flows.isEmpty() ? last(scope) : flows.getLast(), made);
        return made;
    }

    /** Takes a step out with what leads from it; what led to it was led elsewhere, or goes too. */
    private void drop(String id, @Nullable Decision decision) {
        if (decision != null) {
            decision.ways().keySet().forEach(BpmnDocument::remove);
            BpmnDocument.remove(decision.gateway());
        }
        file.flows().values().stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(id)
                        || flow.getAttribute("targetRef").equals(id))
                .forEach(BpmnDocument::remove);
        file.all(Set.of("association")).values().stream()
                .filter(line -> line.getAttribute("sourceRef").equals(id)
                        || line.getAttribute("targetRef").equals(id))
                .forEach(BpmnDocument::remove);
        BpmnDocument.remove(Objects.requireNonNull(nodes.remove(id)));
    }

    private void first(String to) {
        Element start = begins(file.process());
        List<Element> leaving = file.flows().values().stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(start.getAttribute("id")))
                .toList();
        if (to.isEmpty()) {
            leaving.forEach(BpmnDocument::remove);
        } else {
            lead(start, leaving.isEmpty() ? null : leaving.getFirst(), to);
        }
    }

    /** Puts the tasks of each scope into the order of the rows, each into the place of another. */
    private void order(StepTable wanted) {
        Map<String, List<String>> scopes = wanted.rows().stream()
                .collect(Collectors.groupingBy(
                        Row::scope, LinkedHashMap::new, Collectors.mapping(Row::id, Collectors.toList())));
        scopes.forEach((scope, ids) -> {
            List<Element> now = file.nodes().values().stream()
                    .filter(node -> node.getLocalName().equals("userTask")
                            && BpmnDocument.scope(node).equals(scope))
                    .toList();
            if (now.stream().map(node -> node.getAttribute("id")).toList().equals(ids)) {
                return;
            }
            var places = new ArrayList<org.w3c.dom.Node>();
            for (Element task : now) {
                var place = task.getOwnerDocument().createComment("");
                Objects.requireNonNull(task.getParentNode()).replaceChild(place, task);
                places.add(place);
            }
            for (int i = 0; i < places.size(); i++) {
                Objects.requireNonNull(places.get(i).getParentNode())
                        .replaceChild(Objects.requireNonNull(nodes.get(ids.get(i))), places.get(i));
            }
        });
    }

    /** Takes out the ends that were led to before and are no more. */
    private void dropEnds(StepTable old, StepTable wanted) {
        Set<String> reached = file.flows().values().stream()
                .map(flow -> flow.getAttribute("targetRef"))
                .collect(Collectors.toSet());
        Set<String> known = old.others().stream().map(Other::id).collect(Collectors.toSet());
        var ends = new ArrayList<>(old.others());
        wanted.others().stream().filter(end -> !known.contains(end.id())).forEach(ends::add);
        for (Other end : ends) {
            boolean was = in.containsKey(end.id()) || !known.contains(end.id());
            if (end.plainEnd() && was && !reached.contains(end.id())) {
                BpmnDocument.remove(Objects.requireNonNull(nodes.get(end.id())));
            }
        }
    }
}
