package vn.motcua.portal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.PaperCase;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureFilter;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Choice;

/** What is posted on the notice boards (niêm yết) of the desks: each procedure in full, and the list at the entrance. */
@Controller
@PermitAll
class NoticePages {

    private final Catalog catalog;
    private final Organization organization;
    private final ProcedureViews views;
    private final PublicAddress addresses;
    private final Clock clock;

    NoticePages(
            Catalog catalog, Organization organization, ProcedureViews views, PublicAddress addresses, Clock clock) {
        this.catalog = catalog;
        this.organization = organization;
        this.views = views;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** A procedure with all its cases, or with one of them. */
    @GetMapping("/thu-tuc/{code}/in")
    ModelAndView procedure(
            @PathVariable String code,
            @RequestParam(name = "truong-hop", defaultValue = "") String caseKey,
            @RequestParam(name = "kho", defaultValue = "") String size) {
        Procedure procedure = views.open(code).orElse(null);
        if (procedure == null) {
            return views.gone(code);
        }
        ProcedureView view = views.of(procedure, caseKey);
        boolean one = view.shown().key().equals(caseKey);
        String address = addresses.of("/thu-tuc/" + code);
        return new ModelAndView("portal/notice")
                .addObject("view", view)
                .addObject("cases", one ? List.of(view.shown()) : procedure.cases())
                .addObject("groups", ProcedureView.groups(one ? List.of(view.shown()) : procedure.cases()))
                .addObject("chosen", one ? caseKey : "")
                .addObject(
                        "choices",
                        procedure.cases().stream()
                                .map(c -> Choice.of(c.key(), c.name()))
                                .toList())
                .addObject(
                        "sameTerm",
                        procedure.cases().stream()
                                        .map(PaperCase::termText)
                                        .distinct()
                                        .count()
                                == 1)
                .addObject("size", size(size))
                .addObject("address", address)
                .addObject("qr", QrImage.of(address))
                .addObject("feedback", addresses.of("/gop-y"))
                .addObject("today", LocalDate.ofInstant(clock.instant(), Vietnam.ZONE));
    }

    /** All that an agency offers, or all there is, sector by sector. */
    @GetMapping("/niem-yet")
    ModelAndView list(
            @RequestParam(name = "co-quan", defaultValue = "") String agencyCode,
            @RequestParam(name = "kho", defaultValue = "") String size) {
        List<Agency> agencies = organization.agencies(clock.instant());
        Agency agency = agencies.stream()
                .filter(a -> a.code().equals(agencyCode))
                .findFirst()
                .orElse(null);
        List<ProcedureSummary> procedures = catalog.find(
                        "",
                        new ProcedureFilter(null, null, null, agency == null ? null : agency.id()),
                        0,
                        Integer.MAX_VALUE)
                .procedures();
        Map<String, List<NoticeLine>> sectors = new LinkedHashMap<>();
        for (ProcedureSummary p : procedures) {
            sectors.computeIfAbsent(p.sectorName(), name -> new ArrayList<>())
                    .add(new NoticeLine(p, QrImage.of(addresses.of("/thu-tuc/" + p.code()))));
        }
        String address = addresses.of("/thu-tuc"
                + (agency == null ? "" : "?co-quan=" + UriUtils.encode(agency.code(), StandardCharsets.UTF_8)));
        return new ModelAndView("portal/noticeList")
                .addObject("agency", agency)
                .addObject("sectors", sectors)
                .addObject("total", procedures.size())
                .addObject("size", size(size))
                .addObject(
                        "agencies",
                        agencies.stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject("address", address)
                .addObject("qr", QrImage.of(address))
                .addObject("feedback", addresses.of("/gop-y"))
                .addObject("today", LocalDate.ofInstant(clock.instant(), Vietnam.ZONE));
    }

    /** {@code a3} when that is asked for, else {@code a4}. */
    private static String size(String asked) {
        return asked.equals("a3") ? "a3" : "a4";
    }
}
