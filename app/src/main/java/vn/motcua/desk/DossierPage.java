package vn.motcua.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.catalog.Paper;
import vn.motcua.documents.FileId;
import vn.motcua.documents.StoredFile;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Permission;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.process.ProcessEditions;
import vn.motcua.process.TaskId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/** One dossier in front of an officer, and every command on it. A refused command gives the page back, all typed kept. */
@Controller
@RequestMapping(DossierScreen.ROOT + "{code}")
class DossierPage {

    static final String INTAKE = "tu-choi.";
    static final String SUPPLEMENT = "bo-sung.";
    static final String SUPPLY = "nop-them.";

    private final Reception reception;
    private final Casework casework;
    private final ProcessEditions editions;
    private final DossierScreen screen;
    private final Clock clock;

    DossierPage(Reception reception, Casework casework, ProcessEditions editions, DossierScreen screen, Clock clock) {
        this.reception = reception;
        this.casework = casework;
        this.editions = editions;
        this.screen = screen;
        this.clock = clock;
    }

    @GetMapping
    @Permit(Permission.DOSSIER_READ)
    ModelAndView show(
            @PathVariable String code,
            @RequestParam(name = "da", defaultValue = "") String done,
            Actor.Officer officer,
            Page page) {
        ModelAndView shown = screen.page(code, officer, page, List.of(), Map.of(), null);
        DossierView view = (DossierView) shown.getModel().get("view");
        String notice = "desk.dossier.done." + done;
        String closed = notice + "." + (view == null ? "" : view.status().name());
        return shown.addObject(
                "notice", done.isEmpty() || !page.has(notice) ? null : page.t(page.has(closed) ? closed : notice));
    }

    @GetMapping("/quy-trinh.bpmn")
    @Permit(Permission.DOSSIER_READ)
    ResponseEntity<byte[]> process(@PathVariable String code, Actor.Officer officer) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8))
                .body(editions.drawn(screen.find(code, officer).procedure().process())
                        .getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/tiep-nhan")
    @Permit(Permission.DOSSIER_RECEIVE)
    ModelAndView accept(
            @PathVariable String code,
            @RequestParam(name = "phien-ban") int version,
            @RequestParam(name = "khoa") String key,
            Actor.Officer officer,
            Page page) {
        Dossier d = screen.find(code, officer);
        return outcome(
                reception.accept(d.id(), version, officer, key, clock.instant()),
                code,
                "tiep-nhan",
                officer,
                page,
                "",
                Map.of());
    }

    @PostMapping("/tu-choi")
    @Permit(Permission.DOSSIER_RECEIVE)
    ModelAndView refuse(
            @PathVariable String code,
            @RequestParam(name = "phien-ban") int version,
            @RequestParam(name = "khoa") String key,
            @RequestParam Map<String, String> posted,
            Actor.Officer officer,
            Page page) {
        Dossier d = screen.find(code, officer);
        return outcome(
                reception.refuse(
                        d.id(),
                        version,
                        posted.getOrDefault(INTAKE + "reason", ""),
                        posted.getOrDefault(INTAKE + "legalBasis", ""),
                        officer,
                        key,
                        clock.instant()),
                code,
                "tu-choi",
                officer,
                page,
                INTAKE,
                posted);
    }

    @PostMapping("/nhan-viec")
    @Permit({Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE, Permission.DOSSIER_RETURN})
    ModelAndView claim(
            @PathVariable String code, @RequestParam(name = "viec") long task, Actor.Officer officer, Page page) {
        Dossier d = screen.find(code, officer);
        return outcome(
                casework.claim(d.id(), new TaskId(task), officer, clock.instant()),
                code,
                "nhan-viec",
                officer,
                page,
                "",
                Map.of());
    }

    @PostMapping("/giao")
    @Permit({Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE, Permission.DOSSIER_RETURN})
    ModelAndView assign(
            @PathVariable String code,
            @RequestParam(name = "viec") long task,
            @RequestParam Map<String, String> posted,
            Actor.Officer officer,
            Page page) {
        Dossier d = screen.find(code, officer);
        String prefix = "q" + task + ".";
        String to = posted.getOrDefault(prefix + "officer", "");
        Result<?> result = to.matches("\\d{1,18}")
                ? casework.assign(d.id(), new TaskId(task), new OfficerId(Long.parseLong(to)), officer, clock.instant())
                : Result.refused(Problem.at("officer", "desk.dossier.choose-colleague"));
        return outcome(result, code, "giao", officer, page, prefix, posted);
    }

    @PostMapping("/bo-sung")
    @Permit({Permission.DOSSIER_RECEIVE, Permission.DOSSIER_WORK})
    ModelAndView askSupplement(
            @PathVariable String code,
            @RequestParam(name = "phien-ban") int version,
            @RequestParam(name = "khoa") String key,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        Dossier d = screen.find(code, officer);
        Map<String, String> typed = typed(posted);
        List<String> ticked = posted.getOrDefault(SUPPLEMENT + "items", List.of());
        List<SupplementNotice.Item> items = new ArrayList<>();
        for (Paper paper : d.procedure().papersFor(d.caseKey(), d.content().answers())) {
            if (ticked.contains(paper.key())) {
                items.add(new SupplementNotice.Item(
                        paper.key(),
                        paper.name(),
                        typed.getOrDefault(SUPPLEMENT + "how." + paper.key(), "")
                                .strip()));
            }
        }
        String other = typed.getOrDefault(SUPPLEMENT + "other", "").strip();
        if (!other.isEmpty()) {
            items.add(new SupplementNotice.Item(null, other, ""));
        }
        return outcome(
                casework.askSupplement(
                        d.id(),
                        version,
                        typed.getOrDefault(SUPPLEMENT + "reason", ""),
                        items,
                        officer,
                        key,
                        clock.instant()),
                code,
                "bo-sung",
                officer,
                page,
                SUPPLEMENT,
                typed);
    }

    /** What was asked for is brought to the counter. */
    @PostMapping("/nop-them")
    @Permit({Permission.DOSSIER_RECEIVE, Permission.DOSSIER_WORK})
    ModelAndView supply(
            @PathVariable String code,
            @RequestParam(name = "khoa") String key,
            @RequestParam Map<String, String> posted,
            MultipartHttpServletRequest request,
            Actor.Officer officer,
            Page page)
            throws IOException {
        Dossier d = screen.find(code, officer);
        List<Problem> problems = new ArrayList<>();
        List<Content.HandedIn> papers = new ArrayList<>();
        if (!d.supplements().isEmpty()) {
            SupplementNotice notice = d.supplements().getLast();
            for (int i = 0; i < notice.items().size(); i++) {
                SupplementNotice.Item item = notice.items().get(i);
                List<FileId> stored = new ArrayList<>();
                for (MultipartFile file : request.getFiles(SUPPLY + "file." + i)) {
                    StoredFile one = screen.store(file, "file." + i, problems);
                    if (one != null) {
                        stored.add(one.id());
                    }
                }
                String paper = item.paper();
                papers.add(new Content.HandedIn(
                        paper == null ? "bo-sung-" + notice.no() + "-" + (i + 1) : paper,
                        item.name(),
                        number(posted.get(SUPPLY + "originals." + i)),
                        number(posted.get(SUPPLY + "copies." + i)),
                        stored));
            }
        }
        Result<?> result = problems.isEmpty()
                ? casework.supplyAtCounter(d.id(), papers, officer, key, clock.instant())
                : Result.refused(problems);
        return outcome(result, code, "nop-them", officer, page, SUPPLY, posted);
    }

    @PostMapping("/thu-phi")
    @Permit(Permission.DOSSIER_RECEIVE)
    ModelAndView pay(
            @PathVariable String code, @RequestParam(name = "cach") String method, Actor.Officer officer, Page page) {
        Dossier d = screen.find(code, officer);
        PaymentMethod paid = method.equals(PaymentMethod.TRANSFER.name()) ? PaymentMethod.TRANSFER : PaymentMethod.CASH;
        return outcome(
                casework.payFee(d.id(), paid, officer, clock.instant()), code, "thu-phi", officer, page, "", Map.of());
    }

    private ModelAndView outcome(
            Result<?> result,
            String code,
            String done,
            Actor.Officer officer,
            Page page,
            String prefix,
            Map<String, String> typed) {
        return switch (result) {
            case Result.Done<?> ignored -> DossierScreen.redirect(code, done);
            case Result.Refused<?> refused ->
                screen.refused(code, refused.problems(), officer, page, prefix, typed, null, null);
        };
    }

    /** What was typed by field name; ticked boxes of one name joined by commas. */
    private static Map<String, String> typed(MultiValueMap<String, String> posted) {
        return posted.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> String.join(",", e.getValue()), (a, b) -> a));
    }

    private static int number(@Nullable String typed) {
        return typed != null && typed.matches("\\d{1,3}") ? Integer.parseInt(typed) : 0;
    }
}
