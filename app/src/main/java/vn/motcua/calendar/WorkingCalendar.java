package vn.motcua.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * When an agency works, and all arithmetic with its working time, in Vietnamese time and whole minutes.
 *
 * <p>An instant counts as the minute it falls in: what is printed as 14:10 on a receipt is what is counted, whatever the
 * seconds were. Results are on whole minutes. Immutable; every question costs a few look-ups in sums made beforehand,
 * however long the term.
 *
 * <p>A time outside the calendar's span, or a term that ends outside it, is an {@link IllegalArgumentException}.
 */
public final class WorkingCalendar {

    /** From here on Vietnam's clocks show UTC+7 without exception; before, the zone's rules are asked. */
    private static final long STEADY_SINCE = LocalDate.of(1976, 1, 1).toEpochDay() * 86_400;

    private static final int STEADY_OFFSET = 7 * 3600;

    private final CalendarDefinition definition;
    private final Map<LocalDate, SpecialDay> specialDays = new HashMap<>();
    private final WorkingMinutes minutes;

    private WorkingCalendar(CalendarDefinition definition) {
        this.definition = definition;
        definition.specialDays().forEach(day -> specialDays.put(day.date(), day));
        minutes = new WorkingMinutes(definition.id(), definition.from(), hours(definition, specialDays));
    }

    /** The calendar, or what is wrong with its definition, by name and place. */
    public static Result<WorkingCalendar> of(CalendarDefinition definition) {
        List<Problem> problems = new ArrayList<>(DefinitionCheck.problems(definition));
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        WorkingCalendar calendar = new WorkingCalendar(definition);
        for (SpecialDay day : definition.specialDays()) {
            if (day.type().worked() && !calendar.isWorkingDay(day.date())) {
                String date = day.date().format(DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT));
                problems.add(Problem.of("calendar.worked-without-hours", date));
            }
        }
        if (calendar.minutes.total() == 0) {
            DateTimeFormatter date = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);
            problems.add(Problem.of(
                    "calendar.never-works",
                    definition.id(),
                    definition.from().format(date),
                    definition.to().format(date)));
        }
        return problems.isEmpty() ? Result.done(calendar) : Result.refused(problems);
    }

    private static DayHours[] hours(CalendarDefinition definition, Map<LocalDate, SpecialDay> special) {
        List<Week> weeks = definition.weeks().stream()
                .sorted(Comparator.comparing(Week::validFrom))
                .toList();
        Map<List<Shift>, DayHours> known = new HashMap<>();
        known.put(List.of(), DayHours.NONE);
        DayHours[] hours =
                new DayHours[Math.toIntExact(ChronoUnit.DAYS.between(definition.from(), definition.to()) + 1)];
        int week = 0;
        for (int day = 0; day < hours.length; day++) {
            LocalDate date = definition.from().plusDays(day);
            while (week + 1 < weeks.size() && !weeks.get(week + 1).validFrom().isAfter(date)) {
                week++;
            }
            SpecialDay specialDay = special.get(date);
            List<Shift> shifts =
                    specialDay == null ? weeks.get(week).on(date.getDayOfWeek()) : specialDay.shifts(weeks.get(week));
            hours[day] = known.computeIfAbsent(shifts, DayHours::new);
        }
        return hours;
    }

    public String id() {
        return definition.id();
    }

    /** What this calendar was made from. */
    public CalendarDefinition definition() {
        return definition;
    }

    /** Working minutes that one working day of a term stands for. */
    public int minutesPerDay() {
        return definition.minutesPerDay();
    }

    public LocalDate firstDay() {
        return definition.from();
    }

    public LocalDate lastDay() {
        return definition.to();
    }

    public boolean covers(LocalDate date) {
        return !date.isBefore(firstDay()) && !date.isAfter(lastDay());
    }

    public boolean isWorkingDay(LocalDate date) {
        return minutes.on(date.toEpochDay()).total() > 0;
    }

    /** Working minutes of a whole day. */
    public int workingMinutesOn(LocalDate date) {
        return minutes.on(date.toEpochDay()).total();
    }

    /** The day's shifts in their order; none on a day off. */
    public List<Shift> shiftsOn(LocalDate date) {
        return minutes.on(date.toEpochDay()).shifts();
    }

    /** What makes this date's hours differ from its weekday's, if anything does. */
    public Optional<SpecialDay> special(LocalDate date) {
        return Optional.ofNullable(specialDays.get(date));
    }

    /** The first working day after a date. */
    public LocalDate nextWorkingDay(LocalDate after) {
        return LocalDate.ofEpochDay(minutes.workingDayAfter(after.toEpochDay(), 1));
    }

    /** When work ends on a working day. */
    public Instant endOfWork(LocalDate workingDay) {
        return instant(minutes.closing(workingDay.toEpochDay()));
    }

    /**
     * The earliest time by which so many working minutes have passed since another: at the end of a shift rather than
     * at the start of the next one, and for 0 the minute of {@code from} itself, worked or not.
     */
    public Instant plusWorkingMinutes(Instant from, long working) {
        if (working < 0) {
            throw new IllegalArgumentException("negative working time: " + working);
        }
        return instant(plus(localMinute(from), working));
    }

    /** Working minutes from one time to another; 0 when the second is not later. */
    public long workingMinutesBetween(Instant from, Instant to) {
        long start = localMinute(from);
        long end = localMinute(to);
        return end <= start ? 0 : minutes.before(end) - minutes.before(start);
    }

    /** The minute itself when it is worked, else the next start of a shift. */
    public Instant nextWorkingMoment(Instant from) {
        return instant(minutes.nextWorked(localMinute(from)));
    }

    /** The appointed time with its reasons; {@link #due} is the time alone. */
    public Appointment appoint(Instant received, AppointmentRule rule) {
        ClockTerm term = new ClockTerm.Legal(rule);
        ClockState state = ClockState.started(this, received, term);
        return new Appointment(state.due(), new ClockReasons(this).of(received, null, term, List.of(), state));
    }

    /** The same for input that nobody vouches for: refused when the calendar does not reach from receipt to end. */
    public Result<Appointment> appointIfCovered(Instant received, AppointmentRule rule) {
        return OutsideCalendar.refusing(() -> appoint(received, rule));
    }

    /** The time a thing is due that is received at an instant. */
    public Instant due(Instant received, AppointmentRule rule) {
        long start = countedFrom(localMinute(received), rule);
        Term term = rule.term();
        long day = Math.floorDiv(start, (long) DayHours.MINUTES);
        if (term.amount() == 0) {
            return instant(minutes.closing(day));
        }
        return instant(
                switch (term.unit()) {
                    case WORKING_HOURS -> plus(start, term.amount() * 60L);
                    case WORKING_DAYS ->
                        switch (rule.count()) {
                            case SAME_TIME -> plus(start, (long) term.amount() * minutesPerDay());
                            case END_OF_DAY -> minutes.closing(minutes.workingDayAfter(day, term.amount()));
                        };
                    case CALENDAR_DAYS, MONTHS ->
                        closingFrom(
                                lastDayOfTerm(LocalDate.ofEpochDay(day), term).toEpochDay());
                });
    }

    /** The appointed time after a pause: the remaining working time counted from the resumption. */
    public Appointment resume(Instant resumedAt, long remainingWorkingMinutes) {
        Instant due = plusWorkingMinutes(resumedAt, remainingWorkingMinutes);
        return new Appointment(due, new ClockReasons(this).ofResumption(resumedAt, remainingWorkingMinutes, due));
    }

    /**
     * When counting begins: for days of work at the receipt or the next working moment, for calendar days and months at the
     * receipt itself, whether anybody works then or not (Civil Code 2015, art. 147: counting begins with the day after it);
     * for what is received after the cutoff on the next working day.
     */
    Instant countedFrom(Instant received, AppointmentRule rule) {
        return instant(countedFrom(localMinute(received), rule));
    }

    private long countedFrom(long received, AppointmentRule rule) {
        long moment = minutes.nextWorked(received);
        LocalTime cutoff = rule.cutoff();
        long day = Math.floorDiv(received, (long) DayHours.MINUTES);
        boolean inTime = cutoff == null || received - day * DayHours.MINUTES <= cutoff.toSecondOfDay() / 60;
        if (inTime && rule.term().inCalendarTime()) {
            return received;
        }
        boolean today = Math.floorDiv(moment, (long) DayHours.MINUTES) == day;
        return inTime || !today ? moment : minutes.nextWorked(minutes.workingDayAfter(day, 1) * DayHours.MINUTES);
    }

    private long plus(long from, long working) {
        if (working == 0) {
            return from;
        }
        long target = minutes.before(from) + working;
        if (target > minutes.total()) {
            throw OutsideCalendar.termPast(id(), from, lastDay().toEpochDay());
        }
        return minutes.reached((int) target);
    }

    /** Civil Code 2015, art. 147–148: the day of receipt is not counted; a missing day of the month is its last. */
    static LocalDate lastDayOfTerm(LocalDate receipt, Term term) {
        return term.unit() == TermUnit.MONTHS ? receipt.plusMonths(term.amount()) : receipt.plusDays(term.amount());
    }

    /** Civil Code 2015, art. 148.5: a term that would end on a day off ends with the next working day. */
    Instant endOfTermOn(LocalDate lastDay) {
        return instant(closingFrom(lastDay.toEpochDay()));
    }

    private long closingFrom(long day) {
        if (day > minutes.lastDay()) {
            throw OutsideCalendar.termPast(id(), day * DayHours.MINUTES, minutes.lastDay());
        }
        return minutes.closing(minutes.on(day).total() > 0 ? day : minutes.workingDayAfter(day, 1));
    }

    /** The end of the n-th working day after a day. */
    Instant endOfWorkingDayAfter(LocalDate day, int n) {
        return instant(minutes.closing(minutes.workingDayAfter(day.toEpochDay(), n)));
    }

    @Nullable
    SpecialDay specialDay(LocalDate date) {
        return specialDays.get(date);
    }

    /** The minute of Vietnamese wall-clock time an instant falls in. */
    static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofEpochSecond(localMinute(instant) * 60, 0, ZoneOffset.UTC);
    }

    static long localMinute(Instant instant) {
        long second = instant.getEpochSecond();
        int offset = second >= STEADY_SINCE
                ? STEADY_OFFSET
                : Vietnam.ZONE.getRules().getOffset(instant).getTotalSeconds();
        return Math.floorDiv(second + offset, 60L);
    }

    static Instant instant(long localMinute) {
        long second = localMinute * 60;
        if (second >= STEADY_SINCE + STEADY_OFFSET) {
            return Instant.ofEpochSecond(second - STEADY_OFFSET);
        }
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
                .atZone(Vietnam.ZONE)
                .toInstant();
    }
}
