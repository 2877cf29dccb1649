-- Whoever began a draft or changed it since is one of its writers; none of them publishes it, whoever saved it last.
ALTER TABLE catalog.draft ADD COLUMN editor_ids bigint[] NOT NULL DEFAULT '{}';
UPDATE catalog.draft d
   SET editor_ids = ARRAY(SELECT DISTINCT l.officer_id FROM catalog.edit_log l
                           WHERE l.code = d.code AND l.officer_id IS NOT NULL AND l.act IN ('BEGUN', 'IMPORTED', 'SAVED')
                             AND l.id >= (SELECT max(b.id) FROM catalog.edit_log b
                                           WHERE b.code = d.code AND b.act IN ('BEGUN', 'IMPORTED')));

ALTER TABLE catalog.procedure_version
    ADD COLUMN editor_ids bigint[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT procedure_version_not_by_an_editor CHECK (published_by_id <> ALL (editor_ids));
