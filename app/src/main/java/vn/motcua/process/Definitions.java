package vn.motcua.process;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Published processes. They never change, so a graph once read is kept. */
@Component
class Definitions {

    private final JdbcClient jdbc;
    private final Map<DefinitionId, ProcessGraph> graphs = new ConcurrentHashMap<>();

    Definitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a checked file as the next version under its key; the very same file again is the version it already is. */
    DefinitionId publish(String key, String bpmnXml, Instant now) {
        lock(key);
        return jdbc.sql("""
                WITH same AS (
                    SELECT id FROM process.definition WHERE key = :key AND bpmn = :bpmn ORDER BY version DESC LIMIT 1
                ), added AS (
                    INSERT INTO process.definition (key, version, bpmn, published_at)
                    SELECT :key, 1 + coalesce((SELECT max(version) FROM process.definition WHERE key = :key), 0),
                           :bpmn, :now
                    WHERE NOT EXISTS (SELECT FROM same)
                    RETURNING id
                )
                SELECT id FROM same UNION ALL SELECT id FROM added
                """)
                .param("key", key)
                .param("bpmn", bpmnXml)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new DefinitionId(row.getLong("id")))
                .single();
    }

    /**
     * How a version takes over by itself.
     *
     * @param from first day on which new dossiers begin with it
     * @param by who publishes it
     */
    record Terms(LocalDate from, String by, String reason) {}

    /** Keeps a checked file as the next version under its key, to take over from a day on. */
    DefinitionId publish(String key, String bpmnXml, Terms terms, Instant now) {
        lock(key);
        return jdbc.sql("""
                INSERT INTO process.definition (key, version, bpmn, published_at, effective_from, published_by, reason)
                SELECT :key, 1 + coalesce((SELECT max(version) FROM process.definition WHERE key = :key), 0),
                       :bpmn, :now, :from, :by, :reason
                RETURNING id
                """)
                .param("key", key)
                .param("bpmn", bpmnXml)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("from", terms.from())
                .param("by", terms.by())
                .param("reason", terms.reason())
                .query((row, _) -> new DefinitionId(row.getLong("id")))
                .single();
    }

    private void lock(String key) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('process.definition ' || :key, 0))")
                .param("key", key)
                .query((_, _) -> "")
                .single();
    }

    ProcessGraph graph(DefinitionId id) {
        ProcessGraph known = graphs.get(id);
        if (known == null) {
            known = BpmnReader.reading(bpmnXml(id)).orElseThrow().graph();
            graphs.put(id, known);
        }
        return known;
    }

    String bpmnXml(DefinitionId id) {
        return jdbc.sql("SELECT bpmn FROM process.definition WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no process definition " + id.value()));
    }
}
