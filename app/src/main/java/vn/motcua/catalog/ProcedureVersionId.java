package vn.motcua.catalog;

/** One published version of a procedure; a dossier keeps the version it was filed under. */
public record ProcedureVersionId(long value) {}
