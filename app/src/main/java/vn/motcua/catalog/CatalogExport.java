package vn.motcua.catalog;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.shared.Vietnam;

/** Writes the catalogue as files that can be taken over elsewhere: packages, and the list in Excel. */
@Service
@Transactional(readOnly = true)
public class CatalogExport {

    private final JdbcClient jdbc;
    private final Clock clock;

    CatalogExport(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public enum Format {
        ZIP,
        JSON,
        YAML,
        XLSX
    }

    /**
     * The newest version of each procedure that is or will be in force.
     *
     * @param codes which; none = all
     */
    public byte[] export(Format format, Set<String> codes) {
        List<ProcedurePackage> packages = jdbc.sql("""
                        SELECT DISTINCT ON (p.code) v.package::text AS files
                          FROM catalog.procedure p JOIN catalog.procedure_version v ON v.procedure_id = p.id
                         WHERE NOT isempty(v.validity) AND (v.valid_to IS NULL OR v.valid_to > :today::date) AND (cardinality(:codes::text[]) = 0 OR p.code = ANY(:codes::text[]))
                         ORDER BY p.code, v.valid_from DESC, v.id DESC
                        """)
                .param("codes", codes.toArray(String[]::new))
                .param("today", LocalDate.ofInstant(clock.instant(), Vietnam.ZONE))
                .query((row, _) -> ProcedurePackage.fromJson(Json.MAPPER.readTree(row.getString("files"))))
                .list();
        return written(format, packages);
    }

    private static byte[] written(Format format, List<ProcedurePackage> packages) {
        return switch (format) {
            case ZIP -> PackageFiles.archive(packages);
            case JSON -> PackageFiles.oneFile(packages, false);
            case YAML -> PackageFiles.oneFile(packages, true);
            case XLSX ->
                SheetList.write(packages.stream()
                        .map(pack -> ProcedureDifference.recordOf(pack.files()))
                        .toList());
        };
    }
}
