package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Channel;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Post;
import vn.motcua.organization.UnitId;
import vn.motcua.process.TaskId;

/** An officer's queues, what is due first on top. They read open work only, so they stay fast however much is done. */
@Service
public class Worklists {

    /** The queues of the desk. */
    public enum Queue {
        /** Filed online, waiting for my desk. */
        TO_RECEIVE,
        /** Tasks I have taken. */
        MINE,
        /** Tasks of my units that nobody has taken. */
        UNIT,
        /** Open tasks of my units of which little time is left, of the step's or of the dossier's. */
        DUE_SOON,
        /** Open tasks of my units whose dossier is past its appointment. */
        OVERDUE,
        /** Dossiers my units had a part in and that now lie with others or the applicant. */
        AWAITING
    }

    private static final int COUNT_UP_TO = 1000;

    private final JdbcClient jdbc;
    private final Organization organization;
    private final Calendars calendars;

    Worklists(JdbcClient jdbc, Organization organization, Calendars calendars) {
        this.jdbc = jdbc;
        this.organization = organization;
        this.calendars = calendars;
    }

    /**
     * A page of a queue.
     *
     * @param limit at most this many, {@code offset} after so many
     */
    @Transactional(readOnly = true)
    public List<WorkItem> list(Queue queue, Actor.Officer officer, int limit, int offset, Instant now) {
        if (queue == Queue.DUE_SOON) {
            return soonest(officer, now).stream().skip(offset).limit(limit).toList();
        }
        return statement(select(queue), queue, officer, now, limit, offset)
                .query((row, n) -> item(row, now))
                .list();
    }

    /** How much is in each queue, counted up to a thousand. */
    @Transactional(readOnly = true)
    public Map<Queue, Integer> counts(Actor.Officer officer, Instant now) {
        Map<Queue, Integer> counts = new EnumMap<>(Queue.class);
        for (Queue queue : Queue.values()) {
            if (queue == Queue.DUE_SOON) {
                counts.put(queue, soonest(officer, now).size());
                continue;
            }
            // unsorted, so that counting stops where enough is counted
            String rows = select(queue)
                    .replaceFirst("(?s)SELECT .*? FROM", "SELECT 1 FROM")
                    .replaceFirst("(?s)ORDER BY .*? LIMIT", "LIMIT");
            String sql = "SELECT count(*) FROM (" + rows + ") q";
            counts.put(
                    queue,
                    statement(sql, queue, officer, now, COUNT_UP_TO, 0)
                            .query(Integer.class)
                            .single());
        }
        return counts;
    }

    /**
     * What is due soon. How little is left is a matter of working time and of each step's allowance, so the database finds
     * what is due within a working day, and the calendar tells which of those are meant.
     */
    private List<WorkItem> soonest(Actor.Officer officer, Instant now) {
        return statement(select(Queue.DUE_SOON), Queue.DUE_SOON, officer, now, COUNT_UP_TO, 0)
                .query((row, n) -> item(row, now))
                .list()
                .stream()
                .filter(WorkItem::soon)
                .toList();
    }

    /** Dossiers the officer may read, by code, applicant's name (accents or none), identity number or phone. */
    @Transactional(readOnly = true)
    public List<WorkItem> find(String text, Actor.Officer officer, int limit, Instant now) {
        String words = text.strip();
        if (words.isEmpty()) {
            return List.of();
        }
        Set<Long> agencies = officer.posts().stream()
                .filter(p -> p.permissions().contains(Permission.DOSSIER_READ))
                .map(Post::agency)
                .filter(a -> officer.mayIn(Permission.DOSSIER_READ, a))
                .map(AgencyId::value)
                .collect(Collectors.toSet());
        Set<Long> units = officer.readableUnits().stream().map(UnitId::value).collect(Collectors.toSet());
        return jdbc.sql("""
                        SELECT d.id, d.code, a.name, d.procedure_code, d.channel, d.status, d.agency_id,
                               NULL::bigint AS task_id, NULL AS step, NULL AS position, d.holder_unit, d.holder_officer, d.holder_since AS since,
                               d.due_at, NULL::timestamptz AS task_due_at, d.remaining_minutes, d.received_at,
                               coalesce(d.processed_at, d.closed_at) AS finished_at
                          FROM dossier.dossier d JOIN dossier.applicant a ON a.dossier_id = d.id
                         WHERE d.id IN (
                                   SELECT id FROM dossier.dossier WHERE code = upper(:text)
                                   UNION ALL SELECT dossier_id FROM dossier.applicant WHERE identity = :text
                                   UNION ALL SELECT dossier_id FROM dossier.applicant WHERE phone = :text
                                   UNION ALL (SELECT dossier_id FROM dossier.applicant
                                               WHERE char_length(:text) >= 3 AND folded LIKE '%' || public.fold(:like) || '%'
                                               LIMIT 500))
                           AND (d.agency_id = ANY (:agencies::bigint[]) OR d.units && :units::bigint[])
                         ORDER BY d.closed_at IS NOT NULL, d.submitted_at DESC
                         LIMIT :limit
                        """)
                .param("text", words)
                .param("like", words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
                .param("agencies", array(agencies))
                .param("units", array(units))
                .param("limit", limit)
                .query((row, n) -> item(row, now))
                .list();
    }

    JdbcClient.StatementSpec statement(
            String sql, Queue queue, Actor.Officer officer, Instant now, int limit, int offset) {
        Permission needed = queue == Queue.TO_RECEIVE ? Permission.DOSSIER_RECEIVE : Permission.DOSSIER_READ;
        Set<Long> units = officer.posts().stream()
                .filter(p -> p.permissions().contains(needed))
                .map(p -> p.unit().value())
                .collect(Collectors.toSet());
        String positions =
                officer.posts().stream().map(Post::position).distinct().collect(Collectors.joining(",", "{", "}"));
        return jdbc.sql(sql)
                .param("units", array(units))
                .param("positions", positions)
                .param("me", officer.id().value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("soon", soon(officer, now).atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .param("offset", offset);
    }

    /** A working day from now, by the calendar of the officer's agency. */
    private Instant soon(Actor.Officer officer, Instant now) {
        if (officer.posts().isEmpty()) {
            return now;
        }
        WorkingCalendar calendar = calendars.byId(
                organization.agency(officer.posts().getFirst().agency()).processingCalendar());
        return calendar.plusWorkingMinutes(now, calendar.minutesPerDay());
    }

    static String select(Queue queue) {
        String tasks = """
                SELECT d.id, d.code, a.name, d.procedure_code, d.channel, d.status, d.agency_id,
                       t.task_id, t.name AS step, t.position, t.unit_id AS holder_unit, t.holder_id AS holder_officer,
                       t.opened_at AS since, d.due_at, t.due_at AS task_due_at, d.remaining_minutes, d.received_at,
                       coalesce(d.processed_at, d.closed_at) AS finished_at
                  FROM process.v_open_task t
                  JOIN dossier.dossier d ON d.id = t.subject_id
                  JOIN dossier.applicant a ON a.dossier_id = d.id
                 WHERE t.subject_kind = 'dossier' AND NOT t.suspended
                """;
        String dossiers = """
                SELECT d.id, d.code, a.name, d.procedure_code, d.channel, d.status, d.agency_id,
                       NULL::bigint AS task_id, NULL AS step, NULL AS position, d.holder_unit, d.holder_officer,
                       d.holder_since AS since, d.due_at, NULL::timestamptz AS task_due_at, d.remaining_minutes, d.received_at,
                       coalesce(d.processed_at, d.closed_at) AS finished_at
                  FROM dossier.dossier d
                  JOIN dossier.applicant a ON a.dossier_id = d.id
                """;
        return switch (queue) {
            case TO_RECEIVE -> dossiers + """
                     WHERE d.status = 'SUBMITTED' AND d.receiving_unit = ANY (:units::bigint[])
                       AND d.received_at IS NULL AND d.closed_at IS NULL
                     ORDER BY d.submitted_at LIMIT :limit OFFSET :offset
                    """;
            case MINE -> tasks + """
                       AND t.holder_id = :me ORDER BY t.due_at LIMIT :limit OFFSET :offset
                    """;
            case UNIT -> tasks + """
                       AND t.unit_id = ANY (:units::bigint[]) AND t.holder_id IS NULL
                       AND t.position = ANY (:positions::text[])
                     ORDER BY t.due_at LIMIT :limit OFFSET :offset
                    """;
            case DUE_SOON -> tasks + """
                       AND t.unit_id = ANY (:units::bigint[]) AND d.processed_at IS NULL
                       AND d.due_at >= :now AND (d.due_at <= :soon OR t.due_at <= :soon)
                     ORDER BY least(d.due_at, t.due_at) LIMIT :limit OFFSET :offset
                    """;
            case OVERDUE -> tasks + """
                       AND t.unit_id = ANY (:units::bigint[]) AND d.processed_at IS NULL AND d.due_at < :now
                     ORDER BY d.due_at LIMIT :limit OFFSET :offset
                    """;
            case AWAITING -> dossiers + """
                     WHERE d.closed_at IS NULL AND d.units && :units::bigint[]
                       AND (d.holder_kind IN ('APPLICANT', 'CONSULTED') OR d.holder_unit <> ALL (:units::bigint[]))
                     ORDER BY d.due_at NULLS LAST, d.id LIMIT :limit OFFSET :offset
                    """;
        };
    }

    private WorkItem item(ResultSet row, Instant now) throws SQLException {
        Instant due = Ledger.instant(row, "due_at");
        Instant received = Ledger.instant(row, "received_at");
        Instant since = requireNonNull(Ledger.instant(row, "since"));
        Instant stepDue = Ledger.instant(row, "task_due_at");
        Long left = number(row, "remaining_minutes");
        boolean soon = false;
        Remaining step = null;
        WorkingCalendar calendar = calendars.byId(
                organization.agency(new AgencyId(row.getLong("agency_id"))).processingCalendar());
        if (left == null && due != null && Ledger.instant(row, "finished_at") == null) {
            Remaining whole = Remaining.of(
                    calendar, now, due, received == null ? 0 : calendar.workingMinutesBetween(received, due));
            left = whole.minutes();
            soon = whole.soon();
            step = stepDue == null
                    ? null
                    : Remaining.of(calendar, now, stepDue, calendar.workingMinutesBetween(since, stepDue));
        }
        Long task = number(row, "task_id");
        Long unit = number(row, "holder_unit");
        Long officer = number(row, "holder_officer");
        return new WorkItem(
                new DossierId(row.getLong("id")),
                row.getString("code"),
                row.getString("name"),
                row.getString("procedure_code"),
                Channel.valueOf(row.getString("channel")),
                DossierStatus.valueOf(row.getString("status")),
                task == null ? null : new TaskId(task),
                row.getString("step"),
                row.getString("position"),
                unit == null ? null : new UnitId(unit),
                officer == null ? null : new OfficerId(officer),
                since,
                due,
                stepDue,
                left,
                soon,
                calendar.minutesPerDay(),
                step);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static String array(Set<Long> ids) {
        return ids.stream().map(i -> Long.toString(i)).collect(Collectors.joining(",", "{", "}"));
    }
}
