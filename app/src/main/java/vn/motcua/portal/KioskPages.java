package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.FoundProcedures;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureFilter;
import vn.motcua.catalog.Sector;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Tracking;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;
import vn.motcua.web.RequestSource;

/**
 * The touch screen in the hall of the desk. Whoever stands before it is nobody: no page begins a session, none leads to
 * the rest of the portal, what is typed stands in no address, and each goes home by itself.
 */
@Controller
@PermitAll
class KioskPages {

    private static final int ANSWERS = 8;
    private static final int LONGEST = 60;

    /** What stands in for whoever touches the screen: it can read what code and secret open, and owns nothing. */
    private static final Actor.Guest PASSER_BY = new Actor.Guest("kiosk");

    /** A scanner types the address of the receipt's code in full. */
    private static final Pattern SCANNED = Pattern.compile("[?&]ma=([^&\\s]+)", Pattern.CASE_INSENSITIVE);

    private final Catalog catalog;
    private final ProcedureViews views;
    private final LifeEvents events;
    private final Tracking tracking;
    private final TrackDoor door;
    private final TrackViews dossiers;
    private final PublicAddress addresses;
    private final RequestSource source;
    private final Clock clock;

    KioskPages(
            Catalog catalog,
            ProcedureViews views,
            LifeEvents events,
            Tracking tracking,
            TrackDoor door,
            TrackViews dossiers,
            PublicAddress addresses,
            RequestSource source,
            Clock clock) {
        this.catalog = catalog;
        this.views = views;
        this.events = events;
        this.tracking = tracking;
        this.door = door;
        this.dossiers = dossiers;
        this.addresses = addresses;
        this.source = source;
        this.clock = clock;
    }

    @GetMapping("/ki-ot")
    ModelAndView home() {
        return new ModelAndView("portal/kiosk")
                .addObject(
                        "events",
                        events.all().stream().filter(LifeEvent::offered).toList())
                .addObject("sectors", catalog.sectors());
    }

    /** What is offered for a life event. */
    @GetMapping("/ki-ot/viec/{event}")
    ModelAndView event(@PathVariable String event, Page page) {
        LifeEvent chosen = events.find(event).filter(LifeEvent::offered).orElse(null);
        return chosen == null
                ? home()
                : new ModelAndView("portal/kioskList")
                        .addObject("title", page.t("portal.event." + chosen.key()))
                        .addObject("vietnamese", false)
                        .addObject("procedures", chosen.procedures());
    }

    @GetMapping("/ki-ot/linh-vuc/{code}")
    ModelAndView sector(@PathVariable String code) {
        Sector sector = catalog.sectors().stream()
                .filter(s -> s.code().equals(code))
                .findFirst()
                .orElse(null);
        return sector == null
                ? home()
                : new ModelAndView("portal/kioskList")
                        .addObject("title", sector.name())
                        .addObject("vietnamese", true)
                        .addObject(
                                "procedures",
                                catalog.find("", new ProcedureFilter(null, code, null, null), 0, Integer.MAX_VALUE)
                                        .procedures());
    }

    /** Answers while one types on the keys of the screen; without script each key asks for the page anew. */
    @GetMapping("/ki-ot/tim")
    ModelAndView search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "phim", required = false) @Nullable String key) {
        String typed = KioskKeys.typed(q, key, LONGEST);
        return new ModelAndView("portal/kioskSearch")
                .addObject("q", typed)
                .addObject("rows", KioskKeys.LETTERS)
                .addObject(
                        "found",
                        typed.isBlank()
                                ? new FoundProcedures(List.of(), 0)
                                : catalog.find(typed, ProcedureFilter.PUBLIC, 0, ANSWERS));
    }

    @GetMapping("/ki-ot/thu-tuc/{code}")
    ModelAndView procedure(
            @PathVariable String code, @RequestParam(name = "truong-hop", defaultValue = "") String caseKey) {
        Procedure procedure = views.find(code);
        String address = addresses.of("/thu-tuc/" + code);
        return new ModelAndView("portal/kioskProcedure")
                .addObject("view", views.of(procedure, caseKey))
                .addObject("address", address)
                .addObject("qr", QrImage.of(address));
    }

    @GetMapping("/ki-ot/tra-cuu")
    ModelAndView ask(HttpServletResponse response) {
        return asking("", "", false, List.of(), response);
    }

    /**
     * A key of the screen, the step from code to secret, or the look itself. Everything comes by POST and goes back only
     * into this one answer, which no cache and no way back keeps.
     */
    @PostMapping("/ki-ot/tra-cuu")
    ModelAndView look(
            @RequestParam(name = TrackPages.CODE, defaultValue = "") String code,
            @RequestParam(name = TrackPages.SECRET, required = false) @Nullable String secret,
            @RequestParam(name = "phim", required = false) @Nullable String key,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean atSecret = secret != null;
        String typedCode = code(KioskKeys.typed(code, atSecret ? null : key, LONGEST));
        String typedSecret =
                KioskKeys.typed(secret == null ? "" : secret, key, LONGEST).toUpperCase(Locale.ROOT);
        if (key != null) {
            return asking(typedCode, atSecret ? typedSecret : "", atSecret, List.of(), response);
        }
        if (typedCode.isBlank()) {
            return asking("", "", false, List.of(Problem.at(TrackPages.CODE, "portal.kiosk.code.missing")), response);
        }
        if (typedSecret.isBlank()) {
            List<Problem> missing =
                    atSecret ? List.of(Problem.at(TrackPages.SECRET, "portal.track.secret.missing")) : List.of();
            return asking(typedCode, "", true, missing, response);
        }
        return switch (tracking.open(
                TrackDoor.printed(typedCode), typedSecret, PASSER_BY, source.of(request), clock.instant())) {
            case Result.Refused<ApplicantPass> refused -> asking(typedCode, "", true, refused.problems(), response);
            case Result.Done<ApplicantPass> pass -> {
                forget(response);
                var dossier = door.dossier(pass.value());
                yield new ModelAndView("portal/kioskDossier")
                        .addObject("view", dossiers.of(dossier, Map.of(), page, clock.instant()))
                        .addObject("qr", QrImage.of(addresses.of("/tra-cuu?ma=" + dossier.code())));
            }
        };
    }

    private static ModelAndView asking(
            String code, String secret, boolean atSecret, List<Problem> problems, HttpServletResponse response) {
        forget(response);
        return new ModelAndView("portal/kioskTrack")
                .addObject("code", code)
                .addObject("secret", secret)
                .addObject("atSecret", atSecret)
                .addObject("rows", KioskKeys.CODES)
                .addObject("problems", problems);
    }

    private static void forget(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static String code(String typed) {
        Matcher scanned = SCANNED.matcher(typed);
        return (scanned.find() ? scanned.group(1) : typed).toUpperCase(Locale.ROOT);
    }
}
