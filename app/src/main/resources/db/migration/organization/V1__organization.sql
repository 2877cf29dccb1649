CREATE SCHEMA IF NOT EXISTS organization;

-- Codes are reused over the years (Hà Nội, 1/7/2025), so a unit's identity is code + validity interval.
CREATE TABLE organization.agency (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code                text NOT NULL,          -- identifier used in dossier codes, e.g. 000.01.08.H26
    admin_code          text NOT NULL,          -- administrative unit code, e.g. 00301
    name                text NOT NULL,
    level               text NOT NULL CHECK (level IN ('PROVINCE', 'DISTRICT', 'COMMUNE')),
    parent              bigint REFERENCES organization.agency,
    address             text NOT NULL,
    phone               text NOT NULL,
    processing_calendar text NOT NULL,
    reception_calendar  text NOT NULL,
    valid_from          date NOT NULL,
    valid_to            date,                   -- exclusive; null: still in force
    CHECK (valid_to > valid_from),
    CONSTRAINT agency_code_once EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&),
    CONSTRAINT agency_admin_code_once EXCLUDE USING gist (admin_code WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX agency_parent ON organization.agency (parent);

-- Who took over from whom: units are split and merged, so it is many to many.
CREATE TABLE organization.succession (
    predecessor bigint NOT NULL REFERENCES organization.agency,
    successor   bigint NOT NULL REFERENCES organization.agency,
    legal_basis text NOT NULL,
    PRIMARY KEY (predecessor, successor),
    CHECK (predecessor <> successor)
);

CREATE TABLE organization.unit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency   bigint NOT NULL REFERENCES organization.agency,
    key      text NOT NULL,                     -- what processes name: one-stop, justice, leadership …
    name     text NOT NULL,
    oversees boolean NOT NULL DEFAULT false,    -- its officers read the whole agency and those below (inspectorate)
    sort     integer NOT NULL,
    UNIQUE (agency, key)
);

CREATE TABLE organization.position (
    key   text PRIMARY KEY,
    reads text NOT NULL CHECK (reads IN ('UNIT', 'AUTHORITY'))  -- AUTHORITY: the agency and the agencies below it
);

CREATE TABLE organization.position_permission (
    position   text NOT NULL REFERENCES organization.position,
    permission text NOT NULL,
    PRIMARY KEY (position, permission)
);

CREATE TABLE organization.officer (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login  text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9.-]{1,63}$'),
    name   text NOT NULL,
    status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'LEFT'))
);

-- A post without a unit is that of an administrator of the whole system; it never concerns dossiers.
CREATE TABLE organization.post (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    officer    bigint NOT NULL REFERENCES organization.officer,
    unit       bigint REFERENCES organization.unit,
    position   text NOT NULL REFERENCES organization.position,
    valid_from date NOT NULL,
    valid_to   date,
    CHECK (valid_to > valid_from),
    CHECK ((unit IS NULL) = (position = 'admin')),
    CONSTRAINT post_once EXCLUDE USING gist
        (officer WITH =, (coalesce(unit, 0)) WITH =, position WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX post_unit ON organization.post (unit);

-- One number that grows with every change: how nodes notice that their cached directory is old.
CREATE TABLE organization.revision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number   bigint NOT NULL
);
INSERT INTO organization.revision (number) VALUES (1);

CREATE FUNCTION organization.changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE organization.revision SET number = number + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.agency
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.unit
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.position
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.position_permission
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.officer
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organization.post
    FOR EACH STATEMENT EXECUTE FUNCTION organization.changed();

INSERT INTO organization.position (key, reads) VALUES
    ('clerk', 'UNIT'), ('specialist', 'UNIT'), ('head', 'UNIT'),
    ('leader', 'AUTHORITY'), ('chief', 'AUTHORITY'), ('admin', 'UNIT');
INSERT INTO organization.position_permission (position, permission) VALUES
    ('clerk', 'DOSSIER_RECEIVE'), ('clerk', 'DOSSIER_WORK'), ('clerk', 'DOSSIER_RETURN'), ('clerk', 'DOSSIER_READ'),
    ('specialist', 'DOSSIER_WORK'), ('specialist', 'DOSSIER_READ'),
    ('head', 'DOSSIER_WORK'), ('head', 'DOSSIER_APPROVE'), ('head', 'DOSSIER_READ'), ('head', 'REPORT_DETAIL'),
    ('leader', 'DOSSIER_APPROVE'), ('leader', 'DOSSIER_WORK'), ('leader', 'DOSSIER_READ'), ('leader', 'REPORT_DETAIL'),
    ('chief', 'DOSSIER_READ'), ('chief', 'REPORT_DETAIL'),
    ('admin', 'ORGANIZATION_ADMIN'), ('admin', 'CATALOG_ADMIN'), ('admin', 'SYSTEM_ADMIN');
