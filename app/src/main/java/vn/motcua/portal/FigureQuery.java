package vn.motcua.portal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import vn.motcua.reporting.Period;

/**
 * What figures are asked for.
 *
 * @param first the first month, {@code last} the last one, both in
 * @param agency code of the agency, {@code unit} key of the unit that answers, {@code sector} code of the sector; empty =
 *     all
 */
public record FigureQuery(YearMonth first, YearMonth last, String agency, String unit, String sector) {

    Period period() {
        return Period.of(first, last);
    }

    public FigureQuery at(String agencyCode) {
        return new FigureQuery(first, last, agencyCode, unit, sector);
    }

    public FigureQuery by(String unitKey) {
        return new FigureQuery(first, last, agency, unitKey, sector);
    }

    public FigureQuery in(String sectorCode) {
        return new FigureQuery(first, last, agency, unit, sectorCode);
    }

    public FigureQuery during(YearMonth month) {
        return new FigureQuery(month, month, agency, unit, sector);
    }

    /** As the parameters of an address. */
    public String parameters() {
        return "tu=" + first + "&den=" + last + "&co-quan=" + encoded(agency) + "&don-vi=" + encoded(unit)
                + "&linh-vuc=" + encoded(sector);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
