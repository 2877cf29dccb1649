package vn.motcua.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.reporting.Counts;
import vn.motcua.reporting.Figures;
import vn.motcua.reporting.Filter;
import vn.motcua.reporting.Period;
import vn.motcua.reporting.Report;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;

/** The figures everyone may see. */
@RestController
@PermitAll
class ReportsApi {

    private static final int MOST_YEARS = 5;

    private final Figures figures;
    private final Organization organization;
    private final Answers answers;
    private final Clock clock;

    ReportsApi(Figures figures, Organization organization, Answers answers, Clock clock) {
        this.figures = figures;
        this.organization = organization;
        this.answers = answers;
        this.clock = clock;
    }

    /** received = online + direct + carriedOver = resolved + pending; resolved = early + onTime + late. */
    record CountsView(
            long received,
            long online,
            long direct,
            long carriedOver,
            long resolved,
            long early,
            long onTime,
            long late,
            long pending,
            long inTime,
            long overdue) {
        static CountsView of(Counts c) {
            return new CountsView(
                    c.received(),
                    c.online(),
                    c.direct(),
                    c.carriedOver(),
                    c.resolved(),
                    c.early(),
                    c.onTime(),
                    c.late(),
                    c.pending(),
                    c.inTime(),
                    c.overdue());
        }
    }

    /** @param rate (early + on time) / resolved, rounded down; {@code null} when nothing was resolved */
    record RateView(long resolved, long timely, @Nullable BigDecimal rate) {
        static RateView of(Counts c) {
            BigDecimal rate = c.resolved() == 0
                    ? null
                    : BigDecimal.valueOf(c.timely()).divide(BigDecimal.valueOf(c.resolved()), 4, RoundingMode.DOWN);
            return new RateView(c.resolved(), c.timely(), rate);
        }
    }

    /** Exactly one of {@code figures} and {@code onTime}, as the report was asked for. */
    record LineView(
            String code,
            String name,
            @Nullable CountsView figures,
            @Nullable RateView onTime) {}

    /** @param to the last day, which is in */
    record ReportView(
            String name,
            LocalDate from,
            LocalDate to,
            List<LineView> agencies,
            List<LineView> sectors,
            LineView total) {}

    /**
     * @param name {@code received-resolved} or {@code on-time}
     * @param from first day, {@code to} last day; without them the current month
     * @param unit code of an agency
     */
    @GetMapping("/api/v1/reports/{name}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReportView.class)))
    ResponseEntity<Object> readReport(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "") String unit) {
        boolean rates = name.equals("on-time");
        if (!rates && !name.equals("received-resolved")) {
            return answers.refused(Problem.of("api.report-unknown"));
        }
        Instant now = clock.instant();
        YearMonth month = YearMonth.from(now.atZone(Vietnam.ZONE));
        if (isOutOfTime(from) || isOutOfTime(to)) {
            return answers.refused(Problem.at(isOutOfTime(from) ? "from" : "to", "api.period-wrong", MOST_YEARS));
        }
        LocalDate first = from == null ? (to == null ? month : YearMonth.from(to)).atDay(1) : from;
        LocalDate last = to == null ? YearMonth.from(first).atEndOfMonth() : to;
        if (last.isBefore(first) || last.isAfter(first.plusYears(MOST_YEARS))) {
            return answers.refused(Problem.at("to", "api.period-wrong", MOST_YEARS));
        }
        Optional<Agency> agency = unit.isBlank() ? Optional.empty() : organization.agencyByCode(unit);
        if (!unit.isBlank() && agency.isEmpty()) {
            return answers.refused(Problem.at("unit", "api.unit-unknown"));
        }
        Filter filter = agency.map(a -> Filter.of(a.id())).orElse(Filter.ALL);
        Report report = figures.of(new Period(first, last.plusDays(1)), filter, now);
        return ResponseEntity.ok(new ReportView(
                name,
                first,
                last,
                report.agencies().stream()
                        .map(a -> line(a.agency().code(), a.agency().name(), a.counts(), rates))
                        .toList(),
                report.sectors().stream()
                        .map(s -> line(s.code(), s.name(), s.counts(), rates))
                        .toList(),
                line("", "", report.total(), rates)));
    }

    private static boolean isOutOfTime(@Nullable LocalDate day) {
        return day != null && (day.getYear() < 2000 || day.getYear() > 2200);
    }

    private static LineView line(String code, String name, Counts counts, boolean rates) {
        return new LineView(code, name, rates ? null : CountsView.of(counts), rates ? RateView.of(counts) : null);
    }
}
