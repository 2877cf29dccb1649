CREATE SCHEMA IF NOT EXISTS feedback;

-- A changed opinion is a further row; what was said before stays, superseded.
CREATE TABLE feedback.rating (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier       bigint NOT NULL,
    agency        bigint NOT NULL,
    overall       smallint NOT NULL CHECK (overall BETWEEN 1 AND 5),
    access        smallint CHECK (access BETWEEN 1 AND 5),
    procedures    smallint CHECK (procedures BETWEEN 1 AND 5),
    officers      smallint CHECK (officers BETWEEN 1 AND 5),
    result        smallint CHECK (result BETWEEN 1 AND 5),
    handling      smallint CHECK (handling BETWEEN 1 AND 5),
    comment       text,
    rated_at      timestamptz NOT NULL,
    first_at      timestamptz NOT NULL,
    superseded_at timestamptz
);

CREATE UNIQUE INDEX rating_of_dossier ON feedback.rating (dossier) WHERE superseded_at IS NULL;
CREATE INDEX rating_by_time ON feedback.rating (first_at, agency) WHERE superseded_at IS NULL;

CREATE TABLE feedback.suggestion (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency       bigint,
    content      text NOT NULL,
    contact      text,
    dossier_code text,
    state        text NOT NULL CHECK (state IN ('NEW', 'ANSWERED')),
    sent_at      timestamptz NOT NULL,
    answer       text,
    answered_by  text,
    answered_at  timestamptz,
    CHECK ((state = 'ANSWERED') = (num_nonnulls(answer, answered_by, answered_at) = 3))
);

CREATE INDEX suggestion_open ON feedback.suggestion (agency, sent_at) WHERE state = 'NEW';
