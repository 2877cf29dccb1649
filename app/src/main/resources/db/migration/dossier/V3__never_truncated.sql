-- TRUNCATE passes row triggers by.
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON dossier.content
    FOR EACH STATEMENT EXECUTE FUNCTION dossier.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON dossier.ledger_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION dossier.refuse_change();
