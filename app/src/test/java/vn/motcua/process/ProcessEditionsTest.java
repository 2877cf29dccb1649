package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ProcessEditionsTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());
    private static final Instant NOW = TestClock.START;
    private static final LocalDate TODAY = LocalDate.of(2026, 8, 24);

    @Autowired
    Processes processes;

    @Autowired
    ProcessEditions editions;

    @Autowired
    Organization organization;

    @Autowired
    JdbcClient jdbc;

    String key = "";
    Actor.Officer admin = new Actor.Officer(new OfficerId(1), "", List.of());
    DefinitionId named = new DefinitionId(0);

    @BeforeEach
    void aProcessThatCameWithItsProcedure() {
        key = "edition-" + KEYS.incrementAndGet();
        admin = organization
                .officerByLogin("admin")
                .flatMap(organization::actor)
                .orElseThrow();
        named = processes.publish(key, process("a")).orElseThrow();
    }

    private static String process(String... tasks) {
        var content = new StringBuilder("<startEvent id=\"s\"/>");
        var flows = new StringBuilder();
        String last = "s";
        for (String task : tasks) {
            content.append(task(task));
            flows.append("<sequenceFlow id=\"f_%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(task, last, task));
            last = task;
        }
        content.append("<endEvent id=\"e\" motcua:result=\"RETURNED\"/>");
        flows.append("<sequenceFlow id=\"f_e\" sourceRef=\"%s\" targetRef=\"e\"/>".formatted(last));
        return bpmn(content.toString() + flows);
    }

    private DefinitionId published(LocalDate from, String... tasks) {
        ProcessDraft draft = editions.begin(named, admin, NOW).orElseThrow();
        ProcessDraft saved =
                editions.save(key, draft.revision(), process(tasks), admin, NOW).orElseThrow();
        return editions.publish(key, saved.revision(), from, "Quyết định 12/QĐ", admin, NOW)
                .orElseThrow()
                .id();
    }

    @Test
    void a_version_takes_over_from_its_day_on_and_not_before() {
        DefinitionId next = published(TODAY.plusDays(7), "a", "b");

        assertThat(editions.inForce(named, TODAY.plusDays(6))).isEqualTo(named);
        assertThat(editions.inForce(named, TODAY.plusDays(7))).isEqualTo(next);
        assertThat(editions.inForce(next, TODAY)).isEqualTo(next);
        assertThat(editions.of(key))
                .extracting(ProcessEdition::number, ProcessEdition::from, ProcessEdition::by, ProcessEdition::reason)
                .containsExactly(
                        tuple(2, TODAY.plusDays(7), admin.displayName(), "Quyết định 12/QĐ"),
                        tuple(1, null, null, null));
    }

    @Test
    void of_two_versions_the_one_with_the_later_day_is_in_force() {
        DefinitionId autumn = published(TODAY.plusDays(30), "a", "b");
        DefinitionId now = published(TODAY, "a", "c");

        assertThat(editions.inForce(named, TODAY)).isEqualTo(now);
        assertThat(editions.inForce(named, TODAY.plusDays(30))).isEqualTo(autumn);
    }

    @Test
    void a_version_that_came_with_a_later_procedure_is_not_taken_over_by_an_older_one() {
        published(TODAY, "a", "b");
        DefinitionId later = processes.publish(key, process("a", "x")).orElseThrow();

        assertThat(editions.inForce(later, TODAY)).isEqualTo(later);
        assertThat(editions.inForce(named, TODAY)).isNotIn(named, later);
    }

    @Test
    void a_withdrawn_version_gives_way_to_the_one_before() {
        DefinitionId next = published(TODAY, "a", "b");

        editions.withdraw(next, "Ban hành nhầm", admin, NOW).orElseThrow();

        assertThat(editions.inForce(named, TODAY)).isEqualTo(named);
        assertThat(editions.acts(key, 9))
                .extracting(DesignAct::kind)
                .containsExactly(
                        DesignAct.Kind.WITHDRAWN, DesignAct.Kind.PUBLISHED, DesignAct.Kind.SAVED, DesignAct.Kind.BEGUN);
        assertThat(refusal(editions.withdraw(named, "Thử", admin, NOW)))
                .containsExactly(Problem.of("process.came-with-procedure"));
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM process.withdrawal").update())
                .hasMessageContaining("stays as it is");
        assertThatThrownBy(() -> jdbc.sql("UPDATE process.definition SET effective_from = NULL")
                        .update())
                .hasMessageContaining("stays as it is");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM process.design_log").update())
                .hasMessageContaining("stays as it is");
    }

    @Test
    void nobody_saves_over_what_another_has_saved_since() {
        ProcessDraft draft = editions.begin(named, admin, NOW).orElseThrow();
        editions.save(key, draft.revision(), process("a", "b"), admin, NOW).orElseThrow();

        assertThat(refusal(editions.save(key, draft.revision(), process("a", "c"), admin, NOW)))
                .containsExactly(Problem.of("process.draft-stale", admin.displayName()));
        assertThat(refusal(editions.begin(named, admin, NOW)))
                .containsExactly(Problem.of("process.draft-exists", admin.displayName()));
    }

    @Test
    void a_draft_may_be_unfit_but_is_not_published_then_nor_without_reason_nor_for_a_day_that_has_gone() {
        ProcessDraft draft = editions.begin(named, admin, NOW).orElseThrow();
        String unfit = process("a", "b").replace("targetRef=\"e\"", "targetRef=\"b\"");
        ProcessDraft saved =
                editions.save(key, draft.revision(), unfit, admin, NOW).orElseThrow();

        assertThat(refusal(editions.publish(key, saved.revision(), TODAY, "Lý do", admin, NOW)))
                .extracting(Problem::code)
                .contains("process.dead-end");
        assertThat(refusal(editions.publish(key, saved.revision(), TODAY, " ", admin, NOW)))
                .containsExactly(Problem.at("ly-do", "process.reason-missing"));
        assertThat(refusal(
                        editions.publish(key, saved.revision(), TODAY, "Lý do", admin, NOW.plus(Duration.ofDays(1)))))
                .containsExactly(Problem.at("tu-ngay", "process.from-past"));
        assertThat(refusal(editions.save(key, saved.revision(), "<!DOCTYPE x>" + unfit, admin, NOW)))
                .extracting(Problem::code)
                .containsExactly("process.document-type");
        editions.discard(key, saved.revision(), admin, NOW).orElseThrow();
        assertThat(editions.draft(key)).isEmpty();
        assertThat(editions.inForce(named, TODAY)).isEqualTo(named);
    }

    @Test
    void a_file_without_a_drawing_is_drawn_and_keeps_what_it_means() {
        assertThat(processes.bpmnXml(named)).doesNotContain("BPMNShape");
        assertThat(editions.drawn(named)).contains("BPMNShape");
        assertThat(ProcessDesign.difference(processes.bpmnXml(named), editions.drawn(named)))
                .isEmpty();
    }

    private static List<Problem> refusal(Result<?> result) {
        return result instanceof Result.Refused<?> refused ? refused.problems() : List.of();
    }
}
