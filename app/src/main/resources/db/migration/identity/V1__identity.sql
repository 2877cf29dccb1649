CREATE SCHEMA IF NOT EXISTS identity;

-- How an officer signs in. Who the officer is stands in organization.officer.
CREATE TABLE identity.account (
    officer       bigint PRIMARY KEY,
    password_hash text NOT NULL,                -- argon2id in PHC form
    must_change   boolean NOT NULL DEFAULT false,
    changed_at    timestamptz NOT NULL
);

CREATE TABLE identity.sign_in (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    officer bigint NOT NULL REFERENCES identity.account,
    at      timestamptz NOT NULL
);
CREATE INDEX sign_in_officer ON identity.sign_in (officer, at DESC);

-- Tries since the last success, by a digest of the name or the network address tried: it holds no personal data,
-- and unknown names are counted as known ones are.
CREATE TABLE identity.sign_in_attempt (
    key           bytea PRIMARY KEY,
    tries         integer NOT NULL,
    last_at       timestamptz NOT NULL,
    blocked_until timestamptz
);
CREATE INDEX sign_in_attempt_last ON identity.sign_in_attempt (last_at);

-- As Spring Session 4.1 wants them; shared by all nodes.
CREATE TABLE identity.session (
    primary_id            char(36) NOT NULL,
    session_id            char(36) NOT NULL,
    creation_time         bigint NOT NULL,
    last_access_time      bigint NOT NULL,
    max_inactive_interval int NOT NULL,
    expiry_time           bigint NOT NULL,
    principal_name        varchar(100),
    CONSTRAINT session_pk PRIMARY KEY (primary_id)
);
CREATE UNIQUE INDEX session_ix1 ON identity.session (session_id);
CREATE INDEX session_ix2 ON identity.session (expiry_time);
CREATE INDEX session_ix3 ON identity.session (principal_name);

CREATE TABLE identity.session_attributes (
    session_primary_id char(36) NOT NULL,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea NOT NULL,
    CONSTRAINT session_attributes_pk PRIMARY KEY (session_primary_id, attribute_name),
    CONSTRAINT session_attributes_fk FOREIGN KEY (session_primary_id) REFERENCES identity.session (primary_id) ON DELETE CASCADE
);
