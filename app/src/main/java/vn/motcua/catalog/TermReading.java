package vn.motcua.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.shared.Problem;

/**
 * What a time limit in free words was understood as. It may be used without asking only when it is {@link #sure}.
 *
 * @param rule what was read, {@code null} when nothing was; with doubts it is a suggestion only
 * @param doubts why a person has to look at it, empty when it is sure
 */
public record TermReading(@Nullable AppointmentRule rule, List<Problem> doubts) {

    public TermReading {
        doubts = List.copyOf(doubts);
    }

    public boolean sure() {
        return rule != null && doubts.isEmpty();
    }
}
