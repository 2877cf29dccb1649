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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
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
    BesideLedger beside;

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
                .pause(id, version(), Appointments.Pause.FINANCIAL_DUTY, "Nộp lệ phí", specialist, newKey(), stopped)
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
        Instant later = TestClock.at(2026, 11, 6, 17, 0);
        assertThat(codes(appointments.apologise(id, version(), later, " ", specialist, newKey(), RECEIVED)))
                .containsExactly("dossier.reason-required");
        assertThat(codes(appointments.apologise(
                        id, version(), later, "Chậm", specialist, newKey(), due.plusSeconds(60))))
                .containsExactly("calendar.clock.passed");
        String key = newKey();
        int version = version();
        appointments
                .apologise(id, version, later, "Chậm", specialist, key, RECEIVED)
                .orElseThrow();
        appointments
                .apologise(id, version, later, "Chậm", specialist, key, RECEIVED)
                .orElseThrow();

        assertThat(dossier(RECEIVED).dueAt()).isEqualTo(later);
        assertThat(codes(appointments.apologise(
                        id, version(), TestClock.at(2026, 11, 9, 17, 0), "Nữa", specialist, newKey(), RECEIVED)))
                .containsExactly("calendar.clock.rescheduled-before");
        assertThat(codes(appointments.apologise(id, version, later, "Chậm", specialist, newKey(), RECEIVED)))
                .as("a page that is no longer true")
                .containsExactly("dossier.stale");
    }

    @Test
    void a_supplement_that_never_comes_ends_the_dossier_thirty_days_later_and_not_before() {
        at.askSupplement(id, specialist, RECEIVED).orElseThrow();

        assertThat(codes(appointments.discontinue(
                        id,
                        version(),
                        "Không bổ sung",
                        "Điều 1",
                        specialist,
                        newKey(),
                        TestClock.at(2026, 11, 5, 8, 59))))
                .containsExactly("dossier.discontinue-not-now");
        appointments
                .discontinue(
                        id, version(), "Không bổ sung", "Điều 1", specialist, newKey(), TestClock.at(2026, 11, 5, 9, 0))
                .orElseThrow();

        assertThat(dossier(RECEIVED).status()).isEqualTo(DossierStatus.DISCONTINUED);
        assertThat(at.open(id)).isEmpty();
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

            AppointmentMoves.Move foretold = move(moves.preview(preview));
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
