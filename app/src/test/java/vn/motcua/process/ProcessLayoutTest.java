package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.process.BpmnReaderTest.bpmn;
import static vn.motcua.process.BpmnReaderTest.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import vn.motcua.shared.Result;

class ProcessLayoutTest {

    private record Box(double x, double y, double width, double height) {
        boolean meets(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }

        boolean holds(double px, double py) {
            return px >= x - 1 && px <= x + width + 1 && py >= y - 1 && py <= y + height + 1;
        }
    }

    @Test
    void a_file_with_a_drawing_keeps_it_to_the_letter() {
        String drawn = ProcessLayout.drawn(bpmn("""
                <startEvent id="s"/>%s<endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                """.formatted(task("a"))));

        assertThat(ProcessLayout.drawn(drawn)).isSameAs(drawn);
    }

    @Test
    void a_flow_without_an_id_gets_one_and_is_drawn() {
        String drawn = ProcessLayout.drawn(bpmn("""
                <startEvent id="s"/><endEvent id="e" motcua:result="RETURNED"/>
                <sequenceFlow sourceRef="s" targetRef="e"/>
                """));

        assertThat(lines(drawn)).containsOnlyKeys("f_s_e");
        assertThat(ProcessDesign.readable(drawn)).isInstanceOf(Result.Done.class);
    }

    @Test
    void an_event_on_a_border_stands_on_the_border_of_its_step() {
        String drawn = ProcessLayout.drawn(bpmn("""
                <startEvent id="s"/>
                %s
                <boundaryEvent id="late" name="Quá hạn" attachedToRef="a" cancelActivity="false">
                  <timerEventDefinition id="t"><timeDuration id="d">PT8H</timeDuration></timerEventDefinition>
                </boundaryEvent>
                %s
                <endEvent id="e" motcua:result="RETURNED"/><endEvent id="e2" motcua:result="RETURNED"/>
                <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
                <sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
                <sequenceFlow id="f3" sourceRef="late" targetRef="b"/>
                <sequenceFlow id="f4" sourceRef="b" targetRef="e2"/>
                """.formatted(task("a"), task("b"))));
        Map<String, Box> boxes = boxes(drawn);

        Box step = of(boxes, "a");
        Box event = of(boxes, "late");
        assertThat(event.y() + event.height() / 2).isEqualTo(step.y() + step.height());
        assertThat(event.x()).isBetween(step.x() - 1, step.x() + step.width() - event.width() + 1);
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_is_drawn_is_whole_valid_and_nothing_lies_on_another(int seed) {
        String bare = Drawing.process(Sketch.random(new Random(seed)), Drawing.Dialect.OURS);

        String drawn = ProcessLayout.drawn(bare);

        assertThat(ProcessDesign.readable(drawn)).isInstanceOf(Result.Done.class);
        assertThat(ProcessDifference.between(bare, drawn)).isEmpty();
        BpmnDocument file = BpmnDocument.parse(drawn);
        Map<String, Box> boxes = boxes(drawn);
        assertThat(boxes.keySet()).containsAll(file.nodes().keySet());
        var nodes = new ArrayList<>(file.nodes().values());
        for (Element one : nodes) {
            String scope = BpmnDocument.scope(one);
            Box box = of(boxes, one.getAttribute("id"));
            if (!scope.isEmpty()) {
                Box around = of(boxes, scope);
                assertThat(around.holds(box.x(), box.y())
                                && around.holds(box.x() + box.width(), box.y() + box.height()))
                        .as(one.getAttribute("id") + " within " + scope)
                        .isTrue();
            }
            for (Element other : nodes) {
                boolean beside = one != other
                        && scope.equals(BpmnDocument.scope(other))
                        && !one.getLocalName().equals("boundaryEvent")
                        && !other.getLocalName().equals("boundaryEvent");
                if (beside) {
                    assertThat(box.meets(of(boxes, other.getAttribute("id"))))
                            .as(one.getAttribute("id") + " on " + other.getAttribute("id"))
                            .isFalse();
                }
            }
        }
        Map<String, List<double[]>> lines = lines(drawn);
        file.flows().forEach((id, flow) -> {
            List<double[]> points = of(lines, id);
            assertThat(points).as(id).hasSizeGreaterThanOrEqualTo(2);
            assertThat(of(boxes, flow.getAttribute("sourceRef")).holds(points.getFirst()[0], points.getFirst()[1]))
                    .as(id + " begins at its source")
                    .isTrue();
            assertThat(of(boxes, flow.getAttribute("targetRef")).holds(points.getLast()[0], points.getLast()[1]))
                    .as(id + " ends at its target")
                    .isTrue();
        });
    }

    private static Map<String, Box> boxes(String xml) {
        var found = new HashMap<String, Box>();
        var shapes = BpmnDocument.parse(xml).root().getElementsByTagNameNS(BpmnDocument.DI, "BPMNShape");
        for (int i = 0; i < shapes.getLength(); i++) {
            var shape = (Element) shapes.item(i);
            var bounds = (Element)
                    shape.getElementsByTagNameNS(BpmnDocument.DC, "Bounds").item(0);
            found.put(
                    shape.getAttribute("bpmnElement"),
                    new Box(
                            number(bounds, "x"),
                            number(bounds, "y"),
                            number(bounds, "width"),
                            number(bounds, "height")));
        }
        return found;
    }

    private static Map<String, List<double[]>> lines(String xml) {
        var found = new HashMap<String, List<double[]>>();
        var edges = BpmnDocument.parse(xml).root().getElementsByTagNameNS(BpmnDocument.DI, "BPMNEdge");
        for (int i = 0; i < edges.getLength(); i++) {
            var edge = (Element) edges.item(i);
            var points = new ArrayList<double[]>();
            var waypoints = edge.getElementsByTagNameNS(BpmnDocument.DD, "waypoint");
            for (int n = 0; n < waypoints.getLength(); n++) {
                var point = (Element) waypoints.item(n);
                points.add(new double[] {number(point, "x"), number(point, "y")});
            }
            found.put(edge.getAttribute("bpmnElement"), points);
        }
        return found;
    }

    private static <T> T of(Map<String, T> found, String id) {
        return Objects.requireNonNull(found.get(id), id);
    }

    private static double number(Element of, String attribute) {
        return Double.parseDouble(of.getAttribute(attribute));
    }
}
