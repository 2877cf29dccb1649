package vn.motcua.organization;

/** Identifies a unit of an agency. */
public record UnitId(long value) {}
