-- What an instance waits for that is nobody's task: time to pass, a service to answer, another process to end.
CREATE TABLE process.job (
    instance_id       bigint NOT NULL REFERENCES process.instance,
    number            bigint NOT NULL, -- of the timer or token in the marking
    kind              text NOT NULL CHECK (kind IN ('TIMER', 'SERVICE', 'CALL', 'ANSWER')),
    element_id        text NOT NULL,
    name              text,            -- the service, the process that is called, or the error it ended with
    input             jsonb,
    due_at            timestamptz,     -- when it is to be done or tried again; none: it waits for an answer, or for an operator
    working           boolean NOT NULL DEFAULT false, -- a timer that counts working minutes stops with the instance's clock
    remaining_minutes integer,         -- of such a timer while the clock stands
    attempts          integer NOT NULL DEFAULT 0,
    failed_at         timestamptz,
    failure           text,
    taken_until       timestamptz,     -- a node is at it; after this another may be
    PRIMARY KEY (instance_id, number)
) WITH (fillfactor = 80);

CREATE INDEX job_due ON process.job (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX job_failed ON process.job (failed_at) WHERE failed_at IS NOT NULL;

-- Messages and signals an instance waits for.
CREATE TABLE process.subscription (
    instance_id bigint NOT NULL REFERENCES process.instance,
    number      bigint NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('MESSAGE', 'SIGNAL')),
    element_id  text NOT NULL,
    name        text NOT NULL,
    key         text, -- which of several waiting instances is meant; none: any
    PRIMARY KEY (instance_id, number)
);

CREATE INDEX subscription_name ON process.subscription (name, key);

-- What was sent and not yet received. A message waits until somebody waits for it; a signal is for those who wait already.
CREATE SEQUENCE process.message_number INCREMENT BY 100;
CREATE TABLE process.message (
    id          bigint PRIMARY KEY DEFAULT nextval('process.message_number'),
    kind        text NOT NULL CHECK (kind IN ('MESSAGE', 'SIGNAL')),
    name        text NOT NULL,
    key         text,
    instance_id bigint REFERENCES process.instance, -- whom a signal is for
    variables   jsonb,
    sent_at     timestamptz NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    failed_at   timestamptz,
    failure     text,
    taken_until timestamptz,
    CHECK ((kind = 'SIGNAL') = (instance_id IS NOT NULL))
);

CREATE INDEX message_name ON process.message (name, key);
