package vn.motcua.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Reads the special days of a year from an iCalendar file. All-day events are days off, timed ones are days worked at
 * those hours; weekly shifts of our own files are passed over. Whatever else the file holds is refused, each by its
 * line.
 */
final class CalendarFileReader {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_DAYS_OF_AN_EVENT = 31;

    /** Names under which calendar programs know Vietnam's time. */
    private static final List<String> ZONES =
            List.of("Asia/Ho_Chi_Minh", "Asia/Saigon", "Asia/Bangkok", "SE Asia Standard Time");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);
    private static final DateTimeFormatter ICS_DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter ICS_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** @param line of the event that told of this day first */
    private record Found(int line, SpecialDay day, boolean allDay) {}

    private final int year;
    private final String source;
    private final List<Integer> lines;
    private final Map<LocalDate, Found> days = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private CalendarFileReader(int year, String source, List<Integer> lines) {
        this.year = year;
        this.source = source;
        this.lines = lines;
    }

    /**
     * The days by date, or all that is wrong with the file.
     *
     * @param source of days that name none
     * @param minutesPerDay of the calendar the file is meant for
     */
    static Result<List<SpecialDay>> read(byte[] content, int year, String source, int minutesPerDay) {
        if (content.length > MOST_BYTES) {
            return Result.refused(Problem.of("calendar.ics.too-large", MOST_BYTES / 1024));
        }
        String text;
        Calendar ics;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            ics = new CalendarBuilder().build(new StringReader(text));
        } catch (ParserException e) {
            return Result.refused(Problem.of("calendar.ics.not-one", Integer.toString(Math.max(1, e.getLineNo()))));
        } catch (IOException e) {
            return Result.refused(Problem.of("calendar.ics.not-one", "1"));
        }
        CalendarFileReader reader = new CalendarFileReader(year, source, linesOfEvents(text));
        ics.getProperty(CalendarFile.MINUTES_PER_DAY)
                .map(property -> ((Property) property).getValue())
                .ifPresent(minutes -> reader.dayLength(minutes, minutesPerDay, text));
        int event = 0;
        for (Component component : ics.getComponents()) {
            if (component.getName().equals(Component.VEVENT)) {
                reader.event(component, event++);
            }
        }
        return reader.result();
    }

    /** A file that says how long a working day is was made for a calendar where it is so long. */
    private void dayLength(String told, int expected, String text) {
        int line = (int) text.lines()
                        .takeWhile(one -> !one.regionMatches(
                                true, 0, CalendarFile.MINUTES_PER_DAY, 0, CalendarFile.MINUTES_PER_DAY.length()))
                        .count()
                + 1;
        boolean number = told != null && told.strip().matches("[0-9]{1,4}");
        int minutes = number ? Integer.parseInt(told.strip()) : 0;
        if (minutes < 1 || minutes > DayHours.MINUTES) {
            refuse("calendar.ics.minutes-per-day", line, told == null ? "" : told);
        } else if (minutes != expected) {
            refuse("calendar.ics.other-day", line, minutes, expected);
        }
    }

    /** Numbers of the lines on which events begin, in their order. */
    private static List<Integer> linesOfEvents(String text) {
        List<Integer> lines = new ArrayList<>();
        String[] all = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < all.length; i++) {
            if (all[i].strip().equalsIgnoreCase("BEGIN:VEVENT")) {
                lines.add(i + 1);
            }
        }
        return lines;
    }

    private Result<List<SpecialDay>> result() {
        if (problems.isEmpty() && days.isEmpty()) {
            problems.add(Problem.of("calendar.ics.no-days"));
        }
        days.values()
                .forEach(found -> DefinitionCheck.problems(
                                found.day().hours(),
                                "calendar.day-shift",
                                "calendar.day-overlapping-shifts",
                                DATE.format(found.day().date()))
                        .forEach(problems::add));
        return problems.isEmpty()
                ? Result.done(days.values().stream()
                        .map(Found::day)
                        .sorted(Comparator.comparing(SpecialDay::date))
                        .toList())
                : Result.refused(problems);
    }

    private void event(Component event, int index) {
        int line = index < lines.size() ? lines.get(index) : 1;
        String type = value(event, CalendarFile.DAY_TYPE);
        if (type.equals(CalendarFile.SHIFT) || value(event, Property.STATUS).equals("CANCELLED")) {
            return;
        }
        String summary = value(event, Property.SUMMARY);
        if (!value(event, Property.RRULE).isEmpty()
                || !value(event, Property.RDATE).isEmpty()) {
            refuse("calendar.ics.recurring", line, summary);
            return;
        }
        String start = value(event, Property.DTSTART);
        if (start.isEmpty()) {
            refuse("calendar.ics.no-start", line, summary);
            return;
        }
        try {
            if (start.contains("T")) {
                timed(event, line, type(type, DayType.WORK));
            } else {
                allDay(event, line, type(type, DayType.OFF));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            refuse("calendar.ics.unreadable", line, summary);
        }
    }

    private void allDay(Component event, int line, DayType type) {
        LocalDate from = LocalDate.parse(value(event, Property.DTSTART), ICS_DATE);
        String end = value(event, Property.DTEND);
        String duration = value(event, Property.DURATION);
        LocalDate to = !end.isEmpty()
                ? LocalDate.parse(end, ICS_DATE)
                : duration.isEmpty() ? from.plusDays(1) : from.plus(Period.parse(duration));
        if (!to.isAfter(from) || to.isAfter(from.plusDays(MOST_DAYS_OF_AN_EVENT))) {
            refuse("calendar.ics.length", line, value(event, Property.SUMMARY), MOST_DAYS_OF_AN_EVENT);
            return;
        }
        from.datesUntil(to).forEach(date -> {
            if (inYear(date, line)) {
                Found before = days.putIfAbsent(date, new Found(line, day(event, date, type, List.of()), true));
                if (before != null) {
                    again(before, line, date, true);
                }
            }
        });
    }

    private void timed(Component event, int line, DayType type) {
        LocalDateTime from = local(event, Property.DTSTART, line);
        LocalDateTime to = from == null ? null : local(event, Property.DTEND, line);
        if (from == null || to == null) {
            return;
        }
        LocalDate date = from.toLocalDate();
        boolean untilMidnight = to.equals(date.plusDays(1).atStartOfDay());
        if (!to.isAfter(from) || !to.toLocalDate().equals(date) && !untilMidnight) {
            refuse("calendar.ics.over-midnight", line, value(event, Property.SUMMARY));
            return;
        }
        if (!inYear(date, line)) {
            return;
        }
        boolean ownHours = value(event, CalendarFile.HOURS_OF).isEmpty();
        List<Shift> shifts = ownHours
                ? List.of(new Shift(from.toLocalTime(), untilMidnight ? LocalTime.MIDNIGHT : to.toLocalTime()))
                : List.of();
        SpecialDay day = day(event, date, type, shifts);
        Found before = days.putIfAbsent(date, new Found(line, day, false));
        if (before == null) {
            return;
        }
        SpecialDay known = before.day();
        if (before.allDay()
                || known.type() != type
                || !known.name().equals(day.name())
                || !Objects.equals(known.hoursOf(), day.hoursOf())) {
            again(before, line, date, false);
            return;
        }
        List<Shift> both = new ArrayList<>(known.hours());
        both.addAll(shifts);
        days.put(date, new Found(before.line(), day(event, date, type, both), false));
    }

    private void again(Found before, int line, LocalDate date, boolean allDay) {
        String code = before.allDay() == allDay ? "calendar.ics.day-twice" : "calendar.ics.contradiction";
        refuse(code, line, DATE.format(date), before.line());
    }

    private boolean inYear(LocalDate date, int line) {
        if (date.getYear() == year) {
            return true;
        }
        refuse("calendar.ics.outside-year", line, DATE.format(date), Integer.toString(year));
        return false;
    }

    /** Vietnamese wall-clock time; {@code null} when it is in another zone or missing, which is refused. */
    private @Nullable LocalDateTime local(Component event, String property, int line) {
        Property found = event.getProperty(property).map(Property.class::cast).orElse(null);
        if (found == null || found.getValue() == null) {
            refuse("calendar.ics.no-end", line, value(event, Property.SUMMARY));
            return null;
        }
        String text = found.getValue();
        if (text.endsWith("Z")) {
            return LocalDateTime.parse(text.substring(0, text.length() - 1), ICS_TIME)
                    .atOffset(ZoneOffset.UTC)
                    .atZoneSameInstant(Vietnam.ZONE)
                    .toLocalDateTime();
        }
        String zone = found.getParameter(Parameter.TZID)
                .map(parameter -> ((Parameter) parameter).getValue())
                .orElse("");
        if (!zone.isEmpty() && !ZONES.contains(zone)) {
            refuse("calendar.ics.zone", line, zone, Vietnam.ZONE.getId());
            return null;
        }
        return LocalDateTime.parse(text, ICS_TIME);
    }

    private SpecialDay day(Component event, LocalDate date, DayType type, List<Shift> hours) {
        String name = value(event, Property.SUMMARY);
        String english = value(event, CalendarFile.NAME_EN);
        String hoursOf = value(event, CalendarFile.HOURS_OF);
        String described = value(event, Property.DESCRIPTION);
        return new SpecialDay(
                date,
                type,
                new DayName(name, english.isEmpty() ? name : english),
                hoursOf.isEmpty() ? null : DayOfWeek.of(Integer.parseInt(hoursOf)),
                hours,
                described.isEmpty() ? source : described);
    }

    private static DayType type(String text, DayType usual) {
        return text.isEmpty() ? usual : DayType.valueOf(text);
    }

    private static String value(Component event, String property) {
        return event.getProperty(property)
                .map(found -> ((Property) found).getValue())
                .map(text -> text == null ? "" : text.strip())
                .orElse("");
    }

    /** Numbers as text, so that no thousands are separated. */
    private void refuse(String code, Object... args) {
        problems.add(Problem.of(code, Stream.of(args).map(Object::toString).toArray()));
    }
}
