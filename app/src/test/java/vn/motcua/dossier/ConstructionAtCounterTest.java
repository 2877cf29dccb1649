package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.dossier.BirthOnlineTest.problems;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Vietnam;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class ConstructionAtCounterTest {

    private static final Instant RECEIVED = TestClock.at(2026, 8, 24, 9, 30);

    @Autowired
    ApplicationContext application;

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    AuthorityAtWork at;
    Actor.Officer clerk;
    WorkingCalendar calendar;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        clerk = at.clerk(at.agency(DISTRICT));
        calendar = calendars.byId("district-processing");
    }

    @Test
    void a_permit_is_supplemented_once_approved_returned_late_and_counted_late() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED);
        assertThat(a.dueAt()).as("15 days from 24 August").isEqualTo(TestClock.at(2026, 9, 8, 17, 0));
        assertThat(at.open(a.id(), "forward").holder())
                .as("who takes a dossier in has it in hand")
                .isEqualTo(clerk.id());

        at.step(a.id(), "forward", "forward", TestClock.at(2026, 8, 24, 10, 0));
        at.step(a.id(), "assign", "assigned", TestClock.at(2026, 8, 25, 8, 0));
        TaskSummary examine = at.open(a.id(), "examine");
        Actor.Officer specialist = at.answering(examine);
        Instant asked = TestClock.at(2026, 8, 26, 10, 0);
        SupplementNotice notice = at.askSupplement(a.id(), specialist, asked).orElseThrow();
        assertThat(notice.no()).isEqualTo(1);

        Dossier waiting = at.read(a.code(), specialist, TestClock.at(2026, 9, 20, 10, 0));
        assertThat(waiting.status()).isEqualTo(DossierStatus.SUPPLEMENT_ASKED);
        assertThat(waiting.holder()).isEqualTo(new Holder.Applicant());
        assertThat(waiting.minutesLeft())
                .as("the clock stands still")
                .isEqualTo(calendar.workingMinutesBetween(asked, a.dueAt()));
        assertThat(waiting.timeliness()).isEqualTo(Timeliness.IN_TIME);
        assertThat(codes(at.complete(a.id(), examine, "complete", specialist, asked)))
                .containsExactly("dossier.waiting-for-applicant");
        assertThat(codes(at.askSupplement(a.id(), specialist, asked))).containsExactly("dossier.supplement-not-now");

        Instant supplied = TestClock.at(2026, 9, 4, 14, 20);
        at.casework
                .supplyAtCounter(a.id(), List.of(AuthorityAtWork.paper("ban-ve")), clerk, newKey(), supplied)
                .orElseThrow();

        Dossier resumed = at.read(a.code(), specialist, supplied);
        assertThat(resumed.status()).isEqualTo(DossierStatus.IN_PROCESS);
        Instant fifteenthDayOver = LocalDate.ofInstant(RECEIVED, Vietnam.ZONE)
                .plusDays(16)
                .atStartOfDay(Vietnam.ZONE)
                .toInstant();
        LocalDate lastDay = LocalDate.ofInstant(
                fifteenthDayOver.plus(Duration.between(asked, supplied)).minusSeconds(1), Vietnam.ZONE);
        assertThat(due(resumed))
                .as("a term in days is moved by as long as it stood still, to the end of that day's work")
                .isEqualTo((calendar.isWorkingDay(lastDay) ? lastDay : calendar.nextWorkingDay(lastDay))
                        .atTime(17, 0)
                        .atZone(Vietnam.ZONE)
                        .toInstant());
        assertThat(calendar.workingMinutesBetween(
                        examine.dueAt(), resumed.tasks().getFirst().dueAt()))
                .as("and so did the step's own deadline")
                .isEqualTo(calendar.workingMinutesBetween(asked, supplied));
        assertThat(resumed.contentVersion()).isEqualTo(2);
        assertThat(resumed.supplements().getFirst().answeredAt()).isEqualTo(supplied);
        assertThat(codes(at.askSupplement(a.id(), specialist, supplied)))
                .as("one notice, not two")
                .containsExactly("dossier.supplement-once");
        TaskSummary again = at.open(a.id(), "examine");
        assertThat(codes(at.casework.complete(
                        a.id(), AuthorityAtWork.decision(again, "complete", 1), specialist, newKey(), supplied)))
                .as("a decision on papers that have changed since")
                .containsExactly("dossier.stale");
        assertThat(problems(at.casework.complete(
                        a.id(), AuthorityAtWork.decision(examine, "complete", 2), specialist, newKey(), supplied)))
                .as("the task's page is older than its new deadline")
                .isNotEmpty();

        at.step(a.id(), "examine", "complete", TestClock.at(2026, 9, 7, 9, 0));
        assertThat(at.open(a.id()))
                .extracting(TaskSummary::elementId)
                .containsExactlyInAnyOrder("inspect", "land-opinion");
        at.step(a.id(), "inspect", "inspected", TestClock.at(2026, 9, 9, 9, 0));
        at.step(a.id(), "land-opinion", "agree", TestClock.at(2026, 9, 9, 9, 0));
        at.step(a.id(), "appraise", "appraised", TestClock.at(2026, 9, 10, 9, 0));
        assertThat(at.open(a.id())).extracting(TaskSummary::elementId).containsExactly("land-reply");
        at.step(a.id(), "land-reply", "replied", TestClock.at(2026, 9, 11, 9, 0));
        at.step(a.id(), "draft", "propose", TestClock.at(2026, 9, 14, 9, 0));
        at.step(a.id(), "review", "approve", TestClock.at(2026, 9, 15, 9, 0));
        Instant afterDue = due(resumed).plus(Duration.ofDays(4));
        assertThat(at.read(a.code(), specialist, afterDue).timeliness()).isEqualTo(Timeliness.OVERDUE);
        assertThat(at.read(a.code(), specialist, afterDue).minutesLeft()).isNegative();
        at.step(a.id(), "sign", "approve", afterDue);
        at.step(a.id(), "stamp", "issued", afterDue);
        at.step(a.id(), "handback", "returned", afterDue.plusSeconds(3600));

        Dossier returned = at.read(a.code(), specialist, afterDue.plusSeconds(7200));
        assertThat(returned.status()).isEqualTo(DossierStatus.RETURNED);
        assertThat(returned.timeliness()).isEqualTo(Timeliness.LATE);
        assertThat(returned.responsibility().stream()
                        .mapToLong(Responsibility.Span::minutes)
                        .sum())
                .isEqualTo(calendar.workingMinutesBetween(RECEIVED, afterDue.plusSeconds(3600)));
        assertThat(returned.responsibility())
                .filteredOn(s -> s.holder().equals(new Holder.Applicant()))
                .singleElement()
                .extracting(Responsibility.Span::minutes)
                .isEqualTo(calendar.workingMinutesBetween(asked, supplied));
    }

    @Test
    void a_dossier_that_was_late_before_it_stopped_stays_late() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED);
        at.step(a.id(), "forward", "forward", RECEIVED);
        at.step(a.id(), "assign", "assigned", RECEIVED);
        Actor.Officer specialist = at.answering(at.open(a.id(), "examine"));
        Instant late = TestClock.at(2026, 9, 9, 9, 0);
        at.askSupplement(a.id(), specialist, late).orElseThrow();
        assertThat(at.read(a.code(), specialist, late).timeliness()).isEqualTo(Timeliness.OVERDUE);

        at.casework
                .supplyAtCounter(
                        a.id(),
                        List.of(AuthorityAtWork.paper("ban-ve")),
                        clerk,
                        newKey(),
                        TestClock.at(2026, 9, 15, 9, 0))
                .orElseThrow();

        Dossier resumed = at.read(a.code(), specialist, TestClock.at(2026, 9, 15, 9, 0));
        assertThat(resumed.dueAt()).isEqualTo(a.dueAt());
        assertThat(resumed.timeliness()).isEqualTo(Timeliness.OVERDUE);
    }

    @Test
    void an_incomplete_dossier_is_told_what_is_missing_and_leaves_nothing_behind() {
        Filing whole = at.filing(CONSTRUCTION, DISTRICT);
        Filing lacking =
                new Filing(whole.procedureCode(), whole.agency(), whole.applicant(), whole.answers(), List.of());
        long before = events();

        Intake intake = at.intake(lacking, RECEIVED);

        assertThat(intake)
                .asInstanceOf(type(Intake.Incomplete.class))
                .extracting(Intake.Incomplete::missing)
                .satisfies(missing ->
                        assertThat(missing).extracting(Paper::key).containsExactlyInAnyOrder("giay-to-dat", "ban-ve"));
        assertThat(events()).isEqualTo(before);
    }

    @Test
    void an_agency_that_is_not_competent_is_told_who_is() {
        Filing whole = at.filing(CONSTRUCTION, DISTRICT);
        Filing astray =
                new Filing(whole.procedureCode(), at.agency(WARD), whole.applicant(), whole.answers(), whole.papers());

        assertThat(at.intake(astray, RECEIVED))
                .asInstanceOf(type(Intake.NotCompetent.class))
                .extracting(Intake.NotCompetent::competent)
                .satisfies(competent ->
                        assertThat(competent).extracting(Agency::adminCode).containsExactly(DISTRICT));
    }

    @Test
    void wrong_answers_and_the_wrong_officer_are_refused() {
        Map<String, String> typed = new HashMap<>(AuthorityAtWork.typed(CONSTRUCTION));
        typed.remove("siteAddress.unit");
        typed.put("constructionMonths", "0");
        Intake wrong = at.intake(at.filing(CONSTRUCTION, at.agency(DISTRICT), typed), RECEIVED);
        assertThat(wrong)
                .asInstanceOf(type(Intake.Refused.class))
                .extracting(Intake.Refused::problems)
                .satisfies(problems -> assertThat(problems)
                        .extracting(Problem::field)
                        .containsExactlyInAnyOrder("siteAddress.unit", "constructionMonths"));

        Intake stranger = at.reception.takeIn(
                at.filing(CONSTRUCTION, DISTRICT), Channel.COUNTER, null, at.officer("hm.qldt1"), newKey(), RECEIVED);
        assertThat(stranger)
                .asInstanceOf(type(Intake.Refused.class))
                .extracting(r -> r.problems().getFirst().code())
                .isEqualTo("dossier.not-yours-to-receive");

        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED);
        at.step(a.id(), "forward", "forward", RECEIVED);
        TaskSummary assign = at.open(a.id(), "assign");
        Map.of(
                        "hm.motcua1", "dossier.not-your-unit",
                        "hm.lanhdao1", "dossier.not-your-unit",
                        "hm.tnmt1", "dossier.unknown",
                        "dinhcong.tuphap1", "dossier.unknown")
                .forEach((login, refusal) -> {
                    assertThat(codes(at.casework.claim(a.id(), assign.id(), at.officer(login), RECEIVED)))
                            .as(login)
                            .containsExactly(refusal);
                    assertThat(codes(at.complete(a.id(), assign, "assigned", at.officer(login), RECEIVED)))
                            .as(login)
                            .containsExactly(refusal);
                });
        assertThat(codes(at.askSupplement(a.id(), at.officer("hm.lanhdao1"), RECEIVED)))
                .containsExactly("dossier.not-yours");
    }

    @Test
    void only_who_may_sign_signs() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED);
        at.step(a.id(), "forward", "forward", RECEIVED);
        at.step(a.id(), "assign", "assigned", RECEIVED);
        at.step(a.id(), "examine", "reject", RECEIVED);
        TaskSummary review = at.open(a.id(), "refusal-review");

        assertThat(codes(at.complete(a.id(), review, "approve", at.officer("hm.qldt1"), RECEIVED)))
                .containsExactly("dossier.not-your-position");
        at.step(a.id(), "refusal-review", "approve", RECEIVED);
        at.step(a.id(), "refusal-approve", "approve", RECEIVED);
        at.step(a.id(), "refusal-notice", "refused", RECEIVED);
        assertThat(at.read(a.code(), clerk, RECEIVED).status()).isEqualTo(DossierStatus.STOPPED);
    }

    private long events() {
        return jdbc.sql("SELECT (SELECT count(*) FROM dossier.dossier_event) + (SELECT count(*) FROM dossier.dossier)"
                        + " + (SELECT coalesce(sum(last), 0) FROM dossier.code_counter)")
                .query(Long.class)
                .single();
    }

    private static Instant due(Dossier dossier) {
        Instant due = dossier.dueAt();
        assertThat(due).isNotNull();
        return due;
    }
}
