package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class PublicationTest {

    @Autowired
    Publication publication;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Test
    void an_unchanged_package_is_left_alone() {
        assertThat(publish(BundledPackages.all())).isEqualTo(Result.done(List.of()));
    }

    @Test
    void a_new_version_ends_its_predecessor_and_a_dossier_can_still_read_the_old_one() {
        ProcedureVersionId old = published(TestPackages.named("9.000001", "2026-01-01", "Bản cũ"));
        ProcedureVersionId fresh = published(TestPackages.named("9.000001", "2026-10-01", "Bản mới"));

        assertThat(catalog.currentOn("9.000001", LocalDate.of(2026, 9, 30))
                        .orElseThrow()
                        .version())
                .isEqualTo(old);
        assertThat(catalog.currentOn("9.000001", LocalDate.of(2026, 10, 1))
                        .orElseThrow()
                        .version())
                .isEqualTo(fresh);
        assertThat(catalog.currentOn("9.000001", LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(catalog.version(old).shortName()).isEqualTo("Bản cũ");
        assertThat(catalog.sourceOf(old))
                .isEqualTo(
                        TestPackages.named("9.000001", "2026-01-01", "Bản cũ").files());
    }

    @Test
    void a_correction_of_the_same_record_is_in_force_from_today_never_backwards() {
        published(TestPackages.named("9.000002", "2026-01-01", "Viết sai"));
        ProcedureVersionId corrected = published(TestPackages.named("9.000002", "2026-01-01", "Viết đúng"));
        ProcedureVersionId again = published(TestPackages.named("9.000002", "2026-01-01", "Viết đúng hơn"));

        assertThat(catalog.version(corrected).validFrom()).isEqualTo(LocalDate.of(2026, 8, 24));
        assertThat(catalog.current("9.000002").orElseThrow().version()).isEqualTo(again);
        assertThat(catalog.currentOn("9.000002", LocalDate.of(2026, 8, 23))
                        .orElseThrow()
                        .shortName())
                .isEqualTo("Viết sai");
    }

    @Test
    void a_version_that_would_overlap_a_later_one_is_refused() {
        published(TestPackages.named("9.000003", "2026-06-01", "Sau"));

        Result<List<ProcedureVersionId>> result =
                publish(List.of(TestPackages.named("9.000003", "2026-03-01", "Trước")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.problems().toString())
                                .contains(
                                        "catalog.validity-overlap",
                                        "9.000003/procedure.yaml#/validFrom",
                                        "2026-06-01"));
    }

    @Test
    void the_database_itself_refuses_overlap_change_and_deletion() {
        long id = published(TestPackages.named("9.000004", "2026-01-01", "Một")).value();

        assertThatThrownBy(() -> jdbc.sql("""
                                INSERT INTO catalog.procedure_version
                                       (procedure_id, announced_from, valid_from, audiences, definition_id, record,
                                        form_schema, form_ui, package, content_hash, published_at)
                                SELECT procedure_id, announced_from, valid_from + 10, audiences, definition_id, record,
                                       form_schema, form_ui, package, content_hash, published_at
                                  FROM catalog.procedure_version WHERE id = :id
                                """).param("id", id).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("procedure_version_no_overlap");
        assertThatThrownBy(() -> jdbc.sql("UPDATE catalog.procedure_version SET record = '{}' WHERE id = :id")
                        .param("id", id)
                        .update())
                .hasMessageContaining("cannot be changed");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM catalog.procedure_version WHERE id = :id")
                        .param("id", id)
                        .update())
                .hasMessageContaining("cannot be deleted");
    }

    @Test
    void one_broken_package_refuses_all_and_nothing_is_half_imported() {
        ProcedurePackage sound = TestPackages.named("9.000005", "2026-01-01", "Lành");
        ProcedurePackage broken = TestPackages.with(
                "9.000006", ProcedurePackage.PROCESS, "targetRef=\"return\"", "targetRef=\"nowhere\"");

        Result<List<ProcedureVersionId>> result = publish(List.of(sound, broken));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.problems().toString()).contains("9.000006/process.bpmn"));
        assertThat(catalog.current("9.000005")).isEmpty();
    }

    @Test
    void a_process_that_takes_longer_than_the_announced_term_is_refused_with_the_step_at_which_it_runs_out() {
        ProcedurePackage slow = TestPackages.with(
                "9.000007", ProcedurePackage.PROCESS, "motcua:allowance=\"120\"", "motcua:allowance=\"99999\"");

        assertThat(problems(slow)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("process.term-exceeded");
            assertThat(problem.field()).isEqualTo("9.000007/process.bpmn");
            assertThat(problem.args()).startsWith("work", "Giải quyết", "5", "99999");
        });
    }

    @Test
    void a_step_no_unit_or_officer_of_the_agencies_can_do_is_refused_by_name_and_line() {
        assertThat(problems(TestPackages.with(
                        "9.000008", ProcedurePackage.PROCESS, "motcua:unit=\"justice\"", "motcua:unit=\"fishery\"")))
                .containsExactly(Problem.at(
                        "9.000008/process.bpmn", "process.nobody-unit", "work", "Giải quyết", "5", "fishery"));
        assertThat(problems(TestPackages.with(
                        "9.000009",
                        ProcedurePackage.PROCESS,
                        "motcua:position=\"specialist\"",
                        "motcua:position=\"captain\"")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("process.nobody-position");
                    assertThat(problem.args()).startsWith("work", "Giải quyết", "5", "captain");
                });
    }

    private List<Problem> problems(ProcedurePackage pack) {
        return switch (publish(List.of(pack))) {
            case Result.Done<List<ProcedureVersionId>> done -> throw new AssertionError("published " + done.value());
            case Result.Refused<List<ProcedureVersionId>> refused -> refused.problems();
        };
    }

    private Result<List<ProcedureVersionId>> publish(List<ProcedurePackage> packages) {
        return publication.publish(packages, TestClock.START);
    }

    private ProcedureVersionId published(ProcedurePackage pack) {
        return publish(List.of(pack)).orElseThrow().getFirst();
    }

    @Test
    void a_version_in_the_middle_that_never_begins_leaves_no_day_without_a_version() {
        ProcedureVersionId first = published(TestPackages.named("9.000071", "2026-01-01", "Một"));
        ProcedureVersionId second = published(TestPackages.named("9.000071", "2026-11-01", "Hai"));
        ProcedureVersionId third = published(TestPackages.named("9.000071", "2026-12-01", "Ba"));

        publication.withdraw(second);

        assertThat(catalog.currentOn("9.000071", LocalDate.of(2026, 11, 15))
                        .orElseThrow()
                        .version())
                .isEqualTo(first);
        assertThat(catalog.currentOn("9.000071", LocalDate.of(2026, 12, 1))
                        .orElseThrow()
                        .version())
                .isEqualTo(third);
    }

    @Test
    void a_version_that_never_begins_does_not_lengthen_the_end_an_officer_set_before() {
        ProcedureVersionId first = published(TestPackages.named("9.000072", "2026-01-01", "Một"));
        publication.end(first, LocalDate.of(2026, 12, 1));
        ProcedureVersionId second = published(TestPackages.named("9.000072", "2026-11-01", "Hai"));

        publication.withdraw(second);

        assertThat(catalog.currentOn("9.000072", LocalDate.of(2026, 11, 30))).isPresent();
        assertThat(catalog.currentOn("9.000072", LocalDate.of(2026, 12, 1))).isEmpty();
    }

    @Test
    void a_version_that_is_ended_on_its_first_day_does_not_bring_back_the_one_before() {
        published(TestPackages.named("9.000073", "2026-01-01", "Một"));
        ProcedureVersionId second = published(TestPackages.named("9.000073", "2026-08-24", "Hai"));

        publication.end(second, LocalDate.of(2026, 8, 24));

        assertThat(catalog.currentOn("9.000073", LocalDate.of(2026, 8, 24))).isEmpty();
    }
}
