-- A file that was looked at and may be taken over; goes when it was, when another is brought, or after a day.
CREATE TABLE catalog.import_file (
    id         uuid PRIMARY KEY,
    officer_id bigint NOT NULL,
    name       text NOT NULL,
    content    bytea NOT NULL,
    brought_at timestamptz NOT NULL
);
CREATE INDEX import_file_officer ON catalog.import_file (officer_id);
