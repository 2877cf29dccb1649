package vn.motcua.catalog;

/** A procedure (thủ tục hành chính) across all its versions. */
public record ProcedureId(long value) {}
