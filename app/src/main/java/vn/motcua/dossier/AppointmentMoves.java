package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.calendar.AffectedCalendar;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ChangePreview;
import vn.motcua.calendar.LegalClock;
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
 * times are counted anew from their own start and pauses. A dossier that is paused is counted anew when it goes on.
 */
@Service
public class AppointmentMoves {

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

    /** An open dossier whose appointed time the change moves. */
    public record Move(
            DossierId id, String code, String procedureName, AgencyId agency, Instant before, Instant after) {}

    /**
     * @param looked open dossiers whose clock was counted anew
     * @param moves those that move, by the time they had before
     */
    public record Moves(long looked, List<Move> moves) {
        public Moves {
            moves = List.copyOf(moves);
        }
    }

    /** Which dossiers a change would move. Nothing is changed. */
    @Transactional(readOnly = true)
    public Moves preview(ChangePreview preview) {
        List<Move> moves = new ArrayList<>();
        long looked = 0;
        for (AffectedCalendar calendar : preview.affected()) {
            List<DossierId> open = running(calendar);
            looked += open.size();
            for (DossierId id : open) {
                DossierRow row = ledger.find(id).orElseThrow();
                Move move = move(row, calendar);
                if (move != null) {
                    moves.add(move);
                }
            }
        }
        moves.sort(Comparator.comparing(Move::before).thenComparing(Move::code));
        return new Moves(looked, moves);
    }

    /** Publishes the change and enters each moved appointment in its dossier's ledger, in one transaction. */
    public Result<Moves> apply(ChangePreview preview, Actor.Officer by, String reason, Instant now) {
        return commands.run(() -> calendars
                .apply(preview, by.displayName(), reason, now)
                .map(affected -> moved(affected, by, reason, now)));
    }

    private Moves moved(List<AffectedCalendar> affected, Actor.Officer by, String reason, Instant now) {
        List<Move> moves = new ArrayList<>();
        long looked = 0;
        for (AffectedCalendar calendar : affected) {
            List<DossierId> open = running(calendar);
            looked += open.size();
            for (DossierId id : open) {
                DossierRow row = ledger.lock(id).orElseThrow();
                Move move = move(row, calendar);
                List<DossierEvent> batch = new ArrayList<>();
                if (move != null) {
                    batch.add(new DossierEvent.AppointmentMoved(move.after(), reason));
                    moves.add(move);
                }
                Standing process = row.process();
                if (process != null) {
                    for (TaskSummary task : processes.recount(process, calendar.before(), calendar.after(), now)) {
                        batch.add(new DossierEvent.TaskDueMoved(task.id().value(), task.dueAt()));
                    }
                }
                if (!batch.isEmpty()) {
                    ledger.enter(row, Act.of(by, null, now, null), batch);
                    events.publishEvent(new DossierMilestone.AppointmentChanged(id, now));
                }
            }
        }
        moves.sort(Comparator.comparing(Move::before).thenComparing(Move::code));
        return new Moves(looked, moves);
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

    private @Nullable Move move(DossierRow row, AffectedCalendar calendar) {
        LegalClock counted = clocks.of(row.state(), ledger.entries(row.id()), calendar.after());
        Instant before = Objects.requireNonNull(row.state().dueAt());
        if (counted == null || counted.due().equals(before)) {
            return null;
        }
        return new Move(
                row.id(),
                row.code(),
                catalog.version(new ProcedureVersionId(row.state().procedureVersion()))
                        .name(),
                row.agency(),
                before,
                counted.due());
    }
}
