package vn.motcua.portal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Owner;
import vn.motcua.dossier.Prefills;
import vn.motcua.identity.PermitCitizen;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;

/** Asks, for one filing, whether what is known of the person may be used, and shows all of it first. Nothing is chosen beforehand. */
@Controller
@PermitCitizen
class FilingKnownPages {

    static final String PART = "dien-san";
    private static final String ANSWER = "dong-y";

    private final Drafts drafts;
    private final FilingDrafts filings;
    private final FilingKnown known;
    private final Prefills prefills;
    private final Clock clock;

    FilingKnownPages(Drafts drafts, FilingDrafts filings, FilingKnown known, Prefills prefills, Clock clock) {
        this.drafts = drafts;
        this.filings = filings;
        this.known = known;
        this.prefills = prefills;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/dien-san")
    ModelAndView ask(@PathVariable String code, @PathVariable UUID id, Flash flash, Actor.Citizen citizen, Page page) {
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, citizen);
        Owner owner = known.owner(citizen).orElseThrow(FilingDrafts::notFound);
        return new ModelAndView("portal/filingKnown")
                .addObject("procedure", procedure)
                .addObject("root", FilingDrafts.root(procedure, id))
                .addObject("groups", known.groups(draft, procedure, owner, page))
                .addObject("papers", known.papers(draft, owner, clock.instant(), page))
                .addObject("prefill", draft.prefill())
                .addObject("problems", flash.problems());
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/dien-san")
    ModelAndView answer(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestParam(name = ANSWER, defaultValue = "") String answer,
            Actor.Citizen citizen) {
        Procedure procedure = filings.procedure(code);
        Owner owner = known.owner(citizen).orElseThrow(FilingDrafts::notFound);
        String root = FilingDrafts.root(procedure, id);
        if (!answer.equals("co") && !answer.equals("khong")) {
            return SeeOther.refused(root + "/" + PART, List.of(Problem.at(ANSWER, "portal.known.agree.missing")));
        }
        Instant now = clock.instant();
        Optional<Draft> answered = drafts.change(
                id,
                citizen,
                now,
                draft -> answer.equals("co") ? prefills.allow(draft, owner, now) : prefills.refuse(draft, owner, now));
        if (answered.isEmpty()) {
            throw FilingDrafts.notFound();
        }
        return SeeOther.at(root + "/" + FilingView.APPLICANT);
    }
}
