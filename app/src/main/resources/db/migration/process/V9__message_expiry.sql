-- A message waits for its receiver until a time that is told when it is sent. One that is past it is delivered to nobody
-- and stays for operators to see. A signal is for those who wait already, so it has none.
ALTER TABLE process.message
    ADD COLUMN sender     bigint,      -- the instance that sent it; none: it came from outside
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN expired_at timestamptz;
UPDATE process.message SET expires_at = greatest(sent_at, now()) + interval '30 days' WHERE kind = 'MESSAGE';
ALTER TABLE process.message
    ADD CONSTRAINT message_expires CHECK ((kind = 'MESSAGE') = (expires_at IS NOT NULL));
CREATE INDEX message_expiry ON process.message (expires_at) WHERE expired_at IS NULL;
