package vn.motcua.portal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.feedback.Ratings;
import vn.motcua.feedback.Satisfaction;
import vn.motcua.identity.PermitAll;
import vn.motcua.reporting.Figures;
import vn.motcua.reporting.Filter;
import vn.motcua.shared.Vietnam;

/** Where one arrives: one question, a box to track, life events (first those with procedures), sectors, this month's figures. */
@Controller
@PermitAll
class HomePages {

    private final LifeEvents events;
    private final Catalog catalog;
    private final PublicAddress addresses;
    private final Figures figures;
    private final Ratings ratings;
    private final Clock clock;

    HomePages(
            LifeEvents events,
            Catalog catalog,
            PublicAddress addresses,
            Figures figures,
            Ratings ratings,
            Clock clock) {
        this.events = events;
        this.catalog = catalog;
        this.addresses = addresses;
        this.figures = figures;
        this.ratings = ratings;
        this.clock = clock;
    }

    @GetMapping("/")
    ModelAndView home() {
        Instant now = clock.instant();
        YearMonth month = YearMonth.from(LocalDate.ofInstant(now, Vietnam.ZONE));
        List<Satisfaction> rated = ratings.satisfaction(month, month);
        return new ModelAndView("portal/home")
                .addObject(
                        "events",
                        events.all().stream()
                                .sorted(Comparator.comparing(event -> !event.offered()))
                                .toList())
                .addObject("sectors", catalog.sectors())
                .addObject("address", addresses.of("/"))
                .addObject(
                        "counts",
                        figures.months(month, 1, Filter.ALL, now).getFirst().counts())
                .addObject(
                        "rated", rated.stream().mapToLong(Satisfaction::count).sum())
                .addObject(
                        "satisfied",
                        rated.stream().mapToLong(Satisfaction::satisfied).sum());
    }
}
