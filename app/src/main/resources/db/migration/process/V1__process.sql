CREATE SCHEMA IF NOT EXISTS process;

CREATE TABLE process.definition (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL,
    version      integer NOT NULL,
    bpmn         text NOT NULL,
    published_at timestamptz NOT NULL,
    UNIQUE (key, version)
);

-- Dossiers are decided under the version they began with: a published one never changes.
CREATE FUNCTION process.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: what is published stays as it is', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER definition_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON process.definition
    FOR EACH STATEMENT EXECUTE FUNCTION process.refuse_change();

CREATE TABLE process.instance (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    definition_id bigint NOT NULL REFERENCES process.definition,
    subject_kind  text NOT NULL,
    subject_id    bigint NOT NULL,
    agency_id     bigint NOT NULL,
    marking       jsonb NOT NULL,
    variables     jsonb NOT NULL,
    state         text NOT NULL CHECK (state IN ('RUNNING', 'ENDED', 'CANCELLED')),
    result        text,
    version       integer NOT NULL DEFAULT 1,
    started_at    timestamptz NOT NULL,
    suspended_at  timestamptz,
    ended_at      timestamptz,
    CHECK ((state = 'RUNNING') = (ended_at IS NULL))
) WITH (fillfactor = 80); -- every step rewrites the row in place

CREATE INDEX instance_subject ON process.instance (subject_id, subject_kind);

CREATE TABLE process.task (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance_id       bigint NOT NULL REFERENCES process.instance,
    definition_id     bigint NOT NULL,
    token             bigint NOT NULL,
    element_id        text NOT NULL,
    name              text NOT NULL,
    work              text NOT NULL,
    agency_id         bigint NOT NULL,
    unit_id           bigint NOT NULL,
    position          text NOT NULL,
    holder_id         bigint,
    subject_kind      text NOT NULL,
    subject_id        bigint NOT NULL,
    state             text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE', 'WITHDRAWN')),
    version           integer NOT NULL DEFAULT 1,
    opened_at         timestamptz NOT NULL,
    due_at            timestamptz NOT NULL,
    remaining_minutes integer, -- working minutes left while the instance is suspended; below zero: overdue by
    claimed_at        timestamptz,
    closed_at         timestamptz,
    closed_by         bigint,
    outcome           text,
    CHECK ((state = 'OPEN') = (closed_at IS NULL)),
    CHECK ((state = 'DONE') = (outcome IS NOT NULL))
) WITH (fillfactor = 80);

CREATE INDEX open_task_unit ON process.task (unit_id, due_at) WHERE state = 'OPEN';
CREATE INDEX open_task_holder ON process.task (holder_id, due_at) WHERE state = 'OPEN';
CREATE INDEX open_task_subject ON process.task (subject_id, subject_kind) WHERE state = 'OPEN';
CREATE INDEX task_instance ON process.task (instance_id);

-- What worklists read. Plain columns of one table, so that the planner sees through it to the indexes above.
CREATE VIEW process.v_open_task AS
SELECT id AS task_id,
       instance_id,
       element_id,
       name,
       work,
       unit_id,
       agency_id,
       position,
       holder_id,
       opened_at,
       due_at,
       version,
       subject_kind,
       subject_id,
       remaining_minutes IS NOT NULL AS suspended
FROM process.task
WHERE state = 'OPEN';
