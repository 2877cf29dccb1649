package vn.motcua.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.dossier.DossierMilestone;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Vietnam;

/** Reads the milestones of dossiers out of the ledger into one row each. Reading one again changes nothing. */
@Component
class Facts {

    private static final int BATCH = 20_000;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final Catalog catalog;
    private final Organization organization;
    private final Calendars calendars;
    private final TransactionTemplate transaction;

    /** Versions of procedures whose names are in the table; they never change. */
    private final Set<Long> named = ConcurrentHashMap.newKeySet();

    Facts(
            JdbcClient jdbc,
            JdbcOperations batches,
            Catalog catalog,
            Organization organization,
            Calendars calendars,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.catalog = catalog;
        this.organization = organization;
        this.calendars = calendars;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What the event says is not used: whichever of two events comes last, the row is what the ledger says. */
    @ApplicationModuleListener(id = "reporting.facts")
    void on(DossierMilestone milestone) {
        read(milestone.dossier().value(), milestone.dossier().value());
    }

    /** All dossiers again, a batch a transaction. */
    void rebuild() {
        long last = jdbc.sql("SELECT coalesce(max(dossier_id), 0) FROM dossier.v_dossier")
                .query(Long.class)
                .single();
        for (long first = 1; first <= last; first += BATCH) {
            long from = first;
            transaction.executeWithoutResult(status -> read(from, from + BATCH - 1));
        }
    }

    /** For one dossier the statement says so: planned for a range, it would be planned anew every time. */
    private static String those(String column, long first, long last) {
        return column + (first == last ? " = :first" : " BETWEEN :first AND :last");
    }

    private void read(long first, long last) {
        // an event read late must not put back what a later one has written
        List<Run> runs = jdbc.sql("""
                        INSERT INTO reporting.dossier_fact AS f
                              (dossier_id, code, agency_id, procedure_version_id, channel, received_at, due_at,
                               clock_at, clock_due, clock_stopped,
                               processed_at, returned_at, stopped_at, withdrawn_at, ledger_seq)
                        SELECT m.dossier_id, d.code, m.agency_id, m.procedure_version_id, m.channel, m.received_at, m.due_at,
                               m.clock_at, m.clock_due, m.clock_stopped,
                               m.processed_at, m.returned_at, m.stopped_at, m.withdrawn_at, m.ledger_seq
                          FROM (SELECT e.dossier_id,
                                       max(e.agency_id) AS agency_id,
                                       max(e.procedure_version_id) AS procedure_version_id,
                                       max(e.channel) AS channel,
                                       min(e.at) FILTER (WHERE e.kind = 'RECEIVED') AS received_at,
                                       (array_agg(e.due_at ORDER BY e.seq DESC) FILTER (WHERE e.due_at IS NOT NULL))[1]
                                           AS due_at,
                                       array_agg(e.at ORDER BY e.seq) FILTER (WHERE c.clock) AS clock_at,
                                       array_agg(e.due_at ORDER BY e.seq) FILTER (WHERE c.clock) AS clock_due,
                                       array_agg(e.kind IN ('SUPPLEMENT_ASKED', 'CLOCK_PAUSED', 'OPINION_ASKED') ORDER BY e.seq)
                                           FILTER (WHERE c.clock)
                                           AS clock_stopped,
                                       min(e.at) FILTER (WHERE e.kind = 'PROCESSED') AS processed_at,
                                       min(e.at) FILTER (WHERE e.kind = 'RETURNED') AS returned_at,
                                       min(e.at) FILTER (WHERE e.kind IN ('STOPPED', 'DISCONTINUED')) AS stopped_at,
                                       min(e.at) FILTER (WHERE e.kind = 'WITHDRAWN') AS withdrawn_at,
                                       max(e.seq) AS ledger_seq
                                  FROM dossier.v_milestone_event e,
                                       LATERAL (SELECT e.kind IN ('RECEIVED', 'SUPPLEMENT_ASKED', 'SUPPLEMENTED',
                                                                 'CLOCK_PAUSED', 'CLOCK_RESUMED', 'OPINION_ASKED',
                                                                 'OPINION_GIVEN', 'OPINION_DEEMED')) c (clock)
                                 WHERE %s
                                 GROUP BY e.dossier_id) m
                          JOIN dossier.v_dossier d ON d.dossier_id = m.dossier_id
                         WHERE m.received_at IS NOT NULL
                        ON CONFLICT (dossier_id) DO UPDATE
                           SET due_at = excluded.due_at, clock_at = excluded.clock_at, clock_due = excluded.clock_due,
                               clock_stopped = excluded.clock_stopped, processed_at = excluded.processed_at,
                               returned_at = excluded.returned_at, stopped_at = excluded.stopped_at,
                               withdrawn_at = excluded.withdrawn_at, received_at = excluded.received_at,
                               code = excluded.code, agency_id = excluded.agency_id, channel = excluded.channel,
                               worked_minutes = NULL,
                               procedure_version_id = excluded.procedure_version_id, ledger_seq = excluded.ledger_seq
                         WHERE f.ledger_seq <= excluded.ledger_seq
                        RETURNING procedure_version_id, dossier_id, agency_id, clock_at, clock_stopped, finished_at,
                                  withdrawn_at
                        """.formatted(those("e.dossier_id", first, last)))
                .param("first", first)
                .param("last", last)
                .query((row, n) -> run(row))
                .list();
        measure(runs);
        runs.stream()
                .map(Run::version)
                .distinct()
                .filter(version -> !named.contains(version))
                .forEach(this::name);
    }

    /**
     * What the clock did to a dossier.
     *
     * @param finished {@code null} while it is not answered; one that was withdrawn says nothing about how long an answer
     *     takes
     */
    private record Run(
            long version,
            long dossier,
            AgencyId agency,
            List<Instant> at,
            List<Boolean> stopped,
            @Nullable Instant finished) {

        /** Working minutes while the clock ran; empty where the calendar does not reach. */
        Optional<Long> workedMinutes(WorkingCalendar calendar) {
            if (finished == null || outside(calendar, at.getFirst()) || outside(calendar, finished)) {
                return Optional.empty();
            }
            long minutes = 0;
            for (int i = 0; i < at.size(); i++) {
                Instant until = i + 1 < at.size() && at.get(i + 1).isBefore(finished) ? at.get(i + 1) : finished;
                minutes += stopped.get(i) ? 0 : calendar.workingMinutesBetween(at.get(i), until);
            }
            return Optional.of(minutes);
        }

        private static boolean outside(WorkingCalendar calendar, Instant at) {
            LocalDate day = LocalDate.ofInstant(at, Vietnam.ZONE);
            return day.isBefore(calendar.firstDay()) || day.isAfter(calendar.lastDay());
        }
    }

    private static Run run(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("withdrawn_at") == null ? row.getTimestamp("finished_at") : null;
        return new Run(
                row.getLong("procedure_version_id"),
                row.getLong("dossier_id"),
                new AgencyId(row.getLong("agency_id")),
                Stream.of((Timestamp[]) row.getArray("clock_at").getArray())
                        .map(Timestamp::toInstant)
                        .toList(),
                List.of((Boolean[]) row.getArray("clock_stopped").getArray()),
                finished == null ? null : finished.toInstant());
    }

    private void measure(List<Run> runs) {
        Map<Long, Long> minutes = new LinkedHashMap<>();
        for (Run run : runs) {
            if (run.finished() != null) {
                run.workedMinutes(
                                calendars.byId(organization.agency(run.agency()).processingCalendar()))
                        .ifPresent(worked -> minutes.put(run.dossier(), worked));
            }
        }
        batches.batchUpdate(
                "UPDATE reporting.dossier_fact SET worked_minutes = ? WHERE dossier_id = ?",
                minutes.entrySet().stream()
                        .map(one -> new Object[] {one.getValue(), one.getKey()})
                        .toList());
    }

    private void name(long version) {
        Procedure procedure = catalog.version(new ProcedureVersionId(version));
        jdbc.sql("""
                        INSERT INTO reporting.procedure_version
                               (version_id, code, name, sector_code, sector_name, unit_key)
                        VALUES (:version, :code, :name, :sectorCode, :sectorName, :unit)
                        ON CONFLICT DO NOTHING
                        """)
                .param("version", version)
                .param("code", procedure.code())
                .param("name", procedure.shortName())
                .param("sectorCode", procedure.sectorCode())
                .param("sectorName", procedure.sectorName())
                .param("unit", procedure.unitKey())
                .update();
        // known only once it is there for all to see
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                named.add(version);
            }
        });
    }
}
