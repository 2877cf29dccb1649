package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.database.Numbers;
import vn.motcua.database.Pipeline;
import vn.motcua.database.Pipeline.Typed;

/** The SQL over instances and tasks: one statement for one thing that happens, sent with the transaction's end. */
@Component
class Tables {

    private static final String OPEN_TASKS = """
            INSERT INTO process.task
                (id, instance_id, token, element_id, name, work, agency_id, unit_id, position, subject_kind, subject_id,
                 opened_at, due_at)
            SELECT o.id, i.id, o.token, o.element, o.name, o.work, i.agency, o.unit, o.position, i.kind, i.subject,
                   i.now, o.due
            FROM (SELECT CAST(? AS bigint) AS id, CAST(? AS bigint) AS agency, CAST(? AS text) AS kind,
                         CAST(? AS bigint) AS subject, CAST(? AS timestamptz) AS now) i,
                 jsonb_to_recordset(CAST(? AS jsonb))
                 AS o (id bigint, token bigint, element text, name text, work text, unit bigint, position text,
                       due timestamptz)
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final Numbers numbers;

    Tables(JdbcClient jdbc, Pipeline pipeline, Numbers numbers) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.numbers = numbers;
    }

    /** A task to be opened, as the database takes it. */
    record Opening(
            long id, long token, String element, String name, String work, long unit, String position, String due) {}

    /** How an instance stands after a step. */
    record After(
            Marking marking,
            InstanceRow.State state,
            @Nullable String result) {}

    InstanceId newInstance() {
        return new InstanceId(numbers.next("process.instance_number"));
    }

    long newTask() {
        return numbers.next("process.task_number");
    }

    void start(InstanceRow instance, After after, List<Opening> openings, Instant now) {
        pipeline.later(
                """
                INSERT INTO process.instance
                    (id, definition_id, subject_kind, subject_id, agency_id, marking, variables, state, result,
                     started_at, ended_at)
                VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, ?)
                """,
                instance.id().value(),
                instance.definition().value(),
                instance.subject().kind(),
                instance.subject().id(),
                instance.agency().value(),
                Standing.JSON.writeValueAsString(after.marking()),
                Standing.JSON.writeValueAsString(instance.variables()),
                after.state().name(),
                new Typed(after.result(), Types.VARCHAR),
                now,
                ended(after, now));
        if (!openings.isEmpty()) {
            pipeline.later(OPEN_TASKS, opened(instance, openings, now));
        }
    }

    /** Puts a task as it was read into an officer's hands. */
    void hold(TaskRow task, long officer, Instant now) {
        pipeline.later("""
                WITH held AS (
                    UPDATE process.task SET version = version + 1, claimed_at = ?, holder_id = ?
                    WHERE id = ? AND version = ?
                    RETURNING 1)
                SELECT public.must(EXISTS (SELECT FROM held), 'task')
                """, now, officer, task.id(), task.version());
    }

    /**
     * One step: the instance moves, the task that was done and what is withdrawn go, what follows opens.
     *
     * @param done {@code null} when the step was no task's
     */
    void step(
            InstanceRow instance,
            @Nullable TaskRow done,
            List<TaskRow> withdrawn,
            Map<String, Object> added,
            After after,
            List<Opening> openings,
            Instant now) {
        List<Object> parameters = new ArrayList<>();
        String doing = "";
        if (done != null) {
            doing = "done AS (DELETE FROM process.task WHERE id = ? AND version = ? RETURNING 1), ";
            parameters.addAll(List.of(done.id(), done.version()));
        }
        parameters.addAll(List.of(
                Standing.JSON.writeValueAsString(after.marking()),
                new Typed(added.isEmpty() ? null : Standing.JSON.writeValueAsString(added), Types.VARCHAR),
                after.state().name(),
                new Typed(after.result(), Types.VARCHAR),
                ended(after, now),
                instance.id().value(),
                instance.version()));
        String opening = "";
        if (!openings.isEmpty()) {
            opening = ", opened AS (" + OPEN_TASKS + ")";
            parameters.addAll(List.of(opened(instance, openings, now)));
        }
        pipeline.later(
                """
                WITH %smoved AS (
                    UPDATE process.instance
                    SET marking = CAST(? AS jsonb), variables = variables || coalesce(CAST(? AS jsonb), '{}'),
                        state = ?, result = ?, ended_at = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    RETURNING 1
                )%s
                SELECT public.must(%sEXISTS (SELECT FROM moved), 'instance')
                """.formatted(doing, opening, done == null ? "" : "EXISTS (SELECT FROM done) AND "),
                parameters.toArray());
        if (!withdrawn.isEmpty()) {
            pipeline.later(
                    "DELETE FROM process.task WHERE instance_id = ? AND id = ANY (CAST(? AS bigint[]))",
                    instance.id().value(),
                    array(withdrawn.stream().map(TaskRow::id).toList()));
        }
    }

    /** A task that goes on under another step, as the database takes it. */
    private record Renamed(long id, String element, String name, String work, String position, int version) {}

    /**
     * The instance runs by another version from now on.
     *
     * @param kept open tasks with the steps they are from now on
     */
    void move(
            InstanceRow instance,
            DefinitionId definition,
            Marking marking,
            List<MovePlanner.Kept> kept,
            List<TaskRow> withdrawn,
            List<Opening> openings,
            Instant now) {
        List<Object> parameters = new ArrayList<>(List.of(
                definition.value(),
                Standing.JSON.writeValueAsString(marking),
                instance.id().value(),
                instance.version(),
                Standing.JSON.writeValueAsString(kept.stream()
                        .map(task -> new Renamed(
                                task.task().id(),
                                task.step().elementId(),
                                task.step().name(),
                                task.step().work(),
                                task.step().position(),
                                task.task().version() + 1))
                        .toList()),
                instance.id().value(),
                array(withdrawn.stream().map(TaskRow::id).toList())));
        String opening = "";
        if (!openings.isEmpty()) {
            opening = ", opened AS (" + OPEN_TASKS + ")";
            parameters.addAll(List.of(opened(instance, openings, now)));
        }
        pipeline.later("""
                WITH moved AS (
                    UPDATE process.instance SET definition_id = ?, marking = CAST(? AS jsonb), version = version + 1
                    WHERE id = ? AND version = ?
                    RETURNING 1
                ), kept AS (
                    UPDATE process.task t
                    SET element_id = x.element, name = x.name, work = x.work, position = x.position, version = x.version
                    FROM jsonb_to_recordset(CAST(? AS jsonb))
                        AS x (id bigint, element text, name text, work text, position text, version integer)
                    WHERE t.id = x.id
                ), withdrawn AS (
                    DELETE FROM process.task WHERE instance_id = ? AND id = ANY (CAST(? AS bigint[]))
                )%s
                SELECT public.must(EXISTS (SELECT FROM moved), 'instance')
                """.formatted(opening), parameters.toArray());
    }

    /** The clock of a task that was opened while its instance's clock stands. */
    void stand(long task, int remaining) {
        pipeline.later("UPDATE process.task SET remaining_minutes = ? WHERE id = ?", remaining, task);
    }

    /** The instance ends where it stands. */
    void end(InstanceRow instance, After after, Instant now) {
        pipeline.later(
                """
                WITH moved AS (
                    UPDATE process.instance
                    SET marking = CAST(? AS jsonb), state = ?, ended_at = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    RETURNING 1
                ), withdrawn AS (
                    DELETE FROM process.task WHERE instance_id = ?)
                SELECT public.must(EXISTS (SELECT FROM moved), 'instance')
                """,
                Standing.JSON.writeValueAsString(after.marking()),
                after.state().name(),
                now,
                instance.id().value(),
                instance.version(),
                instance.id().value());
    }

    /** Stops or restarts the clock of the instance and of its tasks, given with their new times. */
    void time(InstanceRow instance, @Nullable Instant suspendedAt, List<TaskRow> tasks) {
        pipeline.later(
                """
                WITH moved AS (
                    UPDATE process.instance SET suspended_at = ?, version = version + 1
                    WHERE id = ? AND version = ?
                    RETURNING 1
                ), timed AS (
                    UPDATE process.task t
                    SET due_at = x.due, remaining_minutes = x.remaining, version = x.version
                    FROM jsonb_to_recordset(CAST(? AS jsonb))
                        AS x (id bigint, due timestamptz, remaining integer, version integer)
                    WHERE t.id = x.id)
                SELECT public.must(EXISTS (SELECT FROM moved), 'instance')
                """,
                new Typed(suspendedAt, Types.TIMESTAMP_WITH_TIMEZONE),
                instance.id().value(),
                instance.version(),
                Standing.JSON.writeValueAsString(tasks));
    }

    /** The instance that has this open task, for the rest of the transaction nobody else's to lock. */
    Optional<Standing> lock(TaskId task) {
        return jdbc.sql("SELECT instance_id FROM process.task WHERE id = :task")
                .param("task", task.value())
                .query((row, _) -> new InstanceId(row.getLong(1)))
                .optional()
                .flatMap(this::lock);
    }

    /** First the lock, then the look: what was committed while the lock was waited for is seen. */
    Optional<Standing> lock(InstanceId id) {
        jdbc.sql("SELECT FROM process.instance WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> 0)
                .optional();
        return jdbc.sql("SELECT * FROM process.v_standing WHERE instance_id = :id")
                .param("id", id.value())
                .query(Tables::standing)
                .optional();
    }

    Optional<Standing> find(TaskId task) {
        return jdbc.sql("""
                SELECT s.* FROM process.v_standing s
                WHERE s.instance_id = (SELECT instance_id FROM process.task WHERE id = :task)
                """).param("task", task.value()).query(Tables::standing).optional();
    }

    /** The subject's running instances, the oldest first. */
    List<Standing> running(SubjectRef subject) {
        return jdbc.sql("""
                SELECT * FROM process.v_standing
                WHERE p_subject = :id AND p_subject_kind = :kind AND p_state = 'RUNNING'
                ORDER BY instance_id
                """)
                .param("id", subject.id())
                .param("kind", subject.kind())
                .query(Tables::standing)
                .list();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return Objects.requireNonNull(Standing.read(row));
    }

    private static Object[] opened(InstanceRow instance, List<Opening> openings, Instant now) {
        return new Object[] {
            instance.id().value(),
            instance.agency().value(),
            instance.subject().kind(),
            instance.subject().id(),
            now,
            Standing.JSON.writeValueAsString(openings)
        };
    }

    private static Typed ended(After after, Instant now) {
        return new Typed(after.state() == InstanceRow.State.RUNNING ? null : now, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** As PostgreSQL reads an array of numbers. */
    static String array(Collection<Long> ids) {
        return ids.toString().replace('[', '{').replace(']', '}');
    }
}
