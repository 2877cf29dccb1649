package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;
import vn.motcua.process.InstanceId;

/** The append-only ledger of dossiers and the rows folded from it: the only way to change a dossier is to enter events. */
@Component
class Ledger {

    private static final TypeReference<List<DossierState.OpenTask>> TASKS = new TypeReference<>() {};

    private static final String COLUMNS = """
            id, code, secret, instance_id, agency_id, procedure_version_id, procedure_code, channel, case_key,
            receiving_unit, status, submitted_at, received_at, calendar, due_at, paused_at, remaining_minutes,
            processed_at, returned_at, closed_at, open_tasks::text AS open_tasks, units, holder_since,
            content_version, content_hash, supplements, result_no, version, head_hash
            """;

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads a dossier and keeps it from being changed by others until the transaction ends. */
    Optional<DossierRow> lock(DossierId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM dossier.dossier WHERE id = :id FOR UPDATE")
                .param("id", id.value())
                .query((row, n) -> dossier(row))
                .optional();
    }

    Optional<DossierRow> find(DossierId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM dossier.dossier WHERE id = :id")
                .param("id", id.value())
                .query((row, n) -> dossier(row))
                .optional();
    }

    Optional<DossierRow> find(String code) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM dossier.dossier WHERE code = :code")
                .param("code", code)
                .query((row, n) -> dossier(row))
                .optional();
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
        return jdbc.sql("SELECT dossier_id FROM dossier.dossier_event WHERE command_key = :key")
                .param("key", key)
                .query((row, n) -> new DossierId(row.getLong(1)))
                .optional();
    }

    /** Whether the command of this key was already carried out on this dossier, which must be {@link #lock}ed. */
    boolean doneBefore(DossierId id, String key) {
        return jdbc.sql("SELECT 1 FROM dossier.dossier_event WHERE command_key = :key AND dossier_id = :id")
                .param("key", key)
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    static boolean isKeyOfAnotherCommand(DuplicateKeyException e) {
        return String.valueOf(e.getMessage()).contains("dossier_event_command");
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
        write(row, state, null, List.of(new Entry(1, event, data, hash)), act, true);
        return row;
    }

    /** Enters what happened and writes down what the dossier has become. The row must have been {@link #lock}ed. */
    DossierRow enter(DossierRow dossier, Act act, DossierEvent... events) {
        return enter(dossier, dossier.instance(), act, Arrays.asList(events));
    }

    DossierRow enter(DossierRow dossier, Act act, List<DossierEvent> events) {
        return enter(dossier, dossier.instance(), act, events);
    }

    /** As above, and from now on the dossier follows this process instance. */
    DossierRow enter(DossierRow dossier, @Nullable InstanceId instance, Act act, List<DossierEvent> events) {
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
        DossierRow row = new DossierRow(dossier.id(), dossier.code(), dossier.secret(), instance, state, hash);
        write(row, state, instance, entries, act, false);
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

    /** One statement: the entries and the row they lead to. */
    private void write(
            DossierRow row,
            DossierState s,
            @Nullable InstanceId instance,
            List<Entry> entries,
            Act act,
            boolean first) {
        ArrayNode batch = DossierEvents.JSON.createArrayNode();
        for (Entry e : entries) {
            ObjectNode node = batch.addObject();
            node.put("seq", e.seq());
            node.put("kind", DossierEvents.kind(e.event()));
            node.set("data", e.data());
            node.put("hash", java.util.HexFormat.of().formatHex(e.hash()));
        }
        Holder.Office office = s.holder() instanceof Holder.Office o ? o : null;
        OfficerId holder = office == null ? null : office.officer();
        OfficerId officer = act.by().officer();
        UnitId unit = act.unit();
        String change = first ? """
                INSERT INTO dossier.dossier (id, code, secret, agency_id, procedure_version_id, procedure_code, channel,
                    case_key, receiving_unit, instance_id, status, submitted_at, received_at, calendar, due_at, paused_at,
                    remaining_minutes, processed_at, returned_at, closed_at, open_tasks, units, holder_kind, holder_unit,
                    holder_officer, holder_since, content_version, content_hash, supplements, result_no, version, head_hash)
                OVERRIDING SYSTEM VALUE
                SELECT :id, :code, :secret, :agency, :version_id, :procedure, :channel,
                    :case, :receiving, :instance, :status, :submitted, :received, :calendar, :due, :paused,
                    :remaining, :processed, :returned, :closed, :tasks::jsonb, :units::bigint[], :holder_kind, :holder_unit,
                    :holder_officer, :holder_since, :content_version, :content_hash, :supplements, :result_no, :version, :head
                """ : """
                UPDATE dossier.dossier SET instance_id = :instance, status = :status, received_at = :received,
                    calendar = :calendar, due_at = :due, paused_at = :paused, remaining_minutes = :remaining,
                    processed_at = :processed, returned_at = :returned, closed_at = :closed, open_tasks = :tasks::jsonb,
                    units = :units::bigint[], holder_kind = :holder_kind, holder_unit = :holder_unit,
                    holder_officer = :holder_officer, holder_since = :holder_since, content_version = :content_version,
                    content_hash = :content_hash, supplements = :supplements, result_no = :result_no, version = :version,
                    head_hash = :head
                WHERE id = :id
                """;
        var sql = jdbc.sql("WITH changed AS (" + change + """
                )
                INSERT INTO dossier.dossier_event
                    (dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, command_key, data, hash)
                SELECT :id, e.seq, :at, e.kind, :actor, :officer, :unit,
                       CASE WHEN e.seq = :first_seq THEN :key END, e.data, decode(e.hash, 'hex')
                  FROM jsonb_to_recordset(:events::jsonb) AS e(seq int, kind text, data jsonb, hash text)
                """)
                .param("id", row.id().value())
                .param("instance", instance == null ? null : instance.value(), java.sql.Types.BIGINT)
                .param("status", s.status().name())
                .param("received", stamp(s.receivedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("calendar", s.calendar(), java.sql.Types.VARCHAR)
                .param("due", stamp(s.dueAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("paused", stamp(s.pausedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("remaining", s.remainingMinutes(), java.sql.Types.BIGINT)
                .param("processed", stamp(s.processedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("returned", stamp(s.returnedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("closed", stamp(s.closedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("tasks", DossierEvents.JSON.writeValueAsString(s.tasks()))
                .param("units", s.units().toString().replace('[', '{').replace(']', '}'))
                .param("holder_kind", kind(s.holder()))
                .param("holder_unit", office == null ? null : office.unit().value(), java.sql.Types.BIGINT)
                .param("holder_officer", holder == null ? null : holder.value(), java.sql.Types.BIGINT)
                .param("holder_since", stamp(s.holderSince()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("content_version", s.contentVersion())
                .param("content_hash", s.contentHash())
                .param("supplements", s.supplements())
                .param("result_no", s.resultNo(), java.sql.Types.VARCHAR)
                .param("version", s.version())
                .param("head", row.headHash())
                .param("at", stamp(act.at()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("actor", act.by().kind().name())
                .param("officer", officer == null ? null : officer.value(), java.sql.Types.BIGINT)
                .param("unit", unit == null ? null : unit.value(), java.sql.Types.BIGINT)
                .param("key", act.key(), java.sql.Types.VARCHAR)
                .param("first_seq", entries.getFirst().seq())
                .param("events", DossierEvents.JSON.writeValueAsString(batch));
        if (first) {
            sql = sql.param("code", row.code())
                    .param("secret", row.secret())
                    .param("agency", s.agency())
                    .param("version_id", s.procedureVersion())
                    .param("procedure", s.procedureCode())
                    .param("channel", s.channel())
                    .param("case", s.caseKey())
                    .param("receiving", s.receivingUnit())
                    .param("submitted", stamp(s.submittedAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        }
        sql.update();
    }

    private static String kind(Holder holder) {
        return switch (holder) {
            case Holder.Applicant ignored -> "APPLICANT";
            case Holder.Office ignored -> "OFFICE";
            case Holder.Nobody ignored -> "NOBODY";
        };
    }

    private static java.time.@Nullable OffsetDateTime stamp(@Nullable Instant at) {
        return at == null ? null : at.atOffset(java.time.ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static DossierRow dossier(ResultSet row) throws SQLException {
        Long instance = number(row, "instance_id");
        Long[] units = (Long[]) row.getArray("units").getArray();
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
                instant(row, "processed_at"),
                instant(row, "returned_at"),
                instant(row, "closed_at"),
                DossierEvents.JSON.readValue(row.getString("open_tasks"), TASKS),
                new java.util.TreeSet<>(Arrays.asList(units)),
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
                instance == null ? null : new InstanceId(instance),
                state,
                row.getBytes("head_hash"));
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
