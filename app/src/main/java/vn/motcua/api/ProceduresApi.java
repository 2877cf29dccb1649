package vn.motcua.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Fee;
import vn.motcua.catalog.LegalBasis;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.PaperCase;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureSummary;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Agency;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.shared.Problem;

/** The published procedures. */
@RestController
@PermitAll
class ProceduresApi {

    private static final TypeReference<Map<String, Object>> JSON_OBJECT = new TypeReference<>() {};

    private final Catalog catalog;
    private final Processes processes;
    private final Answers answers;
    private final JsonMapper json;

    ProceduresApi(Catalog catalog, Processes processes, Answers answers, JsonMapper json) {
        this.catalog = catalog;
        this.processes = processes;
        this.answers = answers;
        this.json = json;
    }

    record ProcedureList(List<ProcedureSummary> procedures) {}

    record ChannelView(Channel channel, boolean offered, String termText, String feeText, String note) {}

    record CaseView(String key, String name, String description, String termText, List<Paper> papers) {}

    record AgencyView(String code, String adminCode, String name) {
        static AgencyView of(Agency agency) {
            return new AgencyView(agency.code(), agency.adminCode(), agency.name());
        }
    }

    /** The decision that announced it; in force from the first day on and before the last. */
    record DecisionView(
            String no, LocalDate validFrom, @Nullable LocalDate validTo) {}

    record SectorView(String code, String name) {}

    /**
     * @param delegated who decides in the agency's place; {@code receiptPlace} where dossiers are taken in; both empty
     *     where the record is silent
     * @param implementing who carries it out; {@code coordinating} other agencies that are asked
     */
    record CompetenceView(
            String agency,
            String unitKey,
            String receiptPlace,
            String delegated,
            List<String> implementing,
            List<String> coordinating,
            List<AgencyView> offeredBy) {}

    record ResultView(String code, String name) {}

    /** @param reason the public reason why not all of it can be done online */
    record ServiceView(String level, String reason) {}

    /** @param schema JSON Schema 2020-12 of the answers; {@code ui} names pages, labels and order of the fields */
    record FormView(Map<String, Object> schema, Map<String, Object> ui) {}

    /** @param steps of the process, with working minutes allowed and answering unit */
    record ProcedureView(
            String code,
            String name,
            String shortName,
            String nameEn,
            DecisionView decision,
            String level,
            String kind,
            SectorView sector,
            Set<Audience> audiences,
            CompetenceView competence,
            ResultView result,
            ServiceView service,
            int sets,
            String conditions,
            List<String> orderOfSteps,
            List<ChannelView> channels,
            List<CaseView> cases,
            List<FeeView> fees,
            List<LegalBasis> legalBases,
            List<String> related,
            FormView form,
            List<Step> steps,
            String source) {}

    /**
     * @param feel FEEL expression that gives the amount in đồng, where one does
     * @param decision id of the decision (DMN) that gives it, where one does
     */
    record FeeView(
            String key,
            String name,
            String text,
            @Nullable String feel,
            @Nullable String decision) {}

    /** @param audience citizen, business or internal; without it all that are open to the public */
    @GetMapping("/api/v1/procedures")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProcedureList.class)))
    ResponseEntity<Object> findProcedures(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String audience) {
        Optional<Audience> wanted = Choices.find(Audience.class, audience);
        if (wanted.isEmpty() && !audience.isEmpty()) {
            return answers.refused(Problem.at("audience", "api.unknown-choice", Choices.names(Audience.class)));
        }
        return ResponseEntity.ok(new ProcedureList(catalog.search(q, wanted.orElse(null))));
    }

    @GetMapping("/api/v1/procedures/{code}")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProcedureView.class)))
    ResponseEntity<Object> readProcedure(@PathVariable String code) {
        Optional<Procedure> procedure = catalog.current(code);
        return procedure
                .<ResponseEntity<Object>>map(p -> ResponseEntity.ok(view(p)))
                .orElseGet(() -> answers.refused(Problem.of("api.procedure-unknown")));
    }

    private ProcedureView view(Procedure p) {
        Map<String, String> files = catalog.sourceOf(p.version());
        return new ProcedureView(
                p.code(),
                p.name(),
                p.shortName(),
                p.nameEn(),
                new DecisionView(p.decisionNo(), p.validFrom(), p.validTo()),
                p.level(),
                p.kind(),
                new SectorView(p.sectorCode(), p.sectorName()),
                p.audiences(),
                new CompetenceView(
                        p.competentAgency(),
                        p.unitKey(),
                        p.receiptPlace(),
                        p.delegatedAgency(),
                        p.implementingAgencies(),
                        p.coordinatingAgencies(),
                        catalog.offeredBy(p).stream().map(AgencyView::of).toList()),
                new ResultView(p.resultCode(), p.result()),
                new ServiceView(p.serviceLevel(), p.serviceLevelReason()),
                p.sets(),
                p.conditions(),
                p.orderOfSteps(),
                p.channels().stream()
                        .map(c -> new ChannelView(c.channel(), c.offered(), c.termText(), c.feeText(), c.note()))
                        .toList(),
                p.cases().stream().map(ProceduresApi::paperCase).toList(),
                p.fees().stream().map(ProceduresApi::fee).toList(),
                p.legalBases(),
                p.related(),
                new FormView(object(files.get("form.schema.json")), object(files.get("form.ui.json"))),
                processes.steps(p.process()),
                p.source());
    }

    private static CaseView paperCase(PaperCase c) {
        return new CaseView(c.key(), c.name(), c.description(), c.termText(), c.papers());
    }

    private Map<String, Object> object(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, JSON_OBJECT);
    }

    private static FeeView fee(Fee fee) {
        return switch (fee.rule()) {
            case Fee.Formula formula -> new FeeView(fee.key(), fee.name(), fee.text(), formula.feel(), null);
            case Fee.Table table -> new FeeView(fee.key(), fee.name(), fee.text(), null, table.decision());
        };
    }
}
