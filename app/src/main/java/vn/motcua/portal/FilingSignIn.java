package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.identity.CurrentActor;
import vn.motcua.identity.PermitAll;
import vn.motcua.identity.PermitCitizen;
import vn.motcua.organization.Actor;

/** Signing in on the way to filing. What was typed before, in this browser, becomes the draft of who signed in. */
@Controller
class FilingSignIn {

    private static final String DRAFT = "ban-nhap";

    private final Drafts drafts;
    private final Catalog catalog;
    private final CurrentActor current;
    private final Clock clock;

    FilingSignIn(Drafts drafts, Catalog catalog, CurrentActor current, Clock clock) {
        this.drafts = drafts;
        this.catalog = catalog;
        this.current = current;
        this.clock = clock;
    }

    /** Where one is asked to sign in for a procedure, with the draft to go on with if there is one. */
    static String address(@Nullable Object code, @Nullable Object draft) {
        return "/thu-tuc/" + code + "/ai-nop" + (draft == null ? "" : "?" + DRAFT + "=" + draft);
    }

    @PermitAll
    @GetMapping("/thu-tuc/{code}/ai-nop")
    ModelAndView ask(
            @PathVariable String code, @RequestParam(name = DRAFT, required = false) @Nullable UUID id, Actor actor) {
        Procedure procedure = catalog.current(code)
                .filter(p -> p.offered(Channel.ONLINE))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ModelAndView("portal/filingSignIn")
                .addObject("procedure", procedure)
                .addObject("places", catalog.offeredBy(procedure))
                .addObject(
                        "saved",
                        Optional.ofNullable(id)
                                .flatMap(draft -> drafts.find(draft, actor))
                                .map(Draft::updatedAt)
                                .orElse(null))
                .addObject("address", "/thu-tuc/" + code + "/dang-nhap" + (id == null ? "" : "?" + DRAFT + "=" + id));
    }

    /** Only for who has signed in; a visitor is asked to, and led back here. */
    @PermitCitizen
    @GetMapping("/thu-tuc/{code}/dang-nhap")
    String signedIn(
            @PathVariable String code,
            @RequestParam(name = DRAFT, required = false) @Nullable UUID id,
            Actor.Citizen citizen,
            HttpServletRequest request) {
        Optional<Draft> draft = Optional.ofNullable(id)
                .flatMap(d -> drafts.find(d, citizen).or(() -> takeOver(d, citizen, request)))
                .filter(d -> d.agency() != null);
        String start = "/thu-tuc/" + code + "/nop";
        return "redirect:"
                + draft.map(d -> start + "/" + d.id() + "/"
                                + (d.prefill() == null ? FilingKnownPages.PART : FilingView.APPLICANT))
                        .orElse(start);
    }

    private Optional<Draft> takeOver(UUID id, Actor.Citizen citizen, HttpServletRequest request) {
        return current.guestBefore(request).flatMap(guest -> drafts.handOver(id, guest, citizen, clock.instant()));
    }
}
