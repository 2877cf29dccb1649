package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.organization.Actor;
import vn.motcua.process.Decisions;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.DueMoves;
import vn.motcua.process.MigrationId;
import vn.motcua.process.ProcessMigrations;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskForm;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** What an officer records at a step: checked, kept once, and asked for by what comes after. */
@DemoTest
class StepFormsTest {

    private static final Instant NOW = TestClock.at(2026, 8, 24, 9, 0);

    private static final String SCHEMA = """
            {"type": "object",
             "properties": {"inspectedOn": {"type": "string", "format": "date"},
                            "width": {"type": "number", "minimum": 0, "maximum": 50},
                            "begun": {"type": "string", "enum": ["no", "yes"]},
                            "extent": {"type": "string", "minLength": 5, "maxLength": 200}},
             "required": ["inspectedOn", "width", "begun"],
             "allOf": [{"if": {"properties": {"begun": {"const": "yes"}}, "required": ["begun"]},
                        "then": {"required": ["extent"]}}]}
            """;

    private static final String UI = """
            {"pages": [{"key": "p", "title": "Biên bản", "fields": [
              {"name": "inspectedOn", "label": "Ngày kiểm tra", "widget": "date", "notAfter": "today"},
              {"name": "width", "label": "Bề rộng còn lại (m)", "widget": "number"},
              {"name": "begun", "label": "Đã khởi công chưa?", "widget": "radio",
               "options": [{"value": "no", "label": "Chưa"}, {"value": "yes", "label": "Đã khởi công"}]},
              {"name": "extent", "label": "Phần đã thi công", "widget": "textarea",
               "showWhen": {"field": "begun", "in": ["yes"]}}]}]}
            """;

    private static final String DMN = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Lối đi" namespace="urn:thu">
              <decision id="passage" name="Lối đi"><decisionTable id="t" hitPolicy="FIRST">
                <input id="i1"><inputExpression id="e1"><text>inspection.width</text></inputExpression></input>
                <output id="o" name="passage"/>
                <rule id="r1"><inputEntry id="a1"><text>&lt; 1.5</text></inputEntry>
                  <outputEntry id="c1"><text>"narrow"</text></outputEntry></rule>
                <rule id="r2"><inputEntry id="a2"><text>-</text></inputEntry>
                  <outputEntry id="c2"><text>"wide"</text></outputEntry></rule>
              </decisionTable></decision>
            </definitions>
            """;

    private static final String BODY = """
            <bpmn:userTask id="inspect" name="Kiểm tra thực địa" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:public="Kiểm tra thực địa" motcua:form="inspection"
                motcua:outcomes="inspected|Đã kiểm tra,return|Trả lại"/>
            <bpmn:exclusiveGateway id="sent-back" default="f3"/>
            <bpmn:exclusiveGateway id="begun" default="f5"/>
            <bpmn:userTask id="works" name="Kiểm tra phần đã xây" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:public="Kiểm tra phần đã xây" motcua:outcomes="done|Xong"/>
            <bpmn:businessRuleTask id="table" motcua:decision="passage" motcua:variable="passage"/>
            <bpmn:exclusiveGateway id="passable" default="f8"/>
            <bpmn:userTask id="narrow" name="Hỏi công an về lối đi" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:public="Hỏi công an" motcua:outcomes="done|Xong"/>
            <bpmn:userTask id="first" name="Phân công" motcua:unit="justice" motcua:position="specialist"
                motcua:allowance="60" motcua:work="WORK" motcua:public="Phân công" motcua:outcomes="done|Xong"/>
            <bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="first"/>
            <bpmn:sequenceFlow id="f1" sourceRef="first" targetRef="inspect"/>
            <bpmn:sequenceFlow id="f2" sourceRef="inspect" targetRef="sent-back"/>
            <bpmn:sequenceFlow id="f3" sourceRef="sent-back" targetRef="begun"/>
            <bpmn:sequenceFlow id="fb" sourceRef="sent-back" targetRef="first">
              <bpmn:conditionExpression>outcome = "return"</bpmn:conditionExpression></bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="f4" sourceRef="begun" targetRef="works">
              <bpmn:conditionExpression>inspection.begun = "yes"</bpmn:conditionExpression></bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="f5" sourceRef="begun" targetRef="table"/>
            <bpmn:sequenceFlow id="f6" sourceRef="works" targetRef="table"/>
            <bpmn:sequenceFlow id="f7" sourceRef="table" targetRef="passable"/>
            <bpmn:sequenceFlow id="f8" sourceRef="passable" targetRef="return"/>
            <bpmn:sequenceFlow id="f9" sourceRef="passable" targetRef="narrow">
              <bpmn:conditionExpression>passage = "narrow"</bpmn:conditionExpression></bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="f10" sourceRef="narrow" targetRef="return"/>
            """;

    private static int used;

    @Autowired
    ApplicationContext application;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Processes processes;

    @Autowired
    ProcessMigrations migrations;

    private AuthorityAtWork at;
    private String procedure = "";
    private DossierId dossier = new DossierId(0);
    private String code = "";
    private TaskSummary inspect;
    private Actor.Officer officer;

    @BeforeEach
    void a_dossier_that_waits_to_be_inspected() {
        at = new AuthorityAtWork(application);
        begin(BODY);
    }

    private void begin(String body) {
        procedure = "9.7810%02d".formatted(++used);
        String bpmn = Decisions.within(DossierMigrationsTest.process(body), DMN);
        ProceduresForTests.publishForDistrict(
                application, procedure, TaskForm.within(bpmn, new TaskForm("inspection", SCHEMA, UI)));
        Intake.Accepted taken = at.takeIn(
                at.filing(procedure, at.agency(AuthorityAtWork.DISTRICT), Map.of("relation", "self", "copies", "1")),
                NOW);
        dossier = taken.id();
        code = taken.code();
        at.step(dossier, "first", "done", NOW);
        TaskSummary open = at.open(dossier, "inspect");
        officer = at.answering(open);
        inspect = at.casework.claim(dossier, open.id(), officer, NOW).orElseThrow();
    }

    private Result<List<TaskSummary>> decide(String outcome, Map<String, Object> answers) {
        return decide(AuthorityAtWork.newKey(), outcome, answers);
    }

    private Result<List<TaskSummary>> decide(String key, String outcome, Map<String, Object> answers) {
        var decision = new Casework.Decision(
                inspect.id(),
                inspect.version(),
                1,
                outcome,
                outcome.equals("return") ? "Chưa vào được khu đất" : null,
                null,
                null,
                null,
                null,
                answers);
        return at.casework.complete(dossier, decision, officer, key, NOW);
    }

    private static List<String> refused(Result<?> result) {
        return ((Result.Refused<?>) result)
                .problems().stream().map(p -> p.field() + " " + p.code()).toList();
    }

    @Test
    void a_step_with_a_form_is_not_done_before_it_is_filled_in_and_nothing_has_changed() {
        int before = at.dossiers.ledger(dossier, officer).size();

        assertThat(refused(decide("inspected", Map.of())))
                .containsExactly(
                        "answers.inspectedOn catalog.field-required",
                        "answers.width catalog.field-required",
                        "answers.begun catalog.choice-required");
        assertThat(refused(decide(
                        "inspected", Map.of("inspectedOn", "2026-08-25", "width", 80, "begun", "yes", "extant", "x"))))
                .containsExactlyInAnyOrder(
                        "answers.inspectedOn catalog.field-date-in-future",
                        "answers.width catalog.field-too-large",
                        "answers.extent catalog.field-required",
                        "answers.extant catalog.field-unknown");

        assertThat(at.dossiers.ledger(dossier, officer)).hasSize(before);
        assertThat(at.open(dossier)).containsExactly(inspect);
    }

    @ParameterizedTest
    @CsvSource({"no, 2.0, return", "no, 1.2, narrow", "yes, 2.0, works"})
    void conditions_and_decision_tables_after_the_step_ask_for_what_was_recorded(
            String begun, double width, String next) {
        Map<String, Object> answers = begun.equals("yes")
                ? Map.of("inspectedOn", "2026-08-24", "width", width, "begun", begun, "extent", "Đã đào móng")
                : Map.of("inspectedOn", "2026-08-24", "width", width, "begun", begun);

        assertThat(decide("inspected", answers).orElseThrow())
                .extracting(TaskSummary::elementId)
                .containsExactly(next);
    }

    @Test
    void what_was_recorded_is_kept_with_its_entry_in_the_ledger_and_shown_to_who_may_read_the_dossier() {
        decide("inspected", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no", "extent", "ẩn nên bỏ"))
                .orElseThrow();

        Dossier d = at.read(code, officer, NOW);
        assertThat(d.stepRecords()).singleElement().satisfies(r -> {
            assertThat(r.step()).isEqualTo("Kiểm tra thực địa");
            assertThat(r.by()).isEqualTo(officer.id());
            assertThat(r.at()).isEqualTo(NOW);
            assertThat(r.form().pages().getFirst().title()).isEqualTo("Biên bản");
            assertThat(r.answers()).containsOnlyKeys("inspectedOn", "width", "begun");
        });
        List<LedgerEntry> entries = at.dossiers.ledger(dossier, officer);
        List<String> kinds =
                entries.stream().map(e -> DossierEvents.kind(e.event())).toList();
        assertThat(kinds).containsSubsequence("STEP_RECORDED", "TASK_COMPLETED", "TASK_OPENED");
        assertThat(entries.toString()).as("no answer lies in the ledger").doesNotContain("inspectedOn", "begun=");
        assertThat(anchors.verify(dossier)).isEmpty();
    }

    @Test
    void what_was_recorded_is_never_changed_and_a_change_by_the_owner_of_the_database_is_found() {
        decide("inspected", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no"))
                .orElseThrow();
        String change =
                "UPDATE dossier.step_record SET answers = answers || '{\"begun\": \"yes\"}' WHERE dossier_id = :id";

        assertThatThrownBy(() -> jdbc.sql(change).param("id", dossier.value()).update())
                .hasMessageContaining("is append-only");
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            assertThat(anchors.verify().faults()).doesNotContain(new LedgerAnchors.Fault(dossier, null, 0));
            jdbc.sql("ALTER TABLE dossier.step_record DISABLE TRIGGER USER").update();
            jdbc.sql(change).param("id", dossier.value()).update();
            assertThat(anchors.verify().faults()).contains(new LedgerAnchors.Fault(dossier, null, 0));
        });
    }

    @Test
    void who_sends_a_dossier_back_is_asked_for_nothing_and_what_they_typed_all_the_same_is_kept() {
        assertThat(refused(decide("return", Map.of("inspectedOn", "2026-09-01"))))
                .containsExactly("answers.inspectedOn catalog.field-date-in-future");

        assertThat(decide("return", Map.of()).orElseThrow())
                .extracting(TaskSummary::elementId)
                .containsExactly("first");
        assertThat(at.read(code, officer, NOW).stepRecords()).isEmpty();

        at.step(dossier, "first", "done", NOW);
        TaskSummary again = at.open(dossier, "inspect");
        inspect = at.casework.claim(dossier, again.id(), officer, NOW).orElseThrow();
        decide("return", Map.of("inspectedOn", "2026-08-24")).orElseThrow();
        assertThat(at.read(code, officer, NOW).stepRecords())
                .singleElement()
                .satisfies(r -> assertThat(r.answers()).containsOnlyKeys("inspectedOn"));
        assertThat(asksFor("inspection"))
                .as("a form that was not completed is nothing conditions may ask for")
                .isFalse();
    }

    private boolean asksFor(String variable) {
        return jdbc.sql("""
                        SELECT jsonb_exists(variables, :name) FROM process.instance
                         WHERE subject_kind = 'dossier' AND subject_id = :id
                        """)
                .param("name", variable)
                .param("id", dossier.value())
                .query(Boolean.class)
                .single();
    }

    @Test
    void the_form_of_a_step_without_outcomes_is_filled_in_whatever_word_completes_it() {
        begin(BODY.replace("motcua:outcomes=\"inspected|Đã kiểm tra,return|Trả lại\"", "")
                .replace("outcome = \"return\"", "outcome = \"nothing\""));

        assertThat(refused(decide("return", Map.of()))).contains("answers.width catalog.field-required");

        assertThat(decide("return", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no"))
                        .orElseThrow())
                .extracting(TaskSummary::elementId)
                .containsExactly("return");
        assertThat(asksFor("inspection")).isTrue();
    }

    @Test
    void a_step_that_was_done_twice_has_two_records_and_the_later_one_counts() {
        Map<String, Object> begun =
                Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "yes", "extent", "Đã đào móng");
        decide("return", begun).orElseThrow();
        at.step(dossier, "first", "done", NOW);
        TaskSummary again = at.open(dossier, "inspect");
        inspect = at.casework.claim(dossier, again.id(), officer, NOW).orElseThrow();

        assertThat(decide("inspected", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no"))
                        .orElseThrow())
                .extracting(TaskSummary::elementId)
                .containsExactly("return");
        assertThat(at.read(code, officer, NOW).stepRecords())
                .extracting(r -> r.answers().get("begun"))
                .containsExactly("yes", "no");
    }

    @Test
    void the_second_press_of_a_button_changes_nothing_though_other_answers_come_with_it() {
        String key = AuthorityAtWork.newKey();
        decide(key, "inspected", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no"))
                .orElseThrow();
        int before = at.dossiers.ledger(dossier, officer).size();

        assertThat(decide(
                                key,
                                "inspected",
                                Map.of("inspectedOn", "2026-08-24", "width", 1, "begun", "yes", "extent", "Đã đào"))
                        .orElseThrow())
                .extracting(TaskSummary::elementId)
                .containsExactly("return");

        assertThat(at.dossiers.ledger(dossier, officer)).hasSize(before);
        assertThat(at.read(code, officer, NOW).stepRecords())
                .singleElement()
                .satisfies(r -> assertThat(r.answers()).containsEntry("begun", "no"));
    }

    @Test
    void a_dossier_that_moves_while_its_form_is_open_is_asked_for_the_form_of_the_version_it_moved_to() {
        Actor.Officer admin = at.officer("admin");
        DefinitionId from = at.procedure(procedure).process();
        String other = SCHEMA.replace("\"width\", \"begun\"]", "\"begun\"]").replace("\"width\": {", "\"depth\": {");
        String bpmn = Decisions.within(
                DossierMigrationsTest.process(BODY), DMN.replace("inspection.width", "inspection.depth"));
        DefinitionId to = processes
                .publish(
                        procedure,
                        TaskForm.within(bpmn, new TaskForm("inspection", other, UI.replace("width", "depth"))))
                .orElseThrow();
        MigrationId move = migrations
                .plan(new ProcessMigrations.Choice(from, to, Map.of(), List.of()), admin, AuthorityAtWork.newKey(), NOW)
                .orElseThrow();
        migrations
                .start(move, "Quyết định ban hành biểu mẫu mới", admin, AuthorityAtWork.newKey(), NOW)
                .orElseThrow();
        clock.set(NOW);
        DueMoves.runAll(application);

        inspect = at.open(dossier, "inspect");
        assertThat(refused(decide("inspected", Map.of("inspectedOn", "2026-08-24", "width", 2, "begun", "no"))))
                .containsExactlyInAnyOrder("answers.width catalog.field-unknown");
        decide("inspected", Map.of("inspectedOn", "2026-08-24", "depth", 2, "begun", "no"))
                .orElseThrow();
        assertThat(at.read(code, officer, NOW).stepRecords())
                .singleElement()
                .satisfies(r -> assertThat(r.answers()).containsOnlyKeys("inspectedOn", "depth", "begun"));
        assertThat(anchors.verify(dossier)).isEmpty();
    }

    @Test
    void a_step_without_a_form_takes_no_answers() {
        decide("inspected", Map.of("inspectedOn", "2026-08-24", "width", 1, "begun", "no"))
                .orElseThrow();
        TaskSummary narrow = at.open(dossier, "narrow");
        var decision = new Casework.Decision(
                narrow.id(), narrow.version(), 1, "done", null, null, null, null, null, Map.of("width", 2));

        Result<?> result = at.casework.complete(dossier, decision, officer, AuthorityAtWork.newKey(), NOW);

        assertThat(((Result.Refused<?>) result).problems())
                .containsExactly(Problem.at("answers", "dossier.step-has-no-form"));
    }
}
