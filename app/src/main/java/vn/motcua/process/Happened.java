package vn.motcua.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Happening} led to.
 *
 * @param element id of the element at which it happened; empty for a signal
 * @param name of the element, or of the signal
 * @param opened the tasks that follow, in the order of the process
 * @param withdrawn tasks that are not needed any more
 * @param ended {@code motcua:result} of the end event reached when the instance ended; {@code null} while it goes on
 */
public record Happened(
        String element,
        String name,
        List<TaskSummary> opened,
        List<TaskId> withdrawn,
        @Nullable String ended) {

    public Happened {
        opened = List.copyOf(opened);
        withdrawn = List.copyOf(withdrawn);
    }
}
