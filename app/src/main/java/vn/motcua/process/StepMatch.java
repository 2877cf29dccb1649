package vn.motcua.process;

import java.util.List;

/**
 * An element of a version at which instances can stand, and what can take its place in another version.
 *
 * @param kind its name in BPMN, for example {@code userTask}
 * @param instances how many stand there now
 * @param proposed id of the one that takes its place unless somebody says otherwise; empty when there is none
 * @param candidates all that are of the same kind
 */
public record StepMatch(
        String element, String name, String kind, long instances, String proposed, List<Candidate> candidates) {

    public StepMatch {
        candidates = List.copyOf(candidates);
    }

    public record Candidate(String element, String name) {}
}
