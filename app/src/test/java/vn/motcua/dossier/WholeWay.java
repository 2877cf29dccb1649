package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;

/** Answers to any form, and the way of a dossier through its process, step by step. */
public final class WholeWay {

    private WholeWay() {}

    /** Answers to what is shown: the first option, the least number, words that say they are an example. */
    public static Map<String, String> typed(Procedure procedure, Map<String, String> chosen) {
        Form form = procedure.form();
        Map<String, String> typed = new LinkedHashMap<>();
        for (Form.Field field : form.fields()) {
            if (field.kind() == Form.Kind.ADDRESS) {
                typed.putAll(AuthorityAtWork.address(field.name()));
                continue;
            }
            String first =
                    field.options().isEmpty() ? "" : field.options().getFirst().value();
            String answer = switch (field.kind()) {
                case CHOICE -> first;
                case CHECK -> "true";
                case DATE -> field.notBefore() != null ? "2026-12-01" : "2020-02-03";
                case NUMBER, MONEY -> "1";
                case PHONE -> "0900000001";
                case EMAIL -> "vidu@example.vn";
                case IDENTITY -> "001190000001";
                case TEXT, TEXTAREA -> "Ví dụ 1990";
                case ADDRESS -> throw new IllegalStateException(field.name());
            };
            typed.put(field.name(), chosen.getOrDefault(field.name(), answer));
        }
        return typed;
    }

    /** Works what is open until nothing is, and names the steps passed; a step not decided on ends as most do. */
    static List<String> worked(AuthorityAtWork at, DossierId id, Map<String, String> decisions, Instant received) {
        List<String> steps = new ArrayList<>();
        Instant now = received.plusSeconds(60);
        for (List<TaskSummary> open = at.open(id); !open.isEmpty(); open = at.open(id)) {
            TaskSummary task = open.getFirst();
            String outcome = decisions.getOrDefault(
                    task.elementId(), task.outcomes().getFirst().key());
            at.step(id, task.elementId(), outcome, now);
            steps.add(task.elementId());
            now = now.plusSeconds(60);
        }
        return steps;
    }

    /** {@code a=b;c=d} */
    public static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split(";", -1)) {
            pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return pairs;
    }
}
