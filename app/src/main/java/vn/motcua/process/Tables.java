package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/** The SQL over instances and tasks: one statement for one thing that happens. */
@Component
class Tables {

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    Tables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A task to be opened. */
    record Opening(long token, String element, String name, String work, UnitId unit, String position, Instant due) {}

    /** New due date, or the working minutes left, of an open task. */
    record Timing(
            TaskId task, @Nullable Instant due, @Nullable Integer remaining) {}

    record Locked(TaskRow task, InstanceRow instance) {}

    /** How an instance stands after a step. */
    record After(
            Marking marking,
            InstanceRow.State state,
            @Nullable String result) {}

    record StartedRows(InstanceId instance, List<TaskRow> opened) {}

    /** Variables as they come back from the database: conditions must not depend on whether they were there yet. */
    static Map<String, Object> asStored(Map<String, Object> variables) {
        return JSON.readValue(JSON.writeValueAsString(variables), VARIABLES);
    }

    StartedRows start(
            DefinitionId definition,
            SubjectRef subject,
            AgencyId agency,
            Map<String, Object> variables,
            After after,
            List<Opening> openings,
            Instant now) {
        var opened = jdbc.sql("""
                WITH started AS (
                    INSERT INTO process.instance
                        (definition_id, subject_kind, subject_id, agency_id, marking, variables, state, result,
                         started_at, ended_at)
                    VALUES
                        (:definition, :kind, :subject, :agency, CAST(:marking AS jsonb), CAST(:variables AS jsonb),
                         :state, :result, :now, CASE WHEN :state = 'RUNNING' THEN NULL ELSE :now END)
                    RETURNING *
                ), opened AS (
                    INSERT INTO process.task
                        (instance_id, definition_id, token, element_id, name, work, agency_id, unit_id, position,
                         subject_kind, subject_id, opened_at, due_at)
                    SELECT i.id, i.definition_id, o.token, o.element, o.name, o.work, i.agency_id, o.unit, o.position,
                           i.subject_kind, i.subject_id, i.started_at, o.due
                    FROM started i, jsonb_to_recordset(CAST(:openings AS jsonb))
                        AS o (token bigint, element text, name text, work text, unit bigint, position text,
                              due timestamptz)
                    RETURNING *
                )
                SELECT started.id AS started_instance, opened.*
                FROM started LEFT JOIN opened ON true
                ORDER BY opened.token
                """)
                .param("definition", definition.value())
                .param("kind", subject.kind())
                .param("subject", subject.id())
                .param("agency", agency.value())
                .param("marking", JSON.writeValueAsString(after.marking()))
                .param("variables", JSON.writeValueAsString(variables))
                .param("state", after.state().name())
                .param("result", after.result())
                .param("openings", openings(openings))
                .param("now", at(now))
                .query((row, n) -> {
                    var instance = new InstanceId(row.getLong("started_instance"));
                    row.getLong("id");
                    return row.wasNull()
                            ? new StartedRows(instance, List.of())
                            : new StartedRows(instance, List.of(TaskRow.read(row, n)));
                })
                .list();
        return new StartedRows(
                opened.getFirst().instance(),
                opened.stream().flatMap(rows -> rows.opened().stream()).toList());
    }

    /** Takes the task if nobody else has it; empty when it is closed or someone else's. */
    Optional<TaskRow> claim(TaskId task, OfficerId officer, Instant now) {
        return jdbc.sql("""
                UPDATE process.task
                SET version = version + CASE WHEN holder_id IS NULL THEN 1 ELSE 0 END,
                    claimed_at = coalesce(claimed_at, :now),
                    holder_id = :officer
                WHERE id = :task AND state = 'OPEN' AND (holder_id IS NULL OR holder_id = :officer)
                RETURNING *
                """)
                .param("task", task.value())
                .param("officer", officer.value())
                .param("now", at(now))
                .query(TaskRow::read)
                .optional();
    }

    /** Puts the task into an officer's hands, whoever had it; empty when it is closed. */
    Optional<TaskRow> assign(TaskId task, OfficerId to, Instant now) {
        return jdbc.sql("""
                UPDATE process.task
                SET version = version + CASE WHEN holder_id = :to THEN 0 ELSE 1 END,
                    claimed_at = CASE WHEN holder_id = :to THEN claimed_at ELSE :now END,
                    holder_id = :to
                WHERE id = :task AND state = 'OPEN'
                RETURNING *
                """)
                .param("task", task.value())
                .param("to", to.value())
                .param("now", at(now))
                .query(TaskRow::read)
                .optional();
    }

    /**
     * A task with its instance, which is locked. Only the instance: two steps of one instance then wait for each other
     * in one order. When it had to wait, the task may have been read before the other step changed it.
     */
    Optional<Locked> lock(TaskId task) {
        return jdbc.sql("""
                SELECT t.*, i.marking, i.variables, i.state AS instance_state, i.suspended_at
                FROM process.task t JOIN process.instance i ON i.id = t.instance_id
                WHERE t.id = :task
                FOR UPDATE OF i
                """)
                .param("task", task.value())
                .query((row, n) -> {
                    TaskRow read = TaskRow.read(row, n);
                    return new Locked(
                            read, instance(row, read.instance(), read.definition(), read.agency(), "instance_state"));
                })
                .optional();
    }

    Optional<InstanceRow> lock(InstanceId id) {
        return jdbc.sql("SELECT * FROM process.instance WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> instance(
                        row,
                        id,
                        new DefinitionId(row.getLong("definition_id")),
                        new AgencyId(row.getLong("agency_id")),
                        "state"))
                .optional();
    }

    /**
     * One step: closes the task, moves the instance, withdraws what is left when it ended, opens what follows. The
     * closed task comes first. Nothing happens, and the list is empty, when the task is not as the step found it.
     */
    List<TaskRow> complete(
            TaskRow task,
            int version,
            String outcome,
            Map<String, Object> variables,
            After after,
            List<Opening> openings,
            OfficerId by,
            Instant now) {
        return jdbc.sql("""
                WITH closed AS (
                    UPDATE process.task
                    SET state = 'DONE', outcome = :outcome, closed_at = :now, closed_by = :by,
                        holder_id = :by, claimed_at = coalesce(claimed_at, :now), version = version + 1
                    WHERE id = :task AND version = :version AND state = 'OPEN'
                    RETURNING *
                ), moved AS (
                    UPDATE process.instance
                    SET marking = CAST(:marking AS jsonb), state = :state, result = :result, version = version + 1,
                        variables = CASE WHEN CAST(:variables AS text) IS NULL THEN variables
                                         ELSE variables || CAST(:variables AS jsonb) END,
                        ended_at = CASE WHEN :state = 'RUNNING' THEN NULL ELSE :now END
                    WHERE id = (SELECT instance_id FROM closed)
                ), withdrawn AS (
                    UPDATE process.task
                    SET state = 'WITHDRAWN', closed_at = :now, version = version + 1
                    WHERE :state <> 'RUNNING' AND instance_id = (SELECT instance_id FROM closed) AND id <> :task
                      AND state = 'OPEN'
                ), opened AS (
                    INSERT INTO process.task
                        (instance_id, definition_id, token, element_id, name, work, agency_id, unit_id, position,
                         subject_kind, subject_id, opened_at, due_at)
                    SELECT c.instance_id, c.definition_id, o.token, o.element, o.name, o.work, c.agency_id, o.unit,
                           o.position, c.subject_kind, c.subject_id, :now, o.due
                    FROM closed c, jsonb_to_recordset(CAST(:openings AS jsonb))
                        AS o (token bigint, element text, name text, work text, unit bigint, position text,
                              due timestamptz)
                    RETURNING *
                )
                SELECT * FROM closed UNION ALL SELECT * FROM opened ORDER BY token
                """)
                .param("task", task.id().value())
                .param("version", version)
                .param("outcome", outcome)
                .param("by", by.value())
                .param("marking", JSON.writeValueAsString(after.marking()))
                .param("state", after.state().name())
                .param("result", after.result())
                .param("variables", variables.isEmpty() ? null : JSON.writeValueAsString(variables))
                .param("openings", openings(openings))
                .param("now", at(now))
                .query(TaskRow::read)
                .list();
    }

    void end(InstanceId instance, After after, Instant now) {
        jdbc.sql("""
                WITH ended AS (
                    UPDATE process.instance
                    SET marking = CAST(:marking AS jsonb), state = :state, ended_at = :now, version = version + 1
                    WHERE id = :instance
                )
                UPDATE process.task
                SET state = 'WITHDRAWN', closed_at = :now, version = version + 1
                WHERE instance_id = :instance AND state = 'OPEN'
                """)
                .param("instance", instance.value())
                .param("marking", JSON.writeValueAsString(after.marking()))
                .param("state", after.state().name())
                .param("now", at(now))
                .update();
    }

    /** Stops or restarts the instance's clock; the open tasks with their new times come back. */
    List<TaskRow> time(InstanceId instance, @Nullable Instant suspendedAt, List<Timing> timings) {
        return jdbc.sql("""
                WITH timed AS (
                    UPDATE process.instance
                    SET suspended_at = CAST(:suspendedAt AS timestamptz), version = version + 1
                    WHERE id = :instance
                )
                UPDATE process.task t
                SET due_at = coalesce(x.due, t.due_at), remaining_minutes = x.remaining, version = t.version + 1
                FROM jsonb_to_recordset(CAST(:timings AS jsonb)) AS x (task bigint, due timestamptz, remaining integer)
                WHERE t.id = x.task AND t.state = 'OPEN'
                RETURNING t.*
                """)
                .param("instance", instance.value())
                .param("suspendedAt", suspendedAt == null ? null : at(suspendedAt))
                .param(
                        "timings",
                        JSON.writeValueAsString(
                                timings.stream().map(Tables::json).toList()))
                .query(TaskRow::read)
                .list();
    }

    Optional<TaskRow> task(TaskId id) {
        return jdbc.sql("SELECT * FROM process.task WHERE id = :id")
                .param("id", id.value())
                .query(TaskRow::read)
                .optional();
    }

    List<TaskRow> openTasks(InstanceId instance) {
        return jdbc.sql("SELECT * FROM process.task WHERE instance_id = :instance AND state = 'OPEN' ORDER BY id")
                .param("instance", instance.value())
                .query(TaskRow::read)
                .list();
    }

    List<TaskRow> openTasks(SubjectRef subject) {
        return jdbc.sql("""
                SELECT * FROM process.task
                WHERE subject_id = :id AND subject_kind = :kind AND state = 'OPEN'
                ORDER BY id
                """)
                .param("id", subject.id())
                .param("kind", subject.kind())
                .query(TaskRow::read)
                .list();
    }

    /** The markings of the subject's running instances, each with its process. */
    List<Map.Entry<DefinitionId, Marking>> markings(SubjectRef subject) {
        return jdbc.sql("""
                SELECT definition_id, marking FROM process.instance
                WHERE subject_id = :id AND subject_kind = :kind AND state = 'RUNNING'
                ORDER BY id
                """)
                .param("id", subject.id())
                .param("kind", subject.kind())
                .query((row, _) -> Map.entry(
                        new DefinitionId(row.getLong("definition_id")),
                        JSON.readValue(row.getString("marking"), Marking.class)))
                .list();
    }

    private static InstanceRow instance(
            ResultSet row, InstanceId id, DefinitionId definition, AgencyId agency, String state) throws SQLException {
        return new InstanceRow(
                id,
                definition,
                agency,
                JSON.readValue(row.getString("marking"), Marking.class),
                JSON.readValue(row.getString("variables"), VARIABLES),
                InstanceRow.State.valueOf(row.getString(state)),
                TaskRow.instant(row, "suspended_at"));
    }

    private static String openings(List<Opening> openings) {
        return JSON.writeValueAsString(openings.stream()
                .map(o -> Map.of(
                        "token", o.token(),
                        "element", o.element(),
                        "name", o.name(),
                        "work", o.work(),
                        "unit", o.unit().value(),
                        "position", o.position(),
                        "due", o.due().toString()))
                .toList());
    }

    private static Map<String, Object> json(Timing timing) {
        var json = new HashMap<String, Object>();
        json.put("task", timing.task().value());
        if (timing.due() != null) {
            json.put("due", timing.due().toString());
        }
        if (timing.remaining() != null) {
            json.put("remaining", timing.remaining());
        }
        return json;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
