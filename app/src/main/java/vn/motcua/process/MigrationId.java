package vn.motcua.process;

public record MigrationId(long value) {}
