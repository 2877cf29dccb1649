CREATE SCHEMA IF NOT EXISTS documents;

-- The content, once for each distinct content. EXTERNAL: scans are compressed already, so try no second time.
CREATE TABLE documents.blob (
    sha256    bytea PRIMARY KEY CHECK (length(sha256) = 32),
    content   bytea STORAGE EXTERNAL NOT NULL,
    stored_at timestamptz NOT NULL
);

-- One row each time somebody handed in a file, with the name it came with.
CREATE TABLE documents.file (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256     bytea NOT NULL REFERENCES documents.blob,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       bigint NOT NULL CHECK (size > 0),
    stored_at  timestamptz NOT NULL
);

CREATE INDEX file_sha256 ON documents.file (sha256);

-- What was handed in is evidence: a file is replaced by handing in another, never by changing it.
CREATE FUNCTION documents.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER blob_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON documents.blob
    FOR EACH STATEMENT EXECUTE FUNCTION documents.refuse_change();
CREATE TRIGGER file_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON documents.file
    FOR EACH STATEMENT EXECUTE FUNCTION documents.refuse_change();
