package vn.motcua.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.NodeLabelPlacement;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkConnectableShape;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.ElkShape;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Draws a process whose file has no drawing: left to right, in the order of the file, by Eclipse ELK. Sizes in pixels. */
final class ProcessLayout {

    private static final double EVENT = 36;
    private static final double GATEWAY = 50;
    private static final double TASK_WIDTH = 150;
    private static final double TASK_HEIGHT = 90;
    private static final double NOTE_WIDTH = 160;
    private static final double LETTER = 6.2;
    private static final double LINE = 14;
    private static final double LABEL_WIDTH = 110;
    private static final double MARGIN = 60;
    private static final Set<String> BESIDE = Set.of("textAnnotation");

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final BpmnDocument file;
    private final Map<String, Element> nodes;
    private final Map<String, Element> notes;
    private final Map<String, Element> flows;
    private final Map<String, Element> associations;
    private final Map<String, ElkConnectableShape> shapes = new LinkedHashMap<>();
    private final Map<String, ElkEdge> edges = new LinkedHashMap<>();

    private ProcessLayout(BpmnDocument file) {
        this.file = file;
        this.nodes = file.nodes();
        this.notes = file.all(BESIDE);
        this.flows = file.flows();
        this.associations = file.all(Set.of("association"));
    }

    static String drawn(String bpmnXml) {
        BpmnDocument file = BpmnDocument.parse(bpmnXml);
        if (isDrawn(file)) {
            return bpmnXml;
        }
        file.erase();
        new ProcessLayout(file).draw();
        return file.write();
    }

    /** Whether every node has its shape and every flow its line. */
    private static boolean isDrawn(BpmnDocument file) {
        var drawn = new HashSet<String>();
        for (String kind : List.of("BPMNShape", "BPMNEdge")) {
            var list = file.root().getElementsByTagNameNS(BpmnDocument.DI, kind);
            for (int i = 0; i < list.getLength(); i++) {
                if (list.item(i) instanceof Element element) {
                    drawn.add(element.getAttribute("bpmnElement"));
                }
            }
        }
        return drawn.containsAll(file.nodes().keySet())
                && drawn.containsAll(file.flows().keySet());
    }

    private void draw() {
        ElkNode root = ElkGraphUtil.createGraph();
        options(root);
        nodes.forEach((id, node) -> {
            if (!node.getLocalName().equals("boundaryEvent")) {
                shapes.put(id, node(parent(node, root), node));
            }
        });
        nodes.forEach((id, node) -> {
            if (node.getLocalName().equals("boundaryEvent")
                    && shapes.get(node.getAttribute("attachedToRef")) instanceof ElkNode host) {
                shapes.put(id, port(host));
            }
        });
        notes.forEach((id, note) -> {
            ElkNode made = ElkGraphUtil.createNode(parent(note, root));
            String text = note.getTextContent().strip();
            made.setDimensions(NOTE_WIDTH, 16 + LINE * lines(text, NOTE_WIDTH - 20));
            shapes.put(id, made);
        });
        flows.forEach((id, flow) -> edge(id, flow));
        associations.forEach((id, association) -> edge(id, association));
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        write(root);
    }

    private ElkNode parent(Element of, ElkNode root) {
        return shapes.get(BpmnDocument.scope(of)) instanceof ElkNode scope ? scope : root;
    }

    private static void options(ElkNode graph) {
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_EDGES);
        graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
        graph.setProperty(LayeredOptions.FEEDBACK_EDGES, true);
        graph.setProperty(LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 40.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 50.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 24.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 20.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 16.0);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(40, 30, 30, 30));
    }

    private ElkNode node(ElkNode within, Element node) {
        ElkNode made = ElkGraphUtil.createNode(within);
        String kind = node.getLocalName();
        if (kind.equals("subProcess")) {
            options(made);
            made.setDimensions(TASK_WIDTH, TASK_HEIGHT);
        } else if (kind.endsWith("Event")) {
            made.setDimensions(EVENT, EVENT);
            label(made, node);
            if (kind.equals("startEvent")) {
                made.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
            }
        } else if (kind.endsWith("Gateway")) {
            made.setDimensions(GATEWAY, GATEWAY);
            label(made, node);
        } else {
            made.setDimensions(TASK_WIDTH, TASK_HEIGHT);
        }
        return made;
    }

    private static void label(ElkNode made, Element node) {
        String name = node.getAttribute("name").strip();
        if (!name.isEmpty()) {
            size(ElkGraphUtil.createLabel(name, made), name);
            made.setProperty(CoreOptions.NODE_LABELS_PLACEMENT, NodeLabelPlacement.outsideBottomCenter());
        }
    }

    private static void size(ElkLabel label, String text) {
        label.setDimensions(
                Math.min(LABEL_WIDTH, Math.max(20, text.length() * LETTER)), LINE * lines(text, LABEL_WIDTH));
    }

    private static int lines(String text, double width) {
        return Math.max(1, (int) Math.ceil(text.length() * LETTER / (width * 0.9)));
    }

    /** An event on the border of an activity: half of it within. */
    private static ElkPort port(ElkNode host) {
        ElkPort port = ElkGraphUtil.createPort(host);
        port.setDimensions(EVENT, EVENT);
        host.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_SIDE);
        port.setProperty(CoreOptions.PORT_SIDE, PortSide.SOUTH);
        port.setProperty(CoreOptions.PORT_BORDER_OFFSET, -EVENT / 2);
        return port;
    }

    private void edge(String id, Element flow) {
        @Nullable ElkConnectableShape from = shapes.get(flow.getAttribute("sourceRef"));
        @Nullable ElkConnectableShape to = shapes.get(flow.getAttribute("targetRef"));
        if (from == null || to == null) {
            return;
        }
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(from, to);
        String name = flow.getAttribute("name").strip();
        if (!name.isEmpty()) {
            size(ElkGraphUtil.createLabel(name, edge), name);
        }
        edges.put(id, edge);
    }

    private void write(ElkNode root) {
        Element diagram = file.draw(file.root(), BpmnDocument.DI, "bpmndi", "BPMNDiagram");
        diagram.setAttribute("id", file.freeId("diagram"));
        Element plane = file.draw(diagram, BpmnDocument.DI, "bpmndi", "BPMNPlane");
        plane.setAttribute("id", file.freeId("plane"));
        plane.setAttribute("bpmnElement", file.process().getAttribute("id"));
        Map<ElkNode, Point> offsets = new HashMap<>();
        offsets.put(root, new Point(MARGIN, MARGIN));
        shapes.forEach((id, shape) -> shape(plane, id, shape, at(shape, offsets)));
        edges.forEach((id, edge) -> line(plane, id, edge, offset(edge.getContainingNode(), offsets)));
    }

    private record Point(double x, double y) {
        Point plus(double moreX, double moreY) {
            return new Point(x + moreX, y + moreY);
        }
    }

    private static Point offset(@Nullable ElkNode of, Map<ElkNode, Point> known) {
        if (of == null) {
            return new Point(MARGIN, MARGIN);
        }
        @Nullable Point found = known.get(of);
        if (found == null) {
            found = offset(of.getParent(), known).plus(of.getX(), of.getY());
            known.put(of, found);
        }
        return found;
    }

    private static Point at(ElkConnectableShape shape, Map<ElkNode, Point> offsets) {
        ElkNode around = shape instanceof ElkPort port ? port.getParent() : ((ElkNode) shape).getParent();
        return offset(around, offsets).plus(shape.getX(), shape.getY());
    }

    private void shape(Element plane, String id, ElkConnectableShape shape, Point at) {
        Element drawn = file.draw(plane, BpmnDocument.DI, "bpmndi", "BPMNShape");
        drawn.setAttribute("id", file.freeId("shape_" + id));
        drawn.setAttribute("bpmnElement", id);
        @Nullable Element node = nodes.get(id);
        if (node != null && node.getLocalName().equals("subProcess")) {
            drawn.setAttribute("isExpanded", "true");
        }
        if (node != null && node.getLocalName().equals("exclusiveGateway")) {
            drawn.setAttribute("isMarkerVisible", "true");
        }
        bounds(drawn, at.x(), at.y(), shape);
        if (shape instanceof ElkNode && !shape.getLabels().isEmpty()) {
            ElkLabel label = shape.getLabels().getFirst();
            label(drawn, at.x() + label.getX(), at.y() + label.getY(), label);
        } else if (shape instanceof ElkPort
                && node != null
                && !node.getAttribute("name").isBlank()) {
            Element label = file.draw(drawn, BpmnDocument.DI, "bpmndi", "BPMNLabel");
            String name = node.getAttribute("name").strip();
            double width = Math.min(LABEL_WIDTH, name.length() * LETTER);
            bounds(label, at.x() - width - 4, at.y() + EVENT / 2 + 4, width, LINE * lines(name, LABEL_WIDTH));
        }
    }

    private void label(Element of, double x, double y, ElkShape label) {
        bounds(file.draw(of, BpmnDocument.DI, "bpmndi", "BPMNLabel"), x, y, label);
    }

    private void line(Element plane, String id, ElkEdge edge, Point offset) {
        Element drawn = file.draw(plane, BpmnDocument.DI, "bpmndi", "BPMNEdge");
        drawn.setAttribute("id", file.freeId("line_" + id));
        drawn.setAttribute("bpmnElement", id);
        for (Point point : onOutlines(edge, points(edge))) {
            Element waypoint = file.draw(drawn, BpmnDocument.DD, "di", "waypoint");
            waypoint.setAttribute("x", number(offset.x() + point.x()));
            waypoint.setAttribute("y", number(offset.y() + point.y()));
        }
        if (!edge.getLabels().isEmpty()) {
            ElkLabel label = edge.getLabels().getFirst();
            label(drawn, offset.x() + label.getX(), offset.y() + label.getY(), label);
        }
    }

    /** The same line with its ends on the outline of a gateway or event, not on the square around it. */
    private List<Point> onOutlines(ElkEdge edge, List<Point> points) {
        var line = new ArrayList<>(points);
        line.set(0, onOutline(edge.getSources().getFirst(), line.get(0), line.get(1)));
        int last = line.size() - 1;
        line.set(last, onOutline(edge.getTargets().getFirst(), line.get(last), line.get(last - 1)));
        return line;
    }

    private Point onOutline(ElkConnectableShape shape, Point end, Point before) {
        boolean gateway = shape.getWidth() == GATEWAY && shape.getHeight() == GATEWAY;
        boolean event = shape.getWidth() == EVENT && shape.getHeight() == EVENT;
        if (!(shape instanceof ElkNode) || !gateway && !event) {
            return end;
        }
        double half = shape.getWidth() / 2;
        double middleX = shape.getX() + half;
        double middleY = shape.getY() + half;
        boolean level = Math.abs(end.y() - before.y()) < 0.5;
        double aside = Math.abs(level ? end.y() - middleY : end.x() - middleX);
        double reach = gateway ? Math.max(0, half - aside) : Math.sqrt(Math.max(0, half * half - aside * aside));
        return level
                ? new Point(middleX + Math.signum(end.x() - middleX) * reach, end.y())
                : new Point(end.x(), middleY + Math.signum(end.y() - middleY) * reach);
    }

    private static List<Point> points(ElkEdge edge) {
        var points = new ArrayList<Point>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        if (points.isEmpty()) { // a flow across the border of a subprocess, which publication refuses
            for (ElkShape end : List.<ElkShape>of(
                    Objects.requireNonNull(edge.getSources().getFirst()),
                    edge.getTargets().getFirst())) {
                points.add(new Point(end.getX() + end.getWidth() / 2, end.getY() + end.getHeight() / 2));
            }
        }
        return points;
    }

    private void bounds(Element of, double x, double y, ElkShape shape) {
        bounds(of, x, y, shape.getWidth(), shape.getHeight());
    }

    private void bounds(Element of, double x, double y, double width, double height) {
        Element bounds = file.draw(of, BpmnDocument.DC, "dc", "Bounds");
        bounds.setAttribute("x", number(x));
        bounds.setAttribute("y", number(y));
        bounds.setAttribute("width", number(width));
        bounds.setAttribute("height", number(height));
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%d", Math.round(pixels));
    }
}
