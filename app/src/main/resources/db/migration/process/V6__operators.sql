-- A message belongs to no dossier whose ledger could say what an operator did with it, so it is said here.
CREATE TABLE process.message_log (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id  bigint NOT NULL,
    act         text NOT NULL CHECK (act IN ('RETRIED', 'DISCARDED')),
    kind        text NOT NULL,
    name        text NOT NULL,
    key         text,
    variables   jsonb,
    sent_at     timestamptz NOT NULL,
    attempts    integer NOT NULL,
    failure     text,
    officer_id  bigint NOT NULL,
    officer     text NOT NULL,
    reason      text NOT NULL,
    command_key text NOT NULL UNIQUE,
    at          timestamptz NOT NULL
);

CREATE TRIGGER message_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON process.message_log
    FOR EACH STATEMENT EXECUTE FUNCTION process.refuse_change();

INSERT INTO organization.position_permission (position, permission) VALUES ('admin', 'PROCESS_OPERATE')
    ON CONFLICT DO NOTHING;
