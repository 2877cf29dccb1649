package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.UnitId;

/** The ledger as a list of lines for people. */
final class Timeline {

    private Timeline() {}

    /** @param publicWording the public words for a step by its element id */
    static List<TimelineEntry> of(List<LedgerEntry> entries, Function<String, @Nullable String> publicWording) {
        Map<Long, DossierEvent.TaskOpened> tasks = new HashMap<>();
        List<TimelineEntry> lines = new ArrayList<>();
        for (LedgerEntry e : entries) {
            DossierEvent.TaskOpened task = null;
            String detail = null;
            String basis = null;
            Instant due = null;
            UnitId unit = e.unit();
            String kind = DossierEvents.kind(e.event());
            switch (e.event()) {
                case DossierEvent.TaskOpened t -> {
                    tasks.put(t.task(), t);
                    task = t;
                    due = t.dueAt();
                    unit = new UnitId(t.unit());
                }
                case DossierEvent.TaskClaimed t -> task = tasks.get(t.task());
                case DossierEvent.TaskAssigned t -> task = tasks.get(t.task());
                case DossierEvent.TaskCompleted t -> {
                    task = tasks.get(t.task());
                    detail = t.outcomeLabel();
                }
                case DossierEvent.StepRecorded t -> task = tasks.get(t.task());
                case DossierEvent.TaskWithdrawn t -> task = tasks.get(t.task());
                case DossierEvent.MessageExpired m -> detail = m.message();
                case DossierEvent.EventOccurred o -> detail = o.name();
                case DossierEvent.Repaired r -> detail = r.name() + ": " + r.reason();
                case DossierEvent.Migrated m -> {
                    detail = "%d → %d: %s → %s. %s"
                            .formatted(m.fromNumber(), m.toNumber(), names(m.before()), names(m.after()), m.reason());
                    Long to = m.unit();
                    unit = to == null ? null : new UnitId(to);
                    m.tasks().forEach(t -> tasks.computeIfPresent(t.task(), (_, o) -> renamed(o, t)));
                }
                case DossierEvent.LinkedBegun l -> {
                    detail = l.code();
                    unit = new UnitId(l.unit());
                }
                case DossierEvent.LinkedEnded l -> {
                    detail = l.code();
                    unit = new UnitId(l.unit());
                }
                case DossierEvent.LinkedFrom l -> detail = l.code();
                case DossierEvent.TaskDueMoved t -> {
                    task = tasks.get(t.task());
                    due = t.dueAt();
                }
                case DossierEvent.Received r -> due = r.dueAt();
                case DossierEvent.Supplemented s -> due = s.dueAt();
                case DossierEvent.SupplementAsked s -> detail = s.reason();
                case DossierEvent.NotAccepted n -> {
                    detail = n.reason();
                    basis = n.legalBasis();
                }
                case DossierEvent.Stopped s -> {
                    detail = s.reason();
                    basis = s.legalBasis();
                }
                case DossierEvent.Withdrawn w -> detail = w.reason();
                case DossierEvent.ResultRecorded r -> detail = r.resultNo();
                case DossierEvent.FeePaid f -> detail = f.receiptNo();
                case DossierEvent.ClockPaused p -> detail = p.reason();
                case DossierEvent.ClockResumed r -> {
                    due = r.dueAt();
                    detail = r.reason();
                }
                case DossierEvent.OpinionAsked o -> {
                    detail = o.asked() + ": " + o.reason();
                    kind = o.stopsClock() ? kind + "_STOPPED" : kind;
                }
                case DossierEvent.AnswerDueMoved m -> detail = m.reason();
                case DossierEvent.OpinionGiven o -> {
                    due = o.dueAt();
                    detail = o.note();
                    kind = kind + "_" + o.answer();
                }
                case DossierEvent.OpinionDeemed o -> {
                    due = o.dueAt();
                    detail = o.asked();
                }
                case DossierEvent.Rescheduled r -> {
                    due = r.dueAt();
                    detail = r.reason();
                }
                case DossierEvent.Extended x -> {
                    due = x.dueAt();
                    detail = x.reason();
                }
                case DossierEvent.AppointmentMoved m -> {
                    due = m.dueAt();
                    detail = m.reason();
                }
                case DossierEvent.Discontinued d -> detail = d.reason();
                case DossierEvent.Submitted ignored -> {}
                case DossierEvent.Processed ignored -> {}
                case DossierEvent.Returned ignored -> {}
            }
            lines.add(new TimelineEntry(
                    e.seq(),
                    e.at(),
                    kind,
                    e.by().kind(),
                    e.by().officer(),
                    unit,
                    task == null ? null : task.name(),
                    task == null ? null : publicWording.apply(task.element()),
                    detail,
                    basis,
                    due));
        }
        return lines;
    }

    private static String names(List<DossierEvent.Migrated.Place> places) {
        return places.stream().map(DossierEvent.Migrated.Place::name).collect(Collectors.joining(", "));
    }

    private static DossierEvent.TaskOpened renamed(DossierEvent.TaskOpened task, DossierEvent.Migrated.Task step) {
        return new DossierEvent.TaskOpened(
                task.task(), step.element(), step.name(), step.work(), task.unit(), step.position(), task.dueAt());
    }
}
