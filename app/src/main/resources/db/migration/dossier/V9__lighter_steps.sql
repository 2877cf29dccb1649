-- A step rewrites the dossier's row in place only while no index, nor the condition of one, names what it changes.
DROP INDEX dossier.dossier_open_units;
DROP INDEX dossier.dossier_to_receive;
CREATE INDEX dossier_to_receive ON dossier.dossier (receiving_unit, submitted_at)
 WHERE received_at IS NULL AND closed_at IS NULL;
DROP INDEX dossier.dossier_running_calendar;
CREATE INDEX dossier_running_calendar ON dossier.dossier (calendar) WHERE closed_at IS NULL;

-- Half of the SHA-256 the key is, in a quarter of the space.
ALTER TABLE dossier.dossier_event ALTER command_key TYPE uuid
 USING CASE WHEN command_key ~ '^[0-9a-f]{64}$' THEN left(command_key, 32)::uuid ELSE md5(command_key)::uuid END;
