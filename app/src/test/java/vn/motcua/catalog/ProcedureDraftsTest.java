package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ProcedureDraftsTest {

    private static final Actor.Officer EDITOR = new Actor.Officer(new OfficerId(900_001), "Trần Biên Tập", List.of());
    private static final Actor.Officer PUBLISHER = new Actor.Officer(new OfficerId(900_002), "Lê Công Bố", List.of());
    private static final Actor.Officer THIRD = new Actor.Officer(new OfficerId(900_003), "Vũ Người Ba", List.of());
    private static final LocalDate TODAY = LocalDate.of(2026, 8, 24);

    @Autowired
    ProcedureDrafts drafts;

    @Autowired
    Publication publication;

    @Autowired
    CatalogShelf shelf;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Test
    void nobody_publishes_what_they_were_the_last_to_edit() {
        ProcedureDraft draft = submitted("9.200001", "Sửa");

        assertThat(codes(publish(draft, TODAY, EDITOR))).containsExactly("catalog.four-eyes");
        assertThat(catalog.current("9.200001").orElseThrow().shortName()).isEqualTo("Thử");

        publish(draft, TODAY, PUBLISHER).orElseThrow();

        assertThat(catalog.current("9.200001").orElseThrow().shortName()).isEqualTo("Sửa");
        assertThat(drafts.find("9.200001")).isEmpty();
        assertThat(shelf.versions("9.200001").getFirst()).satisfies(version -> {
            assertThat(version.editedBy()).isEqualTo("Trần Biên Tập");
            assertThat(version.by()).isEqualTo("Lê Công Bố");
        });
        assertThat(shelf.acts("9.200001", 10))
                .extracting(CatalogAct::kind)
                .containsExactly(
                        CatalogAct.Kind.PUBLISHED,
                        CatalogAct.Kind.SUBMITTED,
                        CatalogAct.Kind.SAVED,
                        CatalogAct.Kind.BEGUN);
    }

    @Test
    void nobody_publishes_what_they_had_a_hand_in_even_when_another_saved_it_last() {
        ProcedureDraft first = save(begun("9.200020"), "Của người thứ nhất");
        ProcedureDraft last = drafts.save(
                        "9.200020",
                        first.revision(),
                        renamed(first.files(), "Của người thứ hai"),
                        PUBLISHER,
                        TestClock.START)
                .orElseThrow();
        drafts.submit("9.200020", last.revision(), PUBLISHER, TestClock.START).orElseThrow();

        assertThat(codes(publish(last, TODAY, EDITOR))).containsExactly("catalog.four-eyes");
        assertThat(codes(publish(last, TODAY, PUBLISHER))).containsExactly("catalog.four-eyes");
        publish(last, TODAY, THIRD).orElseThrow();
        assertThat(shortName("9.200020", TODAY)).isEqualTo("Của người thứ hai");
    }

    @Test
    void the_database_itself_refuses_a_version_published_by_one_of_its_editors() {
        ProcedureVersionId id = sound("9.200021");

        assertThatThrownBy(() -> jdbc.sql("""
                                INSERT INTO catalog.procedure_version
                                       (procedure_id, announced_from, valid_from, audiences, definition_id, record,
                                        form_schema, form_ui, package, content_hash, published_at, edited_by_id,
                                        published_by_id, editor_ids)
                                SELECT procedure_id, announced_from, valid_from - 10, audiences, definition_id, record,
                                       form_schema, form_ui, package, content_hash, published_at, 1, 2, '{1,2}'
                                  FROM catalog.procedure_version WHERE id = :id
                                """).param("id", id.value()).update())
                .hasMessageContaining("procedure_version_not_by_an_editor");
    }

    @Test
    void the_database_itself_refuses_a_version_edited_and_published_by_one_officer() {
        ProcedureVersionId id = sound("9.200002");

        assertThatThrownBy(() -> jdbc.sql("""
                                INSERT INTO catalog.procedure_version
                                       (procedure_id, announced_from, valid_from, audiences, definition_id, record,
                                        form_schema, form_ui, package, content_hash, published_at, edited_by_id,
                                        published_by_id)
                                SELECT procedure_id, announced_from, valid_from - 10, audiences, definition_id, record,
                                       form_schema, form_ui, package, content_hash, published_at, 1, 1
                                  FROM catalog.procedure_version WHERE id = :id
                                """).param("id", id.value()).update())
                .hasMessageContaining("procedure_version_four_eyes");
    }

    @Test
    void only_what_was_submitted_is_published_and_an_edit_after_submission_takes_it_back() {
        ProcedureDraft draft = submitted("9.200003", "Sửa");
        ProcedureDraft edited = save(draft, "Sửa nữa");

        assertThat(codes(publish(edited, TODAY, PUBLISHER))).containsExactly("catalog.not-submitted");
    }

    @Test
    void a_version_is_published_ahead_and_takes_over_by_itself_on_its_day() {
        publish(submitted("9.200004", "Mới"), TODAY.plusDays(30), PUBLISHER).orElseThrow();

        assertThat(shortName("9.200004", TODAY.plusDays(29))).isEqualTo("Thử");
        assertThat(shortName("9.200004", TODAY.plusDays(30))).isEqualTo("Mới");
        assertThat(shelf.lines(CatalogShelf.Filter.SCHEDULED, "9.200004", 1).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.coming()).isEqualTo(TODAY.plusDays(30)));
    }

    @Test
    void a_version_withdrawn_before_its_day_never_begins_and_the_one_before_goes_on() {
        ProcedureVersionId coming = publish(submitted("9.200005", "Mới"), TODAY.plusDays(30), PUBLISHER)
                .orElseThrow();

        drafts.end(coming, TODAY, "Chưa đủ điều kiện", PUBLISHER, TestClock.START)
                .orElseThrow();

        assertThat(shortName("9.200005", TODAY.plusDays(40))).isEqualTo("Thử");
    }

    @Test
    void a_version_in_force_ends_on_a_day_and_the_procedure_is_then_listed_as_expired() {
        ProcedureVersionId version = sound("9.200006");

        assertThat(codes(drafts.end(version, TODAY.minusDays(1), "Bãi bỏ", PUBLISHER, TestClock.START)))
                .containsExactly("catalog.end-past");
        drafts.end(version, TODAY, "Bãi bỏ", PUBLISHER, TestClock.START).orElseThrow();

        assertThat(catalog.currentOn("9.200006", TODAY)).isEmpty();
        assertThat(shelf.lines(CatalogShelf.Filter.EXPIRED, "9.200006", 1).total())
                .isEqualTo(1);
    }

    @Test
    void an_earlier_version_comes_back_as_a_new_one() {
        ProcedureVersionId first = sound("9.200007");
        publish(edited("9.200007", first, "Lỗi"), TODAY, PUBLISHER).orElseThrow();

        ProcedureDraft back = drafts.begin(first, EDITOR, TestClock.START).orElseThrow();
        drafts.submit("9.200007", back.revision(), EDITOR, TestClock.START).orElseThrow();
        publish(back, TODAY.plusDays(1), PUBLISHER).orElseThrow();

        assertThat(shortName("9.200007", TODAY)).isEqualTo("Lỗi");
        assertThat(shortName("9.200007", TODAY.plusDays(1))).isEqualTo("Thử");
        assertThat(shelf.versions("9.200007")).hasSize(3);
    }

    @Test
    void that_earlier_content_is_in_force_again_is_seen_in_the_list() {
        ProcedureVersionId first = sound("9.200022");
        publish(edited("9.200022", first, "Lỗi"), TODAY, PUBLISHER).orElseThrow();
        assertThat(shelf.lines(CatalogShelf.Filter.RETURNED, "9.200022", 1).total())
                .isZero();
        ProcedureDraft back = drafts.begin(first, EDITOR, TestClock.START).orElseThrow();
        drafts.submit("9.200022", back.revision(), EDITOR, TestClock.START).orElseThrow();
        publish(back, TODAY, PUBLISHER).orElseThrow();

        assertThat(shelf.lines(CatalogShelf.Filter.RETURNED, "9.200022", 1).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.returned()).isEqualTo(1));
    }

    @Test
    void where_portal_and_counter_can_differ_is_found_and_nothing_else_is_called_a_difference() {
        sound("9.200023");
        publication.publish(
                List.of(
                        TestPackages.with("9.200024", ProcedurePackage.RECORD, "[INTERNAL]", "[CITIZEN]"),
                        TestPackages.with(
                                "9.200025",
                                ProcedurePackage.RECORD,
                                "audiences: [INTERNAL]",
                                "audiences: [CITIZEN]\nreceiptPlace: x")),
                TestClock.START);
        jdbc.sql("ALTER TABLE catalog.procedure_version DISABLE TRIGGER keep_version")
                .update();
        jdbc.sql("""
                        UPDATE catalog.procedure_version
                           SET record = jsonb_set(record, '{channels,1,offered}', 'false')
                         WHERE record ->> 'code' = '9.200024'
                        """).update();
        jdbc.sql("""
                        UPDATE catalog.procedure_version SET record = jsonb_set(record, '{unit}', '"nowhere"')
                         WHERE record ->> 'code' = '9.200025'
                        """).update();
        jdbc.sql("ALTER TABLE catalog.procedure_version ENABLE TRIGGER keep_version")
                .update();

        assertThat(shelf.sides("9.200023").orElseThrow().differences()).isEmpty();
        assertThat(shelf.sides("9.200024").orElseThrow().differences()).containsExactly(Sides.Difference.ONLINE_ONLY);
        assertThat(shelf.sides("9.200025").orElseThrow().differences()).containsExactly(Sides.Difference.NOBODY);
        assertThat(shelf.lines(CatalogShelf.Filter.DIFFERS, "9.20002", 1).lines())
                .extracting(CatalogLine::code)
                .containsExactlyInAnyOrder("9.200024", "9.200025");
        jdbc.sql("""
                        UPDATE catalog.procedure_version v SET valid_to = valid_from FROM catalog.procedure p
                         WHERE p.id = v.procedure_id AND p.code IN ('9.200024', '9.200025')
                        """).update();
    }

    @Test
    void a_version_that_would_overlap_a_later_one_is_refused_and_the_draft_stays() {
        ProcedureVersionId first = sound("9.200008");
        publish(edited("9.200008", first, "Sau"), TODAY.plusDays(30), PUBLISHER).orElseThrow();
        ProcedureVersionId newest = drafts.newest("9.200008").orElseThrow();
        ProcedureDraft draft = edited("9.200008", newest, "Chen vào");

        assertThat(codes(publish(draft, TODAY.plusDays(10), PUBLISHER))).containsExactly("catalog.validity-overlap");
        assertThat(drafts.find("9.200008")).isPresent();
        assertThat(shelf.versions("9.200008")).hasSize(2);
    }

    @Test
    void who_saves_over_anothers_edit_is_refused_and_told_what_changed_meanwhile() {
        ProcedureDraft draft = begun("9.200009");
        save(draft, "Của người thứ nhất");

        Result<ProcedureDraft> second = drafts.save(
                "9.200009", draft.revision(), renamed(draft.files(), "Của người thứ hai"), PUBLISHER, TestClock.START);

        assertThat(codes(second)).containsExactly("catalog.draft-stale", "catalog.draft-stale-change");
        assertThat(((Result.Refused<ProcedureDraft>) second)
                        .problems()
                        .getLast()
                        .args())
                .contains("catalog.field.shortName", "Của người thứ nhất");
        assertThat(drafts.find("9.200009").orElseThrow().name()).isEqualTo("Của người thứ nhất");
    }

    @Test
    void of_two_who_save_at_the_same_moment_one_wins() throws Exception {
        ProcedureDraft draft = begun("9.200010");
        Callable<Result<ProcedureDraft>> one =
                () -> drafts.save("9.200010", draft.revision(), renamed(draft.files(), "Một"), EDITOR, TestClock.START);
        Callable<Result<ProcedureDraft>> two = () ->
                drafts.save("9.200010", draft.revision(), renamed(draft.files(), "Hai"), PUBLISHER, TestClock.START);

        try (var both = Executors.newFixedThreadPool(2)) {
            long done = 0;
            for (var result : both.invokeAll(List.of(one, two))) {
                done += result.get() instanceof Result.Done<ProcedureDraft> ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(drafts.find("9.200010").orElseThrow().revision()).isEqualTo(draft.revision() + 1);
    }

    @Test
    void a_draft_with_faults_is_kept_but_not_submitted() {
        ProcedureDraft draft = begun("9.200011");
        Map<String, String> files = new HashMap<>(draft.files());
        files.remove(ProcedurePackage.PROCESS);

        ProcedureDraft saved = drafts.save("9.200011", draft.revision(), files, EDITOR, TestClock.START)
                .orElseThrow();

        assertThat(saved.faults()).isPositive();
        assertThat(codes(drafts.submit("9.200011", saved.revision(), EDITOR, TestClock.START)))
                .contains("catalog.package-file-missing");
        assertThat(shelf.lines(CatalogShelf.Filter.INCOMPLETE, "9.200011", 1).total())
                .isEqualTo(1);
    }

    @Test
    void a_process_that_asks_for_an_answer_the_form_does_not_have_is_told() {
        ProcedurePackage pack = BundledPackages.all().stream()
                .filter(p -> p.file(ProcedurePackage.PROCESS).contains("form.interpreter"))
                .findFirst()
                .orElseThrow();
        Map<String, String> files = new HashMap<>(pack.files());
        files.put(
                ProcedurePackage.PROCESS,
                pack.file(ProcedurePackage.PROCESS).replace("form.interpreter", "form.nobody"));

        assertThat(drafts.problems(pack.code(), pack.files())).isEmpty();
        assertThat(drafts.problems(pack.code(), files)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("catalog.package-process-field");
            assertThat(problem.args()).contains("nobody");
        });
    }

    @Test
    void a_process_asks_an_address_for_the_parts_it_has() {
        ProcedurePackage pack = BundledPackages.all().stream()
                .filter(p -> p.code().equals("2.001035"))
                .findFirst()
                .orElseThrow();

        assertThat(drafts.problems(pack.code(), askingFor(pack, "form.interpreter")))
                .isEmpty();
        assertThat(drafts.problems(pack.code(), askingFor(pack, "form.interpreter.name")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("catalog.package-process-field"));
        assertThat(drafts.problems(pack.code(), askingFor(pack, "form.firstAddress.commune.code")))
                .isEmpty();
        for (String wrong : List.of("form.firstAddress", "form.firstAddress.ward.code", "form.firstAddress.commune")) {
            assertThat(drafts.problems(pack.code(), askingFor(pack, wrong)))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("catalog.package-process-address"));
        }
    }

    private static Map<String, String> askingFor(ProcedurePackage pack, String asked) {
        Map<String, String> files = new HashMap<>(pack.files());
        files.put(ProcedurePackage.PROCESS, pack.file(ProcedurePackage.PROCESS).replace("form.interpreter", asked));
        return files;
    }

    @Test
    void a_draft_is_sent_back_with_what_is_to_be_done() {
        ProcedureDraft draft = submitted("9.200012", "Sửa");

        assertThat(codes(drafts.sendBack("9.200012", draft.revision(), " ", PUBLISHER, TestClock.START)))
                .containsExactly("catalog.reason-missing");
        ProcedureDraft back = drafts.sendBack(
                        "9.200012", draft.revision(), "Thiếu căn cứ pháp lý", PUBLISHER, TestClock.START)
                .orElseThrow();

        assertThat(back.state()).isEqualTo(ProcedureDraft.State.SENT_BACK);
        assertThat(back.remark()).isEqualTo("Thiếu căn cứ pháp lý");
    }

    @Test
    void the_record_of_who_changed_what_only_grows() {
        begun("9.200013");

        assertThatThrownBy(() -> jdbc.sql("UPDATE catalog.edit_log SET officer = 'X' WHERE code = '9.200013'")
                        .update())
                .hasMessageContaining("only grows");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM catalog.edit_log WHERE code = '9.200013'")
                        .update())
                .hasMessageContaining("only grows");
    }

    @Test
    void what_officers_published_is_not_undone_by_the_packages_that_come_with_the_product() {
        ProcedureVersionId first = sound("9.200014");
        publish(edited("9.200014", first, "Của cơ quan"), TODAY, PUBLISHER).orElseThrow();

        publication.publish(List.of(TestPackages.named("9.200014", "2026-02-01", "Của sản phẩm")), TestClock.START);

        assertThat(catalog.current("9.200014").orElseThrow().shortName()).isEqualTo("Của cơ quan");
    }

    private ProcedureVersionId sound(String code) {
        return publication
                .publish(List.of(TestPackages.named(code, "2026-01-01", "Thử")), TestClock.START)
                .orElseThrow()
                .getFirst();
    }

    private ProcedureDraft begun(String code) {
        return drafts.begin(sound(code), EDITOR, TestClock.START).orElseThrow();
    }

    private ProcedureDraft submitted(String code, String shortName) {
        return edited(code, sound(code), shortName);
    }

    private ProcedureDraft edited(String code, ProcedureVersionId from, String shortName) {
        ProcedureDraft saved = save(drafts.begin(from, EDITOR, TestClock.START).orElseThrow(), shortName);
        return drafts.submit(code, saved.revision(), EDITOR, TestClock.START).orElseThrow();
    }

    private ProcedureDraft save(ProcedureDraft draft, String shortName) {
        return drafts.save(draft.code(), draft.revision(), renamed(draft.files(), shortName), EDITOR, TestClock.START)
                .orElseThrow();
    }

    private static Map<String, String> renamed(Map<String, String> files, String shortName) {
        Map<String, String> changed = new HashMap<>(files);
        changed.compute(
                ProcedurePackage.RECORD,
                (_, text) -> String.valueOf(text).replaceFirst("shortName: .*", "shortName: " + shortName));
        return changed;
    }

    private Result<ProcedureVersionId> publish(ProcedureDraft draft, LocalDate from, Actor.Officer by) {
        return drafts.publish(draft.code(), draft.revision(), from, "Quyết định mới", by, TestClock.START);
    }

    private String shortName(String code, LocalDate day) {
        return catalog.currentOn(code, day).orElseThrow().shortName();
    }

    private static List<String> codes(Result<?> result) {
        return result instanceof Result.Refused<?> refused
                ? refused.problems().stream().map(Problem::code).toList()
                : List.of();
    }

    @Test
    void a_page_that_shows_a_draft_that_was_discarded_says_nothing_of_the_one_begun_after_it() {
        ProcedureDraft first =
                drafts.begin("9.200090", "Một", EDITOR, TestClock.START).orElseThrow();
        drafts.discard("9.200090", first.revision(), EDITOR, TestClock.START).orElseThrow();
        ProcedureDraft second =
                drafts.begin("9.200090", "Hai", EDITOR, TestClock.START).orElseThrow();

        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThat(drafts.save("9.200090", first.revision(), first.files(), EDITOR, TestClock.START))
                .isInstanceOf(Result.Refused.class);
    }
}
