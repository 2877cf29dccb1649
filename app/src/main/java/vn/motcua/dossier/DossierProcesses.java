package vn.motcua.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import vn.motcua.organization.Actor;
import vn.motcua.organization.OfficerId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.Charges;
import vn.motcua.process.Happened;
import vn.motcua.process.Happening;
import vn.motcua.process.InstanceId;
import vn.motcua.process.MigrationId;
import vn.motcua.process.MigrationMoves;
import vn.motcua.process.PlannedMove;
import vn.motcua.process.ProcessOwner;
import vn.motcua.process.Processes;
import vn.motcua.process.Relocated;
import vn.motcua.process.Repair;
import vn.motcua.process.Repaired;
import vn.motcua.process.Repairs;
import vn.motcua.process.Standing;
import vn.motcua.process.SubjectRef;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;

/** Books in the ledger what a dossier's process does without an officer: time passes, messages come, services answer. */
@Component
class DossierProcesses implements ProcessOwner {

    static final Actor.System PROCESS = new Actor.System("process");

    private final Commands commands;
    private final Ledger ledger;
    private final Processes processes;
    private final Repairs repairs;
    private final MigrationMoves migrations;
    private final LinkedDossiers linked;
    private final Organization organization;
    private final Charges charges;
    private final ApplicationEventPublisher events;

    DossierProcesses(
            Commands commands,
            Ledger ledger,
            Processes processes,
            Repairs repairs,
            MigrationMoves migrations,
            LinkedDossiers linked,
            Organization organization,
            Charges charges,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.ledger = ledger;
        this.processes = processes;
        this.repairs = repairs;
        this.migrations = migrations;
        this.linked = linked;
        this.organization = organization;
        this.charges = charges;
        this.events = events;
    }

    @Override
    public String kind() {
        return Reception.SUBJECT;
    }

    @Override
    public Result<Happened> happen(SubjectRef subject, InstanceId instance, Happening what, Instant now) {
        return commands.run(() -> {
            DossierRow row = ledger.lock(new DossierId(subject.id())).orElseThrow();
            Standing process = following(row, instance);
            Act act = Act.of(PROCESS, null, now, null);
            return processes.happen(process, what, act.at()).map(happened -> {
                List<DossierEvent> batch = new ArrayList<>();
                linked.ended(instance, what).ifPresent(batch::add);
                enter(row, act, batch, what, happened);
                return happened;
            });
        });
    }

    private static Standing following(DossierRow row, InstanceId instance) {
        Standing process = row.process();
        if (process == null || !process.id().equals(instance)) {
            throw new IllegalStateException(
                    "dossier %d does not follow process %d".formatted(row.id().value(), instance.value()));
        }
        return process;
    }

    private void enter(DossierRow row, Act act, List<DossierEvent> batch, Happening what, Happened happened) {
        batch.add(new DossierEvent.EventOccurred(word(what), happened.element(), happened.name()));
        happened.withdrawn().forEach(task -> batch.add(new DossierEvent.TaskWithdrawn(task.value())));
        List<TaskSummary> opened = happened.opened();
        boolean ready = row.state().processedAt() == null
                && opened.stream().anyMatch(task -> task.work().equals("RETURN"));
        if (ready) {
            batch.add(new DossierEvent.Processed());
        }
        opened.forEach(task -> batch.add(Casework.opened(task)));
        String ended = happened.ended();
        if (ended != null) {
            batch.addAll(end(row, act, happened, ended));
        }
        ledger.enter(row, act, batch);
        if (ready) {
            events.publishEvent(new DossierMilestone.ResultReady(row.id(), act.at()));
        }
        if (ended != null) {
            events.publishEvent(new DossierMilestone.DossierClosed(row.id(), act.at()));
        }
    }

    /** The process came to its end by itself: its reason is what came, its basis the process that was published. */
    private List<DossierEvent> end(DossierRow row, Act act, Happened happened, String result) {
        if (result.equals(Casework.ENDED_REFUSED)) {
            charges.waive(Reception.SUBJECT, row.id().value(), "refused", PROCESS.displayName(), act.at());
            ProposedRefusal refusal = ProposedRefusal.of(ledger.entries(row.id()))
                    .orElseGet(() -> new ProposedRefusal(happened.name(), happened.name()));
            return List.of(new DossierEvent.Stopped(refusal.reason(), refusal.legalBasis()));
        }
        List<DossierEvent> batch = new ArrayList<>();
        if (row.state().processedAt() == null) {
            batch.add(new DossierEvent.Processed());
        }
        batch.add(new DossierEvent.Returned(Delivery.Manner.ONLINE.name()));
        return batch;
    }

    private static String word(Happening what) {
        return switch (what) {
            case Happening.TimerFired _ -> "TIMER";
            case Happening.MessageCame _ -> "MESSAGE";
            case Happening.SignalCame _ -> "SIGNAL";
            case Happening.ServiceAnswered _ -> "SERVICE";
            case Happening.ServiceRefused _ -> "SERVICE_REFUSED";
        };
    }

    @Override
    public Result<?> call(
            SubjectRef subject,
            InstanceId instance,
            long token,
            String process,
            Map<String, Object> input,
            Instant now) {
        return commands.run(() -> {
            DossierRow row = ledger.lock(new DossierId(subject.id())).orElseThrow();
            Standing asking = row.process();
            // it may have gone on while this waited for the dossier: nobody would look after what is begun then
            boolean awaited = asking != null && asking.id().equals(instance) && processes.isAwaited(asking, token);
            if (!awaited || row.state().status().isClosed() || linked.isBegun(instance, token)) {
                return Result.done(row.id());
            }
            return linked.begin(row, instance, token, process, input, now).map(begun -> {
                ledger.enter(row, Act.of(PROCESS, null, now, null), begun);
                return row.id();
            });
        });
    }

    @Override
    public void expired(SubjectRef subject, long message, String name, Instant sentAt, Instant now) {
        commands.run(() -> {
            DossierRow row = ledger.lock(new DossierId(subject.id())).orElseThrow();
            if (processes.expire(message, now)) {
                ledger.enter(row, Act.of(PROCESS, null, now, null), new DossierEvent.MessageExpired(name, sentAt));
            }
            return Result.done(row.id());
        });
    }

    @Override
    public Map<Long, String> names(Collection<Long> subjects) {
        return ledger.codes(subjects.stream().map(DossierId::new).toList());
    }

    @Override
    public Result<Repaired> repair(SubjectRef subject, InstanceId instance, Repair repair, Operator by, Instant now) {
        DossierId id = new DossierId(subject.id());
        String key = CommandKey.of("repair", by.officer(), id, by.key());
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElseThrow();
            if (ledger.doneBefore(id, key)) {
                return Result.done(new Repaired("", "", null, null));
            }
            Act act = Act.of(by.officer(), null, now, key);
            return repairs.apply(following(row, instance), repair, act.at()).map(repaired -> {
                List<DossierEvent> batch = new ArrayList<>();
                batch.add(new DossierEvent.Repaired(repair.word(), repaired.element(), repaired.name(), by.reason()));
                Happening what = repaired.what();
                Happened happened = repaired.happened();
                if (what == null || happened == null) {
                    ledger.enter(row, act, batch);
                } else {
                    linked.ended(instance, what).ifPresent(batch::add);
                    enter(row, act, batch, what, happened);
                }
                return repaired;
            });
        });
    }

    @Override
    public Map<String, Long> named(Collection<String> names) {
        return ledger.named(names);
    }

    @Override
    public boolean mayDo(OfficerId officer, UnitId unit, String work, String position) {
        return organization
                .actor(officer)
                .filter(actor -> Casework.mayDo(actor, unit, work, position))
                .isPresent();
    }

    @Override
    public Result<Relocated> migrate(SubjectRef subject, InstanceId instance, MigrationId migration, Instant now) {
        DossierId id = new DossierId(subject.id());
        String key = CommandKey.of("migrate " + migration.value(), PROCESS, id, "");
        return commands.run(() -> {
            DossierRow row = ledger.lock(id).orElseThrow();
            Standing process = row.process();
            if (process == null || !process.id().equals(instance)) {
                return Result.refused(MigrationMoves.ended());
            }
            Instant at = Act.of(PROCESS, null, now, null).at();
            return migrations.move(process, migration, this, at).map(moved -> {
                var by = new LedgerEntry.By(LedgerEntry.ActorKind.OFFICER, moved.by());
                ledger.enter(row, new Act(by, null, at, key), migrated(row, moved));
                return moved;
            });
        });
    }

    private static List<DossierEvent> migrated(DossierRow row, Relocated moved) {
        List<DossierEvent> batch = new ArrayList<>();
        batch.add(new DossierEvent.Migrated(
                row.state().procedureCode(),
                moved.from().id().value(),
                moved.from().number(),
                moved.from().hash(),
                moved.to().id().value(),
                moved.to().number(),
                moved.to().hash(),
                places(moved.move().before()),
                places(moved.move().after()),
                moved.kept().stream()
                        .map(task -> new DossierEvent.Migrated.Task(
                                task.id().value(), task.elementId(), task.name(), task.work(), task.position()))
                        .toList(),
                moved.opened().isEmpty()
                        ? null
                        : (Long) moved.opened().getFirst().unit().value(),
                moved.reason()));
        moved.withdrawn().forEach(task -> batch.add(new DossierEvent.TaskWithdrawn(task.value())));
        moved.opened().forEach(task -> batch.add(Casework.opened(task)));
        return batch;
    }

    private static List<DossierEvent.Migrated.Place> places(List<PlannedMove.Place> places) {
        return places.stream()
                .map(place -> new DossierEvent.Migrated.Place(place.element(), place.name()))
                .toList();
    }
}
