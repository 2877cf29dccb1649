package vn.motcua.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.dmn.parser.ParsedDmn;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** The decisions a process may ask: one DMN file, kept within the BPMN file so that the two are one version. */
public final class Decisions {

    /** What holds the DMN file, as text, among the extension elements of the process. */
    static final String ELEMENT = "decisions";

    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?\\s*<\\?xml[^>]*\\?>");
    private static final Decisions NONE = new Decisions(Map.of());

    private final Map<String, Decision> byId;

    private Decisions(Map<String, Decision> byId) {
        this.byId = byId;
    }

    /** The ids of all of them. */
    public Set<String> ids() {
        return byId.keySet();
    }

    /**
     * What a decision answers: a number, a text, a truth value, a list, or a map of its outputs where it has several.
     * {@code null} where no rule matches or it cannot be answered.
     *
     * @param known what its expressions may name
     * @throws IllegalArgumentException when there is no such decision
     */
    public @Nullable Object answer(String id, Map<String, Object> known) {
        Decision decision = find(id).orElseThrow(() -> new IllegalArgumentException("no decision " + id));
        return decision.answer(known, id).map(answer -> answer.get(id)).orElse(null);
    }

    Optional<Decision> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Reads a DMN file; refused with what is wrong in it, by line.
     *
     * @param dmnXml empty when there is none
     */
    public static Result<Decisions> read(String dmnXml) {
        if (dmnXml.isBlank()) {
            return Result.done(NONE);
        }
        List<Problem> problems = DmnScan.problems(dmnXml);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        // the text is already decoded: an encoding named in the declaration would be applied a second time
        String xml =
                SchemaHints.dropped(DECLARATION.matcher(dmnXml).replaceFirst("").strip());
        var parsed = Decision.engine().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        if (parsed.isLeft()) {
            return Result.refused(Problem.of(
                    "process.decisions-wrong", parsed.swap().toOption().get().message()));
        }
        ParsedDmn file = parsed.toOption().get();
        var decisions = new HashMap<String, Decision>();
        CollectionConverters.asJava(file.decisions().toSeq())
                .forEach(decision -> decisions.put(decision.id(), new Decision(file, decision)));
        return Result.done(new Decisions(Map.copyOf(decisions)));
    }

    /**
     * A BPMN file with a DMN file within it: on one line, so that every element stays on its own. A BPMN file without a
     * process comes back as it is, for the reader to refuse.
     */
    public static String within(String bpmnXml, String dmnXml) {
        return dmnXml.isBlank() ? bpmnXml : BpmnExtensions.with(bpmnXml, ELEMENT, "", dmnXml);
    }
}
