package vn.motcua.portal;

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
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.DraftChange;
import vn.motcua.dossier.DraftChanges;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.web.SeeOther;

/** Tells who comes back to a draft what has become of its procedure meanwhile, before they go on. */
@Controller
@PermitAll
class FilingChangePages {

    static final String PART = "thay-doi";

    private final FilingDrafts filings;
    private final DraftChanges changes;
    private final Catalog catalog;

    FilingChangePages(FilingDrafts filings, DraftChanges changes, Catalog catalog) {
        this.filings = filings;
        this.changes = changes;
        this.catalog = catalog;
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/thay-doi")
    ModelAndView told(@PathVariable String code, @PathVariable UUID id, Actor actor) {
        Draft draft = filings.draft(id, actor);
        Optional<Procedure> now = catalog.current(code).filter(p -> p.offered(Channel.ONLINE));
        if (now.isEmpty()) {
            return ended(draft);
        }
        Optional<DraftChange> change = changes.pending(draft, actor, Channel.ONLINE);
        if (change.isEmpty()) {
            return SeeOther.at(filings.whereLeftOff(now.get(), draft));
        }
        return new ModelAndView("portal/filingChanged")
                .addObject("change", change.get())
                .addObject("here", FilingDrafts.root(now.get(), id) + "/" + PART)
                .addObject(
                        "anew",
                        change.get().anew().stream()
                                .flatMap(name -> now.get().form().field(name).stream())
                                .map(Form.Field::label)
                                .toList());
    }

    /** @param seen the version that was shown; another that took over meanwhile is shown in turn */
    @PostMapping("/thu-tuc/{code}/nop/{id}/thay-doi")
    ModelAndView goOn(
            @PathVariable String code, @PathVariable UUID id, @RequestParam(name = "ban") long seen, Actor actor) {
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, actor);
        changes.pending(draft, actor, Channel.ONLINE)
                .filter(c -> c.now().version().value() == seen)
                .ifPresent(c -> changes.goOn(draft, c, actor));
        return SeeOther.at(FilingDrafts.root(procedure, id) + "/" + PART);
    }

    private ModelAndView ended(Draft draft) {
        ProcedureVersionId seen = draft.version();
        if (seen == null) {
            throw FilingDrafts.notFound();
        }
        Procedure last = catalog.version(seen);
        return new ModelAndView("portal/filingEnded")
                .addObject("procedure", last)
                .addObject("answers", last.form().read(draft.answers()));
    }
}
