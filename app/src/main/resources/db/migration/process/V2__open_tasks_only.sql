-- A task is a row while it waits to be done. What became of it stands in its subject's ledger, and nowhere a second time.
DELETE FROM process.task WHERE state <> 'OPEN';
DROP VIEW process.v_open_task;
DROP INDEX process.open_task_unit, process.open_task_holder, process.open_task_subject, process.task_instance;
ALTER TABLE process.task
    DROP COLUMN state, DROP COLUMN closed_at, DROP COLUMN closed_by, DROP COLUMN outcome, DROP COLUMN definition_id;
CREATE INDEX open_task_unit ON process.task (unit_id, due_at);
CREATE INDEX open_task_holder ON process.task (holder_id, due_at) WHERE holder_id IS NOT NULL;
CREATE INDEX open_task_instance ON process.task (instance_id);

-- Numbers are known before the rows are written; each node takes a hundred at a time.
CREATE SEQUENCE process.task_number INCREMENT BY 100;
SELECT setval('process.task_number', (SELECT coalesce(max(id), 0) + 1 FROM process.task), false);
ALTER TABLE process.task ALTER id DROP IDENTITY, ALTER id SET DEFAULT nextval('process.task_number');
CREATE SEQUENCE process.instance_number INCREMENT BY 100;
SELECT setval('process.instance_number', (SELECT coalesce(max(id), 0) + 1 FROM process.instance), false);
ALTER TABLE process.instance ALTER id DROP IDENTITY, ALTER id SET DEFAULT nextval('process.instance_number');

-- What worklists read. Plain columns of one table, so that the planner sees through it to the indexes above.
CREATE VIEW process.v_open_task AS
SELECT id AS task_id,
       instance_id,
       element_id,
       name,
       work,
       unit_id,
       agency_id,
       position,
       holder_id,
       opened_at,
       due_at,
       version,
       subject_kind,
       subject_id,
       remaining_minutes IS NOT NULL AS suspended
FROM process.task;

-- How an instance stands, for the owner of its subject to read together with the subject's own row.
CREATE VIEW process.v_standing AS
SELECT i.id                AS instance_id,
       i.definition_id     AS p_definition,
       i.subject_kind      AS p_subject_kind,
       i.subject_id        AS p_subject,
       i.agency_id         AS p_agency,
       i.marking           AS p_marking,
       i.variables         AS p_variables,
       i.state             AS p_state,
       i.version           AS p_version,
       i.suspended_at      AS p_suspended_at,
       (SELECT json_agg(json_build_object(
                   'id', t.id, 'token', t.token, 'element', t.element_id, 'unit', t.unit_id, 'holder', t.holder_id,
                   'version', t.version, 'opened', t.opened_at, 'due', t.due_at, 'remaining', t.remaining_minutes,
                   'claimed', t.claimed_at) ORDER BY t.id)
          FROM process.task t WHERE t.instance_id = i.id) AS p_tasks
FROM process.instance i;
