package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.applicant;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.catalog.VersionsForTests;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Money;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class DraftAcrossVersionsTest {

    private static final LocalDate TOMORROW = LocalDate.of(2026, 8, 25);

    @Autowired
    ApplicationContext application;

    @Autowired
    Drafts drafts;

    @Autowired
    DraftChanges changes;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    AuthorityAtWork at;
    Instant now;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        now = clock.instant();
    }

    @Test
    void a_draft_begun_before_a_change_is_told_what_is_different_and_keeps_what_was_typed() {
        var code = "9.710001";
        published(code);
        var draft = typed(code, Map.of("relation", "self", "authority", "12/UQ", "copies", "5"));
        tomorrow();

        var change = changes.pending(draft, CITIZEN, Channel.ONLINE).orElseThrow();

        assertThat(change.lines())
                .contains(
                        DraftChange.Line.of("fee-of-this", new Money(40_000), new Money(50_000)),
                        DraftChange.Line.of("fee", "Phí", "8.000 đ mỗi bản", "10.000 đ mỗi bản"),
                        DraftChange.Line.of("term", "1 ngày làm việc", "2 ngày làm việc"),
                        DraftChange.Line.of("paper-added", "Bản cam kết"),
                        DraftChange.Line.of("question-removed", "Ủy quyền số"),
                        DraftChange.Line.of("question-added", "Dùng để làm gì?"),
                        DraftChange.Line.of("question-rule", "Số bản"));
        assertThat(change.kept()).as("relation").isEqualTo(1);
        assertThat(change.anew()).as("five copies are too many now").containsExactly("purpose", "copies");
        assertThat(change.gone()).containsExactly(new DraftChange.Gone("Ủy quyền số", "12/UQ"));

        changes.goOn(draft, change, CITIZEN);
        var on = drafts.find(draft.id(), CITIZEN).orElseThrow();
        assertThat(on.answers()).as("nothing that was typed is lost").isEqualTo(draft.answers());
        assertThat(changes.pending(on, CITIZEN, Channel.ONLINE)).as("told once").isEmpty();
        assertThat(DraftChanges.stillAnew(on, at.procedure(code).form())).containsExactly("purpose", "copies");
        var filled = on.withAnswers(Map.of("relation", "self", "purpose", "Làm hộ chiếu", "copies", "2"));
        assertThat(DraftChanges.stillAnew(filled, at.procedure(code).form())).isEmpty();
    }

    @Test
    void nothing_is_filed_by_a_version_that_is_no_longer_in_force() {
        var code = "9.710002";
        var first = published(code);
        var draft = typed(code, Map.of("relation", "self", "copies", "2"));
        var before =
                at.reception.file(filing(code, draft), CITIZEN, newKey(), now).orElseThrow();
        tomorrow();
        var whole = draft.withAnswers(Map.of("relation", "self", "copies", "2", "purpose", "Làm hộ chiếu"));
        var key = newKey();

        assertThat(codes(at.reception.file(filing(code, whole), CITIZEN, key, now)))
                .containsExactly("dossier.version-changed");
        var clerk = at.clerk(at.agency(WARD));
        assertThat(at.reception.takeIn(filing(code, whole), Channel.COUNTER, null, clerk, newKey(), now))
                .isInstanceOfSatisfying(
                        Intake.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(p -> p.code())
                                .containsExactly("dossier.version-changed"));

        changes.goOn(draft, changes.pending(draft, CITIZEN, Channel.ONLINE).orElseThrow(), CITIZEN);
        var seen = drafts.find(draft.id(), CITIZEN).orElseThrow().withAnswers(whole.answers());
        var filed = at.reception.file(filing(code, seen), CITIZEN, key, now).orElseThrow();
        assertThat(at.read(filed.code(), clerk, now).procedure().version())
                .isEqualTo(at.procedure(code).version())
                .isNotEqualTo(first);
        assertThat(at.read(before.code(), clerk, now).procedure().version())
                .as("a dossier keeps the version it was filed under")
                .isEqualTo(first);
    }

    @Test
    void a_version_that_changes_nothing_for_who_files_takes_over_without_a_word() {
        var code = "9.710003";
        var versions = new VersionsForTests(application, code);
        versions.publish(LocalDate.of(2026, 1, 1), now);
        versions.publish(TOMORROW, now, "procedure.yaml", "keywords: [thử]", "keywords: [thử, khác]");
        var draft = typed(code, Map.of("relation", "self", "copies", "2"));
        tomorrow();

        assertThat(changes.pending(draft, CITIZEN, Channel.ONLINE)).isEmpty();

        var on = drafts.find(draft.id(), CITIZEN).orElseThrow();
        assertThat(on.version()).isEqualTo(at.procedure(code).version());
        at.reception.file(filing(code, on), CITIZEN, newKey(), now).orElseThrow();
    }

    @Test
    void a_draft_of_before_versions_were_kept_was_begun_by_what_was_in_force_that_day() {
        var code = "9.710004";
        var first = published(code);
        var draft = typed(code, Map.of("relation", "self", "copies", "2"));
        jdbc.sql("UPDATE dossier.draft SET version_id = NULL WHERE id = :id")
                .param("id", draft.id())
                .update();
        tomorrow();

        var found = drafts.find(draft.id(), CITIZEN).orElseThrow();

        assertThat(found.version()).isEqualTo(first);
        assertThat(changes.pending(found, CITIZEN, Channel.ONLINE)).isPresent();
    }

    @Test
    void screens_that_are_saved_at_once_each_keep_what_the_other_saved() throws Exception {
        var code = "9.710005";
        published(code);
        var draft = drafts.begin(code, at.agency(WARD), CITIZEN, now);
        int saves = 40;
        try (var screens = Executors.newFixedThreadPool(4)) {
            List<Callable<Optional<Draft>>> all = new ArrayList<>();
            for (int i = 0; i < saves; i++) {
                var field = "o" + i;
                all.add(() -> drafts.change(draft.id(), CITIZEN, now, before -> {
                    var answers = new HashMap<>(before.answers());
                    answers.put(field, "x");
                    return before.withAnswers(answers);
                }));
            }
            for (var saved : screens.invokeAll(all)) {
                assertThat(saved.get()).isPresent();
            }
        }
        assertThat(drafts.find(draft.id(), CITIZEN).orElseThrow().answers()).hasSize(saves);
        assertThat(drafts.change(
                        draft.id(), new Actor.Citizen("someone-else", "Người Khác Ví Dụ"), now, before -> before))
                .as("another's draft")
                .isEmpty();
    }

    private ProcedureVersionId published(String code) {
        var versions = new VersionsForTests(application, code);
        var first = versions.publish(LocalDate.of(2026, 1, 1), now);
        versions.publish(TOMORROW, now, VersionsForTests.CHANGED);
        return first;
    }

    private void tomorrow() {
        clock.advance(Duration.ofDays(1));
        now = clock.instant();
    }

    private Draft typed(String code, Map<String, String> answers) {
        var draft = drafts.begin(code, at.agency(WARD), CITIZEN, now);
        return drafts.change(draft.id(), CITIZEN, now, begun -> begun.withAnswers(answers))
                .orElseThrow();
    }

    private Filing filing(String code, Draft draft) {
        Procedure procedure = at.procedure(code);
        List<Content.HandedIn> papers = new ArrayList<>();
        procedure
                .paperCase("mot")
                .papers()
                .forEach(p -> papers.add(new Content.HandedIn(p.key(), p.name(), 1, 0, List.of())));
        return new Filing(
                code,
                at.agency(WARD),
                applicant(),
                procedure.form().read(draft.answers()),
                papers,
                Filing.Origin.of(draft, procedure.form(), false));
    }
}
