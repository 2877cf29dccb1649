package vn.motcua.admin;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.CalendarSummary;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ChangeEntry;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** Looking at the working calendars: all of them, a year of one, who changed what. */
@Controller
@Permit(Permission.SYSTEM_ADMIN)
class CalendarPages {

    static final String ROOT = "/quan-tri/lich";

    private static final int LOG = 200;
    private static final MediaType ICALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

    private final Calendars calendars;
    private final Organization organization;
    private final Publishing publishing;
    private final JsonMapper json;
    private final Clock clock;

    CalendarPages(Calendars calendars, Organization organization, Publishing publishing, JsonMapper json, Clock clock) {
        this.calendars = calendars;
        this.organization = organization;
        this.publishing = publishing;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(ROOT)
    ModelAndView list(Page page) {
        Instant now = clock.instant();
        List<Agency> agencies = organization.agencies(now);
        DayWords words = new DayWords(page);
        return new ModelAndView("admin/calendars")
                .addObject(
                        "calendars",
                        calendars.list().stream()
                                .map(calendar -> line(calendar, agencies, words))
                                .toList());
    }

    private CalendarLine line(CalendarSummary calendar, List<Agency> agencies, DayWords words) {
        String id = calendar.id();
        LocalDate today = today();
        return new CalendarLine(
                calendar,
                address(
                        id,
                        Math.clamp(
                                today.getYear(),
                                calendar.from().getYear(),
                                calendar.to().getYear())),
                calendar.weeks().stream()
                        .filter(week -> !week.validFrom().isAfter(today))
                        .reduce((earlier, later) -> later)
                        .map(words::of)
                        .orElse(List.of()),
                agencies.stream()
                        .filter(agency -> agency.receptionCalendar().equals(id))
                        .map(Agency::name)
                        .toList(),
                agencies.stream()
                        .filter(agency -> agency.processingCalendar().equals(id))
                        .map(Agency::name)
                        .toList(),
                calendars.changes(id, 1).stream().findFirst().orElse(null));
    }

    @GetMapping(ROOT + "/{id}")
    ModelAndView calendar(@PathVariable String id) {
        if (calendars.list().stream().noneMatch(calendar -> calendar.id().equals(id))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return redirect(address(id, today().getYear()));
    }

    /** @param moved how many dossiers the change that was just made has moved */
    @GetMapping(ROOT + "/{id}/{year:\\d{4}}")
    ModelAndView year(
            @PathVariable String id,
            @PathVariable int year,
            @RequestParam(name = "da", defaultValue = "") String done,
            @RequestParam(name = "doi", defaultValue = "0") int moved,
            Page page) {
        return new ModelAndView("admin/year")
                .addObject(
                        "sheet",
                        calendars
                                .year(id, year)
                                .map(view -> YearSheet.of(view, page))
                                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .addObject("root", address(id, year))
                .addObject("today", today())
                .addObject("done", done.equals("cong-bo"))
                .addObject("moved", Math.max(0, moved));
    }

    @GetMapping(ROOT + "/{id}/{year:\\d{4}}/tep.ics")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable int year) {
        byte[] content = calendars
                .exportFile(id, year, clock.instant())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(ICALENDAR)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(id + "-" + year + ".ics")
                                .build()
                                .toString())
                .body(content);
    }

    @GetMapping(ROOT + "/nhat-ky")
    ModelAndView log(@RequestParam(name = "lich", defaultValue = "") String calendar, Page page) {
        Map<String, String> names = calendars.list().stream()
                .collect(Collectors.toMap(CalendarSummary::id, c -> c.name().in(page.locale())));
        DayWords words = new DayWords(page);
        return new ModelAndView("admin/log")
                .addObject("calendar", names.containsKey(calendar) ? calendar : "")
                .addObject("names", names)
                .addObject(
                        "lines",
                        calendars.changes(names.containsKey(calendar) ? calendar : null, LOG).stream()
                                .map(entry -> new LogLine(entry, name(entry, page), what(entry, words, page)))
                                .toList());
    }

    private @Nullable String name(ChangeEntry entry, Page page) {
        String calendar = entry.calendar();
        return calendar == null ? null : publishing.name(calendar, page);
    }

    private List<String> what(ChangeEntry entry, DayWords words, Page page) {
        return switch (entry.kind()) {
            case "Announce" ->
                json.readValue(entry.what(), CalendarChange.Announce.class).days().stream()
                        .map(words::of)
                        .toList();
            case "Withdraw" ->
                json.readValue(entry.what(), CalendarChange.Withdraw.class).dates().stream()
                        .map(page::longDate)
                        .toList();
            case "ChangeHours" ->
                words.of(json.readValue(entry.what(), CalendarChange.ChangeHours.class)
                        .week());
            case "ChangeDayLength" ->
                List.of(page.t(
                        "admin.day-length.is",
                        json.readValue(entry.what(), CalendarChange.ChangeDayLength.class)
                                .minutesPerDay()));
            case "Create" ->
                words.of(json.readValue(entry.what(), CalendarChange.Create.class)
                        .week());
            default -> List.of();
        };
    }

    static String address(String calendar, int year) {
        return ROOT + "/" + calendar + "/" + year;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }

    private static ModelAndView redirect(String to) {
        RedirectView view = new RedirectView(to);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
