package vn.motcua.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.process.Migration.State;
import vn.motcua.process.Migration.Version;
import vn.motcua.process.MigrationTables.Act;
import vn.motcua.process.MigrationTables.Planned;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Moves running instances to another version of their process: first a plan that says for each what would become of it,
 * then, when an official starts it, one after the other on any node. Each is planned anew when its turn comes.
 */
@Service
public class ProcessMigrations {

    private static final int AT_ONCE = 500;
    private static final int MOST_NAMES = 5_000;
    private static final int TOLD_NAMES = 5;

    private final MigrationTables tables;
    private final Definitions definitions;
    private final ProcessEditions editions;
    private final Whereabouts whereabouts;
    private final Transitions transitions;
    private final Jobs jobs;
    private final Organization organization;
    private final ObjectProvider<ProcessOwner> owners;
    private final TransactionTemplate transaction;

    ProcessMigrations(
            MigrationTables tables,
            Definitions definitions,
            ProcessEditions editions,
            Whereabouts whereabouts,
            Transitions transitions,
            Jobs jobs,
            Organization organization,
            ObjectProvider<ProcessOwner> owners,
            TransactionTemplate transaction) {
        this.tables = tables;
        this.definitions = definitions;
        this.editions = editions;
        this.whereabouts = whereabouts;
        this.transitions = transitions;
        this.jobs = jobs;
        this.organization = organization;
        this.owners = owners;
        this.transaction = transaction;
    }

    /**
     * What an official wants moved.
     *
     * @param mapping elements of the old version that are other ones in the new, by id; empty text for one whose
     *     instances stay. Those not named go to the one of the same id
     * @param names what people call the subjects; all running instances of the version when empty
     */
    public record Choice(DefinitionId from, DefinitionId to, Map<String, String> mapping, List<String> names) {
        public Choice {
            mapping = Map.copyOf(mapping);
            names = List.copyOf(names);
        }
    }

    /** Where instances of a version can stand, how many do, and what can take each place in another version. */
    public List<StepMatch> matches(DefinitionId from, DefinitionId to) {
        Map<String, Long> instances = whereabouts.places(from).stream()
                .collect(Collectors.toMap(Whereabouts.Place::element, Whereabouts.Place::instances));
        return planner(definitions.graph(from), definitions.graph(to), Map.of()).matches(instances);
    }

    /** What keeps instances from being moved from one version to another, whichever they are. */
    public Optional<Problem> unfit(DefinitionId from, DefinitionId to, Instant now) {
        ProcessEdition before = editions.edition(from).orElseThrow();
        ProcessEdition after = editions.edition(to).orElseThrow();
        if (from.equals(to) || !before.key().equals(after.key())) {
            return Optional.of(Problem.at("den", "process.migration-same"));
        }
        if (after.withdrawn() != null) {
            return Optional.of(Problem.at("den", "process.migration-withdrawn", after.number()));
        }
        LocalDate first = after.from();
        if (first != null && first.isAfter(LocalDate.ofInstant(now, Vietnam.ZONE))) {
            return Optional.of(Problem.at("den", "process.migration-early", after.number()));
        }
        return tables.runs(after.key()) ? Optional.of(Problem.of("process.migration-runs")) : Optional.empty();
    }

    /**
     * Plans the move of every running instance, or of the chosen ones, and keeps the plan; one that was not started is
     * forgotten.
     *
     * @param key the same whenever the same command is sent again, which then gives the same plan
     */
    public Result<MigrationId> plan(Choice choice, Actor.Officer officer, String key, Instant now) {
        var act = new Act(officer, officer.id().value() + " plan " + key);
        return run(() -> {
            Optional<MigrationId> before = tables.planned(act.key());
            if (before.isPresent()) {
                return Result.done(before.get());
            }
            Optional<Problem> unfit = unfit(choice.from(), choice.to(), now);
            if (unfit.isPresent()) {
                return Result.refused(unfit.get());
            }
            ProcessGraph from = definitions.graph(choice.from());
            ProcessGraph to = definitions.graph(choice.to());
            Optional<Problem> wrong = wrong(choice.mapping(), from, to);
            if (wrong.isPresent()) {
                return Result.refused(wrong.get());
            }
            return chosen(choice.names()).flatMap(chosen -> {
                String process = editions.edition(choice.from()).orElseThrow().key();
                tables.forgetPlans(process);
                MigrationId id =
                        tables.add(version(choice.from()), version(choice.to()), process, choice.mapping(), act, now);
                int all = tables.gather(
                        id, choice.from(), choice.names().isEmpty() ? null : List.copyOf(chosen.values()));
                if (all < chosen.size()) {
                    Set<SubjectRef> there = new HashSet<>(tables.subjects(id));
                    return Result.refused(Problem.at(
                            "ho-so",
                            "process.migration-not-there",
                            told(chosen.entrySet().stream()
                                    .filter(one -> !there.contains(one.getValue()))
                                    .map(Map.Entry::getKey)
                                    .toList())));
                }
                if (all == 0) {
                    return Result.refused(Problem.at("tu", "process.migration-nobody"));
                }
                plan(id, planner(from, to, choice.mapping()), from, now);
                return Result.done(id);
            });
        });
    }

    private void plan(MigrationId id, MovePlanner planner, ProcessGraph from, Instant now) {
        List<Standing> some = tables.standings(id, 0, AT_ONCE);
        while (!some.isEmpty()) {
            List<InstanceId> watching = some.stream()
                    .filter(standing -> !standing.instance().marking().watches().isEmpty())
                    .map(Standing::id)
                    .toList();
            Map<InstanceId, Map<Long, Instant>> due = watching.isEmpty() ? Map.of() : jobs.due(watching);
            tables.plan(
                    id,
                    some.stream()
                            .map(standing ->
                                    planned(standing, planner, from, due.getOrDefault(standing.id(), Map.of()), now))
                            .toList(),
                    now);
            some = tables.standings(id, some.getLast().id().value(), AT_ONCE);
        }
    }

    private Planned planned(
            Standing standing, MovePlanner planner, ProcessGraph from, Map<Long, Instant> due, Instant now) {
        long number = standing.id().value();
        return switch (planner.of(standing)) {
            case Result.Done<MovePlanner.Move>(MovePlanner.Move move) -> {
                PlannedMove told = planner.told(standing, move, due, timer -> due(standing, timer, now));
                yield new Planned(number, "WAITING", told.passes(), told, null);
            }
            case Result.Refused<MovePlanner.Move>(List<Problem> reasons) ->
                new Planned(number, "REFUSED", false, staying(standing, from), reasons);
        };
    }

    private Instant due(Standing standing, Advance.Effect.ArmTimer timer, Instant now) {
        return Instant.parse(
                transitions.timer(timer, standing.instance().agency(), now, now).due());
    }

    /** Where an instance stands that cannot move, and whose turn it is. */
    private static PlannedMove staying(Standing standing, ProcessGraph from) {
        return new PlannedMove(
                MovePlanner.places(from, standing.instance().marking()),
                List.of(),
                standing.tasks().stream()
                        .map(task -> {
                            String step = from.step(task.element()).name();
                            return new PlannedMove.Turn(step, step, task.unit(), task.unit(), task.holder(), true);
                        })
                        .toList(),
                List.of());
    }

    private static Optional<Problem> wrong(Map<String, String> mapping, ProcessGraph from, ProcessGraph to) {
        Set<String> old = from.nodes().stream().map(Node::id).collect(Collectors.toSet());
        Set<String> young = to.nodes().stream().map(Node::id).collect(Collectors.toSet());
        return mapping.entrySet().stream()
                .filter(one ->
                        !old.contains(one.getKey()) || !one.getValue().isEmpty() && !young.contains(one.getValue()))
                .findFirst()
                .map(one -> Problem.at("buoc." + one.getKey(), "process.migration-map-wrong", one.getKey()));
    }

    private Result<Map<String, SubjectRef>> chosen(List<String> names) {
        Set<String> asked = new LinkedHashSet<>(names);
        if (asked.size() > MOST_NAMES) {
            return Result.refused(Problem.at("ho-so", "process.migration-many", MOST_NAMES));
        }
        Map<String, SubjectRef> found = new TreeMap<>();
        if (!asked.isEmpty()) {
            owners.stream()
                    .forEach(owner -> owner.named(asked)
                            .forEach((name, id) -> found.put(name, new SubjectRef(owner.kind(), id))));
        }
        List<String> unknown =
                asked.stream().filter(name -> !found.containsKey(name)).toList();
        return unknown.isEmpty()
                ? Result.done(found)
                : Result.refused(Problem.at("ho-so", "process.migration-unknown", told(unknown)));
    }

    private static String told(List<String> names) {
        String some = names.stream().limit(TOLD_NAMES).collect(Collectors.joining(", "));
        return names.size() <= TOLD_NAMES ? some : some + " … (" + names.size() + ")";
    }

    /** Lets a plan be carried out. */
    public Result<MigrationId> start(MigrationId id, String reason, Actor.Officer officer, String key, Instant now) {
        Optional<Problem> lacking = Reasons.lacking(reason);
        if (lacking.isPresent()) {
            return Result.refused(lacking.get());
        }
        var act = new Act(officer, officer.id().value() + " start " + id.value() + " " + key);
        return onMigration(id, act, migration -> {
            if (migration.state() != State.PLANNED) {
                return Optional.of(Problem.of("process.migration-begun"));
            }
            if (migration.counts().waiting() == 0) {
                return Optional.of(Problem.of("process.migration-nothing"));
            }
            return unfit(migration.from().id(), migration.to().id(), now).or(() -> {
                tables.start(id, officer.id(), reason.strip(), now);
                tables.log(id, Migration.Act.Kind.STARTED, reason.strip(), act, now);
                return Optional.empty();
            });
        });
    }

    /** When it returns, nothing moves by the migration any more until it is resumed. */
    public Result<MigrationId> stop(MigrationId id, Actor.Officer officer, String key, Instant now) {
        var act = new Act(officer, officer.id().value() + " stop " + id.value() + " " + key);
        return onMigration(id, act, migration -> {
            if (migration.state() != State.RUNNING) {
                return Optional.of(Problem.of("process.migration-stands"));
            }
            tables.turn(id, State.STOPPED);
            tables.log(id, Migration.Act.Kind.STOPPED, null, act, now);
            return Optional.empty();
        });
    }

    public Result<MigrationId> resume(MigrationId id, Actor.Officer officer, String key, Instant now) {
        var act = new Act(officer, officer.id().value() + " resume " + id.value() + " " + key);
        return onMigration(id, act, migration -> {
            if (migration.state() != State.STOPPED) {
                return Optional.of(Problem.of("process.migration-not-stopped"));
            }
            return unfit(migration.from().id(), migration.to().id(), now).or(() -> {
                tables.turn(id, State.RUNNING);
                tables.log(id, Migration.Act.Kind.RESUMED, null, act, now);
                return Optional.empty();
            });
        });
    }

    private interface Command {
        /** What keeps it from being done; empty once it is. */
        Optional<Problem> on(Migration migration);
    }

    private Result<MigrationId> onMigration(MigrationId id, Act act, Command command) {
        return run(() -> {
            if (tables.lock(id).isEmpty()) {
                return Result.refused(Problem.of("process.migration-gone"));
            }
            if (tables.doneBefore(act.key())) {
                return Result.done(id);
            }
            return command.on(tables.find(id).orElseThrow())
                    .<Result<MigrationId>>map(Result::refused)
                    .orElseGet(() -> Result.done(id));
        });
    }

    public Optional<Migration> find(MigrationId id) {
        return tables.find(id);
    }

    /** Of a process, latest first. */
    public List<Migration> of(String key, int most) {
        return tables.of(key, most);
    }

    /** By number of instance. */
    public List<MigrationItem> items(MigrationId id, MigrationItem.Which which, int skip, int most) {
        return tables.items(id, which, skip, most);
    }

    /** Instances that are alike: first those that cannot move, then by how many they are. */
    public List<Migration.Group> groups(MigrationId id, int most) {
        return tables.groups(id, most);
    }

    public List<Migration.Act> acts(MigrationId id) {
        return tables.acts(id);
    }

    private Version version(DefinitionId id) {
        return new Version(id, editions.edition(id).orElseThrow().number(), hash(definitions.bpmnXml(id)));
    }

    private static String hash(String file) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private MovePlanner planner(ProcessGraph from, ProcessGraph to, Map<String, String> mapping) {
        Collection<ProcessOwner> known = owners.stream().toList();
        Map<List<Object>, Boolean> asked = new HashMap<>();
        return new MovePlanner(
                from,
                to,
                mapping,
                organization,
                (officer, unit, work, position) -> asked.computeIfAbsent(
                        new ArrayList<>(List.of(officer, unit, work, position)),
                        _ -> known.stream().anyMatch(owner -> owner.mayDo(officer, unit, work, position))));
    }

    private <T> Result<T> run(Supplier<Result<T>> command) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Result<T> result = command.get();
            if (result instanceof Result.Refused<T>) {
                status.setRollbackOnly();
            }
            return result;
        }));
    }
}
