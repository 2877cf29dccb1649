-- Instances that move to another version of their process: what was planned, and what became of each.
CREATE TABLE process.migration (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL,
    from_id     bigint NOT NULL REFERENCES process.definition,
    to_id       bigint NOT NULL REFERENCES process.definition,
    from_hash   text NOT NULL, -- SHA-256 of the file
    to_hash     text NOT NULL,
    mapping     jsonb NOT NULL, -- elements that are other ones in the new version; '' for one that keeps its tokens
    state       text NOT NULL DEFAULT 'PLANNED' CHECK (state IN ('PLANNED', 'RUNNING', 'STOPPED', 'DONE')),
    planned_by  text NOT NULL,
    planned_at  timestamptz NOT NULL,
    officer_id  bigint NOT NULL, -- who answers for it: who planned it, and then who started it
    reason      text,
    started_at  timestamptz,
    ended_at    timestamptz,
    command_key text NOT NULL UNIQUE,
    CHECK (from_id <> to_id),
    CHECK ((state = 'PLANNED') = (started_at IS NULL)),
    CHECK ((started_at IS NULL) = (reason IS NULL)),
    CHECK ((state = 'DONE') = (ended_at IS NOT NULL))
);

CREATE INDEX migration_key ON process.migration (key, id DESC);
CREATE UNIQUE INDEX migration_running ON process.migration (key) WHERE state = 'RUNNING';

CREATE TABLE process.migration_item (
    migration_id bigint NOT NULL REFERENCES process.migration ON DELETE CASCADE,
    instance_id  bigint NOT NULL REFERENCES process.instance,
    subject_kind text NOT NULL,
    subject_id   bigint NOT NULL,
    state        text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'MOVED', 'REFUSED')),
    passes       boolean NOT NULL DEFAULT false, -- a task goes to another unit, or back to its queue
    planned      jsonb,
    reasons      jsonb,
    attempts     integer NOT NULL DEFAULT 0,
    failure      text,
    taken_until  timestamptz, -- a node is at it; after this another may be
    done_at      timestamptz,
    PRIMARY KEY (migration_id, instance_id),
    CHECK ((state = 'REFUSED') = (reasons IS NOT NULL)),
    CHECK ((state = 'WAITING') = (done_at IS NULL))
) WITH (fillfactor = 80);

CREATE INDEX migration_item_waiting ON process.migration_item (migration_id, instance_id) WHERE state = 'WAITING';

-- Who started, stopped and resumed a migration, when and why.
CREATE TABLE process.migration_log (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES process.migration,
    act          text NOT NULL CHECK (act IN ('STARTED', 'STOPPED', 'RESUMED')),
    officer_id   bigint NOT NULL,
    officer      text NOT NULL,
    reason       text,
    command_key  text NOT NULL UNIQUE,
    at           timestamptz NOT NULL
);

CREATE INDEX migration_log_migration ON process.migration_log (migration_id, id);

CREATE TRIGGER migration_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON process.migration_log
    FOR EACH STATEMENT EXECUTE FUNCTION process.refuse_change();
