package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Tracking;
import vn.motcua.identity.PermitAll;
import vn.motcua.identity.PermitCitizen;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;
import vn.motcua.web.StatusLook;

/** Following a dossier with its code and secret, or signed in. */
@Controller
class TrackPages {

    static final String CODE = "ma";
    static final String SECRET = "ma-tra-cuu";

    private final Tracking tracking;
    private final TrackDoor door;
    private final TrackViews views;
    private final FilingDrafts filings;
    private final Catalog catalog;
    private final Clock clock;

    TrackPages(
            Tracking tracking, TrackDoor door, TrackViews views, FilingDrafts filings, Catalog catalog, Clock clock) {
        this.tracking = tracking;
        this.door = door;
        this.views = views;
        this.filings = filings;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Asks for code and secret, or takes both from an address somebody kept. */
    @PermitAll
    @GetMapping("/tra-cuu")
    ModelAndView ask(
            @RequestParam(name = CODE, defaultValue = "") String code,
            @RequestParam(name = SECRET, defaultValue = "") String secret,
            Flash flash,
            Actor actor,
            HttpServletRequest request) {
        if (!secret.isBlank()) {
            return look(code, secret, actor, request);
        }
        return new ModelAndView("portal/track")
                .addObject("code", flash.typed(CODE, code))
                .addObject("problems", flash.problems());
    }

    @PermitAll
    @PostMapping("/tra-cuu")
    ModelAndView look(
            @RequestParam(name = CODE, defaultValue = "") String code,
            @RequestParam(name = SECRET, defaultValue = "") String secret,
            Actor actor,
            HttpServletRequest request) {
        if (secret.isBlank()) {
            return again(code, List.of(Problem.at(SECRET, "portal.track.secret.missing")));
        }
        return switch (door.open(code, secret, actor, request)) {
            case Result.Done<ApplicantPass> pass -> SeeOther.at(door.address(pass.value(), actor, request));
            case Result.Refused<ApplicantPass> refused -> again(code, refused.problems());
        };
    }

    /** The page of a dossier that was looked up in this session. */
    @PermitAll
    @GetMapping("/tra-cuu/{code:.*\\d.*}")
    ModelAndView opened(@PathVariable String code, Actor actor, Page page, Flash flash, HttpServletRequest request) {
        String secret = OpenedDossiers.secret(request, code);
        if (secret != null && door.open(code, secret, actor, request) instanceof Result.Done<ApplicantPass> pass) {
            return show(pass.value(), page, flash, request);
        }
        return SeeOther.at("/tra-cuu?" + CODE + "=" + UriUtils.encode(code, java.nio.charset.StandardCharsets.UTF_8));
    }

    @PermitCitizen
    @GetMapping("/ho-so")
    ModelAndView mine(Actor.Citizen citizen, Page page) {
        List<MineLine> sent = tracking.mine(citizen).stream()
                .map(m -> new MineLine(
                        "/ho-so/" + m.code(),
                        m.code(),
                        catalog.current(m.procedureCode())
                                .map(Procedure::shortName)
                                .orElse(m.procedureCode()),
                        StatusLook.valueOf(m.status().name()),
                        m.dueAt().map(page::dateTime).orElse("–")))
                .toList();
        return new ModelAndView("portal/mine").addObject("sent", sent).addObject("drafts", filings.begun(citizen));
    }

    @PermitCitizen
    @GetMapping("/ho-so/{code}")
    ModelAndView mine(
            @PathVariable String code, Actor.Citizen citizen, Page page, Flash flash, HttpServletRequest request) {
        ApplicantPass pass =
                tracking.open(code, citizen).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return show(pass, page, flash, request);
    }

    private static ModelAndView again(String code, List<Problem> problems) {
        return SeeOther.refused("/tra-cuu", problems, Map.of(CODE, code));
    }

    private ModelAndView show(ApplicantPass pass, Page page, Flash flash, HttpServletRequest request) {
        Instant now = clock.instant();
        var dossier = door.dossier(pass);
        return new ModelAndView("portal/dossier")
                .addObject("view", views.of(dossier, OpenedDossiers.uploaded(request, dossier.code()), page, now))
                .addObject("flash", flash);
    }
}
