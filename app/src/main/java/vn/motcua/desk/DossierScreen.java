package vn.motcua.desk;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** Draws the page of a dossier: as it stands, or again after a command was refused, with all that was typed. */
@Component
class DossierScreen {

    static final String ROOT = "/lam-viec/ho-so/";

    /** Fields in which people write, and those of the form of a step. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(q\\d+\\.(note|legalBasis|answers\\..+)|(tu-choi|bo-sung|thoi-han)\\.(reason|legalBasis|basis|other|how\\..+))");

    private final Dossiers dossiers;
    private final DossierViews views;
    private final DeskRail rail;
    private final Files files;
    private final Clock clock;

    DossierScreen(Dossiers dossiers, DossierViews views, DeskRail rail, Files files, Clock clock) {
        this.dossiers = dossiers;
        this.views = views;
        this.rail = rail;
        this.files = files;
        this.clock = clock;
    }

    /** The dossier, or nothing to be found for who may not read it. */
    Dossier find(String code, Actor.Officer officer) {
        return dossiers.byCode(code, officer, clock.instant())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /**
     * @param problems what was wrong, at the fields of the page
     * @param kept the result file that came with a refused decision, if any
     */
    ModelAndView page(
            String code,
            Actor.Officer officer,
            Page page,
            List<Problem> problems,
            Map<String, String> typed,
            @Nullable StoredFile kept) {
        Instant now = clock.instant();
        DossierView view = views.of(find(code, officer), officer, kept, page, now);
        return new ModelAndView("desk/dossier")
                .addObject("view", view)
                .addObject("rail", rail.of(officer, page))
                .addObject("problems", problems)
                .addObject("values", typed)
                .addObject("unsaved", unsaved(view, typed));
    }

    /** @param prefix of the fields of the refused form */
    ModelAndView refused(
            String code,
            List<Problem> problems,
            Actor.Officer officer,
            Page page,
            String prefix,
            Map<String, String> typed,
            @Nullable StoredFile kept,
            @Nullable String key) {
        List<Problem> placed = problems.stream()
                .map(p -> p.field() == null ? p : new Problem(p.code(), prefix + p.field(), p.args()))
                .toList();
        ModelAndView page422 = page(code, officer, page, placed, typed, kept).addObject("key", key);
        page422.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page422;
    }

    /** @param done which message tells that it was done */
    static ModelAndView redirect(String code, String done) {
        return new ModelAndView("redirect:" + ROOT + code + "?da=" + done);
    }

    /** Stores a file that was handed in; {@code null} when none was, or when it is refused, with the problem added. */
    @Nullable
    StoredFile store(MultipartFile file, String field, List<Problem> problems) throws IOException {
        String name = file.getOriginalFilename();
        if (name == null || name.isEmpty()) {
            return null;
        }
        return switch (files.store(name, file.getBytes())) {
            case Result.Done<StoredFile> done -> done.value();
            case Result.Refused<StoredFile> refused -> {
                refused.problems().forEach(p -> problems.add(new Problem(p.code(), field, p.args())));
                yield null;
            }
        };
    }

    /** What somebody wrote where nothing is asked any more: others were quicker, or the step has another form now. */
    private static List<String> unsaved(DossierView view, Map<String, String> typed) {
        return typed.entrySet().stream()
                .filter(e -> WRITTEN.matcher(e.getKey()).matches())
                .filter(e -> !e.getValue().isBlank() && !view.asks(e.getKey()))
                .map(e -> e.getValue().strip())
                .toList();
    }
}
