package vn.motcua.web;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/**
 * What a form that was sent hands to the page it leads to: what is wrong and what was typed, or what was done. Kept in
 * the session and shown once, so that neither a reload nor the browser's way back sends the form again. A handler method
 * gets it as a parameter; {@link SeeOther} hands it on.
 *
 * @param typed what the form held, by field name
 * @param notice key of the text that says what was done
 */
public record Flash(
        List<Problem> problems,
        Map<String, String> typed,
        @Nullable String notice) implements Serializable {

    static final Flash NOTHING = new Flash(List.of(), Map.of(), null);

    public Flash {
        problems = List.copyOf(problems);
        typed = Map.copyOf(typed);
    }

    /** What was typed in that field; what the page knows otherwise when nothing was refused. */
    public String typed(String field, String otherwise) {
        return typed.getOrDefault(field, otherwise);
    }
}
