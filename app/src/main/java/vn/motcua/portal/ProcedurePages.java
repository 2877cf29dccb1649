package vn.motcua.portal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
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
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.documents.QrCodes;
import vn.motcua.identity.PermitAll;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.ProcessEdition;
import vn.motcua.process.ProcessEditions;
import vn.motcua.reporting.Figures;
import vn.motcua.web.Page;

/** Everything one must know about a procedure, at an address that stays. */
@Controller
@PermitAll
class ProcedurePages {

    private final Catalog catalog;
    private final ProcedureViews views;
    private final StructuredData structured;
    private final ProcessEditions editions;
    private final Figures figures;
    private final PublicAddress addresses;
    private final Clock clock;

    ProcedurePages(
            Catalog catalog,
            ProcedureViews views,
            StructuredData structured,
            ProcessEditions editions,
            Figures figures,
            PublicAddress addresses,
            Clock clock) {
        this.catalog = catalog;
        this.views = views;
        this.structured = structured;
        this.editions = editions;
        this.figures = figures;
        this.addresses = addresses;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}")
    ModelAndView procedure(
            @PathVariable String code,
            @RequestParam(name = "truong-hop", defaultValue = "") String caseKey,
            Page page) {
        Procedure procedure = views.open(code).orElse(null);
        if (procedure == null) {
            return views.gone(code);
        }
        ProcedureView view = views.of(procedure, caseKey);
        return new ModelAndView("portal/procedure")
                .addObject("view", view)
                .addObject("address", addresses.of("/thu-tuc/" + code))
                .addObject("structured", structured.of(view, page))
                .addObject("usual", figures.usualTime(code, clock.instant()));
    }

    @GetMapping(path = "/thu-tuc/{code}/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> qr(@PathVariable String code) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(MediaType.IMAGE_PNG)
                .body(QrCodes.png(addresses.of("/thu-tuc/" + views.find(code).code()), 480));
    }

    @GetMapping("/thu-tuc/{code}/quy-trinh.bpmn")
    ResponseEntity<byte[]> process(
            @PathVariable String code, @RequestParam(name = "ban", required = false) @Nullable Long version) {
        DefinitionId shown = version == null
                ? catalog.current(code).map(Procedure::process).orElseThrow(ProcedurePages::unknown)
                : editions.edition(new DefinitionId(version))
                        .filter(edition -> edition.key().equals(code))
                        .map(ProcessEdition::id)
                        .orElseThrow(ProcedurePages::unknown);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .body(editions.drawn(shown).getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
