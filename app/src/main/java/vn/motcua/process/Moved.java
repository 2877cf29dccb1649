package vn.motcua.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What completing a task led to.
 *
 * @param closed the task, as it was when it was closed
 * @param outcome key of what was decided
 * @param opened the tasks that follow, in the order of the process
 * @param withdrawn tasks that are not needed any more
 * @param ended {@code motcua:result} of the end event reached when the instance ended; {@code null} while it goes on
 */
public record Moved(
        TaskSummary closed,
        String outcome,
        List<TaskSummary> opened,
        List<TaskId> withdrawn,
        @Nullable String ended) {

    public Moved {
        opened = List.copyOf(opened);
        withdrawn = List.copyOf(withdrawn);
    }
}
