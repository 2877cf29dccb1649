package vn.motcua.demo;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Procedure;
import vn.motcua.dossier.ApplicantDetails;
import vn.motcua.dossier.Casework;
import vn.motcua.dossier.Content;
import vn.motcua.dossier.Delivery;
import vn.motcua.dossier.Dossier;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Dossiers;
import vn.motcua.dossier.Filed;
import vn.motcua.dossier.Filing;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.Reception;
import vn.motcua.dossier.SupplementNotice;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.Areas;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.UnitId;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.process.Processes;
import vn.motcua.process.Step;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/**
 * Lets invented people file and the demo's officers work over the past weeks, through the same commands everyone uses, so
 * that queues and figures have something to show. Runs once, in the background, when a demo has no dossier yet.
 */
@Component
@ConditionalOnProperty(name = "motcua.demo-dossiers", havingValue = "true")
class DemoDossiers {

    private static final Logger LOG = LoggerFactory.getLogger(DemoDossiers.class);

    private static final int DOSSIERS = 90;
    private static final int FRESH = 10;
    private static final int DAYS_BACK = 60;
    private static final long SEED = 2018;
    private static final List<String> PROCEDURES =
            List.of("2.000815", "2.000815", "2.000815", "1.001193", "1.001193", "1.004873", "1.001612", "1.013225");

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Organization organization;
    private final Calendars calendars;
    private final Reception reception;
    private final Casework casework;
    private final Dossiers dossiers;
    private final Processes processes;
    private final Clock clock;
    private final Random random = new Random(SEED);
    private final InventedPeople people = new InventedPeople(random);
    private final DemoAnswers answers;

    DemoDossiers(
            JdbcClient jdbc,
            Catalog catalog,
            Organization organization,
            Calendars calendars,
            Reception reception,
            Casework casework,
            Dossiers dossiers,
            Processes processes,
            Areas areas,
            Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.organization = organization;
        this.calendars = calendars;
        this.reception = reception;
        this.casework = casework;
        this.dossiers = dossiers;
        this.processes = processes;
        this.answers = new DemoAnswers(random, people, areas);
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        boolean empty = jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM dossier.v_dossier)")
                .query(Boolean.class)
                .single();
        if (empty) {
            Thread.ofVirtual().name("demo-dossiers").start(this::fill);
        }
    }

    private record Plan(String procedure, Agency agency, Instant at, Story story) {}

    private enum Story {
        PROMPT,
        SLOW,
        SUPPLEMENT,
        REFUSED,
        /** Filed online and not yet looked at. */
        FRESH
    }

    void fill() {
        long begun = System.nanoTime();
        Instant now = clock.instant();
        int done = 0;
        for (Plan plan : plans(now)) {
            try {
                live(plan, now);
                done++;
            } catch (RuntimeException e) {
                LOG.warn("a demo dossier of {} could not be made", plan.procedure(), e);
            }
        }
        LOG.info(
                "demo: {} dossiers in {} ms",
                done,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private List<Plan> plans(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, Vietnam.ZONE);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < DOSSIERS; i++) {
            String code = people.pick(PROCEDURES);
            Procedure procedure = catalog.current(code).orElseThrow();
            Agency agency = people.pick(catalog.offeredBy(procedure));
            WorkingCalendar calendar = calendars.byId(agency.processingCalendar());
            // more of them lately, so that every queue has some
            int back = (int) (DAYS_BACK * Math.pow(random.nextDouble(), 2));
            LocalDate day = today.minusDays(back);
            while (!calendar.isWorkingDay(day) || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                day = day.minusDays(1);
            }
            Instant at =
                    day.atTime(8, 0).atZone(Vietnam.ZONE).toInstant().plus(Duration.ofMinutes(random.nextInt(220)));
            int lot = random.nextInt(100);
            Story story = lot < 80 ? Story.PROMPT : lot < 87 ? Story.SLOW : lot < 95 ? Story.SUPPLEMENT : Story.REFUSED;
            if (at.isBefore(now)) {
                plans.add(new Plan(code, agency, at, story));
            }
        }
        for (int i = 0; i < FRESH; i++) {
            String code = people.pick(List.of("1.001193", "1.004873", "1.013225"));
            Agency agency = people.pick(catalog.offeredBy(catalog.current(code).orElseThrow()));
            plans.add(new Plan(code, agency, now.minus(Duration.ofMinutes(5 + random.nextInt(300))), Story.FRESH));
        }
        plans.sort(Comparator.comparing(Plan::at));
        return plans;
    }

    private void live(Plan plan, Instant now) {
        Procedure procedure = catalog.current(plan.procedure()).orElseThrow();
        Map<String, Object> form = answers.of(plan.procedure(), LocalDate.ofInstant(plan.at(), Vietnam.ZONE));
        ApplicantDetails applicant = people.applicant(plan.agency().name());
        List<Content.HandedIn> papers = procedure
                .papersFor(procedure.caseOf(form).key(), form)
                .stream()
                .filter(p -> p.required())
                .map(p -> new Content.HandedIn(p.key(), p.name(), Math.max(1, p.originals()), p.copies(), List.of()))
                .toList();
        Filing filing = new Filing(plan.procedure(), plan.agency().id(), applicant, form, papers);
        Actor.Officer clerk = officer(deskOf(plan.agency()), "clerk");
        String key = "demo-" + plan.at() + "-" + random.nextLong();
        boolean online = procedure.offered(Channel.ONLINE) && (plan.story() == Story.FRESH || random.nextInt(100) < 45);
        String code;
        Instant at = plan.at();
        if (online) {
            Filed filed =
                    reception.file(filing, new Actor.Guest("demo"), key, at).orElseThrow();
            code = filed.code();
            Instant later = later(plan.agency(), at, 10 + random.nextInt(60));
            if (plan.story() == Story.FRESH || later.isAfter(now)) {
                return;
            }
            at = later;
            Dossier dossier = dossiers.byCode(code, clerk, at).orElseThrow();
            reception
                    .accept(dossier.id(), dossier.version(), clerk, key + "-accept", at)
                    .orElseThrow();
        } else {
            Intake intake = reception.takeIn(filing, Channel.COUNTER, PaymentMethod.CASH, clerk, key, at);
            if (!(intake instanceof Intake.Accepted accepted)) {
                throw new IllegalStateException(
                        "not taken in: " + intake.getClass().getSimpleName());
            }
            code = accepted.code();
        }
        work(plan, code, clerk, applicant, at, now);
    }

    private void work(
            Plan plan, String code, Actor.Officer clerk, ApplicantDetails applicant, Instant start, Instant now) {
        Instant at = start;
        Procedure procedure = catalog.current(plan.procedure()).orElseThrow();
        boolean asked = plan.story() != Story.SUPPLEMENT;
        for (int step = 0; step < 40; step++) {
            Dossier dossier = dossiers.byCode(code, clerk, at).orElseThrow();
            if (dossier.tasks().isEmpty()) {
                return;
            }
            TaskSummary task =
                    dossier.tasks().get(random.nextInt(dossier.tasks().size()));
            at = later(plan.agency(), at, pace(plan.story(), procedure, task));
            if (at.isAfter(now)) {
                return;
            }
            Actor.Officer officer = officer(task.unit(), task.position());
            if (!asked && !task.work().equals("FORWARD")) {
                asked = true;
                if (!supplement(dossier, officer, clerk, plan, at, now)) {
                    return;
                }
                at = later(plan.agency(), at, 700);
                continue;
            }
            decide(dossier.id(), dossier, task, officer, applicant, plan, at);
        }
    }

    private boolean supplement(
            Dossier dossier, Actor.Officer officer, Actor.Officer clerk, Plan plan, Instant at, Instant now) {
        casework.askSupplement(
                        dossier.id(),
                        dossier.version(),
                        "Một giấy tờ đã nộp bị mờ, không đọc được",
                        List.of(new SupplementNotice.Item(null, "Bản chụp rõ của giấy tờ đã nộp", "chụp đủ các trang")),
                        officer,
                        dossier.code() + "-supplement",
                        at)
                .orElseThrow();
        Instant answered = later(plan.agency(), at, 600);
        if (answered.isAfter(now)) {
            return false;
        }
        casework.supplyAtCounter(
                        dossier.id(),
                        List.of(new Content.HandedIn("bo-sung", "Bản chụp rõ của giấy tờ đã nộp", 0, 1, List.of())),
                        clerk,
                        dossier.code() + "-supplied",
                        answered)
                .orElseThrow();
        return true;
    }

    private void decide(
            DossierId id,
            Dossier dossier,
            TaskSummary task,
            Actor.Officer officer,
            ApplicantDetails applicant,
            Plan plan,
            Instant at) {
        TaskSummary held = switch (casework.claim(id, task.id(), officer, at)) {
            case Result.Done<TaskSummary> claimed -> claimed.value();
            case Result.Refused<TaskSummary> ignored -> null;
        };
        if (held == null) {
            return;
        }
        boolean refuse = plan.story() == Story.REFUSED
                && held.outcomes().stream().anyMatch(o -> o.key().equals("reject"));
        String outcome = refuse ? "reject" : held.outcomes().getFirst().key();
        boolean recordsResult = held.work().equals("RESULT") && !outcome.equals("refused");
        casework.complete(
                        id,
                        new Casework.Decision(
                                held.id(),
                                held.version(),
                                dossier.contentVersion(),
                                outcome,
                                refuse || outcome.equals("refused") ? "Giấy tờ không đúng đối tượng quy định" : null,
                                outcome.equals("refused") ? "Khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP" : null,
                                recordsResult ? "%d/KQ".formatted(id.value()) : null,
                                null,
                                held.work().equals("RETURN")
                                        ? new Delivery(Delivery.Manner.COUNTER, applicant.name(), null)
                                        : null,
                                answers.ofStep(held, officer, LocalDate.ofInstant(at, Vietnam.ZONE))),
                        officer,
                        "demo-" + held.id().value() + "-" + held.version(),
                        at)
                .orElseThrow();
    }

    /** Working minutes until a step is done: a share of what it is allowed; the slow take several times that. */
    private long pace(Story story, Procedure procedure, TaskSummary task) {
        int allowed = processes.steps(procedure.process()).stream()
                .filter(s -> s.elementId().equals(task.elementId()))
                .mapToInt(Step::allowanceMinutes)
                .findFirst()
                .orElse(60);
        long usual = Math.max(3, allowed * (15 + random.nextInt(70)) / 100L);
        return story == Story.SLOW ? usual * 4 : usual;
    }

    private Instant later(Agency agency, Instant from, long workingMinutes) {
        return calendars.byId(agency.processingCalendar()).plusWorkingMinutes(from, workingMinutes);
    }

    private UnitId deskOf(Agency agency) {
        return organization.unitOf(agency.id(), "one-stop").orElseThrow().id();
    }

    private Actor.Officer officer(UnitId unit, String position) {
        var posted = organization.officersOf(unit, position);
        return Optional.of(posted.get(random.nextInt(posted.size())))
                .flatMap(o -> organization.actor(o.id()))
                .filter(o -> o.may(Permission.DOSSIER_READ) || o.may(Permission.DOSSIER_APPROVE))
                .orElseThrow();
    }
}
