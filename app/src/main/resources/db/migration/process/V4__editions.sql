-- A version comes with the procedure that was published with it, or takes over by itself from a day on.
ALTER TABLE process.definition
    ADD COLUMN effective_from date, -- null: in force with the procedure version that names it
    ADD COLUMN published_by   text,
    ADD COLUMN reason         text,
    ADD CHECK ((effective_from IS NULL) = (published_by IS NULL) AND (effective_from IS NULL) = (reason IS NULL));

-- What is being edited; one at a time for a process.
CREATE TABLE process.draft (
    key        text PRIMARY KEY,
    bpmn       text NOT NULL,
    based_on   bigint REFERENCES process.definition,
    revision   integer NOT NULL DEFAULT 1,
    begun_by   text NOT NULL,
    begun_at   timestamptz NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
);

-- A version no new dossier is to begin with any more. Those that run stay with it.
CREATE TABLE process.withdrawal (
    definition_id bigint PRIMARY KEY REFERENCES process.definition,
    withdrawn_at  timestamptz NOT NULL,
    withdrawn_by  text NOT NULL,
    reason        text NOT NULL
);

CREATE TRIGGER withdrawal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON process.withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION process.refuse_change();

-- Who did what to a process, when and why.
CREATE TABLE process.design_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL,
    act        text NOT NULL CHECK (act IN ('BEGUN', 'SAVED', 'DISCARDED', 'PUBLISHED', 'WITHDRAWN')),
    version    integer, -- of the definition it led to, or concerned
    officer_id bigint NOT NULL,
    officer    text NOT NULL,
    reason     text,
    at         timestamptz NOT NULL
);

CREATE INDEX design_log_key ON process.design_log (key, id DESC);

CREATE TRIGGER design_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON process.design_log
    FOR EACH STATEMENT EXECUTE FUNCTION process.refuse_change();

-- The version with which a dossier begins on a day, where its procedure names one: of those published later with a day
-- of their own, the one with the latest day that has come; else the one that is named.
CREATE FUNCTION process.in_force(named bigint, day date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT d.id
      FROM process.definition n
      JOIN process.definition d ON d.key = n.key AND d.version >= n.version
     WHERE n.id = named
       AND (d.id = n.id
            OR d.effective_from <= day
               AND NOT EXISTS (SELECT FROM process.withdrawal w WHERE w.definition_id = d.id))
     ORDER BY d.id = n.id, d.effective_from DESC, d.version DESC
     LIMIT 1
$$;

INSERT INTO organization.position_permission (position, permission) VALUES ('admin', 'PROCESS_DESIGN')
    ON CONFLICT DO NOTHING;
