package vn.motcua.catalog;

import java.util.Map;
import java.util.Set;

/**
 * Shown only when the answer to {@code field} is one of {@code in}. A ticked box answers {@code true}.
 *
 * @param in the answers, as text
 */
public record ShowWhen(String field, Set<String> in) {

    public ShowWhen {
        in = Set.copyOf(in);
    }

    /** Whether it holds for these answers; an unanswered box counts as not ticked. */
    public boolean holds(Map<String, Object> answers) {
        Object answer = answers.get(field);
        return answer == null ? in.contains("false") : in.contains(answer.toString());
    }
}
