package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import vn.motcua.database.Pipeline;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.Migration.Counts;
import vn.motcua.process.Migration.State;
import vn.motcua.process.Migration.Version;
import vn.motcua.shared.Problem;

/** The SQL over migrations and the instances in them. */
@Component
class MigrationTables {

    private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};
    private static final TypeReference<List<PlannedMove.Place>> PLACES = new TypeReference<>() {};
    private static final int LONGEST_FAILURE = 1_000;

    private static final String SELECT = """
            SELECT m.id, m.key, m.from_id, f.version AS from_number, m.from_hash, m.to_id, t.version AS to_number, m.to_hash,
                   m.mapping::text AS mapping, m.state, m.planned_by, m.planned_at, m.reason, m.started_at, m.ended_at, c.*
              FROM process.migration m
              JOIN process.definition f ON f.id = m.from_id
              JOIN process.definition t ON t.id = m.to_id
             CROSS JOIN LATERAL (
                SELECT count(*) AS items, count(*) FILTER (WHERE i.state = 'WAITING') AS waiting,
                       count(*) FILTER (WHERE i.state = 'MOVED') AS moved,
                       count(*) FILTER (WHERE i.state = 'REFUSED') AS refused,
                       count(*) FILTER (WHERE i.state <> 'REFUSED' AND i.passes) AS passing
                  FROM process.migration_item i WHERE i.migration_id = m.id) c
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;

    MigrationTables(JdbcClient jdbc, Pipeline pipeline) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
    }

    // migrations

    MigrationId add(Version from, Version to, String key, Map<String, String> mapping, Act act, Instant now) {
        return jdbc.sql("""
                        INSERT INTO process.migration
                            (key, from_id, to_id, from_hash, to_hash, mapping, planned_by, planned_at, officer_id, command_key)
                        VALUES (:key, :from, :to, :fromHash, :toHash, CAST(:mapping AS jsonb), :by, :now, :officer, :command)
                        RETURNING id
                        """)
                .param("key", key)
                .param("from", from.id().value())
                .param("to", to.id().value())
                .param("fromHash", from.hash())
                .param("toHash", to.hash())
                .param("mapping", Standing.JSON.writeValueAsString(mapping))
                .param("by", act.officer().displayName())
                .param("now", utc(now))
                .param("officer", act.officer().id().value())
                .param("command", act.key())
                .query((row, _) -> new MigrationId(row.getLong(1)))
                .single();
    }

    /** @param key of the command, bound to who gave it */
    record Act(Actor.Officer officer, String key) {}

    /** Plans of a process that nobody has started. */
    void forgetPlans(String key) {
        jdbc.sql("DELETE FROM process.migration WHERE key = :key AND state = 'PLANNED'")
                .param("key", key)
                .update();
    }

    Optional<MigrationId> planned(String command) {
        return jdbc.sql("SELECT id FROM process.migration WHERE command_key = :command")
                .param("command", command)
                .query((row, _) -> new MigrationId(row.getLong(1)))
                .optional();
    }

    Optional<Migration> find(MigrationId id) {
        return jdbc.sql(SELECT + "WHERE m.id = :id")
                .param("id", id.value())
                .query((row, _) -> migration(row))
                .optional();
    }

    /** Of a process, latest first. */
    List<Migration> of(String key, int most) {
        return jdbc.sql(SELECT + "WHERE m.key = :key ORDER BY m.id DESC LIMIT :most")
                .param("key", key)
                .param("most", most)
                .query((row, _) -> migration(row))
                .list();
    }

    /** As it stands; nobody else changes it, and nothing moves by it, until the transaction ends. */
    Optional<State> lock(MigrationId id) {
        return jdbc.sql("SELECT state FROM process.migration WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, _) -> State.valueOf(row.getString(1)))
                .optional();
    }

    boolean runs(String key) {
        return jdbc.sql("SELECT 1 FROM process.migration WHERE key = :key AND state = 'RUNNING'")
                .param("key", key)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    void start(MigrationId id, OfficerId officer, String reason, Instant now) {
        jdbc.sql("""
                        UPDATE process.migration SET state = 'RUNNING', officer_id = :officer, reason = :reason,
                               started_at = :now
                         WHERE id = :id
                        """)
                .param("id", id.value())
                .param("officer", officer.value())
                .param("reason", reason)
                .param("now", utc(now))
                .update();
    }

    void turn(MigrationId id, State state) {
        jdbc.sql("UPDATE process.migration SET state = :state WHERE id = :id")
                .param("id", id.value())
                .param("state", state.name())
                .update();
    }

    /** ProcessMigrations in which nothing is left to move are over. */
    void finish(Instant now) {
        jdbc.sql("""
                        UPDATE process.migration m SET state = 'DONE', ended_at = :now
                         WHERE m.state = 'RUNNING'
                           AND NOT EXISTS (SELECT FROM process.migration_item i
                                            WHERE i.migration_id = m.id AND i.state = 'WAITING')
                        """).param("now", utc(now)).update();
    }

    /** Nothing moves to a version any more that was withdrawn. */
    void stopWithdrawn() {
        jdbc.sql("""
                        UPDATE process.migration m SET state = 'STOPPED'
                         WHERE m.state = 'RUNNING'
                           AND EXISTS (SELECT FROM process.withdrawal w WHERE w.definition_id = m.to_id)
                        """).update();
    }

    boolean doneBefore(String command) {
        return jdbc.sql("SELECT 1 FROM process.migration_log WHERE command_key = :command")
                .param("command", command)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    void log(MigrationId id, Migration.Act.Kind kind, @Nullable String reason, Act act, Instant now) {
        jdbc.sql("""
                        INSERT INTO process.migration_log (migration_id, act, officer_id, officer, reason, command_key, at)
                        VALUES (:id, :act, :officer, :name, :reason, :command, :now)
                        """)
                .param("id", id.value())
                .param("act", kind.name())
                .param("officer", act.officer().id().value())
                .param("name", act.officer().displayName())
                .param("reason", reason, Types.VARCHAR)
                .param("command", act.key())
                .param("now", utc(now))
                .update();
    }

    List<Migration.Act> acts(MigrationId id) {
        return jdbc.sql(
                        "SELECT act, officer, reason, at FROM process.migration_log WHERE migration_id = :id ORDER BY id")
                .param("id", id.value())
                .query((row, _) -> new Migration.Act(
                        Migration.Act.Kind.valueOf(row.getString("act")),
                        row.getString("officer"),
                        row.getString("reason"),
                        Objects.requireNonNull(instant(row, "at"))))
                .list();
    }

    // what is in them

    /**
     * Takes all running instances of a version into a plan; gives how many.
     *
     * @param subjects {@code null} for all; else only those about one of these
     */
    int gather(MigrationId id, DefinitionId from, @Nullable Collection<SubjectRef> subjects) {
        return jdbc.sql("""
                        INSERT INTO process.migration_item (migration_id, instance_id, subject_kind, subject_id)
                        SELECT :id, i.id, i.subject_kind, i.subject_id
                          FROM %s r JOIN process.instance i ON i.id = r.instance_id
                         WHERE i.definition_id = :from AND i.state = 'RUNNING'
                           AND (:all OR EXISTS (
                                SELECT FROM jsonb_to_recordset(CAST(:subjects AS jsonb)) AS s (kind text, id bigint)
                                 WHERE s.kind = i.subject_kind AND s.id = i.subject_id))
                        """.formatted(Whereabouts.RUNNING))
                .param("id", id.value())
                .param("from", from.value())
                .param("all", subjects == null)
                .param("subjects", Standing.JSON.writeValueAsString(subjects == null ? List.of() : subjects))
                .update();
    }

    List<SubjectRef> subjects(MigrationId id) {
        return jdbc.sql("SELECT subject_kind, subject_id FROM process.migration_item WHERE migration_id = :id")
                .param("id", id.value())
                .query((row, _) -> subject(row))
                .list();
    }

    /** How the next instances of a plan stand, by number. */
    List<Standing> standings(MigrationId id, long after, int most) {
        return jdbc.sql("""
                        SELECT s.* FROM (
                            SELECT instance_id FROM process.migration_item
                             WHERE migration_id = :id AND instance_id > :after ORDER BY instance_id LIMIT :most) i
                          JOIN process.v_standing s USING (instance_id)
                         ORDER BY instance_id
                        """)
                .param("id", id.value())
                .param("after", after)
                .param("most", most)
                .query(MigrationTables::standing)
                .list();
    }

    /** @param planned {@code null} when it cannot move, for these {@code reasons} */
    record Planned(
            long instance,
            String state,
            boolean passes,
            @Nullable PlannedMove planned,
            @Nullable List<Problem> reasons) {}

    void plan(MigrationId id, List<Planned> items, Instant now) {
        jdbc.sql("""
                        UPDATE process.migration_item i
                           SET state = x.state, passes = x.passes, planned = x.planned, reasons = x.reasons,
                               done_at = CASE WHEN x.state = 'REFUSED' THEN CAST(:now AS timestamptz) END
                          FROM jsonb_to_recordset(CAST(:items AS jsonb))
                            AS x (instance bigint, state text, passes boolean, planned jsonb, reasons jsonb)
                         WHERE i.migration_id = :id AND i.instance_id = x.instance
                        """)
                .param("id", id.value())
                .param("now", utc(now))
                .param("items", Standing.JSON.writeValueAsString(items))
                .update();
    }

    private static final String WHICH = """
             WHERE i.migration_id = :id
               AND CASE :which WHEN 'ALL' THEN true WHEN 'PASSING' THEN i.state <> 'REFUSED' AND i.passes
                               ELSE i.state = :which END
            """;

    List<MigrationItem> items(MigrationId id, MigrationItem.Which which, int skip, int most) {
        return jdbc.sql("""
                        SELECT i.instance_id, i.subject_kind, i.subject_id, i.state, i.planned::text AS planned,
                               i.reasons::text AS reasons, i.done_at
                          FROM process.migration_item i
                        """ + WHICH + " ORDER BY i.instance_id OFFSET :skip LIMIT :most")
                .param("id", id.value())
                .param("which", which.name())
                .param("skip", skip)
                .param("most", most)
                .query((row, _) -> new MigrationItem(
                        new InstanceId(row.getLong("instance_id")),
                        subject(row),
                        MigrationItem.State.valueOf(row.getString("state")),
                        read(row.getString("planned"), PlannedMove.class),
                        problems(row.getString("reasons")),
                        instant(row, "done_at")))
                .list();
    }

    /** Instances that are alike, the most first. */
    List<Migration.Group> groups(MigrationId id, int most) {
        return jdbc.sql("""
                        SELECT before, after, reason, count(*) AS instances
                          FROM (SELECT (planned -> 'before')::text AS before,
                                       CASE WHEN state <> 'REFUSED' THEN (planned -> 'after')::text END AS after,
                                       (reasons -> 0)::text AS reason
                                  FROM process.migration_item WHERE migration_id = :id) g
                         GROUP BY before, after, reason ORDER BY reason IS NULL, instances DESC, before LIMIT :most
                        """)
                .param("id", id.value())
                .param("most", most)
                .query((row, _) -> new Migration.Group(
                        places(row.getString("before")),
                        places(row.getString("after")),
                        problem(row.getString("reason")),
                        row.getLong("instances")))
                .list();
    }

    // while it runs

    /** An instance a node has taken in hand for a while. */
    record Taken(MigrationId migration, InstanceId instance, SubjectRef subject, int attempts) {}

    List<Taken> take(Instant now, Duration lease, int most) {
        return jdbc.sql("""
                        UPDATE process.migration_item i SET taken_until = :until
                          FROM (SELECT w.migration_id, w.instance_id
                                  FROM process.migration m
                                  JOIN process.migration_item w ON w.migration_id = m.id
                                 WHERE m.state = 'RUNNING' AND w.state = 'WAITING'
                                   AND (w.taken_until IS NULL OR w.taken_until <= :now)
                                 ORDER BY w.migration_id, w.instance_id LIMIT :most FOR UPDATE OF w SKIP LOCKED) t
                         WHERE i.migration_id = t.migration_id AND i.instance_id = t.instance_id
                        RETURNING i.migration_id, i.instance_id, i.subject_kind, i.subject_id, i.attempts
                        """)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("most", most)
                .query((row, _) -> new Taken(
                        new MigrationId(row.getLong("migration_id")),
                        new InstanceId(row.getLong("instance_id")),
                        subject(row),
                        row.getInt("attempts")))
                .list();
    }

    /** Who answers for a migration that runs, and why. */
    record Order(OfficerId officer, String reason) {}

    /** While the transaction lasts the migration is not stopped; empty when it does not run. */
    Optional<Order> running(MigrationId id) {
        return jdbc.sql(
                        "SELECT officer_id, reason FROM process.migration WHERE id = :id AND state = 'RUNNING' FOR SHARE")
                .param("id", id.value())
                .query((row, _) -> new Order(new OfficerId(row.getLong("officer_id")), row.getString("reason")))
                .optional();
    }

    /** Whether the instance is still to be moved; if so nobody else moves it until the transaction ends. */
    boolean waits(MigrationId id, InstanceId instance) {
        return jdbc.sql("""
                        SELECT 1 FROM process.migration_item
                         WHERE migration_id = :id AND instance_id = :instance AND state = 'WAITING' FOR UPDATE
                        """)
                .param("id", id.value())
                .param("instance", instance.value())
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    void moved(MigrationId id, InstanceId instance, PlannedMove move, Instant now) {
        pipeline.later("""
                UPDATE process.migration_item
                   SET state = 'MOVED', planned = CAST(? AS jsonb), passes = ?, done_at = ?, taken_until = NULL
                 WHERE migration_id = ? AND instance_id = ?
                """, Standing.JSON.writeValueAsString(move), move.passes(), now, id.value(), instance.value());
    }

    void refused(Taken item, List<Problem> reasons, Instant now) {
        jdbc.sql("""
                        UPDATE process.migration_item
                           SET state = 'REFUSED', reasons = CAST(:reasons AS jsonb), done_at = :now, taken_until = NULL
                         WHERE migration_id = :id AND instance_id = :instance AND state = 'WAITING'
                        """)
                .param("reasons", Standing.JSON.writeValueAsString(reasons))
                .param("now", utc(now))
                .param("id", item.migration().value())
                .param("instance", item.instance().value())
                .update();
    }

    void giveBack(Taken item) {
        jdbc.sql("""
                        UPDATE process.migration_item SET taken_until = NULL
                         WHERE migration_id = :id AND instance_id = :instance
                        """)
                .param("id", item.migration().value())
                .param("instance", item.instance().value())
                .update();
    }

    void failed(Taken item, String why, Instant again) {
        jdbc.sql("""
                        UPDATE process.migration_item SET attempts = attempts + 1, failure = :why, taken_until = :again
                         WHERE migration_id = :id AND instance_id = :instance
                        """)
                .param("why", why.length() <= LONGEST_FAILURE ? why : why.substring(0, LONGEST_FAILURE))
                .param("again", utc(again))
                .param("id", item.migration().value())
                .param("instance", item.instance().value())
                .update();
    }

    private static Migration migration(ResultSet row) throws SQLException {
        return new Migration(
                new MigrationId(row.getLong("id")),
                row.getString("key"),
                new Version(
                        new DefinitionId(row.getLong("from_id")),
                        row.getInt("from_number"),
                        row.getString("from_hash")),
                new Version(new DefinitionId(row.getLong("to_id")), row.getInt("to_number"), row.getString("to_hash")),
                Objects.requireNonNull(Standing.JSON.readValue(row.getString("mapping"), MAPPING)),
                State.valueOf(row.getString("state")),
                row.getString("planned_by"),
                Objects.requireNonNull(instant(row, "planned_at")),
                row.getString("reason"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                new Counts(
                        row.getLong("items"),
                        row.getLong("waiting"),
                        row.getLong("moved"),
                        row.getLong("refused"),
                        row.getLong("passing")));
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return Objects.requireNonNull(Standing.read(row));
    }

    private static SubjectRef subject(ResultSet row) throws SQLException {
        return new SubjectRef(row.getString("subject_kind"), row.getLong("subject_id"));
    }

    private static <T> @Nullable T read(@Nullable String json, Class<T> type) {
        return json == null ? null : Standing.JSON.readValue(json, type);
    }

    private static List<PlannedMove.Place> places(@Nullable String json) {
        return json == null ? List.of() : Objects.requireNonNull(Standing.JSON.readValue(json, PLACES));
    }

    private static @Nullable Problem problem(@Nullable String json) {
        return read(json, Problem.class);
    }

    private static List<Problem> problems(@Nullable String json) {
        return json == null ? List.of() : List.of(Standing.JSON.readValue(json, Problem[].class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
