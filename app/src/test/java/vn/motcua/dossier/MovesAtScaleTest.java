package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
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
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** A storm is announced while ten thousand dossiers are open: copies of one permit, all in a transaction that is rolled back. */
@DemoTest
class MovesAtScaleTest {

    private static final int DOSSIERS = 10_000;
    private static final Instant RECEIVED = TestClock.at(2026, 10, 6, 9, 0);

    @Autowired
    ApplicationContext application;

    @Autowired
    AppointmentMoves moves;

    @Autowired
    Calendars calendars;

    @Autowired
    Ledger ledger;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void ten_thousand_open_dossiers_are_looked_at_and_moved_in_bulk() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            copies(jdbc, permit(), DOSSIERS);
            ChangePreview storm = calendars
                    .preview(new CalendarChange.Announce(
                            null,
                            2026,
                            List.of(new SpecialDay(
                                    LocalDate.of(2026, 10, 21),
                                    DayType.OFF,
                                    new DayName("Nghỉ bão", "Storm"),
                                    null,
                                    "CĐ 1/2026"))))
                    .orElseThrow();
            moves.preview(storm, RECEIVED); // once to warm up

            long begin = System.nanoTime();
            AppointmentMoves.Moves foretold = moves.preview(storm, RECEIVED);
            long previewed = System.nanoTime();
            AppointmentMoves.Moves moved = moves.apply(
                            storm,
                            new AuthorityAtWork(application).officer("admin"),
                            "Bão số 1",
                            TestClock.at(2026, 10, 12, 8, 0))
                    .orElseThrow();
            jdbc.sql("SELECT 1").query(Integer.class).single(); // what was kept for later is written
            long applied = System.nanoTime();

            assertThat(foretold.moves()).hasSizeGreaterThanOrEqualTo(DOSSIERS);
            assertThat(moved.moves()).isEqualTo(foretold.moves());
            assertThat(jdbc.sql("""
                            SELECT count(*) FROM dossier.dossier_event
                             WHERE kind = 'APPOINTMENT_MOVED' AND dossier_id > 900000000
                            """).query(Integer.class).single()).isEqualTo(DOSSIERS);
            LoggerFactory.getLogger(getClass())
                    .info(String.format(
                            Locale.ROOT,
                            "%d open dossiers: shown in %.2f s, moved in %.2f s; read one by one they take %.2f s",
                            foretold.looked(),
                            seconds(begin, previewed),
                            seconds(previewed, applied),
                            oneByOne(foretold)));
        });
    }

    /** What two questions for each dossier cost alone, as it was once done. */
    private double oneByOne(AppointmentMoves.Moves all) {
        long begin = System.nanoTime();
        for (AppointmentMoves.Move move : all.moves()) {
            assertThat(ledger.find(move.id())).isPresent();
            assertThat(ledger.entries(move.id())).isNotEmpty();
        }
        return seconds(begin, System.nanoTime());
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private DossierId permit() {
        AuthorityAtWork at = new AuthorityAtWork(application);
        DossierId id = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED).id();
        at.step(id, "forward", "forward", RECEIVED);
        at.step(id, "assign", "assigned", RECEIVED);
        return id;
    }

    /** So many more dossiers like this one, with numbers from 900,000,001 on. */
    static void copies(JdbcClient jdbc, DossierId id, int count) {
        for (String copy : List.of("""
                INSERT INTO process.instance
                SELECT (jsonb_populate_record(i, jsonb_build_object('id', c.n, 'subject_id', c.n))).*
                  FROM process.instance i JOIN dossier.dossier d ON d.instance_id = i.id, copies c WHERE d.id = :id
                """, """
                INSERT INTO process.task
                SELECT (jsonb_populate_record(t, jsonb_build_object('id', c.n, 'instance_id', c.n, 'subject_id', c.n))).*
                  FROM process.task t JOIN dossier.dossier d ON d.instance_id = t.instance_id, copies c WHERE d.id = :id
                """, """
                INSERT INTO dossier.dossier OVERRIDING SYSTEM VALUE
                SELECT (jsonb_populate_record(d, jsonb_build_object('id', c.n, 'code', 'NHIEU-' || c.n, 'instance_id', c.n))).*
                  FROM dossier.dossier d, copies c WHERE d.id = :id
                """, """
                INSERT INTO dossier.dossier_event
                SELECT (jsonb_populate_record(e, jsonb_build_object('dossier_id', c.n, 'command_key', NULL))).*
                  FROM dossier.dossier_event e, copies c WHERE e.dossier_id = :id
                """)) {
            jdbc.sql(copy.replace("copies c", "(SELECT 900000000 + i AS n FROM generate_series(1, :count) i) c"))
                    .param("id", id.value())
                    .param("count", count)
                    .update();
        }
        jdbc.sql("ANALYZE dossier.dossier, dossier.dossier_event, process.instance, process.task")
                .update();
    }
}
