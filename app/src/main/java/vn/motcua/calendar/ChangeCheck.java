package vn.motcua.calendar;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;

/** Finds what is wrong with a change of calendars that the calendars themselves would not show. */
final class ChangeCheck {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    /** Working minutes: with fewer, a term of sixty days would take more than four years. */
    private static final int LEAST_WEEK = 120;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SOURCE = 500;

    private final StoredCalendars stored;
    private final List<Problem> problems = new ArrayList<>();

    private ChangeCheck(StoredCalendars stored) {
        this.stored = stored;
    }

    static List<Problem> problems(StoredCalendars stored, CalendarChange change) {
        ChangeCheck check = new ChangeCheck(stored);
        switch (change) {
            case CalendarChange.Announce c -> check.announce(c);
            case CalendarChange.Withdraw c -> check.withdraw(c);
            case CalendarChange.ChangeHours c -> {
                check.known(c.calendar());
                stored.entry(c.calendar())
                        .filter(entry -> c.week().validFrom().isBefore(entry.from()))
                        .ifPresent(entry -> check.refuse(
                                "calendar.week-before", date(c.week().validFrom()), date(entry.from())));
                if (c.week().shifts().values().stream().allMatch(List::isEmpty)) {
                    check.refuse("calendar.week-empty", date(c.week().validFrom()));
                }
                check.enough(c.week());
            }
            case CalendarChange.ChangeDayLength c -> check.known(c.calendar());
            case CalendarChange.Create c -> {
                if (!c.calendar().matches("[a-z0-9][a-z0-9-]{1,62}")) {
                    check.refuse("calendar.id", c.calendar());
                } else if (stored.entry(c.calendar()).isPresent()) {
                    check.refuse("calendar.id-taken", c.calendar());
                }
                if (c.name().vi().isBlank() || c.name().en().isBlank()) {
                    check.refuse("calendar.name-missing", c.calendar());
                }
                check.enough(c.week());
            }
        }
        return check.problems;
    }

    /** Of too little work a week, a term of many days would outlast every calendar. */
    private void enough(Week week) {
        String from = date(week.validFrom());
        int minutes = week.shifts().values().stream()
                .flatMap(List::stream)
                .mapToInt(shift -> Math.max(0, shift.end() - shift.start()))
                .sum();
        if (minutes > 0 && minutes < LEAST_WEEK) {
            refuse("calendar.week-thin", from, minutes, LEAST_WEEK);
        }
    }

    private void announce(CalendarChange.Announce change) {
        scope(change.calendar(), change.year());
        if (change.days().isEmpty()) {
            refuse("calendar.nothing-announced", year(change.year()));
        }
        Set<LocalDate> dates = new HashSet<>();
        for (SpecialDay day : change.days()) {
            if (day.date().getYear() != change.year()) {
                refuse("calendar.day-outside-year", date(day.date()), day.name().vi(), year(change.year()));
            }
            if (!dates.add(day.date())) {
                refuse("calendar.day-twice", date(day.date()));
            }
            if (day.name().vi().isBlank() || day.name().en().isBlank()) {
                refuse("calendar.day-unnamed", date(day.date()));
            }
            if (day.name().vi().length() > LONGEST_NAME || day.name().en().length() > LONGEST_NAME) {
                refuse("calendar.day-name-long", date(day.date()), Integer.toString(LONGEST_NAME));
            }
            if (day.source().length() > LONGEST_SOURCE) {
                refuse("calendar.day-source-long", date(day.date()), Integer.toString(LONGEST_SOURCE));
            }
            if (day.source().isBlank()) {
                refuse(
                        "calendar.day-without-source",
                        date(day.date()),
                        day.name().vi());
            }
        }
    }

    private void withdraw(CalendarChange.Withdraw change) {
        scope(change.calendar(), change.year());
        for (LocalDate date : change.dates()) {
            if (date.getYear() != change.year()) {
                refuse("calendar.day-outside-year", date(date), "", year(change.year()));
            } else if (stored.specials().stream().noneMatch(special -> special.isOf(change.calendar(), date))) {
                refuse("calendar.nothing-to-withdraw", date(date));
            }
        }
    }

    private void scope(@Nullable String calendar, int year) {
        if (calendar != null) {
            known(calendar);
        }
        if (year < PublicHolidays.FIRST_YEAR || year > PublicHolidays.LAST_YEAR) {
            refuse("calendar.year", year(year));
        }
    }

    private void known(String calendar) {
        if (stored.entry(calendar).isEmpty()) {
            refuse("calendar.unknown", calendar);
        }
    }

    private static String date(LocalDate date) {
        return DATE.format(date);
    }

    /** As text, so that no thousands are separated. */
    private static String year(int year) {
        return Integer.toString(year);
    }

    private void refuse(String code, Object... args) {
        problems.add(Problem.of(code, args));
    }
}
