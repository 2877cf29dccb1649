package vn.motcua.process;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.AgencyId;

/** A row of {@code process.instance}, locked for the rest of the transaction. */
record InstanceRow(
        InstanceId id,
        DefinitionId definition,
        AgencyId agency,
        Marking marking,
        Map<String, Object> variables,
        State state,
        @Nullable Instant suspendedAt) {

    enum State {
        RUNNING,
        ENDED,
        CANCELLED
    }
}
