package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.HOUSEHOLD_BUSINESS;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.calendar.CalendarChange;
import vn.motcua.calendar.Calendars;
import vn.motcua.calendar.ChangePreview;
import vn.motcua.calendar.DayName;
import vn.motcua.calendar.DayType;
import vn.motcua.calendar.SpecialDay;
import vn.motcua.calendar.WorkingCalendar;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/**
 * A construction permit for a house, 15 days, received on Tuesday 6 October 2026 and due on Wednesday 21. Another agency is
 * asked on Thursday 8: it has 12 days, until the end of Tuesday 20. Its time is within the permit's own.
 */
@DemoTest
class ConsultationsTest {

    private static final Instant RECEIVED = TestClock.at(2026, 10, 6, 9, 0);
    private static final Instant ASKED = TestClock.at(2026, 10, 8, 9, 0);
    private static final Instant ANSWER_BY = TestClock.at(2026, 10, 20, 17, 0);

    private static final Instant DUE = TestClock.at(2026, 10, 21, 17, 0);

    /**
     * Where the clock stands still meanwhile: work lies still for twelve days and eight hours, and the end moves from the
     * 21st by as much and to the end of that day.
     */
    private static final Instant DUE_AFTER_SILENCE = TestClock.at(2026, 11, 3, 17, 0);

    @Autowired
    ApplicationContext application;

    @Autowired
    Consultations consultations;

    @Autowired
    Appointments appointments;

    @Autowired
    AppointmentMoves moves;

    @Autowired
    Calendars calendars;

    @Autowired
    Ledger ledger;

    @Autowired
    BesideLedger beside;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    AuthorityAtWork at;
    DossierId id;
    Actor.Officer specialist;

    @BeforeEach
    void a_permit_in_the_hands_of_a_specialist() {
        at = new AuthorityAtWork(application);
        id = permit();
        specialist = at.answering(at.open(id).getFirst());
    }

    @Test
    void the_clock_runs_on_while_an_agency_is_asked_and_who_has_the_dossier_goes_on_with_it() {
        Holder before = dossier(id, ASKED).holder();
        ask(id);

        Dossier asked = dossier(id, ASKED);
        assertThat(asked.status()).isEqualTo(DossierStatus.IN_PROCESS);
        assertThat(asked.holder()).as("answerable for every minute").isEqualTo(before);
        assertThat(asked.dueAt()).isEqualTo(DUE);
        assertThat(Objects.requireNonNull(asked.consultation()).answerBy()).isEqualTo(ANSWER_BY);
        assertThat(asked.timeline().getLast().kind()).isEqualTo("OPINION_ASKED");
        assertThat(codes(consultations.ask(
                        id, version(id), question("Sở khác", null, "", "Gì?"), specialist, newKey(), ASKED)))
                .containsExactly("dossier.consult-already");

        assertThat(deemedUntil(ANSWER_BY)).as("still in time").doesNotContain(id);
        assertThat(deemedUntil(ANSWER_BY.plusSeconds(60))).contains(id);

        Dossier silent = dossier(id, ANSWER_BY.plusSeconds(60));
        assertThat(silent.consultation()).isNull();
        assertThat(silent.dueAt()).as("not a minute was won").isEqualTo(DUE);
        assertThat(silent.responsibility()).noneMatch(span -> span.holder() instanceof Holder.Consulted);
        assertThat(deemed(id).getFirst().event())
                .isEqualTo(new DossierEvent.OpinionDeemed("Sở Xây dựng Hà Nội", ANSWER_BY, null));
        assertThat(beside.faults()).noneMatch(f -> id.equals(f.dossier()));
    }

    @Test
    void a_decision_is_not_held_up_by_an_agency_that_is_asked_and_a_supplement_can_be_asked_meanwhile() {
        ask(id);
        TaskSummary task = at.open(id).getFirst();
        at.complete(id, task, task.outcomes().getFirst().key(), specialist, ASKED)
                .orElseThrow();
        assertThat(dossier(id, ASKED).consultation()).as("still asked").isNotNull();

        consultations
                .answer(
                        id,
                        version(id),
                        Consultations.Answer.AGREE,
                        "Công văn 11/SXD",
                        at.answering(at.open(id).getFirst()),
                        newKey(),
                        ASKED)
                .orElseThrow();
        assertThat(dossier(id, ASKED).consultation()).isNull();
        assertThat(dossier(id, ASKED).dueAt()).isEqualTo(DUE);
    }

    @Test
    void a_question_can_be_taken_back_and_another_agency_asked_once_the_first_was_silent_too_long() {
        ask(id);
        consultations
                .answer(
                        id,
                        version(id),
                        Consultations.Answer.WITHDRAWN,
                        "Đã có trong quy hoạch chung",
                        specialist,
                        newKey(),
                        ASKED)
                .orElseThrow();
        ask(id);
        Instant late = ANSWER_BY.plusSeconds(60);

        consultations
                .ask(id, version(id), question("Sở khác", null, "", "Gì?"), specialist, newKey(), late)
                .orElseThrow();

        assertThat(dossier(id, late).timeline().stream().map(TimelineEntry::kind))
                .endsWith(
                        "OPINION_ASKED", "OPINION_GIVEN_WITHDRAWN", "OPINION_ASKED", "OPINION_DEEMED", "OPINION_ASKED");
        assertThat(beside.faults()).noneMatch(f -> id.equals(f.dossier()));
    }

    @Test
    void the_counter_does_not_ask_for_the_unit_that_works_on_it() {
        assertThat(codes(consultations.ask(
                        id,
                        version(id),
                        question("Sở Xây dựng Hà Nội", null, "", "Gì?"),
                        at.clerk(at.agency(DISTRICT)),
                        newKey(),
                        ASKED)))
                .containsExactly("dossier.not-yours");
    }

    @Test
    void where_the_law_does_not_count_the_time_the_agency_has_the_dossier_and_everybody_sees_until_when() {
        stoppingTheClock();
        ask(id);

        Dossier waiting = dossier(id, ASKED);
        assertThat(waiting.status()).isEqualTo(DossierStatus.CONSULTING);
        assertThat(waiting.holder()).isEqualTo(new Holder.Consulted("Sở Xây dựng Hà Nội"));
        assertThat(waiting.holderUntil()).isEqualTo(ANSWER_BY);
        assertThat(Objects.requireNonNull(waiting.consultation()).legalBasis()).contains("Luật Xây dựng");
        TaskSummary task = at.open(id).getFirst();
        assertThat(codes(at.complete(id, task, task.outcomes().getFirst().key(), specialist, ASKED)))
                .containsExactly("dossier.clock-stopped");
        assertThat(codes(appointments.resume(id, version(id), "Thôi", specialist, newKey(), ASKED)))
                .containsExactly("dossier.resume-with-answer");

        assertThat(deemedUntil(ANSWER_BY)).as("still in time").doesNotContain(id);
        assertThat(dossier(id, ANSWER_BY).status()).isEqualTo(DossierStatus.CONSULTING);
    }

    @Test
    void a_silent_agency_is_deemed_to_agree_and_the_dossier_goes_on_as_from_the_end_of_the_silence() {
        stoppingTheClock();
        ask(id);
        Instant noticed = ANSWER_BY.plus(Duration.ofDays(2));

        assertThat(deemedUntil(noticed)).contains(id);
        assertThat(consultations.deemSilent(noticed)).as("once").isZero();

        Dossier running = dossier(id, noticed);
        assertThat(running.status()).isEqualTo(DossierStatus.IN_PROCESS);
        assertThat(running.consultation()).isNull();
        assertThat(running.dueAt()).as("not a minute was lost by noticing late").isEqualTo(DUE_AFTER_SILENCE);
        LedgerEntry deemed = deemed(id).getFirst();
        assertThat(deemed.by()).isEqualTo(new LedgerEntry.By(LedgerEntry.ActorKind.SYSTEM, null));
        assertThat(deemed.event())
                .isEqualTo(new DossierEvent.OpinionDeemed("Sở Xây dựng Hà Nội", ANSWER_BY, DUE_AFTER_SILENCE));
        WorkingCalendar calendar =
                calendars.byId(at.organization.agency(at.agency(DISTRICT)).processingCalendar());
        assertThat(running.responsibility())
                .filteredOn(span -> span.holder() instanceof Holder.Consulted)
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.from()).isEqualTo(ASKED);
                    assertThat(span.until()).isEqualTo(ANSWER_BY);
                    assertThat(span.minutes()).isEqualTo(calendar.workingMinutesBetween(ASKED, ANSWER_BY));
                });
        assertThat(codes(answer(noticed))).containsExactly("dossier.answer-not-now");
        assertThat(beside.faults()).noneMatch(f -> id.equals(f.dossier()));
    }

    @Test
    void an_answer_in_time_is_recorded_by_the_officer_and_one_after_it_is_too_late_though_nothing_was_entered_yet() {
        stoppingTheClock();
        ask(id);
        assertThat(codes(consultations.answer(
                        id, version(id), Consultations.Answer.AGREE, " ", specialist, newKey(), ANSWER_BY)))
                .containsExactly("dossier.answer-note");
        assertThat(codes(answer(ANSWER_BY.plusSeconds(1)))).containsExactly("dossier.answer-too-late");

        consultations
                .answer(
                        id,
                        version(id),
                        Consultations.Answer.DISAGREE,
                        "Công văn 12/SXD",
                        specialist,
                        newKey(),
                        ANSWER_BY)
                .orElseThrow();

        Dossier running = dossier(id, ANSWER_BY);
        assertThat(running.status()).isEqualTo(DossierStatus.IN_PROCESS);
        assertThat(running.timeline())
                .filteredOn(line -> line.kind().equals("OPINION_GIVEN_DISAGREE"))
                .singleElement()
                .satisfies(line -> assertThat(line.detail()).isEqualTo("Công văn 12/SXD"));
        assertThat(deemedUntil(ANSWER_BY.plus(Duration.ofDays(9)))).doesNotContain(id);
    }

    @Test
    void an_agency_of_ours_has_its_own_working_time() {
        rolledBack(() -> {
            ChangePreview off = calendars
                    .preview(new CalendarChange.Announce(
                            "ward-processing",
                            2026,
                            List.of(new SpecialDay(
                                    LocalDate.of(2026, 10, 20),
                                    DayType.OFF,
                                    new DayName("Nghỉ riêng", "Own day off"),
                                    null,
                                    "TB 1/2026"))))
                    .orElseThrow();
            calendars.apply(off, "test", "test", RECEIVED).orElseThrow();

            consultations
                    .ask(
                            id,
                            version(id),
                            new Consultations.Question(at.agency(AuthorityAtWork.WARD), "", null, "", "Lộ giới ngõ 1"),
                            specialist,
                            newKey(),
                            ASKED)
                    .orElseThrow();

            assertThat(answerBy(id))
                    .as("the ward does not work on the last day")
                    .isEqualTo(TestClock.at(2026, 10, 21, 17, 0));
        });
    }

    @Test
    void a_day_off_announced_late_gives_the_asked_agency_its_time() {
        rolledBack(() -> {
            ask(id);
            ChangePreview storm = calendars
                    .preview(new CalendarChange.Announce(
                            null,
                            2026,
                            List.of(new SpecialDay(
                                    LocalDate.of(2026, 10, 20),
                                    DayType.OFF,
                                    new DayName("Nghỉ bão", "Storm"),
                                    null,
                                    "CĐ 1/2026"))))
                    .orElseThrow();

            moves.apply(storm, at.officer("admin"), "Bão số 1", TestClock.at(2026, 10, 12, 8, 0))
                    .orElseThrow();

            assertThat(answerBy(id)).isEqualTo(TestClock.at(2026, 10, 21, 17, 0));
            assertThat(dossier(id, ASKED).timeline())
                    .anyMatch(line -> line.kind().equals("ANSWER_DUE_MOVED"));
            assertThat(beside.faults()).noneMatch(f -> id.equals(f.dossier()));
        });
    }

    @Test
    void an_agency_there_is_not_cannot_be_asked_and_a_question_is_not_a_book() {
        assertThat(codes(consultations.ask(
                        id,
                        version(id),
                        new Consultations.Question(
                                new AgencyId(Long.MAX_VALUE), "", null, "", "Có vướng quy hoạch không?"),
                        specialist,
                        newKey(),
                        ASKED)))
                .containsExactly("dossier.consult-unknown");
        assertThat(codes(consultations.ask(
                        id,
                        version(id),
                        question("Sở Xây dựng", null, "", "x".repeat(2001)),
                        specialist,
                        newKey(),
                        ASKED)))
                .containsExactly("dossier.too-long");
        assertThat(dossier(id, ASKED).status()).isEqualTo(DossierStatus.IN_PROCESS);
    }

    @Test
    void who_asks_sees_before_until_when_the_agency_would_have_to_answer() {
        assertThat(consultations.answerBy(id, 5, ASKED))
                .as("twelve days by law")
                .contains(ANSWER_BY);
        ask(id);
        assertThat(answerBy(id)).isEqualTo(ANSWER_BY);
    }

    @Test
    void where_the_procedure_has_no_rule_the_officer_gives_days_with_the_law_or_waits_for_the_answer() {
        DossierId business =
                at.takeIn(at.filing(HOUSEHOLD_BUSINESS, DISTRICT), RECEIVED).id();
        at.step(business, "forward", "forward", RECEIVED);
        Actor.Officer officer = at.answering(at.open(business).getFirst());
        assertThat(codes(consultations.ask(
                        business, version(business), question("", 5, "", " "), officer, newKey(), RECEIVED)))
                .containsExactly("dossier.consult-whom", "dossier.consult-basis", "dossier.consult-matter");
        assertThat(codes(consultations.ask(
                        business, version(business), question("Thuế", 61, "Điều 1", "?"), officer, newKey(), RECEIVED)))
                .containsExactly("dossier.consult-days");
        assertThat(codes(consultations.ask(
                        business,
                        version(business),
                        question("Thuế", null, "Điều 1", "?"),
                        officer,
                        newKey(),
                        RECEIVED)))
                .as("a law without days")
                .containsExactly("dossier.consult-days");

        consultations
                .ask(business, version(business), question("Thuế", 5, "Điều 1", "?"), officer, newKey(), RECEIVED)
                .orElseThrow();

        assertThat(answerBy(business)).as("five working days").isEqualTo(TestClock.at(2026, 10, 13, 17, 0));
    }

    @Test
    void two_workers_at_once_and_one_killed_half_way_let_every_dossier_go_on_once() throws Exception {
        stoppingTheClock();
        consultations.deemSilent(ANSWER_BY.plusSeconds(60)); // what other tests left waiting
        List<DossierId> waiting = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            DossierId one = permit();
            ask(one);
            waiting.add(one);
        }
        Instant over = ANSWER_BY.plusSeconds(60);
        killedWhileItWrites(waiting.getFirst(), over);
        assertThat(waiting).allSatisfy(one -> assertThat(deemed(one)).hasSizeLessThanOrEqualTo(1));
        assertThat(dossier(waiting.getFirst(), over).status())
                .as("nothing of what was begun is left")
                .isEqualTo(DossierStatus.CONSULTING);

        CountDownLatch go = new CountDownLatch(1);
        Callable<Integer> worker = () -> {
            go.await();
            return consultations.deemSilent(over);
        };
        int went = 0;
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> both = List.of(two.submit(worker), two.submit(worker));
            go.countDown();
            for (Future<Integer> one : both) {
                went += one.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(went).isPositive();
        assertThat(waiting).allSatisfy(one -> {
            assertThat(deemed(one)).as("neither lost nor doubled").hasSize(1);
            assertThat(dossier(one, over).dueAt()).isEqualTo(DUE_AFTER_SILENCE);
        });
        assertThat(beside.faults()).noneMatch(f -> waiting.contains(f.dossier()));
    }

    @Test
    void the_silent_are_found_by_an_index_that_holds_only_those_who_wait() {
        rolledBack(() -> {
            jdbc.sql("SET LOCAL enable_seqscan = off").update();

            assertThat(jdbc.sql("EXPLAIN SELECT id FROM dossier.dossier WHERE answer_by < now() ORDER BY answer_by, id")
                            .query(String.class)
                            .list()
                            .toString())
                    .contains("dossier_answer_by")
                    .doesNotContain("Seq Scan");
        });
    }

    /** Cuts a worker's connection when it has taken the dossier and is about to write: its process is locked by another. */
    private void killedWhileItWrites(DossierId first, Instant over) throws Exception {
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<Integer> killed = new TransactionTemplate(transactions).execute(status -> {
                jdbc.sql("LOCK TABLE dossier.dossier_event IN SHARE MODE").update();
                Future<Integer> worker = one.submit(() -> consultations.deemSilent(over));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> jdbc.sql("""
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                 WHERE wait_event_type = 'Lock' AND query LIKE '%dossier.dossier_event%'
                                   AND pid <> pg_backend_pid()
                                """).query(Long.class).single() > 0);
                assertThat(deemed(first)).isEmpty();
                return worker;
            });
            Objects.requireNonNull(killed).get(60, TimeUnit.SECONDS);
        }
        // whichever dossiers came after the one that was cut off went on; that one waits again
    }

    /** A law of another day, under which a permit's time does not run while an agency is asked. */
    private void stoppingTheClock() {
        jdbc.sql("UPDATE calendar.silence_rule SET stops_clock = true").update();
    }

    @AfterEach
    void the_law_as_it_is() {
        jdbc.sql("UPDATE calendar.silence_rule SET stops_clock = false").update();
    }

    private @Nullable Instant answerBy(DossierId one) {
        return Objects.requireNonNull(dossier(one, ASKED).consultation()).answerBy();
    }

    private DossierId permit() {
        DossierId permit =
                at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED).id();
        at.step(permit, "forward", "forward", RECEIVED);
        at.step(permit, "assign", "assigned", RECEIVED);
        return permit;
    }

    private void ask(DossierId permit) {
        consultations
                .ask(
                        permit,
                        version(permit),
                        question("Sở Xây dựng Hà Nội", null, "", "Chỉ giới đường đỏ"),
                        at.answering(at.open(permit).getFirst()),
                        newKey(),
                        ASKED)
                .orElseThrow();
    }

    private static Consultations.Question question(String other, @Nullable Integer days, String basis, String matter) {
        return new Consultations.Question(null, other, days, basis, matter);
    }

    private vn.motcua.shared.Result<DossierId> answer(Instant now) {
        return consultations.answer(
                id, version(id), Consultations.Answer.AGREE, "Công văn 11/SXD", specialist, newKey(), now);
    }

    /** The dossiers that went on: other tests' may be among them. */
    private List<DossierId> deemedUntil(Instant now) {
        consultations.deemSilent(now);
        return jdbc.sql("SELECT dossier_id FROM dossier.dossier_event WHERE kind = 'OPINION_DEEMED'")
                .query((row, n) -> new DossierId(row.getLong(1)))
                .list();
    }

    private List<LedgerEntry> deemed(DossierId one) {
        return ledger.entries(one).stream()
                .filter(e -> e.event() instanceof DossierEvent.OpinionDeemed)
                .toList();
    }

    private int version(DossierId one) {
        return ledger.entries(one).getLast().seq();
    }

    private Dossier dossier(DossierId one, Instant now) {
        return at.dossiers.of(new ApplicantPass(one, AuthorityAtWork.CITIZEN), now);
    }

    private void rolledBack(Runnable test) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            test.run();
        });
    }
}
