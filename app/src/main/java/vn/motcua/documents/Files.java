package vn.motcua.documents;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Files that people hand in. A stored file never changes; the same content handed in twice is kept once. Who may read
 * which file is decided by the module that refers to it.
 */
@Service
@EnableConfigurationProperties({FileRules.class, FileRules.Scanner.class})
public class Files {

    private static final long MEGABYTE = 1024 * 1024;

    /** Looked into at a time: each takes a processor and some times its size in memory. */
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 30;

    private final JdbcClient jdbc;
    private final FileRules rules;
    private final VirusScanner scanner;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(AT_ONCE, true);

    Files(JdbcClient jdbc, FileRules rules, VirusScanner scanner, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.scanner = scanner;
        this.clock = clock;
    }

    /**
     * Checks and keeps a file. Refused with the file's name as first argument: {@code documents.empty}, {@code
     * documents.too-large}, {@code documents.wrong-type} (not accepted, or its name says another kind than its content),
     * {@code documents.heic}, {@code documents.encrypted}, {@code documents.broken}, {@code documents.too-detailed},
     * {@code documents.infected}; and {@code documents.busy} when too many others wait to be checked.
     *
     * <p>Opening and scanning a file takes time: call it before a transaction, not within one.
     */
    public Result<StoredFile> store(String name, byte[] content) {
        String clean = FileName.clean(name);
        String shown = clean.isEmpty() ? "?" : clean;
        if (content.length == 0) {
            return Result.refused(Problem.of("documents.empty", shown));
        }
        if (content.length > rules.maxSize().toBytes()) {
            return Result.refused(Problem.of(
                    "documents.too-large",
                    shown,
                    Math.ceilDiv(content.length, MEGABYTE),
                    rules.maxSize().toMegabytes()));
        }
        if (!hasTurn()) {
            return Result.refused(Problem.of("documents.busy", shown));
        }
        try {
            return check(clean, shown, content);
        } finally {
            turn.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Result<StoredFile> check(String clean, String shown, byte[] content) {
        if (FileChecks.isEncryptedOffice(content)) {
            return Result.refused(Problem.of("documents.encrypted", shown));
        }
        if (FileChecks.isHeic(content)) {
            return Result.refused(Problem.of("documents.heic", shown));
        }
        Optional<FileType> type = FileChecks.typeOf(content).filter(rules.types()::contains);
        if (type.isEmpty() || !mayBeCalled(clean, type.get())) {
            return Result.refused(Problem.of("documents.wrong-type", shown, rules.typeNames()));
        }
        return switch (FileChecks.conditionOf(type.get(), content)) {
            case ENCRYPTED -> Result.refused(Problem.of("documents.encrypted", shown));
            case BROKEN -> Result.refused(Problem.of("documents.broken", shown));
            case TOO_DETAILED -> Result.refused(Problem.of("documents.too-detailed", shown));
            case SOUND ->
                scanner.isInfected(content)
                        ? Result.refused(Problem.of("documents.infected", shown))
                        : Result.done(keep(named(clean, type.get()), type.get(), content));
        };
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException when there is no such file */
    public StoredFile info(FileId id) {
        return jdbc.sql("""
                        SELECT id, name, media_type, size, encode(sha256, 'hex') AS sha256
                        FROM documents.file WHERE id = :id
                        """)
                .param("id", id.value())
                .query((rs, row) -> new StoredFile(
                        new FileId(rs.getLong("id")),
                        rs.getString("name"),
                        rs.getString("media_type"),
                        rs.getLong("size"),
                        rs.getString("sha256")))
                .single();
    }

    /** @throws org.springframework.dao.EmptyResultDataAccessException when there is no such file */
    public byte[] content(FileId id) {
        return jdbc.sql("""
                        SELECT content FROM documents.file JOIN documents.blob USING (sha256) WHERE id = :id
                        """)
                .param("id", id.value())
                .query((rs, row) -> rs.getBytes("content"))
                .single();
    }

    private StoredFile keep(String name, FileType type, byte[] content) {
        byte[] sha256 = sha256(content);
        long id = jdbc.sql("""
                        WITH kept AS (
                            INSERT INTO documents.blob (sha256, content, stored_at) VALUES (:sha256, :content, :now)
                            ON CONFLICT DO NOTHING
                        )
                        INSERT INTO documents.file (sha256, name, media_type, size, stored_at)
                        VALUES (:sha256, :name, :type, :size, :now)
                        RETURNING id
                        """)
                .param("sha256", sha256)
                .param("content", content)
                .param("name", name)
                .param("type", type.mediaType)
                .param("size", content.length)
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        return new StoredFile(
                new FileId(id),
                name,
                type.mediaType,
                content.length,
                HexFormat.of().formatHex(sha256));
    }

    private static boolean mayBeCalled(String name, FileType type) {
        String ending = FileName.ending(name);
        return ending.isEmpty() || FileType.ofEnding(ending).equals(Optional.of(type));
    }

    private static String named(String clean, FileType type) {
        if (!FileName.ending(clean).isEmpty()) {
            return clean;
        }
        return (clean.isEmpty() ? "file" : clean) + "." + type.endings.getFirst();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
