package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.dossier.BirthOnlineTest.problems;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.CERTIFIED_COPY;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.Channel;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class OnceOnlyTest {

    private static final Instant NOW = TestClock.at(2026, 8, 25, 9, 0);

    @Autowired
    ApplicationContext application;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tracking tracking;

    AuthorityAtWork at;
    Actor.Officer clerk;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        clerk = at.clerk(at.agency(WARD));
    }

    @Test
    void a_double_press_files_one_dossier() throws Exception {
        String key = newKey();
        Filing filing = at.filing(BIRTH, WARD);

        List<Filed> filed = together(
                8, i -> () -> at.reception.file(filing, CITIZEN, key, NOW).orElseThrow());

        assertThat(filed).containsOnly(filed.getFirst());
        assertThat(at.reception.file(filing, CITIZEN, key, NOW.plusSeconds(600)).orElseThrow())
                .isEqualTo(filed.getFirst());
    }

    @Test
    void a_double_press_at_the_counter_takes_one_dossier_in_and_one_fee() throws Exception {
        String key = newKey();
        Filing filing = at.filing(CERTIFIED_COPY, WARD);

        List<Intake> taken = together(
                4, i -> () -> at.reception.takeIn(filing, Channel.COUNTER, PaymentMethod.CASH, clerk, key, NOW));

        assertThat(taken.getFirst()).isInstanceOf(Intake.Accepted.class);
        assertThat(taken).containsOnly(taken.getFirst());
        DossierId id = ((Intake.Accepted) taken.getFirst()).id();
        assertThat(at.dossiers.ledger(id, clerk))
                .filteredOn(e -> e.event() instanceof DossierEvent.FeePaid)
                .hasSize(1);
    }

    @Test
    void every_command_of_the_line_answers_its_key_again() {
        Filed filed = at.file(at.filing(BIRTH, WARD), NOW);
        ApplicantPass pass = tracking.open(filed.code(), CITIZEN).orElseThrow();
        String accept = newKey();
        Intake.Accepted first =
                at.reception.accept(filed.id(), 1, clerk, accept, NOW).orElseThrow();
        assertThat(at.reception
                        .accept(filed.id(), 1, clerk, accept, NOW.plusSeconds(5))
                        .orElseThrow())
                .isEqualTo(first);

        TaskSummary forward = at.open(filed.id(), "forward");
        Casework.Decision decision = AuthorityAtWork.decision(forward, "forward", 1);
        String complete = newKey();
        List<TaskSummary> opened =
                at.casework.complete(filed.id(), decision, clerk, complete, NOW).orElseThrow();
        assertThat(at.casework
                        .complete(filed.id(), decision, clerk, complete, NOW.plusSeconds(5))
                        .orElseThrow())
                .isEqualTo(opened);
        assertThat(codes(at.casework.complete(filed.id(), decision, clerk, newKey(), NOW)))
                .as("another press, not the same one again")
                .containsExactly("dossier.task-done-by-you");

        Actor.Officer specialist = at.answering(opened.getFirst());
        int version = at.version(filed.id(), specialist, NOW);
        String ask = newKey();
        List<SupplementNotice.Item> items = List.of(new SupplementNotice.Item(null, "Giấy cam đoan", ""));
        SupplementNotice notice = at.casework
                .askSupplement(filed.id(), version, "Thiếu", items, specialist, ask, NOW)
                .orElseThrow();
        assertThat(at.casework
                        .askSupplement(filed.id(), version, "Thiếu", items, specialist, ask, NOW)
                        .orElseThrow())
                .isEqualTo(notice);
        String supply = newKey();
        List<Content.HandedIn> papers = List.of(AuthorityAtWork.paper("giay-cam-doan"));
        at.casework.supply(pass, Map.of(), papers, supply, NOW).orElseThrow();
        at.casework.supply(pass, Map.of(), papers, supply, NOW).orElseThrow();
        String withdraw = newKey();
        at.casework.withdraw(pass, "Thôi", withdraw, NOW).orElseThrow();
        at.casework.withdraw(pass, "Thôi", withdraw, NOW).orElseThrow();

        assertThat(at.dossiers.of(pass, NOW).timeline())
                .extracting(TimelineEntry::kind)
                .containsOnlyOnce(
                        "SUBMITTED", "RECEIVED", "TASK_COMPLETED", "SUPPLEMENT_ASKED", "SUPPLEMENTED", "WITHDRAWN");
    }

    @Test
    void a_key_means_nothing_to_another_person_dossier_or_command() {
        String key = newKey();
        Filing filing = at.filing(BIRTH, WARD);
        Actor.Guest stranger = new Actor.Guest("another browser");

        Filed mine = at.reception.file(filing, CITIZEN, key, NOW).orElseThrow();
        Filed theirs = at.reception.file(filing, stranger, key, NOW).orElseThrow();
        assertThat(theirs.code()).isNotEqualTo(mine.code());

        at.reception.accept(mine.id(), 1, clerk, key, NOW).orElseThrow();
        assertThat(at.reception
                        .accept(theirs.id(), 1, clerk, key, NOW)
                        .orElseThrow()
                        .code())
                .isEqualTo(theirs.code());
        assertThat(codes(at.reception.refuse(theirs.id(), 1, "Thiếu", "Điều 1", clerk, key, NOW)))
                .as("accepted under this key, not refused")
                .isNotEmpty();
    }

    @Test
    void an_officer_of_another_authority_learns_nothing_of_a_task_by_its_number() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), NOW);
        TaskSummary forward = at.open(a.id()).getFirst();
        at.step(a.id(), "forward", "forward", NOW);

        Actor.Officer stranger =
                at.officers(at.agency(WARD), "justice", "specialist").getFirst();
        assertThat(codes(at.casework.claim(a.id(), forward.id(), stranger, NOW)))
                .containsExactly("dossier.unknown");
        assertThat(codes(at.complete(a.id(), forward, "forward", stranger, NOW)))
                .containsExactly("dossier.unknown");
    }

    @Test
    void what_a_colleague_has_in_hand_is_taken_over_by_the_head_only() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), NOW);
        at.step(a.id(), "forward", "forward", NOW);
        at.step(a.id(), "assign", "assigned", NOW);
        TaskSummary examine = at.open(a.id()).getFirst();
        List<Actor.Officer> two = at.officers(at.agency(DISTRICT), "urban-management", "specialist");
        Actor.Officer head =
                at.officers(at.agency(DISTRICT), "urban-management", "head").getFirst();
        at.casework.claim(a.id(), examine.id(), two.get(0), NOW).orElseThrow();

        assertThat(codes(at.casework.assign(a.id(), examine.id(), two.get(1).id(), two.get(1), NOW)))
                .containsExactly("dossier.held-by-other");
        int version = at.version(a.id(), two.get(1), NOW);
        assertThat(codes(at.casework.askSupplement(
                        a.id(),
                        version,
                        "Thiếu",
                        List.of(new SupplementNotice.Item(null, "Bản vẽ", "")),
                        two.get(1),
                        newKey(),
                        NOW)))
                .containsExactly("dossier.held-by-other");
        at.casework.assign(a.id(), examine.id(), two.get(1).id(), head, NOW).orElseThrow();
    }

    @Test
    void a_result_is_recorded_with_its_own_step_and_nowhere_else() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), NOW);
        TaskSummary forward = at.open(a.id()).getFirst();
        Casework.Decision early =
                new Casework.Decision(forward.id(), forward.version(), 1, "forward", null, null, "KQ-1", null, null);

        assertThat(codes(at.casework.complete(a.id(), early, at.answering(forward), newKey(), NOW)))
                .containsExactly("dossier.result-not-here");
    }

    @Test
    void a_step_is_for_those_who_hold_its_position_and_for_the_head_of_the_unit() {
        Intake.Accepted a = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), NOW);
        at.step(a.id(), "forward", "forward", NOW);
        TaskSummary step = at.open(a.id()).getFirst();
        assertThat(step.position()).isEqualTo("head");
        assertThat(step.work()).isEqualTo("WORK");
        AgencyId district = at.agency(DISTRICT);
        Actor.Officer specialist =
                at.officers(district, "urban-management", "specialist").getFirst();
        Actor.Officer head = at.officers(district, "urban-management", "head").getFirst();

        assertThat(codes(at.casework.claim(a.id(), step.id(), specialist, NOW)))
                .containsExactly("dossier.not-your-position");
        assertThat(codes(at.casework.assign(a.id(), step.id(), specialist.id(), head, NOW)))
                .containsExactly("dossier.colleague-not-able");
        at.casework.claim(a.id(), step.id(), head, NOW).orElseThrow();

        at.step(a.id(), step.elementId(), step.outcomes().getFirst().key(), NOW);
        TaskSummary next = at.open(a.id()).getFirst();
        assertThat(next.position()).isEqualTo("specialist");
        assertThat(at.casework.claim(a.id(), next.id(), head, NOW)).isInstanceOf(Result.Done.class);
    }

    @Test
    void codes_of_a_day_have_no_gaps_and_no_duplicates_whatever_fails_beside_them() throws Exception {
        Instant day = TestClock.at(2026, 10, 6, 9, 0);
        Filing filing = at.filing(BIRTH, "00340");
        TransactionTemplate doomed = new TransactionTemplate(transactions);

        List<Boolean> kept = together(48, i -> () -> {
            if (i % 3 != 0) {
                at.reception.file(filing, CITIZEN, newKey(), day).orElseThrow();
                return true;
            }
            doomed.executeWithoutResult(status -> {
                at.reception.file(filing, CITIZEN, newKey(), day).orElseThrow();
                status.setRollbackOnly();
            });
            return false;
        });

        String prefix = at.organization.agency(filing.agency()).code() + "-261006-";
        List<String> codes = jdbc.sql("SELECT code FROM dossier.dossier WHERE starts_with(code, :prefix) ORDER BY code")
                .param("prefix", prefix)
                .query((row, n) -> row.getString(1))
                .list();
        assertThat(kept).filteredOn(k -> k).hasSize(32);
        assertThat(codes)
                .isEqualTo(IntStream.rangeClosed(1, 32)
                        .mapToObj(n -> String.format(java.util.Locale.ROOT, "%s%04d", prefix, n))
                        .toList());
    }

    @Test
    void of_two_officers_who_claim_a_task_one_has_it_and_the_other_is_told_who_and_when() throws Exception {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), NOW, NOW);
        at.step(a.id(), "forward", "forward", NOW);
        TaskSummary examine = at.open(a.id(), "examine");
        List<Actor.Officer> two = at.officers(at.agency(WARD), "justice", "specialist");
        assertThat(two).hasSizeGreaterThanOrEqualTo(2);

        List<Result<TaskSummary>> answers =
                together(2, i -> () -> at.casework.claim(a.id(), examine.id(), two.get(i), NOW));

        int winner = answers.get(0) instanceof Result.Done ? 0 : 1;
        assertThat(answers.get(winner)).isInstanceOf(Result.Done.class);
        assertThat(problems(answers.get(1 - winner)))
                .singleElement()
                .satisfies(p -> assertThat(p.args().toString())
                        .contains(two.get(winner).displayName())
                        .contains("09:00"));
        assertThat(at.dossiers.ledger(a.id(), clerk))
                .filteredOn(e -> e.event() instanceof DossierEvent.TaskClaimed c
                        && c.task() == examine.id().value())
                .hasSize(1);
    }

    @Test
    void of_two_officers_who_complete_a_task_one_does_and_the_other_is_told_who_and_when() throws Exception {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), NOW, NOW);
        at.step(a.id(), "forward", "forward", NOW);
        TaskSummary examine = at.open(a.id(), "examine");
        List<Actor.Officer> two = at.officers(at.agency(WARD), "justice", "specialist");

        List<Result<List<TaskSummary>>> answers =
                together(2, i -> () -> at.complete(a.id(), examine, "eligible", two.get(i), NOW));

        int winner = answers.get(0) instanceof Result.Done ? 0 : 1;
        assertThat(answers.get(winner)).isInstanceOf(Result.Done.class);
        assertThat(problems(answers.get(1 - winner))).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("dossier.task-done");
            assertThat(p.args().toString())
                    .contains(two.get(winner).displayName())
                    .contains("09:00");
        });
        assertThat(at.open(a.id())).extracting(TaskSummary::elementId).containsExactly("register");
    }

    private interface Numbered<T> {
        Callable<T> of(int number);
    }

    /** Runs all of them at the same moment, each in a thread of its own. */
    private static <T> List<T> together(int count, Numbered<T> commands) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> running = new ArrayList<>();
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (int i = 0; i < count; i++) {
                Callable<T> command = commands.of(i);
                running.add(threads.submit(() -> {
                    start.await();
                    return command.call();
                }));
            }
            for (Future<T> one : running) {
                results.add(one.get());
            }
        }
        return results;
    }
}
