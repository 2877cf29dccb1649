package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.motcua.documents.ControlSheetForm.HandOver;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;

/**
 * The rows of form 06, derived from the ledger: one for each time the dossier went from one hand to another, also to the
 * applicant or another agency and back. A step that stays with the same person is no hand-over.
 */
final class HandOvers {

    private final Organization organization;
    private final UnaryOperator<String> words;
    private final String applicant;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, Task> tasks = new HashMap<>();
    private Giver giver;
    private Giver last;
    private String consulted = "";

    private HandOvers(Organization organization, UnaryOperator<String> words, String applicant) {
        this.organization = organization;
        this.words = words;
        this.applicant = applicant;
        this.giver = new Giver(words.apply("dossier.print.applicant"), applicant, null, null);
        this.last = giver;
    }

    private record Giver(
            String unit,
            String person,
            vn.motcua.documents.@Nullable Timeliness result,
            @Nullable String note) {}

    private static final class Task {
        private final UnitId unit;
        private @Nullable OfficerId holder;
        private Instant due;
        private @Nullable Row row;

        Task(UnitId unit, Instant due) {
            this.unit = unit;
            this.due = due;
        }
    }

    private static final class Row {
        private final Giver from;
        private final Instant given;
        private final String toUnit;
        private @Nullable String toPerson;
        private @Nullable Instant received;

        Row(Giver from, Instant given, String toUnit) {
            this.from = from;
            this.given = given;
            this.toUnit = toUnit;
        }
    }

    /** @param words the Vietnamese text of a key */
    static List<HandOver> of(
            List<LedgerEntry> entries,
            String applicant,
            @Nullable Delivery delivery,
            Organization organization,
            UnaryOperator<String> words) {
        var handOvers = new HandOvers(organization, words, applicant);
        for (LedgerEntry entry : entries) {
            handOvers.take(entry, delivery);
        }
        return handOvers.rows.stream().map(HandOvers::row).toList();
    }

    private void take(LedgerEntry e, @Nullable Delivery delivery) {
        switch (e.event()) {
            case DossierEvent.Received ignored -> giver = by(e, null, null);
            case DossierEvent.TaskCompleted c -> completed(e, c);
            case DossierEvent.TaskOpened t -> {
                var task = new Task(new UnitId(t.unit()), t.dueAt());
                tasks.put(t.task(), task);
                if (!t.work().equals("FORWARD")) {
                    task.row =
                            new Row(giver, e.at(), organization.unit(task.unit).name());
                    rows.add(task.row);
                }
            }
            case DossierEvent.TaskClaimed t -> taken(t.task(), new OfficerId(t.officer()), e.at());
            case DossierEvent.TaskAssigned t -> assigned(e, t);
            case DossierEvent.TaskDueMoved t -> {
                Task task = tasks.get(t.task());
                if (task != null) {
                    task.due = t.dueAt();
                }
            }
            case DossierEvent.SupplementAsked s -> {
                hasIt(e);
                last = by(e, null, s.reason());
                toApplicant(last, e.at(), applicant);
            }
            case DossierEvent.Supplemented ignored ->
                back(e, new Giver(words.apply("dossier.print.applicant"), applicant, null, null));
            case DossierEvent.OpinionAsked o
            when o.stopsClock() -> {
                hasIt(e);
                last = by(e, null, o.reason());
                consulted = o.asked();
                Row row = new Row(last, e.at(), consulted);
                row.received = e.at();
                rows.add(row);
            }
            case DossierEvent.OpinionGiven o
            when o.dueAt() != null -> back(e, new Giver(consulted, "", null, o.note()));
            case DossierEvent.OpinionDeemed o
            when o.dueAt() != null -> back(e, new Giver(consulted, "", null, words.apply("dossier.print.silent")));
            case DossierEvent.Returned ignored ->
                toApplicant(giver, e.at(), delivery == null ? applicant : delivery.recipient());
            case DossierEvent.Stopped ignored -> toApplicant(giver, e.at(), applicant);
            default -> {}
        }
    }

    private void completed(LedgerEntry e, DossierEvent.TaskCompleted c) {
        Task task = tasks.get(c.task());
        OfficerId by = e.by().officer();
        if (task == null || by == null) {
            return;
        }
        taken(c.task(), by, e.at());
        String note = c.note();
        giver = by(
                e,
                result(Timeliness.of(task.due, e.at(), null, e.at())),
                note == null ? c.outcomeLabel() : c.outcomeLabel() + ": " + note);
    }

    /** The first who takes a task ends its hand-over; if it is the one who gave it, there was none. */
    private void taken(long id, OfficerId officer, Instant at) {
        Task task = tasks.get(id);
        if (task == null) {
            return;
        }
        task.holder = officer;
        Row row = task.row;
        if (row == null || row.received != null) {
            return;
        }
        String name = organization.officer(officer).name();
        if (name.equals(row.from.person()) && row.toUnit.equals(row.from.unit())) {
            rows.remove(row);
            task.row = null;
            return;
        }
        row.toPerson = name;
        row.received = at;
    }

    /** Whoever asks the applicant has the unit's task in hand, claimed or not. */
    private void hasIt(LedgerEntry e) {
        OfficerId by = e.by().officer();
        if (by == null) {
            return;
        }
        List.copyOf(tasks.entrySet()).stream()
                .filter(t -> t.getValue().holder == null && t.getValue().unit.equals(e.unit()))
                .forEach(t -> taken(t.getKey(), by, e.at()));
    }

    private void assigned(LedgerEntry e, DossierEvent.TaskAssigned t) {
        Task task = tasks.get(t.task());
        if (task == null) {
            return;
        }
        var to = new OfficerId(t.officer());
        OfficerId before = task.holder;
        if (before == null) {
            taken(t.task(), to, e.at());
            return;
        }
        String unit = organization.unit(task.unit).name();
        Row row = new Row(new Giver(unit, organization.officer(before).name(), null, null), e.at(), unit);
        row.toPerson = organization.officer(to).name();
        row.received = e.at();
        rows.add(row);
        task.holder = to;
    }

    private void toApplicant(Giver from, Instant at, String person) {
        Row row = new Row(from, at, words.apply("dossier.print.applicant"));
        row.toPerson = person;
        row.received = at;
        rows.add(row);
    }

    private void back(LedgerEntry e, Giver from) {
        Row row = new Row(from, e.at(), last.unit());
        row.toPerson = last.person();
        row.received = e.at();
        rows.add(row);
    }

    private Giver by(LedgerEntry e, vn.motcua.documents.@Nullable Timeliness result, @Nullable String note) {
        UnitId unit = e.unit();
        OfficerId officer = e.by().officer();
        return new Giver(
                unit == null ? "" : organization.unit(unit).name(),
                officer == null ? "" : organization.officer(officer).name(),
                result,
                note);
    }

    private static vn.motcua.documents.@Nullable Timeliness result(Timeliness t) {
        return switch (t) {
            case EARLY -> vn.motcua.documents.Timeliness.EARLY;
            case ON_TIME -> vn.motcua.documents.Timeliness.ON_TIME;
            case LATE -> vn.motcua.documents.Timeliness.LATE;
            case IN_TIME, OVERDUE, NONE -> null;
        };
    }

    private static HandOver row(Row r) {
        return new HandOver(
                r.from.unit(),
                r.from.person(),
                r.given,
                r.toUnit,
                r.toPerson,
                r.received,
                r.from.result(),
                r.from.note());
    }
}
