-- The version a person has seen, what they said about using what is known of them, and what a new version asks anew.
ALTER TABLE dossier.draft
    ADD version_id bigint,
    ADD prefill    jsonb,
    ADD anew       jsonb NOT NULL DEFAULT '[]';

-- Which answers were filled in from what was known, and with whose consent; enters the content's hash.
ALTER TABLE dossier.content ADD prefilled jsonb;

-- Whether it was made sure that the applicant is who the identity number says: by the identity provider or at a desk.
ALTER TABLE dossier.applicant ADD identified boolean NOT NULL DEFAULT false;
UPDATE dossier.applicant a SET identified = true FROM dossier.dossier d WHERE d.id = a.dossier_id AND d.channel = 'COUNTER';
