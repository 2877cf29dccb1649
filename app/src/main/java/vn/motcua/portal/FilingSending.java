package vn.motcua.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.calendar.Appointment;
import vn.motcua.calendar.Calendars;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.FeeLine;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierStatus;
import vn.motcua.dossier.Draft;
import vn.motcua.dossier.Drafts;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Reception;
import vn.motcua.identity.PermitAll;
import vn.motcua.organization.Actor;
import vn.motcua.shared.Money;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Flash;
import vn.motcua.web.Page;
import vn.motcua.web.SeeOther;

/** The check before sending, sending, and the clear end. */
@Controller
@PermitAll
class FilingSending {

    private final Drafts drafts;
    private final FilingDrafts filings;
    private final Reception reception;
    private final Catalog catalog;
    private final Calendars calendars;
    private final TrackDoor door;
    private final TrackFees fees;
    private final Clock clock;

    FilingSending(
            Drafts drafts,
            FilingDrafts filings,
            Reception reception,
            Catalog catalog,
            Calendars calendars,
            TrackDoor door,
            TrackFees fees,
            Clock clock) {
        this.drafts = drafts;
        this.filings = filings;
        this.reception = reception;
        this.catalog = catalog;
        this.calendars = calendars;
        this.door = door;
        this.fees = fees;
        this.clock = clock;
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/kiem-tra")
    ModelAndView check(@PathVariable String code, @PathVariable UUID id, Flash flash, Actor actor, Page page) {
        Procedure procedure = filings.procedure(code);
        Draft draft = filings.draft(id, actor);
        FilingView view = filings.view(page, procedure, draft, FilingView.CHECK);
        Map<String, Object> answers = view.answers();
        String caseKey = procedure.caseOf(answers).key();
        List<String> fees = catalog.feeLines(procedure, caseKey, answers, Channel.ONLINE).stream()
                .map(line -> fee(page, line))
                .toList();
        Money total = catalog.fee(procedure, caseKey, answers, Channel.ONLINE);
        return new ModelAndView("portal/filingCheck")
                .addObject("view", view)
                .addObject("papers", filings.paperLines(procedure, draft, Map.of(), page))
                .addObject("fees", fees)
                .addObject("total", page.money(total))
                .addObject("owed", !total.isZero())
                .addObject("term", procedure.paperCase(caseKey).termText())
                .addObject("problems", flash.problems());
    }

    @PostMapping("/thu-tuc/{code}/nop/{id}/kiem-tra")
    ModelAndView send(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestParam(name = "cam-doan", defaultValue = "false") boolean answersFor,
            Actor actor) {
        Procedure procedure = filings.procedure(code);
        String root = FilingDrafts.root(procedure, id);
        Optional<Draft> found = drafts.find(id, actor);
        if (found.isEmpty() && drafts.sentAs(id, actor).isPresent()) {
            // the second of two presses, while the first was on its way
            return SeeOther.at(root + "/xong");
        }
        Draft draft = found.orElseThrow(FilingDrafts::notFound);
        String here = root + "/" + FilingView.CHECK;
        if (!answersFor) {
            return SeeOther.refused(here, List.of(Problem.at("cam-doan", "portal.check.true.missing")));
        }
        // one draft is one dossier, however often it is sent
        String key = "nop-" + draft.id();
        return switch (reception.file(filings.toSend(procedure, draft), actor, key, clock.instant())) {
            case Result.Done<Filed> filed -> {
                drafts.sent(id, actor, filed.value().id());
                yield SeeOther.at(root + "/xong");
            }
            case Result.Refused<Filed> refused ->
                refused.problems().stream().anyMatch(p -> p.code().equals(Reception.VERSION_CHANGED))
                        ? SeeOther.at(root + "/" + FilingChangePages.PART)
                        : SeeOther.refused(here, refused.problems());
        };
    }

    @GetMapping("/thu-tuc/{code}/nop/{id}/xong")
    ModelAndView done(
            @PathVariable String code, @PathVariable UUID id, Actor actor, Page page, HttpServletRequest request) {
        Filed filed = drafts.sentAs(id, actor).orElseThrow(FilingDrafts::notFound);
        Dossier dossier = door.dossier(door.pass(filed.code(), filed.secret(), actor, request));
        Optional<Appointment> expected = dossier.status() == DossierStatus.SUBMITTED
                ? Optional.of(calendars
                        .byId(dossier.agency().processingCalendar())
                        .appoint(clock.instant(), dossier.procedure().rule(Channel.ONLINE, dossier.caseKey())))
                : Optional.empty();
        return new ModelAndView("portal/filingDone")
                .addObject("procedure", dossier.procedure())
                .addObject("code", filed.code())
                .addObject("secret", filed.secret())
                .addObject("agency", dossier.agency().name())
                .addObject("phone", dossier.applicant().phone())
                .addObject("expected", expected.map(Appointment::due).orElse(null))
                .addObject(
                        "why", expected.map(a -> TrackViews.why(a.why(), page)).orElse(List.of()))
                .addObject("fee", fees.of(dossier, page));
    }

    private static String fee(Page page, FeeLine line) {
        var amount = line.amount();
        return line.fee().name() + ": "
                + (amount == null
                        ? line.fee().text()
                        : amount.isZero() ? page.t("portal.procedure.free") : page.money(amount));
    }
}
