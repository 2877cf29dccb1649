package vn.motcua.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** All calendars as they are stored, and what a change would make of them. */
record StoredCalendars(long revision, List<Entry> entries, List<Special> specials) {

    record Entry(String id, DayName name, LocalDate from, LocalDate to, int minutesPerDay, List<Week> weeks) {}

    /** @param calendar {@code null}: a day of all calendars */
    record Special(@Nullable String calendar, SpecialDay day) {

        boolean isOf(@Nullable String other, LocalDate date) {
            return Objects.equals(calendar, other) && day.date().equals(date);
        }
    }

    /** A special day with where it comes from. */
    record Known(SpecialDay day, YearView.Origin origin) {}

    Optional<Entry> entry(@Nullable String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    Map<String, Result<WorkingCalendar>> calendars() {
        Map<String, Result<WorkingCalendar>> calendars = new LinkedHashMap<>();
        for (Entry entry : entries) {
            calendars.put(entry.id(), calendar(entry));
        }
        return calendars;
    }

    private Result<WorkingCalendar> calendar(Entry entry) {
        if (entry.to().isBefore(entry.from()) || outOfReach(entry)) {
            // the span is refused by name before days are asked for that nobody knows
            return WorkingCalendar.of(definition(entry, List.of()));
        }
        return WorkingCalendar.of(
                definition(entry, days(entry).values().stream().map(Known::day).toList()));
    }

    private static boolean outOfReach(Entry entry) {
        return entry.from().getYear() < PublicHolidays.FIRST_YEAR || entry.to().getYear() > PublicHolidays.LAST_YEAR;
    }

    private static CalendarDefinition definition(Entry entry, List<SpecialDay> days) {
        return new CalendarDefinition(entry.id(), entry.from(), entry.to(), entry.minutesPerDay(), entry.weeks(), days);
    }

    /** The law's days off, over them the common special days, over them the calendar's own. */
    Map<LocalDate, Known> days(Entry entry) {
        Map<LocalDate, Known> days = new TreeMap<>();
        for (int year = entry.from().getYear(); year <= entry.to().getYear(); year++) {
            PublicHolidays.of(year).stream()
                    .filter(day -> covers(entry, day.date()))
                    .forEach(day -> days.put(day.date(), new Known(day, YearView.Origin.LAW)));
        }
        for (Special special : specials) {
            if (special.calendar() == null && covers(entry, special.day().date())) {
                days.put(special.day().date(), new Known(special.day(), YearView.Origin.ANNOUNCED));
            }
        }
        for (Special special : specials) {
            if (entry.id().equals(special.calendar())) {
                days.put(special.day().date(), new Known(special.day(), YearView.Origin.OWN));
            }
        }
        return days;
    }

    private static boolean covers(Entry entry, LocalDate date) {
        return !date.isBefore(entry.from()) && !date.isAfter(entry.to());
    }

    /** The calendars after a change, or why it cannot be. */
    Result<StoredCalendars> after(CalendarChange change) {
        List<Problem> problems = ChangeCheck.problems(this, change);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        return Result.done(
                switch (change) {
                    case CalendarChange.Announce c -> announced(c);
                    case CalendarChange.Withdraw c ->
                        new StoredCalendars(revision, entries, without(c.calendar(), c.dates()));
                    case CalendarChange.ChangeHours c -> with(c.calendar(), entry -> with(entry, c.week()));
                    case CalendarChange.ChangeDayLength c ->
                        with(c.calendar(), entry -> with(entry, c.minutesPerDay()));
                    case CalendarChange.Create c -> {
                        List<Entry> more = new ArrayList<>(entries);
                        more.add(new Entry(
                                c.calendar(), c.name(), c.from(), c.to(), c.minutesPerDay(), List.of(c.week())));
                        yield new StoredCalendars(revision, more, specials);
                    }
                });
    }

    private StoredCalendars announced(CalendarChange.Announce change) {
        List<Special> all = without(
                change.calendar(), change.days().stream().map(SpecialDay::date).toList());
        change.days().forEach(day -> all.add(new Special(change.calendar(), day)));
        return new StoredCalendars(revision, entries, all);
    }

    /** The special days but those of one scope on some dates. */
    private List<Special> without(@Nullable String calendar, List<LocalDate> dates) {
        List<Special> all = new ArrayList<>(specials);
        all.removeIf(special -> dates.stream().anyMatch(date -> special.isOf(calendar, date)));
        return all;
    }

    private StoredCalendars with(String calendar, UnaryOperator<Entry> changed) {
        return new StoredCalendars(
                revision,
                entries.stream()
                        .map(entry -> entry.id().equals(calendar) ? changed.apply(entry) : entry)
                        .toList(),
                specials);
    }

    /** What a change takes the place of. */
    MadeChange.Replaced replacedBy(CalendarChange change) {
        return switch (change) {
            case CalendarChange.Announce c ->
                new MadeChange.Replaced(
                        of(c.calendar(), c.days().stream().map(SpecialDay::date).toList()), List.of(), null);
            case CalendarChange.Withdraw c -> new MadeChange.Replaced(of(c.calendar(), c.dates()), List.of(), null);
            case CalendarChange.ChangeHours c ->
                new MadeChange.Replaced(
                        List.of(),
                        entry(c.calendar()).stream()
                                .flatMap(entry -> entry.weeks().stream())
                                .filter(week -> week.validFrom().equals(c.week().validFrom()))
                                .toList(),
                        null);
            case CalendarChange.ChangeDayLength c ->
                new MadeChange.Replaced(
                        List.of(),
                        List.of(),
                        entry(c.calendar()).map(Entry::minutesPerDay).orElse(null));
            case CalendarChange.Create ignored -> MadeChange.Replaced.NOTHING;
        };
    }

    private List<Special> of(@Nullable String calendar, List<LocalDate> dates) {
        return specials.stream()
                .filter(special -> dates.stream().anyMatch(date -> special.isOf(calendar, date)))
                .toList();
    }

    /** The calendars as they were before a change that was made. */
    StoredCalendars before(MadeChange made) {
        MadeChange.Replaced replaced = made.replaced();
        return switch (made.change()) {
            case CalendarChange.Announce c -> {
                List<Special> all = without(
                        c.calendar(), c.days().stream().map(SpecialDay::date).toList());
                all.addAll(replaced.days());
                yield new StoredCalendars(revision, entries, all);
            }
            case CalendarChange.Withdraw c -> {
                List<Special> all = without(c.calendar(), c.dates());
                all.addAll(replaced.days());
                yield new StoredCalendars(revision, entries, all);
            }
            case CalendarChange.ChangeHours c ->
                with(c.calendar(), entry -> {
                    List<Week> weeks = new ArrayList<>(entry.weeks());
                    weeks.removeIf(week -> week.validFrom().equals(c.week().validFrom()));
                    weeks.addAll(replaced.weeks());
                    return new Entry(entry.id(), entry.name(), entry.from(), entry.to(), entry.minutesPerDay(), weeks);
                });
            case CalendarChange.ChangeDayLength c ->
                with(
                        c.calendar(),
                        entry -> with(
                                entry, Objects.requireNonNullElse(replaced.minutesPerDay(), entry.minutesPerDay())));
            case CalendarChange.Create ignored -> this; // nothing could use it before
        };
    }

    private static Entry with(Entry entry, int minutesPerDay) {
        return new Entry(entry.id(), entry.name(), entry.from(), entry.to(), minutesPerDay, entry.weeks());
    }

    private static Entry with(Entry entry, Week week) {
        List<Week> weeks = new ArrayList<>(entry.weeks());
        weeks.removeIf(other -> other.validFrom().equals(week.validFrom()));
        weeks.add(week);
        return new Entry(entry.id(), entry.name(), entry.from(), entry.to(), entry.minutesPerDay(), weeks);
    }

    /** What a change does to each calendar; refused when one of them could not be used any more. */
    Result<List<AffectedCalendar>> affectedBy(CalendarChange change) {
        return switch (after(change)) {
            case Result.Refused<StoredCalendars>(List<Problem> problems) -> Result.refused(problems);
            case Result.Done<StoredCalendars>(StoredCalendars after) -> difference(after);
        };
    }

    private Result<List<AffectedCalendar>> difference(StoredCalendars after) {
        Map<String, Result<WorkingCalendar>> before = calendars();
        List<AffectedCalendar> affected = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        after.calendars().forEach((id, result) -> {
            Result<WorkingCalendar> old = before.get(id);
            switch (result) {
                case Result.Refused<WorkingCalendar>(List<Problem> broken) -> {
                    // a calendar that was broken before does not stand in the way of others
                    if (!(old instanceof Result.Refused<WorkingCalendar>)) {
                        problems.addAll(broken);
                    }
                }
                case Result.Done<WorkingCalendar>(WorkingCalendar calendar) -> {
                    WorkingCalendar was =
                            old instanceof Result.Done<WorkingCalendar>(WorkingCalendar usable) ? usable : null;
                    List<LocalDate> days = calendar.firstDay()
                            .datesUntil(calendar.lastDay().plusDays(1))
                            .filter(day -> was == null || differs(was, calendar, day))
                            .toList();
                    if (!days.isEmpty() || was == null || was.minutesPerDay() != calendar.minutesPerDay()) {
                        affected.add(new AffectedCalendar(id, days, was == null ? calendar : was, calendar));
                    }
                }
            }
        });
        return problems.isEmpty()
                ? Result.done(affected)
                : Result.refused(problems.stream().distinct().toList());
    }

    private static boolean differs(WorkingCalendar before, WorkingCalendar after, LocalDate day) {
        return !before.covers(day)
                || !before.shiftsOn(day).equals(after.shiftsOn(day))
                || !Objects.equals(
                        before.special(day).map(SpecialDay::name).orElse(null),
                        after.special(day).map(SpecialDay::name).orElse(null));
    }
}
