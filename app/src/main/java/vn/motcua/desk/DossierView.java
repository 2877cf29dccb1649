package vn.motcua.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Form;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.process.TaskSummary;
import vn.motcua.web.Choice;
import vn.motcua.web.Moment;
import vn.motcua.web.StatusLook;
import vn.motcua.web.TimeLeft;

/**
 * A dossier as an officer works on it: whose turn, what was handed in, and what this officer may do. All names are told.
 *
 * @param root address of the page
 * @param until when the step in hand is due, {@code left} until then; {@code promised} until the dossier's appointment
 * @param paused since when the clock is stopped; {@code null} while it runs
 * @param reasons why it is where it is; one line for each office when it is at several
 * @param lastWord what the step before decided and noted; may be empty
 * @param key idempotency key for the page's commands
 */
public record DossierView(
        Dossier dossier,
        String root,
        StatusLook status,
        String who,
        @Nullable String person,
        @Nullable Instant until,
        @Nullable TimeLeft left,
        @Nullable TimeLeft promised,
        @Nullable Instant paused,
        List<String> reasons,
        List<String> why,
        List<PaperLine> papers,
        List<Record> records,
        @Nullable FileLine result,
        List<TaskLine> tasks,
        Acts acts,
        List<Moment> moments,
        String lastWord,
        List<Span> spans,
        String elements,
        List<Print> prints,
        String key) {

    /** A paper asked for or handed in. {@code missing}: it is required and not there. */
    public record PaperLine(String key, String name, String count, List<FileLine> files, boolean missing) {}

    /** @param from where it is used again from, told; empty when it was sent anew */
    public record FileLine(String href, String name, String size, String from) {}

    /**
     * An open step.
     *
     * @param prefix of the names of its form's fields
     * @param holder who has it, {@code null} while nobody has
     * @param mayAct it can be decided now by this officer; {@code mayTake} it can be claimed, {@code mayHand} handed over
     * @param records its result is recorded here; {@code refuses} it can end the dossier with a refusal,
     *     {@code proposesRefusal} ask for one
     * @param note message key of what its note is for
     * @param assignees of whom one is chosen for the next step; empty where nobody is
     * @param kept name of a result file that was already sent with a refused decision
     * @param form to be filled in with the decision; {@code null} where the step has none, so {@code print}
     */
    public record TaskLine(
            TaskSummary task,
            String prefix,
            String unit,
            @Nullable String holder,
            boolean mayAct,
            boolean mayTake,
            boolean mayHand,
            boolean records,
            boolean refuses,
            boolean proposesRefusal,
            boolean returns,
            String note,
            List<Choice> colleagues,
            List<Choice> assignees,
            @Nullable String kept,
            @Nullable StepForm form,
            @Nullable StepPrintLine print) {

        /** Whether a field of that name is of this step, and its form, if it is one of its form, has it still. */
        boolean asks(String field) {
            boolean ofForm = field.startsWith(prefix + DecisionPage.ANSWERS);
            return field.startsWith(prefix)
                    && (!ofForm
                            || form != null
                                    && form.page().fields().stream()
                                            .anyMatch(f -> f.name().equals(field)
                                                    || f.inputs().contains(field)));
        }
    }

    /** The form of a step, its one page with the names its fields have here. */
    public record StepForm(Form form, Form.Page page) {}

    /**
     * The printed form of a step.
     *
     * @param href {@code null} while there is nothing of the kind to print, and then {@code why} tells what is missing
     */
    public record StepPrintLine(@Nullable String href, String label, String why) {}

    /** What an officer recorded at a step: {@code about} tells at which, who and when. */
    public record Record(String about, Form form, Map<String, Object> answers) {}

    /**
     * What this officer may do beside the steps.
     *
     * @param clock what may be done to the dossier's time
     */
    public record Acts(
            boolean receive,
            boolean supplement,
            boolean pay,
            @Nullable SupplementNotice supply,
            ClockForm clock) {}

    /** A stretch of the responsibility account; {@code x} and {@code width} in thousandths of the bar. */
    public record Span(String who, Instant from, @Nullable Instant until, long minutes, int x, int width, int colour) {}

    /** A form that can be printed. */
    public record Print(String href, String label) {}

    /** Whether there is anything this officer can do here now. */
    public boolean idle() {
        return tasks.stream().noneMatch(t -> t.mayAct() || t.mayTake() || t.mayHand())
                && !acts.receive()
                && !acts.supplement()
                && !acts.pay()
                && acts.clock().acts().isEmpty()
                && acts.supply() == null;
    }

    /** Whether the fee is still to be taken by who is about to return the result. */
    public boolean unpaidAtReturn() {
        return acts.pay() && tasks.stream().anyMatch(t -> t.returns() && t.mayAct());
    }

    /** The step this officer is asked to decide; {@code null} when none. */
    public @Nullable TaskLine asked() {
        return tasks.stream().filter(TaskLine::mayAct).findFirst().orElse(null);
    }

    /** Whether the page has a field of that name. */
    boolean asks(String field) {
        return field.startsWith(DossierPage.INTAKE)
                ? acts.receive()
                : field.startsWith(ClockPage.CLOCK)
                        ? !acts.clock().acts().isEmpty()
                        : field.startsWith(DossierPage.SUPPLEMENT)
                                ? acts.supplement()
                                : tasks.stream().anyMatch(t -> t.mayAct() && t.asks(field));
    }

    public long minutes() {
        return spans.stream().mapToLong(Span::minutes).sum();
    }
}
