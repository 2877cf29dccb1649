package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.testing.AuthorityAtWork.CONSTRUCTION;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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
import vn.motcua.organization.Actor;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** A construction permit for a house has 15 days; it is received on Tuesday 6 October 2026. */
@DemoTest
class AppointmentsTest {

    private static final Instant RECEIVED = TestClock.at(2026, 10, 6, 9, 0);

    @Autowired
    ApplicationContext application;

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
    DossierPrints prints;

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
        id = at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED).id();
        at.step(id, "forward", "forward", RECEIVED);
        at.step(id, "assign", "assigned", RECEIVED);
        specialist = at.answering(at.open(id).getFirst());
    }

    @Test
    void a_clock_stopped_for_a_duty_to_pay_goes_on_with_the_time_that_was_left() {
        Instant due = dossier(RECEIVED).dueAt();
        Instant stopped = TestClock.at(2026, 10, 8, 9, 0);
        appointments
                .awaitPayment(id, version(), "Nộp lệ phí", specialist, newKey(), stopped)
                .orElseThrow();

        Dossier paused = dossier(stopped);
        assertThat(paused.status()).isEqualTo(DossierStatus.PAYMENT_ASKED);
        assertThat(paused.holder()).isInstanceOf(Holder.Applicant.class);
        TaskSummary task = at.open(id).getFirst();
        assertThat(codes(at.complete(id, task, task.outcomes().getFirst().key(), specialist, stopped)))
                .containsExactly("dossier.clock-stopped");

        Instant resumed = TestClock.at(2026, 10, 13, 9, 0);
        appointments
                .resume(id, version(), "Đã nộp", specialist, newKey(), resumed)
                .orElseThrow();

        Dossier running = dossier(resumed);
        assertThat(running.status()).isEqualTo(DossierStatus.IN_PROCESS);
        assertThat(due).isEqualTo(TestClock.at(2026, 10, 21, 17, 0));
        assertThat(running.dueAt()).as("five days later").isEqualTo(TestClock.at(2026, 10, 26, 17, 0));
        assertThat(Objects.requireNonNull(running.why()).lines().toString())
                .contains("paused")
                .contains("resumed");
    }

    @Test
    void an_apology_gives_one_new_date_and_no_second_and_none_too_late() {
        Instant due = Objects.requireNonNull(dossier(RECEIVED).dueAt());
        Instant later = TestClock.at(2026, 11, 5, 17, 0);
        assertThat(codes(appointments.apologise(id, version(), later, "Chậm", specialist, newKey(), RECEIVED)))
                .as("a promise is the head's to change")
                .containsExactly("dossier.apology-not-yours");
        assertThat(appointments.latestNewDate(id, at.officer("hm.lanhdao1")))
                .as("so may a leader of the agency")
                .isPresent();
        Actor.Officer head = head();
        assertThat(appointments.latestNewDate(id, head)).as("fifteen days more").contains(later);
        assertThat(appointments
                        .apologise(id, version(), TestClock.at(2026, 11, 6, 8, 0), "Chậm", head, newKey(), RECEIVED)
                        .toString())
                .contains("dossier.apology-too-late", "due");
        assertThat(codes(appointments.apologise(id, version(), later, " ", head, newKey(), RECEIVED)))
                .containsExactly("dossier.reason-required");
        assertThat(codes(appointments.apologise(id, version(), later, "Chậm", head, newKey(), due.plusSeconds(60))))
                .containsExactly("calendar.clock.passed");
        String key = newKey();
        int version = version();
        appointments.apologise(id, version, later, "Chậm", head, key, RECEIVED).orElseThrow();
        appointments.apologise(id, version, later, "Chậm", head, key, RECEIVED).orElseThrow();

        assertThat(dossier(RECEIVED).dueAt()).isEqualTo(later);
        assertThat(codes(appointments.apologise(
                        id, version(), TestClock.at(2026, 11, 9, 17, 0), "Nữa", head, newKey(), RECEIVED)))
                .containsExactly("calendar.clock.rescheduled-before");
        assertThat(codes(appointments.apologise(id, version, later, "Chậm", head, newKey(), RECEIVED)))
                .as("a page that is no longer true")
                .containsExactly("dossier.stale");
    }

    @Test
    void the_head_extends_a_permit_once_by_the_rule_for_permits_and_sees_the_new_date_before() {
        Actor.Officer head = head();
        assertThat(appointments.extensions(id, specialist, RECEIVED)).isEmpty();
        assertThat(appointments.extensions(id, head, RECEIVED)).singleElement().satisfies(offered -> {
            assertThat(offered.rule().kind()).isEqualTo("construction-permit");
            assertThat(offered.dueAt()).isEqualTo(TestClock.at(2026, 10, 21, 17, 0));
            assertThat(offered.newDueAt()).as("31 October is a Saturday").isEqualTo(TestClock.at(2026, 11, 2, 17, 0));
        });
        assertThat(codes(appointments.extend(
                        id, version(), "construction-permit", "Xem xét thêm", specialist, newKey(), RECEIVED)))
                .containsExactly("dossier.extension-not-yours");
        assertThat(codes(appointments.extend(id, version(), "complaint", "Xem xét thêm", head, newKey(), RECEIVED)))
                .as("a rule for others")
                .containsExactly("dossier.extension-unknown");
        assertThat(codes(appointments.extend(
                        id,
                        version(),
                        "construction-permit",
                        "Xem xét thêm",
                        head,
                        newKey(),
                        TestClock.at(2026, 10, 21, 17, 1))))
                .as("too late")
                .containsExactly("calendar.clock.passed");

        appointments
                .extend(id, version(), "construction-permit", "Xem xét thêm", head, newKey(), RECEIVED)
                .orElseThrow();

        assertThat(dossier(RECEIVED).dueAt()).isEqualTo(TestClock.at(2026, 11, 2, 17, 0));
        assertThat(appointments.extensions(id, head, RECEIVED)).isEmpty();
        assertThat(codes(appointments.extend(id, version(), "construction-permit", "Nữa", head, newKey(), RECEIVED)))
                .containsExactly("calendar.clock.extended-before");
        assertThat(prints.extension(dossier(RECEIVED).code(), head, RECEIVED)).isPresent();
        assertThat(beside.faults()).noneMatch(f -> id.equals(f.dossier()));
    }

    private Actor.Officer head() {
        return at.organization.officersOf(at.open(id).getFirst().unit(), "head").stream()
                .map(head -> at.officer(head.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_supplement_that_never_comes_ends_the_dossier_after_the_thirtieth_day_and_not_on_it() {
        at.askSupplement(id, specialist, RECEIVED).orElseThrow();
        Instant midnight = TestClock.at(2026, 11, 6, 0, 0);

        assertThat(appointments.discontinuableFrom(id)).contains(midnight);
        assertThat(codes(discontinue(newKey(), version(), midnight.minusSeconds(60))))
                .as("5 November is the applicant's to its end")
                .containsExactly("dossier.discontinue-not-now");
        String key = newKey();
        int version = version();
        discontinue(key, version, midnight).orElseThrow();

        assertThat(dossier(RECEIVED).status()).isEqualTo(DossierStatus.DISCONTINUED);
        assertThat(at.open(id)).isEmpty();
        assertThat(discontinue(key, version, midnight))
                .as("pressed twice, though the dossier is not in the specialist's hands any more")
                .isEqualTo(Result.done(id));
    }

    @Test
    void a_supplement_whose_thirtieth_day_is_a_day_off_may_come_until_the_next_working_day_ends() {
        at.askSupplement(id, specialist, TestClock.at(2026, 10, 9, 16, 0)).orElseThrow();

        assertThat(appointments.discontinuableFrom(id))
                .as("Sunday 8 November goes to Monday")
                .contains(TestClock.at(2026, 11, 10, 0, 0));
    }

    private Result<DossierId> discontinue(String key, int version, Instant now) {
        return appointments.discontinue(id, version, "Không bổ sung", "Điều 1", specialist, key, now);
    }

    @Test
    void a_dossier_that_is_stopped_while_a_day_off_is_announced_is_not_moved() throws Exception {
        Instant paid = TestClock.at(2026, 10, 8, 9, 0);
        int version = version();
        try (ExecutorService office = Executors.newSingleThreadExecutor()) {
            Future<AppointmentMoves.Moves> announced =
                    Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
                        appointments
                                .awaitPayment(id, version, "Nộp lệ phí", specialist, newKey(), paid)
                                .orElseThrow();
                        Future<AppointmentMoves.Moves> meanwhile = office.submit(this::announcedAndTakenBack);
                        Awaitility.await().until(this::somebodyWaits);
                        return meanwhile;
                    }));

            assertThat(announced.get(30, TimeUnit.SECONDS).moves())
                    .noneMatch(move -> move.id().equals(id));
        }
    }

    private boolean somebodyWaits() {
        return jdbc.sql("""
                                SELECT count(*) FROM pg_stat_activity
                                 WHERE datname = current_database() AND wait_event_type = 'Lock'
                                   AND query LIKE '%FOR UPDATE OF d%'
                                """).query(Long.class).single() > 0;
    }

    private AppointmentMoves.Moves announcedAndTakenBack() {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            ChangePreview preview = calendars
                    .preview(new CalendarChange.Announce(
                            null,
                            2026,
                            List.of(new SpecialDay(
                                    LocalDate.of(2026, 10, 21),
                                    DayType.OFF,
                                    new DayName("Nghỉ bão", "Storm"),
                                    null,
                                    "CĐ"))))
                    .orElseThrow();
            return moves.apply(preview, at.officer("admin"), "Bão", TestClock.at(2026, 10, 12, 8, 0))
                    .orElseThrow();
        }));
    }

    @Test
    void a_day_off_announced_late_moves_what_is_open_and_says_so_before() {
        rolledBack(() -> {
            DossierId done =
                    at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED).id();
            at.casework
                    .withdraw(new ApplicantPass(done, AuthorityAtWork.CITIZEN), "Thôi", newKey(), RECEIVED)
                    .orElseThrow();
            Instant before = Objects.requireNonNull(dossier(RECEIVED).dueAt());
            LocalDate wednesday = LocalDate.of(2026, 10, 21);
            assertThat(before).isEqualTo(TestClock.at(2026, 10, 21, 17, 0));
            ChangePreview preview = calendars
                    .preview(new CalendarChange.Announce(
                            null,
                            2026,
                            List.of(new SpecialDay(
                                    wednesday, DayType.OFF, new DayName("Nghỉ bão", "Storm"), null, "CĐ 1/2026"))))
                    .orElseThrow();

            AppointmentMoves.Move foretold = move(moves.preview(preview, RECEIVED));
            assertThat(foretold.before()).isEqualTo(before);
            assertThat(foretold.after()).isEqualTo(TestClock.at(2026, 10, 22, 17, 0));
            assertThat(dossier(RECEIVED).dueAt()).as("nothing is changed yet").isEqualTo(before);

            Result<AppointmentMoves.Moves> applied =
                    moves.apply(preview, at.officer("admin"), "Bão số 1", TestClock.at(2026, 10, 12, 8, 0));
            assertThat(move(applied.orElseThrow())).isEqualTo(foretold);
            assertThat(applied.orElseThrow().moves()).noneMatch(m -> m.id().equals(done));

            Dossier moved = dossier(TestClock.at(2026, 10, 12, 8, 0));
            assertThat(moved.dueAt()).isEqualTo(foretold.after());
            assertThat(moved.timeline())
                    .filteredOn(line -> line.kind().equals("APPOINTMENT_MOVED"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.detail()).isEqualTo("Bão số 1"));
            assertThat(moves.apply(preview, at.officer("admin"), "Lần nữa", TestClock.at(2026, 10, 12, 9, 0)))
                    .isInstanceOf(Result.Refused.class);
            assertThat(beside.faults()).as("rows, tasks and ledger agree").noneMatch(f -> id.equals(f.dossier()));
        });
    }

    @Test
    void what_is_announced_after_a_dossier_was_closed_does_not_change_its_explanation() {
        rolledBack(() -> {
            DossierId open =
                    at.takeIn(at.filing(CONSTRUCTION, DISTRICT), RECEIVED).id();
            announceOff(LocalDate.of(2026, 10, 21), "Storm one", TestClock.at(2026, 10, 12, 8, 0));
            Instant closed = TestClock.at(2026, 10, 14, 9, 0);
            at.casework
                    .withdraw(new ApplicantPass(id, AuthorityAtWork.CITIZEN), "Thôi", newKey(), closed)
                    .orElseThrow();
            Dossier before = dossier(closed);
            assertThat(String.valueOf(before.why()))
                    .as("it was moved while it was open")
                    .contains("Storm one");

            announceOff(LocalDate.of(2026, 10, 13), "Storm two", TestClock.at(2026, 10, 15, 8, 0));
            announceOff(LocalDate.of(2026, 10, 22), "Storm three", TestClock.at(2026, 10, 15, 9, 0));

            Dossier after = dossier(TestClock.at(2026, 10, 16, 9, 0));
            assertThat(after.dueAt()).isEqualTo(TestClock.at(2026, 10, 22, 17, 0));
            assertThat(after.why()).isEqualTo(before.why());
            assertThat(after.responsibility()).as("nor who had it how long").isEqualTo(before.responsibility());
            Dossier moved =
                    at.dossiers.of(new ApplicantPass(open, AuthorityAtWork.CITIZEN), TestClock.at(2026, 10, 16, 9, 0));
            assertThat(moved.dueAt()).isEqualTo(TestClock.at(2026, 10, 23, 17, 0));
            assertThat(String.valueOf(moved.why())).contains("Storm one", "Storm three");
        });
    }

    @Test
    void a_dossier_taken_in_while_a_day_off_was_announced_elsewhere_is_moved_soon_after_and_once() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            Dossier promised = dossier(RECEIVED);
            ChangePreview preview = calendars
                    .preview(new CalendarChange.Announce(
                            null,
                            2026,
                            List.of(new SpecialDay(
                                    LocalDate.of(2026, 10, 21),
                                    DayType.OFF,
                                    new DayName("Nghỉ bão", "Storm"),
                                    null,
                                    "CĐ"))))
                    .orElseThrow();
            // published by a node that does not see this dossier yet
            calendars
                    .apply(preview, "Quản trị", "Bão", RECEIVED.minusSeconds(2))
                    .orElseThrow();

            assertThat(moves.catchUp(RECEIVED.plusSeconds(60))).isPositive();

            Dossier moved = dossier(RECEIVED.plusSeconds(61));
            assertThat(moved.dueAt()).isAfter(promised.dueAt());
            assertThat(ledger.entries(id))
                    .filteredOn(entry -> entry.event() instanceof DossierEvent.AppointmentMoved)
                    .hasSize(1);
            assertThat(moves.catchUp(RECEIVED.plusSeconds(120))).isZero();
            assertThat(moves.catchUp(RECEIVED.plusSeconds(3_600))).isZero();
        });
    }

    private void announceOff(LocalDate day, String name, Instant now) {
        ChangePreview preview = calendars
                .preview(new CalendarChange.Announce(
                        null, 2026, List.of(new SpecialDay(day, DayType.OFF, new DayName(name, name), null, "CĐ"))))
                .orElseThrow();
        moves.apply(preview, at.officer("admin"), name, now).orElseThrow();
    }

    private AppointmentMoves.Move move(AppointmentMoves.Moves all) {
        return all.moves().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
    }

    private int version() {
        return at.version(id, specialist, RECEIVED);
    }

    private Dossier dossier(Instant now) {
        return at.dossiers.of(new ApplicantPass(id, AuthorityAtWork.CITIZEN), now);
    }

    private void rolledBack(Runnable test) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            test.run();
        });
    }
}
