package vn.motcua.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * What editors of a process do with its file. Pure: file in, file out. A file given to any but {@link #readable} is one
 * that was found to be.
 */
public final class ProcessDesign {

    private ProcessDesign() {}

    /** The file, if it can be read and drawn; whether it may be published is for {@link Processes#check} to say. */
    public static Result<String> readable(String bpmnXml) {
        BpmnScan.Scanned scanned = BpmnScan.scan(bpmnXml);
        return scanned.problems().isEmpty() ? BpmnReader.valid(bpmnXml) : Result.refused(scanned.problems());
    }

    /** The file with a layout: its own where it is whole, else one made for all of it. */
    public static String drawn(String bpmnXml) {
        return ProcessLayout.drawn(bpmnXml);
    }

    /** The steps as a table. */
    public static StepTable table(String bpmnXml) {
        return StepTables.read(bpmnXml);
    }

    /**
     * The file changed to what the table says. What a table cannot say is kept as it is; without a change it is the very
     * same file.
     *
     * @return refused with problems whose first argument is the id of a row
     */
    public static Result<String> edited(String bpmnXml, StepTable table) {
        return StepTables.edited(bpmnXml, table).map(file -> file.equals(bpmnXml) ? file : ProcessLayout.drawn(file));
    }

    /** What was added, removed and changed from one version to another, in the order of the later file. */
    public static List<ProcessChange> difference(String before, String after) {
        return ProcessDifference.between(before, after);
    }

    /**
     * What the condition of a flow asks of a variable.
     *
     * @param path "x", "y" of {@code form.x.y}
     * @param flow id of the flow
     */
    public record Asked(List<String> path, String flow, int line) {}

    /** The forms of steps a file has, by key; none of a file that cannot be read. */
    public static List<TaskForm> forms(String bpmnXml) {
        return BpmnScan.scan(bpmnXml).forms().values().stream()
                .sorted(Comparator.comparing(TaskForm::key))
                .toList();
    }

    /** All that conditions ask of a variable, in the order of the file; nothing of a file that cannot be read. */
    public static List<Asked> asked(String bpmnXml, String variable) {
        List<Asked> asked = new ArrayList<>();
        if (BpmnReader.read(bpmnXml) instanceof Result.Done<ProcessGraph>(ProcessGraph graph)) {
            for (ProcessGraph.Flow flow : graph.flows()) {
                Expression condition = flow.condition();
                if (condition != null) {
                    condition.paths(variable).stream()
                            .sorted(Comparator.comparing(path -> String.join(".", path)))
                            .forEach(path -> asked.add(new Asked(path, flow.id(), flow.line())));
                }
            }
        }
        return List.copyOf(asked);
    }

    /** Everything that keeps a file from being published, each with the id of its element as the first argument. */
    public static List<Problem> problems(String bpmnXml) {
        return Processes.check(bpmnXml);
    }

    /** A file in which nothing but the start of a process is. */
    public static String empty(String name) {
        BpmnDocument file = BpmnDocument.parse("""
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="https://motcua.vn/bpmn" id="definitions" targetNamespace="https://motcua.vn/bpmn">
                  <bpmn:process id="process" isExecutable="true">
                    <bpmn:startEvent id="start" name="Hồ sơ được tiếp nhận"/>
                  </bpmn:process>
                </bpmn:definitions>
                """);
        file.process().setAttribute("name", name);
        return file.write();
    }

    /** The text of a file that looks like XML; empty for any other. */
    public static Optional<String> asBpmn(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return plain.stripLeading().startsWith("<") ? Optional.of(plain) : Optional.empty();
    }

    static String plain(String attribute) {
        return attribute
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#10;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
