package vn.motcua.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Dossiers by the hundred thousand, written by SQL straight into the tables that lists read: every fifth open, four in ten
 * at the district, the others spread over the wards, tasks in any unit, half of them taken. They have no ledger.
 */
public final class ManyDossiers {

    private ManyDossiers() {}

    /** @param now dossiers came in over the 60 days before and are due around it */
    public static void generate(JdbcClient jdbc, int count, Instant now) {
        jdbc.sql("""
                        INSERT INTO dossier.dossier (code, secret, agency_id, procedure_version_id, procedure_code, channel,
                            case_key, receiving_unit, status, submitted_at, received_at, calendar, due_at, processed_at,
                            closed_at, open_tasks, units, holder_kind, holder_unit, holder_since, content_version,
                            content_hash, supplements, version, head_hash)
                        SELECT 'TAI-' || d.i, 'AAAAAAAA', d.agency, d.procedure_version, d.procedure, 'ONLINE', 'thong-thuong',
                               d.units[1], d.status, d.submitted, d.received, 'district-processing', d.due,
                               CASE WHEN d.status = 'RETURNED' THEN d.due END, CASE WHEN d.status = 'RETURNED' THEN d.due END,
                               '[]', CASE WHEN d.status = 'SUBMITTED' THEN ARRAY[d.units[1]]
                                          WHEN d.unit = d.units[1] THEN ARRAY[d.units[1]]
                                          ELSE ARRAY[d.units[1], d.unit] END,
                               CASE d.status WHEN 'RETURNED' THEN 'NOBODY' WHEN 'SUPPLEMENT_ASKED' THEN 'APPLICANT'
                                             ELSE 'OFFICE' END,
                               CASE d.status WHEN 'IN_PROCESS' THEN d.unit WHEN 'SUBMITTED' THEN d.units[1] END,
                               d.submitted, 1, '', 0, 1, sha256('')
                          FROM (SELECT s.*, a.units,
                                       a.units[s.k2 % cardinality(a.units) + 1] AS unit,
                                       CASE WHEN s.status <> 'SUBMITTED' THEN s.submitted + interval '1 hour' END AS received,
                                       CASE WHEN s.status <> 'SUBMITTED'
                                            THEN s.submitted + interval '1 day' * (1 + s.k3 % 60) END AS due
                                  FROM (SELECT r.*,
                                               CASE WHEN k1 % 10 < 4 THEN o.district ELSE o.wards[k2 % 14 + 1] END AS agency,
                                               p.ids[k3 % cardinality(p.ids) + 1] AS procedure_version,
                                               p.codes[k3 % cardinality(p.ids) + 1] AS procedure,
                                               :now - interval '1 minute' * (k4 % 86400) AS submitted,
                                               CASE WHEN i % 5 <> 0 THEN 'RETURNED' WHEN k1 % 20 = 0 THEN 'SUBMITTED'
                                                    WHEN k1 % 20 = 1 THEN 'SUPPLEMENT_ASKED' ELSE 'IN_PROCESS' END AS status
                                          FROM (SELECT i, hashint8extended(i, 1) & 1073741823 AS k1,
                                                       hashint8extended(i, 2) & 1073741823 AS k2,
                                                       hashint8extended(i, 3) & 1073741823 AS k3,
                                                       hashint8extended(i, 4) & 1073741823 AS k4
                                                  FROM generate_series(1, :count) i) r,
                                               (SELECT min(id) FILTER (WHERE level = 'DISTRICT') AS district,
                                                       array_agg(id ORDER BY id) FILTER (WHERE level = 'COMMUNE') AS wards
                                                  FROM organization.agency) o,
                                               (SELECT array_agg(v.id ORDER BY v.id) AS ids,
                                                       array_agg(p.code ORDER BY v.id) AS codes
                                                  FROM catalog.procedure_version v JOIN catalog.procedure p
                                                       ON p.id = v.procedure_id) p) s
                                  JOIN (SELECT agency, array_agg(id ORDER BY key <> 'one-stop', id) AS units
                                          FROM organization.unit GROUP BY agency) a ON a.agency = s.agency) d
                        """)
                .param("count", count)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        INSERT INTO dossier.applicant (dossier_id, kind, name, identity, phone)
                        SELECT d.id, 'CITIZEN',
                               (ARRAY['Nguyễn','Trần','Lê','Phạm','Hoàng'])[d.id % 5 + 1] || ' Văn Ví Dụ ' || d.id,
                               lpad(d.id::text, 12, '0'), '09' || lpad((d.id % 100000000)::text, 8, '0')
                          FROM dossier.dossier d WHERE starts_with(d.code, 'TAI-')
                        """).update();
        jdbc.sql("""
                        WITH opened AS (
                            INSERT INTO process.instance (definition_id, subject_kind, subject_id, agency_id, marking,
                                variables, state, started_at)
                            SELECT (SELECT min(id) FROM process.definition), 'dossier', d.id, d.agency_id, '{}', '{}',
                                   'RUNNING', d.received_at
                              FROM dossier.dossier d
                             WHERE starts_with(d.code, 'TAI-') AND d.status IN ('IN_PROCESS', 'SUPPLEMENT_ASKED')
                            RETURNING *)
                        INSERT INTO process.task (instance_id, token, element_id, name, work, agency_id,
                            unit_id, position, holder_id, subject_kind, subject_id, opened_at, due_at, remaining_minutes)
                        SELECT i.id, 1, 'examine', 'Thẩm tra', 'WORK', i.agency_id, p.unit,
                               p.positions[i.id % cardinality(p.officers) + 1],
                               CASE WHEN i.id % 2 = 0 THEN p.officers[i.id % cardinality(p.officers) + 1] END,
                               'dossier', i.subject_id, i.started_at, d.due_at,
                               CASE WHEN d.status = 'SUPPLEMENT_ASKED' THEN 60 END
                          FROM opened i
                          JOIN dossier.dossier d ON d.id = i.subject_id
                          JOIN (SELECT unit, array_agg(officer ORDER BY id) AS officers,
                                       array_agg(position ORDER BY id) AS positions
                                  FROM organization.post WHERE unit IS NOT NULL GROUP BY unit) p
                            ON p.unit = coalesce(d.holder_unit, d.receiving_unit)
                        """).update();
        for (String table : new String[] {"dossier.dossier", "dossier.applicant", "process.instance", "process.task"}) {
            jdbc.sql("ANALYZE " + table).update();
        }
    }
}
