package vn.motcua.calendar;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * The time a dossier or a step has by law (thời hạn giải quyết), from its start through pauses, extensions and the one
 * new date, to the moment it is due. A value: every event gives another clock, or a refusal that says why not. All
 * times count as the minute they fall in, in Vietnam.
 *
 * <ul>
 *   <li><b>Start.</b> When everything was received fully and correctly; for a dossier handed in elsewhere, when the
 *       competent agency got it. A transfer within the agency is no event.
 *   <li><b>Pause.</b> A term in working time keeps what is left of it, in working minutes, and goes on with that when
 *       resumed: a pause of t working minutes moves the end by exactly t. A term in calendar days or months ends at
 *       24:00 of its last day; pauses move that moment by their own length to the minute, and the term is due when work
 *       ends on the day it then lies in, or on the next working day. A clock paused after it was due stays due when it
 *       was: standing still forgives no delay. What happens before counting begins, as after the hour from
 *       which receipt counts for the next working day, moves nothing.
 *   <li><b>Extension.</b> Adds a term to the end as it stands, by a rule, before it passes.
 *   <li><b>New date.</b> Once, with an apology, before the end passes, to a later working moment.
 * </ul>
 */
public final class LegalClock {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm d/M/uuuu", Locale.ROOT);

    private final WorkingCalendar calendar;
    private final Instant start;
    private final @Nullable Instant handedIn;
    private final ClockTerm term;
    private final List<ClockEvent> events;
    private final ClockState state;

    private LegalClock(
            WorkingCalendar calendar,
            Instant start,
            @Nullable Instant handedIn,
            ClockTerm term,
            List<ClockEvent> events) {
        this.calendar = calendar;
        this.start = start;
        this.handedIn = handedIn;
        this.term = term;
        this.events = List.copyOf(events);
        this.state = ClockState.after(calendar, start, term, this.events);
    }

    /** A dossier's clock, running since it was fully received. */
    public static Result<LegalClock> of(WorkingCalendar calendar, Instant start, AppointmentRule rule) {
        return replayed(calendar, start, null, new ClockTerm.Legal(rule), List.of());
    }

    /** The clock of a dossier handed in at another agency: it runs from when the competent agency got it. */
    public static Result<LegalClock> afterTransfer(
            WorkingCalendar calendar, Instant handedIn, Instant start, AppointmentRule rule) {
        return replayed(calendar, start, handedIn, new ClockTerm.Legal(rule), List.of());
    }

    /** A step's clock. */
    public static Result<LegalClock> ofStep(WorkingCalendar calendar, Instant start, long workingMinutes) {
        return replayed(calendar, start, null, new ClockTerm.Allowance(workingMinutes), List.of());
    }

    /** A clock from what was kept of it: events that were once accepted are not judged again, only counted anew. */
    public static Result<LegalClock> replayed(
            WorkingCalendar calendar,
            Instant start,
            @Nullable Instant handedIn,
            ClockTerm term,
            List<ClockEvent> events) {
        return OutsideCalendar.refusing(() -> new LegalClock(calendar, start, handedIn, term, events));
    }

    /**
     * When a consulted agency that stays silent is taken to agree: at the end of its term. Received is when the agency
     * got the request.
     */
    public static Result<Appointment> silentConsentAt(WorkingCalendar calendar, Instant received, Term term) {
        return calendar.appointIfCovered(received, new AppointmentRule(term, DayCount.END_OF_DAY, null));
    }

    public Result<LegalClock> paused(Instant at, PauseKind kind, String reason) {
        ClockState.Pause pause = state.pause();
        if (pause != null) {
            return refused("calendar.clock.paused-already", time(pause.at()));
        }
        return with(new ClockEvent.Paused(at, kind, reason));
    }

    public Result<LegalClock> resumed(Instant at) {
        return state.pause() == null ? refused("calendar.clock.not-paused") : with(new ClockEvent.Resumed(at));
    }

    /** The new date given with an apology. */
    public Result<LegalClock> rescheduled(Instant at, Instant newDue) {
        for (ClockEvent event : events) {
            if (event instanceof ClockEvent.Rescheduled before) {
                return refused("calendar.clock.rescheduled-before", time(before.at()), time(before.due()));
            }
        }
        ClockState.Pause pause = state.pause();
        if (pause != null) {
            return refused("calendar.clock.paused", time(pause.at()));
        }
        if (ClockState.isAfter(at, due())) {
            return refused("calendar.clock.passed", time(due()));
        }
        if (!ClockState.isAfter(newDue, due())) {
            return refused("calendar.clock.new-date-not-later", time(newDue), time(due()));
        }
        if (!calendar.covers(WorkingCalendar.local(newDue).toLocalDate()) || !ClockState.isWorked(calendar, newDue)) {
            return refused("calendar.clock.new-date-off", time(newDue));
        }
        return with(new ClockEvent.Rescheduled(at, newDue));
    }

    public Result<LegalClock> extended(Instant at, ExtensionRule rule) {
        long before = events.stream()
                .filter(event -> event instanceof ClockEvent.Extended e
                        && e.rule().kind().equals(rule.kind()))
                .count();
        if (before >= rule.times()) {
            return refused("calendar.clock.extended-before", rule.name(), rule.times());
        }
        ClockState.Pause pause = state.pause();
        if (pause != null) {
            return refused("calendar.clock.paused", time(pause.at()));
        }
        if (ClockState.isAfter(at, due())) {
            return refused("calendar.clock.passed", time(due()));
        }
        return with(new ClockEvent.Extended(at, rule));
    }

    /** When it is due; while paused, when it was due before the pause. */
    public Instant due() {
        return state.due();
    }

    public boolean isPaused() {
        return state.pause() != null;
    }

    /** Working minutes left at a time, negative once it is late; while paused, those left at the pause. */
    public long remaining(Instant at) {
        ClockState.Pause pause = state.pause();
        return pause == null ? state.left(calendar, at) : pause.remaining();
    }

    public WorkingCalendar calendar() {
        return calendar;
    }

    public Instant start() {
        return start;
    }

    /** When it was handed in at another agency, if it was. */
    public @Nullable Instant handedIn() {
        return handedIn;
    }

    public ClockTerm term() {
        return term;
    }

    public List<ClockEvent> events() {
        return events;
    }

    /** How the due time came about, from the start. */
    public Explanation explain() {
        return new ClockReasons(calendar).of(start, handedIn, term, events, state);
    }

    /**
     * What another calendar makes of the same events.
     *
     * @param before the due time by the old calendar, {@code after} by the new one
     */
    public record Recomputed(Instant before, Instant after, LegalClock clock) {

        public boolean moved() {
            return !before.equals(after);
        }
    }

    /** The same start, term and events counted on another calendar, as when a day off is announced late. */
    public Result<Recomputed> recomputedOn(WorkingCalendar other) {
        return replayed(other, start, handedIn, term, events).map(clock -> new Recomputed(due(), clock.due(), clock));
    }

    private Result<LegalClock> with(ClockEvent event) {
        Instant last = events.isEmpty() ? start : events.getLast().at();
        if (WorkingCalendar.localMinute(event.at()) < WorkingCalendar.localMinute(last)) {
            return refused("calendar.clock.earlier-than-last", time(event.at()), time(last));
        }
        List<ClockEvent> more = new ArrayList<>(events);
        more.add(event);
        return replayed(calendar, start, handedIn, term, more);
    }

    private static Result<LegalClock> refused(String code, Object... args) {
        return Result.refused(Problem.of(code, args));
    }

    private static String time(Instant at) {
        return TIME.format(WorkingCalendar.local(at));
    }

    @Override
    public String toString() {
        return "clock from " + time(start) + ", " + term + ", " + events + ", due " + time(due());
    }
}
