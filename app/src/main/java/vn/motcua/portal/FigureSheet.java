package vn.motcua.portal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.motcua.reporting.Counts;
import vn.motcua.reporting.Figure;
import vn.motcua.reporting.MonthLine;
import vn.motcua.reporting.Period;
import vn.motcua.reporting.Report;
import vn.motcua.web.Page;
import vn.motcua.web.Share;

/** The tables of figures as comma-separated values (RFC 4180), so that anyone can add them up again. */
final class FigureSheet {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Page page;
    private final List<String> lines = new ArrayList<>();

    FigureSheet(Page page) {
        this.page = page;
    }

    String of(Report report, List<MonthLine> months) {
        lines.add(line(Stream.concat(
                Stream.of("from", "to", "table", "code", "name"),
                Stream.concat(
                        Arrays.stream(Figure.values()).map(f -> page.t("portal.figures." + f.name())),
                        Stream.of(page.t("portal.figures.rate"))))));
        Period period = report.period();
        for (Report.AgencyLine a : report.agencies()) {
            String code = a.agency().code();
            add(period, "agency", code, a.agency().name(), a.counts());
            a.units().forEach(u -> add(period, "unit", code + "/" + u.key(), u.name(), u.counts()));
        }
        report.sectors().forEach(s -> add(period, "sector", s.code(), s.name(), s.counts()));
        months.forEach(m -> add(Period.of(m.month()), "month", m.month().toString(), "", m.counts()));
        add(period, "total", "", page.t("portal.figures.total"), report.total());
        return BYTE_ORDER_MARK + String.join("\r\n", lines) + "\r\n";
    }

    private void add(Period period, String table, String code, String name, Counts counts) {
        String rate = counts.resolved() == 0
                ? ""
                : Share.percent(counts.timely(), counts.resolved())
                        .movePointLeft(2)
                        .toPlainString();
        lines.add(line(Stream.concat(
                Stream.of(period.from().toString(), period.to().minusDays(1).toString(), table, code, name),
                Stream.concat(Arrays.stream(Figure.values()).map(f -> Long.toString(counts.of(f))), Stream.of(rate)))));
    }

    private static String line(Stream<String> values) {
        return values.map(v -> v.contains(",") || v.contains("\"") ? "\"" + v.replace("\"", "\"\"") + "\"" : v)
                .collect(Collectors.joining(","));
    }
}
