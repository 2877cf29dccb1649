package vn.motcua.portal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.feedback.SuggestionForm;
import vn.motcua.feedback.SuggestionId;
import vn.motcua.feedback.Suggestions;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;

/** The suggestion box. */
@Controller
@PermitAll
class FeedbackPages {

    private final Suggestions suggestions;
    private final Organization organization;
    private final Clock clock;

    FeedbackPages(Suggestions suggestions, Organization organization, Clock clock) {
        this.suggestions = suggestions;
        this.organization = organization;
        this.clock = clock;
    }

    @GetMapping("/gop-y")
    ModelAndView box(
            @RequestParam(name = "ma", defaultValue = "") String code,
            @RequestParam(name = "da-nhan", defaultValue = "") String taken) {
        return form("", code, "", "", List.of()).addObject("taken", taken.matches("\\d{1,18}") ? taken : "");
    }

    @PostMapping("/gop-y")
    ModelAndView send(
            @RequestParam(defaultValue = "") String content,
            @RequestParam(name = "dossier-code", defaultValue = "") String code,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String agency) {
        AgencyId about = agencyOf(agency).map(Agency::id).orElse(null);
        return switch (suggestions.send(new SuggestionForm(content, contact, about, code), clock.instant())) {
            // a redirect, so that a reload does not send it again
            case Result.Done<SuggestionId> done ->
                new ModelAndView("redirect:/gop-y?da-nhan=" + done.value().value());
            case Result.Refused<SuggestionId> refused -> {
                ModelAndView again = form(content, code, contact, agency, refused.problems());
                again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield again;
            }
        };
    }

    private ModelAndView form(String content, String code, String contact, String agency, List<Problem> problems) {
        return new ModelAndView("portal/feedback")
                .addObject("content", content)
                .addObject("code", code)
                .addObject("contact", contact)
                .addObject("agency", agency)
                .addObject(
                        "agencies",
                        organization.agencies(clock.instant()).stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject("taken", "")
                .addObject("problems", problems);
    }

    private Optional<Agency> agencyOf(String code) {
        return code.isEmpty() ? Optional.empty() : organization.agencyByCode(code);
    }
}
