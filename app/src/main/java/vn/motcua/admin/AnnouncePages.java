package vn.motcua.admin;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.DayType;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.SpecialDay;
import vn.motcua.calendar.Week;
import vn.motcua.calendar.YearView;
import vn.motcua.identity.Permit;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.web.Choice;
import vn.motcua.web.Page;

/** Announcing the special days of a year, typed or from an iCalendar file, and taking them back. */
@Controller
@RequestMapping(CalendarPages.ROOT + "/{id}/{year:\\d{4}}")
@Permit(Permission.SYSTEM_ADMIN)
class AnnouncePages {

    private static final String SCOPE = "pham-vi";
    private static final String OWN = "rieng";
    private static final String SOURCE = "can-cu";
    private static final String FILE = "tep";

    private final Calendars calendars;
    private final Publishing publishing;

    AnnouncePages(Calendars calendars, Publishing publishing) {
        this.calendars = calendars;
        this.publishing = publishing;
    }

    @GetMapping("/cong-bo")
    ModelAndView announce(@PathVariable String id, @PathVariable int year, Page page) {
        return form(year(id, year), AnnounceForm.blank(), List.of(), page);
    }

    @PostMapping("/cong-bo")
    ModelAndView announce(
            @PathVariable String id,
            @PathVariable int year,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        YearView view = year(id, year);
        AnnounceForm form = AnnounceForm.of(posted);
        Publishing.Asked asked = asked("admin.announce", "cong-bo", view, posted, page);
        if (asked.step().equals(Publishing.EDIT)) {
            return form(view, form, List.of(), page);
        }
        if (asked.step().equals("them")) {
            return form(view, form.withRow(), List.of(), page);
        }
        if (asked.step().matches("bo-\\d{1,3}")) {
            return form(view, form.withoutRow(Integer.parseInt(asked.step().substring(3))), List.of(), page);
        }
        return next(asked, view, form, officer, page);
    }

    private ModelAndView next(
            Publishing.Asked asked, YearView view, AnnounceForm form, Actor.Officer officer, Page page) {
        return switch (form.change(view.calendar().id(), view.year())) {
            case Result.Refused<CalendarChange>(List<Problem> problems) -> form(view, form, problems, page);
            case Result.Done<CalendarChange>(CalendarChange change) ->
                publishing.next(
                        asked, change, officer, page, problems -> form(view, form, form.placed(problems), page));
        };
    }

    private ModelAndView form(YearView view, AnnounceForm form, List<Problem> problems, Page page) {
        return refused(
                problems,
                new ModelAndView("admin/announce")
                        .addObject("calendar", view.calendar())
                        .addObject("year", view.year())
                        .addObject("root", CalendarPages.address(view.calendar().id(), view.year()))
                        .addObject("form", form)
                        .addObject("types", types(page)));
    }

    @GetMapping("/rut-lai")
    ModelAndView withdraw(
            @PathVariable String id,
            @PathVariable int year,
            @RequestParam(name = SCOPE, defaultValue = "") String scope,
            Page page) {
        return withdrawing(year(id, year), scope, List.of(), List.of(), page);
    }

    @PostMapping("/rut-lai")
    ModelAndView withdraw(
            @PathVariable String id,
            @PathVariable int year,
            @RequestParam MultiValueMap<String, String> posted,
            Actor.Officer officer,
            Page page) {
        YearView view = year(id, year);
        String scope = AnnounceForm.value(posted, SCOPE);
        List<String> chosen = posted.getOrDefault("ngay", List.of());
        List<LocalDate> dates =
                chosen.stream().map(Typed::date).flatMap(Optional::stream).toList();
        Publishing.Asked asked = asked("admin.withdraw", "rut-lai", view, posted, page);
        if (asked.step().equals(Publishing.EDIT)) {
            return withdrawing(view, scope, chosen, List.of(), page);
        }
        if (dates.isEmpty()) {
            return withdrawing(view, scope, chosen, List.of(Problem.at("ngay", "admin.nothing-chosen")), page);
        }
        return publishing.next(
                asked,
                new CalendarChange.Withdraw(scope.equals(OWN) ? id : null, year, dates),
                officer,
                page,
                problems -> withdrawing(view, scope, chosen, problems, page));
    }

    private ModelAndView withdrawing(
            YearView view, String scope, List<String> chosen, List<Problem> problems, Page page) {
        YearView.Origin origin = scope.equals(OWN) ? YearView.Origin.OWN : YearView.Origin.ANNOUNCED;
        List<Choice> choices = view.days().stream()
                .filter(day -> day.origin() == origin)
                .map(day -> new Choice(
                        day.date().toString(), page.longDate(day.date()) + ": " + words(day, page), day.source()))
                .toList();
        return refused(
                problems,
                new ModelAndView("admin/withdraw")
                        .addObject("calendar", view.calendar())
                        .addObject("year", view.year())
                        .addObject("root", CalendarPages.address(view.calendar().id(), view.year()))
                        .addObject("scope", scope.equals(OWN) ? OWN : "chung")
                        .addObject("choices", choices)
                        .addObject("chosen", Set.copyOf(chosen)));
    }

    private static String words(YearView.Day day, Page page) {
        var name = day.name();
        return name == null ? "" : name.in(page.locale());
    }

    @GetMapping("/nhap")
    ModelAndView importing(@PathVariable String id, @PathVariable int year) {
        return importing(year(id, year), true, "", List.of());
    }

    /** Reads a file and shows what it would do; what cannot be read is told by its line, and then nothing is done. */
    @PostMapping("/nhap")
    ModelAndView importing(
            @PathVariable String id,
            @PathVariable int year,
            @RequestParam(name = SCOPE, defaultValue = "") String scope,
            @RequestParam(name = SOURCE, defaultValue = "") String typedSource,
            MultipartHttpServletRequest request,
            Actor.Officer officer,
            Page page)
            throws IOException {
        YearView view = year(id, year);
        boolean common = !scope.equals(OWN);
        String source = typedSource.strip();
        MultipartFile file = request.getFile(FILE);
        if (file == null || file.isEmpty()) {
            return importing(view, common, source, List.of(Problem.at(FILE, "admin.file-missing")));
        }
        return switch (calendars.readFile(id, file.getBytes(), year, source)) {
            case Result.Refused<List<SpecialDay>>(List<Problem> problems) ->
                importing(view, common, source, atFile(problems));
            case Result.Done<List<SpecialDay>>(List<SpecialDay> days) ->
                imported(view, common, source, days, officer, page);
        };
    }

    private ModelAndView imported(
            YearView view, boolean common, String source, List<SpecialDay> days, Actor.Officer officer, Page page) {
        List<SpecialDay> differing =
                days.stream().filter(day -> !known(view, day, common)).toList();
        if (differing.isEmpty()) {
            return importing(view, common, source, List.of(Problem.at(FILE, "admin.file-known", days.size())));
        }
        if (differing.size() > AnnounceForm.MOST_ROWS) {
            return importing(
                    view,
                    common,
                    source,
                    List.of(Problem.at(FILE, "admin.file-long", differing.size(), AnnounceForm.MOST_ROWS)));
        }
        AnnounceForm form = AnnounceForm.of(common, source, differing);
        List<ImportLine> lines = days.stream()
                .map(day -> line(view, day, differing.contains(day), page))
                .toList();
        return next(asked("admin.import", "cong-bo", view, fields(form), page), view, form, officer, page)
                .addObject("imported", lines);
    }

    private static ImportLine line(YearView view, SpecialDay day, boolean differs, Page page) {
        YearView.Day now = view.days().get(day.date().getDayOfYear() - 1);
        ImportLine.Effect effect = !differs
                ? ImportLine.Effect.KNOWN
                : now.origin() == null ? ImportLine.Effect.ADDED : ImportLine.Effect.CHANGED;
        return new ImportLine(
                day.date(),
                page.t("admin.type." + day.type().name()),
                day.name().in(page.locale()),
                effect);
    }

    /** Whether announcing the day would say nothing that is not so already. */
    private static boolean known(YearView view, SpecialDay day, boolean common) {
        YearView.Day now = view.days().get(day.date().getDayOfYear() - 1);
        boolean sameKind = now.kind()
                .name()
                .equals(day.type() == DayType.WORK ? "SPECIAL_WORK" : day.type().name());
        return sameKind
                && day.name().equals(now.name())
                && day.source().equals(now.source())
                && !(common && now.origin() == YearView.Origin.OWN)
                && (day.type() == DayType.OFF
                        || day.type() == DayType.OFF_FROM_NOON
                        || sorted(hours(view, day)).equals(sorted(now.shifts())));
    }

    private static List<Shift> hours(YearView view, SpecialDay day) {
        DayOfWeek like = day.hoursOf();
        if (!day.hours().isEmpty() || like == null) {
            return day.hours();
        }
        return view.calendar().weeks().stream()
                .filter(week -> !week.validFrom().isAfter(day.date()))
                .reduce((earlier, later) -> later)
                .map(Week::shifts)
                .map(shifts -> shifts.getOrDefault(like, List.of()))
                .orElse(List.of());
    }

    private static List<Shift> sorted(List<Shift> shifts) {
        return shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
    }

    private ModelAndView importing(YearView view, boolean common, String source, List<Problem> problems) {
        return refused(
                problems,
                new ModelAndView("admin/import")
                        .addObject("calendar", view.calendar())
                        .addObject("year", view.year())
                        .addObject("root", CalendarPages.address(view.calendar().id(), view.year()))
                        .addObject("common", common)
                        .addObject("source", source));
    }

    private static List<Problem> atFile(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Problem(problem.code(), FILE, problem.args()))
                .toList();
    }

    /** A form as it would be posted. */
    private static MultiValueMap<String, String> fields(AnnounceForm form) {
        MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
        fields.add(SCOPE, form.common() ? "chung" : OWN);
        fields.add(SOURCE, form.source());
        for (int n = 0; n < form.rows().size(); n++) {
            DayRow row = form.rows().get(n);
            fields.add("ngay." + n, row.date());
            fields.add("loai." + n, row.type());
            fields.add("gio." + n, row.hours());
            fields.add("ten." + n, row.name());
            fields.add("ten-en." + n, row.english());
            fields.add("nguon." + n, row.source());
            fields.add("nhu." + n, row.like());
        }
        return fields;
    }

    private static ModelAndView refused(List<Problem> problems, ModelAndView form) {
        if (!problems.isEmpty()) {
            form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return form.addObject("problems", problems);
    }

    private static List<Choice> types(Page page) {
        return Stream.of(DayType.values())
                .map(type -> Choice.of(type.name(), page.t("admin.type." + type.name())))
                .toList();
    }

    private static Publishing.Asked asked(
            String title, String action, YearView view, MultiValueMap<String, String> posted, Page page) {
        String root = CalendarPages.address(view.calendar().id(), view.year());
        return new Publishing.Asked(page.t(title, Integer.toString(view.year())), root + "/" + action, root, posted);
    }

    private YearView year(String id, int year) {
        return calendars.year(id, year).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
