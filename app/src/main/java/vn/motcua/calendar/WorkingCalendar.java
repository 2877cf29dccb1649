package vn.motcua.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * When an agency works, and all arithmetic with its working time, in Vietnamese time and whole minutes.
 *
 * <p>An instant counts as the minute it falls in: what is printed as 14:10 on a receipt is what is counted, whatever the
 * seconds were. Results are on whole minutes. Immutable; every question costs a binary search over the calendar's
 * working days, however long the term.
 *
 * <p>A time outside the calendar's span, or a term that ends outside it, is an {@link IllegalArgumentException}.
 */
public final class WorkingCalendar {

    /** From here on Vietnam's clocks show UTC+7 without exception; before, the zone's rules are asked. */
    private static final long STEADY_SINCE = LocalDate.of(1976, 1, 1).toEpochDay() * 86_400;

    private static final int STEADY_OFFSET = 7 * 3600;

    private final String id;
    private final int minutesPerDay;
    private final long firstDay;
    private final Map<LocalDate, SpecialDay> specialDays = new HashMap<>();
    /** By day of the span: its hours. */
    private final DayHours[] hours;
    /** By day of the span, and one more: working days before it. */
    private final int[] workingDaysBefore;
    /** By working day: its day of the span. */
    private final int[] workingDays;
    /** By working day, and one more: working minutes before it. Strictly increasing. */
    private final int[] minutesBefore;

    private WorkingCalendar(CalendarDefinition definition) {
        id = definition.id();
        minutesPerDay = definition.minutesPerDay();
        firstDay = definition.from().toEpochDay();
        definition.specialDays().forEach(day -> specialDays.put(day.date(), day));
        int days = Math.toIntExact(definition.to().toEpochDay() - firstDay + 1);
        hours = hours(definition, days);
        workingDaysBefore = new int[days + 1];
        workingDays = new int
                [(int) Arrays.stream(hours).filter(day -> day.total() > 0).count()];
        minutesBefore = new int[workingDays.length + 1];
        int count = 0;
        for (int day = 0; day < days; day++) {
            workingDaysBefore[day] = count;
            if (hours[day].total() > 0) {
                workingDays[count] = day;
                minutesBefore[count + 1] = minutesBefore[count] + hours[day].total();
                count++;
            }
        }
        workingDaysBefore[days] = count;
    }

    /** The calendar, or what is wrong with its definition, by name and place. */
    public static Result<WorkingCalendar> of(CalendarDefinition definition) {
        List<Problem> problems = new ArrayList<>(DefinitionCheck.problems(definition));
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        WorkingCalendar calendar = new WorkingCalendar(definition);
        for (SpecialDay day : definition.specialDays()) {
            if (day.type() != DayType.OFF && !calendar.isWorkingDay(day.date())) {
                String date = day.date().format(DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT));
                problems.add(Problem.of("calendar.worked-without-hours", date));
            }
        }
        if (calendar.workingDays.length == 0) {
            problems.add(Problem.of("calendar.never-works", definition.id()));
        }
        return problems.isEmpty() ? Result.done(calendar) : Result.refused(problems);
    }

    private static DayHours[] hours(CalendarDefinition definition, int days) {
        List<Week> weeks = definition.weeks().stream()
                .sorted(Comparator.comparing(Week::validFrom))
                .toList();
        Map<List<Shift>, DayHours> known = new HashMap<>();
        known.put(List.of(), DayHours.NONE);
        Map<LocalDate, SpecialDay> special = new HashMap<>();
        definition.specialDays().forEach(day -> special.put(day.date(), day));
        DayHours[] hours = new DayHours[days];
        int week = 0;
        for (int day = 0; day < days; day++) {
            LocalDate date = definition.from().plusDays(day);
            while (week + 1 < weeks.size() && !weeks.get(week + 1).validFrom().isAfter(date)) {
                week++;
            }
            List<Shift> shifts = shifts(weeks.get(week), date, special.get(date));
            hours[day] = known.computeIfAbsent(shifts, DayHours::new);
        }
        return hours;
    }

    private static List<Shift> shifts(Week week, LocalDate date, @Nullable SpecialDay special) {
        if (special == null) {
            return week.on(date.getDayOfWeek());
        }
        if (special.type() == DayType.OFF) {
            return List.of();
        }
        DayOfWeek like = special.hoursOf();
        return like == null ? week.usual(date.getDayOfWeek()) : week.on(like);
    }

    public String id() {
        return id;
    }

    /** Working minutes that one working day of a term stands for. */
    public int minutesPerDay() {
        return minutesPerDay;
    }

    public LocalDate firstDay() {
        return LocalDate.ofEpochDay(firstDay);
    }

    public LocalDate lastDay() {
        return LocalDate.ofEpochDay(firstDay + hours.length - 1);
    }

    public boolean isWorkingDay(LocalDate date) {
        return hoursOf(date).total() > 0;
    }

    /** Working minutes of a whole day. */
    public int workingMinutesOn(LocalDate date) {
        return hoursOf(date).total();
    }

    /** The first working day after a date. */
    public LocalDate nextWorkingDay(LocalDate after) {
        return workingDayAfter(after, 1);
    }

    /** When work ends on a working day. */
    public Instant endOfWork(LocalDate workingDay) {
        DayHours day = hoursOf(workingDay);
        if (day.total() == 0) {
            throw new IllegalArgumentException(workingDay + " is no working day of " + id);
        }
        return instant(workingDay.toEpochDay() * DayHours.MINUTES + day.closing());
    }

    /**
     * The earliest time by which so many working minutes have passed since another: at the end of a shift rather than
     * at the start of the next one, and for 0 the minute of {@code from} itself, worked or not.
     */
    public Instant plusWorkingMinutes(Instant from, long minutes) {
        if (minutes < 0) {
            throw new IllegalArgumentException("negative working time: " + minutes);
        }
        long start = localMinute(from);
        if (minutes == 0) {
            return instant(start);
        }
        long target = worked(start) + minutes;
        if (target > minutesBefore[workingDays.length]) {
            throw new IllegalArgumentException(
                    minutes + " working minutes from " + from + " end after " + lastDay() + ", the end of " + id);
        }
        int found = Arrays.binarySearch(minutesBefore, (int) target);
        int working = (found >= 0 ? found : -found - 1) - 1;
        int day = workingDays[working];
        return instant((firstDay + day) * DayHours.MINUTES + hours[day].reached((int) target - minutesBefore[working]));
    }

    /** Working minutes from one time to another; 0 when the second is not later. */
    public long workingMinutesBetween(Instant from, Instant to) {
        long start = localMinute(from);
        long end = localMinute(to);
        return end <= start ? 0 : worked(end) - worked(start);
    }

    /** The minute itself when it is worked, else the next start of a shift. */
    public Instant nextWorkingMoment(Instant from) {
        int worked = worked(localMinute(from));
        if (worked == minutesBefore[workingDays.length]) {
            throw new IllegalArgumentException("no working time after " + from + " in " + id);
        }
        int found = Arrays.binarySearch(minutesBefore, worked);
        int working = found >= 0 ? found : -found - 2;
        int day = workingDays[working];
        return instant((firstDay + day) * DayHours.MINUTES + hours[day].continued(worked - minutesBefore[working]));
    }

    /** The appointed time with its reasons; {@link #due} is the time alone. */
    public Appointment appoint(Instant received, AppointmentRule rule) {
        Instant due = due(received, rule);
        return new Appointment(due, new AppointmentReasons(this).of(received, rule, countedFrom(received, rule), due));
    }

    /** The time a thing is due that is received at an instant. */
    public Instant due(Instant received, AppointmentRule rule) {
        Instant start = countedFrom(received, rule);
        Term term = rule.term();
        LocalDate day = local(start).toLocalDate();
        if (term.amount() == 0) {
            return endOfWork(day);
        }
        return switch (term.unit()) {
            case WORKING_HOURS -> plusWorkingMinutes(start, term.amount() * 60L);
            case WORKING_DAYS ->
                switch (rule.count()) {
                    case SAME_TIME -> plusWorkingMinutes(start, (long) term.amount() * minutesPerDay);
                    case END_OF_DAY -> endOfWork(workingDayAfter(day, term.amount()));
                };
            case CALENDAR_DAYS, MONTHS -> endOfWork(workingDayFrom(lastDayOfTerm(day, term)));
        };
    }

    /** The appointed time after a pause: the remaining working time counted from the resumption. */
    public Appointment resume(Instant resumedAt, long remainingWorkingMinutes) {
        Instant due = plusWorkingMinutes(resumedAt, remainingWorkingMinutes);
        return new Appointment(due, new AppointmentReasons(this).ofResumption(resumedAt, remainingWorkingMinutes, due));
    }

    /** When counting begins: the receipt, or the next working moment, or the working day after the cutoff. */
    private Instant countedFrom(Instant received, AppointmentRule rule) {
        LocalDateTime at = local(received);
        Instant moment = nextWorkingMoment(received);
        LocalTime cutoff = rule.cutoff();
        boolean today = local(moment).toLocalDate().equals(at.toLocalDate());
        if (cutoff == null || !today || !at.toLocalTime().isAfter(cutoff)) {
            return moment;
        }
        return nextWorkingMoment(instant(nextWorkingDay(at.toLocalDate()).toEpochDay() * DayHours.MINUTES));
    }

    /** Civil Code 2015, art. 147–148: the day of receipt is not counted; a missing day of the month is its last. */
    static LocalDate lastDayOfTerm(LocalDate receipt, Term term) {
        return term.unit() == TermUnit.MONTHS ? receipt.plusMonths(term.amount()) : receipt.plusDays(term.amount());
    }

    /** Civil Code 2015, art. 148.5: a term that would end on a day off ends with the next working day. */
    private LocalDate workingDayFrom(LocalDate date) {
        return isWorkingDay(date) ? date : nextWorkingDay(date);
    }

    private LocalDate workingDayAfter(LocalDate date, int n) {
        int working = workingDaysBefore[dayOfSpan(date) + 1] + n - 1;
        if (working >= workingDays.length) {
            throw new IllegalArgumentException(n + " working days after " + date + " end after " + lastDay());
        }
        return LocalDate.ofEpochDay(firstDay + workingDays[working]);
    }

    @Nullable
    SpecialDay specialDay(LocalDate date) {
        return specialDays.get(date);
    }

    private DayHours hoursOf(LocalDate date) {
        return hours[dayOfSpan(date)];
    }

    private int dayOfSpan(LocalDate date) {
        return dayOfSpan(date.toEpochDay());
    }

    private int dayOfSpan(long epochDay) {
        long day = epochDay - firstDay;
        if (day < 0 || day >= hours.length) {
            throw new IllegalArgumentException(
                    LocalDate.ofEpochDay(epochDay) + " is outside " + id + ": " + firstDay() + " to " + lastDay());
        }
        return (int) day;
    }

    /** Working minutes from the start of the span until a local minute begins. */
    private int worked(long localMinute) {
        long epochDay = Math.floorDiv(localMinute, (long) DayHours.MINUTES);
        if (localMinute == (firstDay + hours.length) * DayHours.MINUTES) {
            return minutesBefore[workingDays.length]; // the last day's work may end with the span, at midnight
        }
        int day = dayOfSpan(epochDay);
        int before = minutesBefore[workingDaysBefore[day]];
        return before + hours[day].workedBefore((int) (localMinute - epochDay * DayHours.MINUTES));
    }

    /** The minute of Vietnamese wall-clock time an instant falls in. */
    static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofEpochSecond(localMinute(instant) * 60, 0, ZoneOffset.UTC);
    }

    private static long localMinute(Instant instant) {
        long second = instant.getEpochSecond();
        int offset = second >= STEADY_SINCE
                ? STEADY_OFFSET
                : Vietnam.ZONE.getRules().getOffset(instant).getTotalSeconds();
        return Math.floorDiv(second + offset, 60L);
    }

    private static Instant instant(long localMinute) {
        long second = localMinute * 60;
        if (second >= STEADY_SINCE + STEADY_OFFSET) {
            return Instant.ofEpochSecond(second - STEADY_OFFSET);
        }
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
                .atZone(Vietnam.ZONE)
                .toInstant();
    }
}
