package vn.motcua.admin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.util.MultiValueMap;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.Week;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Weekly hours from a date on, as they were typed.
 *
 * @param hours of Monday to Sunday; empty for a rest day
 */
public record HoursForm(String from, List<String> hours) {

    public HoursForm {
        hours = List.copyOf(hours);
    }

    static HoursForm of(Week week) {
        return new HoursForm(
                "",
                IntStream.rangeClosed(1, 7)
                        .mapToObj(day -> DayWords.hours(week.shifts().getOrDefault(DayOfWeek.of(day), List.of())))
                        .toList());
    }

    static HoursForm of(MultiValueMap<String, String> posted) {
        return new HoursForm(
                AnnounceForm.value(posted, "tu-ngay"),
                IntStream.rangeClosed(1, 7)
                        .mapToObj(day -> AnnounceForm.value(posted, "gio." + day))
                        .toList());
    }

    Result<CalendarChange> change(String calendar) {
        List<Problem> problems = new ArrayList<>();
        Optional<LocalDate> begin = Typed.date(from);
        if (begin.isEmpty()) {
            problems.add(Problem.at("tu-ngay", from.isBlank() ? "admin.date-missing" : "admin.date-unreadable"));
        }
        Map<DayOfWeek, List<Shift>> shifts = new EnumMap<>(DayOfWeek.class);
        for (int day = 1; day <= 7; day++) {
            Optional<List<Shift>> typed = Typed.hours(hours.get(day - 1));
            if (typed.isEmpty()) {
                problems.add(Problem.at("gio." + day, "admin.hours-unreadable"));
            } else if (!typed.get().isEmpty()) {
                shifts.put(DayOfWeek.of(day), typed.get());
            }
        }
        return begin.isPresent() && problems.isEmpty()
                ? Result.done(new CalendarChange.ChangeHours(calendar, new Week(begin.get(), shifts)))
                : Result.refused(problems);
    }

    /** The problems that the calendars told, each at the field it comes from where one can be named. */
    static List<Problem> placed(List<Problem> problems) {
        return problems.stream()
                .map(problem -> switch (problem.code()) {
                    // the first argument is the number of the weekday
                    case "calendar.shift", "calendar.overlapping-shifts" ->
                        new Problem(problem.code(), "gio." + problem.args().getFirst(), problem.args());
                    case "calendar.week-before", "calendar.week-outside", "calendar.no-week", "calendar.week-twice" ->
                        new Problem(problem.code(), "tu-ngay", problem.args());
                    case "calendar.week-empty" -> new Problem(problem.code(), "gio.1", problem.args());
                    default -> problem;
                })
                .toList();
    }
}
