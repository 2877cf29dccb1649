package vn.motcua.bench;

import java.util.List;

/**
 * The process every arm runs: six user tasks and one exclusive gateway, of which a case meets five. Take in, examine,
 * (gateway) draft or measure the site, sign, return.
 */
final class Bpmn {

    private Bpmn() {}

    private record Task(String id, String name, String unit, String position, String work, String outcomes) {}

    private static final List<Task> TASKS = List.of(
            new Task("forward", "Kiểm tra, chuyển", "one-stop", "clerk", "FORWARD", "forward|Chuyển"),
            new Task("examine", "Thẩm tra", "justice", "specialist", "WORK", "draft|Dự thảo,site|Đi thực địa"),
            new Task("draft", "Dự thảo", "justice", "specialist", "WORK", "done|Xong"),
            new Task("site", "Kiểm tra thực địa", "justice", "specialist", "WORK", "done|Xong"),
            new Task("sign", "Ký", "leadership", "leader", "APPROVE", "approve|Ký"),
            new Task("return", "Trả kết quả", "one-stop", "clerk", "RETURN", "returned|Đã trả"));

    private static final List<List<String>> FLOWS = List.of(
            List.of("start", "forward"),
            List.of("forward", "examine"),
            List.of("examine", "way"),
            List.of("way", "draft"),
            List.of("way", "site"),
            List.of("draft", "sign"),
            List.of("site", "sign"),
            List.of("sign", "return"),
            List.of("return", "end"));

    /** As our engine reads it, with FEEL. */
    static String ours() {
        return file(
                "xmlns:motcua=\"https://motcua.vn/bpmn\"", " motcua:result=\"RETURNED\"", "outcome = \"site\"", true);
    }

    /** As Operaton and Flowable read it, with JUEL. */
    static String theirs() {
        return file("", "", "${outcome == 'site'}", false);
    }

    private static String file(String namespace, String result, String condition, boolean attributes) {
        var bpmn = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" %s id="d" targetNamespace="https://motcua.vn/bench">
                <process id="bench" name="Đo" isExecutable="true">
                <startEvent id="start"/><exclusiveGateway id="way" default="way-draft"/><endEvent id="end"%s/>
                """.formatted(namespace, result));
        for (Task task : TASKS) {
            bpmn.append("<userTask id=\"%s\" name=\"%s\"".formatted(task.id(), task.name()));
            if (attributes) {
                bpmn.append(
                        " motcua:unit=\"%s\" motcua:position=\"%s\" motcua:allowance=\"60\" motcua:work=\"%s\" motcua:outcomes=\"%s\""
                                .formatted(task.unit(), task.position(), task.work(), task.outcomes()));
            }
            bpmn.append("/>\n");
        }
        for (List<String> flow : FLOWS) {
            boolean conditional =
                    flow.getFirst().equals("way") && flow.getLast().equals("site");
            bpmn.append("<sequenceFlow id=\"%s-%s\" sourceRef=\"%s\" targetRef=\"%s\">%s</sequenceFlow>\n"
                    .formatted(
                            flow.getFirst(),
                            flow.getLast(),
                            flow.getFirst(),
                            flow.getLast(),
                            conditional
                                    ? "<conditionExpression xsi:type=\"tFormalExpression\">%s</conditionExpression>"
                                            .formatted(condition)
                                    : ""));
        }
        return bpmn.append("</process></definitions>").toString();
    }

    /** What is decided at a task: every fourth case goes by the site. */
    static String outcome(String task, long number) {
        return switch (task) {
            case "forward" -> "forward";
            case "examine" -> number % 4 == 0 ? "site" : "draft";
            case "sign" -> "approve";
            case "return" -> "returned";
            default -> "done";
        };
    }
}
