package vn.motcua.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import vn.motcua.process.StepTable;

/**
 * A step of a process as it was typed.
 *
 * @param scope the subprocess it is in; empty for the process itself
 * @param next where it leads whatever is decided; of a step with outcomes, where those lead that do not say
 * @param kept what stands on it that only the diagram can say
 */
public record StepLine(
        String id,
        String scope,
        String name,
        String unit,
        String position,
        String hours,
        String work,
        String wording,
        String form,
        String print,
        String next,
        List<StepTable.Outcome> outcomes,
        List<String> kept) {

    public StepLine {
        outcomes = List.copyOf(outcomes);
        kept = List.copyOf(kept);
    }

    static StepLine of(StepTable.Row row) {
        return new StepLine(
                row.id(),
                row.scope(),
                row.name(),
                row.unit(),
                row.position(),
                ProcessWords.hours(row.allowance()),
                row.work(),
                row.wording(),
                row.form(),
                row.print(),
                row.next(),
                row.outcomes(),
                row.kept());
    }

    static StepLine blank(String id, String scope, String next) {
        return new StepLine(id, scope, "", "", "", "", "WORK", "", "", "", next, List.of(), List.of());
    }

    StepLine next(String to) {
        return new StepLine(id, scope, name, unit, position, hours, work, wording, form, print, to, outcomes, kept);
    }

    /** The same step with what follows it renamed. */
    StepLine leading(UnaryOperator<String> to) {
        var led = new ArrayList<StepTable.Outcome>();
        outcomes.forEach(
                outcome -> led.add(new StepTable.Outcome(outcome.key(), outcome.label(), to.apply(outcome.next()))));
        return new StepLine(
                id, scope, name, unit, position, hours, work, wording, form, print, to.apply(next), led, kept);
    }

    /** What follows it first of all. */
    String follower() {
        return outcomes.isEmpty() ? next : outcomes.getFirst().next();
    }
}
