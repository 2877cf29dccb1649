package vn.motcua.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import vn.motcua.calendar.AffectedCalendar;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.CalendarSummary;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ChangePreview;
import vn.motcua.dossier.AppointmentMoves;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Page;

/**
 * How every change of a calendar goes: shown first with the days and the dossiers it moves, then made with a reason.
 * Nothing is kept in between: what was typed goes along with the preview, and is read again.
 */
@Component
class Publishing {

    static final String PUBLISH = "cong-bo";
    static final String EDIT = "sua";

    private static final String STEP = "viec";
    private static final String REVISION = "phien-ban";
    private static final String REASON = "ly-do";
    private static final int LONGEST_REASON = 1000;
    private static final int MOST_DAYS = 60;
    private static final int MOST_MOVES = 200;

    /** What a preview's form adds itself. */
    private static final Set<String> OWN = Set.of(STEP, REVISION, REASON, "_csrf");

    /**
     * Where a change is asked for.
     *
     * @param back the page that shows it once it is made
     * @param typed what was typed, by field
     */
    record Asked(String title, String action, String back, MultiValueMap<String, String> typed) {

        String step() {
            return AnnounceForm.value(typed, STEP);
        }
    }

    private final Calendars calendars;
    private final AppointmentMoves moves;
    private final Organization organization;
    private final Clock clock;

    Publishing(Calendars calendars, AppointmentMoves moves, Organization organization, Clock clock) {
        this.calendars = calendars;
        this.moves = moves;
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * The preview of a change, or the change itself where that was asked for.
     *
     * @param form shows the form again, with what the calendars refuse the change for
     */
    ModelAndView next(
            Asked asked,
            CalendarChange change,
            Actor.Officer officer,
            Page page,
            Function<List<Problem>, ModelAndView> form) {
        return switch (calendars.preview(change)) {
            case Result.Refused<ChangePreview>(List<Problem> problems) -> form.apply(problems);
            case Result.Done<ChangePreview>(ChangePreview preview) ->
                asked.step().equals(PUBLISH)
                        ? publish(asked, preview, officer, page)
                        : sheet(asked, preview, List.of(), HttpStatus.OK, page);
        };
    }

    private ModelAndView publish(Asked asked, ChangePreview preview, Actor.Officer officer, Page page) {
        if (!AnnounceForm.value(asked.typed(), REVISION).equals(Long.toString(preview.revision()))) {
            return sheet(asked, preview, List.of(stale(preview)), HttpStatus.CONFLICT, page);
        }
        String reason = AnnounceForm.value(asked.typed(), REASON);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            Problem problem = reason.isBlank()
                    ? Problem.at(REASON, "admin.reason-missing")
                    : Problem.at(REASON, "admin.reason-long", LONGEST_REASON);
            return sheet(asked, preview, List.of(problem), HttpStatus.UNPROCESSABLE_CONTENT, page);
        }
        return switch (moves.apply(preview, officer, reason, clock.instant())) {
            case Result.Refused<AppointmentMoves.Moves>(List<Problem> problems) ->
                again(asked, preview, problems, page);
            case Result.Done<AppointmentMoves.Moves>(AppointmentMoves.Moves done) -> {
                RedirectView view = new RedirectView(
                        asked.back() + "?da=cong-bo&doi=" + done.moves().size());
                view.setStatusCode(HttpStatus.SEE_OTHER);
                yield new ModelAndView(view);
            }
        };
    }

    /** Somebody was quicker within the same moment: the change is shown as it would be now. */
    private ModelAndView again(Asked asked, ChangePreview preview, List<Problem> problems, Page page) {
        ChangePreview fresh =
                calendars.preview(preview.change()) instanceof Result.Done<ChangePreview>(ChangePreview now)
                        ? now
                        : preview;
        return sheet(
                asked,
                fresh,
                problems.stream()
                        .map(p -> p.code().equals("calendar.changed-meanwhile") ? stale(fresh) : p)
                        .toList(),
                HttpStatus.CONFLICT,
                page);
    }

    /** Whoever presses twice, or whose answer was lost, reads that it is done and not that it is not. */
    private static Problem stale(ChangePreview fresh) {
        return Problem.of(fresh.affected().isEmpty() ? "admin.stale-already-so" : "admin.stale");
    }

    private ModelAndView sheet(
            Asked asked, ChangePreview preview, List<Problem> problems, HttpStatus status, Page page) {
        ModelAndView sheet = new ModelAndView("admin/preview")
                .addObject("sheet", sheet(asked, preview, page))
                .addObject("reason", AnnounceForm.value(asked.typed(), REASON))
                .addObject("problems", problems);
        sheet.setStatus(status);
        return sheet;
    }

    private ChangeSheet sheet(Asked asked, ChangePreview preview, Page page) {
        Instant now = clock.instant();
        AppointmentMoves.Moves moved = moves.preview(preview, now);
        Map<AgencyId, Long> agencies = moved.moves().stream()
                .collect(Collectors.groupingBy(
                        AppointmentMoves.Move::agency, LinkedHashMap::new, Collectors.counting()));
        Map<LocalDate, List<AffectedCalendar>> days = new TreeMap<>();
        preview.affected()
                .forEach(calendar -> calendar.days()
                        .forEach(day -> days.computeIfAbsent(day, any -> new ArrayList<>())
                                .add(calendar)));
        long later = moved.moves().stream()
                .filter(move -> move.after().isAfter(move.before()))
                .count();
        return new ChangeSheet(
                asked.title(),
                asked.action(),
                asked.back(),
                kept(asked.typed()),
                preview.revision(),
                days.size(),
                days.entrySet().stream()
                        .limit(MOST_DAYS)
                        .flatMap(day -> changes(day.getKey(), day.getValue(), page).stream())
                        .toList(),
                preview.affected().stream()
                        .filter(calendar -> calendar.before().minutesPerDay()
                                != calendar.after().minutesPerDay())
                        .map(calendar -> new ChangeSheet.LengthChange(
                                name(calendar.calendarId(), page),
                                calendar.before().minutesPerDay(),
                                calendar.after().minutesPerDay()))
                        .toList(),
                moved.looked(),
                moved.moves().size(),
                later,
                moved.moves().size() - later,
                moved.moves().stream()
                        .filter(move -> !now.isAfter(move.before()) && now.isAfter(move.after()))
                        .count(),
                moved.answers().size(),
                agencies.entrySet().stream()
                        .map(agency -> new ChangeSheet.AgencyMoves(name(agency.getKey()), agency.getValue()))
                        .sorted((a, b) -> Long.compare(b.moved(), a.moved()))
                        .toList(),
                moved.moves().stream()
                        .limit(MOST_MOVES)
                        .map(move -> new ChangeSheet.MoveLine(
                                move.code(), move.procedureName(), name(move.agency()), move.before(), move.after()))
                        .toList());
    }

    private String name(AgencyId agency) {
        return organization.agency(agency).name();
    }

    /** Calendars that change alike on a date stand together. */
    private List<ChangeSheet.DayChange> changes(LocalDate date, List<AffectedCalendar> affected, Page page) {
        DayWords words = new DayWords(page);
        Map<List<String>, List<String>> alike = new LinkedHashMap<>();
        for (AffectedCalendar calendar : affected) {
            alike.computeIfAbsent(
                            List.of(words.of(calendar.before(), date), words.of(calendar.after(), date)),
                            any -> new ArrayList<>())
                    .add(name(calendar.calendarId(), page));
        }
        return alike.entrySet().stream()
                .map(one -> new ChangeSheet.DayChange(
                        date, one.getKey().getFirst(), one.getKey().getLast(), one.getValue()))
                .toList();
    }

    /** What a calendar is called; a new one still by its identifier. */
    String name(String calendar, Page page) {
        return calendars.list().stream()
                .filter(summary -> summary.id().equals(calendar))
                .map(CalendarSummary::name)
                .map(name -> name.in(page.locale()))
                .findFirst()
                .orElse(calendar);
    }

    private static List<ChangeSheet.Kept> kept(MultiValueMap<String, String> typed) {
        return typed.entrySet().stream()
                .filter(field -> !OWN.contains(field.getKey()))
                .flatMap(field -> field.getValue().stream()
                        .filter(value -> !value.isEmpty() || field.getKey().startsWith("ngay."))
                        .map(value -> new ChangeSheet.Kept(field.getKey(), value)))
                .toList();
    }
}
