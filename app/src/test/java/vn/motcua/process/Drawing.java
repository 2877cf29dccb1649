package vn.motcua.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.process.Sketch.Border;
import vn.motcua.process.Sketch.Event;
import vn.motcua.process.Sketch.Repeat;

/** Writes a {@link Sketch} as BPMN 2.0 in the words of one engine: the same elements and ids for each. */
final class Drawing {

    enum Dialect {
        OURS,
        OPERATON,
        FLOWABLE
    }

    /** What a call activity calls: a process that asks for one task and fails with {@code E1} when {@code x} is 3. */
    static String called(String call, Dialect dialect) {
        var drawing = new Drawing(dialect);
        String asked = "asked-" + call;
        drawing.xml.append("<startEvent id=\"start\"/>").append(drawing.user(asked, ""));
        drawing.gateway("exclusive", "failed", "well");
        drawing.xml.append(drawing.end("end", "", true));
        drawing.xml.append(drawing.end("failure", "<errorEventDefinition errorRef=\"error-E1\"/>", true));
        drawing.flow("start", asked, "", "");
        drawing.flow(asked, "failed", "", "");
        drawing.flow("failed", "failure", "", drawing.equal("x", 3));
        drawing.flow("failed", "end", "well", "");
        return drawing.file("called-" + call);
    }

    static String process(Sketch sketch, Dialect dialect) {
        var drawing = new Drawing(dialect);
        drawing.scope(sketch, "", true);
        return drawing.file("process");
    }

    private final Dialect dialect;
    private final StringBuilder roots = new StringBuilder("<error id=\"error-E1\" name=\"E1\" errorCode=\"E1\"/>");
    private StringBuilder xml = new StringBuilder();
    private final Deque<String> joins = new ArrayDeque<>();
    private final Set<String> skipped = new HashSet<>();
    private int flows;

    private Drawing(Dialect dialect) {
        this.dialect = dialect;
    }

    private String file(String id) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="https://motcua.vn/bpmn"
                    xmlns:operaton="http://operaton.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    targetNamespace="https://motcua.vn/bpmn" id="definitions">
                %s
                <process id="%s" name="Quy trình" isExecutable="true">
                %s
                </process>
                </definitions>
                """.formatted(roots, id, xml);
    }

    private void scope(Sketch content, String name, boolean process) {
        xml.append("<startEvent id=\"start%s\"/>".formatted(name));
        String last = draw(content, "start" + name, "", "", process);
        if (last != null) {
            xml.append(end("end" + name, "", process));
            flow(last, "end" + name, "", "");
        }
    }

    /** Draws a block behind node {@code from} and gives the node it leaves by; {@code null} when it never does. */
    private @Nullable String draw(Sketch block, String from, String flowId, String condition, boolean process) {
        return switch (block) {
            case Sketch.Work work -> {
                xml.append(work(work));
                flow(from, work.id(), flowId, condition);
                yield bordered(work.id(), work.borders(), process);
            }
            case Sketch.Nested nested -> {
                StringBuilder outside = xml;
                xml = new StringBuilder();
                joins.push("");
                scope(nested.body(), "-" + nested.id(), false);
                joins.pop();
                StringBuilder inside = xml;
                xml = outside;
                xml.append("<subProcess id=\"%s\">%s%s</subProcess>"
                        .formatted(nested.id(), loop(nested.repeat()), inside));
                flow(from, nested.id(), flowId, condition);
                yield bordered(nested.id(), nested.borders(), process);
            }
            case Sketch.Wait wait -> {
                xml.append("<intermediateCatchEvent id=\"%s\">%s</intermediateCatchEvent>"
                        .formatted(wait.id(), definition(wait.event(), wait.id())));
                flow(from, wait.id(), flowId, condition);
                yield wait.id();
            }
            case Sketch.Shout shout -> {
                roots.append(roots.indexOf("signal-" + shout.signalOf() + "\"") < 0 ? signal(shout.signalOf()) : "");
                xml.append("<intermediateThrowEvent id=\"%s\"><signalEventDefinition signalRef=\"signal-%s\"/>"
                                .formatted(shout.id(), shout.signalOf()))
                        .append("</intermediateThrowEvent>");
                flow(from, shout.id(), flowId, condition);
                yield shout.id();
            }
            case Sketch.Sequence sequence -> {
                String at = from;
                boolean first = true;
                for (Sketch part : sequence.parts()) {
                    at = at == null ? null : draw(part, at, first ? flowId : "", first ? condition : "", process);
                    first = false;
                }
                if (first && !(flowId + condition).isEmpty()) {
                    // a way with nothing on it still needs a node to lead to
                    String nothing = "nothing" + ++flows;
                    xml.append("<intermediateThrowEvent id=\"%s\"/>".formatted(nothing));
                    flow(from, nothing, flowId, condition);
                    at = nothing;
                }
                yield at;
            }
            case Sketch.Choice choice -> {
                gateway("exclusive", choice.id(), choice.id() + "-d");
                flow(from, choice.id(), flowId, condition);
                yield merged(choice.ways(), choice.id(), "exclusive", i -> equal("x", i), process);
            }
            case Sketch.Some some -> {
                gateway("inclusive", some.id(), some.id() + "-d");
                flow(from, some.id(), flowId, condition);
                joins.push(some.id() + "-m");
                String last = merged(some.ways(), some.id(), "inclusive", i -> isTrue("b" + i), process);
                joins.pop();
                yield last;
            }
            case Sketch.Both both -> {
                gateway("parallel", both.id(), "");
                flow(from, both.id(), flowId, condition);
                yield merged(both.ways(), both.id(), "parallel", null, process);
            }
            case Sketch.Race race -> {
                xml.append("<eventBasedGateway id=\"%s\"/>".formatted(race.id()));
                flow(from, race.id(), flowId, condition);
                String merge = race.id() + "-m";
                boolean any = false;
                for (int i = 0; i < race.ways().size(); i++) {
                    String at = draw(race.events().get(i), race.id(), "", "", process);
                    at = at == null ? null : draw(race.ways().get(i), at, "", "", process);
                    any |= to(merge, at);
                }
                yield merge("exclusive", merge, any);
            }
            case Sketch.Loop loop -> {
                String head = loop.id() + "-h";
                gateway(loop.inclusiveHead() ? "inclusive" : "exclusive", head, "");
                gateway("exclusive", loop.id(), loop.id() + "-d");
                flow(from, head, flowId, condition);
                String last = draw(loop.body(), head, "", "", process);
                if (last == null) {
                    throw new IllegalStateException("a loop nothing comes back from");
                }
                flow(last, loop.id(), "", "");
                flow(loop.id(), head, "", equal("x", 3));
                String out = loop.id() + "-o";
                gateway("exclusive", out, "");
                flow(loop.id(), out, loop.id() + "-d", "");
                yield out;
            }
            case Sketch.Skip skip -> {
                String join = joins.peek();
                if (join == null || join.isEmpty()) {
                    xml.append(end(skip.id(), "", process));
                    flow(from, skip.id(), flowId, condition);
                } else {
                    xml.append("<intermediateThrowEvent id=\"%s\"/>".formatted(skip.id()));
                    flow(from, skip.id(), flowId, condition);
                    flow(skip.id(), join, "", "");
                    skipped.add(join);
                }
                yield null;
            }
            case Sketch.Leave leave -> {
                String definition = switch (leave.how()) {
                    case NONE -> "";
                    case TERMINATE -> "<terminateEventDefinition/>";
                    case ERROR -> "<errorEventDefinition errorRef=\"error-E1\"/>";
                };
                xml.append(end(leave.id(), definition, process));
                flow(from, leave.id(), flowId, condition);
                yield null;
            }
        };
    }

    private interface Conditions {
        String of(int way);
    }

    private @Nullable String merged(
            List<Sketch> ways, String split, String kind, @Nullable Conditions conditions, boolean process) {
        String merge = split + "-m";
        boolean any = false;
        for (int i = 0; i < ways.size(); i++) {
            boolean byDefault = conditions != null && i == ways.size() - 1;
            String id = byDefault ? split + "-d" : "";
            String condition = conditions == null || byDefault ? "" : conditions.of(i);
            String last = draw(ways.get(i), split, id, condition, process);
            // a parallel way with nothing on it is a flow from the split to the join
            any |= to(merge, last);
        }
        return merge(kind, merge, any || skipped.contains(merge));
    }

    private boolean to(String merge, @Nullable String last) {
        if (last == null) {
            return false;
        }
        flow(last, merge, "", "");
        return true;
    }

    private @Nullable String merge(String kind, String merge, boolean any) {
        if (!any) {
            return null;
        }
        gateway(kind, merge, "");
        return merge;
    }

    /** An activity's border, and where the ways from it meet the way out of the activity. */
    private String bordered(String host, List<Border> borders, boolean process) {
        var back = new ArrayList<String>();
        for (Border border : borders) {
            xml.append("<boundaryEvent id=\"%s\" attachedToRef=\"%s\"%s>%s</boundaryEvent>"
                    .formatted(
                            border.id(),
                            host,
                            border.interrupting() ? "" : " cancelActivity=\"false\"",
                            definition(border.event(), border.id())));
            String last = draw(border.handler(), border.id(), "", "", process);
            if (last == null) {
                continue;
            }
            if (border.back()) {
                back.add(last);
            } else {
                xml.append(end(border.id() + "-e", "", process));
                flow(last, border.id() + "-e", "", "");
            }
        }
        if (back.isEmpty()) {
            return host;
        }
        String merge = host + "-m";
        gateway("exclusive", merge, "");
        flow(host, merge, "", "");
        back.forEach(last -> flow(last, merge, "", ""));
        return merge;
    }

    private String work(Sketch.Work work) {
        String id = work.id();
        String loop = loop(work.repeat());
        return switch (work.kind()) {
            case USER -> user(id, loop);
            case SERVICE -> {
                String how = switch (dialect) {
                    case OURS -> "motcua:service=\"s\"";
                    case OPERATON -> "operaton:type=\"external\" operaton:topic=\"s\"";
                    case FLOWABLE ->
                        "flowable:type=\"external-worker\" flowable:topic=\"s\" flowable:exclusive=\"false\"";
                };
                yield "<serviceTask id=\"%s\" %s>%s</serviceTask>".formatted(id, how, loop);
            }
            case SEND -> {
                roots.append(message(id));
                String how = switch (dialect) {
                    case OURS -> "messageRef=\"message-%s\"".formatted(id);
                    case OPERATON -> "operaton:expression=\"${1}\"";
                    case FLOWABLE -> "";
                };
                yield dialect == Dialect.FLOWABLE
                        ? "<serviceTask id=\"%s\" flowable:expression=\"${1}\">%s</serviceTask>".formatted(id, loop)
                        : "<sendTask id=\"%s\" %s>%s</sendTask>".formatted(id, how, loop);
            }
            case RECEIVE -> {
                roots.append(message(id));
                // this one's receive task waits for a trigger without a name; its message event is the same thing
                yield dialect == Dialect.FLOWABLE
                        ? "<receiveTask id=\"%s\">%s</receiveTask>".formatted(id, loop)
                        : "<receiveTask id=\"%s\" messageRef=\"message-%s\">%s</receiveTask>".formatted(id, id, loop);
            }
            case CALL -> {
                String mapping = switch (dialect) {
                    case OURS -> "";
                    case OPERATON -> "<extensionElements><operaton:in variables=\"all\"/></extensionElements>";
                    case FLOWABLE -> "";
                };
                String inherits = dialect == Dialect.FLOWABLE ? " flowable:inheritVariables=\"true\"" : "";
                yield "<callActivity id=\"%s\" calledElement=\"called-%s\"%s>%s%s</callActivity>"
                        .formatted(id, id, inherits, mapping, loop);
            }
        };
    }

    private String user(String id, String loop) {
        String ours = dialect == Dialect.OURS
                ? " motcua:unit=\"justice\" motcua:position=\"specialist\" motcua:allowance=\"60\" motcua:work=\"WORK\""
                : "";
        return "<userTask id=\"%s\" name=\"%s\"%s>%s</userTask>".formatted(id, id, ours, loop);
    }

    private String loop(@Nullable Repeat repeat) {
        if (repeat == null) {
            return "";
        }
        String collection = "";
        String count = "";
        if (repeat.collection()) {
            collection = switch (dialect) {
                case OURS -> " motcua:collection=\"items%d\" motcua:item=\"item\"";
                case OPERATON -> " operaton:collection=\"items%d\" operaton:elementVariable=\"item\"";
                case FLOWABLE -> " flowable:collection=\"items%d\" flowable:elementVariable=\"item\"";
            };
            collection = collection.formatted(repeat.count());
        } else {
            count = "<loopCardinality>%d</loopCardinality>".formatted(repeat.count());
        }
        String enough = "";
        if (repeat.enough() > 0) {
            enough = dialect == Dialect.OURS
                    ? "numberOfCompletedInstances >= " + repeat.enough()
                    : "${nrOfCompletedInstances >= " + repeat.enough() + "}";
            enough = "<completionCondition>%s</completionCondition>".formatted(enough);
        }
        return "<multiInstanceLoopCharacteristics isSequential=\"%s\"%s>%s%s</multiInstanceLoopCharacteristics>"
                .formatted(repeat.sequential(), collection, count, enough);
    }

    private String definition(Event event, String id) {
        return switch (event) {
            case DURATION -> "<timerEventDefinition><timeDuration>PT9000H</timeDuration></timerEventDefinition>";
            case DATE -> "<timerEventDefinition><timeDate>2099-01-01T00:00:00</timeDate></timerEventDefinition>";
            case CYCLE -> "<timerEventDefinition><timeCycle>R2/PT9000H</timeCycle></timerEventDefinition>";
            case MESSAGE -> {
                roots.append(message(id));
                yield "<messageEventDefinition messageRef=\"message-%s\"/>".formatted(id);
            }
            case SIGNAL -> {
                roots.append(roots.indexOf("signal-" + id + "\"") < 0 ? signal(id) : "");
                yield "<signalEventDefinition signalRef=\"signal-%s\"/>".formatted(id);
            }
            case ERROR -> "<errorEventDefinition errorRef=\"error-E1\"/>";
        };
    }

    private static String message(String of) {
        return "<message id=\"message-%s\" name=\"%s\"/>".formatted(of, of);
    }

    private static String signal(String of) {
        return "<signal id=\"signal-%s\" name=\"%s\"/>".formatted(of, of);
    }

    private String end(String id, String definition, boolean process) {
        String result = process && dialect == Dialect.OURS ? " motcua:result=\"RETURNED\"" : "";
        return "<endEvent id=\"%s\"%s>%s</endEvent>".formatted(id, result, definition);
    }

    private void gateway(String kind, String id, String defaultFlow) {
        xml.append("<%sGateway id=\"%s\"%s/>\n"
                .formatted(kind, id, defaultFlow.isEmpty() ? "" : " default=\"" + defaultFlow + "\""));
    }

    private String equal(String variable, int value) {
        return dialect == Dialect.OURS ? variable + " = " + value : "${" + variable + " == " + value + "}";
    }

    private String isTrue(String variable) {
        return dialect == Dialect.OURS ? variable : "${" + variable + "}";
    }

    private void flow(String from, String to, String id, String condition) {
        xml.append("<sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\">"
                .formatted(id.isEmpty() ? "f" + ++flows : id, from, to));
        if (!condition.isEmpty()) {
            xml.append("<conditionExpression xsi:type=\"tFormalExpression\">")
                    .append(condition)
                    .append("</conditionExpression>");
        }
        xml.append("</sequenceFlow>\n");
    }
}
