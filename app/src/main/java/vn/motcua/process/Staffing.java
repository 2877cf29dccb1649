package vn.motcua.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Whether there is someone to do each step of a process. */
@Component
public class Staffing {

    private final Organization organization;

    Staffing(Organization organization) {
        this.organization = organization;
    }

    /**
     * The steps nobody can do at any of some agencies, by id, name and line: no unit has the key, or no officer of such a
     * unit holds the position today. Without agencies nothing is known and nothing lacks; nor do positions as long as no
     * officer at all has been appointed there.
     */
    public List<Problem> lacking(String bpmnXml, List<AgencyId> agencies) {
        return BpmnReader.read(bpmnXml) instanceof Result.Done<ProcessGraph> done && !agencies.isEmpty()
                ? lacking(done.value(), agencies)
                : List.of();
    }

    private List<Problem> lacking(ProcessGraph graph, List<AgencyId> agencies) {
        var problems = new ArrayList<Problem>();
        boolean anyone = agencies.stream()
                .flatMap(agency -> organization.unitsOf(agency).stream())
                .anyMatch(unit -> isHeld(unit, null));
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Task task) {
                Step step = task.step();
                List<Unit> units = agencies.stream()
                        .map(agency -> organization.unitOf(agency, step.unitKey()))
                        .flatMap(Optional::stream)
                        .toList();
                if (units.isEmpty()) {
                    problems.add(problem("process.nobody-unit", task, step.unitKey()));
                } else if (anyone && units.stream().noneMatch(unit -> isHeld(unit, step.position()))) {
                    problems.add(problem(
                            "process.nobody-position",
                            task,
                            step.position(),
                            units.getFirst().name()));
                }
            }
        }
        return problems;
    }

    private boolean isHeld(Unit unit, @Nullable String position) {
        return !organization.officersOf(unit.id(), position).isEmpty();
    }

    private static Problem problem(String code, Node node, String... more) {
        var args = new ArrayList<Object>(List.of(node.id(), node.name(), Integer.toString(node.line())));
        args.addAll(List.of(more));
        return Problem.of(code, args.toArray());
    }
}
