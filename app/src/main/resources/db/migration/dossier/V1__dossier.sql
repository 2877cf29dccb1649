CREATE SCHEMA IF NOT EXISTS dossier;

-- Dossier codes: per agency and day, without gaps, because the row stays locked until the taker commits.
CREATE TABLE dossier.code_counter (
    agency_id bigint NOT NULL,
    day       date   NOT NULL,
    last      int    NOT NULL,
    PRIMARY KEY (agency_id, day)
);

-- The fold of the dossier's ledger, written down. Steps rewrite this row, so it is narrow and leaves room for HOT updates.
CREATE TABLE dossier.dossier (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code                 text        NOT NULL UNIQUE,
    secret               text        NOT NULL,
    agency_id            bigint      NOT NULL,
    procedure_version_id bigint      NOT NULL,
    procedure_code       text        NOT NULL,
    channel              text        NOT NULL,
    case_key             text        NOT NULL,
    receiving_unit       bigint      NOT NULL,
    instance_id          bigint,
    status               text        NOT NULL,
    submitted_at         timestamptz NOT NULL,
    received_at          timestamptz,
    calendar             text,
    due_at               timestamptz,
    paused_at            timestamptz,
    remaining_minutes    bigint,
    processed_at         timestamptz,
    returned_at          timestamptz,
    closed_at            timestamptz,
    open_tasks           jsonb       NOT NULL,
    units                bigint[]    NOT NULL,
    holder_kind          text        NOT NULL,
    holder_unit          bigint,
    holder_officer       bigint,
    holder_since         timestamptz NOT NULL,
    content_version      int         NOT NULL,
    content_hash         text        NOT NULL,
    supplements          int         NOT NULL,
    result_no            text,
    version              int         NOT NULL,
    head_hash            bytea       NOT NULL
) WITH (fillfactor = 75);

CREATE INDEX dossier_to_receive ON dossier.dossier (receiving_unit, submitted_at) WHERE status = 'SUBMITTED';
CREATE INDEX dossier_open_due ON dossier.dossier (agency_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX dossier_open_units ON dossier.dossier USING gin (units) WHERE closed_at IS NULL;

-- Who files; apart from the row that every step rewrites.
CREATE TABLE dossier.applicant (
    dossier_id bigint PRIMARY KEY REFERENCES dossier.dossier,
    kind       text NOT NULL,
    name       text NOT NULL,
    identity   text,
    phone      text,
    email      text,
    address    text,
    subject    text,
    folded     text GENERATED ALWAYS AS (public.fold(name)) STORED
);
CREATE INDEX applicant_subject ON dossier.applicant (subject) WHERE subject IS NOT NULL;
CREATE INDEX applicant_identity ON dossier.applicant (identity) WHERE identity IS NOT NULL;
CREATE INDEX applicant_phone ON dossier.applicant (phone) WHERE phone IS NOT NULL;
CREATE INDEX applicant_folded ON dossier.applicant USING gin (folded public.gin_trgm_ops);

-- What the applicant stated and handed in: one row per version, never changed.
CREATE TABLE dossier.content (
    dossier_id bigint      NOT NULL REFERENCES dossier.dossier,
    version    int         NOT NULL,
    answers    jsonb       NOT NULL,
    papers     jsonb       NOT NULL,
    hash       text        NOT NULL,
    made_at    timestamptz NOT NULL,
    PRIMARY KEY (dossier_id, version)
);

CREATE TABLE dossier.dossier_event (
    dossier_id  bigint      NOT NULL,
    seq         int         NOT NULL,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    actor_kind  text        NOT NULL,
    officer_id  bigint,
    unit_id     bigint,
    command_key text,
    data        jsonb       NOT NULL,
    hash        bytea       NOT NULL,
    PRIMARY KEY (dossier_id, seq)
);
CREATE UNIQUE INDEX dossier_event_command ON dossier.dossier_event (command_key) WHERE command_key IS NOT NULL;
CREATE INDEX dossier_event_day ON dossier.dossier_event USING brin (at);

-- Each day's events under one hash, chained to the day before.
CREATE TABLE dossier.ledger_anchor (
    day     date        PRIMARY KEY,
    events  bigint      NOT NULL,
    root    bytea       NOT NULL,
    made_at timestamptz NOT NULL
);

CREATE FUNCTION dossier.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dossier.dossier_event
    FOR EACH ROW EXECUTE FUNCTION dossier.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON dossier.dossier_event
    FOR EACH STATEMENT EXECUTE FUNCTION dossier.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dossier.content
    FOR EACH ROW EXECUTE FUNCTION dossier.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dossier.ledger_anchor
    FOR EACH ROW EXECUTE FUNCTION dossier.refuse_change();

-- Form 02 as issued, and its answer.
CREATE TABLE dossier.supplement (
    dossier_id  bigint      NOT NULL REFERENCES dossier.dossier,
    no          int         NOT NULL,
    asked_at    timestamptz NOT NULL,
    officer_id  bigint      NOT NULL,
    reason      text        NOT NULL,
    items       jsonb       NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (dossier_id, no)
);

-- To whom the result went.
CREATE TABLE dossier.delivery (
    dossier_id bigint PRIMARY KEY REFERENCES dossier.dossier,
    at         timestamptz NOT NULL,
    officer_id bigint      NOT NULL,
    manner     text        NOT NULL,
    recipient  text        NOT NULL,
    identity   text
);

CREATE TABLE dossier.draft (
    id             uuid        PRIMARY KEY,
    owner          text        NOT NULL,
    procedure_code text        NOT NULL,
    agency_id      bigint,
    case_key       text,
    applicant      jsonb       NOT NULL,
    answers        jsonb       NOT NULL,
    papers         jsonb       NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    dossier_id     bigint
);
CREATE INDEX draft_owner ON dossier.draft (owner, updated_at DESC);

CREATE TABLE dossier.access_log (
    at         timestamptz NOT NULL,
    dossier_id bigint      NOT NULL,
    actor_kind text        NOT NULL,
    officer_id bigint,
    purpose    text        NOT NULL
);
CREATE INDEX access_log_dossier ON dossier.access_log (dossier_id, at);

-- Wrong look-ups, to slow down guessing.
CREATE TABLE dossier.lookup_failure (
    source text        NOT NULL,
    at     timestamptz NOT NULL
);
CREATE INDEX lookup_failure_source ON dossier.lookup_failure (source, at);

-- Milestones of each dossier straight from the ledger: what the figures are made of.
CREATE VIEW dossier.v_milestone AS
SELECT e.dossier_id,
       min(e.at) FILTER (WHERE e.kind = 'RECEIVED')                                          AS received_at,
       min(e.at) FILTER (WHERE e.kind = 'PROCESSED')                                         AS processed_at,
       min(e.at) FILTER (WHERE e.kind = 'RETURNED')                                          AS returned_at,
       min(e.at) FILTER (WHERE e.kind IN ('RETURNED', 'STOPPED', 'WITHDRAWN', 'NOT_ACCEPTED')) AS closed_at,
       (array_agg((e.data ->> 'dueAt')::timestamptz ORDER BY e.seq DESC)
           FILTER (WHERE e.kind IN ('RECEIVED', 'SUPPLEMENTED') AND e.data ->> 'dueAt' IS NOT NULL))[1] AS due_at,
       max(e.at) FILTER (WHERE e.kind = 'SUPPLEMENT_ASKED')                                  AS last_paused_at,
       max(e.at) FILTER (WHERE e.kind = 'SUPPLEMENTED')                                      AS last_resumed_at
FROM dossier.dossier_event e
GROUP BY e.dossier_id;

-- What other modules may read of a dossier without its content.
CREATE VIEW dossier.v_dossier AS
SELECT d.id AS dossier_id, d.code, d.agency_id, d.procedure_version_id, d.procedure_code, d.channel, d.status,
       d.received_at, d.due_at, d.processed_at, d.returned_at, d.closed_at, d.paused_at
FROM dossier.dossier d;

CREATE INDEX dossier_event_task ON dossier.dossier_event (((data ->> 'task')::bigint)) WHERE kind = 'TASK_OPENED';
