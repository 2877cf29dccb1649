package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.dossier.Worklists.Queue;
import vn.motcua.organization.Actor;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.ManyDossiers;
import vn.motcua.testing.TestClock;

@DemoTest
class WorklistsTest {

    private static final Instant NOW = TestClock.at(2026, 8, 24, 8, 10);

    @Autowired
    ApplicationContext application;

    @Autowired
    Worklists worklists;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    AuthorityAtWork at;
    Actor.Officer clerk;
    Actor.Officer head;
    Actor.Officer specialist;
    Actor.Officer colleague;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        clerk = at.officer("hm.motcua1");
        head = at.officer("hm.qldt.truong");
        specialist = at.officer("hm.qldt1");
        colleague = at.officer("hm.qldt2");
    }

    @Test
    void a_dossier_lies_in_the_queues_of_those_it_concerns_and_in_no_others() {
        Filed filed = at.file(at.filing(CONSTRUCTION, DISTRICT), NOW);
        String code = filed.code();
        assertThat(queues(code, clerk, NOW)).containsExactly(Queue.TO_RECEIVE);
        assertThat(queues(code, specialist, NOW)).isEmpty();
        assertThat(queues(code, at.clerk(at.agency(AuthorityAtWork.WARD)), NOW)).isEmpty();

        at.accept(filed.id(), clerk, NOW);
        assertThat(queues(code, clerk, NOW)).containsExactly(Queue.MINE);

        at.step(filed.id(), "forward", "forward", NOW);
        assertThat(queues(code, clerk, NOW)).containsExactly(Queue.AWAITING);
        assertThat(queues(code, head, NOW)).containsExactly(Queue.UNIT);
        assertThat(queues(code, specialist, NOW))
                .as("a task for the head is none for a specialist")
                .isEmpty();

        at.step(filed.id(), "assign", "assigned", NOW);
        assertThat(queues(code, specialist, NOW)).containsExactly(Queue.UNIT);
        at.casework
                .claim(filed.id(), at.open(filed.id(), "examine").id(), specialist, NOW)
                .orElseThrow();
        assertThat(queues(code, specialist, NOW)).containsExactly(Queue.MINE);
        assertThat(queues(code, colleague, NOW)).isEmpty();

        Instant lastDay = TestClock.at(2026, 9, 8, 9, 0);
        assertThat(queues(code, specialist, lastDay)).containsExactly(Queue.MINE, Queue.DUE_SOON);
        Instant tooLate = TestClock.at(2026, 9, 9, 8, 30);
        assertThat(queues(code, specialist, tooLate)).containsExactly(Queue.MINE, Queue.OVERDUE);
        assertThat(item(code, Queue.OVERDUE, specialist, tooLate).minutesLeft()).isEqualTo(-30);

        at.askSupplement(filed.id(), specialist, lastDay).orElseThrow();
        assertThat(queues(code, specialist, tooLate)).containsExactly(Queue.AWAITING);
        assertThat(item(code, Queue.AWAITING, specialist, tooLate).minutesLeft())
                .as("the clock stands still")
                .isEqualTo(7 * 60);
    }

    @Test
    void time_is_short_in_the_last_quarter_of_a_step_and_never_while_a_result_waits_to_be_collected() {
        Actor.Officer ward = at.officer("dinhcong.tuphap1");
        Intake.Accepted birth = at.fileAndAccept(at.filing(AuthorityAtWork.BIRTH, AuthorityAtWork.WARD), NOW, NOW);
        at.step(birth.id(), "forward", "forward", NOW);
        assertThat(queues(birth.code(), ward, NOW))
                .as("a step that has just begun, of a dossier due the same day")
                .containsExactly(Queue.UNIT);
        Instant due = at.open(birth.id(), "examine").dueAt();
        assertThat(queues(birth.code(), ward, due.minusSeconds(60))).containsExactly(Queue.UNIT, Queue.DUE_SOON);
        assertThat(worklists.counts(ward, due.minusSeconds(60)).get(Queue.DUE_SOON))
                .isEqualTo(worklists
                        .list(Queue.DUE_SOON, ward, 1000, 0, due.minusSeconds(60))
                        .size());

        while (!at.open(birth.id()).getFirst().work().equals("RETURN")) {
            var next = at.open(birth.id()).getFirst();
            at.step(birth.id(), next.elementId(), next.outcomes().getFirst().key(), NOW);
        }
        Actor.Officer desk = at.officer("dinhcong.motcua1");
        Instant evening = TestClock.at(2026, 8, 24, 16, 59);
        assertThat(queues(birth.code(), desk, evening)).doesNotContain(Queue.DUE_SOON, Queue.OVERDUE);
    }

    @Test
    void a_dossier_is_found_by_code_name_identity_or_phone_by_those_who_may_read_it() {
        Filed filed = at.file(at.filing(CONSTRUCTION, DISTRICT), NOW);

        for (String text : List.of(filed.code(), "nguyen thi vi du", "Thị Ví", "001190000001", "0900000001")) {
            assertThat(worklists.find(text, clerk, 500, NOW))
                    .as(text)
                    .extracting(WorkItem::code)
                    .contains(filed.code());
        }
        assertThat(worklists.find(filed.code(), at.officer("hm.lanhdao1"), 10, NOW))
                .hasSize(1);
        assertThat(worklists.find(filed.code(), specialist, 10, NOW)).isEmpty();
        assertThat(worklists.find(filed.code(), at.officer("dinhcong.lanhdao1"), 10, NOW))
                .isEmpty();
        assertThat(worklists.find("%", clerk, 10, NOW)).isEmpty();
    }

    @Test
    void counts_are_those_of_the_lists() {
        at.file(at.filing(CONSTRUCTION, DISTRICT), NOW);

        worklists
                .counts(clerk, NOW)
                .forEach((queue, count) -> assertThat(count)
                        .as(queue.name())
                        .isEqualTo(worklists.list(queue, clerk, 1000, 0, NOW).size()));
        assertThat(worklists.counts(clerk, NOW).get(Queue.TO_RECEIVE)).isPositive();
    }

    @Test
    @Tag("long")
    void among_100_000_dossiers_every_queue_goes_by_an_index() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            ManyDossiers.generate(jdbc, 100_000, NOW);
            for (Actor.Officer officer : List.of(clerk, specialist, at.officer("dinhcong.motcua1"))) {
                for (Queue queue : Queue.values()) {
                    String plan = String.join(
                            "\n",
                            worklists
                                    .statement("EXPLAIN " + Worklists.select(queue), queue, officer, NOW, 50, 0)
                                    .query((row, n) -> row.getString(1))
                                    .list());
                    assertThat(plan)
                            .as("%s of %s", queue, officer.displayName())
                            .doesNotContain("Seq Scan on dossier")
                            .doesNotContain("Seq Scan on task")
                            .doesNotContain("Seq Scan on applicant");
                }
            }
        });
    }

    private List<Queue> queues(String code, Actor.Officer officer, Instant now) {
        return Arrays.stream(Queue.values())
                .filter(queue -> worklists.list(queue, officer, 10_000, 0, now).stream()
                        .anyMatch(item -> item.code().equals(code)))
                .toList();
    }

    private WorkItem item(String code, Queue queue, Actor.Officer officer, Instant now) {
        return worklists.list(queue, officer, 10_000, 0, now).stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
