-- Working minutes from receipt to the answer while the clock ran; null: open, withdrawn, or outside its calendar.
ALTER TABLE reporting.dossier_fact ADD COLUMN worked_minutes bigint;
-- The usual time of a procedure on its page.
CREATE INDEX dossier_fact_worked ON reporting.dossier_fact (procedure_version_id, finished_at) INCLUDE (worked_minutes)
    WHERE worked_minutes IS NOT NULL;
