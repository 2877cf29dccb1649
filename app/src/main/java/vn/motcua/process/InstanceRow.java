package vn.motcua.process;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/** A row of {@code process.instance}. */
record InstanceRow(
        InstanceId id,
        DefinitionId definition,
        SubjectRef subject,
        AgencyId agency,
        Marking marking,
        Map<String, Object> variables,
        State state,
        int version,
        @Nullable Instant suspendedAt) {

    enum State {
        RUNNING,
        ENDED,
        CANCELLED
    }
}
