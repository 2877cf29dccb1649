-- What officers filled in on the form of a step: one row for each time a step was completed with one, never changed. The
-- ledger keeps the hash of it, as it does of what applicants stated.
CREATE TABLE dossier.step_record (
    dossier_id    bigint      NOT NULL REFERENCES dossier.dossier,
    task          bigint      NOT NULL,
    definition_id bigint      NOT NULL, -- of the process whose file the form is in
    form          text        NOT NULL,
    answers       jsonb       NOT NULL,
    hash          text        NOT NULL,
    PRIMARY KEY (dossier_id, task)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dossier.step_record
    FOR EACH ROW EXECUTE FUNCTION dossier.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON dossier.step_record
    FOR EACH STATEMENT EXECUTE FUNCTION dossier.refuse_change();
