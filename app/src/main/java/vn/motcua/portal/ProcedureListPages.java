package vn.motcua.portal;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.FoundProcedures;
import vn.motcua.catalog.ProcedureFilter;
import vn.motcua.catalog.Sector;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** Finding a procedure: by words, life event, sector, agency, audience. */
@Controller
@PermitAll
class ProcedureListPages {

    private static final int INSTANT_ANSWERS = 6;
    private static final int A_PAGE = 50;

    private final Catalog catalog;
    private final Organization organization;
    private final LifeEvents events;
    private final PublicAddress addresses;
    private final Clock clock;

    ProcedureListPages(
            Catalog catalog, Organization organization, LifeEvents events, PublicAddress addresses, Clock clock) {
        this.catalog = catalog;
        this.organization = organization;
        this.events = events;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** What an address asks for, as it was typed; what is not there is left out. */
    record Asked(
            @BindParam("q") @Nullable String q,
            @BindParam("doi-tuong") @Nullable String audience,
            @BindParam("su-kien") @Nullable String event,
            @BindParam("linh-vuc") @Nullable String sector,
            @BindParam("co-quan") @Nullable String agency,
            @BindParam("trang") @Nullable String page) {}

    @GetMapping("/thu-tuc")
    ModelAndView list(@ModelAttribute Asked asked, Page page) {
        List<Sector> sectors = catalog.sectors();
        List<Agency> agencies = organization.agencies(clock.instant());
        List<LifeEvent> allEvents = events.all();
        Audience audience = Arrays.stream(Audience.values())
                .filter(a -> a != Audience.INTERNAL && slug(a).equals(asked.audience()))
                .findFirst()
                .orElse(null);
        Sector sector = sectors.stream()
                .filter(s -> s.code().equals(asked.sector()))
                .findFirst()
                .orElse(null);
        LifeEvent event = allEvents.stream()
                .filter(e -> e.key().equals(asked.event()))
                .findFirst()
                .orElse(null);
        Agency agency = agencies.stream()
                .filter(a -> a.code().equals(asked.agency()))
                .findFirst()
                .orElse(null);
        var query = new ProcedureQuery(
                asked.q() == null ? "" : asked.q().strip(),
                audience == null ? "" : slug(audience),
                event == null ? "" : event.key(),
                sector == null ? "" : sector.code(),
                agency == null ? "" : agency.code(),
                pageNumber(asked.page()));
        FoundProcedures found = catalog.find(
                query.q(),
                new ProcedureFilter(
                        audience,
                        sector == null ? null : sector.code(),
                        event == null ? null : event.key(),
                        agency == null ? null : agency.id()),
                (query.page() - 1) * A_PAGE,
                A_PAGE);
        return new ModelAndView("portal/procedures")
                .addObject("query", query)
                .addObject("event", event)
                .addObject("places", event == null ? List.of() : agencies)
                .addObject("found", found)
                .addObject("last", Math.max(1, (found.total() + A_PAGE - 1) / A_PAGE))
                .addObject("address", addresses.of("/thu-tuc"))
                .addObject(
                        "sectors",
                        sectors.stream().map(s -> Choice.of(s.code(), s.name())).toList())
                .addObject(
                        "agencies",
                        agencies.stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject(
                        "events",
                        allEvents.stream()
                                .map(e -> Choice.of(e.key(), page.t("portal.event." + e.key())))
                                .toList());
    }

    /** The first answers while one types; only a fragment. */
    @GetMapping("/thu-tuc/goi-y")
    ModelAndView instant(@RequestParam(defaultValue = "") String q) {
        return new ModelAndView("portal/instant")
                .addObject("query", new ProcedureQuery(q.strip(), "", "", "", "", 1))
                .addObject(
                        "found",
                        q.isBlank()
                                ? new FoundProcedures(List.of(), 0)
                                : catalog.find(q, ProcedureFilter.PUBLIC, 0, INSTANT_ANSWERS));
    }

    private static int pageNumber(@Nullable String typed) {
        return typed != null && typed.matches("[1-9]\\d{0,5}") ? Integer.parseInt(typed) : 1;
    }

    private static String slug(Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }
}
