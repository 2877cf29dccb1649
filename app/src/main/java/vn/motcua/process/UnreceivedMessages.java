package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Actor;

/** The SQL over messages nobody has received, and over what operators did with them. */
@Component
class UnreceivedMessages {

    enum Act {
        RETRIED,
        DISCARDED
    }

    private final JdbcClient jdbc;

    UnreceivedMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The oldest first; those that expired after those that can still be received. */
    List<Unreceived> list(int most) {
        return jdbc.sql("""
                        SELECT * FROM (
                            (SELECT * FROM process.message WHERE expired_at IS NULL ORDER BY id LIMIT :most)
                            UNION ALL
                            (SELECT * FROM process.message WHERE expired_at IS NOT NULL ORDER BY id LIMIT :most)) m
                         ORDER BY expired_at IS NOT NULL, id LIMIT :most
                        """).param("most", most).query((row, _) -> message(row)).list();
    }

    int count(boolean expired, int most) {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM (SELECT FROM process.message WHERE (expired_at IS NOT NULL) = :expired LIMIT :most) found
                        """)
                .param("expired", expired)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    Optional<Unreceived> find(long id) {
        return jdbc.sql("SELECT * FROM process.message WHERE id = :id")
                .param("id", id)
                .query((row, _) -> message(row))
                .optional();
    }

    /** As {@link #find}, and nobody receives it until the transaction ends. */
    Optional<Unreceived> lock(long id) {
        return jdbc.sql("SELECT * FROM process.message WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> message(row))
                .optional();
    }

    boolean doneBefore(String key) {
        return jdbc.sql("SELECT 1 FROM process.message_log WHERE command_key = :key")
                .param("key", key)
                .query((_, _) -> true)
                .optional()
                .isPresent();
    }

    /** Writes down who does what, and why, with all the message was. */
    void log(long id, Act act, Actor.Officer officer, String reason, String key, Instant now) {
        jdbc.sql("""
                        INSERT INTO process.message_log (message_id, act, kind, name, key, variables, sent_at, attempts,
                               failure, officer_id, officer, reason, command_key, at)
                        SELECT id, :act, kind, name, key, variables, sent_at, attempts, failure, :officer, :name, :reason,
                               :command, :now
                          FROM process.message WHERE id = :id
                        """)
                .param("id", id)
                .param("act", act.name())
                .param("officer", officer.id().value())
                .param("name", officer.displayName())
                .param("reason", reason)
                .param("command", key)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void discard(long id) {
        jdbc.sql("DELETE FROM process.message WHERE id = :id").param("id", id).update();
    }

    /** It is tried again, and has its whole time again when that was over. */
    void again(long id, Duration kept, Instant now) {
        jdbc.sql("""
                        UPDATE process.message
                           SET attempts = 0, failed_at = NULL, failure = NULL, taken_until = NULL, expired_at = NULL,
                               expires_at = CASE WHEN expired_at IS NULL THEN expires_at ELSE CAST(:until AS timestamptz) END
                         WHERE id = :id
                        """)
                .param("id", id)
                .param("until", now.plus(kept).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What operators did, latest first. */
    List<MessageAct> acts(int most) {
        return jdbc.sql("SELECT * FROM process.message_log ORDER BY id DESC LIMIT :most")
                .param("most", most)
                .query((row, _) -> new MessageAct(
                        row.getString("act"),
                        row.getString("name"),
                        row.getString("key"),
                        row.getString("officer"),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Unreceived message(ResultSet row) throws SQLException {
        return new Unreceived(
                row.getLong("id"),
                row.getString("kind").equals("SIGNAL"),
                row.getString("name"),
                row.getString("key"),
                Objects.requireNonNull(StuckJobs.instant(row, "sent_at")),
                StuckJobs.instant(row, "expires_at"),
                StuckJobs.instant(row, "expired_at"),
                row.getInt("attempts"),
                StuckJobs.instant(row, "failed_at"),
                row.getString("failure"));
    }
}
