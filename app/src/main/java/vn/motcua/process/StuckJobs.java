package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.organization.AgencyId;

/** The SQL over jobs that somebody has to look at. */
@Component
class StuckJobs {

    /** A job is due a little before a node has done it; after this something is wrong. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final String SELECT = """
            SELECT i.subject_kind, i.subject_id, i.agency_id, i.definition_id, i.suspended_at IS NOT NULL AS suspended,
                   d.key, d.version, j.instance_id, j.number, j.kind, j.element_id, j.name, j.due_at, coalesce(j.planned_at, j.due_at) AS planned_at, j.attempts,
                   j.failed_at, j.failure, coalesce(j.taken_until > :now, false) AS taken
              FROM process.job j
              JOIN process.instance i ON i.id = j.instance_id
              JOIN process.definition d ON d.id = i.definition_id
            """;

    private final JdbcClient jdbc;
    private final Definitions definitions;

    StuckJobs(JdbcClient jdbc, Definitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    /** The longest stuck first. While a clock stands nothing is late. */
    List<StuckJob> list(Instant now, int most) {
        return jdbc.sql(SELECT + """
                         WHERE (j.failed_at IS NOT NULL OR j.due_at <= :late)
                           AND (j.failed_at IS NOT NULL OR i.suspended_at IS NULL)
                         ORDER BY coalesce(j.failed_at, j.due_at), j.instance_id, j.number
                         LIMIT :most
                        """)
                .param("now", utc(now))
                .param("late", utc(now.minus(GRACE)))
                .param("most", most)
                .query((row, _) -> job(row))
                .list();
    }

    /** How many there are; past a limit nobody counts on. */
    int count(Instant now, int most) {
        return jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT FROM process.job j JOIN process.instance i ON i.id = j.instance_id
                             WHERE (j.failed_at IS NOT NULL OR j.due_at <= :late)
                               AND (j.failed_at IS NOT NULL OR i.suspended_at IS NULL)
                             LIMIT :most) found
                        """)
                .param("late", utc(now.minus(GRACE)))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** Whom an instance is about. */
    Optional<SubjectRef> subject(InstanceId instance) {
        return jdbc.sql("SELECT subject_kind, subject_id FROM process.instance WHERE id = :id")
                .param("id", instance.value())
                .query((row, _) -> new SubjectRef(row.getString(1), row.getLong(2)))
                .optional();
    }

    Optional<StuckJob> find(InstanceId instance, long number, Instant now) {
        return jdbc.sql(SELECT + " WHERE j.instance_id = :instance AND j.number = :number")
                .param("now", utc(now))
                .param("instance", instance.value())
                .param("number", number)
                .query((row, _) -> job(row))
                .optional();
    }

    /** As {@link #find}, and no node takes it in hand until the transaction ends. */
    Optional<StuckJob> lock(InstanceId instance, long number, Instant now) {
        return jdbc.sql(SELECT + " WHERE j.instance_id = :instance AND j.number = :number FOR UPDATE OF j")
                .param("now", utc(now))
                .param("instance", instance.value())
                .param("number", number)
                .query((row, _) -> job(row))
                .optional();
    }

    /** As if it had never failed, and due now. */
    void again(InstanceId instance, long number, Instant now) {
        jdbc.sql("""
                        UPDATE process.job SET due_at = :now, attempts = 0, failed_at = NULL, failure = NULL, taken_until = NULL
                         WHERE instance_id = :instance AND number = :number
                        """)
                .param("now", utc(now))
                .param("instance", instance.value())
                .param("number", number)
                .update();
    }

    private StuckJob job(ResultSet row) throws SQLException {
        String element = row.getString("element_id");
        return new StuckJob(
                new SubjectRef(row.getString("subject_kind"), row.getLong("subject_id")),
                new InstanceId(row.getLong("instance_id")),
                new AgencyId(row.getLong("agency_id")),
                row.getString("key"),
                row.getInt("version"),
                row.getLong("number"),
                StuckJob.Kind.valueOf(row.getString("kind")),
                element,
                definitions
                        .graph(new DefinitionId(row.getLong("definition_id")))
                        .node(element)
                        .name(),
                row.getString("name"),
                instant(row, "due_at"),
                instant(row, "planned_at"),
                row.getInt("attempts"),
                instant(row, "failed_at"),
                row.getString("failure"),
                row.getBoolean("taken"),
                row.getBoolean("suspended"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
