package vn.motcua.documents;

/** Identity of one stored file. */
public record FileId(long value) {}
