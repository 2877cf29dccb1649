package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import vn.motcua.database.Numbers;
import vn.motcua.database.Pipeline;
import vn.motcua.database.Pipeline.Typed;
import vn.motcua.process.Advance.Effect;

/** The SQL over what instances wait for besides tasks: jobs, subscriptions, and messages nobody has received yet. */
@Component
class Jobs {

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};
    private static final int LONGEST_FAILURE = 1_000;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final Numbers numbers;
    private final Duration kept;

    /** @param kept how long a message waits for somebody to receive it */
    Jobs(JdbcClient jdbc, Pipeline pipeline, Numbers numbers, @Value("${motcua.jobs.message-expiry}") Duration kept) {
        if (!kept.isPositive()) {
            throw new IllegalArgumentException("motcua.jobs.message-expiry must be above zero, not " + kept);
        }
        this.kept = kept;
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.numbers = numbers;
    }

    enum Kind {
        TIMER,
        SERVICE,
        CALL,
        /** What a called process came to: its {@code name} is the error it ended with, if it did. */
        ANSWER
    }

    /** A job to be added. */
    record Armed(
            long number,
            Kind kind,
            String element,
            @Nullable String name,
            @Nullable Map<String, Object> input,
            String due,
            boolean working) {}

    /** A job a node has taken in hand for a while. */
    record Due(
            SubjectRef subject,
            InstanceId instance,
            long number,
            Kind kind,
            @Nullable String name,
            Map<String, Object> input,
            Instant due,
            int attempts) {}

    /** A timer that counts working minutes. */
    record Working(
            long number, @Nullable Instant due, @Nullable Integer remaining) {}

    /** A message or signal and one who waits for it. */
    record Delivery(
            long message,
            Effect.Kind kind,
            String name,
            SubjectRef subject,
            InstanceId instance,
            long subscription,
            Map<String, Object> variables,
            int attempts) {}

    void open(InstanceId instance, List<Armed> jobs, List<Effect.Subscribe> subscriptions, Instant now) {
        if (!jobs.isEmpty()) {
            pipeline.later("""
                    INSERT INTO process.job (instance_id, number, kind, element_id, name, input, due_at, working)
                    SELECT ?, j.number, j.kind, j.element, j.name, j.input, j.due, j.working
                      FROM jsonb_to_recordset(CAST(? AS jsonb))
                        AS j (number bigint, kind text, element text, name text, input jsonb, due timestamptz,
                              working boolean)
                    """, instance.value(), Standing.JSON.writeValueAsString(jobs));
        }
        for (Effect.Subscribe subscribe : subscriptions) {
            pipeline.later(
                    """
                    INSERT INTO process.subscription (instance_id, number, kind, element_id, name, key, opened_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    instance.value(),
                    subscribe.subscription(),
                    subscribe.kind().name(),
                    subscribe.elementId(),
                    subscribe.name(),
                    new Typed(subscribe.key(), Types.VARCHAR),
                    now);
        }
    }

    /** A signal that was thrown for one who now stops waiting is over: it is not for who waits for the next one. */
    private static final String FORGET_SIGNALS = """
            DELETE FROM process.message m USING process.subscription s
             WHERE s.instance_id = ? AND s.kind = 'SIGNAL'
               AND m.kind = 'SIGNAL' AND m.name = s.name AND m.instance_id = s.instance_id
            """;

    void close(InstanceId instance, Collection<Long> jobs, Collection<Long> subscriptions) {
        if (!jobs.isEmpty()) {
            pipeline.later(
                    "DELETE FROM process.job WHERE instance_id = ? AND number = ANY (CAST(? AS bigint[]))",
                    instance.value(),
                    Tables.array(jobs));
        }
        if (!subscriptions.isEmpty()) {
            String ended = Tables.array(subscriptions);
            pipeline.later(FORGET_SIGNALS + """
                            AND s.number = ANY (CAST(? AS bigint[]))
                            AND NOT EXISTS (SELECT FROM process.subscription o
                                             WHERE o.instance_id = s.instance_id AND o.kind = 'SIGNAL'
                                               AND o.name = s.name AND o.number <> ALL (CAST(? AS bigint[])))
                            """, instance.value(), ended, ended);
            pipeline.later(
                    "DELETE FROM process.subscription WHERE instance_id = ? AND number = ANY (CAST(? AS bigint[]))",
                    instance.value(),
                    ended);
        }
    }

    /** Everything an instance waits for, when it ends. */
    void close(InstanceId instance) {
        pipeline.later("DELETE FROM process.job WHERE instance_id = ?", instance.value());
        pipeline.later(FORGET_SIGNALS, instance.value());
        pipeline.later("DELETE FROM process.subscription WHERE instance_id = ?", instance.value());
    }

    /**
     * A message waits for whoever will receive it, until its time is over.
     *
     * @param sender the instance that sends it; {@code null} when it comes from outside
     */
    void send(
            String name,
            @Nullable String key,
            Map<String, Object> variables,
            @Nullable InstanceId sender,
            Duration kept,
            Instant now) {
        pipeline.later(
                """
                INSERT INTO process.message (id, kind, name, key, variables, sender, sent_at, expires_at)
                VALUES (?, 'MESSAGE', ?, ?, CAST(? AS jsonb), ?, ?, ?)
                """,
                numbers.next("process.message_number"),
                name,
                new Typed(key, Types.VARCHAR),
                Standing.JSON.writeValueAsString(variables),
                new Typed(sender == null ? null : sender.value(), Types.BIGINT),
                now,
                now.plus(kept));
    }

    /** How long a message waits when its sender does not say. */
    Duration kept() {
        return kept;
    }

    /**
     * A message whose time is over.
     *
     * @param sender what the instance that sent it is about; {@code null} when it came from outside
     */
    record Overdue(
            long message,
            String name,
            @Nullable String key,
            Instant sentAt,
            @Nullable SubjectRef sender) {}

    /** A message whose time is over is still for those who waited before it was, though their clock may stand. */
    private static final String NOBODY_WAITS = """
            NOT EXISTS (SELECT FROM process.subscription s
                         WHERE s.kind = m.kind AND s.name = m.name AND (s.key IS NULL OR s.key = m.key)
                           AND s.opened_at < m.expires_at)
            """;

    /** Takes messages in hand whose time is over and that nobody waited for before it was. */
    List<Overdue> takeOverdue(Instant now, Duration lease, int most) {
        return jdbc.sql("""
                        UPDATE process.message t SET taken_until = :until
                          FROM (SELECT m.id FROM process.message m
                                 WHERE m.expires_at <= :now AND m.expired_at IS NULL
                                   AND (m.taken_until IS NULL OR m.taken_until <= :now)
                                   AND %s
                                 ORDER BY m.id LIMIT :most FOR UPDATE SKIP LOCKED) o
                         WHERE t.id = o.id
                        RETURNING t.id, t.name, t.key, t.sent_at,
                                  (SELECT i.subject_kind FROM process.instance i WHERE i.id = t.sender) AS subject_kind,
                                  (SELECT i.subject_id FROM process.instance i WHERE i.id = t.sender) AS subject_id
                        """.formatted(NOBODY_WAITS))
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("most", most)
                .query((row, _) -> new Overdue(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("key"),
                        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                        row.getString("subject_kind") == null ? null : subject(row)))
                .list();
    }

    /** Lets a message expire; {@code false} when it has meanwhile, was received, or has its whole time again. */
    boolean expire(long message, Instant now) {
        boolean expired = jdbc.sql("""
                        UPDATE process.message m SET expired_at = :now, taken_until = NULL
                         WHERE m.id = :id AND m.expired_at IS NULL AND m.expires_at <= :now AND %s
                        """.formatted(NOBODY_WAITS))
                        .param("now", utc(now))
                        .param("id", message)
                        .update()
                > 0;
        if (!expired) {
            giveBack(message);
        }
        return expired;
    }

    /** A signal is for every other instance that waits for it at this moment. */
    void signal(String name, InstanceId from, Instant now) {
        pipeline.later("""
                INSERT INTO process.message (id, kind, name, instance_id, sent_at)
                SELECT nextval('process.message_number'), 'SIGNAL', s.name, s.instance_id, ?
                  FROM (SELECT DISTINCT name, instance_id FROM process.subscription
                         WHERE kind = 'SIGNAL' AND name = ? AND instance_id <> ?) s
                """, now, name, from.value());
    }

    /** Takes jobs of some kinds that are due in hand; nobody else does until the lease is over. */
    List<Due> take(Set<Kind> kinds, Instant now, Duration lease, int most) {
        return jdbc.sql("""
                        UPDATE process.job j SET taken_until = :until
                          FROM (SELECT d.instance_id, d.number FROM process.job d
                                 WHERE d.due_at <= :now AND (d.taken_until IS NULL OR d.taken_until <= :now)
                                   AND d.kind = ANY (CAST(:kinds AS text[]))
                                   AND NOT EXISTS (SELECT FROM process.instance s
                                                    WHERE s.id = d.instance_id AND s.suspended_at IS NOT NULL)
                                 ORDER BY d.due_at LIMIT :most FOR UPDATE OF d SKIP LOCKED) t
                          JOIN process.instance i ON i.id = t.instance_id
                         WHERE j.instance_id = t.instance_id AND j.number = t.number
                        RETURNING i.subject_kind, i.subject_id, j.instance_id, j.number, j.kind, j.name,
                                  j.input::text AS input, coalesce(j.planned_at, j.due_at) AS due_at, j.attempts
                        """)
                .param("kinds", kinds.stream().map(Kind::name).collect(Collectors.joining(",", "{", "}")))
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("most", most)
                .query((row, _) -> new Due(
                        subject(row),
                        new InstanceId(row.getLong("instance_id")),
                        row.getLong("number"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        variables(row.getString("input")),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        row.getInt("attempts")))
                .list();
    }

    /**
     * A job did not succeed. It keeps when it was to be done at first.
     *
     * @param again when to try again; {@code null} when an operator has to look first
     */
    void failed(Due job, String why, Instant now, @Nullable Instant again) {
        jdbc.sql("""
                        UPDATE process.job SET attempts = attempts + 1, failed_at = :now, failure = :why,
                               planned_at = coalesce(planned_at, due_at), due_at = :again, taken_until = NULL
                         WHERE instance_id = :instance AND number = :number
                        """)
                .param("now", utc(now))
                .param("why", cut(why))
                .param("again", again == null ? null : utc(again), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("instance", job.instance().value())
                .param("number", job.number())
                .update();
    }

    /** What a job asked for is under way; nothing is due until its answer comes. */
    void waits(Due job) {
        jdbc.sql("""
                        UPDATE process.job SET due_at = NULL, taken_until = NULL, attempts = 0, failed_at = NULL,
                               failure = NULL
                         WHERE instance_id = :instance AND number = :number AND kind = 'CALL'
                        """)
                .param("instance", job.instance().value())
                .param("number", job.number())
                .update();
    }

    /** What a called process came to is told as soon as the instance can take it. */
    void answered(InstanceId instance, long token, Map<String, Object> output, @Nullable String error, Instant now) {
        jdbc.sql("""
                        UPDATE process.job SET kind = 'ANSWER', name = :error, input = CAST(:output AS jsonb), due_at = :now,
                               taken_until = NULL
                         WHERE instance_id = :instance AND number = :token AND kind = 'CALL'
                        """)
                .param("error", error, Types.VARCHAR)
                .param("output", Standing.JSON.writeValueAsString(output))
                .param("now", utc(now))
                .param("instance", instance.value())
                .param("token", token)
                .update();
    }

    /** Takes messages in hand that somebody waits for, the oldest first. */
    List<Delivery> takeMessages(Instant now, Duration lease, int most, int mostAttempts) {
        return jdbc.sql("""
                        UPDATE process.message m SET taken_until = :until
                          FROM (SELECT o.id, w.instance_id, w.number FROM process.message o
                                 CROSS JOIN LATERAL (
                                    SELECT s.instance_id, s.number FROM process.subscription s
                                      JOIN process.instance i ON i.id = s.instance_id AND i.suspended_at IS NULL
                                     WHERE s.kind = o.kind AND s.name = o.name
                                       AND (o.instance_id IS NULL OR s.instance_id = o.instance_id)
                                       AND (s.key IS NULL OR s.key = o.key)
                                       AND (o.expires_at IS NULL OR s.opened_at < o.expires_at)
                                     ORDER BY s.instance_id, s.number LIMIT 1) w
                                 WHERE o.expired_at IS NULL
                                   AND (o.taken_until IS NULL OR o.taken_until <= :now) AND o.attempts < :attempts
                                 ORDER BY o.id LIMIT :most FOR UPDATE OF o SKIP LOCKED) t
                          JOIN process.instance i ON i.id = t.instance_id
                         WHERE m.id = t.id
                        RETURNING m.id, m.kind, m.name, m.variables::text AS variables, m.attempts, t.instance_id,
                                  t.number, i.subject_kind, i.subject_id
                        """)
                .param("now", utc(now))
                .param("until", utc(now.plus(lease)))
                .param("attempts", mostAttempts)
                .param("most", most)
                .query((row, _) -> new Delivery(
                        row.getLong("id"),
                        Effect.Kind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        subject(row),
                        new InstanceId(row.getLong("instance_id")),
                        row.getLong("number"),
                        variables(row.getString("variables")),
                        row.getInt("attempts")))
                .list();
    }

    /** Nobody else receives the message until the transaction ends; {@code false} when somebody has. */
    boolean lockMessage(long message) {
        return jdbc.sql("SELECT 1 FROM process.message WHERE id = :id AND expired_at IS NULL FOR UPDATE")
                .param("id", message)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    void received(long message) {
        pipeline.later("DELETE FROM process.message WHERE id = ?", message);
    }

    /** A signal is for those who wait when it is sent: for one who has gone on meanwhile it is over. */
    void forgetSignal(long message) {
        jdbc.sql("DELETE FROM process.message WHERE id = :id AND kind = 'SIGNAL'")
                .param("id", message)
                .update();
    }

    void giveBack(long message) {
        jdbc.sql("UPDATE process.message SET taken_until = NULL WHERE id = :id")
                .param("id", message)
                .update();
    }

    void failed(Delivery delivery, String why, Instant now, Instant again) {
        jdbc.sql("""
                        UPDATE process.message SET attempts = attempts + 1, failed_at = :now, failure = :why,
                               taken_until = :again
                         WHERE id = :id
                        """)
                .param("now", utc(now))
                .param("why", cut(why))
                .param("again", utc(again))
                .param("id", delivery.message())
                .update();
    }

    /** The timers of an instance that run only while its agency works; not those an operator has to look at. */
    List<Working> working(InstanceId instance) {
        return jdbc.sql("""
                        SELECT number, due_at, remaining_minutes FROM process.job
                         WHERE instance_id = :instance AND working
                           AND (due_at IS NOT NULL OR remaining_minutes IS NOT NULL)
                        """)
                .param("instance", instance.value())
                .query((row, _) -> {
                    OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
                    return new Working(
                            row.getLong("number"),
                            due == null ? null : due.toInstant(),
                            row.getObject("remaining_minutes", Integer.class));
                })
                .list();
    }

    void time(InstanceId instance, Working timer) {
        pipeline.later(
                """
                UPDATE process.job SET due_at = ?, planned_at = NULL, remaining_minutes = ?
                 WHERE instance_id = ? AND number = ?
                """,
                new Typed(timer.due(), Types.TIMESTAMP_WITH_TIMEZONE),
                new Typed(timer.remaining(), Types.INTEGER),
                instance.value(),
                timer.number());
    }

    /** When timers of instances go off, by instance and number. */
    Map<InstanceId, Map<Long, Instant>> due(Collection<InstanceId> instances) {
        Map<InstanceId, Map<Long, Instant>> due = new HashMap<>();
        jdbc.sql("""
                        SELECT instance_id, number, due_at FROM process.job
                         WHERE instance_id = ANY (CAST(:instances AS bigint[])) AND kind = 'TIMER' AND due_at IS NOT NULL
                        """)
                .param(
                        "instances",
                        Tables.array(instances.stream().map(InstanceId::value).toList()))
                .query((RowCallbackHandler) row -> due.computeIfAbsent(
                                new InstanceId(row.getLong("instance_id")), _ -> new HashMap<>())
                        .put(
                                row.getLong("number"),
                                row.getObject("due_at", OffsetDateTime.class).toInstant()));
        return due;
    }

    /** What is waited for is under other ids in another version of the process. */
    void rename(InstanceId instance, Map<Long, String> elements) {
        for (String table : List.of("job", "subscription")) {
            pipeline.later("""
                    UPDATE process.%s w SET element_id = e.value
                      FROM jsonb_each_text(CAST(? AS jsonb)) e
                     WHERE w.instance_id = ? AND w.number = CAST(e.key AS bigint)
                    """.formatted(table), Standing.JSON.writeValueAsString(elements), instance.value());
        }
    }

    private static SubjectRef subject(ResultSet row) throws SQLException {
        return new SubjectRef(row.getString("subject_kind"), row.getLong("subject_id"));
    }

    private static Map<String, Object> variables(@Nullable String json) {
        return json == null ? Map.of() : Objects.requireNonNull(Standing.JSON.readValue(json, VARIABLES));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_FAILURE ? text : text.substring(0, LONGEST_FAILURE);
    }
}
