-- Who wrote a version, who published it, and why; nobody where it came with the product. Nobody publishes what they wrote.
ALTER TABLE catalog.procedure_version
    ADD COLUMN edited_by text, ADD COLUMN edited_by_id bigint,
    ADD COLUMN published_by text, ADD COLUMN published_by_id bigint,
    ADD COLUMN reason text,
    ADD CONSTRAINT procedure_version_four_eyes CHECK (edited_by_id <> published_by_id);

-- A record that is being edited, at most one for a code. It need not be whole: what is imported from elsewhere has no form
-- and no process.
CREATE TABLE catalog.draft (
    code          text PRIMARY KEY,
    -- what lists show of it, taken from its record
    name          text NOT NULL,
    -- file name -> text
    files         jsonb NOT NULL,
    content_hash  text NOT NULL,
    based_on      bigint REFERENCES catalog.procedure_version,
    origin        text NOT NULL CHECK (origin IN ('VERSION', 'PACKAGE', 'SHEET', 'NATIONAL')),
    state         text NOT NULL DEFAULT 'EDITING' CHECK (state IN ('EDITING', 'SUBMITTED', 'SENT_BACK')),
    -- what was found wrong when it was saved
    faults        int NOT NULL,
    remark        text,
    revision      int NOT NULL DEFAULT 1,
    begun_by      text NOT NULL,
    begun_at      timestamptz NOT NULL,
    -- no officer where the operator at the machine did it
    changed_by_id bigint,
    changed_by    text NOT NULL,
    changed_at    timestamptz NOT NULL
);
CREATE INDEX draft_changed ON catalog.draft (changed_at DESC);

-- What was done to the catalogue, by whom, and what it changed. Only ever grows.
CREATE TABLE catalog.edit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code       text NOT NULL,
    act        text NOT NULL,
    -- the draft's revision it led to
    revision   int,
    version_id bigint REFERENCES catalog.procedure_version,
    officer_id bigint,
    officer    text NOT NULL,
    remark     text,
    -- [{part, how, path: [[what, which]], before, after}]
    changes    jsonb NOT NULL DEFAULT '[]',
    at         timestamptz NOT NULL
);
CREATE INDEX edit_log_code ON catalog.edit_log (code, id DESC);

CREATE FUNCTION catalog.keep_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of who changed what in the catalogue only grows';
END $$;

CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE ON catalog.edit_log
    FOR EACH ROW EXECUTE FUNCTION catalog.keep_log();
CREATE TRIGGER keep_log_whole BEFORE TRUNCATE ON catalog.edit_log
    FOR EACH STATEMENT EXECUTE FUNCTION catalog.keep_log();

-- Editing and publishing are two permissions. Who controls procedures in an authority is its office, so its chief may both
-- edit and publish; nobody publishes what they were the last to edit.
DELETE FROM organization.position_permission WHERE permission = 'CATALOG_ADMIN';
INSERT INTO organization.position_permission (position, permission) VALUES
    ('admin', 'CATALOG_EDIT'), ('admin', 'CATALOG_PUBLISH'), ('chief', 'CATALOG_EDIT'), ('chief', 'CATALOG_PUBLISH')
    ON CONFLICT DO NOTHING;
