package vn.motcua.feedback;

import java.time.YearMonth;
import java.util.Map;
import vn.motcua.organization.AgencyId;

/**
 * How satisfied people were with one agency in one month (of the first rating, in Vietnam).
 *
 * @param count ratings given
 * @param satisfied those among them of 4 or 5 overall
 * @param mean of the overall scores, 1 to 5
 * @param factorMeans for the factors that anybody answered
 */
public record Satisfaction(
        AgencyId agency, YearMonth month, long count, long satisfied, double mean, Map<Factor, Double> factorMeans) {

    public Satisfaction {
        factorMeans = Map.copyOf(factorMeans);
    }

    /** Share of the satisfied, 0 to 1. */
    public double share() {
        return count == 0 ? 0 : (double) satisfied / count;
    }
}
