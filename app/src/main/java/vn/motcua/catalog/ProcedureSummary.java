package vn.motcua.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A line of a list of procedures. Texts are those of the default case.
 *
 * @param lifeEvent key of the moment in life that asks for it, {@code null} = none
 */
public record ProcedureSummary(
        String code,
        String name,
        String shortName,
        String sectorName,
        String termText,
        String feeText,
        String serviceLevel,
        @Nullable String lifeEvent) {}
