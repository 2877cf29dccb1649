package vn.motcua.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.PaperCase;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ShowWhen;
import vn.motcua.organization.Agency;
import vn.motcua.process.Step;
import vn.motcua.web.Page;

/**
 * A procedure as its page and its notice for the board show it.
 *
 * @param shown the case whose papers and term are shown
 * @param agencies who offers it today
 * @param related what belongs with it, each with its name where it is published
 * @param steps the process in the order of its file, each with the name of the answering unit
 */
public record ProcedureView(
        Procedure procedure, PaperCase shown, List<Agency> agencies, List<StepView> steps, List<Related> related) {

    /** A procedure that belongs with it; the name is {@code null} where it is not published here. */
    public record Related(String code, @Nullable String name) {}

    /** A step with the name of the unit that answers for it. */
    public record StepView(Step step, String unit) {

        /** The result waits to be collected: the time limit has ended before. */
        public boolean handsOver() {
            return step.work().equals("RETURN");
        }
    }

    /** The way to the result: up to the step that returns it. */
    public List<StepView> usualSteps() {
        return steps.subList(0, afterReturn());
    }

    /** What only happens when the dossier is refused: process files tell it after the return. */
    public List<StepView> refusalSteps() {
        return steps.subList(afterReturn(), steps.size());
    }

    private int afterReturn() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).handsOver()) {
                return i + 1;
            }
        }
        return steps.size();
    }

    /** Whether the record names agencies or places beside the competent one. */
    public boolean toldOfAgencies() {
        return !procedure.receiptPlace().isEmpty()
                || !procedure.delegatedAgency().isEmpty()
                || !procedure.implementingAgencies().isEmpty()
                || !procedure.coordinatingAgencies().isEmpty();
    }

    /** Whom it is for, told. */
    public String audience(Page page) {
        return String.join(
                ", ",
                procedure.audiences().stream()
                        .filter(a -> a != Audience.INTERNAL)
                        .sorted()
                        .map(a -> page.t("portal.audience." + a.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /**
     * Papers asked for alike.
     *
     * @param of the case; {@code null} = all of the cases told of
     */
    public record PaperGroup(@Nullable PaperCase of, List<Paper> papers) {}

    /** The papers of these cases: first what all of them ask for in the same way, then what each asks for beside it. */
    static List<PaperGroup> groups(List<PaperCase> cases) {
        if (cases.size() == 1) {
            return List.of(new PaperGroup(null, cases.getFirst().papers()));
        }
        List<Paper> common = cases.getFirst().papers().stream()
                .filter(paper -> cases.stream().allMatch(c -> c.papers().contains(paper)))
                .toList();
        List<PaperGroup> groups = new ArrayList<>();
        if (!common.isEmpty()) {
            groups.add(new PaperGroup(null, common));
        }
        for (PaperCase c : cases) {
            groups.add(new PaperGroup(
                    c, c.papers().stream().filter(p -> !common.contains(p)).toList()));
        }
        return groups;
    }

    public boolean manyCases() {
        return procedure.cases().size() > 1;
    }

    /** When a paper is asked for at all, told; {@code null} = always. */
    public @Nullable String condition(Page page, Paper paper) {
        ShowWhen when = paper.showWhen();
        if (when == null) {
            return null;
        }
        Optional<Form.Field> field = procedure.form().field(when.field());
        String question = field.map(Form.Field::label).orElse(when.field());
        List<String> answers = when.in().stream()
                .sorted()
                .map(v -> switch (v) {
                    case "true" -> page.t("web.yes");
                    case "false" -> page.t("web.no");
                    default -> field.map(f -> f.optionLabel(v)).orElse(v);
                })
                .toList();
        return page.t("portal.paper.when", question, String.join(page.t("portal.or"), answers));
    }

    /** How many originals and copies, told; empty where the record says neither. */
    public String count(Page page, Paper paper) {
        if (paper.originals() > 0 && paper.copies() > 0) {
            return page.t("portal.paper.both", paper.originals(), paper.copies());
        }
        if (paper.originals() > 0) {
            return page.t("portal.paper.originals", paper.originals());
        }
        return paper.copies() > 0 ? page.t("portal.paper.copies", paper.copies()) : "";
    }
}
