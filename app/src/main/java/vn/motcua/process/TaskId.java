package vn.motcua.process;

/** One piece of work at one step of one instance. */
public record TaskId(long value) {}
