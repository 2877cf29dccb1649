-- Whoever begins to wait when the time of a message is over does not get it, however late it is marked as expired. Those who
-- wait already began before any message that is there expires.
ALTER TABLE process.subscription ADD COLUMN opened_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE process.subscription ALTER COLUMN opened_at DROP DEFAULT;
-- Messages that expired stay, and there may be many of them: those that can still be delivered are found without them.
CREATE INDEX message_living ON process.message (id) WHERE expired_at IS NULL;
