package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.ProceduresForTests;
import vn.motcua.organization.Actor;
import vn.motcua.process.DefinitionId;
import vn.motcua.process.DueJobs;
import vn.motcua.process.DueMoves;
import vn.motcua.process.MigrationId;
import vn.motcua.process.MigrationItem;
import vn.motcua.process.PlannedMove;
import vn.motcua.process.ProcessMigrations;
import vn.motcua.process.Processes;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/**
 * Any process, changed in any way, with dossiers anywhere in it: who moves stands where the plan said, keeps its appointed
 * date, can be worked to its end, and its ledger alone tells all of it; who does not move is as before.
 */
@DemoTest
class RandomMigrationsTest {

    private static final int PAIRS = 14;
    private static final int DOSSIERS = 6;

    @Autowired
    ApplicationContext application;

    @Autowired
    ProcessMigrations migrations;

    @Autowired
    Processes processes;

    @Autowired
    Ledger ledger;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    BesideLedger beside;

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final Map<String, Integer> seen = new HashMap<>();

    private enum Desk {
        CLERK("one-stop", "clerk", "WORK"),
        SPECIALIST("justice", "specialist", "WORK"),
        LEADER("leadership", "leader", "APPROVE");

        private final String unit;
        private final String position;
        private final String work;

        Desk(String unit, String position, String work) {
            this.unit = unit;
            this.position = position;
            this.work = work;
        }
    }

    /** @param timer working minutes after which the next block comes anyway; 0 for none */
    private record Step(String id, Desk desk, int timer) {}

    /** One step, or several side by side. */
    private record Block(String id, List<Step> steps) {}

    @Test
    void whatever_the_two_versions_are_a_moved_dossier_is_worked_to_its_end_and_its_ledger_tells_it() {
        AuthorityAtWork at = new AuthorityAtWork(application);
        List<DossierId> all = new ArrayList<>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            Random random = new Random(20_261_123L + pair);
            clock.set(TestClock.START.plus(Duration.ofDays(pair % 4)));
            List<Block> before = blocks(random);
            Map<String, String> mapping = new HashMap<>();
            List<Block> after = changed(before, mapping, random);
            all.addAll(move(at, "9.31%04d".formatted(pair), before, after, mapping, random));
        }
        assertThat(anchors.verify().faults()).isEmpty();
        assertThat(beside.faults()).noneMatch(fault -> all.contains(fault.dossier()));
        assertThat(seen)
                .as("every way was gone")
                .containsKeys("MOVED", "REFUSED", "passed", "stayed with officer", "SET", "KEPT");
        assertThat(seen.get("MOVED")).isGreaterThan(PAIRS * DOSSIERS / 3);
    }

    private List<DossierId> move(
            AuthorityAtWork at,
            String procedure,
            List<Block> before,
            List<Block> after,
            Map<String, String> mapping,
            Random random) {
        ProceduresForTests.publish(application, procedure, drawn(before));
        DefinitionId from = at.procedure(procedure).process();
        DefinitionId to = processes.publish(procedure, drawn(after)).orElseThrow();
        if (to.equals(from)) {
            return List.of(); // nothing was changed
        }
        List<DossierId> dossiers = new ArrayList<>();
        for (int i = 0; i < DOSSIERS; i++) {
            DossierId id = at.takeIn(
                            at.filing(
                                    procedure,
                                    at.agency(AuthorityAtWork.WARD),
                                    Map.of("relation", "self", "copies", "1")),
                            clock.instant())
                    .id();
            dossiers.add(id);
            for (int acts = random.nextInt(6); acts > 0; acts--) {
                act(at, id, random);
            }
        }
        Actor.Officer admin = at.officer("admin");
        var choice = new ProcessMigrations.Choice(from, to, mapping, List.of());
        if (!(migrations.plan(choice, admin, newKey(), clock.instant()) instanceof Result.Done<MigrationId> planned)) {
            throw new AssertionError("no plan for " + procedure);
        }
        MigrationId migration = planned.value();
        // some go on after they were planned
        for (DossierId id : dossiers) {
            if (random.nextInt(3) == 0) {
                act(at, id, random);
            }
        }
        Map<DossierId, DossierState> stood =
                dossiers.stream().collect(Collectors.toMap(id -> id, id -> row(id).state()));
        clock.advance(Duration.ofMinutes(7));
        if (migrations.start(migration, "Đổi quy trình", admin, newKey(), clock.instant()) instanceof Result.Done<?>) {
            DueMoves.runAll(application);
        }
        for (MigrationItem item : migrations.items(migration, MigrationItem.Which.ALL, 0, 100)) {
            DossierId id = new DossierId(item.subject().id());
            seen.merge(item.state().name(), 1, Integer::sum);
            check(at, id, item, Objects.requireNonNull(stood.get(id)), from, to);
        }
        for (DossierId id : dossiers) {
            while (!row(id).state().status().isClosed()) {
                complete(at, id, at.open(id).getFirst());
            }
            accounted(id);
        }
        return dossiers;
    }

    private void check(
            AuthorityAtWork at,
            DossierId id,
            MigrationItem item,
            DossierState before,
            DefinitionId from,
            DefinitionId to) {
        DossierState now = row(id).state();
        String where = row(id).code() + " " + item;
        List<String> entered = ledger.entries(id).stream()
                .map(entry -> DossierEvents.kind(entry.event()))
                .filter("MIGRATED"::equals)
                .toList();
        boolean moved = item.state() == MigrationItem.State.MOVED;
        assertThat(entered).as(where).hasSize(moved ? 1 : 0);
        assertThat(now.dueAt()).as(where).isEqualTo(before.dueAt());
        if (now.status().isClosed()) {
            return;
        }
        assertThat(definition(id)).as(where).isEqualTo(moved ? to.value() : from.value());
        if (!moved) {
            assertThat(now).as(where).isEqualTo(before);
            return;
        }
        PlannedMove done = Objects.requireNonNull(item.planned());
        List<TaskSummary> open = at.open(id);
        assertThat(open)
                .extracting(TaskSummary::name, task -> task.unit().value())
                .as(where)
                .containsExactlyInAnyOrderElementsOf(done.turns().stream()
                        .map(turn -> org.assertj.core.groups.Tuple.tuple(turn.after(), turn.unitAfter()))
                        .toList());
        List<Long> held = done.turns().stream()
                .filter(PlannedMove.Turn::stays)
                .map(PlannedMove.Turn::officer)
                .filter(Objects::nonNull)
                .toList();
        assertThat(open.stream()
                        .map(TaskSummary::holder)
                        .filter(Objects::nonNull)
                        .map(holder -> holder.value()))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(held);
        done.waits().forEach(wait -> seen.merge(wait.how().name(), 1, Integer::sum));
        if (!held.isEmpty()) {
            seen.merge("stayed with officer", 1, Integer::sum);
        }
        if (done.turns().stream().anyMatch(turn -> !turn.stays())) {
            seen.merge("passed", 1, Integer::sum);
        }
    }

    private long definition(DossierId id) {
        return jdbc.sql("""
                        SELECT i.definition_id FROM process.instance i JOIN dossier.dossier d ON d.instance_id = i.id
                         WHERE d.id = :id
                        """).param("id", id.value()).query(Long.class).single();
    }

    /** Each working minute from receipt to return has one holder, across the move. */
    private void accounted(DossierId id) {
        List<LedgerEntry> entries = ledger.entries(id);
        DossierRow row = row(id);
        assertThat(Ledger.replay(entries)).isEqualTo(row.state());
        WorkingCalendar calendar =
                calendars.byId(Objects.requireNonNull(row.state().calendar()));
        Instant end = Objects.requireNonNull(row.state().closedAt());
        List<Responsibility.Span> spans = Responsibility.of(entries, calendar, end);
        @Nullable Instant from = row.state().submittedAt();
        for (Responsibility.Span span : spans) {
            assertThat(span.from()).as("no gap, no overlap").isEqualTo(from);
            from = Objects.requireNonNullElse(span.until(), end);
        }
        assertThat(spans.stream().mapToLong(Responsibility.Span::minutes).sum())
                .isEqualTo(calendar.workingMinutesBetween(row.state().submittedAt(), end));
    }

    private void act(AuthorityAtWork at, DossierId id, Random random) {
        List<TaskSummary> open = at.open(id);
        if (open.isEmpty()) {
            return;
        }
        TaskSummary task = open.get(random.nextInt(open.size()));
        switch (random.nextInt(4)) {
            case 0 -> at.casework.claim(id, task.id(), at.answering(task), clock.instant());
            case 1 -> {
                clock.advance(Duration.ofMinutes(random.nextInt(5, 40)));
                DueJobs.runAll(application);
            }
            case 2 -> complete(at, id, task);
            default -> {
                if (task.elementId().equals("return")) {
                    return;
                }
                complete(at, id, task);
            }
        }
    }

    private void complete(AuthorityAtWork at, DossierId id, TaskSummary task) {
        clock.advance(Duration.ofMinutes(3));
        at.complete(id, task, task.outcomes().getFirst().key(), at.answering(task), clock.instant())
                .orElseThrow();
    }

    private DossierRow row(DossierId id) {
        return ledger.find(id).orElseThrow();
    }

    private static List<Block> blocks(Random random) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0, count = random.nextInt(2, 5); i < count; i++) {
            List<Step> steps = new ArrayList<>();
            int width = random.nextInt(3) == 0 ? 2 : 1;
            for (int s = 0; s < width; s++) {
                steps.add(step("s%d%d".formatted(i, s), width, random));
            }
            blocks.add(new Block("b" + i, steps));
        }
        return blocks;
    }

    private static Step step(String id, int width, Random random) {
        Desk desk = Desk.values()[random.nextInt(Desk.values().length)];
        return new Step(id, desk, width == 1 && random.nextInt(2) == 0 ? random.nextInt(30, 200) : 0);
    }

    /** As officials change a process: a step is another's, has another time, is gone, comes anew, or stands beside others. */
    private static List<Block> changed(List<Block> blocks, Map<String, String> mapping, Random random) {
        List<Block> changed = new ArrayList<>();
        for (Block block : blocks) {
            if (random.nextInt(6) == 0) {
                changed.add(new Block("n" + block.id(), List.of(step("n" + block.id(), 1, random))));
            }
            if (random.nextInt(9) == 0 && blocks.size() > 1) {
                continue;
            }
            List<Step> steps = new ArrayList<>();
            for (Step step : block.steps()) {
                Step other = step;
                if (random.nextInt(3) == 0) {
                    other = new Step(other.id(), Desk.values()[random.nextInt(Desk.values().length)], other.timer());
                }
                if (random.nextInt(5) == 0) {
                    other = new Step("x" + step.id(), other.desk(), other.timer());
                    mapping.put(step.id(), other.id());
                }
                if (block.steps().size() == 1 && random.nextInt(3) == 0) {
                    other = new Step(other.id(), other.desk(), other.timer() == 0 ? 90 : random.nextInt(2) * 120);
                }
                steps.add(other);
            }
            if (random.nextInt(9) == 0 && steps.getFirst().timer() == 0) {
                steps.add(new Step("p" + block.id(), Desk.SPECIALIST, 0));
            }
            changed.add(new Block(block.id(), steps));
        }
        return changed;
    }

    private static String drawn(List<Block> blocks) {
        StringBuilder body = new StringBuilder();
        String from = "start";
        List<String> more = List.of();
        for (int i = 0; i <= blocks.size(); i++) {
            Block block = i < blocks.size() ? blocks.get(i) : null;
            String entry = block == null
                    ? "return"
                    : block.steps().size() == 1 ? block.steps().getFirst().id() : block.id() + "-in";
            flow(body, from, entry);
            more.forEach(timer -> flow(body, timer, entry));
            if (block == null) {
                break;
            }
            more = block.steps().stream()
                    .filter(step -> step.timer() > 0)
                    .map(step -> step.id() + "-late")
                    .toList();
            block.steps().forEach(step -> task(body, step));
            from = entry;
            if (block.steps().size() > 1) {
                String join = block.id() + "-join";
                body.append("<bpmn:exclusiveGateway id=\"%s-in\"/><bpmn:parallelGateway id=\"%s-split\"/>"
                                .formatted(block.id(), block.id()))
                        .append("<bpmn:parallelGateway id=\"%s\" name=\"Gộp %s\"/>".formatted(join, block.id()));
                flow(body, entry, block.id() + "-split");
                block.steps().forEach(step -> {
                    flow(body, block.id() + "-split", step.id());
                    flow(body, step.id(), join);
                });
                from = join;
            }
        }
        return DossierMigrationsTest.process(body.toString());
    }

    private static void task(StringBuilder body, Step step) {
        body.append("""
                <bpmn:userTask id="%s" name="Bước %s" motcua:unit="%s" motcua:position="%s" motcua:allowance="30"
                    motcua:work="%s" motcua:public="Bước %s" motcua:outcomes="done|Xong"/>
                """.formatted(
                        step.id(), step.id(), step.desk().unit, step.desk().position, step.desk().work, step.id()));
        if (step.timer() > 0) {
            body.append("""
                    <bpmn:boundaryEvent id="%s-late" name="Quá giờ %s" attachedToRef="%s">
                      <bpmn:timerEventDefinition motcua:workingMinutes="%d"/></bpmn:boundaryEvent>
                    """.formatted(step.id(), step.id(), step.id(), step.timer()));
        }
    }

    private static void flow(StringBuilder body, String from, String to) {
        body.append(
                "<bpmn:sequenceFlow id=\"f-%s-%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(from, to, from, to));
    }
}
