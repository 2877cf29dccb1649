package vn.motcua.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.dossier.Appointments;
import vn.motcua.dossier.Consultations;
import vn.motcua.dossier.Dossier;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** What an officer does to the time of a dossier: stop it, let it go on, ask another agency, give a new date, extend, discontinue. */
@Controller
@RequestMapping(DossierScreen.ROOT + "{code}/thoi-han")
class ClockPage {

    static final String CLOCK = "thoi-han.";

    private final Appointments appointments;
    private final Consultations consultations;
    private final DossierScreen screen;
    private final Clock clock;

    ClockPage(Appointments appointments, Consultations consultations, DossierScreen screen, Clock clock) {
        this.appointments = appointments;
        this.consultations = consultations;
        this.screen = screen;
        this.clock = clock;
    }

    @PostMapping
    @Permit({Permission.DOSSIER_RECEIVE, Permission.DOSSIER_WORK, Permission.DOSSIER_APPROVE})
    ModelAndView change(
            @PathVariable String code,
            @RequestParam(name = "phien-ban") int version,
            @RequestParam(name = "khoa") String key,
            @RequestParam Map<String, String> posted,
            Actor.Officer officer,
            Page page) {
        Dossier d = screen.find(code, officer);
        Instant now = clock.instant();
        String reason = posted.getOrDefault(CLOCK + "reason", "");
        String act = posted.getOrDefault(CLOCK + "act", "");
        Result<?> result = switch (act) {
            case "pay" -> appointments.awaitPayment(d.id(), version, reason, officer, key, now);
            case "consult" ->
                question(posted, reason).flatMap(q -> consultations.ask(d.id(), version, q, officer, key, now));
            case "resume" -> appointments.resume(d.id(), version, reason, officer, key, now);
            case "apologise" ->
                time(posted.getOrDefault(CLOCK + "due", ""))
                        .flatMap(due -> appointments.apologise(d.id(), version, due, reason, officer, key, now));
            case "discontinue" ->
                appointments.discontinue(
                        d.id(), version, reason, posted.getOrDefault(CLOCK + "legalBasis", ""), officer, key, now);
            case "answer-AGREE", "answer-DISAGREE", "answer-COMMENTS", "answer-WITHDRAWN" -> {
                Consultations.Answer answer = Consultations.Answer.valueOf(act.substring(ClockForms.ANSWER.length()));
                yield consultations.answer(d.id(), version, answer, reason, officer, key, now);
            }
            default ->
                act.startsWith(ClockForms.EXTEND)
                        ? appointments.extend(
                                d.id(), version, act.substring(ClockForms.EXTEND.length()), reason, officer, key, now)
                        : Result.refused(Problem.at("act", "desk.dossier.clock.choose"));
        };
        return switch (result) {
            case Result.Done<?> ignored -> DossierScreen.redirect(code, "thoi-han");
            case Result.Refused<?> refused ->
                screen.refused(code, refused.problems(), officer, page, CLOCK, posted, null, null);
        };
    }

    private static Result<Consultations.Question> question(Map<String, String> posted, String matter) {
        String days = posted.getOrDefault(CLOCK + "days", "").strip();
        if (!days.isEmpty() && !days.matches("[0-9]{1,4}")) {
            return Result.refused(Problem.at("days", "desk.dossier.clock.days-wrong", days));
        }
        String agency = posted.getOrDefault(CLOCK + "asked", "");
        return Result.done(new Consultations.Question(
                agency.matches("[0-9]{1,18}") ? new AgencyId(Long.parseLong(agency)) : null,
                posted.getOrDefault(CLOCK + "other", "").strip(),
                days.isEmpty() ? null : Integer.valueOf(days),
                posted.getOrDefault(CLOCK + "basis", ""),
                matter));
    }

    private static Result<Instant> time(String typed) {
        try {
            return Result.done(
                    LocalDateTime.parse(typed.strip()).atZone(Vietnam.ZONE).toInstant());
        } catch (DateTimeParseException e) {
            return Result.refused(Problem.at("due", "desk.dossier.clock.due-wrong"));
        }
    }
}
