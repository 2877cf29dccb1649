package vn.motcua.portal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.dossier.Drafts;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.shared.Problem;
import vn.motcua.web.Choice;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;

/**
 * Filing online: few questions a screen, each saved as it is typed and on every step. Whatever a screen posts is saved
 * first and then led on or back, so that no page of the browser's past is a form that was sent.
 */
@Controller
@PermitAll
class FilingPages {

    private final Drafts drafts;
    private final FilingDrafts filings;
    private final FilingKnown known;
    private final DraftChanges changes;
    private final Catalog catalog;
    private final Clock clock;

    FilingPages(
            Drafts drafts,
            FilingDrafts filings,
            FilingKnown known,
            DraftChanges changes,
            Catalog catalog,
            Clock clock) {
        this.drafts = drafts;
        this.filings = filings;
        this.known = known;
        this.changes = changes;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop")
    ModelAndView start(@PathVariable String code, Flash flash, Actor actor) {
        Procedure procedure = filings.procedure(code);
        return new ModelAndView("portal/filingStart")
                .addObject("procedure", procedure)
                .addObject(
                        "agencies",
                        catalog.offeredBy(procedure).stream()
                                .map(a -> Choice.of(a.code(), a.name()))
                                .toList())
                .addObject(
                        "drafts",
                        filings.begun(actor).stream()
                                .filter(d -> d.procedureCode().equals(procedure.code()))
                                .toList())
                .addObject("flash", flash);
    }

    @PostMapping("/thu-tuc/{code}/nop")
    ModelAndView begin(
            @PathVariable String code,
            @RequestParam(name = "agency", defaultValue = "") String agencyCode,
            Actor actor) {
        Procedure procedure = filings.procedure(code);
        Agency agency = catalog.offeredBy(procedure).stream()
                .filter(a -> a.code().equals(agencyCode))
                .findFirst()
                .orElse(null);
        if (agency == null) {
            return SeeOther.refused(
                    FilingDrafts.start(procedure), List.of(Problem.at("agency", "portal.file.agency.missing")));
        }
        Instant now = clock.instant();
        Draft draft = drafts.begin(procedure.code(), agency.id(), actor, now);
        boolean ask = known.isAnything(draft, actor, now);
        return SeeOther.at(
                FilingDrafts.root(procedure, draft.id()) + "/" + (ask ? FilingKnownPages.PART : FilingView.APPLICANT));
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/{part}")
    ModelAndView screen(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam(name = "ve", defaultValue = "") String backTo,
            Flash flash,
            Actor actor,
            Page page) {
        Procedure procedure = filings.procedure(code);
        return new ModelAndView("portal/filingPart")
                .addObject("view", filings.view(page, procedure, filings.draft(id, actor), part))
                .addObject("changing", backTo.equals(FilingView.CHECK))
                .addObject("problems", flash.problems());
    }

    /** Saves what is typed, whatever it is, and says so in a few words. */
    @PostMapping("/thu-tuc/{code}/nop/{id}/{part}/luu")
    ModelAndView save(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam Map<String, String> posted,
            Actor actor) {
        keep(id, part, posted, actor);
        return new ModelAndView("portal/saved").addObject("at", clock.instant());
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/{part}")
    ModelAndView next(
            @PathVariable String code,
            @PathVariable UUID id,
            @PathVariable String part,
            @RequestParam Map<String, String> posted,
            Actor actor,
            Page page) {
        Draft draft = keep(id, part, posted, actor);
        if (filings.hasEnded(code)
                || changes.pending(draft, actor, Channel.ONLINE).isPresent()) {
            return SeeOther.at(FilingDrafts.root(code, id) + "/" + FilingChangePages.PART);
        }
        Procedure procedure = filings.procedure(code);
        if (posted.containsKey("sau")) {
            return SeeOther.done(FilingDrafts.start(procedure), "portal.file.kept");
        }
        FilingView view = filings.view(page, procedure, draft, part);
        boolean changing = FilingView.CHECK.equals(posted.get("ve"));
        List<Problem> problems = filings.problemsOf(part, procedure, draft);
        if (!problems.isEmpty()) {
            return SeeOther.refused(view.here() + (changing ? "?ve=" + FilingView.CHECK : ""), problems);
        }
        return SeeOther.at(changing ? view.address(FilingView.CHECK) : view.next());
    }

    /** Keeps what one screen posted, right or wrong; what other screens had asked stays. */
    private Draft keep(UUID id, String part, Map<String, String> posted, Actor actor) {
        return drafts.change(
                        id,
                        actor,
                        clock.instant(),
                        draft -> part.equals(FilingView.APPLICANT)
                                ? draft.withApplicant(ApplicantFields.typed(posted))
                                : screenOf(draft, part)
                                        .map(p -> draft.withAnswers(merged(p, draft.answers(), posted)))
                                        .orElseThrow(FilingDrafts::notFound))
                .orElseThrow(FilingDrafts::notFound);
    }

    /** A screen that was open while another version took over may be one that is no more. */
    private Optional<Form.Page> screenOf(Draft draft, String part) {
        return Optional.ofNullable(draft.version())
                .map(catalog::version)
                .flatMap(seen -> seen.form().page(part))
                .or(() -> catalog.current(draft.procedureCode())
                        .flatMap(now -> now.form().page(part)));
    }

    private static Map<String, String> merged(Form.Page screen, Map<String, String> saved, Map<String, String> posted) {
        Map<String, String> all = new HashMap<>(saved);
        for (Form.Field field : screen.fields()) {
            field.keep(posted, all);
        }
        return all;
    }
}
