package vn.motcua.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element in which two versions of a process differ.
 *
 * @param element its id, the same in both versions
 * @param kind of BPMN, for example {@code userTask} or {@code sequenceFlow}, or {@code decision} of DMN
 * @param name what it is called: of a flow without a name, from where to where it leads
 * @param aspects what of it is different; for one that was added or removed, what it has or had
 */
public record ProcessChange(String element, String kind, String name, How how, List<Aspect> aspects) {

    public ProcessChange {
        aspects = List.copyOf(aspects);
    }

    public enum How {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * @param what {@code name}, one of our attributes without its prefix, or {@code from}, {@code to}, {@code condition},
     *     {@code default}, {@code scope}, {@code kind}, {@code rest}; of a decision table {@code columns} and {@code
     *     rules}, one on a line
     * @param before {@code null} where it was not there
     * @param after {@code null} where it is no more
     */
    public record Aspect(
            String what, @Nullable String before, @Nullable String after) {}
}
