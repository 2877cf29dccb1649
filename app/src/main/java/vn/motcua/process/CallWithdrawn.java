package vn.motcua.process;

import java.time.Instant;

/** A process that was called is not waited for any more: the call activity was interrupted. Told after it is committed. */
public record CallWithdrawn(SubjectRef subject, InstanceId instance, long token, Instant at) {}
