package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.WorkingCalendar;

/** The responsibility account: who had the dossier from filing on, derived from the ledger. */
public final class Responsibility {

    private Responsibility() {}

    /**
     * A stretch of time with one holder.
     *
     * @param until when the holder changed, {@code null} while it goes on
     * @param minutes working minutes in it, up to now if it goes on
     */
    public record Span(
            Holder holder, Instant from, @Nullable Instant until, long minutes) {}

    /** The stretches in order; they leave no gap and do not overlap, so their minutes add up to the whole. */
    static List<Span> of(List<LedgerEntry> entries, WorkingCalendar calendar, Instant now) {
        List<Span> spans = new ArrayList<>();
        LedgerEntry first = entries.getFirst();
        DossierState state = DossierState.begin((DossierEvent.Submitted) first.event(), first.at());
        Instant from = first.at();
        for (LedgerEntry entry : entries.subList(1, entries.size())) {
            DossierState next = state.after(entry.event(), entry.at());
            if (!next.holder().equals(state.holder())) {
                Instant at = next.holderSince();
                if (at.isAfter(from)) {
                    spans.add(new Span(state.holder(), from, at, calendar.workingMinutesBetween(from, at)));
                }
                from = at;
            }
            state = next;
        }
        if (!(state.holder() instanceof Holder.Nobody)) {
            Instant until = now.isAfter(from) ? now : from;
            spans.add(new Span(state.holder(), from, null, calendar.workingMinutesBetween(from, until)));
        }
        return spans;
    }
}
