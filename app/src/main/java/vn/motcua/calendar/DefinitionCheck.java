package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import vn.motcua.shared.Problem;

/** Finds what is wrong with a calendar definition, by name and place. */
final class DefinitionCheck {

    private static final LocalDate FIRST = LocalDate.of(PublicHolidays.FIRST_YEAR, 1, 1);
    private static final LocalDate LAST = LocalDate.of(PublicHolidays.LAST_YEAR, 12, 31);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    private final CalendarDefinition definition;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionCheck(CalendarDefinition definition) {
        this.definition = definition;
    }

    static List<Problem> problems(CalendarDefinition definition) {
        DefinitionCheck check = new DefinitionCheck(definition);
        check.span();
        check.weeks();
        check.specialDays();
        return check.problems;
    }

    private void span() {
        if (definition.to().isBefore(definition.from())
                || definition.from().isBefore(FIRST)
                || definition.to().isAfter(LAST)) {
            refuse(
                    "calendar.span",
                    definition.from().format(DATE),
                    definition.to().format(DATE));
        }
        if (definition.minutesPerDay() < 1 || definition.minutesPerDay() > DayHours.MINUTES) {
            refuse("calendar.minutes-per-day", definition.minutesPerDay());
        }
    }

    private void weeks() {
        if (definition.weeks().stream().noneMatch(week -> !week.validFrom().isAfter(definition.from()))) {
            refuse("calendar.no-week", definition.from().format(DATE));
        }
        Set<LocalDate> starts = new HashSet<>();
        for (Week week : definition.weeks()) {
            if (week.validFrom().isAfter(definition.to())) {
                refuse(
                        "calendar.week-outside",
                        week.validFrom().format(DATE),
                        definition.to().format(DATE));
            }
            if (!starts.add(week.validFrom())) {
                refuse("calendar.week-twice", week.validFrom().format(DATE));
            }
            for (DayOfWeek day : DayOfWeek.values()) {
                shifts(day, week.on(day));
            }
        }
    }

    private void shifts(DayOfWeek day, List<Shift> shifts) {
        problems.addAll(problems(shifts, "calendar.shift", "calendar.overlapping-shifts", day.getValue()));
    }

    /**
     * What is wrong with a day's shifts.
     *
     * @param broken message for a shift that is none, {@code overlapping} for one that overlaps another; their arguments
     *     are the place, from and to
     */
    static List<Problem> problems(List<Shift> shifts, String broken, String overlapping, Object place) {
        List<Problem> problems = new ArrayList<>();
        int end = 0;
        for (Shift shift :
                shifts.stream().sorted(Comparator.comparing(Shift::from)).toList()) {
            String code = null;
            if (!shift.onWholeMinutes() || shift.end() <= shift.start()) {
                code = broken;
            } else if (shift.start() < end) {
                code = overlapping;
            }
            if (code != null) {
                problems.add(Problem.of(
                        code, place, shift.from().toString(), shift.to().toString()));
            }
            end = Math.max(end, shift.end());
        }
        return problems;
    }

    private void specialDays() {
        Set<LocalDate> dates = new HashSet<>();
        for (SpecialDay day : definition.specialDays()) {
            if (!dates.add(day.date())) {
                refuse("calendar.day-twice", day.date().format(DATE));
            }
            if (day.date().isBefore(definition.from()) || day.date().isAfter(definition.to())) {
                refuse(
                        "calendar.day-outside",
                        day.date().format(DATE),
                        day.name().vi());
            }
            problems.addAll(problems(
                    day.hours(),
                    "calendar.day-shift",
                    "calendar.day-overlapping-shifts",
                    day.date().format(DATE)));
        }
    }

    private void refuse(String code, Object... args) {
        problems.add(Problem.of(code, args));
    }
}
