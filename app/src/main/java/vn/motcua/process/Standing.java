package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.organization.AgencyId;

/**
 * How an instance stood when it was read, with its open tasks. The owner of the subject reads it together with the
 * subject's own row, from the view {@code process.v_standing}, and gives it back with a command; a command on a standing
 * that is no longer true fails with a {@link org.springframework.dao.ConcurrencyFailureException} when it is written.
 */
public final class Standing {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};
    private static final TypeReference<List<TaskRow>> TASKS = new TypeReference<>() {};

    private final InstanceRow instance;
    private final List<TaskRow> tasks;

    Standing(InstanceRow instance, List<TaskRow> tasks) {
        this.instance = instance;
        this.tasks = List.copyOf(tasks);
    }

    /** Reads the columns of {@code process.v_standing}; {@code null} when an outer join found none. */
    public static @Nullable Standing read(ResultSet row) throws SQLException {
        String marking = row.getString("p_marking");
        if (marking == null) {
            return null;
        }
        String tasks = row.getString("p_tasks");
        return new Standing(
                new InstanceRow(
                        new InstanceId(row.getLong("instance_id")),
                        new DefinitionId(row.getLong("p_definition")),
                        new SubjectRef(row.getString("p_subject_kind"), row.getLong("p_subject")),
                        new AgencyId(row.getLong("p_agency")),
                        JSON.readValue(marking, Marking.class),
                        StoredVariables.of(row.getString("p_variables")),
                        InstanceRow.State.valueOf(row.getString("p_state")),
                        row.getInt("p_version"),
                        instant(row, "p_suspended_at")),
                tasks == null ? List.of() : JSON.readValue(tasks, TASKS));
    }

    public InstanceId id() {
        return instance.id();
    }

    /** The version it runs by. */
    public DefinitionId definition() {
        return instance.definition();
    }

    InstanceRow instance() {
        return instance;
    }

    List<TaskRow> tasks() {
        return tasks;
    }

    Optional<TaskRow> task(TaskId id) {
        return tasks.stream().filter(task -> task.id() == id.value()).findFirst();
    }

    /** Variables as they come back from the database: conditions must not depend on whether they were there yet. */
    static Map<String, Object> asStored(Map<String, Object> variables) {
        return variables.isEmpty() ? variables : JSON.readValue(JSON.writeValueAsString(variables), VARIABLES);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
