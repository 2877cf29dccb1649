package vn.motcua.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Areas;
import vn.motcua.shared.Vietnam;

/** The units that addresses name by code: what other systems need to send one. */
@RestController
@PermitAll
class AreasApi {

    private final Areas areas;
    private final Clock clock;

    AreasApi(Areas areas, Clock clock) {
        this.areas = areas;
        this.clock = clock;
    }

    /** @param communes the authority's own; elsewhere a commune is sent by its name alone */
    record AreasView(LocalDate date, List<Areas.Area> provinces, List<Areas.Commune> communes) {}

    @GetMapping("/api/v1/areas")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AreasView.class)))
    AreasView readAreas() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
        return new AreasView(today, areas.provinces(), areas.communes(today));
    }
}
