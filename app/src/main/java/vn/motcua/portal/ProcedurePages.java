package vn.motcua.portal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.documents.QrCodes;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.Processes;
import vn.motcua.reporting.Figures;
import vn.motcua.shared.Vietnam;

/** Finding a procedure and reading everything one must know about it. */
@Controller
@PermitAll
class ProcedurePages {

    private static final int INSTANT_ANSWERS = 6;

    private final Catalog catalog;
    private final Organization organization;
    private final Processes processes;
    private final ProcessEditions editions;
    private final LifeEvents events;
    private final Figures figures;
    private final Clock clock;

    ProcedurePages(
            Catalog catalog,
            Organization organization,
            Processes processes,
            ProcessEditions editions,
            LifeEvents events,
            Figures figures,
            Clock clock) {
        this.catalog = catalog;
        this.organization = organization;
        this.processes = processes;
        this.editions = editions;
        this.events = events;
        this.figures = figures;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "doi-tuong", defaultValue = "") String audience,
            @RequestParam(name = "su-kien", defaultValue = "") String event) {
        Audience wanted = Arrays.stream(Audience.values())
                .filter(a -> a != Audience.INTERNAL && slug(a).equals(audience))
                .findFirst()
                .orElse(null);
        LifeEvent chosen = events.find(event).orElse(null);
        List<ProcedureSummary> found = catalog.search(q, wanted).stream()
                .filter(p -> chosen == null || chosen.key().equals(p.lifeEvent()))
                .toList();
        return new ModelAndView("portal/procedures")
                .addObject("q", q.strip())
                .addObject("audience", wanted == null ? "" : slug(wanted))
                .addObject("event", chosen)
                .addObject("places", chosen == null ? List.of() : organization.agencies(clock.instant()))
                .addObject("found", found);
    }

    /** The first answers while one types; only a fragment. */
    @GetMapping("/thu-tuc/goi-y")
    ModelAndView instant(@RequestParam(defaultValue = "") String q) {
        List<ProcedureSummary> found = q.isBlank() ? List.of() : catalog.search(q, null);
        return new ModelAndView("portal/instant")
                .addObject("q", q.strip())
                .addObject("found", found.stream().limit(INSTANT_ANSWERS).toList())
                .addObject("total", found.size());
    }

    @GetMapping("/thu-tuc/{code}")
    ModelAndView procedure(
            @PathVariable String code, @RequestParam(name = "truong-hop", defaultValue = "") String caseKey) {
        return new ModelAndView("portal/procedure")
                .addObject("view", view(code, caseKey))
                .addObject("usual", figures.usualTime(code, clock.instant()));
    }

    /** For the notice board: all on A4, with a code that leads to the live page. */
    @GetMapping("/thu-tuc/{code}/in")
    ModelAndView notice(
            @PathVariable String code, @RequestParam(name = "truong-hop", defaultValue = "") String caseKey) {
        return new ModelAndView("portal/notice")
                .addObject("view", view(code, caseKey))
                .addObject("address", address(code))
                .addObject("today", LocalDate.ofInstant(clock.instant(), Vietnam.ZONE));
    }

    @GetMapping(path = "/thu-tuc/{code}/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> qr(@PathVariable String code) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(MediaType.IMAGE_PNG)
                .body(QrCodes.png(address(find(code).code()), 480));
    }

    @GetMapping("/thu-tuc/{code}/quy-trinh.bpmn")
    ResponseEntity<byte[]> process(
            @PathVariable String code, @RequestParam(name = "ban", required = false) @Nullable Long version) {
        DefinitionId shown = version == null
                ? find(code).process()
                : editions.edition(new DefinitionId(version))
                        .filter(edition -> edition.key().equals(code))
                        .map(ProcessEdition::id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .body(editions.drawn(shown).getBytes(StandardCharsets.UTF_8));
    }

    private ProcedureView view(String code, String caseKey) {
        Procedure procedure = find(code);
        List<Agency> agencies = catalog.offeredBy(procedure);
        List<ProcedureView.StepView> steps = processes.steps(procedure.process()).stream()
                .map(step -> new ProcedureView.StepView(step, unitName(agencies, step.unitKey())))
                .toList();
        List<ProcedureView.Related> related = procedure.related().stream()
                .map(other -> new ProcedureView.Related(
                        other,
                        catalog.current(other)
                                .filter(p -> !p.audiences().equals(Set.of(Audience.INTERNAL)))
                                .map(Procedure::shortName)
                                .orElse(null)))
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

    private Procedure find(String code) {
        return catalog.current(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String address(String code) {
        return Objects.requireNonNull(ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/thu-tuc/{code}")
                .buildAndExpand(code)
                .toUriString());
    }

    private static String slug(Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }
}
