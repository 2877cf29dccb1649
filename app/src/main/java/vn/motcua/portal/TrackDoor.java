package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Tracking;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.RequestSource;
import vn.motcua.web.SeeOther;

/** Lets people at a dossier by code and secret, and leads them to its page. */
@Component
class TrackDoor {

    private final Tracking tracking;
    private final Dossiers dossiers;
    private final RequestSource source;
    private final Clock clock;

    TrackDoor(Tracking tracking, Dossiers dossiers, RequestSource source, Clock clock) {
        this.tracking = tracking;
        this.dossiers = dossiers;
        this.source = source;
        this.clock = clock;
    }

    Result<ApplicantPass> open(String code, String secret, Actor actor, HttpServletRequest request) {
        return tracking.open(printed(code), secret, actor, source.of(request), clock.instant());
    }

    /** A command without the right code and secret did not come from our pages. */
    ApplicantPass pass(String code, String secret, Actor actor, HttpServletRequest request) {
        return switch (open(code, secret, actor, request)) {
            case Result.Done<ApplicantPass> pass -> pass.value();
            case Result.Refused<ApplicantPass> ignored -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        };
    }

    Dossier dossier(ApplicantPass pass) {
        return dossiers.of(pass, clock.instant());
    }

    /** The address of the dossier's page: among the citizen's own, or that of a dossier looked up in this session. */
    String address(ApplicantPass pass, Actor actor, HttpServletRequest request) {
        Dossier dossier = dossier(pass);
        if (actor instanceof Actor.Citizen citizen
                && tracking.open(dossier.code(), citizen).isPresent()) {
            return "/ho-so/" + dossier.code();
        }
        OpenedDossiers.remember(request, dossier.code(), dossier.secret());
        return "/tra-cuu/" + dossier.code();
    }

    /** To the dossier's page after a command: it says what was done, or what is wrong with everything typed kept. */
    <T> ModelAndView after(
            Result<T> result,
            String doneKey,
            ApplicantPass pass,
            Actor actor,
            HttpServletRequest request,
            Map<String, String> typed) {
        String address = address(pass, actor, request);
        return switch (result) {
            case Result.Done<T> ignored -> SeeOther.done(address, doneKey);
            case Result.Refused<T> refused -> SeeOther.refused(address, refused.problems(), typed);
        };
    }

    ModelAndView refused(ApplicantPass pass, Actor actor, HttpServletRequest request, List<Problem> problems) {
        return SeeOther.refused(address(pass, actor, request), problems);
    }

    /** A code as it is printed, however its hyphens were typed. */
    static String printed(String code) {
        return code.strip().replaceAll("[\\s\\u2010-\\u2015\\u2212-]+", "-");
    }
}
