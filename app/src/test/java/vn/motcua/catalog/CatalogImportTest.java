package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class CatalogImportTest {

    private static final Actor OPERATOR = new Actor.System("nhập danh mục");
    private static final Actor.Officer EDITOR = new Actor.Officer(new OfficerId(900_001), "Trần Biên Tập", List.of());
    private static final List<String> NATIONAL = List.of("1.000656", "1.012812", "1.013226", "2.000884", "2.000986");

    @Autowired
    CatalogImport imports;

    @Autowired
    CatalogExport exports;

    @Autowired
    ImportFiles files;

    @Autowired
    ProcedureDrafts drafts;

    @Autowired
    Publication publication;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_dry_run_says_what_is_new_and_changes_nothing_and_the_import_makes_drafts_that_nobody_sees_yet() {
        byte[] file = PackageFiles.archive(List.of(
                TestPackages.named("9.100001", "2026-01-01", "Một"),
                TestPackages.named("9.100002", "2026-01-01", "Hai")));

        ImportReport looked = look(file);

        assertThat(looked.lines()).extracting(ImportReport.Line::kind).containsOnly(ImportReport.Kind.NEW);
        assertThat(drafts.find("9.100001")).isEmpty();

        take(file);

        assertThat(drafts.find("9.100001").orElseThrow().faults()).isZero();
        assertThat(drafts.find("9.100002").orElseThrow().origin()).isEqualTo(ProcedureDraft.Origin.PACKAGE);
        assertThat(catalog.current("9.100001")).isEmpty();
        assertThat(look(file).lines()).extracting(ImportReport.Line::kind).containsOnly(ImportReport.Kind.SAME);
    }

    @Test
    void what_a_file_changes_of_a_published_record_is_told_place_by_place() {
        publication.publish(List.of(TestPackages.named("9.100003", "2026-01-01", "Trước")), TestClock.START);

        ImportReport.Line line = look(PackageFiles.archive(
                        List.of(TestPackages.named("9.100003", "2026-12-01", "Sau"))))
                .lines()
                .getFirst();

        assertThat(line.kind()).isEqualTo(ImportReport.Kind.CHANGED);
        assertThat(line.changes())
                .extracting(change -> change.whatKey() + ": " + change.before() + " → " + change.after())
                .contains("catalog.field.shortName: Trước → Sau");
    }

    @Test
    void one_broken_package_keeps_the_whole_file_out_with_a_list_of_places() {
        publication.publish(List.of(TestPackages.named("9.100015", "2026-06-01", "Sau")), TestClock.START);
        byte[] file = PackageFiles.archive(List.of(
                TestPackages.named("9.100010", "2026-01-01", "Lành"),
                TestPackages.with(
                        "9.100011", ProcedurePackage.PROCESS, "targetRef=\"return\"", "targetRef=\"nowhere\""),
                TestPackages.with("9.100012", ProcedurePackage.UI, "\"name\": \"authority\"", "\"name\": \"autority\""),
                TestPackages.with(
                        "9.100013", ProcedurePackage.RECORD, "8000 * form.copies", "8000 * (form.copies - 5)"),
                TestPackages.named("9.100015", "2026-03-01", "Trước")));

        Result<ImportReport> taken = imports.take(file, OPERATOR, TestClock.START);

        assertThat(taken).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(problems(refused))
                    .anyMatch(p -> p.startsWith("9.100011/process.bpmn "))
                    .contains(
                            "9.100012/form.ui.json#/pages/0/fields/1/name catalog.package-unknown-field",
                            "9.100013/procedure.yaml#/fees/0/feel catalog.package-fee-negative",
                            "9.100015/procedure.yaml#/validFrom catalog.validity-overlap");
        });
        assertThat(jdbc.sql("SELECT count(*) FROM catalog.draft WHERE code LIKE '9.10001%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void when_the_database_fails_midway_nothing_is_half_imported() {
        jdbc.sql("ALTER TABLE catalog.draft ADD CONSTRAINT test_midway CHECK (code <> '9.100021')")
                .update();
        try {
            byte[] file = PackageFiles.archive(List.of(
                    TestPackages.named("9.100020", "2026-01-01", "Đầu"),
                    TestPackages.named("9.100021", "2026-01-01", "Giữa")));

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> imports.take(file, OPERATOR, TestClock.START))
                    .hasMessageContaining("test_midway");
        } finally {
            jdbc.sql("ALTER TABLE catalog.draft DROP CONSTRAINT test_midway").update();
        }
        assertThat(drafts.find("9.100020")).isEmpty();
    }

    @Test
    void records_of_the_national_portal_become_drafts_that_are_incomplete_and_flag_what_is_not_sure()
            throws IOException {
        StringBuilder list = new StringBuilder("[");
        for (String code : NATIONAL) {
            // under codes of the test's own: the bundled records of these are complete
            list.append(list.length() > 1 ? "," : "")
                    .append(resource("tthc/" + code + ".json")
                            .replace("\"" + code + "\"", "\"8" + code.substring(1) + "\""));
        }
        byte[] file = list.append("]").toString().getBytes(StandardCharsets.UTF_8);

        ImportReport report = take(file);

        assertThat(report.origin()).isEqualTo(ProcedureDraft.Origin.NATIONAL);
        assertThat(report.lines()).hasSize(5).allSatisfy(line -> {
            assertThat(line.kind()).isEqualTo(ImportReport.Kind.NEW);
            assertThat(line.incomplete()).isTrue();
        });
        assertThat(line(report, "8.000656").doubts()).extracting(Problem::code).contains("catalog.term-no-unit");
        assertThat(line(report, "8.000884").doubts()).extracting(Problem::code).contains("catalog.channel-twice");
        assertThat(line(report, "8.000986").doubts()).extracting(Problem::code).contains("catalog.term-note-differs");
        assertThat(line(report, "8.013226").doubts()).isEmpty();
        String record = drafts.find("8.013226").orElseThrow().files().get(ProcedurePackage.RECORD);
        assertThat(record).contains("56/QĐ-BXD", "CALENDAR_DAYS", "Hoạt động xây dựng");
        ProcedureDraft draft = drafts.find("8.013226").orElseThrow();
        assertThat(draft.faults()).isPositive();
        assertThat(drafts.submit("8.013226", draft.revision(), EDITOR, TestClock.START))
                .isInstanceOf(Result.Refused.class);
    }

    @Test
    void what_is_exported_is_the_same_when_it_is_imported_again_in_every_shape() {
        Set<String> codes = Set.of("1.001193", "1.013225");
        for (CatalogExport.Format format : CatalogExport.Format.values()) {
            assertThat(look(exports.export(format, codes)).lines())
                    .as(format.name())
                    .hasSize(2)
                    .extracting(ImportReport.Line::kind)
                    .containsOnly(ImportReport.Kind.SAME);
        }
    }

    @Test
    void a_row_of_the_excel_list_that_cannot_be_read_is_named_by_its_number() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "t", "1.0")) {
            var sheet = book.newWorksheet("x");
            String[] heads = {"Tên thủ tục", "Mã thủ tục", "Hiệu lực từ", "Đối tượng", "Thời hạn giải quyết"};
            String[] good = {"Cấp giấy thử", "9.100030", "1/9/2026", "Công dân; Doanh nghiệp", "3 ngày làm việc"};
            String[] bad = {"Cấp giấy khác", "9.100031", "mai", "Người ngoài", "05 - 07 ngày"};
            for (int i = 0; i < heads.length; i++) {
                sheet.value(0, i, heads[i]);
                sheet.value(1, i, good[i]);
                sheet.value(2, i, bad[i]);
            }
            book.finish();
        }

        ImportReport report = look(bytes.toByteArray());

        assertThat(line(report, "9.100030").kind()).isEqualTo(ImportReport.Kind.NEW);
        assertThat(line(report, "9.100031").wrong())
                .extracting(p -> p.field() + " " + p.code())
                .containsExactlyInAnyOrder(
                        "9.100031, dòng 3 catalog.sheet-day", "9.100031, dòng 3 catalog.sheet-choice");
        assertThat(line(report, "9.100031").doubts()).extracting(Problem::code).contains("catalog.term-range");
    }

    @Test
    void a_list_that_says_another_term_or_fee_than_the_record_here_is_told_and_a_code_typed_as_a_number_refused()
            throws IOException {
        publication.publish(List.of(TestPackages.named("9.100050", "2026-01-01", "Thử")), TestClock.START);
        var bytes = new java.io.ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "t", "1.0")) {
            var sheet = book.newWorksheet("x");
            String[] heads = {"Mã thủ tục", "Tên thủ tục", "Thời hạn giải quyết", "Phí, lệ phí"};
            String[] other = {"9.100050", "Thủ tục dùng để thử", "7 ngày làm việc", "Miễn phí"};
            for (int i = 0; i < heads.length; i++) {
                sheet.value(0, i, heads[i]);
                sheet.value(1, i, other[i]);
            }
            sheet.value(2, 0, 2.0002);
            sheet.value(2, 1, "Mất số 0");
            book.finish();
        }

        ImportReport report = look(bytes.toByteArray());

        assertThat(line(report, "9.100050").doubts())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("catalog.import-other-term", "catalog.import-other-fee");
        assertThat(report.wrong()).extracting(Problem::code).contains("catalog.sheet-code-number");
    }

    @Test
    void a_draft_that_somebody_is_writing_is_never_overwritten_by_a_file() {
        ProcedureDraft begun =
                drafts.begin("9.100040", "Đang viết", EDITOR, TestClock.START).orElseThrow();

        Result<ImportReport> taken = imports.take(
                PackageFiles.archive(List.of(TestPackages.named("9.100040", "2026-01-01", "Từ tệp"))),
                OPERATOR,
                TestClock.START);

        assertThat(taken)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused ->
                                assertThat(problems(refused)).containsExactly("9.100040 catalog.import-draft-exists"));
        assertThat(drafts.find("9.100040").orElseThrow().files()).isEqualTo(begun.files());
    }

    @Test
    void a_file_of_no_known_kind_is_refused_politely() {
        for (String file : List.of("", "xin chào", "{\"a\": 1}", "PK\u0003\u0004 hỏng", "procedures: [", "[]")) {
            assertThat(imports.look(file.getBytes(StandardCharsets.UTF_8), TestClock.START))
                    .as(file)
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(problems(refused)).allMatch(p -> p.startsWith("tep catalog.")));
        }
    }

    @Test
    void a_file_that_was_looked_at_is_kept_for_a_day_for_the_officer_who_brought_it_and_nobody_else() {
        Actor.Officer other = new Actor.Officer(new OfficerId(900_002), "Người khác", List.of());
        java.util.UUID id = files.keep(new byte[] {1, 2}, "a.zip", EDITOR, TestClock.START);

        assertThat(files.find(id, EDITOR).orElseThrow().content()).containsExactly(1, 2);
        assertThat(files.find(id, other)).isEmpty();
        files.keep(new byte[] {3}, "b.zip", other, TestClock.START.plus(Duration.ofHours(25)));
        assertThat(files.find(id, EDITOR)).isEmpty();
    }

    /** Both figures are printed. */
    @Test
    @Tag("long")
    void three_thousand_whole_packages_are_looked_through_and_taken_over_in_under_a_minute_each() {
        List<ProcedurePackage> packages = new ArrayList<>();
        for (int n = 0; n < 3000; n++) {
            // each with a process of its own, as real ones have
            ProcedurePackage pack = TestPackages.named("7." + (100_000 + n), "2026-01-01", "Thủ tục thử " + n);
            Map<String, String> own = new HashMap<>(pack.files());
            own.put(
                    ProcedurePackage.PROCESS,
                    pack.file(ProcedurePackage.PROCESS).replace("name=\"Thử\"", "name=\"Thử " + n + "\""));
            packages.add(new ProcedurePackage(pack.code(), own));
        }
        byte[] file = PackageFiles.archive(packages);

        Instant begun = Instant.now();
        assertThat(look(file).count(ImportReport.Kind.NEW)).isEqualTo(3000);
        Duration looked = Duration.between(begun, Instant.now());
        begun = Instant.now();
        take(file);
        Duration taken = Duration.between(begun, Instant.now());

        System.getLogger("catalog")
                .log(System.Logger.Level.INFO, "3,000 records: dry run {0}, import {1}", looked, taken);
        jdbc.sql("DELETE FROM catalog.draft WHERE code LIKE '7.1%'").update();
        assertThat(looked).isLessThan(Duration.ofMinutes(1));
        assertThat(taken).isLessThan(Duration.ofMinutes(1));
    }

    private ImportReport look(byte[] file) {
        return imports.look(file, TestClock.START).orElseThrow();
    }

    private ImportReport take(byte[] file) {
        return imports.take(file, OPERATOR, TestClock.START).orElseThrow();
    }

    private static ImportReport.Line line(ImportReport report, String code) {
        return report.lines().stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> problems(Result.Refused<?> refused) {
        return refused.problems().stream().map(p -> p.field() + " " + p.code()).toList();
    }

    private static String resource(String name) throws IOException {
        return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8);
    }
}
