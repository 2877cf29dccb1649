package vn.motcua.process;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Unit;
import vn.motcua.process.Advance.Effect;
import vn.motcua.process.Jobs.Armed;
import vn.motcua.process.Tables.After;
import vn.motcua.process.Tables.Opening;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** Writes down what the engine decided: the new marking, and whatever is opened, armed, subscribed to, called and sent. */
@Component
class Transitions {

    private final Tables tables;
    private final Jobs jobs;
    private final Organization organization;
    private final Calendars calendars;
    private final ApplicationEventPublisher events;

    Transitions(
            Tables tables,
            Jobs jobs,
            Organization organization,
            Calendars calendars,
            ApplicationEventPublisher events) {
        this.tables = tables;
        this.jobs = jobs;
        this.organization = organization;
        this.calendars = calendars;
        this.events = events;
    }

    /**
     * @param opened tasks that follow, in the order of the process
     * @param withdrawn tasks that go although nobody did them
     * @param result of the end event, when the instance has ended
     */
    record Outcome(
            List<TaskRow> opened,
            List<TaskRow> withdrawn,
            @Nullable String result) {}

    /** What a step needs to be known of it. */
    private record Plan(
            After after, List<Opening> openings, Set<Long> closed, List<Armed> armed, Advance.Taken taken) {}

    /** The first step of a new instance. */
    Result<Started> start(InstanceRow draft, ProcessGraph graph, Advance.Taken taken, Instant now) {
        return plan(draft, graph, taken, now, now).map(plan -> {
            var instance = new InstanceRow(
                    draft.id(),
                    draft.definition(),
                    draft.subject(),
                    draft.agency(),
                    plan.after().marking(),
                    with(draft.variables(), taken),
                    plan.after().state(),
                    draft.version(),
                    null);
            tables.start(instance, plan.after(), plan.openings(), now);
            book(instance, plan, now);
            return new Started(
                    instance, rows(plan.openings(), now), plan.after().result());
        });
    }

    record Started(
            InstanceRow instance,
            List<TaskRow> opened,
            @Nullable String result) {}

    /**
     * A step of a running instance.
     *
     * @param done the task that was completed; {@code null} when it was something else that happened
     * @param added variables the step brought
     * @param base what the next round of a timer that went off is counted from
     */
    Result<Outcome> step(
            Standing standing,
            ProcessGraph graph,
            @Nullable TaskRow done,
            Map<String, Object> added,
            Advance.Taken taken,
            Instant now,
            Instant base) {
        InstanceRow instance = standing.instance();
        return plan(instance, graph, taken, now, base).map(plan -> {
            List<TaskRow> withdrawn = standing.tasks().stream()
                    .filter(task -> plan.closed().contains(task.token()))
                    .toList();
            tables.step(instance, done, withdrawn, with(added, taken), plan.after(), plan.openings(), now);
            book(instance, plan, now);
            return new Outcome(
                    rows(plan.openings(), now), withdrawn, plan.after().result());
        });
    }

    /** Variables with those the engine set. */
    private static Map<String, Object> with(Map<String, Object> variables, Advance.Taken taken) {
        if (taken.variables().isEmpty()) {
            return variables;
        }
        var all = new HashMap<>(variables);
        all.putAll(taken.variables());
        return all;
    }

    /** The calendar by which an agency works on what it has. */
    WorkingCalendar calendar(AgencyId agency) {
        return calendars.byId(organization.agency(agency).processingCalendar());
    }

    private Result<Plan> plan(
            InstanceRow instance, ProcessGraph graph, Advance.Taken taken, Instant now, Instant base) {
        After after = new After(taken.marking(), InstanceRow.State.RUNNING, null);
        var openings = new ArrayList<Opening>();
        var armed = new ArrayList<Armed>();
        var closed = new HashSet<Long>();
        Agency agency = organization.agency(instance.agency());
        for (Effect effect : taken.effects()) {
            switch (effect) {
                case Effect.OpenTask open -> {
                    Step step = graph.step(open.elementId());
                    Optional<Unit> unit = organization.unitOf(agency.id(), step.unitKey());
                    if (unit.isEmpty()) {
                        return Result.refused(
                                Problem.of("process.no-unit", agency.name(), step.unitKey(), step.name()));
                    }
                    openings.add(opening(open, step, unit.get(), agency.id(), now));
                }
                case Effect.CloseTask close when !close.done() -> closed.add(close.token());
                case Effect.ArmTimer arm -> armed.add(timer(arm, agency.id(), now, base));
                case Effect.CallService call ->
                    armed.add(new Armed(
                            call.token(),
                            Jobs.Kind.SERVICE,
                            call.elementId(),
                            call.service(),
                            call.input(),
                            now.toString(),
                            false));
                case Effect.CallProcess call ->
                    armed.add(new Armed(
                            call.token(),
                            Jobs.Kind.CALL,
                            call.elementId(),
                            call.process(),
                            call.input(),
                            now.toString(),
                            false));
                case Effect.End end -> after = new After(taken.marking(), InstanceRow.State.ENDED, end.result());
                case Effect.CloseTask _,
                        Effect.DisarmTimer _,
                        Effect.Subscribe _,
                        Effect.Unsubscribe _,
                        Effect.EndService _,
                        Effect.EndCall _,
                        Effect.Throw _ -> {}
            }
        }
        return Result.done(new Plan(after, openings, closed, armed, taken));
    }

    private Opening opening(Effect.OpenTask open, Step step, Unit unit, AgencyId agency, Instant now) {
        return opening(open.token(), step, unit, agency, now);
    }

    /** A task that is to be opened for a token. */
    Opening opening(long token, Step step, Unit unit, AgencyId agency, Instant now) {
        return new Opening(
                tables.newTask(),
                token,
                step.elementId(),
                step.name(),
                step.work(),
                unit.id().value(),
                step.position(),
                calendar(agency)
                        .plusWorkingMinutes(now, step.allowanceMinutes())
                        .toString());
    }

    /** @param base what a round that repeats is counted from */
    Armed timer(Effect.ArmTimer arm, AgencyId agency, Instant now, Instant base) {
        Instant due = switch (arm.due()) {
            case TimerRule.Due.At at -> at.instant();
            case TimerRule.Due.After after -> after(now, after);
            case TimerRule.Due.AfterWorking after -> calendar(agency).plusWorkingMinutes(now, after.minutes());
            case TimerRule.Due.Every every -> after(base, every.every());
        };
        boolean working = arm.due() instanceof TimerRule.Due.AfterWorking;
        return new Armed(arm.timer(), Jobs.Kind.TIMER, arm.elementId(), null, null, due.toString(), working);
    }

    private static Instant after(Instant from, TimerRule.Due.After after) {
        return from.atZone(Vietnam.ZONE).plus(after.days()).plus(after.time()).toInstant();
    }

    /** What is not a task. Most steps have none of it and send no statement more. */
    private void book(InstanceRow instance, Plan plan, Instant now) {
        if (plan.after().state() != InstanceRow.State.RUNNING) {
            if (!instance.marking().hasNothingButTasks()) {
                jobs.close(instance.id());
            }
        } else {
            var endedJobs = new ArrayList<Long>();
            var endedSubscriptions = new ArrayList<Long>();
            var subscriptions = new ArrayList<Effect.Subscribe>();
            for (Effect effect : plan.taken().effects()) {
                switch (effect) {
                    case Effect.DisarmTimer disarm -> endedJobs.add(disarm.timer());
                    case Effect.EndService end -> endedJobs.add(end.token());
                    case Effect.EndCall end -> endedJobs.add(end.token());
                    case Effect.Unsubscribe end -> endedSubscriptions.add(end.subscription());
                    case Effect.Subscribe subscribe -> subscriptions.add(subscribe);
                    default -> {}
                }
            }
            jobs.close(instance.id(), endedJobs, endedSubscriptions);
            jobs.open(instance.id(), plan.armed(), subscriptions, now);
        }
        tell(instance, plan.taken(), now);
    }

    /** What others are told: messages, signals, and that a called process is not waited for any more. */
    void tell(InstanceRow instance, Advance.Taken taken, Instant now) {
        for (Effect effect : taken.effects()) {
            switch (effect) {
                case Effect.Throw thrown
                when thrown.kind() == Effect.Kind.SIGNAL -> jobs.signal(thrown.name(), instance.id(), now);
                case Effect.Throw thrown ->
                    jobs.send(thrown.name(), thrown.key(), thrown.input(), instance.id(), jobs.kept(), now);
                case Effect.EndCall end
                when !end.done() ->
                    events.publishEvent(new CallWithdrawn(instance.subject(), instance.id(), end.token(), now));
                default -> {}
            }
        }
    }

    static List<TaskRow> rows(List<Opening> openings, Instant now) {
        return openings.stream()
                .map(opening -> new TaskRow(
                        opening.id(),
                        opening.token(),
                        opening.element(),
                        opening.unit(),
                        null,
                        1,
                        now.atOffset(ZoneOffset.UTC),
                        OffsetDateTime.parse(opening.due()),
                        null,
                        null))
                .toList();
    }
}
