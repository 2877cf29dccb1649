package vn.motcua.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Vietnam;

/**
 * Seals the ledger day by day (days of Vietnam) and tells whether it is still what was written. A day's root is SHA-256
 * over the root of the day before and the hashes of the day's events, by dossier and number; whoever wrote a root down
 * elsewhere can prove any change of what came before.
 */
@Service
public class LedgerAnchors {

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final BesideLedger beside;

    LedgerAnchors(JdbcClient jdbc, BesideLedger beside) {
        this.jdbc = jdbc;
        this.beside = beside;
    }

    /**
     * Something in the ledger that is not as it was written.
     *
     * @param dossier whose ledger it is, {@code day} the sealed day; one of them is given
     * @param seq of the first entry that does not fit; 0 when the entries fit but what is kept beside them or the day does not
     */
    public record Fault(
            @Nullable DossierId dossier, @Nullable LocalDate day, int seq) {}

    /** What was looked at, in numbers, and what was wrong. */
    public record Verification(long dossiers, long events, long days, List<Fault> faults) {
        public Verification {
            faults = List.copyOf(faults);
        }
    }

    /** Seals every finished day since the first event that is not sealed yet; days without events too. Gives how many. */
    @Transactional
    public int anchorFinishedDays(Instant now) {
        jdbc.sql("SELECT pg_advisory_xact_lock(20260702)").query((row, n) -> 0).single();
        LocalDate today = LocalDate.ofInstant(now, Vietnam.ZONE);
        Optional<Anchor> last = jdbc.sql("SELECT day, root FROM dossier.ledger_anchor ORDER BY day DESC LIMIT 1")
                .query((row, n) -> new Anchor(row.getObject(1, LocalDate.class), row.getBytes(2)))
                .optional();
        LocalDate day = last.map(a -> a.day().plusDays(1)).or(this::firstDay).orElse(today);
        byte[] previous = last.map(Anchor::root).orElse(LedgerHash.ROOT);
        int sealed = 0;
        for (; day.isBefore(today); day = day.plusDays(1)) {
            Sealed root = root(previous, day);
            jdbc.sql("""
                            INSERT INTO dossier.ledger_anchor (day, events, root, made_at)
                            VALUES (:day, :events, :root, :now)
                            """)
                    .param("day", day)
                    .param("events", root.events())
                    .param("root", root.root())
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
            previous = root.root();
            sealed++;
        }
        return sealed;
    }

    /** Recomputes every chain and every sealed day, and compares with it what is kept beside it. */
    @Transactional(readOnly = true)
    public Verification verify() {
        Chains chains = new Chains();
        jdbc.sql("""
                        SELECT dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, data::text AS data, hash
                          FROM dossier.dossier_event ORDER BY dossier_id, seq
                        """).withFetchSize(AT_ONCE).query(chains::next);
        List<Fault> faults = new ArrayList<>(chains.faults);
        beside.faults().stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
        List<Anchor> anchors = jdbc.sql("SELECT day, root FROM dossier.ledger_anchor ORDER BY day")
                .query((row, n) -> new Anchor(row.getObject(1, LocalDate.class), row.getBytes(2)))
                .list();
        byte[] previous = LedgerHash.ROOT;
        LocalDate expected =
                anchors.isEmpty() ? null : firstDay().orElse(anchors.getFirst().day());
        for (Anchor anchor : anchors) {
            if (!anchor.day().equals(expected)
                    || !Arrays.equals(root(previous, anchor.day()).root(), anchor.root())) {
                faults.add(new Fault(null, anchor.day(), 0));
            }
            previous = anchor.root();
            expected = anchor.day().plusDays(1);
        }
        return new Verification(chains.dossiers, chains.events, anchors.size(), faults);
    }

    /** The first entry of a dossier that does not follow from the one before; empty when the chain holds. */
    @Transactional(readOnly = true)
    public Optional<Fault> verify(DossierId dossier) {
        Chains chains = new Chains();
        jdbc.sql("""
                        SELECT dossier_id, seq, at, kind, actor_kind, officer_id, unit_id, data::text AS data, hash
                          FROM dossier.dossier_event WHERE dossier_id = :id ORDER BY seq
                        """).param("id", dossier.value()).query(chains::next);
        return chains.faults.stream().findFirst();
    }

    private record Anchor(LocalDate day, byte[] root) {}

    private record Sealed(long events, byte[] root) {}

    private Optional<LocalDate> firstDay() {
        return jdbc.sql("SELECT min(at) FROM dossier.dossier_event")
                .query((row, n) -> Optional.ofNullable(Ledger.instant(row, "min")))
                .single()
                .map(at -> LocalDate.ofInstant(at, Vietnam.ZONE));
    }

    private Sealed root(byte[] previous, LocalDate day) {
        return jdbc.sql("""
                        SELECT count(*) AS events,
                               sha256(:previous || coalesce(string_agg(hash, ''::bytea ORDER BY dossier_id, seq), ''::bytea)) AS root
                          FROM dossier.dossier_event WHERE at >= :from AND at < :until
                        """)
                .param("previous", previous)
                .param("from", day.atStartOfDay(Vietnam.ZONE).toOffsetDateTime())
                .param("until", day.plusDays(1).atStartOfDay(Vietnam.ZONE).toOffsetDateTime())
                .query((row, n) -> new Sealed(row.getLong("events"), row.getBytes("root")))
                .single();
    }

    /** Walks the entries of one dossier after the other. The data is hashed as it lies there, whatever records read it. */
    private static final class Chains {

        private final List<Fault> faults = new ArrayList<>();
        private long dossiers;
        private long events;
        private long dossier = -1;
        private int seq;
        private boolean broken;
        private byte[] previous = LedgerHash.ROOT;

        void next(ResultSet row) throws SQLException {
            long id = row.getLong("dossier_id");
            if (id != dossier) {
                dossier = id;
                dossiers++;
                seq = 0;
                broken = false;
                previous = LedgerHash.ROOT;
            }
            events++;
            seq++;
            byte[] hash = row.getBytes("hash");
            if (!broken && (row.getInt("seq") != seq || !Arrays.equals(expected(row), hash))) {
                broken = true;
                faults.add(new Fault(new DossierId(id), null, row.getInt("seq")));
            }
            previous = hash;
        }

        private byte[] expected(ResultSet row) throws SQLException {
            Long officer = Ledger.number(row, "officer_id");
            Long unit = Ledger.number(row, "unit_id");
            return LedgerHash.next(
                    previous,
                    dossier,
                    seq,
                    row.getTimestamp("at").toInstant(),
                    row.getString("kind"),
                    new LedgerEntry.By(
                            LedgerEntry.ActorKind.valueOf(row.getString("actor_kind")),
                            officer == null ? null : new OfficerId(officer)),
                    unit == null ? null : new UnitId(unit),
                    DossierEvents.JSON.readTree(row.getString("data")));
        }
    }
}
