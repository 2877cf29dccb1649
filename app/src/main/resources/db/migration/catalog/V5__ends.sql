-- The end that a record names or an officer has set; valid_to is the earlier of it and the start of what follows.
ALTER TABLE catalog.procedure_version ADD COLUMN ends_at date;

CREATE OR REPLACE FUNCTION catalog.keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'procedure version % is published and cannot be deleted', OLD.id;
    END IF;
    IF (to_jsonb(NEW) - 'valid_to' - 'ends_at' - 'validity')
       IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to' - 'ends_at' - 'validity') THEN
        RAISE EXCEPTION 'procedure version % is published and cannot be changed', OLD.id;
    END IF;
    RETURN NEW;
END $$;

UPDATE catalog.procedure_version SET ends_at = (record ->> 'validTo')::date WHERE record ->> 'validTo' IS NOT NULL;
