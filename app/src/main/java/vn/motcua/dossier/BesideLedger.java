package vn.motcua.dossier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Tells whether what is kept beside the ledger is what the ledger says: each dossier's row, the contents and the records
 * of steps that its entries name by their hash, who filed it, and the day's codes without a gap.
 */
@Component
class BesideLedger {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final DossierRecords records;

    BesideLedger(JdbcClient jdbc, Ledger ledger, DossierRecords records) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.records = records;
    }

    List<LedgerAnchors.Fault> faults() {
        List<LedgerAnchors.Fault> faults = new ArrayList<>(gaps());
        Long after = Long.MIN_VALUE;
        while (after != null) {
            after = look(after, faults);
        }
        return faults;
    }

    /** Looks at the next dossiers; gives the last one's number, or {@code null} when there was none left. */
    private @Nullable Long look(long after, List<LedgerAnchors.Fault> faults) {
        List<DossierId> ids = jdbc.sql("SELECT id FROM dossier.dossier WHERE id > :after ORDER BY id LIMIT :most")
                .param("after", after)
                .param("most", AT_ONCE)
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
        if (ids.isEmpty()) {
            return null;
        }
        Map<Long, List<LedgerEntry>> entries = new HashMap<>();
        ledger.entries(
                ids.getFirst().value(),
                ids.getLast().value(),
                (id, entry) ->
                        entries.computeIfAbsent(id, _ -> new ArrayList<>()).add(entry));
        for (DossierId id : ids) {
            if (!holds(id, entries.getOrDefault(id.value(), List.of()))) {
                faults.add(new LedgerAnchors.Fault(id, null, 0));
            }
        }
        return ids.getLast().value();
    }

    private boolean holds(DossierId id, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return false;
        }
        try {
            DossierState replayed = Ledger.replay(entries);
            if (!replayed.equals(ledger.find(id).orElseThrow().state())) {
                return false;
            }
            Map<Long, StepAnswers> steps =
                    entries.stream().anyMatch(e -> e.event() instanceof DossierEvent.StepRecorded)
                            ? records.steps(id)
                            : Map.of();
            for (LedgerEntry entry : entries) {
                if (entry.event() instanceof DossierEvent.StepRecorded step && !isRecorded(step, steps)) {
                    return false;
                }
                if (entry.event() instanceof DossierEvent.Submitted e
                                && !isContent(id, e.contentVersion(), e.contentHash())
                        || entry.event() instanceof DossierEvent.Supplemented s
                                && !isContent(id, s.contentVersion(), s.contentHash())) {
                    return false;
                }
            }
            ApplicantDetails stated =
                    records.content(id, replayed.contentVersion()).applicant();
            return stated == null || stated.equals(records.applicant(id));
        } catch (IllegalStateException | IllegalArgumentException | JacksonException e) {
            // entries that no dossier can have, or what cannot even be read
            return false;
        }
    }

    private boolean isContent(DossierId id, int version, String hash) {
        return records.contentIfAny(id, version)
                .map(content -> Objects.equals(content.hash(), hash))
                .orElse(false);
    }

    private static boolean isRecorded(DossierEvent.StepRecorded step, Map<Long, StepAnswers> steps) {
        StepAnswers kept = steps.get(step.task());
        return kept != null && kept.hash().equals(step.hash());
    }

    /** Days on which an agency has given more codes, or fewer, than there are dossiers. */
    private List<LedgerAnchors.Fault> gaps() {
        return jdbc.sql("""
                        SELECT c.day
                          FROM dossier.code_counter c
                          LEFT JOIN (SELECT agency_id, (submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, count(*) AS n
                                       FROM dossier.dossier GROUP BY 1, 2) d USING (agency_id, day)
                         WHERE c.last <> coalesce(d.n, 0)
                         ORDER BY c.day
                        """)
                .query((row, n) -> new LedgerAnchors.Fault(null, row.getObject(1, java.time.LocalDate.class), 0))
                .list();
    }
}
