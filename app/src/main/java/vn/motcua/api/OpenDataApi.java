package vn.motcua.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Fee;
import vn.motcua.catalog.LegalBasis;
import vn.motcua.catalog.Procedure;
import vn.motcua.identity.PermitAll;
import vn.motcua.shared.Vietnam;

/** The public catalogue of today as open data: one row for each procedure, the same in both shapes. */
@RestController
@PermitAll
class OpenDataApi {

    /** Spreadsheets take such a beginning for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private final Catalog catalog;
    private final Clock clock;

    OpenDataApi(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @param date the day it was in force on; {@code procedures} by sector and name */
    record OpenCatalog(LocalDate date, List<OpenProcedure> procedures) {}

    /** Lists within a row are one text, parted by "; ". {@code page} is the address at this portal. */
    record OpenProcedure(
            String code,
            String name,
            String shortName,
            String nameEn,
            String decisionNo,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            String level,
            String kind,
            String sectorCode,
            String sector,
            String audiences,
            String competentAgency,
            String receiptPlace,
            String serviceLevel,
            String serviceLevelReason,
            String term,
            String fees,
            String result,
            int sets,
            String conditions,
            String legalBases,
            String related,
            String source,
            String page) {}

    @GetMapping("/api/v1/open-data/procedures.json")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OpenCatalog.class)))
    OpenCatalog openCatalog() {
        return new OpenCatalog(LocalDate.ofInstant(clock.instant(), Vietnam.ZONE), rows());
    }

    @GetMapping(path = "/api/v1/open-data/procedures.csv", produces = "text/csv;charset=UTF-8")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)))
    ResponseEntity<byte[]> openCatalogSheet() {
        RecordComponent[] columns = OpenProcedure.class.getRecordComponents();
        List<String> lines = new ArrayList<>();
        lines.add(Arrays.stream(columns).map(RecordComponent::getName).collect(Collectors.joining(",")));
        rows().forEach(row -> lines.add(
                Arrays.stream(columns).map(column -> cell(row, column)).collect(Collectors.joining(","))));
        // with a byte order mark, by which Excel knows the encoding
        String sheet = "\uFEFF" + String.join("\r\n", lines) + "\r\n";
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("procedures.csv")
                                .build()
                                .toString())
                .body(sheet.getBytes(StandardCharsets.UTF_8));
    }

    private List<OpenProcedure> rows() {
        List<OpenProcedure> rows = new ArrayList<>();
        catalog.forEachCurrent(procedure -> rows.add(row(procedure)));
        return rows;
    }

    private static OpenProcedure row(Procedure p) {
        return new OpenProcedure(
                p.code(),
                p.name(),
                p.shortName(),
                p.nameEn(),
                p.decisionNo(),
                p.validFrom(),
                p.validTo(),
                p.level(),
                p.kind(),
                p.sectorCode(),
                p.sectorName(),
                joined(p.audiences().stream().map(Enum::name).sorted().toList()),
                p.competentAgency(),
                p.receiptPlace(),
                p.serviceLevel(),
                p.serviceLevelReason(),
                joined(p.cases().stream()
                        .map(c -> p.cases().size() == 1 ? c.termText() : c.name() + ": " + c.termText())
                        .toList()),
                joined(p.fees().stream().map(Fee::text).toList()),
                p.result(),
                p.sets(),
                p.conditions(),
                joined(p.legalBases().stream().map(LegalBasis::no).toList()),
                joined(p.related()),
                p.source(),
                "/thu-tuc/" + p.code());
    }

    private static String joined(List<String> values) {
        return String.join("; ", values);
    }

    private static String cell(OpenProcedure row, RecordComponent column) {
        try {
            return quoted(Objects.toString(column.getAccessor().invoke(row), ""));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String value) {
        String safe = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.matches("(?s).*[,\"\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
