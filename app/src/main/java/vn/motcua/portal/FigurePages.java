package vn.motcua.portal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.feedback.Ratings;
import vn.motcua.feedback.Satisfaction;
import vn.motcua.identity.CurrentActor;
import vn.motcua.identity.Permit;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.reporting.CountedDossier;
import vn.motcua.reporting.Figure;
import vn.motcua.reporting.Figures;
import vn.motcua.reporting.Filter;
import vn.motcua.reporting.Period;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** The figures anyone can see, and the dossiers behind them for officers who may. */
@Controller
class FigurePages {

    private static final int MONTHS_OFFERED = 24;
    private static final int MONTHS_SHOWN = 12;
    private static final int DOSSIERS_A_PAGE = 50;

    private final Figures figures;
    private final Ratings ratings;
    private final Organization organization;
    private final CurrentActor signedIn;
    private final Clock clock;

    FigurePages(Figures figures, Ratings ratings, Organization organization, CurrentActor signedIn, Clock clock) {
        this.figures = figures;
        this.ratings = ratings;
        this.organization = organization;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @PermitAll
    @GetMapping("/thong-ke")
    ModelAndView figures(@ModelAttribute Asked asked, Page page) {
        Instant now = clock.instant();
        YearMonth current = thisMonth();
        FigureQuery query = query(asked);
        List<Satisfaction> rated = ratings.satisfaction(query.first(), query.last()).stream()
                .filter(s -> query.agency().isEmpty()
                        || organization.agency(s.agency()).code().equals(query.agency()))
                .toList();
        return new ModelAndView("portal/figures")
                .addObject("query", query)
                .addObject("scope", scope(query))
                .addObject("report", figures.of(query.period(), filter(query), now))
                .addObject("months", figures.months(query.last(), MONTHS_SHOWN, filter(query), now))
                .addObject(
                        "rated", rated.stream().mapToLong(Satisfaction::count).sum())
                .addObject(
                        "satisfied",
                        rated.stream().mapToLong(Satisfaction::satisfied).sum())
                .addObject(
                        "offered",
                        IntStream.range(0, MONTHS_OFFERED)
                                .mapToObj(current::minusMonths)
                                .map(m -> Choice.of(
                                        m.toString(), page.t("portal.figures.month", m.getMonthValue(), year(m))))
                                .toList())
                .addObject(
                        "agencies",
                        organization.agencies(now).stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject(
                        "detailed", signedIn.signedIn() instanceof Actor.Officer o && o.may(Permission.REPORT_DETAIL));
    }

    /** The dossiers a figure counts, as far as the officer may read them. */
    @Permit(Permission.REPORT_DETAIL)
    @GetMapping("/thong-ke/ho-so")
    ModelAndView behind(
            @RequestParam(name = "so-lieu") String figureName,
            @ModelAttribute Asked asked,
            @RequestParam(name = "trang", defaultValue = "1") int number,
            Actor.Officer officer) {
        Figure figure = Arrays.stream(Figure.values())
                .filter(f -> f.name().equals(figureName))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        FigureQuery query = query(asked);
        int shown = Math.max(1, Math.min(number, 100_000));
        List<CountedDossier> dossiers = figures.dossiersBehind(
                figure,
                query.period(),
                filter(query),
                officer,
                DOSSIERS_A_PAGE + 1,
                (shown - 1) * DOSSIERS_A_PAGE,
                clock.instant());
        String here = "/thong-ke/ho-so?so-lieu=" + figure + "&" + query.parameters() + "&trang=";
        return new ModelAndView("portal/figureDossiers")
                .addObject("figure", figure)
                .addObject("query", query)
                .addObject("scope", scope(query))
                .addObject("dossiers", dossiers.stream().limit(DOSSIERS_A_PAGE).toList())
                .addObject("previous", shown > 1 ? here + (shown - 1) : null)
                .addObject("next", dossiers.size() > DOSSIERS_A_PAGE ? here + (shown + 1) : null);
    }

    /** The tables of the page as numbers, for a spreadsheet: UTF-8 with the mark that Excel wants. */
    @PermitAll
    @GetMapping("/thong-ke.csv")
    ResponseEntity<byte[]> csv(@ModelAttribute Asked asked, Page page) {
        Instant now = clock.instant();
        FigureQuery query = query(asked);
        String text = new FigureSheet(page)
                .of(
                        figures.of(query.period(), filter(query), now),
                        figures.months(query.last(), MONTHS_SHOWN, filter(query), now));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"thong-ke-" + query.first() + "-" + query.last() + ".csv\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an address asks for, as it stands there. */
    record Asked(
            @BindParam("tu") @Nullable String from,
            @BindParam("den") @Nullable String to,
            @BindParam("co-quan") @Nullable String agency,
            @BindParam("don-vi") @Nullable String unit,
            @BindParam("linh-vuc") @Nullable String sector) {}

    /** What is no month, no agency or no unit is left out. */
    private FigureQuery query(Asked asked) {
        Period period = Period.asked(given(asked.from()), given(asked.to()), thisMonth());
        Optional<Agency> agency = find(given(asked.agency()));
        String unit = given(asked.unit());
        return new FigureQuery(
                period.firstMonth(),
                period.lastMonth(),
                agency.map(Agency::code).orElse(""),
                unitName(agency, unit).isPresent() ? unit : "",
                given(asked.sector()));
    }

    private Filter filter(FigureQuery query) {
        return new Filter(
                find(query.agency()).map(Agency::id).orElse(null),
                query.unit().isEmpty() ? null : query.unit(),
                query.sector().isEmpty() ? null : query.sector());
    }

    private FigureScope scope(FigureQuery query) {
        Optional<Agency> agency = find(query.agency());
        return new FigureScope(
                agency.map(Agency::name).orElse(null),
                unitName(agency, query.unit()).orElse(null),
                query.sector().isEmpty()
                        ? null
                        : figures.sectorName(query.sector()).orElse(query.sector()));
    }

    /** Of the agency asked for, else of the first that has such a unit. */
    private Optional<String> unitName(Optional<Agency> agency, String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<Agency> among = agency.map(List::of).orElseGet(() -> organization.agencies(clock.instant()));
        return among.stream()
                .flatMap(a -> organization.unitOf(a.id(), key).stream())
                .map(Unit::name)
                .findFirst();
    }

    private static String given(@Nullable String asked) {
        return asked == null ? "" : asked;
    }

    private Optional<Agency> find(String code) {
        return code.isEmpty() ? Optional.empty() : organization.agencyByCode(code);
    }

    private YearMonth thisMonth() {
        return YearMonth.from(LocalDate.ofInstant(clock.instant(), Vietnam.ZONE));
    }

    /** A year is no amount: it has no thousands point. */
    private static String year(YearMonth m) {
        return String.valueOf(m.getYear());
    }
}
