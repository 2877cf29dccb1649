package vn.motcua.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that is being edited (bản nháp). There is one at a time for a process.
 *
 * @param bpmn can be read and drawn, but need not be fit to be published
 * @param basedOn the version it was begun from
 * @param revision to be given back with what is saved, so that nobody overwrites what another has saved meanwhile
 */
public record ProcessDraft(
        String key,
        String bpmn,
        @Nullable DefinitionId basedOn,
        int revision,
        String begunBy,
        Instant begunAt,
        String changedBy,
        Instant changedAt) {}
