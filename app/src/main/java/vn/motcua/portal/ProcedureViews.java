package vn.motcua.portal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.Processes;

/** Makes what pages and boards show of a procedure that is open to the public. */
@Component
class ProcedureViews {

    private final Catalog catalog;
    private final Organization organization;
    private final Processes processes;

    ProcedureViews(Catalog catalog, Organization organization, Processes processes) {
        this.catalog = catalog;
        this.organization = organization;
        this.processes = processes;
    }

    /** In force today and open to the public. */
    Optional<Procedure> open(String code) {
        return catalog.current(code).filter(p -> !p.audiences().equals(Set.of(Audience.INTERNAL)));
    }

    Procedure find(String code) {
        return open(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The page for the address of a procedure that is not in force: what became of it, where it ever was one. */
    ModelAndView gone(String code) {
        ModelAndView page = catalog.withdrawn(code)
                .map(withdrawn -> new ModelAndView("portal/withdrawn").addObject("withdrawn", withdrawn))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        page.setStatus(HttpStatus.GONE);
        return page;
    }

    ProcedureView of(Procedure procedure, String caseKey) {
        List<Agency> agencies = catalog.offeredBy(procedure);
        List<ProcedureView.StepView> steps = processes.steps(procedure.process()).stream()
                .map(step -> new ProcedureView.StepView(step, unitName(agencies, step.unitKey())))
                .toList();
        List<ProcedureView.Related> related = procedure.related().stream()
                .map(other -> new ProcedureView.Related(
                        other, open(other).map(Procedure::shortName).orElse(null)))
                .toList();
        return new ProcedureView(procedure, procedure.paperCase(caseKey), agencies, steps, related);
    }

    /** What the unit of that key is called at the agencies that offer the procedure. */
    private String unitName(List<Agency> agencies, String unitKey) {
        return agencies.stream()
                .map(a -> organization.unitOf(a.id(), unitKey))
                .flatMap(Optional::stream)
                .map(Unit::name)
                .findFirst()
                .orElse("");
    }
}
