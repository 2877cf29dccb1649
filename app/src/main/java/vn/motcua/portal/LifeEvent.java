package vn.motcua.portal;

import java.util.List;
import vn.motcua.catalog.ProcedureSummary;

/**
 * A moment in life that brings people here; its name is {@code portal.event.<key>}, and where to go as long as nothing is
 * offered for it {@code portal.event.<key>.elsewhere}.
 *
 * @param procedures what is offered for it today
 */
public record LifeEvent(String key, String icon, List<ProcedureSummary> procedures) {

    private static final int NAMED = 2;

    public LifeEvent {
        procedures = List.copyOf(procedures);
    }

    public boolean offered() {
        return !procedures.isEmpty();
    }

    /** The first of its procedures by name. */
    public String names() {
        return String.join(
                " · ",
                procedures.stream()
                        .limit(NAMED)
                        .map(ProcedureSummary::shortName)
                        .toList());
    }

    /** How many more there are than {@link #names()} tells. */
    public int more() {
        return Math.max(0, procedures.size() - NAMED);
    }
}
