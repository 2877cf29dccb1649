-- How often visitors who are not signed in sent something within an hour, by a digest of what and from where.
CREATE TABLE identity.guest_sending (
    key   bytea PRIMARY KEY,
    since timestamptz NOT NULL,
    times integer NOT NULL
);
CREATE INDEX guest_sending_since ON identity.guest_sending (since);
CREATE INDEX sign_in_at ON identity.sign_in (at);
