package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/** A row of {@code process.task}. */
record TaskRow(
        TaskId id,
        InstanceId instance,
        DefinitionId definition,
        long token,
        String elementId,
        String name,
        String work,
        AgencyId agency,
        UnitId unit,
        String position,
        @Nullable OfficerId holder,
        State state,
        int version,
        Instant openedAt,
        Instant dueAt,
        @Nullable Integer remainingMinutes,
        @Nullable Instant claimedAt,
        @Nullable Instant closedAt,
        @Nullable OfficerId closedBy) {

    enum State {
        OPEN,
        DONE,
        /** Not done: the instance ended without it. */
        WITHDRAWN
    }

    static TaskRow read(ResultSet row, int number) throws SQLException {
        return new TaskRow(
                new TaskId(row.getLong("id")),
                new InstanceId(row.getLong("instance_id")),
                new DefinitionId(row.getLong("definition_id")),
                row.getLong("token"),
                row.getString("element_id"),
                row.getString("name"),
                row.getString("work"),
                new AgencyId(row.getLong("agency_id")),
                new UnitId(row.getLong("unit_id")),
                row.getString("position"),
                officer(row, "holder_id"),
                State.valueOf(row.getString("state")),
                row.getInt("version"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("remaining_minutes", Integer.class),
                instant(row, "claimed_at"),
                instant(row, "closed_at"),
                officer(row, "closed_by"));
    }

    boolean isHeldByOtherThan(OfficerId officer) {
        return holder != null && !holder.equals(officer);
    }

    TaskSummary summary(ProcessGraph graph) {
        return new TaskSummary(
                id,
                instance,
                elementId,
                name,
                work,
                unit,
                position,
                holder,
                openedAt,
                dueAt,
                version,
                graph.step(elementId).outcomes());
    }

    private static @Nullable OfficerId officer(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? null : new OfficerId(id);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
