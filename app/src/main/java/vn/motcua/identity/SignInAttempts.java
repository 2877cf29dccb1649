package vn.motcua.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.shared.Vietnam;

/**
 * Slows down guessing of passwords: after a few wrong tries a name waits at the network address they came from, longer
 * after each further one, so that nobody elsewhere can lock its owner out; many more stop the name everywhere, and an
 * address for all names. Right passwords are not counted, however many come at once.
 */
@Component
class SignInAttempts {

    enum Verdict {
        RIGHT,
        WRONG,
        /** Not looked at: too many wrong ones came before, or too many come now. */
        WAIT
    }

    /** Wrong tries that cost nothing: of a name at an address, from an address, behind which a whole office may sit. */
    static final int FREE_FOR_NAME = 5;

    static final int FREE_FOR_ADDRESS = 100;

    /** Of a name, wherever they come from. */
    static final int FREE_FOR_NAME_EVERYWHERE = 200;

    private static final long PATIENCE_SECONDS = 10;

    private final JdbcClient jdbc;

    /** A password takes 19 MiB and a processor to check; whoever waits here has a look at the wrong tries of the others. */
    private final Semaphore turn =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    SignInAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Verdict judge(String login, String address, Instant now, BooleanSupplier password) {
        if (!hasTurn()) {
            return Verdict.WAIT;
        }
        try {
            if (waits(login, address, now)) {
                return Verdict.WAIT;
            }
            if (password.getAsBoolean()) {
                forget(pair(login, address));
                return Verdict.RIGHT;
            }
            free(login, address).forEach((key, free) -> count(key.digest(), free, now));
            return Verdict.WRONG;
        } finally {
            turn.release();
        }
    }

    /** Forgets tries so old that they count no more. */
    int forgetBefore(Instant moment) {
        return jdbc.sql("DELETE FROM identity.sign_in_attempt WHERE last_at < :before")
                .param("before", at(moment))
                .update();
    }

    private record Key(String kind, String value) {

        byte[] digest() {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest((kind + ":" + value).getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Key pair(String login, String address) {
        return new Key("name at address", login + "\n" + address);
    }

    private static Map<Key, Integer> free(String login, String address) {
        return Map.of(
                pair(login, address),
                FREE_FOR_NAME,
                new Key("address", address),
                FREE_FOR_ADDRESS,
                new Key("name", login),
                FREE_FOR_NAME_EVERYWHERE);
    }

    private boolean hasTurn() {
        try {
            return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean waits(String login, String address, Instant now) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM identity.sign_in_attempt
                                        WHERE key IN (:keys) AND blocked_until > :now)
                        """)
                .param(
                        "keys",
                        free(login, address).keySet().stream().map(Key::digest).toList())
                .param("now", at(now))
                .query(Boolean.class)
                .single();
    }

    private void count(byte[] key, int free, Instant now) {
        jdbc.sql("""
                INSERT INTO identity.sign_in_attempt AS known (key, tries, last_at) VALUES (:key, 1, :now)
                ON CONFLICT (key) DO UPDATE SET
                    last_at = :now,
                    tries = CASE WHEN known.last_at < :now - interval '1 hour' THEN 1 ELSE known.tries + 1 END,
                    blocked_until = CASE
                        WHEN known.last_at < :now - interval '1 hour' OR known.tries + 1 < :free THEN NULL
                        ELSE :now + least(power(2, least(known.tries + 1 - :free, 10)), 15) * interval '1 minute' END""")
                .param("key", key)
                .param("free", free)
                .param("now", at(now))
                .update();
    }

    private void forget(Key key) {
        jdbc.sql("DELETE FROM identity.sign_in_attempt WHERE key = :key")
                .param("key", key.digest())
                .update();
    }

    private static OffsetDateTime at(Instant now) {
        return now.atZone(Vietnam.ZONE).toOffsetDateTime();
    }
}
