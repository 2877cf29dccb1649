package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

class BpmnReaderTest {

    @Test
    void a_straight_process_gives_its_steps_in_the_order_of_the_file() {
        ProcessGraph graph = accepted(bpmn("""
                <startEvent id="s"/>
                <userTask id="a" name="Thẩm tra" motcua:unit="justice" motcua:position="specialist"
                    motcua:allowance="180" motcua:work="WORK" motcua:public="Đang thẩm tra"
                    motcua:outcomes="approve|Đồng ý, trình ký,reject|Đề nghị từ chối"/>
                <userTask id="b" name="Trả" motcua:unit="one-stop" motcua:position="clerk"
                    motcua:allowance="60" motcua:work="RETURN"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="b"/>
                <sequenceFlow id="f3" sourceRef="b" targetRef="e"/>
                """));

        assertThat(graph.steps())
                .containsExactly(
                        new Step(
                                "a",
                                "Thẩm tra",
                                "justice",
                                "specialist",
                                180,
                                List.of(
                                        new Step.Outcome("approve", "Đồng ý, trình ký"),
                                        new Step.Outcome("reject", "Đề nghị từ chối")),
                                "Đang thẩm tra",
                                "WORK",
                                null,
                                null),
                        new Step("b", "Trả", "one-stop", "clerk", 60, List.of(), null, "RETURN", null, null));
    }

    static Stream<Path> publishedProcesses() throws Exception {
        URI catalog = Objects.requireNonNull(BpmnReaderTest.class.getResource("/catalog/"))
                .toURI();
        try (Stream<Path> files = Files.walk(Path.of(catalog))) {
            return files.filter(file -> file.endsWith("process.bpmn")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("publishedProcesses")
    void the_processes_that_come_with_the_product_are_accepted(Path file) throws IOException {
        assertThat(problems(withItsForms(file))).isEmpty();
    }

    static String withItsForms(Path file) throws IOException {
        String bpmn = Files.readString(file, StandardCharsets.UTF_8);
        try (var schemas = Files.newDirectoryStream(file.resolveSibling(""), "step.*.schema.json")) {
            for (Path schema : schemas) {
                String key = schema.getFileName().toString().split("[.]", -1)[1];
                String ui = Files.readString(schema.resolveSibling("step." + key + ".ui.json"));
                bpmn = TaskForm.within(bpmn, new TaskForm(key, Files.readString(schema), ui));
            }
        }
        return bpmn;
    }

    @Test
    void an_element_that_cannot_run_is_refused_by_id_name_line_and_kind() {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        <scriptTask id="x" name="Tính phí"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="x"/>
                        <sequenceFlow id="f2" sourceRef="x" targetRef="e"/>
                        """)))
                .containsExactly(Problem.of("process.unsupported", "x", "Tính phí", "7", "scriptTask"));
    }

    @Test
    void a_part_that_changes_what_an_element_means_is_refused_with_the_element_it_stands_in() {
        assertThat(problems(bpmn("""
                        <startEvent id="s" name="Thứ hai hằng tuần">
                          <timerEventDefinition/>
                        </startEvent>
                        """)))
                .contains(Problem.of("process.unsupported", "s", "Thứ hai hằng tuần", "7", "timerEventDefinition"));
    }

    @Test
    void lanes_artifacts_diagram_and_foreign_extensions_are_let_through() {
        assertThat(problems("""
                <?xml version="1.0" encoding="UTF-16"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:other="urn:other"
                    xmlns:motcua="https://motcua.vn/bpmn">
                  <bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p"/></bpmn:collaboration>
                  <bpmn:process id="p" other:secret="1">
                    <bpmn:extensionElements><other:listener/></bpmn:extensionElements>
                    <bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>s</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
                    <bpmn:startEvent id="s"/>
                    <bpmn:endEvent id="e" motcua:result="RETURNED"/>
                    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/>
                    <bpmn:textAnnotation id="t"><bpmn:text>Ghi chú</bpmn:text></bpmn:textAnnotation>
                    <bpmn:association id="as" sourceRef="s" targetRef="t"/>
                  </bpmn:process>
                  <di:BPMNDiagram id="d"><di:BPMNPlane id="dp" bpmnElement="p"/></di:BPMNDiagram>
                </bpmn:definitions>
                """)).isEmpty();
    }

    @Test
    void what_others_wrote_for_their_own_engines_is_listed_with_element_line_and_name() {
        String xml = bpmn("""
                <startEvent id="s" flowable:initiator="me"/>
                <userTask id="a" name="Ký" camunda:assignee="demo" motcua:unit="u" motcua:position="leader"
                    motcua:allowance="30" motcua:work="APPROVE">
                  <extensionElements><zeebe:assignmentDefinition assignee="demo"/></extensionElements>
                </userTask>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                """)
                .replace(
                        "<definitions ",
                        "<definitions xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""
                                + " xmlns:flowable=\"http://flowable.org/bpmn\""
                                + " xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" ");

        assertThat(BpmnReader.reading(xml).orElseThrow().ignored())
                .containsExactly(
                        Problem.of("process.ignored", "s", "Quy trình", "6", "flowable:initiator"),
                        Problem.of("process.ignored", "a", "Ký", "7", "camunda:assignee"),
                        Problem.of("process.ignored", "a", "Ký", "9", "zeebe:assignmentDefinition"));
    }

    @Test
    void a_schema_a_file_says_it_has_somewhere_is_not_fetched() throws IOException {
        var asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String there = "http://127.0.0.1:" + server.getAddress().getPort();
            String hinted = bpmn("""
                    <startEvent id="s"/>
                    <endEvent id="e" motcua:result="RETURNED"/>
                    <sequenceFlow id="f" sourceRef="s" targetRef="e"/>
                    """).replace("<definitions ", """
                            <definitions xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
                                i:schemaLocation="http://www.omg.org/spec/BPMN/20100524/DI %s/DI.xsd
                                http://www.omg.org/spec/BPMN/20100524/MODEL %s/BPMN20.xsd"
                                """.formatted(there, there));

            assertThat(problems(hinted)).isEmpty();
            assertThat(accepted(hinted).node("s").line()).isEqualTo(9);
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_sequence_flow_needs_no_id_and_is_still_named_by_its_line() {
        String unnamed = bpmn("""
                <startEvent id="s"/>
                <subProcess id="sub">
                  <startEvent id="s2"/>
                  <endEvent id="e2"/>
                  <sequenceFlow sourceRef="s2" targetRef="e2"/>
                </subProcess>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow sourceRef="s" targetRef="sub"/>
                <sequenceFlow sourceRef="sub" targetRef="e"/>
                """);

        ProcessGraph graph = accepted(unnamed);

        assertThat(graph.flows())
                .extracting(ProcessGraph.Flow::from, ProcessGraph.Flow::line)
                .containsExactlyInAnyOrder(tuple("s2", 10), tuple("s", 13), tuple("sub", 14));
        assertThat(Engine.advance(graph, Marking.NONE, new Command.Start(Map.of())))
                .isInstanceOfSatisfying(
                        Advance.Taken.class,
                        taken -> assertThat(taken.marking().isEmpty()).isTrue());
        assertThat(
                        problems(
                                unnamed.replace(
                                        "<sequenceFlow sourceRef=\"s\" targetRef=\"sub\"/>",
                                        "<sequenceFlow sourceRef=\"s\" targetRef=\"sub\"><conditionExpression>1 +</conditionExpression></sequenceFlow>")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("process.condition-wrong");
                    assertThat(problem.args()).contains("13");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<timeCycle>R/PT0.001S</timeCycle>",
                "<timeCycle>R5/PT59S</timeCycle>",
                "<timeDuration>P999999999Y</timeDuration>",
                "<timeDuration>PT9999999999H</timeDuration>",
                "<timeDate>+99999-01-01</timeDate>"
            })
    void a_timer_no_calendar_can_count_or_that_does_nothing_but_go_off_is_refused(String time) {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        %s
                        <boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition>%s</timerEventDefinition></boundaryEvent>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                        <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                        <sequenceFlow id="f3" sourceRef="b" targetRef="e"/>
                        """.formatted(task("a"), time))))
                .extracting(Problem::code)
                .containsExactly("process.time-wrong");
    }

    @Test
    void an_expression_too_deep_to_be_read_is_refused_and_breaks_nothing() {
        for (String deep :
                List.of("(".repeat(5_000) + "1" + ")".repeat(5_000) + " = 1", "1" + "+1".repeat(30_000) + " = 1")) {
            assertThat(Expression.read(deep)).isInstanceOf(Expression.Reading.Faulty.class);
            assertThat(Expression.unaryFault(deep)).isPresent();
        }
        assertThat(Expression.read("(".repeat(30) + "1" + ")".repeat(30) + " = 1" + " or x = 1".repeat(390)))
                .isInstanceOfSatisfying(
                        Expression.Reading.Parsed.class,
                        read -> assertThat(read.expression().holds(Map.of("x", 2)))
                                .contains(true));
    }

    @Test
    void events_that_stand_wrong_are_refused_with_their_line() {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        <eventBasedGateway id="g"/>
                        %s
                        <intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>3 days</timeDuration></timerEventDefinition></intermediateCatchEvent>
                        <boundaryEvent id="b" name="Lỗi" attachedToRef="a"><errorEventDefinition/></boundaryEvent>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
                        <sequenceFlow id="f2" sourceRef="g" targetRef="a"/>
                        <sequenceFlow id="f3" sourceRef="g" targetRef="c"/>
                        <sequenceFlow id="f4" sourceRef="a" targetRef="e"/>
                        <sequenceFlow id="f5" sourceRef="b" targetRef="e"/>
                        <sequenceFlow id="f6" sourceRef="c" targetRef="e"/>
                        """.formatted(task("a")))))
                .containsExactly(Problem.of("process.time-wrong", "c", "intermediateCatchEvent", "10", "3 days"));
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        <eventBasedGateway id="g"/>
                        %s
                        <intermediateCatchEvent id="c"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></intermediateCatchEvent>
                        <boundaryEvent id="b" name="Lỗi" attachedToRef="a"><errorEventDefinition/></boundaryEvent>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="g"/>
                        <sequenceFlow id="f2" sourceRef="g" targetRef="a"/>
                        <sequenceFlow id="f3" sourceRef="g" targetRef="c"/>
                        <sequenceFlow id="f4" sourceRef="a" targetRef="e"/>
                        <sequenceFlow id="f5" sourceRef="b" targetRef="e"/>
                        <sequenceFlow id="f6" sourceRef="c" targetRef="e"/>
                        """.formatted(task("a")))))
                .containsExactlyInAnyOrder(
                        Problem.of("process.event-gateway-target", "a", "a", "8", "eventBasedGateway"),
                        Problem.of("process.error-not-here", "b", "Lỗi", "11"));
    }

    @Test
    void a_join_of_inclusive_branches_by_a_parallel_gateway_cannot_complete_and_by_an_inclusive_one_it_can() {
        String xml = bpmn("""
                <startEvent id="s"/>
                <inclusiveGateway id="x" default="x1"/>
                %s%s
                <KIND id="j" name="Gộp"/>
                <endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="s1" sourceRef="s" targetRef="x"/>
                <sequenceFlow id="x1" sourceRef="x" targetRef="a"/>
                <sequenceFlow id="x2" sourceRef="x" targetRef="b">
                  <conditionExpression>form.n > 3</conditionExpression></sequenceFlow>
                <sequenceFlow id="a1" sourceRef="a" targetRef="j"/>
                <sequenceFlow id="b1" sourceRef="b" targetRef="j"/>
                <sequenceFlow id="j1" sourceRef="j" targetRef="e"/>
                """.formatted(task("a"), task("b")));

        assertThat(problems(xml.replace("KIND", "parallelGateway")))
                .containsExactly(Problem.of("process.join-cannot-complete", "j", "Gộp", "11"));
        assertThat(problems(xml.replace("KIND", "inclusiveGateway"))).isEmpty();
    }

    @Test
    void a_join_fed_by_an_event_that_may_never_come_cannot_complete() {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        %s
                        <boundaryEvent id="remind" attachedToRef="a" cancelActivity="false"><timerEventDefinition motcua:workingMinutes="60"/></boundaryEvent>
                        <parallelGateway id="j" name="Gộp"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="s1" sourceRef="s" targetRef="a"/>
                        <sequenceFlow id="a1" sourceRef="a" targetRef="j"/>
                        <sequenceFlow id="r1" sourceRef="remind" targetRef="j"/>
                        <sequenceFlow id="j1" sourceRef="j" targetRef="e"/>
                        """.formatted(task("a")))))
                .containsExactly(Problem.of("process.join-cannot-complete", "j", "Gộp", "10"));
    }

    @Test
    void a_process_with_too_many_courses_to_play_is_let_through_with_a_warning() {
        var wide = new StringBuilder("<startEvent id=\"s\"/><inclusiveGateway id=\"x\" default=\"d0\"/>"
                + "<inclusiveGateway id=\"j\"/><endEvent id=\"e\" motcua:result=\"RETURNED\"/>"
                + "<sequenceFlow id=\"s1\" sourceRef=\"s\" targetRef=\"x\"/>"
                + "<sequenceFlow id=\"j1\" sourceRef=\"j\" targetRef=\"e\"/>");
        for (int i = 0; i < 12; i++) {
            wide.append(task("a" + i)).append(task("b" + i));
            wide.append("<sequenceFlow id=\"d%d\" sourceRef=\"x\" targetRef=\"a%d\">%s</sequenceFlow>"
                    .formatted(i, i, i == 0 ? "" : "<conditionExpression>form.n > 3</conditionExpression>"));
            wide.append("<sequenceFlow id=\"m%d\" sourceRef=\"a%d\" targetRef=\"b%d\"/>".formatted(i, i, i));
            wide.append("<sequenceFlow id=\"n%d\" sourceRef=\"b%d\" targetRef=\"j\"/>".formatted(i, i));
        }

        assertThat(BpmnReader.reading(bpmn(wide.toString())).orElseThrow().warnings())
                .extracting(Problem::code)
                .containsExactly("process.too-many-courses");
    }

    @Test
    void a_task_without_unit_position_allowance_work_or_name_is_refused_for_each() {
        assertThat(codes(problems(bpmn("""
                        <startEvent id="s"/>
                        <userTask id="a"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                        <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                        """))))
                .containsExactly(
                        "process.name-missing",
                        "process.attribute-missing",
                        "process.attribute-missing",
                        "process.attribute-missing",
                        "process.attribute-missing");
    }

    @Test
    void an_allowance_of_nothing_an_unknown_work_and_an_unlabelled_outcome_are_refused() {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        <userTask id="a" name="Ký" motcua:unit="u" motcua:position="leader" motcua:allowance="0"
                            motcua:work="SIGN" motcua:outcomes="yes|Ký,no"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                        <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                        """)))
                .contains(
                        Problem.of("process.work-unknown", "a", "Ký", "7", "SIGN"),
                        Problem.of("process.allowance-wrong", "a", "Ký", "7", "0"));
    }

    @Test
    void a_misspelt_attribute_of_ours_is_refused() {
        assertThat(problems(bpmn(task("a").replace("motcua:allowance", "motcua:alowance"))))
                .contains(Problem.of("process.unknown-attribute", "a", "a", "6", "alowance"));
    }

    @Test
    void a_condition_that_is_not_feel_is_refused_with_its_flow() {
        assertThat(problems(bpmn(choice("<conditionExpression>${outcome == 'x'}</conditionExpression>", "f3"))))
                .anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo("process.condition-wrong");
                    assertThat(problem.args()).startsWith("f2", "sequenceFlow");
                });
    }

    @Test
    void a_choice_without_default_needs_a_condition_on_every_way() {
        assertThat(codes(problems(bpmn(choice("<conditionExpression>outcome = \"x\"</conditionExpression>", "")))))
                .containsExactly("process.condition-missing");
        assertThat(problems(bpmn(choice("<conditionExpression>= outcome = \"x\"</conditionExpression>", "f3"))))
                .isEmpty();
    }

    @Test
    void a_join_fed_by_a_choice_cannot_complete() {
        assertThat(problems(bpmn("""
                        <startEvent id="s"/>
                        <exclusiveGateway id="x" default="x1"/>
                        %s%s
                        <parallelGateway id="j" name="Gộp"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="s1" sourceRef="s" targetRef="x"/>
                        <sequenceFlow id="x1" sourceRef="x" targetRef="a"/>
                        <sequenceFlow id="x2" sourceRef="x" targetRef="b">
                          <conditionExpression>form.n > 3</conditionExpression></sequenceFlow>
                        <sequenceFlow id="a1" sourceRef="a" targetRef="j"/>
                        <sequenceFlow id="b1" sourceRef="b" targetRef="j"/>
                        <sequenceFlow id="j1" sourceRef="j" targetRef="e"/>
                        """.formatted(task("a"), task("b")))))
                .containsExactly(Problem.of("process.join-cannot-complete", "j", "Gộp", "11"));
    }

    @Test
    void a_split_in_a_loop_that_leaves_tokens_at_a_join_is_refused() {
        assertThat(codes(problems(bpmn("""
                        <startEvent id="s"/>
                        <exclusiveGateway id="m"/>
                        <parallelGateway id="split"/>
                        %s%s
                        <exclusiveGateway id="again" default="on"/>
                        <parallelGateway id="j"/>
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="s1" sourceRef="s" targetRef="m"/>
                        <sequenceFlow id="m1" sourceRef="m" targetRef="split"/>
                        <sequenceFlow id="p1" sourceRef="split" targetRef="a"/>
                        <sequenceFlow id="p2" sourceRef="split" targetRef="b"/>
                        <sequenceFlow id="a1" sourceRef="a" targetRef="again"/>
                        <sequenceFlow id="back" sourceRef="again" targetRef="m">
                          <conditionExpression>outcome = "back"</conditionExpression></sequenceFlow>
                        <sequenceFlow id="on" sourceRef="again" targetRef="j"/>
                        <sequenceFlow id="b1" sourceRef="b" targetRef="j"/>
                        <sequenceFlow id="j1" sourceRef="j" targetRef="e"/>
                        """.formatted(task("a"), task("b"))))))
                .containsAnyOf("process.tokens-pile-up", "process.join-cannot-complete");
    }

    @Test
    void a_loop_of_gateways_alone_an_unreachable_task_and_a_dead_end_are_refused() {
        assertThat(codes(problems(bpmn("""
                        <startEvent id="s"/>
                        <exclusiveGateway id="x" default="x2"/>
                        <exclusiveGateway id="y"/>
                        %s%s
                        <endEvent id="e" motcua:result="RETURNED"/>
                        <sequenceFlow id="s1" sourceRef="s" targetRef="y"/>
                        <sequenceFlow id="y1" sourceRef="y" targetRef="x"/>
                        <sequenceFlow id="x1" sourceRef="x" targetRef="y">
                          <conditionExpression>form.n > 3</conditionExpression></sequenceFlow>
                        <sequenceFlow id="x2" sourceRef="x" targetRef="e"/>
                        <sequenceFlow id="x3" sourceRef="x" targetRef="b">
                          <conditionExpression>form.n > 5</conditionExpression></sequenceFlow>
                        <sequenceFlow id="a1" sourceRef="a" targetRef="e"/>
                        """.formatted(task("a"), task("b"))))))
                .contains("process.loop-without-task", "process.unreachable", "process.dead-end");
    }

    @Test
    void a_document_type_is_refused_before_any_entity_is_looked_at(@TempDir Path dir) throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "TOP-SECRET");
        String xml = "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                + bpmn("<startEvent id=\"s\" name=\"&x;\"/><documentation>&x;</documentation>");

        assertThat(problems(xml)).containsExactly(Problem.of("process.document-type", "1"));
    }

    @Test
    void an_entity_bomb_a_huge_file_and_a_deep_file_are_refused_at_once() {
        var bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\">");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertThat(codes(problems(bomb + "]>" + bpmn("<documentation>&j;</documentation>"))))
                .containsExactly("process.document-type");
        assertThat(codes(problems(bpmn(" ".repeat(1_000_001))))).containsExactly("process.too-large");
        assertThat(codes(problems(
                        bpmn("<extensionElements>" + "<a>".repeat(100) + "</a>".repeat(100) + "</extensionElements>"))))
                .containsExactly("process.too-large");
    }

    @Test
    void what_is_no_xml_or_no_bpmn_or_breaks_the_standards_schema_is_refused_with_its_line() {
        assertThat(problems(bpmn("<startEvent id=\"s\">"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("process.not-xml");
            assertThat(problem.args()).first().isEqualTo("7");
        });
        assertThat(problems("<html/>")).containsExactly(Problem.of("process.not-bpmn", "1", "html"));
        assertThat(problems("")).extracting(Problem::code).containsExactly("process.not-xml");
        assertThat(problems(bpmn("<startEvent id=\"s\"/><startEvent id=\"s\"/>")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("process.not-valid");
                    assertThat(problem.args()).first().isEqualTo("6");
                });
    }

    static String bpmn(String content) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:motcua="https://motcua.vn/bpmn"
                    targetNamespace="https://motcua.vn/bpmn"
                    id="d">
                <process id="p" name="Quy trình" isExecutable="true">
                %s
                </process>
                </definitions>
                """.formatted(content);
    }

    static String task(String id) {
        return """
                <userTask id="%s" name="%s" motcua:unit="justice" motcua:position="specialist" motcua:allowance="60" motcua:work="WORK"/>
                """.formatted(id, id);
    }

    private static String choice(String condition, String defaultFlow) {
        return """
                <startEvent id="s"/>
                %s
                <exclusiveGateway id="x" %s/>
                <endEvent id="e1" motcua:result="RETURNED"/>
                <endEvent id="e2" motcua:result="REFUSED"/>
                <sequenceFlow id="f0" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f1" sourceRef="a" targetRef="x"/>
                <sequenceFlow id="f2" sourceRef="x" targetRef="e1">%s</sequenceFlow>
                <sequenceFlow id="f3" sourceRef="x" targetRef="e2"/>
                """.formatted(task("a"), defaultFlow.isEmpty() ? "" : "default=\"" + defaultFlow + "\"", condition);
    }

    static ProcessGraph accepted(String xml) {
        return BpmnReader.read(xml).orElseThrow();
    }

    private static List<Problem> problems(String xml) {
        return switch (BpmnReader.read(xml)) {
            case Result.Done<ProcessGraph> _ -> List.of();
            case Result.Refused<ProcessGraph> refused -> refused.problems();
        };
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }
}
