package vn.motcua.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Jobs.Armed;
import vn.motcua.process.Tables.Opening;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/**
 * Moves one instance to another version of its process. Joins the transaction in which the subject's owner books it; the
 * instance is marked as moved in the same one, so that it happens once on any number of nodes.
 */
@Service
@Transactional
public class MigrationMoves {

    static final String STOPPED = "process.migration-stopped";

    private final MigrationTables migrations;
    private final Definitions definitions;
    private final Tables tables;
    private final Transitions transitions;
    private final Jobs jobs;
    private final Organization organization;
    private volatile @Nullable Known last;

    /** What does not change while a migration runs. */
    private record Known(Migration migration, MovePlanner planner) {}

    MigrationMoves(
            MigrationTables migrations,
            Definitions definitions,
            Tables tables,
            Transitions transitions,
            Jobs jobs,
            Organization organization) {
        this.migrations = migrations;
        this.definitions = definitions;
        this.tables = tables;
        this.transitions = transitions;
        this.jobs = jobs;
        this.organization = organization;
    }

    /** What is said of an instance whose subject follows no process any more. */
    public static Problem ended() {
        return Problem.of("process.move-ended");
    }

    /**
     * Plans the instance as it stands now and moves it; refused when it cannot, was moved already, or the migration was
     * stopped.
     *
     * @param standing locked by its owner
     */
    public Result<Relocated> move(Standing standing, MigrationId id, ProcessOwner owner, Instant now) {
        MigrationTables.Order order = migrations.running(id).orElse(null);
        if (order == null) {
            return Result.refused(Problem.of(STOPPED));
        }
        InstanceRow instance = standing.instance();
        if (!migrations.waits(id, instance.id())) {
            return Result.refused(Problem.of("process.move-done"));
        }
        Known known = known(id, owner);
        if (instance.state() != InstanceRow.State.RUNNING) {
            return Result.refused(ended());
        }
        if (!instance.definition().equals(known.migration().from().id())) {
            return Result.refused(Problem.of("process.move-elsewhere"));
        }
        return known.planner().of(standing).map(move -> carryOut(standing, known, move, order, now));
    }

    private Known known(MigrationId id, ProcessOwner owner) {
        Known known = last;
        if (known == null || !known.migration().id().equals(id)) {
            Migration migration = migrations.find(id).orElseThrow();
            known = new Known(
                    migration,
                    new MovePlanner(
                            definitions.graph(migration.from().id()),
                            definitions.graph(migration.to().id()),
                            migration.mapping(),
                            organization,
                            owner::mayDo));
            last = known;
        }
        return known;
    }

    private Relocated carryOut(
            Standing standing, Known known, MovePlanner.Move move, MigrationTables.Order order, Instant now) {
        InstanceRow instance = standing.instance();
        AgencyId agency = instance.agency();
        Migration migration = known.migration();
        List<Opening> openings = move.passed().stream()
                .map(passed -> transitions.opening(passed.task().token(), passed.step(), passed.unit(), agency, now))
                .toList();
        List<TaskRow> withdrawn =
                move.passed().stream().map(MovePlanner.Passed::task).toList();
        tables.move(instance, migration.to().id(), move.marking(), move.kept(), withdrawn, openings, now);
        boolean stands = instance.suspendedAt() != null;
        if (stands) {
            for (int i = 0; i < openings.size(); i++) {
                tables.stand(openings.get(i).id(), move.passed().get(i).step().allowanceMinutes());
            }
        }
        Map<Long, Instant> due = watch(instance, move, stands, now);
        PlannedMove told = known.planner()
                .told(
                        standing,
                        move,
                        due,
                        timer -> Optional.ofNullable(due.get(timer.timer())).orElse(now));
        migrations.moved(migration.id(), instance.id(), told, now);
        ProcessGraph graph = known.planner().to();
        return new Relocated(
                migration.from(),
                migration.to(),
                told,
                move.kept().stream()
                        .filter(MovePlanner.Kept::changed)
                        .map(kept -> kept.task().as(kept.step()).summary(instance.id(), graph))
                        .toList(),
                withdrawn.stream().map(task -> new TaskId(task.id())).toList(),
                Transitions.rows(openings, now).stream()
                        .map(task -> task.summary(instance.id(), graph))
                        .toList(),
                order.officer(),
                order.reason());
    }

    /** Arms, subscribes to and lets go of what the new version waits for; gives when its timers go off. */
    private Map<Long, Instant> watch(InstanceRow instance, MovePlanner.Move move, boolean stands, Instant now) {
        if (instance.marking().hasNothingButTasks() && move.effects().isEmpty()) {
            return Map.of();
        }
        Map<Long, Instant> due = new HashMap<>();
        if (!stands && !instance.marking().watches().isEmpty()) {
            due.putAll(jobs.due(List.of(instance.id())).getOrDefault(instance.id(), Map.of()));
        }
        List<Armed> armed = new ArrayList<>();
        List<Long> disarmed = new ArrayList<>();
        List<Effect.Subscribe> subscribed = new ArrayList<>();
        List<Long> unsubscribed = new ArrayList<>();
        Map<Long, Integer> standing = new HashMap<>();
        for (Effect effect : move.effects()) {
            switch (effect) {
                case Effect.ArmTimer arm -> {
                    Armed timer = transitions.timer(arm, instance.agency(), now, now);
                    armed.add(timer);
                    due.put(arm.timer(), Instant.parse(timer.due()));
                    if (stands && arm.due() instanceof TimerRule.Due.AfterWorking working) {
                        standing.put(arm.timer(), working.minutes());
                    }
                }
                case Effect.DisarmTimer disarm -> disarmed.add(disarm.timer());
                case Effect.Subscribe subscribe -> subscribed.add(subscribe);
                case Effect.Unsubscribe unsubscribe -> unsubscribed.add(unsubscribe.subscription());
                default -> throw new IllegalStateException("a move leads to nothing but what is waited for: " + effect);
            }
        }
        jobs.close(instance.id(), disarmed, unsubscribed);
        Map<Long, String> renamed = renamed(instance.marking(), move.marking());
        if (!renamed.isEmpty()) {
            jobs.rename(instance.id(), renamed);
        }
        jobs.open(instance.id(), armed, subscribed, now);
        // a timer that counts working time stands with the clock
        standing.forEach((timer, minutes) -> jobs.time(instance.id(), new Jobs.Working(timer, null, minutes)));
        return due;
    }

    private static Map<Long, String> renamed(Marking before, Marking after) {
        Map<Long, String> renamed = new HashMap<>();
        before.rests().forEach((token, element) -> {
            String now = after.rests().get(token);
            if (now != null && !now.equals(element)) {
                renamed.put(token, now);
            }
        });
        before.watches().forEach((number, watch) -> {
            Marking.Watch now = after.watches().get(number);
            if (now != null && !now.element().equals(watch.element())) {
                renamed.put(number, now.element());
            }
        });
        return renamed;
    }
}
