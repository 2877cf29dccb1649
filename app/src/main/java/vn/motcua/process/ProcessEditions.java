package vn.motcua.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * The versions of processes: one draft at a time, published from a day on, withdrawn. Every act is written down with who
 * did it, and why.
 */
@Service
@Transactional
public class ProcessEditions {

    private static final int MOST_REASON = 500;

    private final JdbcClient jdbc;
    private final Definitions definitions;
    private final Services services;
    private final Map<DefinitionId, String> drawn = new ConcurrentHashMap<>();

    ProcessEditions(JdbcClient jdbc, Definitions definitions, Services services) {
        this.jdbc = jdbc;
        this.definitions = definitions;
        this.services = services;
    }

    /**
     * The version a dossier begins with on a day, where its procedure names one: a later version of the same process
     * whose day has come and that was not withdrawn, else the one that is named.
     */
    @Transactional(readOnly = true)
    public DefinitionId inForce(DefinitionId named, LocalDate day) {
        return jdbc.sql("SELECT process.in_force(:named, :day)")
                .param("named", named.value())
                .param("day", day)
                .query((row, _) -> new DefinitionId(row.getLong(1)))
                .single();
    }

    /** All versions of all processes, by key, newest first. */
    @Transactional(readOnly = true)
    public List<ProcessEdition> all() {
        return jdbc.sql(SELECT + "ORDER BY d.key, d.version DESC")
                .query(ProcessEditions::edition)
                .list();
    }

    /** The versions of one process, newest first. */
    @Transactional(readOnly = true)
    public List<ProcessEdition> of(String key) {
        return jdbc.sql(SELECT + "WHERE d.key = :key ORDER BY d.version DESC")
                .param("key", key)
                .query(ProcessEditions::edition)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<ProcessEdition> edition(DefinitionId id) {
        return jdbc.sql(SELECT + "WHERE d.id = :id")
                .param("id", id.value())
                .query(ProcessEditions::edition)
                .optional();
    }

    /** The file of a version, with a layout of ours if it has none. */
    @Transactional(readOnly = true)
    public String drawn(DefinitionId id) {
        String known = drawn.get(id);
        if (known == null) {
            known = ProcessDesign.drawn(definitions.bpmnXml(id));
            drawn.put(id, known);
        }
        return known;
    }

    @Transactional(readOnly = true)
    public List<ProcessDraft> drafts() {
        return jdbc.sql("SELECT * FROM process.draft ORDER BY key")
                .query(ProcessEditions::draft)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<ProcessDraft> draft(String key) {
        return jdbc.sql("SELECT * FROM process.draft WHERE key = :key")
                .param("key", key)
                .query(ProcessEditions::draft)
                .optional();
    }

    /** What was done to a process, latest first. */
    @Transactional(readOnly = true)
    public List<DesignAct> acts(String key, int most) {
        return jdbc.sql("SELECT act, version, officer, reason, at FROM process.design_log WHERE key = :key"
                        + " ORDER BY id DESC LIMIT :most")
                .param("key", key)
                .param("most", most)
                .query((row, _) -> new DesignAct(
                        DesignAct.Kind.valueOf(row.getString("act")),
                        row.getObject("version", Integer.class),
                        row.getString("officer"),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Begins a draft from a version; refused while there is one. */
    public Result<ProcessDraft> begin(DefinitionId from, Actor.Officer officer, Instant now) {
        ProcessEdition base = edition(from).orElseThrow();
        return begin(base.key(), ProcessDesign.drawn(definitions.bpmnXml(from)), from, officer, now);
    }

    /** Begins a draft of a process that has versions from a file made elsewhere; refused while there is one. */
    public Result<ProcessDraft> begin(String key, String bpmnXml, Actor.Officer officer, Instant now) {
        DefinitionId newest = of(key).getFirst().id();
        return ProcessDesign.readable(bpmnXml)
                .flatMap(read -> begin(key, ProcessDesign.drawn(read), newest, officer, now));
    }

    private Result<ProcessDraft> begin(
            String key, String bpmnXml, DefinitionId from, Actor.Officer officer, Instant now) {
        int added = jdbc.sql("""
                        INSERT INTO process.draft (key, bpmn, based_on, begun_by, begun_at, changed_by, changed_at)
                        VALUES (:key, :bpmn, :from, :by, :now, :by, :now)
                            ON CONFLICT (key) DO NOTHING
                        """)
                .param("key", key)
                .param("bpmn", bpmnXml)
                .param("from", from.value())
                .param("by", officer.displayName())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        ProcessDraft draft = draft(key).orElseThrow();
        if (added == 0) {
            return Result.refused(Problem.of("process.draft-exists", draft.begunBy()));
        }
        log(key, DesignAct.Kind.BEGUN, null, officer, null, now);
        return Result.done(draft);
    }

    /** Saves a draft: refused when the file cannot be read, or somebody else has saved since that revision. */
    public Result<ProcessDraft> save(String key, int revision, String bpmnXml, Actor.Officer officer, Instant now) {
        return ProcessDesign.readable(bpmnXml)
                .flatMap(read -> at(key, revision).map(draft -> {
                    String kept = ProcessDesign.drawn(read);
                    if (kept.equals(draft.bpmn())) {
                        return draft;
                    }
                    jdbc.sql("""
                                    UPDATE process.draft
                                       SET bpmn = :bpmn, revision = revision + 1, changed_by = :by, changed_at = :now
                                     WHERE key = :key
                                    """)
                            .param("bpmn", kept)
                            .param("by", officer.displayName())
                            .param("now", now.atOffset(ZoneOffset.UTC))
                            .param("key", key)
                            .update();
                    log(key, DesignAct.Kind.SAVED, null, officer, null, now);
                    return draft(key).orElseThrow();
                }));
    }

    public Result<ProcessDraft> discard(String key, int revision, Actor.Officer officer, Instant now) {
        return at(key, revision).map(draft -> {
            remove(key);
            log(key, DesignAct.Kind.DISCARDED, null, officer, null, now);
            return draft;
        });
    }

    /**
     * Publishes a draft as the next version, with which new dossiers begin from a day on.
     *
     * @param from not before today
     */
    public Result<ProcessEdition> publish(
            String key, int revision, LocalDate from, String reason, Actor.Officer officer, Instant now) {
        if (from.isBefore(LocalDate.ofInstant(now, Vietnam.ZONE))) {
            return Result.refused(Problem.at("tu-ngay", "process.from-past"));
        }
        Optional<Problem> lacking = lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        return at(key, revision).flatMap(draft -> {
            if (BpmnReader.read(draft.bpmn()).flatMap(services::offered) instanceof Result.Refused<?> refused) {
                return Result.refused(refused.problems());
            }
            Optional<ProcessEdition> newest = of(key).stream()
                    .filter(edition -> edition.withdrawn() == null)
                    .findFirst();
            if (newest.isPresent()
                    && ProcessDesign.difference(definitions.bpmnXml(newest.get().id()), draft.bpmn())
                            .isEmpty()) {
                return Result.refused(Problem.of("process.nothing-changed"));
            }
            DefinitionId added = definitions.publish(
                    key, draft.bpmn(), new Definitions.Terms(from, officer.displayName(), reason.strip()), now);
            remove(key);
            ProcessEdition edition = edition(added).orElseThrow();
            log(key, DesignAct.Kind.PUBLISHED, edition.number(), officer, reason.strip(), now);
            return Result.done(edition);
        });
    }

    /** Lets no new dossier begin with a version any more: the one before it takes over again. */
    public Result<ProcessEdition> withdraw(DefinitionId id, String reason, Actor.Officer officer, Instant now) {
        ProcessEdition edition = edition(id).orElseThrow();
        Optional<Problem> lacking = lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        if (edition.from() == null) {
            return Result.refused(Problem.of("process.came-with-procedure"));
        }
        int added = jdbc.sql("""
                        INSERT INTO process.withdrawal (definition_id, withdrawn_at, withdrawn_by, reason)
                        VALUES (:id, :now, :by, :reason)
                            ON CONFLICT (definition_id) DO NOTHING
                        """)
                .param("id", id.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", officer.displayName())
                .param("reason", reason.strip())
                .update();
        if (added > 0) {
            log(edition.key(), DesignAct.Kind.WITHDRAWN, edition.number(), officer, reason.strip(), now);
        }
        return Result.done(edition(id).orElseThrow());
    }

    private static Optional<Problem> lacking(String reason) {
        if (reason.isBlank()) {
            return Optional.of(Problem.at("ly-do", "process.reason-missing"));
        }
        return reason.strip().length() > MOST_REASON
                ? Optional.of(Problem.at("ly-do", "process.reason-long", MOST_REASON))
                : Optional.empty();
    }

    /** The draft as it stands, locked; refused when it is gone or was saved since. */
    private Result<ProcessDraft> at(String key, int revision) {
        ProcessDraft draft = jdbc.sql("SELECT * FROM process.draft WHERE key = :key FOR UPDATE")
                .param("key", key)
                .query(ProcessEditions::draft)
                .optional()
                .orElse(null);
        if (draft == null) {
            return Result.refused(Problem.of("process.draft-gone"));
        }
        return draft.revision() == revision
                ? Result.done(draft)
                : Result.refused(Problem.of("process.draft-stale", draft.changedBy()));
    }

    private void remove(String key) {
        jdbc.sql("DELETE FROM process.draft WHERE key = :key").param("key", key).update();
    }

    private void log(
            String key,
            DesignAct.Kind act,
            @Nullable Integer version,
            Actor.Officer officer,
            @Nullable String reason,
            Instant now) {
        jdbc.sql("""
                        INSERT INTO process.design_log (key, act, version, officer_id, officer, reason, at)
                        VALUES (:key, :act, :version, :id, :name, :reason, :now)
                        """)
                .param("key", key)
                .param("act", act.name())
                .param("version", version, Types.INTEGER)
                .param("id", officer.id().value())
                .param("name", officer.displayName())
                .param("reason", reason, Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The name is in the file: it is looked for there and not kept a second time. */
    private static final String SELECT = """
            SELECT d.id, d.key, d.version, d.effective_from, d.published_at, d.published_by, d.reason,
                   coalesce((regexp_match(d.bpmn, '<(?:[\\w-]+:)?process\\M[^>]*\\mname="([^"]*)"'))[1], '') AS name,
                   w.withdrawn_at, w.withdrawn_by, w.reason AS withdrawn_why
              FROM process.definition d LEFT JOIN process.withdrawal w ON w.definition_id = d.id
            """;

    private static ProcessEdition edition(ResultSet row, int n) throws SQLException {
        var withdrawnAt = row.getTimestamp("withdrawn_at");
        return new ProcessEdition(
                new DefinitionId(row.getLong("id")),
                row.getString("key"),
                row.getInt("version"),
                ProcessDesign.plain(row.getString("name")),
                row.getObject("effective_from", LocalDate.class),
                row.getTimestamp("published_at").toInstant(),
                row.getString("published_by"),
                row.getString("reason"),
                withdrawnAt == null
                        ? null
                        : new ProcessEdition.Withdrawal(
                                withdrawnAt.toInstant(),
                                row.getString("withdrawn_by"),
                                row.getString("withdrawn_why")));
    }

    private static ProcessDraft draft(ResultSet row, int n) throws SQLException {
        Long base = row.getObject("based_on", Long.class);
        return new ProcessDraft(
                row.getString("key"),
                row.getString("bpmn"),
                base == null ? null : new DefinitionId(base),
                row.getInt("revision"),
                row.getString("begun_by"),
                row.getTimestamp("begun_at").toInstant(),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant());
    }
}
