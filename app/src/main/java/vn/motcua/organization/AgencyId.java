package vn.motcua.organization;

/** Identifies one agency for the years it exists; a successor that inherits its code has another id. */
public record AgencyId(long value) {}
