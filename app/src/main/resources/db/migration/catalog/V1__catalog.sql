CREATE SCHEMA IF NOT EXISTS catalog;

CREATE TABLE catalog.procedure (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE
);

CREATE TABLE catalog.procedure_version (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    procedure_id   bigint NOT NULL REFERENCES catalog.procedure,
    -- the day the record itself names; a later correction of the same record is in force only from its publication
    announced_from date NOT NULL,
    valid_from     date NOT NULL,
    valid_to       date,
    validity       daterange NOT NULL GENERATED ALWAYS AS (daterange(valid_from, valid_to, '[)')) STORED,
    audiences      text[] NOT NULL,
    definition_id  bigint NOT NULL,
    record         jsonb NOT NULL,
    form_schema    jsonb NOT NULL,
    form_ui        jsonb NOT NULL,
    -- the files as they were published, file name -> text
    package        jsonb NOT NULL,
    content_hash   text NOT NULL,
    published_at   timestamptz NOT NULL,
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CONSTRAINT procedure_version_no_overlap EXCLUDE USING gist (procedure_id WITH =, validity WITH &&)
);

-- A dossier keeps the version it was filed under: a version never changes, it only ends.
CREATE FUNCTION catalog.keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'procedure version % is published and cannot be deleted', OLD.id;
    END IF;
    IF (to_jsonb(NEW) - 'valid_to' - 'validity') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to' - 'validity') THEN
        RAISE EXCEPTION 'procedure version % is published and cannot be changed', OLD.id;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON catalog.procedure_version
    FOR EACH ROW EXECUTE FUNCTION catalog.keep_version();

-- What a version is looked for by: names, everyday words, code; folded to lower case without accents.
CREATE TABLE catalog.procedure_phrase (
    version_id bigint NOT NULL REFERENCES catalog.procedure_version,
    phrase     text NOT NULL,
    weight     real NOT NULL,
    PRIMARY KEY (version_id, phrase)
);

CREATE INDEX procedure_phrase_trigrams ON catalog.procedure_phrase USING gin (phrase public.gin_trgm_ops);
