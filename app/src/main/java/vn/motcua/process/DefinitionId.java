package vn.motcua.process;

/** One published, unchangeable version of a process. */
public record DefinitionId(long value) {}
