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
import vn.motcua.dossier.Dossier;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** What an officer does to the time of a dossier: stop it, let it go on, give a new date, discontinue. */
@Controller
@RequestMapping(DossierScreen.ROOT + "{code}/thoi-han")
class ClockPage {

    static final String CLOCK = "thoi-han.";

    private final Appointments appointments;
    private final DossierScreen screen;
    private final Clock clock;

    ClockPage(Appointments appointments, DossierScreen screen, Clock clock) {
        this.appointments = appointments;
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
        Result<?> result = switch (posted.getOrDefault(CLOCK + "act", "")) {
            case "pay" ->
                appointments.pause(d.id(), version, Appointments.Pause.FINANCIAL_DUTY, reason, officer, key, now);
            case "consult" ->
                appointments.pause(d.id(), version, Appointments.Pause.CONSULTATION, reason, officer, key, now);
            case "resume" -> appointments.resume(d.id(), version, reason, officer, key, now);
            case "apologise" ->
                time(posted.getOrDefault(CLOCK + "due", ""))
                        .flatMap(due -> appointments.apologise(d.id(), version, due, reason, officer, key, now));
            case "discontinue" ->
                appointments.discontinue(
                        d.id(), version, reason, posted.getOrDefault(CLOCK + "legalBasis", ""), officer, key, now);
            default -> Result.refused(Problem.at("act", "desk.dossier.clock.choose"));
        };
        return switch (result) {
            case Result.Done<?> ignored -> DossierScreen.redirect(code, "thoi-han");
            case Result.Refused<?> refused ->
                screen.refused(code, refused.problems(), officer, page, CLOCK, posted, null, null);
        };
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
