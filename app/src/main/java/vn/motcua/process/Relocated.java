package vn.motcua.process;

import java.util.List;
import vn.motcua.organization.OfficerId;

/**
 * An instance that has moved to another version of its process, for the owner of its subject to book.
 *
 * @param kept tasks that go on under another name, position or kind of work, with the same unit and officer
 * @param withdrawn tasks that are over, because the step that takes their place is another's to do
 * @param opened these, at the unit that has them now
 * @param by the official who started the migration, and {@code reason} why
 */
public record Relocated(
        Migration.Version from,
        Migration.Version to,
        PlannedMove move,
        List<TaskSummary> kept,
        List<TaskId> withdrawn,
        List<TaskSummary> opened,
        OfficerId by,
        String reason) {

    public Relocated {
        kept = List.copyOf(kept);
        withdrawn = List.copyOf(withdrawn);
        opened = List.copyOf(opened);
    }
}
