package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.ApplicantPass;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierPrints;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.feedback.Factor;
import vn.motcua.feedback.RatedDossier;
import vn.motcua.feedback.RatingForm;
import vn.motcua.feedback.Ratings;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.SeeOther;

/** What the owner of a dossier can do about it. Every command carries code and secret, and leads back to its page. */
@Controller
@PermitAll
class TrackActs {

    private static final String KEY = "khoa";

    private final TrackDoor door;
    private final Dossiers dossiers;
    private final DossierPrints prints;
    private final Casework casework;
    private final Ratings ratings;
    private final Files files;
    private final Uploads uploads;
    private final Clock clock;

    TrackActs(
            TrackDoor door,
            Dossiers dossiers,
            DossierPrints prints,
            Casework casework,
            Ratings ratings,
            Files files,
            Uploads uploads,
            Clock clock) {
        this.door = door;
        this.dossiers = dossiers;
        this.prints = prints;
        this.casework = casework;
        this.ratings = ratings;
        this.files = files;
        this.uploads = uploads;
        this.clock = clock;
    }

    @PostMapping("/tra-cuu/bo-sung")
    ModelAndView supply(
            @RequestParam(name = TrackPages.CODE) String code,
            @RequestParam(name = TrackPages.SECRET) String secret,
            @RequestParam(name = KEY) String key,
            @RequestParam(name = "bo", defaultValue = "") String dropped,
            MultipartHttpServletRequest request,
            Actor actor)
            throws IOException {
        ApplicantPass pass = door.pass(code, secret, actor, request);
        Dossier dossier = door.dossier(pass);
        SupplementNotice notice = TrackSupplement.open(dossier).orElse(null);
        if (notice == null) {
            // already sent, or answered at the desk meanwhile
            return SeeOther.at(door.address(pass, actor, request));
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, List<FileId>> uploaded = OpenedDossiers.uploaded(request, dossier.code());
        for (int i = 0; i < notice.items().size(); i++) {
            String field = TrackSupplement.field(notice, i);
            List<FileId> all = uploaded.computeIfAbsent(field, f -> new ArrayList<>());
            all.addAll(uploads.keep(field, request, problems));
            all.removeIf(file -> dropped.equals(field + ":" + file.value()));
        }
        if (dropped.isEmpty() && problems.isEmpty()) {
            problems.addAll(TrackSupplement.missing(notice, uploaded));
        }
        if (!dropped.isEmpty() || !problems.isEmpty()) {
            OpenedDossiers.keep(request, dossier.code(), uploaded);
            return door.refused(pass, actor, request, problems);
        }
        List<Content.HandedIn> papers = TrackSupplement.handedIn(notice, uploaded);
        var supplied = casework.supply(pass, Map.of(), papers, key, clock.instant());
        if (supplied instanceof Result.Done<?>) {
            OpenedDossiers.sent(request, dossier.code());
        }
        String done = dossier.receivedAt() == null ? "portal.supplement.done.before" : "portal.supplement.done";
        return door.after(supplied, done, pass, actor, request, Map.of());
    }

    @PostMapping("/tra-cuu/rut")
    ModelAndView withdraw(
            @RequestParam(name = TrackPages.CODE) String code,
            @RequestParam(name = TrackPages.SECRET) String secret,
            @RequestParam(name = KEY) String key,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            Actor actor,
            HttpServletRequest request) {
        ApplicantPass pass = door.pass(code, secret, actor, request);
        return door.after(
                casework.withdraw(pass, reason, key, clock.instant()),
                "portal.withdraw.done",
                pass,
                actor,
                request,
                Map.of("reason", reason));
    }

    @PostMapping("/tra-cuu/danh-gia")
    ModelAndView rate(
            @RequestParam(name = TrackPages.CODE) String code,
            @RequestParam(name = TrackPages.SECRET) String secret,
            @RequestParam Map<String, String> posted,
            Actor actor,
            HttpServletRequest request) {
        ApplicantPass pass = door.pass(code, secret, actor, request);
        Dossier dossier = door.dossier(pass);
        Map<Factor, Integer> factors = new EnumMap<>(Factor.class);
        for (Factor factor : Factor.values()) {
            int score = score(posted.get(factor.name().toLowerCase(Locale.ROOT)));
            if (score != 0) {
                factors.put(factor, score);
            }
        }
        var rated = ratings.rate(
                new RatedDossier(dossier.id(), dossier.agency().id(), TrackViews.mayRate(dossier)),
                new RatingForm(score(posted.get("overall")), factors, posted.get("comment")),
                clock.instant());
        return door.after(rated, "portal.rate.done", pass, actor, request, posted);
    }

    /** The result as a file, once it is there to be collected. */
    @PostMapping("/tra-cuu/ket-qua")
    ResponseEntity<byte[]> result(
            @RequestParam(name = TrackPages.CODE) String code,
            @RequestParam(name = TrackPages.SECRET) String secret,
            Actor actor,
            HttpServletRequest request) {
        ApplicantPass pass = door.pass(code, secret, actor, request);
        FileId file = TrackViews.resultToCollect(door.dossier(pass));
        if (file == null || !dossiers.mayReadFile(pass, file)) {
            throw notFound();
        }
        StoredFile info = files.info(file);
        return download(files.content(file), MediaType.parseMediaType(info.mediaType()), info.name());
    }

    /** Forms 01, 02 and 03 and a notice of extension as they were issued, for who filed. */
    @PostMapping("/tra-cuu/phieu")
    ResponseEntity<byte[]> form(
            @RequestParam(name = TrackPages.CODE) String code,
            @RequestParam(name = TrackPages.SECRET) String secret,
            @RequestParam(name = "phieu") String form,
            Actor actor,
            HttpServletRequest request) {
        ApplicantPass pass = door.pass(code, secret, actor, request);
        Optional<byte[]> pdf = switch (form) {
            case "giay-hen" -> prints.receiptForApplicant(pass, clock.instant());
            case "phieu-bo-sung" -> prints.supplementNoticeForApplicant(pass, clock.instant());
            case "gia-han" -> prints.extensionForApplicant(pass, clock.instant());
            case "phieu-tu-choi" -> prints.refusalNoticeForApplicant(pass, clock.instant());
            default -> Optional.empty();
        };
        return download(
                pdf.orElseThrow(TrackActs::notFound),
                MediaType.APPLICATION_PDF,
                form + "-" + door.dossier(pass).code() + ".pdf");
    }

    private static ResponseEntity<byte[]> download(byte[] content, MediaType type, String name) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(content);
    }

    private static int score(@Nullable String typed) {
        return typed != null && typed.matches("[1-9]") ? Integer.parseInt(typed) : 0;
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
