package vn.motcua.catalog;

import java.util.List;

/**
 * A part of what a search found.
 *
 * @param total how many were found in all
 */
public record FoundProcedures(List<ProcedureSummary> procedures, int total) {

    public FoundProcedures {
        procedures = List.copyOf(procedures);
    }
}
