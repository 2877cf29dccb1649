package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.database.Pipeline;
import vn.motcua.database.Pipeline.Typed;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;
import vn.motcua.process.Standing;

/** The append-only ledger of dossiers and the rows folded from it: the only way to change a dossier is to enter events. */
@Component
class Ledger {

    private static final TypeReference<List<DossierState.OpenTask>> TASKS = new TypeReference<>() {};

    private static final String SELECT = """
            SELECT d.id, d.code, d.secret, d.agency_id, d.procedure_version_id, d.procedure_code, d.channel, d.case_key,
                   d.receiving_unit, d.status, d.submitted_at, d.received_at, d.calendar, d.due_at, d.paused_at,
                   d.remaining_minutes, d.consultation::text AS consultation, d.answer_by, d.processed_at, d.returned_at,
                   d.closed_at, d.open_tasks::text AS open_tasks, d.units, d.waits_at, d.holder_since, d.content_version,
                   d.content_hash, d.supplements, d.result_no, d.version,
                   d.head_hash, p.*
              FROM dossier.dossier d LEFT JOIN process.v_standing p ON p.instance_id = d.instance_id
            """;

    private static final String OPEN = """
            WITH changed AS (
                INSERT INTO dossier.dossier (code, secret, agency_id, procedure_version_id, procedure_code, channel,
                    case_key, receiving_unit, submitted_at, instance_id, status, received_at, calendar, due_at, paused_at,
                    remaining_minutes, consultation, answer_by, processed_at, returned_at, closed_at, open_tasks, units,
                    waits_at, holder_kind, holder_unit, holder_officer, holder_since, content_version, content_hash,
                    supplements, result_no, version, head_hash, id)
                OVERRIDING SYSTEM VALUE
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?, ?, CAST(? AS jsonb),
                        CAST(? AS bigint[]), CAST(? AS bigint[]), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING 1
            )
            """;

    private static final String CHANGE = """
            WITH changed AS (
                UPDATE dossier.dossier SET instance_id = ?, status = ?, received_at = ?, calendar = ?, due_at = ?,
                    paused_at = ?, remaining_minutes = ?, consultation = CAST(? AS jsonb), answer_by = ?,
                    processed_at = ?, returned_at = ?, closed_at = ?,
                    open_tasks = CAST(? AS jsonb), units = CAST(? AS bigint[]), waits_at = CAST(? AS bigint[]),
                    holder_kind = ?, holder_unit = ?,
                    holder_officer = ?, holder_since = ?, content_version = ?, content_hash = ?, supplements = ?,
                    result_no = ?, version = ?, head_hash = ?
                WHERE id = ? AND version = ?
                RETURNING 1
            )
            """;

    private static final String ENTER = """
            , entered AS (
                INSERT INTO dossier.dossier_event
                    (dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, command_key, data, hash)
                SELECT a.id, e.seq, a.at, e.kind, a.actor, a.officer, a.unit, CASE WHEN e.seq = a.first THEN a.key END,
                       e.data, decode(e.hash, 'hex')
                  FROM (SELECT CAST(? AS bigint) AS id, CAST(? AS timestamptz) AS at, CAST(? AS text) AS actor,
                               CAST(? AS bigint) AS officer, CAST(? AS bigint) AS unit, CAST(? AS int) AS first,
                               CAST(? AS uuid) AS key) a,
                       jsonb_to_recordset(CAST(? AS jsonb)) AS e(seq int, kind text, data jsonb, hash text))
            SELECT public.must(EXISTS (SELECT FROM changed), 'dossier')
            """;

    private final JdbcClient jdbc;

    private final Pipeline pipeline;

    Ledger(JdbcClient jdbc, Pipeline pipeline) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
    }

    /** Reads a dossier with its process and keeps it from being changed by others until the transaction ends. */
    Optional<DossierRow> lock(DossierId id) {
        return jdbc.sql(SELECT + " WHERE d.id = :id FOR UPDATE OF d")
                .param("id", id.value())
                .query((row, n) -> dossier(row))
                .optional();
    }

    Optional<DossierRow> find(DossierId id) {
        return jdbc.sql(SELECT + " WHERE d.id = :id")
                .param("id", id.value())
                .query((row, n) -> dossier(row))
                .optional();
    }

    Optional<DossierRow> find(String code) {
        return jdbc.sql(SELECT + " WHERE d.code = :code")
                .param("code", code)
                .query((row, n) -> dossier(row))
                .optional();
    }

    /** Those of these dossiers that there are, in order. */
    List<DossierRow> findAll(List<DossierId> ids) {
        return jdbc.sql(SELECT + " WHERE d.id = ANY (:ids::bigint[]) ORDER BY d.id")
                .param("ids", array(numbers(ids)))
                .query((row, n) -> dossier(row))
                .list();
    }

    /** The same, {@link #lock}ed. */
    List<DossierRow> lockAll(List<DossierId> ids) {
        return jdbc.sql(SELECT + " WHERE d.id = ANY (:ids::bigint[]) ORDER BY d.id FOR UPDATE OF d")
                .param("ids", array(numbers(ids)))
                .query((row, n) -> dossier(row))
                .list();
    }

    /** The codes of dossiers by their numbers. */
    Map<Long, String> codes(List<DossierId> ids) {
        Map<Long, String> codes = new HashMap<>();
        jdbc.sql("SELECT id, code FROM dossier.dossier WHERE id = ANY (:ids::bigint[])")
                .param("ids", array(numbers(ids)))
                .query((RowCallbackHandler) row -> codes.put(row.getLong("id"), row.getString("code")));
        return codes;
    }

    /** The dossiers of these codes that there are. */
    Map<String, Long> named(Collection<String> codes) {
        Map<String, Long> found = new HashMap<>();
        jdbc.sql("""
                        SELECT id, code FROM dossier.dossier
                         WHERE code IN (SELECT jsonb_array_elements_text(CAST(:codes AS jsonb)))
                        """)
                .param("codes", DossierEvents.JSON.writeValueAsString(codes))
                .query((RowCallbackHandler) row -> found.put(row.getString("code"), row.getLong("id")));
        return found;
    }

    private static List<Long> numbers(List<DossierId> ids) {
        return ids.stream().map(DossierId::value).toList();
    }

    /**
     * The dossier in which the command of this key was already carried out. A second call with the same key waits here
     * for the first to end.
     */
    Optional<DossierId> doneBefore(String key) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 20260701))")
                .param("key", key)
                .query((row, n) -> 0)
                .single();
        return jdbc.sql("SELECT dossier_id FROM dossier.dossier_event WHERE command_key = CAST(:key AS uuid)")
                .param("key", key)
                .query((row, n) -> new DossierId(row.getLong(1)))
                .optional();
    }

    /** Whether the command of this key was already carried out on this dossier, which must be {@link #lock}ed. */
    boolean doneBefore(DossierId id, String key) {
        return jdbc.sql(
                        "SELECT 1 FROM dossier.dossier_event WHERE command_key = CAST(:key AS uuid) AND dossier_id = :id")
                .param("key", key)
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    /** Opens a dossier with its first event. */
    DossierRow open(String code, String secret, DossierEvent.Submitted event, Act act) {
        DossierState state = DossierState.begin(event, act.at());
        long id = jdbc.sql("SELECT nextval(pg_get_serial_sequence('dossier.dossier', 'id'))")
                .query(Long.class)
                .single();
        JsonNode data = DossierEvents.data(event);
        byte[] hash = LedgerHash.next(
                LedgerHash.ROOT, id, 1, act.at(), DossierEvents.kind(event), act.by(), act.unit(), data);
        DossierRow row = new DossierRow(new DossierId(id), code, secret, null, state, hash);
        write(row, null, List.of(new Entry(1, event, data, hash)), act);
        return row;
    }

    /** Enters what happened and writes down what the dossier has become. The row must have been {@link #lock}ed. */
    DossierRow enter(DossierRow dossier, Act act, DossierEvent... events) {
        return enter(dossier, dossier.process(), act, Arrays.asList(events));
    }

    DossierRow enter(DossierRow dossier, Act act, List<DossierEvent> events) {
        return enter(dossier, dossier.process(), act, events);
    }

    /** As above, and from now on the dossier follows this process. */
    DossierRow enter(DossierRow dossier, @Nullable Standing process, Act act, List<DossierEvent> events) {
        DossierState state = dossier.state();
        byte[] hash = dossier.headHash();
        List<Entry> entries = new ArrayList<>(events.size());
        for (DossierEvent event : events) {
            JsonNode data = DossierEvents.data(event);
            int seq = state.version() + 1;
            hash = LedgerHash.next(
                    hash, dossier.id().value(), seq, act.at(), DossierEvents.kind(event), act.by(), act.unit(), data);
            entries.add(new Entry(seq, event, data, hash));
            state = state.after(event, act.at());
        }
        DossierRow row = new DossierRow(dossier.id(), dossier.code(), dossier.secret(), process, state, hash);
        write(row, dossier.state(), entries, act);
        return row;
    }

    /** The whole ledger of a dossier, oldest first. */
    List<LedgerEntry> entries(DossierId id) {
        return jdbc.sql("""
                        SELECT seq, at, kind, actor_kind, officer_id, unit_id, data::text AS data, hash
                          FROM dossier.dossier_event WHERE dossier_id = :id ORDER BY seq
                        """)
                .param("id", id.value())
                .query((row, n) -> entry(row))
                .list();
    }

    /** The entries of some kinds of some dossiers, each dossier's in order. */
    Map<DossierId, List<LedgerEntry>> entries(List<DossierId> ids, List<String> kinds) {
        Map<DossierId, List<LedgerEntry>> entries = new HashMap<>();
        jdbc.sql("""
                        SELECT dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, data::text AS data, hash
                          FROM dossier.dossier_event
                         WHERE dossier_id = ANY (:ids::bigint[]) AND kind = ANY (:kinds::text[])
                         ORDER BY dossier_id, seq
                        """)
                .param("ids", array(numbers(ids)))
                .param("kinds", "{" + String.join(",", kinds) + "}")
                .query((RowCallbackHandler)
                        row -> entries.computeIfAbsent(new DossierId(row.getLong("dossier_id")), _ -> new ArrayList<>())
                                .add(entry(row)));
        return entries;
    }

    /** The entries of the dossiers between two numbers, each dossier's in order. */
    void entries(long from, long to, BiConsumer<Long, LedgerEntry> each) {
        jdbc.sql("""
                        SELECT dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, data::text AS data, hash
                          FROM dossier.dossier_event WHERE dossier_id BETWEEN :from AND :to ORDER BY dossier_id, seq
                        """).param("from", from).param("to", to).query((RowCallbackHandler)
                row -> each.accept(row.getLong("dossier_id"), entry(row)));
    }

    /** The state a ledger adds up to. */
    static DossierState replay(List<LedgerEntry> entries) {
        LedgerEntry first = entries.getFirst();
        DossierState state = DossierState.begin((DossierEvent.Submitted) first.event(), first.at());
        for (LedgerEntry entry : entries.subList(1, entries.size())) {
            state = state.after(entry.event(), entry.at());
        }
        return state;
    }

    private record Entry(int seq, DossierEvent event, JsonNode data, byte[] hash) {}

    /** One statement: the entries and the row they lead to, provided the row is still what it was. */
    private void write(DossierRow row, @Nullable DossierState before, List<Entry> entries, Act act) {
        DossierState s = row.state();
        List<Object> parameters = new ArrayList<>();
        if (before == null) {
            parameters.addAll(List.of(
                    row.code(),
                    row.secret(),
                    s.agency(),
                    s.procedureVersion(),
                    s.procedureCode(),
                    s.channel(),
                    s.caseKey(),
                    s.receivingUnit(),
                    s.submittedAt()));
        }
        parameters.addAll(changing(row));
        parameters.add(row.id().value());
        if (before != null) {
            parameters.add(before.version());
        }
        ArrayNode batch = DossierEvents.JSON.createArrayNode();
        for (Entry e : entries) {
            ObjectNode node = batch.addObject();
            node.put("seq", e.seq());
            node.put("kind", DossierEvents.kind(e.event()));
            node.set("data", e.data());
            node.put("hash", java.util.HexFormat.of().formatHex(e.hash()));
        }
        OfficerId officer = act.by().officer();
        UnitId unit = act.unit();
        parameters.addAll(List.of(
                row.id().value(),
                act.at(),
                act.by().kind().name(),
                new Typed(officer == null ? null : officer.value(), Types.BIGINT),
                new Typed(unit == null ? null : unit.value(), Types.BIGINT),
                entries.getFirst().seq(),
                new Typed(act.key(), Types.VARCHAR),
                DossierEvents.JSON.writeValueAsString(batch)));
        pipeline.later((before == null ? OPEN : CHANGE) + ENTER, parameters.toArray());
    }

    /** The columns a step rewrites, in the order of {@link #CHANGE}. */
    private static List<Object> changing(DossierRow row) {
        DossierState s = row.state();
        Standing process = row.process();
        Consultation asked = s.consultation();
        Holder.Office office = s.holder() instanceof Holder.Office o ? o : null;
        OfficerId holder = office == null ? null : office.officer();
        return List.of(
                new Typed(process == null ? null : process.id().value(), Types.BIGINT),
                s.status().name(),
                stamp(s.receivedAt()),
                new Typed(s.calendar(), Types.VARCHAR),
                stamp(s.dueAt()),
                stamp(s.pausedAt()),
                new Typed(s.remainingMinutes(), Types.BIGINT),
                new Typed(asked == null ? null : DossierEvents.JSON.writeValueAsString(asked), Types.VARCHAR),
                stamp(asked == null ? null : asked.answerBy()),
                stamp(s.processedAt()),
                stamp(s.returnedAt()),
                stamp(s.closedAt()),
                DossierEvents.JSON.writeValueAsString(s.tasks()),
                array(s.units()),
                array(s.waitsAt()),
                kind(s.holder()),
                new Typed(office == null ? null : office.unit().value(), Types.BIGINT),
                new Typed(holder == null ? null : holder.value(), Types.BIGINT),
                s.holderSince(),
                s.contentVersion(),
                s.contentHash(),
                s.supplements(),
                new Typed(s.resultNo(), Types.VARCHAR),
                s.version(),
                row.headHash());
    }

    private static String array(Collection<Long> numbers) {
        return numbers.toString().replace('[', '{').replace(']', '}');
    }

    private static String kind(Holder holder) {
        return switch (holder) {
            case Holder.Applicant ignored -> "APPLICANT";
            case Holder.Office ignored -> "OFFICE";
            case Holder.Consulted ignored -> "CONSULTED";
            case Holder.Nobody ignored -> "NOBODY";
        };
    }

    private static Typed stamp(@Nullable Instant at) {
        return new Typed(at, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Consultation consultation(ResultSet row) throws SQLException {
        String asked = row.getString("consultation");
        // the column counts: it is what the silent are found by
        return asked == null
                ? null
                : DossierEvents.JSON.readValue(asked, Consultation.class).until(instant(row, "answer_by"));
    }

    private static DossierRow dossier(ResultSet row) throws SQLException {
        DossierState state = new DossierState(
                DossierStatus.valueOf(row.getString("status")),
                row.getLong("agency_id"),
                row.getLong("procedure_version_id"),
                row.getString("procedure_code"),
                row.getString("channel"),
                row.getString("case_key"),
                row.getLong("receiving_unit"),
                requireNonNull(instant(row, "submitted_at")),
                instant(row, "received_at"),
                row.getString("calendar"),
                instant(row, "due_at"),
                instant(row, "paused_at"),
                number(row, "remaining_minutes"),
                consultation(row),
                instant(row, "processed_at"),
                instant(row, "returned_at"),
                instant(row, "closed_at"),
                DossierEvents.JSON.readValue(row.getString("open_tasks"), TASKS),
                new TreeSet<>(numbers(row, "units")),
                numbers(row, "waits_at"),
                requireNonNull(instant(row, "holder_since")),
                row.getInt("content_version"),
                row.getString("content_hash"),
                row.getInt("supplements"),
                row.getString("result_no"),
                row.getInt("version"));
        return new DossierRow(
                new DossierId(row.getLong("id")),
                row.getString("code"),
                row.getString("secret"),
                Standing.read(row),
                state,
                row.getBytes("head_hash"));
    }

    private static List<Long> numbers(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        Long officer = number(row, "officer_id");
        Long unit = number(row, "unit_id");
        return new LedgerEntry(
                row.getInt("seq"),
                requireNonNull(instant(row, "at")),
                new LedgerEntry.By(
                        LedgerEntry.ActorKind.valueOf(row.getString("actor_kind")),
                        officer == null ? null : new OfficerId(officer)),
                unit == null ? null : new UnitId(unit),
                DossierEvents.read(row.getString("kind"), row.getString("data")),
                row.getBytes("hash"));
    }
}
