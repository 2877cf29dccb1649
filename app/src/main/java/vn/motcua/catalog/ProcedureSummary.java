package vn.motcua.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line of a list of procedures. Texts are those of the default case.
 *
 * @param validFrom first day the version is in force
 * @param lifeEvent key of the moment in life that asks for it, {@code null} = none
 */
public record ProcedureSummary(
        String code,
        String name,
        String shortName,
        LocalDate validFrom,
        String sectorCode,
        String sectorName,
        String termText,
        String feeText,
        String serviceLevel,
        @Nullable String lifeEvent) {}
