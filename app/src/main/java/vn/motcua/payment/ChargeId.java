package vn.motcua.payment;

/** Identity of what a subject owes. */
public record ChargeId(long value) {}
