-- Dossiers another dossier waits for at another agency, begun by a call activity of its process.
CREATE TABLE dossier.link (
    instance_id bigint NOT NULL,
    token       bigint NOT NULL,
    parent_id   bigint NOT NULL REFERENCES dossier.dossier,
    child_id    bigint NOT NULL UNIQUE REFERENCES dossier.dossier,
    PRIMARY KEY (instance_id, token)
);

CREATE INDEX link_parent ON dossier.link (parent_id);

-- Units of other agencies that have a linked dossier in hand; the first of them answers while nothing is open here.
ALTER TABLE dossier.dossier ADD COLUMN waits_at bigint[] NOT NULL DEFAULT '{}';
