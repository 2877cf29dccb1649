CREATE SCHEMA IF NOT EXISTS reporting;

-- One row per dossier that was taken in, all of it from the ledger; it can be thrown away and made again.
CREATE TABLE reporting.dossier_fact (
    dossier_id           bigint        PRIMARY KEY,
    code                 text          NOT NULL,
    agency_id            bigint        NOT NULL,
    procedure_version_id bigint        NOT NULL,
    channel              text          NOT NULL,
    received_at          timestamptz   NOT NULL,
    due_at               timestamptz   NOT NULL,
    -- what the clock did: when it started, stopped and ran on, with the appointment from then on (null: as before)
    clock_at             timestamptz[] NOT NULL,
    clock_due            timestamptz[] NOT NULL,
    clock_stopped        boolean[]     NOT NULL,
    processed_at         timestamptz,
    returned_at          timestamptz,
    stopped_at           timestamptz,
    withdrawn_at         timestamptz,
    ledger_seq           int           NOT NULL,
    finished_at          timestamptz GENERATED ALWAYS AS
        (coalesce(processed_at, returned_at, stopped_at, withdrawn_at)) STORED,
    -- early: on a day before the day of the appointment
    punctuality          text GENERATED ALWAYS AS (
        CASE WHEN coalesce(processed_at, returned_at, stopped_at, withdrawn_at) IS NULL THEN NULL
             WHEN coalesce(processed_at, returned_at, stopped_at, withdrawn_at) > due_at THEN 'LATE'
             WHEN (coalesce(processed_at, returned_at, stopped_at, withdrawn_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                  < (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN 'EARLY'
             ELSE 'ON_TIME' END) STORED,
    -- from receipt until finished, both ends in; no end while open
    life                 tstzrange GENERATED ALWAYS AS (tstzrange(
        received_at,
        CASE WHEN coalesce(processed_at, returned_at, stopped_at, withdrawn_at) IS NULL THEN NULL
             ELSE greatest(received_at, coalesce(processed_at, returned_at, stopped_at, withdrawn_at)) END,
        '[]')) STORED
);
-- A period's figures concern the dossiers that lived in it.
CREATE INDEX dossier_fact_life ON reporting.dossier_fact USING gist (life);

-- What figures are grouped by, of the procedure versions that dossiers were filed under.
CREATE TABLE reporting.procedure_version (
    version_id  bigint PRIMARY KEY,
    code        text   NOT NULL,
    name        text   NOT NULL,
    sector_code text   NOT NULL,
    sector_name text   NOT NULL,
    unit_key    text   NOT NULL
);
