-- The clock can be stopped, let go on, given a new end, and a dossier discontinued: figures want to know.
CREATE OR REPLACE VIEW dossier.v_milestone_event AS
SELECT e.dossier_id, e.seq, e.at, e.kind,
       (e.data ->> 'dueAt')::timestamptz           AS due_at,
       (e.data ->> 'agency')::bigint               AS agency_id,
       (e.data ->> 'procedureVersion')::bigint     AS procedure_version_id,
       e.data ->> 'channel'                        AS channel
  FROM dossier.dossier_event e
 WHERE e.kind IN ('SUBMITTED', 'RECEIVED', 'SUPPLEMENT_ASKED', 'SUPPLEMENTED', 'PROCESSED', 'RETURNED', 'STOPPED',
                  'WITHDRAWN', 'NOT_ACCEPTED', 'CLOCK_PAUSED', 'CLOCK_RESUMED', 'RESCHEDULED', 'EXTENDED',
                  'APPOINTMENT_MOVED', 'DISCONTINUED');

DROP VIEW dossier.v_milestone;

-- Open dossiers whose clock runs on a calendar: what a day off announced late moves.
CREATE INDEX dossier_running_calendar ON dossier.dossier (calendar)
 WHERE closed_at IS NULL AND processed_at IS NULL AND paused_at IS NULL;
