package vn.motcua.portal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Prefill;
import vn.motcua.web.Page;

/**
 * A draft on its way to being sent, at one of its screens.
 *
 * @param root address of the draft
 * @param part key of the screen: {@code nguoi-nop}, a page of the form, {@code giay-to} or {@code kiem-tra}
 * @param previous address of the screen before
 * @param answers answers of the form, as far as they can be read; {@code typed} exactly as they were typed
 * @param applicant who files: kind, name, identity, phone, email, address
 * @param notes what stands beside a field: where its answer is from, or that it is new
 * @param prefill what the person answered when asked whether what is known may be used; {@code null} when not asked
 * @param saved when it was last saved
 */
public record FilingView(
        Procedure procedure,
        String agency,
        String root,
        String part,
        String previous,
        List<StepLine> steps,
        Map<String, Object> answers,
        Map<String, String> typed,
        Map<String, String> applicant,
        Map<String, String> notes,
        @Nullable Prefill prefill,
        @Nullable Instant saved) {

    static final String APPLICANT = "nguoi-nop";
    static final String PAPERS = "giay-to";
    static final String CHECK = "kiem-tra";

    /** A screen in the line of screens. */
    public record StepLine(String key, String title, String href, boolean done, boolean now) {}

    /** Which screen this is, counted from 1. */
    public int number() {
        return steps.stream().map(StepLine::key).toList().indexOf(part) + 1;
    }

    /** Address of the screen after this one. */
    public String next() {
        return steps.get(Math.min(number(), steps.size() - 1)).href();
    }

    public String here() {
        return address(part);
    }

    public String address(String screen) {
        return root + "/" + screen;
    }

    /** The form's page on this screen; {@code null} on the others. */
    public Form.@Nullable Page formPage() {
        return procedure.form().page(part).orElse(null);
    }

    public String title(Page page) {
        return title(page, procedure, part);
    }

    static String title(Page page, Procedure procedure, String part) {
        return procedure
                .form()
                .page(part)
                .map(Form.Page::title)
                .orElseGet(() -> page.t(
                        switch (part) {
                            case APPLICANT -> "portal.file.applicant";
                            case PAPERS -> "portal.file.papers";
                            default -> "portal.file.check";
                        }));
    }

    /** Where a field, a paper or a line of the applicant is asked for. */
    public String addressOf(String field) {
        if (field.startsWith("applicant.")) {
            return address(APPLICANT) + "?ve=" + CHECK + "#" + field;
        }
        if (field.startsWith("paper.")) {
            return address(PAPERS) + "#" + field;
        }
        return procedure
                .form()
                .pageOf(field)
                .map(p -> address(p.key()) + "?ve=" + CHECK + "#" + field)
                .orElse("#" + field);
    }

    public String applicant(String name) {
        return applicant.getOrDefault(name, "");
    }

    public String caseName() {
        return procedure.caseOf(answers).name();
    }

    public boolean forCitizen() {
        return procedure.audiences().contains(Audience.CITIZEN);
    }

    public boolean forBusiness() {
        return procedure.audiences().contains(Audience.BUSINESS);
    }
}
