-- Another agency is asked for its opinion: who has the dossier meanwhile, and until when an answer counts.
ALTER TABLE dossier.dossier
    ADD consultation jsonb,
    ADD answer_by    timestamptz;

-- Those whose agency stayed silent too long.
CREATE INDEX dossier_answer_by ON dossier.dossier (answer_by) WHERE answer_by IS NOT NULL;

-- The clock goes on from the end of the silence, whenever that is entered.
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
                  'APPOINTMENT_MOVED', 'DISCONTINUED', 'OPINION_ASKED', 'OPINION_GIVEN', 'OPINION_DEEMED');
