package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.UnitId;

/**
 * What a dossier is after its ledger: the fold of its events, and nothing else. The row of the dossier table is this
 * value written down, so replaying the ledger must give the same again.
 */
record DossierState(
        DossierStatus status,
        long agency,
        long procedureVersion,
        String procedureCode,
        String channel,
        String caseKey,
        long receivingUnit,
        Instant submittedAt,
        @Nullable Instant receivedAt,
        @Nullable String calendar,
        @Nullable Instant dueAt,
        @Nullable Instant pausedAt,
        @Nullable Long remainingMinutes,
        @Nullable Consultation consultation,
        @Nullable Instant processedAt,
        @Nullable Instant returnedAt,
        @Nullable Instant closedAt,
        List<OpenTask> tasks,
        SortedSet<Long> units,
        List<Long> waitsAt,
        Instant holderSince,
        int contentVersion,
        String contentHash,
        int supplements,
        @Nullable String resultNo,
        int version) {

    /** A task that waits to be done; {@code officer} once someone has taken it. */
    record OpenTask(
            long task,
            String element,
            String name,
            String work,
            long unit,
            String position,
            @Nullable Long officer,
            Instant openedAt,
            Instant dueAt) {

        OpenTask heldBy(long newOfficer) {
            return new OpenTask(task, element, name, work, unit, position, newOfficer, openedAt, dueAt);
        }

        OpenTask as(DossierEvent.Migrated.Task step) {
            return new OpenTask(
                    task, step.element(), step.name(), step.work(), unit, step.position(), officer, openedAt, dueAt);
        }

        OpenTask dueOn(Instant newDue) {
            return new OpenTask(task, element, name, work, unit, position, officer, openedAt, newDue);
        }
    }

    /** The state after a dossier's first event. */
    static DossierState begin(DossierEvent.Submitted e, Instant at) {
        SortedSet<Long> units = new TreeSet<>();
        units.add(e.receivingUnit());
        return new DossierState(
                DossierStatus.SUBMITTED,
                e.agency(),
                e.procedureVersion(),
                e.procedureCode(),
                e.channel(),
                e.caseKey(),
                e.receivingUnit(),
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                units,
                List.of(),
                at,
                e.contentVersion(),
                e.contentHash(),
                0,
                null,
                1);
    }

    /** The state after one more event. */
    DossierState after(DossierEvent event, Instant at) {
        Change next = new Change(this);
        switch (event) {
            case DossierEvent.Submitted ignored -> throw new IllegalStateException("a dossier is submitted once");
            case DossierEvent.Received e -> {
                next.status = DossierStatus.RECEIVED;
                next.receivedAt = at;
                next.dueAt = e.dueAt();
                next.calendar = e.calendar();
            }
            case DossierEvent.TaskOpened e -> {
                next.tasks.add(new OpenTask(
                        e.task(), e.element(), e.name(), e.work(), e.unit(), e.position(), null, at, e.dueAt()));
                next.units.add(e.unit());
                if (status == DossierStatus.RECEIVED && !e.work().equals("FORWARD")) {
                    next.status = DossierStatus.IN_PROCESS;
                }
            }
            case DossierEvent.TaskClaimed e ->
                next.tasks.replaceAll(t -> t.task() == e.task() ? t.heldBy(e.officer()) : t);
            case DossierEvent.TaskAssigned e ->
                next.tasks.replaceAll(t -> t.task() == e.task() ? t.heldBy(e.officer()) : t);
            case DossierEvent.TaskDueMoved e ->
                next.tasks.replaceAll(t -> t.task() == e.task() ? t.dueOn(e.dueAt()) : t);
            case DossierEvent.TaskCompleted e -> next.tasks.removeIf(t -> t.task() == e.task());
            case DossierEvent.TaskWithdrawn e -> next.tasks.removeIf(t -> t.task() == e.task());
            case DossierEvent.EventOccurred ignored -> {}
            case DossierEvent.Repaired ignored -> {}
            case DossierEvent.Migrated e ->
                e.tasks().forEach(step -> {
                    next.tasks.replaceAll(t -> t.task() == step.task() ? t.as(step) : t);
                    if (status == DossierStatus.RECEIVED && !step.work().equals("FORWARD")) {
                        next.status = DossierStatus.IN_PROCESS;
                    }
                });
            case DossierEvent.LinkedBegun e -> {
                next.waitsAt.add(e.unit());
                next.units.add(e.unit());
                if (status == DossierStatus.RECEIVED) {
                    next.status = DossierStatus.IN_PROCESS;
                }
            }
            case DossierEvent.LinkedEnded e -> next.waitsAt.remove(e.unit());
            case DossierEvent.LinkedFrom ignored -> {}
            case DossierEvent.SupplementAsked e -> {
                next.status = DossierStatus.SUPPLEMENT_ASKED;
                next.pausedAt = at;
                next.remainingMinutes = e.remainingMinutes();
                next.supplements = e.no();
            }
            case DossierEvent.Supplemented e -> {
                next.status = receivedAt == null
                        ? DossierStatus.SUBMITTED
                        : tasks.stream().allMatch(t -> t.work().equals("FORWARD"))
                                ? DossierStatus.RECEIVED
                                : DossierStatus.IN_PROCESS;
                next.pausedAt = null;
                next.remainingMinutes = null;
                next.contentVersion = e.contentVersion();
                next.contentHash = e.contentHash();
                if (e.dueAt() != null) {
                    next.dueAt = e.dueAt();
                }
            }
            case DossierEvent.ClockPaused e -> {
                next.status = e.why().equals("FINANCIAL_DUTY") ? DossierStatus.PAYMENT_ASKED : DossierStatus.CONSULTING;
                next.pausedAt = at;
                next.remainingMinutes = e.remainingMinutes();
            }
            case DossierEvent.ClockResumed e -> next.goOn(e.dueAt());
            case DossierEvent.OpinionAsked e -> {
                if (e.stopsClock()) {
                    next.status = DossierStatus.CONSULTING;
                    next.pausedAt = at;
                    next.remainingMinutes = e.remainingMinutes();
                }
                next.consultation = new Consultation(
                        e.askedAgency(),
                        e.asked(),
                        at,
                        e.answerBy(),
                        e.amount(),
                        e.unit(),
                        e.calendar(),
                        e.legalBasis());
            }
            case DossierEvent.AnswerDueMoved e -> next.consultation = asked().until(e.answerBy());
            case DossierEvent.OpinionGiven e -> next.answered(e.dueAt());
            case DossierEvent.OpinionDeemed e -> {
                next.answered(e.dueAt());
                return next.done(e.since());
            }
            case DossierEvent.Rescheduled e -> next.dueAt = e.dueAt();
            case DossierEvent.Extended e -> next.dueAt = e.dueAt();
            case DossierEvent.AppointmentMoved e -> next.dueAt = e.dueAt();
            case DossierEvent.Discontinued ignored -> next.close(DossierStatus.DISCONTINUED, at);
            case DossierEvent.NotAccepted ignored -> next.close(DossierStatus.NOT_ACCEPTED, at);
            case DossierEvent.StepRecorded ignored -> {}
            case DossierEvent.MessageExpired ignored -> {}
            case DossierEvent.ResultRecorded e -> next.resultNo = e.resultNo();
            case DossierEvent.Processed ignored -> {
                next.status = DossierStatus.PROCESSED;
                next.processedAt = at;
                next.consultation = null;
            }
            case DossierEvent.Returned ignored -> {
                next.close(DossierStatus.RETURNED, at);
                next.returnedAt = at;
            }
            case DossierEvent.Stopped ignored -> next.close(DossierStatus.STOPPED, at);
            case DossierEvent.Withdrawn ignored -> next.close(DossierStatus.WITHDRAWN, at);
            case DossierEvent.FeePaid ignored -> {}
        }
        return next.done(at);
    }

    /** Who has the dossier. Of tasks open side by side the one that was opened first answers. */
    Holder holder() {
        if (status.isClosed()) {
            return new Holder.Nobody();
        }
        if (status == DossierStatus.SUPPLEMENT_ASKED || status == DossierStatus.PAYMENT_ASKED) {
            return new Holder.Applicant();
        }
        if (consultation != null && status == DossierStatus.CONSULTING) {
            return new Holder.Consulted(consultation.asked());
        }
        if (tasks.isEmpty()) {
            return new Holder.Office(new UnitId(waitsAt.isEmpty() ? receivingUnit : waitsAt.getFirst()), null);
        }
        OpenTask first = tasks.getFirst();
        Long officer = first.officer();
        return new Holder.Office(new UnitId(first.unit()), officer == null ? null : new OfficerId(officer));
    }

    Optional<OpenTask> task(long id) {
        return tasks.stream().filter(t -> t.task() == id).findFirst();
    }

    private Consultation asked() {
        return Objects.requireNonNull(consultation, "an answer that nobody was asked for");
    }

    /** When processing was finished, for the on-time rate: processed, else returned, else stopped or withdrawn. */
    @Nullable
    Instant finishedAt() {
        return processedAt != null ? processedAt : closedAt;
    }

    private static final class Change {
        private final DossierState from;
        private DossierStatus status;
        private @Nullable Instant receivedAt;
        private @Nullable String calendar;
        private @Nullable Instant dueAt;
        private @Nullable Instant pausedAt;
        private @Nullable Long remainingMinutes;
        private @Nullable Consultation consultation;
        private @Nullable Instant processedAt;
        private @Nullable Instant returnedAt;
        private @Nullable Instant closedAt;
        private final List<OpenTask> tasks;
        private final SortedSet<Long> units;
        private final List<Long> waitsAt;
        private int contentVersion;
        private String contentHash;
        private int supplements;
        private @Nullable String resultNo;

        Change(DossierState s) {
            from = s;
            status = s.status;
            receivedAt = s.receivedAt;
            calendar = s.calendar;
            dueAt = s.dueAt;
            pausedAt = s.pausedAt;
            remainingMinutes = s.remainingMinutes;
            consultation = s.consultation;
            processedAt = s.processedAt;
            returnedAt = s.returnedAt;
            closedAt = s.closedAt;
            tasks = new ArrayList<>(s.tasks);
            units = new TreeSet<>(s.units);
            waitsAt = new ArrayList<>(s.waitsAt);
            contentVersion = s.contentVersion;
            contentHash = s.contentHash;
            supplements = s.supplements;
            resultNo = s.resultNo;
        }

        void close(DossierStatus last, Instant at) {
            status = last;
            closedAt = at;
            pausedAt = null;
            remainingMinutes = null;
            consultation = null;
            tasks.clear();
            waitsAt.clear();
        }

        void goOn(Instant due) {
            status = DossierStatus.IN_PROCESS;
            pausedAt = null;
            remainingMinutes = null;
            dueAt = due;
        }

        /** @param due the appointed time where the clock had stopped for the answer */
        void answered(@Nullable Instant due) {
            consultation = null;
            if (due != null) {
                goOn(due);
            }
        }

        DossierState done(Instant at) {
            DossierState s = new DossierState(
                    status,
                    from.agency,
                    from.procedureVersion,
                    from.procedureCode,
                    from.channel,
                    from.caseKey,
                    from.receivingUnit,
                    from.submittedAt,
                    receivedAt,
                    calendar,
                    dueAt,
                    pausedAt,
                    remainingMinutes,
                    consultation,
                    processedAt,
                    returnedAt,
                    closedAt,
                    List.copyOf(tasks),
                    units,
                    List.copyOf(waitsAt),
                    at,
                    contentVersion,
                    contentHash,
                    supplements,
                    resultNo,
                    from.version + 1);
            return s.holder().equals(from.holder()) ? s.heldSince(from.holderSince) : s;
        }
    }

    private DossierState heldSince(Instant since) {
        return new DossierState(
                status,
                agency,
                procedureVersion,
                procedureCode,
                channel,
                caseKey,
                receivingUnit,
                submittedAt,
                receivedAt,
                calendar,
                dueAt,
                pausedAt,
                remainingMinutes,
                consultation,
                processedAt,
                returnedAt,
                closedAt,
                tasks,
                units,
                waitsAt,
                since,
                contentVersion,
                contentHash,
                supplements,
                resultNo,
                version);
    }
}
