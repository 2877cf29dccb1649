-- An opinion that is asked while the clock runs on is no milestone of the clock.
CREATE OR REPLACE VIEW dossier.v_milestone_event AS
SELECT e.dossier_id, e.seq,
       CASE WHEN e.kind = 'OPINION_DEEMED' THEN (e.data ->> 'since')::timestamptz ELSE e.at END AS at,
       e.kind,
       (e.data ->> 'dueAt')::timestamptz           AS due_at,
       (e.data ->> 'agency')::bigint               AS agency_id,
       (e.data ->> 'procedureVersion')::bigint     AS procedure_version_id,
       e.data ->> 'channel'                        AS channel
  FROM dossier.dossier_event e
 WHERE e.kind IN ('SUBMITTED', 'RECEIVED', 'SUPPLEMENT_ASKED', 'SUPPLEMENTED', 'PROCESSED', 'RETURNED', 'STOPPED',
                  'WITHDRAWN', 'NOT_ACCEPTED', 'CLOCK_PAUSED', 'CLOCK_RESUMED', 'RESCHEDULED', 'EXTENDED',
                  'APPOINTMENT_MOVED', 'DISCONTINUED')
    OR e.kind = 'OPINION_ASKED' AND e.data ->> 'remainingMinutes' IS NOT NULL
    OR e.kind IN ('OPINION_GIVEN', 'OPINION_DEEMED') AND e.data ->> 'dueAt' IS NOT NULL;
