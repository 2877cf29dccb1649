package vn.motcua.admin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vn.motcua.calendar.Shift;
import vn.motcua.calendar.SpecialDay;
import vn.motcua.calendar.Week;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.web.Page;

/** Days, hours and weeks of a calendar in words. */
final class DayWords {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Page page;

    DayWords(Page page) {
        this.page = page;
    }

    /** "08:00–12:00, 13:00–17:00"; empty for none. */
    static String hours(List<Shift> shifts) {
        return shifts.stream()
                .sorted(Comparator.comparing(Shift::from))
                .map(shift -> TIME.format(shift.from()) + "–"
                        + (shift.to().equals(LocalTime.MIDNIGHT) ? "24:00" : TIME.format(shift.to())))
                .collect(Collectors.joining(", "));
    }

    /** What a date is by a calendar: its special name, where it has one, and its hours. */
    String of(WorkingCalendar calendar, LocalDate date) {
        if (!calendar.covers(date)) {
            return page.t(DayLook.OUTSIDE.key());
        }
        String hours = hours(calendar.shiftsOn(date));
        return calendar.special(date)
                .map(day -> page.t("admin.type." + day.type().name())
                        + " – " + day.name().in(page.locale())
                        + (hours.isEmpty() ? "" : ": " + hours))
                .orElseGet(() -> hours.isEmpty() ? page.t(DayLook.REST.key()) : hours);
    }

    /** What is announced of a date. */
    String of(SpecialDay day) {
        return page.longDate(day.date())
                + ": "
                + page.t("admin.type." + day.type().name())
                + " – " + day.name().in(page.locale())
                + (day.hours().isEmpty() ? "" : ", " + hours(day.hours()))
                + (day.source().isBlank() ? "" : " (" + day.source() + ")");
    }

    /** A week's hours, neighbouring weekdays of the same hours together: "thứ Hai – thứ Sáu: 08:00–12:00, …". */
    List<String> of(Week week) {
        List<String> lines = new ArrayList<>();
        int from = 1;
        for (int day = 1; day <= 7; day++) {
            if (day == 7 || !on(week, day + 1).equals(on(week, day))) {
                String hours = on(week, day);
                lines.add((from == day ? weekday(day) : weekday(from) + " – " + weekday(day))
                        + ": "
                        + (hours.isEmpty() ? page.t(DayLook.REST.key()) : hours));
                from = day + 1;
            }
        }
        return lines;
    }

    String weekday(int day) {
        return page.t("web.weekday." + day);
    }

    private static String on(Week week, int day) {
        return hours(week.shifts().getOrDefault(DayOfWeek.of(day), List.of()));
    }
}
