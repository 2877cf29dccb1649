package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Catalog;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.dossier.Tracking;
import vn.motcua.feedback.Factor;
import vn.motcua.feedback.RatedDossier;
import vn.motcua.feedback.RatingForm;
import vn.motcua.feedback.RatingId;
import vn.motcua.feedback.Ratings;
import vn.motcua.identity.PermitAll;
import vn.motcua.identity.PermitCitizen;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;
import vn.motcua.web.RequestSource;
import vn.motcua.web.StatusLook;

/** Following a dossier with its code and secret, or signed in; and what its owner can do about it. */
@Controller
class TrackPages {

    private static final String CODE = "ma";
    private static final String SECRET = "ma-tra-cuu";

    private final Tracking tracking;
    private final Dossiers dossiers;
    private final Drafts drafts;
    private final Casework casework;
    private final Ratings ratings;
    private final Files files;
    private final Uploads uploads;
    private final RequestSource source;
    private final Catalog catalog;
    private final TrackViews views;
    private final Clock clock;

    TrackPages(
            Tracking tracking,
            Dossiers dossiers,
            Drafts drafts,
            Casework casework,
            Ratings ratings,
            Files files,
            Uploads uploads,
            RequestSource source,
            Catalog catalog,
            TrackViews views,
            Clock clock) {
        this.tracking = tracking;
        this.dossiers = dossiers;
        this.drafts = drafts;
        this.casework = casework;
        this.ratings = ratings;
        this.files = files;
        this.uploads = uploads;
        this.source = source;
        this.catalog = catalog;
        this.views = views;
        this.clock = clock;
    }

    /** By form, or by the address printed as a code on the receipt. */
    @PermitAll
    @RequestMapping(
            path = "/tra-cuu",
            method = {RequestMethod.GET, RequestMethod.POST})
    ModelAndView track(
            @RequestParam(name = CODE, defaultValue = "") String code,
            @RequestParam(name = SECRET, defaultValue = "") String secret,
            Actor actor,
            Page page,
            HttpServletRequest request) {
        if (secret.isBlank()) {
            boolean sent = request.getMethod().equals("POST");
            ModelAndView form =
                    form(code, sent ? List.of(Problem.at(SECRET, "portal.track.secret.missing")) : List.of());
            return sent ? unprocessable(form) : form;
        }
        return switch (open(code, secret, actor, request)) {
            case Result.Done<ApplicantPass> pass -> show(pass.value(), page, List.of(), null);
            case Result.Refused<ApplicantPass> refused -> unprocessable(form(code, refused.problems()));
        };
    }

    @PermitAll
    @PostMapping("/tra-cuu/bo-sung")
    ModelAndView supply(
            @RequestParam(name = CODE) String code,
            @RequestParam(name = SECRET) String secret,
            @RequestParam(name = "khoa") String key,
            MultipartHttpServletRequest request,
            Actor actor,
            Page page)
            throws IOException {
        ApplicantPass pass = pass(code, secret, actor, request);
        Dossier dossier = dossiers.of(pass, clock.instant());
        SupplementNotice notice = TrackViews.openNotice(dossier).orElse(null);
        if (notice == null) {
            // already sent, or answered at the desk meanwhile
            return show(pass, page, List.of(), null);
        }
        List<Problem> problems = new ArrayList<>();
        List<Content.HandedIn> papers = new ArrayList<>();
        for (int i = 0; i < notice.items().size(); i++) {
            String paper = TrackViews.paperKey(notice, i);
            List<FileId> kept = uploads.keep("paper." + paper, request, problems);
            if (!kept.isEmpty()) {
                papers.add(new Content.HandedIn(paper, notice.items().get(i).name(), 0, 0, kept));
            }
        }
        if (!problems.isEmpty()) {
            return unprocessable(show(pass, page, problems, null));
        }
        return outcome(
                casework.supply(pass, Map.of(), papers, key, clock.instant()), pass, page, "portal.supplement.done");
    }

    @PermitAll
    @PostMapping("/tra-cuu/rut")
    ModelAndView withdraw(
            @RequestParam(name = CODE) String code,
            @RequestParam(name = SECRET) String secret,
            @RequestParam(name = "khoa") String key,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            Actor actor,
            Page page,
            HttpServletRequest request) {
        ApplicantPass pass = pass(code, secret, actor, request);
        return outcome(casework.withdraw(pass, reason, key, clock.instant()), pass, page, "portal.withdraw.done");
    }

    @PermitAll
    @PostMapping("/tra-cuu/danh-gia")
    ModelAndView rate(
            @RequestParam(name = CODE) String code,
            @RequestParam(name = SECRET) String secret,
            @RequestParam Map<String, String> posted,
            Actor actor,
            Page page,
            HttpServletRequest request) {
        ApplicantPass pass = pass(code, secret, actor, request);
        Dossier dossier = dossiers.of(pass, clock.instant());
        Map<Factor, Integer> factors = new EnumMap<>(Factor.class);
        for (Factor factor : Factor.values()) {
            int score = score(posted.get(factor.name().toLowerCase(Locale.ROOT)));
            if (score != 0) {
                factors.put(factor, score);
            }
        }
        Result<RatingId> rated = ratings.rate(
                new RatedDossier(dossier.id(), dossier.agency().id(), TrackViews.mayRate(dossier)),
                new RatingForm(score(posted.get("overall")), factors, posted.get("comment")),
                clock.instant());
        return outcome(rated, pass, page, "portal.rate.done");
    }

    /** The result as a file, where there is one. */
    @PermitAll
    @PostMapping("/tra-cuu/ket-qua")
    ResponseEntity<byte[]> result(
            @RequestParam(name = CODE) String code,
            @RequestParam(name = SECRET) String secret,
            Actor actor,
            HttpServletRequest request) {
        ApplicantPass pass = pass(code, secret, actor, request);
        FileId file = dossiers.of(pass, clock.instant()).resultFile();
        if (file == null || !dossiers.mayReadFile(pass, file)) {
            throw notFound();
        }
        StoredFile info = files.info(file);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(info.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(info.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(files.content(file));
    }

    @PermitCitizen
    @GetMapping("/ho-so")
    ModelAndView mine(Actor.Citizen citizen, Page page) {
        List<MineLine> sent = tracking.mine(citizen).stream()
                .map(m -> new MineLine(
                        "/ho-so/" + m.code(),
                        m.code(),
                        name(m.procedureCode()),
                        StatusLook.valueOf(m.status().name()),
                        m.dueAt().map(page::dateTime).orElse("–")))
                .toList();
        List<DraftLine> begun = drafts.of(citizen).stream()
                .filter(d -> d.agency() != null)
                .map(d -> new DraftLine(address(d), name(d.procedureCode()), d.updatedAt()))
                .toList();
        return new ModelAndView("portal/mine").addObject("sent", sent).addObject("drafts", begun);
    }

    @PermitCitizen
    @GetMapping("/ho-so/{code}")
    ModelAndView mine(@PathVariable String code, Actor.Citizen citizen, Page page) {
        return show(tracking.open(code, citizen).orElseThrow(TrackPages::notFound), page, List.of(), null);
    }

    private <T> ModelAndView outcome(Result<T> result, ApplicantPass pass, Page page, String doneKey) {
        return switch (result) {
            case Result.Done<T> ignored -> show(pass, page, List.of(), page.t(doneKey));
            case Result.Refused<T> refused -> unprocessable(show(pass, page, refused.problems(), null));
        };
    }

    private static ModelAndView form(String code, List<Problem> problems) {
        return new ModelAndView("portal/track").addObject("code", code).addObject("problems", problems);
    }

    private ModelAndView show(ApplicantPass pass, Page page, List<Problem> problems, @Nullable String notice) {
        Instant now = clock.instant();
        return new ModelAndView("portal/dossier")
                .addObject("view", views.of(dossiers.of(pass, now), page, now))
                .addObject("problems", problems)
                .addObject("notice", notice);
    }

    private Result<ApplicantPass> open(String code, String secret, Actor actor, HttpServletRequest request) {
        return tracking.open(code, secret, actor, source.of(request), clock.instant());
    }

    /** A command without the right code and secret did not come from our pages. */
    private ApplicantPass pass(String code, String secret, Actor actor, HttpServletRequest request) {
        return switch (open(code, secret, actor, request)) {
            case Result.Done<ApplicantPass> pass -> pass.value();
            case Result.Refused<ApplicantPass> ignored -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        };
    }

    private String name(String procedureCode) {
        return catalog.current(procedureCode).map(p -> p.shortName()).orElse(procedureCode);
    }

    private static String address(Draft draft) {
        return "/thu-tuc/" + draft.procedureCode() + "/nop/" + draft.id() + "/" + FilingView.APPLICANT;
    }

    private static int score(@Nullable String typed) {
        return typed != null && typed.matches("[1-9]") ? Integer.parseInt(typed) : 0;
    }

    private static ModelAndView unprocessable(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
