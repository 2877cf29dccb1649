package vn.motcua.dossier;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.AffectedCalendar;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ChangeEntry;
import vn.motcua.calendar.ChangePreview;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.process.Processes;
import vn.motcua.process.Standing;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;

/**
 * What a change of a calendar, as a holiday announced late, does to dossiers that are being worked on: their appointed
 * times are counted anew from their own start and pauses. A dossier that is paused is counted anew when it goes on; an
 * agency that is asked for its opinion has its time counted anew at once.
 */
@Service
public class AppointmentMoves {

    private static final Actor.System CATCHING_UP = new Actor.System("calendar");

    /** Longer than a transaction takes, and than a node may not have heard of a change. */
    private static final Duration AROUND = Duration.ofMinutes(1);

    /** How long after a change dossiers are looked for that missed it. */
    private static final Duration CAUGHT_UP_FOR = Duration.ofMinutes(10);

    private static final int MOST_CHANGES = 100;

    /** Dossiers read together. */
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final DossierClocks clocks;
    private final Calendars calendars;
    private final Catalog catalog;
    private final Processes processes;
    private final Commands commands;
    private final ApplicationEventPublisher events;

    AppointmentMoves(
            JdbcClient jdbc,
            Ledger ledger,
            DossierClocks clocks,
            Calendars calendars,
            Catalog catalog,
            Processes processes,
            Commands commands,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clocks = clocks;
        this.calendars = calendars;
        this.catalog = catalog;
        this.processes = processes;
        this.commands = commands;
        this.events = events;
    }

    /** An open dossier of which a time is moved by the change. */
    public record Move(
            DossierId id, String code, String procedureName, AgencyId agency, Instant before, Instant after) {}

    /**
     * @param looked open dossiers whose clock was counted anew
     * @param moves those whose appointed time moves, by the time they had before
     * @param answers those that wait for another agency whose time to answer moves, likewise
     */
    public record Moves(long looked, List<Move> moves, List<Move> answers) {
        public Moves {
            moves = inOrder(moves);
            answers = inOrder(answers);
        }

        private static List<Move> inOrder(List<Move> moves) {
            return moves.stream()
                    .sorted(Comparator.comparing(Move::before).thenComparing(Move::code))
                    .toList();
        }
    }

    /** Which dossiers a change would move. Nothing is changed. */
    @Transactional(readOnly = true)
    public Moves preview(ChangePreview preview, Instant now) {
        Counted counted = new Counted(now, ledger::findAll);
        preview.affected().forEach(calendar -> counted.count(calendar, (row, move) -> {}, (row, move) -> {}));
        return counted.moves();
    }

    /** Publishes the change and enters each moved time in its dossier's ledger, in one transaction. */
    public Result<Moves> apply(ChangePreview preview, Actor.Officer by, String reason, Instant now) {
        return commands.run(() -> calendars
                .apply(preview, by.displayName(), reason, now)
                .map(affected -> moved(affected, by, reason, now)));
    }

    private Moves moved(List<AffectedCalendar> affected, Actor.Officer by, String reason, Instant now) {
        Act act = Act.of(by, null, now, null);
        Counted counted = new Counted(now, ledger::lockAll);
        for (AffectedCalendar calendar : affected) {
            counted.count(
                    calendar,
                    (row, move) -> {
                        List<DossierEvent> batch = new ArrayList<>();
                        if (move != null) {
                            batch.add(new DossierEvent.AppointmentMoved(move.after(), reason));
                        }
                        Standing process = row.process();
                        if (process != null) {
                            for (TaskSummary task :
                                    processes.recount(process, calendar.before(), calendar.after(), now)) {
                                batch.add(
                                        new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
                            }
                        }
                        enter(row, act, batch);
                    },
                    (row, move) -> enter(row, act, List.of(new DossierEvent.AnswerDueMoved(move.after(), reason))));
        }
        return counted.moves();
    }

    /**
     * Moves dossiers that were counted on a calendar as it was just before it changed: those in another transaction's hand
     * when the change was published, or on a node that had not heard of it yet. To be asked again and again; what stands
     * right is left alone.
     *
     * @return how many were moved
     */
    public int catchUp(Instant now) {
        calendars.invalidate();
        int moved = 0;
        for (ChangeEntry change : calendars.changes(null, MOST_CHANGES)) {
            if (change.at().isBefore(now.minus(CAUGHT_UP_FOR))) {
                break;
            }
            for (DossierId id : workedOnAround(change)) {
                Result<Boolean> one = commands.run(() -> Result.done(catchUp(id, change, now)));
                moved += one.orElseThrow() ? 1 : 0;
            }
        }
        return moved;
    }

    private boolean catchUp(DossierId id, ChangeEntry change, Instant now) {
        DossierRow row = ledger.lock(id).orElseThrow();
        String calendar = row.state().calendar();
        if (calendar == null || !runs(row.state())) {
            return false;
        }
        WorkingCalendar after = calendars.byId(calendar);
        LegalClock counted = clocks.of(row.state(), ledger.entries(id), after);
        if (counted == null || counted.due().equals(row.state().dueAt())) {
            return false;
        }
        List<DossierEvent> batch = new ArrayList<>();
        batch.add(new DossierEvent.AppointmentMoved(counted.due(), change.reason()));
        Standing process = row.process();
        if (process != null) {
            WorkingCalendar before = calendars.asOf(calendar, change.at().minusMillis(1));
            for (TaskSummary task : processes.recount(process, before, after, now)) {
                batch.add(new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
            }
        }
        enter(row, Act.of(CATCHING_UP, null, now, null), batch);
        return true;
    }

    /** Open dossiers to which something happened about when the calendar changed. */
    private List<DossierId> workedOnAround(ChangeEntry change) {
        return jdbc.sql("""
                        SELECT DISTINCT d.id
                          FROM dossier.dossier_event e JOIN dossier.dossier d ON d.id = e.dossier_id
                         WHERE e.at BETWEEN :from AND :until AND d.closed_at IS NULL AND d.due_at IS NOT NULL
                           AND (CAST(:calendar AS text) IS NULL OR d.calendar = :calendar)
                         ORDER BY d.id
                        """)
                .param("from", change.at().minus(AROUND).atOffset(ZoneOffset.UTC))
                .param("until", change.at().plus(AROUND).atOffset(ZoneOffset.UTC))
                .param("calendar", change.calendar(), Types.VARCHAR)
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    private void enter(DossierRow row, Act act, List<DossierEvent> batch) {
        if (!batch.isEmpty()) {
            ledger.enter(row, act, batch);
            events.publishEvent(new DossierMilestone.AppointmentChanged(row.id(), act.at()));
        }
    }

    /** Counts the dossiers on changed calendars anew, many read at once. */
    private final class Counted {

        private final Instant now;
        private final Function<List<DossierId>, List<DossierRow>> read;
        private final List<Move> moves = new ArrayList<>();
        private final List<Move> answers = new ArrayList<>();
        private long looked;

        Counted(Instant now, Function<List<DossierId>, List<DossierRow>> read) {
            this.now = now;
            this.read = read;
        }

        /**
         * @param onClock told every dossier whose clock runs on the calendar, with its move if it moves
         * @param onAnswer told every dossier whose asked agency's time moves
         */
        void count(
                AffectedCalendar calendar,
                BiConsumer<DossierRow, @Nullable Move> onClock,
                BiConsumer<DossierRow, Move> onAnswer) {
            inBatches(running(calendar), rows -> {
                Map<DossierId, List<LedgerEntry>> entries =
                        ledger.entries(rows.stream().map(DossierRow::id).toList(), DossierClocks.KINDS);
                for (DossierRow row : rows) {
                    if (!runs(row.state())) {
                        continue;
                    }
                    looked++;
                    Move move = move(row, entries.getOrDefault(row.id(), List.of()), calendar);
                    if (move != null) {
                        moves.add(move);
                    }
                    onClock.accept(row, move);
                }
            });
            inBatches(consulting(calendar, now), rows -> {
                for (DossierRow row : rows) {
                    Move move = answer(row, calendar, now);
                    if (move != null) {
                        answers.add(move);
                        onAnswer.accept(row, move);
                    }
                }
            });
        }

        private void inBatches(List<DossierId> ids, Consumer<List<DossierRow>> each) {
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                each.accept(read.apply(ids.subList(from, Math.min(ids.size(), from + AT_ONCE))));
            }
        }

        Moves moves() {
            return new Moves(looked, moves, answers);
        }
    }

    /** Dossiers whose clock runs on the calendar and can still be moved by days that changed. */
    private List<DossierId> running(AffectedCalendar calendar) {
        return jdbc.sql("""
                        SELECT id FROM dossier.dossier
                         WHERE calendar = :calendar AND closed_at IS NULL AND processed_at IS NULL AND paused_at IS NULL
                           AND due_at IS NOT NULL
                         ORDER BY id
                        """)
                .param("calendar", calendar.calendarId())
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    /** Asked again once a dossier is locked: whoever had it in hand until then may have stopped its clock or ended it. */
    private static boolean runs(DossierState state) {
        return state.closedAt() == null
                && state.processedAt() == null
                && state.pausedAt() == null
                && state.dueAt() != null;
    }

    /** Dossiers that wait for an agency whose time to answer is counted by the calendar and not over. */
    private List<DossierId> consulting(AffectedCalendar calendar, Instant now) {
        return jdbc.sql("""
                        SELECT id FROM dossier.dossier
                         WHERE answer_by >= :now AND consultation ->> 'calendar' = :calendar
                         ORDER BY id
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("calendar", calendar.calendarId())
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    private @Nullable Move move(DossierRow row, List<LedgerEntry> entries, AffectedCalendar calendar) {
        LegalClock counted = clocks.of(row.state(), entries, calendar.after());
        return counted == null ? null : move(row, row.state().dueAt(), counted.due());
    }

    /** An agency that was told it still has time is not found silent by a day that is worked after all. */
    private @Nullable Move answer(DossierRow row, AffectedCalendar calendar, Instant now) {
        Consultation asked = row.state().consultation();
        Instant after = asked == null ? null : Consultations.recounted(asked, calendar.after());
        return asked == null || after == null || after.isBefore(now) ? null : move(row, asked.answerBy(), after);
    }

    private @Nullable Move move(DossierRow row, @Nullable Instant before, Instant after) {
        return after.equals(before)
                ? null
                : new Move(
                        row.id(),
                        row.code(),
                        catalog.version(new ProcedureVersionId(row.state().procedureVersion()))
                                .name(),
                        row.agency(),
                        Objects.requireNonNull(before),
                        after);
    }
}
