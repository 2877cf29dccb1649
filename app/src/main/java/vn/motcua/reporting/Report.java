package vn.motcua.reporting;

import java.util.List;
import vn.motcua.organization.Agency;

/**
 * What was received and resolved in a period. The agencies' lines add up to the total, and so do the sectors'.
 *
 * @param agencies every agency that exists or has figures, also where all of them are zero
 */
public record Report(Period period, Filter filter, List<AgencyLine> agencies, List<SectorLine> sectors, Counts total) {

    public Report {
        agencies = List.copyOf(agencies);
        sectors = List.copyOf(sectors);
    }

    /** @param units those that answer for the procedures, which add up to the agency; only those with figures */
    public record AgencyLine(Agency agency, List<UnitLine> units, Counts counts) {
        public AgencyLine {
            units = List.copyOf(units);
        }
    }

    public record UnitLine(String key, String name, Counts counts) {}

    /** A field of procedures (lĩnh vực). */
    public record SectorLine(String code, String name, Counts counts) {}
}
