package vn.motcua.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * The agencies' working calendars by name, kept in memory. A change of their data is seen at once by the transaction
 * that makes it, by this node when that commits, and by the other nodes within seconds, by whatever hand it came.
 */
@Component
public final class Calendars {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CalendarTables tables;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private volatile @Nullable Known known;

    Calendars(JdbcClient jdbc, PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this.tables = new CalendarTables(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
    }

    /**
     * The calendar of this name, for example {@code district-processing}.
     *
     * @throws IllegalArgumentException when there is none
     * @throws IllegalStateException when its data makes no calendar
     */
    public WorkingCalendar byId(String calendarId) {
        Result<WorkingCalendar> calendar = current().calendars().get(calendarId);
        return switch (calendar) {
            case null -> throw new IllegalArgumentException("no working calendar " + calendarId);
            case Result.Done<WorkingCalendar> done -> done.value();
            case Result.Refused<WorkingCalendar> refused ->
                throw new IllegalStateException("working calendar " + calendarId + ": " + refused.problems());
        };
    }

    /**
     * The calendar as it was at a time: without what was changed here later. What another hand than {@link #apply} did to
     * the data counts as having always been so; where that leaves no calendar of then, it is today's.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public WorkingCalendar asOf(String calendarId, Instant at) {
        Known now = current();
        int later = 0;
        while (later < now.made().size() && now.made().get(later).at().isAfter(at)) {
            later++;
        }
        return later > 0
                        && now.before(later).get(calendarId)
                                instanceof Result.Done<WorkingCalendar>(WorkingCalendar calendar)
                ? calendar
                : byId(calendarId);
    }

    /** All calendars by name. */
    public List<CalendarSummary> list() {
        Known now = current();
        return now.stored().entries().stream().map(entry -> summary(now, entry)).toList();
    }

    /** What the days of a year are by a calendar; empty when there is no such calendar, or no such year is known. */
    public Optional<YearView> year(String calendarId, int year) {
        Known now = current();
        if (year < PublicHolidays.FIRST_YEAR || year > PublicHolidays.LAST_YEAR) {
            return Optional.empty();
        }
        return now.stored().entry(calendarId).flatMap(entry -> switch (now.calendars()
                .get(calendarId)) {
            case Result.Done<WorkingCalendar>(WorkingCalendar calendar) -> {
                Map<LocalDate, StoredCalendars.Known> special = now.stored().days(entry);
                yield Optional.of(new YearView(
                        summary(now, entry),
                        year,
                        LocalDate.of(year, 1, 1)
                                .datesUntil(LocalDate.of(year + 1, 1, 1))
                                .map(date -> day(calendar, date, special.get(date)))
                                .toList()));
            }
            case null, default -> Optional.<YearView>empty();
        });
    }

    /** What a change would do, to be shown before {@link #apply}. */
    public Result<ChangePreview> preview(CalendarChange change) {
        StoredCalendars stored = tables.stored();
        return stored.affectedBy(change).map(affected -> new ChangePreview(stored.revision(), change, affected));
    }

    /**
     * Makes a change that was previewed, in the caller's transaction or one of its own: writes it down with who made
     * it, and publishes a {@link CalendarChanged} for every calendar whose days differ.
     *
     * @param by as the one who makes it is called
     * @return what it did; refused when calendars have changed since the preview, and then nothing is changed
     */
    public Result<List<AffectedCalendar>> apply(ChangePreview preview, String by, String reason, Instant now) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (tables.lockedRevision() != preview.revision()) {
                return Result.refused(Problem.of("calendar.changed-meanwhile"));
            }
            StoredCalendars before = tables.stored();
            Result<List<AffectedCalendar>> result = before.affectedBy(preview.change());
            if (result instanceof Result.Done<List<AffectedCalendar>>(List<AffectedCalendar> affected)) {
                tables.write(preview.change());
                tables.record(entry(preview.change(), affected, by, reason, now), before.replacedBy(preview.change()));
                seeOwnChange();
                affected.forEach(calendar -> events.publishEvent(
                        new CalendarChanged(calendar.calendarId(), calendar.from(), calendar.to())));
            }
            return result;
        }));
    }

    /** The latest changes first; those of one calendar, or of all when {@code null}. */
    public List<ChangeEntry> changes(@Nullable String calendarId, int limit) {
        return tables.changes(calendarId, limit);
    }

    /** A calendar's year as an iCalendar file; empty where {@link #year} is. */
    public Optional<byte[]> exportFile(String calendarId, int year, Instant now) {
        return year(calendarId, year)
                .map(view -> CalendarFile.of(byId(calendarId), view.calendar().name(), year, now));
    }

    /**
     * The special days that an iCalendar file holds for a year, or what is wrong with it, line by line. Nothing is
     * changed: announce them to do so.
     *
     * @param calendarId for which the file is meant; one of a calendar with another length of a working day is refused
     * @param source for days that name none of their own
     */
    public Result<List<SpecialDay>> readFile(String calendarId, byte[] content, int year, String source) {
        return CalendarFileReader.read(content, year, source, byId(calendarId).minutesPerDay());
    }

    /** By how much, and how often, the law lets the term of a procedure be extended; as a rule not at all. */
    public List<ExtensionRule> extensionRules(String procedureCode, String sectorName) {
        return tables.extensionRules(procedureCode, sectorName);
    }

    /** After what time an agency consulted on this procedure is taken to agree; empty where the law says nothing. */
    public Optional<SilenceRule> silenceRule(String procedureCode) {
        return tables.silenceRule(procedureCode);
    }

    /** Makes the next question look whether the data has changed. */
    public void invalidate() {
        Known last = known;
        if (last != null) {
            known = last.lookedAt(System.nanoTime() - LOOK_AGAIN.toNanos());
        }
    }

    private static ChangeEntry entry(
            CalendarChange change, List<AffectedCalendar> affected, String by, String reason, Instant now) {
        String calendar = switch (change) {
            case CalendarChange.Announce c -> c.calendar();
            case CalendarChange.Withdraw c -> c.calendar();
            case CalendarChange.ChangeHours c -> c.calendar();
            case CalendarChange.ChangeDayLength c -> c.calendar();
            case CalendarChange.Create c -> c.calendar();
        };
        return new ChangeEntry(
                0,
                now.truncatedTo(ChronoUnit.MICROS), // as the database keeps it: never later than what it brought about
                by,
                change.getClass().getSimpleName(),
                calendar,
                affected.stream()
                        .map(AffectedCalendar::from)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                affected.stream()
                        .map(AffectedCalendar::to)
                        .max(LocalDate::compareTo)
                        .orElse(null),
                reason,
                JSON.writeValueAsString(change));
    }

    /** Until the transaction ends it alone sees what it wrote; when it commits, this node looks again. */
    private void seeOwnChange() {
        StoredCalendars stored = tables.stored();
        Known own = Known.of(stored, tables.made(), 0);
        if (TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.unbindResource(this);
        } else {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(Calendars.this);
                    invalidate();
                }
            });
        }
        TransactionSynchronizationManager.bindResource(this, own);
    }

    private Known current() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Known own) {
            return own;
        }
        Known last = known;
        long now = System.nanoTime();
        if (last != null && now - last.lookedAt() < LOOK_AGAIN.toNanos()) {
            return last;
        }
        Known current;
        if (last != null && last.stored().revision() == tables.revision()) {
            current = last.lookedAt(now);
        } else {
            StoredCalendars stored = tables.stored();
            current = Known.of(stored, tables.made(), now);
        }
        known = current;
        return current;
    }

    private static CalendarSummary summary(Known now, StoredCalendars.Entry entry) {
        return new CalendarSummary(
                entry.id(),
                entry.name(),
                entry.from(),
                entry.to(),
                entry.minutesPerDay(),
                entry.weeks(),
                now.calendars().get(entry.id()) instanceof Result.Refused<WorkingCalendar>(List<Problem> problems)
                        ? problems
                        : List.of());
    }

    private static YearView.Day day(WorkingCalendar calendar, LocalDate date, StoredCalendars.@Nullable Known special) {
        boolean covered = calendar.covers(date);
        List<Shift> shifts = covered ? calendar.shiftsOn(date) : List.of();
        YearView.Kind kind;
        if (!covered) {
            kind = YearView.Kind.OUTSIDE;
        } else if (special == null) {
            kind = shifts.isEmpty() ? YearView.Kind.WEEKLY_REST : YearView.Kind.WORK;
        } else {
            kind = switch (special.day().type()) {
                case OFF -> YearView.Kind.OFF;
                case OFF_FROM_NOON -> YearView.Kind.OFF_FROM_NOON;
                case WORK -> YearView.Kind.SPECIAL_WORK;
                case SWAP_WORK -> YearView.Kind.SWAP_WORK;
            };
        }
        return new YearView.Day(
                date,
                kind,
                special == null ? null : special.day().name(),
                special == null ? null : special.origin(),
                special == null ? "" : special.day().source(),
                shifts,
                LunarDate.of(date));
    }

    /**
     * @param made changes, the latest first
     * @param past the calendars before the so many latest changes, once they were asked for
     */
    private record Known(
            StoredCalendars stored,
            Map<String, Result<WorkingCalendar>> calendars,
            List<MadeChange> made,
            Map<Integer, Map<String, Result<WorkingCalendar>>> past,
            long lookedAt) {

        static Known of(StoredCalendars stored, List<MadeChange> made, long lookedAt) {
            return new Known(stored, stored.calendars(), made, new ConcurrentHashMap<>(), lookedAt);
        }

        Known lookedAt(long nanos) {
            return new Known(stored, calendars, made, past, nanos);
        }

        Map<String, Result<WorkingCalendar>> before(int latest) {
            return past.computeIfAbsent(latest, many -> {
                StoredCalendars then = stored;
                for (MadeChange change : made.subList(0, many)) {
                    then = then.before(change);
                }
                return then.calendars();
            });
        }
    }
}
