package vn.motcua.catalog;

/** A line of a list of procedures. Texts are those of the default case. */
public record ProcedureSummary(
        String code,
        String name,
        String shortName,
        String sectorName,
        String termText,
        String feeText,
        String serviceLevel) {}
