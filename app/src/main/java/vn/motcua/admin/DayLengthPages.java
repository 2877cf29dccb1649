package vn.motcua.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.CalendarSummary;
import vn.motcua.calendar.Calendars;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** How many working minutes a working day of a term stands for. */
@Controller
@RequestMapping(CalendarPages.ROOT + "/{id}/ngay-lam-viec")
@Permit(Permission.SYSTEM_ADMIN)
class DayLengthPages {

    private static final String MINUTES = "so-phut";
    private static final int LONGEST = 24 * 60;

    private final Calendars calendars;
    private final Publishing publishing;
    private final Clock clock;

    DayLengthPages(Calendars calendars, Publishing publishing, Clock clock) {
        this.calendars = calendars;
        this.publishing = publishing;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView length(@PathVariable String id) {
        CalendarSummary calendar = calendar(id);
        return form(calendar, Integer.toString(calendar.minutesPerDay()), List.of());
    }

    @PostMapping
    ModelAndView length(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        CalendarSummary calendar = calendar(id);
        String typed = AnnounceForm.value(posted, MINUTES).strip();
        Publishing.Asked asked = new Publishing.Asked(
                page.t("admin.day-length"),
                CalendarPages.ROOT + "/" + id + "/ngay-lam-viec",
                CalendarPages.address(
                        id, LocalDate.ofInstant(clock.instant(), Vietnam.ZONE).getYear()),
                posted);
        if (asked.step().equals(Publishing.EDIT)) {
            return form(calendar, typed, List.of());
        }
        int minutes = typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 0;
        if (minutes < 1 || minutes > LONGEST) {
            return form(calendar, typed, List.of(Problem.at(MINUTES, "admin.day-length-unreadable", typed, LONGEST)));
        }
        return publishing.next(
                asked,
                new CalendarChange.ChangeDayLength(id, minutes),
                officer,
                page,
                problems -> form(calendar, typed, problems));
    }

    private static ModelAndView form(CalendarSummary calendar, String typed, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/dayLength")
                .addObject("calendar", calendar)
                .addObject("root", CalendarPages.ROOT + "/" + calendar.id())
                .addObject("typed", typed)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private CalendarSummary calendar(String id) {
        return calendars.list().stream()
                .filter(calendar -> calendar.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
