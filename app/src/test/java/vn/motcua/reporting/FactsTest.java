package vn.motcua.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.dossier.DossierId;
import vn.motcua.dossier.Intake;
import vn.motcua.dossier.Tracking;
import vn.motcua.organization.Actor;
import vn.motcua.process.TaskSummary;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** From the real commands to the facts. */
@DemoTest
class FactsTest {

    /** Steps with their outcomes, up to the result. */
    private static final List<List<String>> WAY_OF_A_BIRTH = List.of(
            List.of("forward", "forward"),
            List.of("examine", "eligible"),
            List.of("register", "submit"),
            List.of("sign", "approve"),
            List.of("stamp", "issued"));

    private static final Instant MORNING = TestClock.at(2026, 8, 24, 8, 5);

    /** @param whole the row as text, {@code clock} how often its clock started, stopped or ran on */
    private record Fact(String whole, boolean finished, int clock) {}

    @Autowired
    ApplicationContext application;

    @Autowired
    Figures figures;

    @Autowired
    Tracking tracking;

    @Autowired
    JdbcClient jdbc;

    AuthorityAtWork at;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
    }

    @Test
    void counted_again_from_the_ledger_every_fact_is_what_was_listened_to() {
        Intake.Accepted open = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        Intake.Accepted done = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        for (List<String> step : WAY_OF_A_BIRTH) {
            at.step(done.id(), step.getFirst(), step.getLast(), minutes(30));
        }
        Intake.Accepted supplemented = at.fileAndAccept(at.filing(CONSTRUCTION, DISTRICT), MORNING, minutes(10));
        TaskSummary task = at.open(supplemented.id()).getFirst();
        at.askSupplement(supplemented.id(), at.answering(task), minutes(40)).orElseThrow();
        at.casework
                .supply(
                        tracking.open(supplemented.code(), CITIZEN).orElseThrow(),
                        Map.of(),
                        List.of(AuthorityAtWork.paper("ban-ve")),
                        newKey(),
                        minutes(3000))
                .orElseThrow();
        Intake.Accepted withdrawn = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        at.casework
                .withdraw(
                        tracking.open(withdrawn.code(), CITIZEN).orElseThrow(), "Không cần nữa", newKey(), minutes(50))
                .orElseThrow();
        List<DossierId> all = List.of(open.id(), done.id(), supplemented.id(), withdrawn.id());

        List<Fact> listened = all.stream().map(this::listened).toList();
        all.forEach(id -> jdbc.sql("DELETE FROM reporting.dossier_fact WHERE dossier_id = :id")
                .param("id", id.value())
                .update());
        figures.rebuild();

        assertThat(all.stream().map(this::fact).toList()).isEqualTo(listened);
        assertThat(listened).extracting(Fact::finished).containsExactly(false, true, false, true);
        assertThat(listened.get(2).clock()).as("started, stopped, ran on").isEqualTo(3);
    }

    @Test
    void a_dossier_took_the_working_time_in_which_its_clock_ran() {
        Intake.Accepted done = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        at.askSupplement(done.id(), at.answering(at.open(done.id()).getFirst()), minutes(40))
                .orElseThrow();
        Instant twoDaysLater = TestClock.at(2026, 8, 26, 10, 0);
        at.casework
                .supply(
                        tracking.open(done.code(), CITIZEN).orElseThrow(),
                        Map.of(),
                        List.of(AuthorityAtWork.paper("giay-chung-sinh")),
                        newKey(),
                        twoDaysLater)
                .orElseThrow();
        for (List<String> step : WAY_OF_A_BIRTH) {
            at.step(done.id(), step.getFirst(), step.getLast(), twoDaysLater.plus(Duration.ofMinutes(25)));
        }
        listened(done.id());

        assertThat(jdbc.sql("SELECT worked_minutes FROM reporting.dossier_fact WHERE dossier_id = :id")
                        .param("id", done.id().value())
                        .query(Long.class)
                        .single())
                .as("30 minutes until the applicant was asked, 25 after the answer")
                .isEqualTo(55);
    }

    @Test
    void an_officer_sees_the_dossiers_behind_a_figure_only_within_reach() {
        Intake.Accepted birth = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        listened(birth.id());
        Period august = new Period(java.time.LocalDate.of(2026, 8, 1), java.time.LocalDate.of(2026, 9, 1));

        Predicate<Actor.Officer> sees = officer ->
                figures
                        .dossiersBehind(Figure.RECEIVED_ONLINE, august, Filter.ALL, officer, 10_000, 0, minutes(60))
                        .stream()
                        .anyMatch(d -> d.code().equals(birth.code()));

        assertThat(sees.test(at.officer("dinhcong.lanhdao1"))).isTrue();
        assertThat(sees.test(at.clerk(at.agency(WARD))))
                .as("a clerk sees no details of reports")
                .isFalse();
        assertThat(sees.test(
                        at.officers(at.agency("00310"), "leadership", "leader").getFirst()))
                .as("another ward's leader")
                .isFalse();
    }

    /** The fact once the listeners have caught up with the ledger. */
    private Fact listened(DossierId id) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < until) {
            boolean caughtUp =
                    jdbc.sql("""
                            SELECT EXISTS (SELECT 1 FROM reporting.dossier_fact f
                                            WHERE f.dossier_id = :id
                                              AND f.ledger_seq = (SELECT max(e.seq) FROM dossier.v_milestone_event e
                                                                   WHERE e.dossier_id = :id))
                            """).param("id", id.value()).query(Boolean.class).single();
            if (caughtUp) {
                return fact(id);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nobody listened to dossier " + id.value());
    }

    private Fact fact(DossierId id) {
        return jdbc.sql("""
                        SELECT f::text AS whole, finished_at IS NOT NULL AS finished, cardinality(clock_at) AS clock
                          FROM reporting.dossier_fact f WHERE dossier_id = :id
                        """)
                .param("id", id.value())
                .query((row, n) -> new Fact(row.getString(1), row.getBoolean(2), row.getInt(3)))
                .single();
    }

    private static Instant minutes(long after) {
        return MORNING.plus(Duration.ofMinutes(after));
    }
}
