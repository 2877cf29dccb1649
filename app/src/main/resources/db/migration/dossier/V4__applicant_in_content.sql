-- Who files belongs to what is decided on: it is kept with each version of the content and enters its hash.
ALTER TABLE dossier.content ADD COLUMN applicant jsonb;
