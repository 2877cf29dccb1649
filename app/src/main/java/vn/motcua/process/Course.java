package vn.motcua.process;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One way a process can go from its start to its end, with the working time its steps are allowed on it. Branches side by
 * side take as long as the longest of them.
 *
 * @param visits the steps in the order they begin
 * @param choices which way was taken where there was one to choose
 * @param uncounted what takes time that nobody can tell beforehand, and is counted as none
 * @param result {@code motcua:result} of the end reached; {@code null} when it ends with an error
 * @param error code of the error it ends with; {@code null} when it ends well
 * @param minutes working minutes from start to end
 * @param processing working minutes from start until nothing is left but to return the result, which is what a legal
 *     term counts
 * @param turns whether a loop was gone round
 */
public record Course(
        List<Visit> visits,
        List<Choice> choices,
        List<Uncounted> uncounted,
        @Nullable String result,
        @Nullable String error,
        int minutes,
        int processing,
        boolean turns) {

    public Course {
        visits = List.copyOf(visits);
        choices = List.copyOf(choices);
        uncounted = List.copyOf(uncounted);
    }

    /**
     * A step that is done on the way.
     *
     * @param begins working minutes after the start
     * @param minutes working minutes from its beginning to its end
     * @param work working minutes of all its rounds together
     */
    public record Visit(String elementId, String name, String unitKey, int begins, int minutes, int work) {

        Visit later(int by) {
            return new Visit(elementId, name, unitKey, begins + by, minutes, work);
        }

        /** Cut short when everything ends. */
        Visit until(int end) {
            int left = Math.max(0, end - begins);
            return left >= minutes ? this : new Visit(elementId, name, unitKey, begins, left, Math.min(work, left));
        }

        Visit times(int rounds) {
            return new Visit(elementId, name, unitKey, begins, minutes, Math.multiplyExact(work, rounds));
        }
    }

    /**
     * @param at name of the gateway or activity
     * @param way name of the flow or event that was taken
     */
    public record Choice(String at, String way) {}

    /** @param kind timer, message, signal, service, call, decision or repetition, as a key of the texts */
    public record Uncounted(String kind, String name) {}

    /** Working minutes by the key of the unit that answers. */
    public SortedMap<String, Integer> work() {
        var work = new TreeMap<String, Integer>();
        visits.forEach(visit -> work.merge(visit.unitKey(), visit.work(), Math::addExact));
        return work;
    }
}
