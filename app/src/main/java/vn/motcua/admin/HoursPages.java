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
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;
import vn.motcua.web.Page;

/** Other weekly hours from a date on. */
@Controller
@RequestMapping(CalendarPages.ROOT + "/{id}/gio-lam-viec")
@Permit(Permission.SYSTEM_ADMIN)
class HoursPages {

    private final Calendars calendars;
    private final Publishing publishing;
    private final Clock clock;

    HoursPages(Calendars calendars, Publishing publishing, Clock clock) {
        this.calendars = calendars;
        this.publishing = publishing;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView hours(@PathVariable String id) {
        CalendarSummary calendar = calendar(id);
        return form(calendar, HoursForm.of(calendar.weeks().getLast()), List.of());
    }

    @PostMapping
    ModelAndView hours(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        CalendarSummary calendar = calendar(id);
        HoursForm form = HoursForm.of(posted);
        Publishing.Asked asked = new Publishing.Asked(
                page.t("admin.hours"),
                CalendarPages.ROOT + "/" + id + "/gio-lam-viec",
                CalendarPages.address(
                        id, Typed.date(form.from()).orElse(today()).getYear()),
                posted);
        if (asked.step().equals(Publishing.EDIT)) {
            return form(calendar, form, List.of());
        }
        return switch (form.change(id)) {
            case Result.Refused<CalendarChange>(List<Problem> problems) -> form(calendar, form, problems);
            case Result.Done<CalendarChange>(CalendarChange change) ->
                publishing.next(
                        asked, change, officer, page, problems -> form(calendar, form, HoursForm.placed(problems)));
        };
    }

    private ModelAndView form(CalendarSummary calendar, HoursForm form, List<Problem> problems) {
        ModelAndView page = new ModelAndView("admin/hours")
                .addObject("calendar", calendar)
                .addObject("root", CalendarPages.ROOT + "/" + calendar.id())
                .addObject("form", form)
                .addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private CalendarSummary calendar(String id) {
        return calendars.list().stream()
                .filter(calendar ->
                        calendar.id().equals(id) && !calendar.weeks().isEmpty())
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
    }
}
