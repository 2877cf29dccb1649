package vn.motcua.calendar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.DateList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.CalendarComponent;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.property.Categories;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.ExDate;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import vn.motcua.shared.Vietnam;

/**
 * A year of a calendar as an iCalendar file (RFC 5545) that any calendar program reads: the weekly shifts as repeated
 * events, days off as all-day events, worked rest days with their hours. What only this product knows of a day stands in
 * properties of its own, {@code X-MOTCUA-…}, so that {@link CalendarFileReader} gets the same days back.
 */
final class CalendarFile {

    static final String DAY_TYPE = "X-MOTCUA-DAY-TYPE";
    static final String NAME_EN = "X-MOTCUA-NAME-EN";
    /** Of the calendar itself: working minutes that a working day of a term stands for. */
    static final String MINUTES_PER_DAY = "X-MOTCUA-MINUTES-PER-DAY";

    static final String HOURS_OF = "X-MOTCUA-HOURS-OF";
    /** The {@link #DAY_TYPE} of what is no special day: the weekly shifts, and the worked half of a half day. */
    static final String SHIFT = "SHIFT";

    private static final int LINE = 75;

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    private static final String ZONE = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Mot Cua//Calendar//VI
            BEGIN:VTIMEZONE
            TZID:Asia/Ho_Chi_Minh
            BEGIN:STANDARD
            DTSTART:19750613T000000
            TZOFFSETFROM:+0800
            TZOFFSETTO:+0700
            TZNAME:+07
            END:STANDARD
            END:VTIMEZONE
            END:VCALENDAR
            """;

    private final WorkingCalendar calendar;
    private final Instant written;
    private final List<VEvent> events = new ArrayList<>();

    private CalendarFile(WorkingCalendar calendar, Instant written) {
        this.calendar = calendar;
        this.written = written;
    }

    /** The file, in UTF-8. Days that the calendar does not cover are left out. */
    static byte[] of(WorkingCalendar calendar, DayName name, int year, Instant written) {
        LocalDate from = later(LocalDate.of(year, 1, 1), calendar.firstDay());
        LocalDate to = earlier(LocalDate.of(year, 12, 31), calendar.lastDay());
        CalendarFile file = new CalendarFile(calendar, written);
        if (!to.isBefore(from)) {
            file.weeks(from, to);
            from.datesUntil(to.plusDays(1)).forEach(day -> calendar.special(day).ifPresent(file::special));
        }
        return file.bytes(name.vi() + " " + year);
    }

    private void weeks(LocalDate from, LocalDate to) {
        List<Week> weeks = calendar.definition().weeks().stream()
                .sorted(Comparator.comparing(Week::validFrom))
                .toList();
        for (int i = 0; i < weeks.size(); i++) {
            LocalDate begin = later(from, weeks.get(i).validFrom());
            LocalDate end = i + 1 < weeks.size()
                    ? earlier(to, weeks.get(i + 1).validFrom().minusDays(1))
                    : to;
            if (!end.isBefore(begin)) {
                week(weeks.get(i), begin, end);
            }
        }
    }

    private void week(Week week, LocalDate begin, LocalDate end) {
        Map<Shift, Set<DayOfWeek>> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.on(day).stream()
                    .sorted(Comparator.comparing(Shift::from))
                    .forEach(shift ->
                            days.computeIfAbsent(shift, any -> new TreeSet<>()).add(day));
        }
        days.forEach((shift, weekdays) -> shift(shift, weekdays, begin, end));
    }

    private void shift(Shift shift, Set<DayOfWeek> weekdays, LocalDate begin, LocalDate end) {
        List<LocalDate> dates = begin.datesUntil(end.plusDays(1))
                .filter(date -> weekdays.contains(date.getDayOfWeek()))
                .toList();
        if (dates.isEmpty()) {
            return;
        }
        ZonedDateTime first = start(dates.getFirst(), shift);
        VEvent event = event(first, end(dates.getFirst(), shift), "Giờ làm việc", SHIFT);
        String byDay = weekdays.stream().map(day -> day.name().substring(0, 2)).collect(Collectors.joining(","));
        String until = UTC.format(start(dates.getLast(), shift).withZoneSameInstant(ZoneOffset.UTC));
        event.add(new RRule<ZonedDateTime>("FREQ=WEEKLY;UNTIL=" + until + ";BYDAY=" + byDay));
        List<ZonedDateTime> except = dates.stream()
                .filter(date -> calendar.special(date).isPresent())
                .map(date -> start(date, shift))
                .toList();
        if (!except.isEmpty()) {
            // of the same form as the start, or other programs keep the shift on the day off
            event.add(new ExDate<>(new ParameterList(List.of(new TzId(Vietnam.ZONE.getId()))), new DateList<>(except)));
        }
        uid(event, first.toLocalDate(), "week-" + shift.from() + "-" + byDay);
    }

    private void special(SpecialDay day) {
        if (day.type().worked()) {
            List<Shift> shifts = calendar.shiftsOn(day.date());
            for (Shift shift : shifts) {
                VEvent event = event(
                        start(day.date(), shift),
                        end(day.date(), shift),
                        day.name().vi(),
                        day.type().name());
                DayOfWeek like = day.hoursOf();
                if (like != null && day.hours().isEmpty()) {
                    event.add(new XProperty(HOURS_OF, Integer.toString(like.getValue())));
                }
                described(event, day);
                uid(event, day.date(), day.type() + "-" + shift.from());
            }
            return;
        }
        VEvent event = new VEvent(day.date(), day.date().plusDays(1), day.name().vi());
        common(event, day.type().name());
        event.add(new Transp(Transp.VALUE_TRANSPARENT));
        described(event, day);
        uid(event, day.date(), day.type().name());
        for (Shift shift : calendar.shiftsOn(day.date())) {
            VEvent half = event(start(day.date(), shift), end(day.date(), shift), "Giờ làm việc", SHIFT);
            uid(half, day.date(), "half-" + shift.from());
        }
    }

    private VEvent event(ZonedDateTime start, ZonedDateTime end, String summary, String type) {
        VEvent event = new VEvent(start, end, summary);
        common(event, type);
        return event;
    }

    private void common(VEvent event, String type) {
        event.removeIf(property -> property instanceof DtStamp);
        event.add(new DtStamp(written));
        event.add(new Categories(type));
        event.add(new XProperty(DAY_TYPE, type));
        events.add(event);
    }

    private static void described(VEvent event, SpecialDay day) {
        event.add(new XProperty(NAME_EN, day.name().en()));
        if (!day.source().isBlank()) {
            event.add(new Description(day.source()));
        }
    }

    private void uid(VEvent event, LocalDate date, String what) {
        event.add(new Uid(date + "-" + what.replace(":", "").replace(",", "").toLowerCase(Locale.ROOT) + "@"
                + calendar.id() + ".motcua.vn"));
    }

    private byte[] bytes(String title) {
        Calendar ics = new Calendar();
        ics.add(new ProdId("-//Mot Cua//Calendar//VI"));
        ics.add(ImmutableVersion.VERSION_2_0);
        ics.add(new XProperty("X-WR-CALNAME", title));
        ics.add(new XProperty(MINUTES_PER_DAY, Integer.toString(calendar.minutesPerDay())));
        ics.add(new XProperty("X-WR-TIMEZONE", Vietnam.ZONE.getId()));
        zone().getComponents().forEach(component -> ics.add((CalendarComponent) component));
        events.forEach(ics::add);
        ics.validate();
        return folded(ics.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Lines of at most {@value #LINE} octets (RFC 5545, 3.1), which the library counts as characters; none is cut in two. */
    private static byte[] folded(byte[] unfolded) {
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        int column = 0;
        for (int i = 0; i < unfolded.length; i++) {
            int length = 1;
            while (i + length < unfolded.length && (unfolded[i + length] & 0xC0) == 0x80) {
                length++;
            }
            boolean ends = unfolded[i] == '\r' || unfolded[i] == '\n';
            if (!ends && column + length > LINE) {
                folded.writeBytes(new byte[] {'\r', '\n', ' '});
                column = 1;
            }
            folded.write(unfolded, i, length);
            column = ends ? 0 : column + length;
            i += length - 1;
        }
        return folded.toByteArray();
    }

    private static Calendar zone() {
        try {
            return new CalendarBuilder().build(new StringReader(ZONE.replace("\n", "\r\n")));
        } catch (IOException | ParserException e) {
            throw new IllegalStateException("our own time zone cannot be read", e);
        }
    }

    private static ZonedDateTime start(LocalDate date, Shift shift) {
        return date.atTime(shift.from()).atZone(Vietnam.ZONE);
    }

    private static ZonedDateTime end(LocalDate date, Shift shift) {
        return date.atStartOfDay().plusMinutes(shift.end()).atZone(Vietnam.ZONE);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
