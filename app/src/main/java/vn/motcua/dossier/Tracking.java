package vn.motcua.dossier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Lets applicants at their dossiers: by code and secret, or because they filed them signed in. */
@Service
public class Tracking {

    private static final int WRONG_TRIES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final DossierRecords records;

    Tracking(JdbcClient jdbc, Ledger ledger, DossierRecords records) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.records = records;
    }

    /**
     * A pass for the dossier of this code and secret. An unknown code and a wrong secret give the same answer, and too
     * many wrong tries from one place are slowed down.
     *
     * @param source where the try comes from, for example a hash of the network address; never stored in clear
     */
    @Transactional
    public Result<ApplicantPass> open(String code, String secret, Actor actor, String source, Instant now) {
        oneAtATime(source);
        if (wrongTries(source, now) >= WRONG_TRIES) {
            return Result.refused(Problem.of("dossier.lookup-too-many", WINDOW.toMinutes()));
        }
        String given = secret.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        Optional<DossierRow> row =
                ledger.find(code.strip().toUpperCase(Locale.ROOT)).filter(r -> same(r.secret(), given));
        if (row.isEmpty()) {
            jdbc.sql("INSERT INTO dossier.lookup_failure (source, at) VALUES (:source, :now)")
                    .param("source", source)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
            return Result.refused(Problem.of("dossier.lookup-none"));
        }
        return Result.done(new ApplicantPass(row.get().id(), actor));
    }

    /** A pass for a dossier the signed-in citizen filed. */
    @Transactional(readOnly = true)
    public Optional<ApplicantPass> open(String code, Actor.Citizen citizen) {
        return ledger.find(code)
                .filter(row -> records.filedBy(row.id(), citizen))
                .map(row -> new ApplicantPass(row.id(), citizen));
    }

    /** One line of "my dossiers". */
    public record Mine(
            DossierId id,
            String code,
            String procedureCode,
            DossierStatus status,
            Instant submittedAt,
            Optional<Instant> dueAt) {}

    /** What the citizen filed, the newest first. */
    @Transactional(readOnly = true)
    public List<Mine> mine(Actor.Citizen citizen) {
        return jdbc.sql("""
                        SELECT d.id, d.code, d.procedure_code, d.status, d.submitted_at, d.due_at
                          FROM dossier.applicant a JOIN dossier.dossier d ON d.id = a.dossier_id
                         WHERE a.subject = :subject
                         ORDER BY d.submitted_at DESC LIMIT 200
                        """)
                .param("subject", citizen.subject())
                .query((row, n) -> new Mine(
                        new DossierId(row.getLong("id")),
                        row.getString("code"),
                        row.getString("procedure_code"),
                        DossierStatus.valueOf(row.getString("status")),
                        row.getTimestamp("submitted_at").toInstant(),
                        Optional.ofNullable(Ledger.instant(row, "due_at"))))
                .list();
    }

    /** Tries from one place are judged one after the other: many at once are not all judged before the first is counted. */
    private void oneAtATime(String source) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:source, 20260703))")
                .param("source", source)
                .query((row, n) -> 0)
                .single();
    }

    private int wrongTries(String source, Instant now) {
        return jdbc.sql("SELECT count(*) FROM dossier.lookup_failure WHERE source = :source AND at > :since")
                .param("source", source)
                .param("since", now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
