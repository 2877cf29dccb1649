package vn.motcua.admin;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.CatalogExport;
import vn.motcua.catalog.CatalogImport;
import vn.motcua.catalog.CatalogShelf;
import vn.motcua.catalog.ImportFiles;
import vn.motcua.catalog.ImportReport;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** Taking procedures over from a file, after a look at what that would do; and giving the catalogue away as files. */
@Controller
@RequestMapping(CatalogPages.ROOT)
@Permit({Permission.CATALOG_EDIT, Permission.CATALOG_PUBLISH})
class CatalogFilePages {

    private static final Map<CatalogExport.Format, MediaType> TYPES = Map.of(
            CatalogExport.Format.ZIP,
            new MediaType("application", "zip"),
            CatalogExport.Format.JSON,
            MediaType.APPLICATION_JSON,
            CatalogExport.Format.YAML,
            new MediaType("application", "yaml"),
            CatalogExport.Format.XLSX,
            new MediaType("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"));

    private final CatalogImport imports;
    private final CatalogExport exports;
    private final ImportFiles files;
    private final CatalogShelf shelf;
    private final Clock clock;

    CatalogFilePages(CatalogImport imports, CatalogExport exports, ImportFiles files, CatalogShelf shelf, Clock clock) {
        this.imports = imports;
        this.exports = exports;
        this.files = files;
        this.shelf = shelf;
        this.clock = clock;
    }

    @GetMapping("/nhap")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView choose() {
        return page(List.of());
    }

    private static ModelAndView page(List<Problem> problems) {
        return CatalogPages.marked(new ModelAndView("admin/catalogImport").addObject("report", null), problems)
                .addObject("file", "")
                .addObject("name", "")
                .addObject("taken", false);
    }

    /** What taking the file over would do; nothing is changed. */
    @PostMapping("/nhap")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView look(MultipartHttpServletRequest posted, Actor.Officer officer) throws IOException {
        MultipartFile file = posted.getFile("tep");
        if (file == null || file.isEmpty()) {
            return page(List.of(Problem.at("tep", "catalog.file-missing")));
        }
        byte[] content = file.getBytes();
        String given = file.getOriginalFilename();
        String name = given == null ? "" : given;
        return switch (imports.look(content, clock.instant())) {
            case Result.Done<ImportReport>(ImportReport report) ->
                report(report, name, false)
                        .addObject(
                                "file",
                                report.wrong().isEmpty() && report.differing() > 0
                                        ? files.keep(content, name, officer, clock.instant())
                                                .toString()
                                        : "");
            case Result.Refused<ImportReport> refused -> page(refused.problems());
        };
    }

    private static ModelAndView report(ImportReport report, String name, boolean taken) {
        return CatalogPages.marked(new ModelAndView("admin/catalogImport").addObject("report", report), List.of())
                .addObject("file", "")
                .addObject("name", name)
                .addObject("taken", taken);
    }

    /** Takes over the file that was looked at, as drafts. */
    @PostMapping("/nhap/dung")
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView take(@RequestParam(name = "tep-da-xem", defaultValue = "") String id, Actor.Officer officer) {
        Optional<ImportFiles.Kept> kept = id(id).flatMap(known -> files.find(known, officer));
        if (kept.isEmpty()) {
            return page(List.of(Problem.of("catalog.import-file-gone")));
        }
        return switch (imports.take(kept.get().content(), officer, clock.instant())) {
            case Result.Done<ImportReport>(ImportReport report) -> {
                files.forget(kept.get().id());
                yield report(report, kept.get().name(), true);
            }
            case Result.Refused<ImportReport> refused -> page(refused.problems());
        };
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @GetMapping("/xuat/danh-muc.{ending:zip|xlsx|json|yaml}")
    ResponseEntity<byte[]> all(@PathVariable String ending) {
        return file("danh-muc", ending, Set.of());
    }

    @GetMapping("/{code}/xuat.{ending:zip|json|yaml}")
    ResponseEntity<byte[]> one(@PathVariable String code, @PathVariable String ending) {
        if (shelf.versions(code).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return file(code, ending, Set.of(code));
    }

    private ResponseEntity<byte[]> file(String name, String ending, Set<String> codes) {
        CatalogExport.Format format = CatalogExport.Format.valueOf(ending.toUpperCase(Locale.ROOT));
        return ResponseEntity.ok()
                .contentType(TYPES.getOrDefault(format, MediaType.APPLICATION_OCTET_STREAM))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + "." + ending)
                                .build()
                                .toString())
                .body(exports.export(format, codes));
    }
}
