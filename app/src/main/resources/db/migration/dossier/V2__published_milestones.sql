-- The ledger's milestones one by one, for modules that account for dossiers: no names, no reasons.
CREATE VIEW dossier.v_milestone_event AS
SELECT e.dossier_id, e.seq, e.at, e.kind,
       (e.data ->> 'dueAt')::timestamptz           AS due_at,
       (e.data ->> 'agency')::bigint               AS agency_id,
       (e.data ->> 'procedureVersion')::bigint     AS procedure_version_id,
       e.data ->> 'channel'                        AS channel
  FROM dossier.dossier_event e
 WHERE e.kind IN ('SUBMITTED', 'RECEIVED', 'SUPPLEMENT_ASKED', 'SUPPLEMENTED', 'PROCESSED', 'RETURNED', 'STOPPED',
                  'WITHDRAWN', 'NOT_ACCEPTED');

-- Which units had a part in a dossier: whoever may read for one of them may read it.
CREATE VIEW dossier.v_units AS
SELECT d.id AS dossier_id, d.units FROM dossier.dossier d;
