package vn.motcua.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;

/** Files that were looked at and may be taken over, each only by the officer who brought it, for a day. */
@Service
@Transactional
public class ImportFiles {

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;

    ImportFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Kept(UUID id, String name, byte[] content) {}

    /** Keeps a file in place of the one the officer brought before. */
    public UUID keep(byte[] content, String name, Actor.Officer officer, Instant now) {
        jdbc.sql("DELETE FROM catalog.import_file WHERE officer_id = :officer OR brought_at < :before")
                .param("officer", officer.id().value())
                .param("before", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO catalog.import_file (id, officer_id, name, content, brought_at)
                        VALUES (:id, :officer, :name, :content, :now)
                        """)
                .param("id", id)
                .param("officer", officer.id().value())
                .param("name", name)
                .param("content", content)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Kept> find(UUID id, Actor.Officer officer) {
        return jdbc.sql("SELECT name, content FROM catalog.import_file WHERE id = :id AND officer_id = :officer")
                .param("id", id)
                .param("officer", officer.id().value())
                .query((row, _) -> new Kept(id, row.getString("name"), row.getBytes("content")))
                .optional();
    }

    public void forget(UUID id) {
        jdbc.sql("DELETE FROM catalog.import_file WHERE id = :id")
                .param("id", id)
                .update();
    }
}
