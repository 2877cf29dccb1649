package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.FormDesign;
import vn.motcua.catalog.ProcedureDraft;
import vn.motcua.catalog.ProcedureDrafts;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Editing the form of a procedure's draft as a list of questions, beside it what the public will see, drawn by the very
 * templates of the portal. One form on the page holds both, so that neither what is edited nor what is tried is lost;
 * names of what is edited have a dot in them, names of questions have none.
 */
@Controller
@RequestMapping(CatalogPages.ROOT + "/{code}/ban-nhap/to-khai")
@Permit({Permission.CATALOG_EDIT, Permission.CATALOG_PUBLISH})
class CatalogFormPages {

    private static final String TRY = "thu";
    private static final Pattern TRIED = Pattern.compile("[^.]+(\\.[a-z]+)?");

    private final ProcedureDrafts drafts;
    private final Clock clock;

    CatalogFormPages(ProcedureDrafts drafts, Clock clock) {
        this.drafts = drafts;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView form(
            @PathVariable String code,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer) {
        ProcedureDraft draft = known(code);
        Optional<FormDesign> design = FormDesign.of(draft.files());
        return design.isEmpty()
                ? page(draft, null, draft.files(), List.of(), officer)
                : page(draft, FormSheet.of(design.get()), draft.files(), List.of(), officer)
                        .addObject("done", done)
                        .addObject("unsaved", false);
    }

    private ModelAndView page(
            ProcedureDraft draft,
            @Nullable FormSheet sheet,
            Map<String, String> files,
            List<Problem> problems,
            Actor.Officer officer) {
        List<Problem> faults = drafts.problems(draft.code(), files);
        return preview(
                CatalogPages.marked(
                        new ModelAndView("admin/catalogForm")
                                .addObject("draft", draft)
                                .addObject("sheet", sheet)
                                .addObject("faults", sheet == null ? faults : sheet.placed(faults))
                                .addObject("done", "")
                                .addObject("unsaved", true)
                                .addObject("opened", -1)
                                .addObject("mayEdit", officer.may(Permission.CATALOG_EDIT)),
                        problems),
                files,
                Map.of(),
                false);
    }

    private ModelAndView preview(
            ModelAndView page, Map<String, String> files, Map<String, String> given, boolean tried) {
        Form form = drafts.preview(files).orElse(null);
        Map<String, Object> answers = form == null ? Map.of() : form.read(given);
        return page.addObject("form", form)
                .addObject("answers", answers)
                .addObject("typed", given)
                .addObject("tried", tried)
                .addObject("wrong", form == null || !tried ? List.of() : form.validate(answers, false, today()));
    }

    @PostMapping
    @Permit(Permission.CATALOG_EDIT)
    ModelAndView edit(
            @PathVariable String code,
            @RequestParam(name = "phien-ban.", defaultValue = "0") int revision,
            @RequestParam(name = "lam.", defaultValue = "luu") String act,
            @RequestParam MultiValueMap<String, String> posted,
            @RequestHeader(name = "HX-Request", defaultValue = "") String inPlace,
            Actor.Officer officer) {
        FormSheet typed = FormSheet.of(posted);
        FormSheet sheet = typed.acted(act);
        ProcedureDraft draft = drafts.find(code)
                .orElseThrow(() -> new DraftGone(code, sheet.design().within(Map.of())));
        Map<String, String> files = sheet.design().within(draft.files());
        Map<String, String> answers = answers(posted);
        boolean tried = act.equals(TRY);
        if (!inPlace.isEmpty() && (tried || act.equals("xem"))) {
            return preview(new ModelAndView("admin/catalogFormPreview"), files, answers, tried);
        }
        if (!act.equals("luu")) {
            return preview(page(draft, sheet, files, List.of(), officer), files, answers, tried)
                    .addObject("opened", FormSheet.openedBy(act));
        }
        List<Problem> unread = sheet.problems();
        Result<ProcedureDraft> saved = unread.isEmpty()
                ? drafts.save(code, revision, files, officer, clock.instant())
                : Result.refused(unread);
        return switch (saved) {
            case Result.Done<ProcedureDraft> ignored -> CatalogPages.to(code + "/ban-nhap/to-khai?da=luu");
            case Result.Refused<ProcedureDraft> refused ->
                preview(
                        page(
                                drafts.find(code).orElseThrow(() -> new DraftGone(code, files)),
                                sheet,
                                files,
                                refused.problems(),
                                officer),
                        files,
                        answers,
                        false);
        };
    }

    /** What was tried in the preview: names of questions have no dot, and those of the sheet end in a number after it. */
    private static Map<String, String> answers(MultiValueMap<String, String> posted) {
        Map<String, String> answers = new HashMap<>();
        posted.forEach((name, values) -> {
            if (TRIED.matcher(name).matches()) {
                answers.put(name, values.getFirst());
            }
        });
        return answers;
    }

    private ProcedureDraft known(String code) {
        return drafts.find(code).orElseThrow(() -> new DraftGone(code, Map.of()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }
}
