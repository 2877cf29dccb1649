package vn.motcua.process;

/** One subject's run through a process. */
public record InstanceId(long value) {}
