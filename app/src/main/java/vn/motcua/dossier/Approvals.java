package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Post;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;

/** What waits for a leader's or head's decision: open tasks of work {@code APPROVE} in the units they decide for. */
@Service
public class Approvals {

    private final JdbcClient jdbc;
    private final Processes processes;

    Approvals(JdbcClient jdbc, Processes processes) {
        this.jdbc = jdbc;
        this.processes = processes;
    }

    private record Row(
            DossierId id,
            String code,
            String applicant,
            String procedureCode,
            TaskId task,
            int contentVersion,
            @Nullable OfficerId asker,
            @Nullable String proposal,
            @Nullable String note,
            @Nullable Instant dueAt,
            Instant changedAt,
            @Nullable Instant lookedAt) {}

    /** What is due first on top; tasks another officer has taken are theirs and left out. */
    @Transactional(readOnly = true)
    public List<Approval> of(Actor.Officer officer, int limit) {
        return rows(officer, null, limit);
    }

    /** One of them, if it waits for this officer. */
    @Transactional(readOnly = true)
    public Optional<Approval> find(Actor.Officer officer, TaskId task) {
        return rows(officer, task, 1).stream().findFirst();
    }

    private List<Approval> rows(Actor.Officer officer, @Nullable TaskId only, int limit) {
        return jdbc
                .sql("""
                        SELECT d.id, d.code, a.name, d.procedure_code, t.task_id, d.content_version, d.due_at,
                               e.officer_id AS asker, e.data ->> 'outcomeLabel' AS proposal, e.data ->> 'note' AS note,
                               (SELECT max(c.at) FROM dossier.dossier_event c
                                 WHERE c.dossier_id = d.id AND c.kind <> 'MESSAGE_EXPIRED') AS changed_at,
                               (SELECT max(l.at) FROM dossier.access_log l
                                 WHERE l.dossier_id = d.id AND l.officer_id = :me AND l.purpose = 'read') AS looked_at
                          FROM process.v_open_task t
                          JOIN dossier.dossier d ON d.id = t.subject_id
                          JOIN dossier.applicant a ON a.dossier_id = d.id
                          LEFT JOIN LATERAL (SELECT officer_id, data FROM dossier.dossier_event
                                              WHERE dossier_id = d.id AND kind = 'TASK_COMPLETED'
                                              ORDER BY seq DESC LIMIT 1) e ON true
                         WHERE t.subject_kind = 'dossier' AND NOT t.suspended AND t.work = 'APPROVE'
                           AND t.unit_id = ANY (:units::bigint[])
                           AND (t.holder_id IS NULL OR t.holder_id = :me)
                           AND (:task::bigint IS NULL OR t.task_id = :task::bigint)
                         ORDER BY t.due_at LIMIT :limit
                        """)
                .param("units", units(officer))
                .param("me", officer.id().value())
                .param("task", only == null ? null : only.value(), Types.BIGINT)
                .param("limit", limit)
                .query((row, n) -> {
                    long asker = row.getLong("asker");
                    return new Row(
                            new DossierId(row.getLong("id")),
                            row.getString("code"),
                            row.getString("name"),
                            row.getString("procedure_code"),
                            new TaskId(row.getLong("task_id")),
                            row.getInt("content_version"),
                            asker == 0 ? null : new OfficerId(asker),
                            row.getString("proposal"),
                            row.getString("note"),
                            Ledger.instant(row, "due_at"),
                            requireNonNull(Ledger.instant(row, "changed_at")),
                            Ledger.instant(row, "looked_at"));
                })
                .list()
                .stream()
                .map(this::approval)
                .flatMap(Optional::stream)
                .toList();
    }

    /** How many there are, counted up to a thousand. */
    @Transactional(readOnly = true)
    public int count(Actor.Officer officer) {
        return jdbc.sql("""
                        SELECT count(*) FROM (
                            SELECT 1 FROM process.v_open_task t
                             WHERE t.subject_kind = 'dossier' AND NOT t.suspended AND t.work = 'APPROVE'
                               AND t.unit_id = ANY (:units::bigint[])
                               AND (t.holder_id IS NULL OR t.holder_id = :me)
                             LIMIT 1000) q
                        """)
                .param("units", units(officer))
                .param("me", officer.id().value())
                .query(Integer.class)
                .single();
    }

    private Optional<Approval> approval(Row r) {
        Optional<TaskSummary> task = processes.find(r.task());
        return task.map(t -> new Approval(
                r.id(),
                r.code(),
                r.applicant(),
                r.procedureCode(),
                t,
                r.contentVersion(),
                r.asker(),
                r.proposal(),
                r.note(),
                r.dueAt(),
                r.changedAt(),
                r.lookedAt()));
    }

    private static String units(Actor.Officer officer) {
        return officer.posts().stream()
                .filter(p -> p.permissions().contains(Permission.DOSSIER_APPROVE))
                .map(Post::unit)
                .map(u -> Long.toString(u.value()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
