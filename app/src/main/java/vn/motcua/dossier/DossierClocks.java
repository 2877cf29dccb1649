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

    /** The kinds of entries a clock is wound up from. */
    static final List<String> KINDS = List.of(
            "RECEIVED",
            "SUPPLEMENT_ASKED",
            "SUPPLEMENTED",
            "CLOCK_PAUSED",
            "CLOCK_RESUMED",
            "OPINION_ASKED",
            "OPINION_GIVEN",
            "OPINION_DEEMED",
            "RESCHEDULED",
            "EXTENDED");

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

    /** When the appointed time as it stands was given or moved; {@code null} before there is one. */
    static @Nullable Instant appointedAt(List<LedgerEntry> entries) {
        Instant last = null;
        for (LedgerEntry entry : entries) {
            boolean appoints = switch (entry.event()) {
                case DossierEvent.Received ignored -> true;
                case DossierEvent.Supplemented e -> e.dueAt() != null;
                case DossierEvent.ClockResumed ignored -> true;
                case DossierEvent.OpinionGiven e -> e.dueAt() != null;
                case DossierEvent.OpinionDeemed e -> e.dueAt() != null;
                case DossierEvent.Rescheduled ignored -> true;
                case DossierEvent.Extended ignored -> true;
                case DossierEvent.AppointmentMoved ignored -> true;
                default -> false;
            };
            last = appoints ? entry.at() : last;
        }
        return last;
    }

    private static @Nullable ClockEvent event(LedgerEntry entry) {
        return switch (entry.event()) {
            case DossierEvent.SupplementAsked e -> new ClockEvent.Paused(entry.at(), PauseKind.SUPPLEMENT, e.reason());
            case DossierEvent.Supplemented ignored -> new ClockEvent.Resumed(entry.at());
            case DossierEvent.ClockPaused e ->
                new ClockEvent.Paused(entry.at(), PauseKind.valueOf(e.why()), e.reason());
            case DossierEvent.ClockResumed ignored -> new ClockEvent.Resumed(entry.at());
            case DossierEvent.OpinionAsked e
            when e.stopsClock() ->
                new ClockEvent.Paused(entry.at(), PauseKind.CONSULTATION, e.asked() + ": " + e.reason());
            case DossierEvent.OpinionGiven e when e.dueAt() != null -> new ClockEvent.Resumed(entry.at());
            case DossierEvent.OpinionDeemed e when e.dueAt() != null -> new ClockEvent.Resumed(e.since());
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
