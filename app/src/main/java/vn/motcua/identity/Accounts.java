package vn.motcua.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import vn.motcua.organization.OfficerId;
import vn.motcua.shared.Vietnam;

/** Passwords of officers, kept as argon2id hashes, and when each officer signed in. */
@Component
class Accounts {

    record Account(OfficerId officer, String passwordHash, boolean mustChange) {}

    // the first choice of OWASP's password storage recommendations: 19 MiB, two passes, one lane
    private final PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Account> of(OfficerId officer) {
        return jdbc.sql("SELECT password_hash, must_change FROM identity.account WHERE officer = :officer")
                .param("officer", officer.value())
                .query((row, n) -> new Account(officer, row.getString("password_hash"), row.getBoolean("must_change")))
                .optional();
    }

    /** The officers who can sign in. */
    Set<OfficerId> officers() {
        return Set.copyOf(jdbc.sql("SELECT officer FROM identity.account")
                .query((row, n) -> new OfficerId(row.getLong("officer")))
                .list());
    }

    String hash(String password) {
        String hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalArgumentException("no password");
        }
        return hash;
    }

    boolean matches(String password, String hash) {
        return argon2.matches(password, hash);
    }

    void setPasswordHash(OfficerId officer, String hash, boolean mustChange, Instant now) {
        jdbc.sql("""
                INSERT INTO identity.account (officer, password_hash, must_change, changed_at)
                VALUES (:officer, :hash, :mustChange, :now)
                ON CONFLICT (officer) DO UPDATE
                SET password_hash = :hash, must_change = :mustChange, changed_at = :now""")
                .param("officer", officer.value())
                .param("hash", hash)
                .param("mustChange", mustChange)
                .param("now", now.atZone(Vietnam.ZONE).toOffsetDateTime())
                .update();
    }

    int forgetSignInsBefore(Instant moment) {
        return jdbc.sql("DELETE FROM identity.sign_in WHERE at < :before")
                .param("before", moment.atZone(Vietnam.ZONE).toOffsetDateTime())
                .update();
    }

    void signedIn(OfficerId officer, Instant now) {
        jdbc.sql("INSERT INTO identity.sign_in (officer, at) VALUES (:officer, :now)")
                .param("officer", officer.value())
                .param("now", now.atZone(Vietnam.ZONE).toOffsetDateTime())
                .update();
    }
}
