package vn.motcua.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.dossier.Approval;
import vn.motcua.dossier.Approvals;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Remaining;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.process.Step;
import vn.motcua.process.TaskId;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;
import vn.motcua.web.TimeLeft;

/** A leader's decisions: one row each; open one to read it, or approve those looked at together. */
@Controller
@RequestMapping(ApprovalPages.ROOT)
@Permit(Permission.DOSSIER_APPROVE)
class ApprovalPages {

    static final String ROOT = "/lam-viec/duyet";

    private static final int SHOWN = 100;

    /** The outcome that says yes. */
    private static final String APPROVE = "approve";

    private final Approvals approvals;
    private final Casework casework;
    private final Catalog catalog;
    private final Organization organization;
    private final Calendars calendars;
    private final DeskRail rail;
    private final Clock clock;

    ApprovalPages(
            Approvals approvals,
            Casework casework,
            Catalog catalog,
            Organization organization,
            Calendars calendars,
            DeskRail rail,
            Clock clock) {
        this.approvals = approvals;
        this.casework = casework;
        this.catalog = catalog;
        this.organization = organization;
        this.calendars = calendars;
        this.rail = rail;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list(Actor.Officer officer, Page page) {
        return page(officer, page, List.of(), List.of());
    }

    /** Approves each of the chosen by a command of its own; what one is refused for does not hold up the others. */
    @PostMapping
    ModelAndView approve(
            @RequestParam(name = "chon", defaultValue = "") List<String> chosen,
            @RequestParam(name = "khoa") String key,
            Actor.Officer officer,
            Page page) {
        if (chosen.isEmpty()) {
            ModelAndView again = page(officer, page, List.of(Problem.at("chon", "desk.approve.choose")), List.of());
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        List<ApprovalReport> report = new ArrayList<>();
        for (String choice : chosen) {
            ApprovalChoice.read(choice).ifPresent(c -> report.add(approve(c, key, officer, page)));
        }
        return page(officer, page, List.of(), report);
    }

    /** Only what the leader has looked at as it stands; what no longer waits for them is refused with who did it. */
    private ApprovalReport approve(ApprovalChoice c, String key, Actor.Officer officer, Page page) {
        TaskId task = new TaskId(c.task());
        Optional<Approval> waiting = approvals.find(officer, task);
        String name = waiting.map(a -> a.task().name() + " · " + a.applicant()).orElse("");
        if (waiting.isPresent() && !waiting.get().seen()) {
            return new ApprovalReport(c.code(), name, false, page.t("desk.approve.unseen"));
        }
        var decision = new Casework.Decision(task, c.taskVersion(), c.contentVersion(), APPROVE);
        Result<List<TaskSummary>> result =
                casework.complete(c.dossier(), decision, officer, key + ":" + c.task(), clock.instant());
        return switch (result) {
            case Result.Done<?> ignored -> new ApprovalReport(c.code(), name, true, page.t("desk.approve.done"));
            case Result.Refused<?> r ->
                new ApprovalReport(
                        c.code(), name, false, page.problem(r.problems().getFirst()));
        };
    }

    private ModelAndView page(Actor.Officer officer, Page page, List<Problem> problems, List<ApprovalReport> report) {
        Instant now = clock.instant();
        return new ModelAndView("desk/approvals")
                .addObject(
                        "rows",
                        approvals.of(officer, SHOWN).stream()
                                .map(a -> row(a, now))
                                .toList())
                .addObject("report", report)
                .addObject("problems", problems)
                .addObject("key", UUID.randomUUID().toString())
                .addObject("rail", rail.of(officer, page));
    }

    private ApprovalRow row(Approval a, Instant now) {
        Optional<Step.Outcome> yes = a.task().outcomes().stream()
                .filter(o -> o.key().equals(APPROVE))
                .findFirst();
        OfficerId asker = a.asker();
        WorkingCalendar calendar = calendars.byId(
                organization.agency(organization.unit(a.task().unit()).agency()).processingCalendar());
        Instant due = a.task().dueAt();
        Remaining left = Remaining.of(
                calendar, now, due, calendar.workingMinutesBetween(a.task().openedAt(), due));
        return new ApprovalRow(
                DossierScreen.ROOT + a.code(),
                a.code(),
                a.applicant(),
                catalog.current(a.procedureCode()).map(p -> p.shortName()).orElse(a.procedureCode()),
                a.task().name(),
                asker == null ? "" : organization.officer(asker).name(),
                a.proposal() == null ? "" : a.proposal(),
                a.note() == null ? "" : a.note(),
                due,
                new TimeLeft(left.minutes(), left.soon(), left.minutesPerDay()),
                a.seen() ? a.lookedAt() : null,
                a.lookedAt() != null && !a.seen(),
                // what a form asks has to be answered on the dossier's page
                yes.isEmpty() || !a.seen() || a.task().form() != null
                        ? null
                        : ApprovalChoice.of(a).written());
    }
}
