package vn.motcua.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.web.Choice;

/**
 * What an officer may do to a dossier's time, and what would come of it.
 *
 * @param acts to choose from; empty when nothing may be done
 * @param agencies of ours that can be asked
 * @param silence how long an asked agency has and by which law its silence is agreement; {@code null} where the officer
 *     has to say
 * @param days what an officer who has to say should know
 */
public record ClockForm(
        List<Choice> acts, List<Choice> agencies, @Nullable String silence, String days) {

    static final ClockForm NOTHING = new ClockForm(List.of(), List.of(), null, "");

    /** Those of the acts that begin so, as the page's script wants them: divided by bars. */
    public String acts(String prefix) {
        return String.join(
                "|",
                acts.stream()
                        .map(Choice::value)
                        .filter(v -> v.startsWith(prefix))
                        .toList());
    }

    /** Whether nothing but an answer can be entered. */
    public boolean answersOnly() {
        return acts.stream().allMatch(act -> act.value().startsWith(ClockForms.ANSWER));
    }

    /** What the officer writes: a reason, the answer, or whichever of both it is. */
    public String written() {
        return answersOnly() ? "answer" : offers(ClockForms.ANSWER) ? "reason-or-answer" : "reason";
    }

    public boolean offers(String prefix) {
        return !acts(prefix).isEmpty();
    }
}
