package vn.motcua.organization;

/** Identifies an officer for good, whatever posts the officer holds. */
public record OfficerId(long value) {}
