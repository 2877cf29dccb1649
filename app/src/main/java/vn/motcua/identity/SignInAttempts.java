package vn.motcua.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Vietnam;

/**
 * Slows down guessing of passwords: after a few wrong tries a name or a network address waits, longer after each
 * further one. A try counts before it is judged, so many at once are no way around it.
 */
@Component
class SignInAttempts {

    /** Wrong tries that cost nothing: for a name, and for an address, behind which a whole office may sit. */
    static final int FREE_FOR_NAME = 5;

    static final int FREE_FOR_ADDRESS = 100;

    private final JdbcClient jdbc;

    SignInAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts a try; {@code false} when this name or address must still wait. */
    boolean begin(String login, String address, Instant now) {
        return count(key("address", address), FREE_FOR_ADDRESS, now) && count(key("name", login), FREE_FOR_NAME, now);
    }

    /** Takes the try back, and forgets others that are older than a day. */
    void succeeded(String login, String address, Instant now) {
        jdbc.sql("DELETE FROM identity.sign_in_attempt WHERE last_at < :now - interval '1 day'")
                .param("now", at(now))
                .update();
        jdbc.sql("DELETE FROM identity.sign_in_attempt WHERE key = :key")
                .param("key", key("name", login))
                .update();
        jdbc.sql("UPDATE identity.sign_in_attempt SET tries = tries - 1 WHERE key = :key AND tries > 0")
                .param("key", key("address", address))
                .update();
    }

    private boolean count(byte[] key, int free, Instant now) {
        return jdbc.sql("""
                INSERT INTO identity.sign_in_attempt AS known (key, tries, last_at) VALUES (:key, 1, :now)
                ON CONFLICT (key) DO UPDATE SET
                    last_at = :now,
                    tries = CASE WHEN known.last_at < :now - interval '1 hour' THEN 1 ELSE known.tries + 1 END,
                    blocked_until = CASE
                        WHEN known.last_at < :now - interval '1 hour' OR known.tries + 1 < :free THEN NULL
                        ELSE :now + least(power(2, known.tries + 1 - :free), 15) * interval '1 minute' END
                WHERE known.blocked_until IS NULL OR known.blocked_until <= :now
                RETURNING tries""")
                .param("key", key)
                .param("free", free)
                .param("now", at(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static OffsetDateTime at(Instant now) {
        return now.atZone(Vietnam.ZONE).toOffsetDateTime();
    }

    private static byte[] key(String kind, String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((kind + ":" + value).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
