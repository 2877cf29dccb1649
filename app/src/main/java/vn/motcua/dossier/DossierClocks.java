package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.ClockEvent;
import vn.motcua.calendar.ClockTerm;
import vn.motcua.calendar.DayName;
import vn.motcua.calendar.ExtensionRule;
import vn.motcua.calendar.LegalClock;
import vn.motcua.calendar.PauseKind;
import vn.motcua.calendar.Term;
import vn.motcua.calendar.TermUnit;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.ProcedureVersionId;

/** The legal clock of a dossier, wound up again from its ledger. */
@Component
class DossierClocks {

    private final Catalog catalog;

    DossierClocks(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The clock as the entries left it, counted on a calendar; {@code null} before the dossier was received. */
    @Nullable
    LegalClock of(DossierState state, List<LedgerEntry> entries, WorkingCalendar calendar) {
        Instant start = null;
        List<ClockEvent> events = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (entry.event() instanceof DossierEvent.Received) {
                start = entry.at();
            }
            ClockEvent event = start == null ? null : event(entry);
            if (event != null) {
                events.add(event);
            }
        }
        if (start == null) {
            return null;
        }
        AppointmentRule rule = catalog.version(new ProcedureVersionId(state.procedureVersion()))
                .rule(Channel.valueOf(state.channel()), state.caseKey());
        return LegalClock.replayed(calendar, start, null, new ClockTerm.Legal(rule), events)
                .orElseThrow();
    }

    private static @Nullable ClockEvent event(LedgerEntry entry) {
        return switch (entry.event()) {
            case DossierEvent.SupplementAsked e -> new ClockEvent.Paused(entry.at(), PauseKind.SUPPLEMENT, e.reason());
            case DossierEvent.Supplemented ignored -> new ClockEvent.Resumed(entry.at());
            case DossierEvent.ClockPaused e ->
                new ClockEvent.Paused(entry.at(), PauseKind.valueOf(e.why()), e.reason());
            case DossierEvent.ClockResumed ignored -> new ClockEvent.Resumed(entry.at());
            case DossierEvent.Rescheduled e -> new ClockEvent.Rescheduled(entry.at(), e.dueAt());
            case DossierEvent.Extended e -> new ClockEvent.Extended(entry.at(), rule(e));
            default -> null;
        };
    }

    /** The rule as it was when it was applied; how often it may be is not judged again. */
    private static ExtensionRule rule(DossierEvent.Extended e) {
        return new ExtensionRule(
                e.rule(),
                new Term(e.amount(), TermUnit.valueOf(e.unit())),
                Integer.MAX_VALUE,
                new DayName(e.nameVi(), e.nameEn()),
                e.source());
    }
}
