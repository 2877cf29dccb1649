package vn.motcua.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;
import vn.motcua.shared.Problem;

/**
 * A timer that should have gone off, or a service or call that failed.
 *
 * @param key of the process, {@code version} the one the instance runs by
 * @param number of the timer or token in the instance
 * @param kind what kind of thing it is
 * @param element id in the process; {@code name} what people call it
 * @param asked the service, or the procedure that is called; {@code null} for a timer
 * @param due when it is to be done or tried again; {@code null} when nobody tries until an operator says so
 * @param planned when it was to be done at first; {@code null} while it waits for an answer
 * @param failure why it failed last
 * @param taken whether a node is at it this moment
 * @param suspended whether the clock of its instance stands
 */
public record StuckJob(
        SubjectRef subject,
        InstanceId instance,
        AgencyId agency,
        String key,
        int version,
        long number,
        Kind kind,
        String element,
        String name,
        @Nullable String asked,
        @Nullable Instant due,
        @Nullable Instant planned,
        int attempts,
        @Nullable Instant failedAt,
        @Nullable String failure,
        boolean taken,
        boolean suspended) {

    /** What can be done about it depends on what it is. */
    public enum Kind {
        TIMER,
        SERVICE,
        /** A dossier to be begun elsewhere. */
        CALL,
        /** What a dossier elsewhere came to, which the process could not take. */
        ANSWER
    }

    /** Nobody tries again by itself. */
    public boolean givenUp() {
        return due == null;
    }

    /** Why it failed last, where it was refused for reasons that can be told in words. */
    public List<Problem> refusal() {
        return Failures.read(failure);
    }
}
