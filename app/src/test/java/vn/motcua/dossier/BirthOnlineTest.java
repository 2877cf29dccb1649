package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import vn.motcua.organization.Actor;
import vn.motcua.process.TaskSummary;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

@DemoTest
class BirthOnlineTest {

    private static final Instant MORNING = TestClock.at(2026, 8, 24, 8, 5);

    @Autowired
    ApplicationContext application;

    @Autowired
    Tracking tracking;

    AuthorityAtWork at;
    Actor.Officer clerk;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        clerk = at.clerk(at.agency(WARD));
    }

    @ParameterizedTest
    @CsvSource({"14, 59, 24", "15, 0, 24", "15, 1, 25", "16, 59, 25", "19, 30, 25"})
    void a_birth_accepted_until_15_00_is_due_the_same_day_and_later_the_next(int hour, int minute, int day) {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);

        Intake.Accepted accepted = at.accept(filed.id(), clerk, TestClock.at(2026, 8, 24, hour, minute));

        assertThat(accepted.dueAt()).isEqualTo(TestClock.at(2026, 8, day, 17, 0));
        assertThat(accepted.code()).isEqualTo(filed.code());
    }

    @Test
    void a_birth_is_filed_accepted_worked_and_returned_on_time() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        Dossier before = at.read(filed.code(), clerk, MORNING);
        assertThat(before.status()).isEqualTo(DossierStatus.SUBMITTED);
        assertThat(before.dueAt()).as("the clock does not run yet").isNull();
        assertThat(before.timeliness()).isEqualTo(Timeliness.NONE);

        at.accept(filed.id(), clerk, minutes(10));
        assertThat(at.read(filed.code(), clerk, minutes(10)).status()).isEqualTo(DossierStatus.RECEIVED);
        at.step(filed.id(), "forward", "forward", minutes(20));
        assertThat(at.read(filed.code(), clerk, minutes(20)).status()).isEqualTo(DossierStatus.IN_PROCESS);
        at.step(filed.id(), "examine", "confirm", minutes(60));
        at.step(filed.id(), "confirm", "confirmed", minutes(80));
        at.step(filed.id(), "register", "submit", minutes(90));
        at.step(filed.id(), "sign", "approve", minutes(120));
        at.step(filed.id(), "stamp", "issued", minutes(130));

        Dossier ready = at.read(filed.code(), clerk, minutes(140));
        assertThat(ready.status()).isEqualTo(DossierStatus.PROCESSED);
        assertThat(ready.processedAt()).isEqualTo(minutes(130));
        assertThat(ready.timeliness()).isEqualTo(Timeliness.ON_TIME);
        assertThat(ready.resultNo()).startsWith("KQ-");

        at.step(filed.id(), "handback", "returned", minutes(200));
        Dossier returned = at.read(filed.code(), clerk, minutes(300));
        assertThat(returned.status()).isEqualTo(DossierStatus.RETURNED);
        assertThat(returned.returnedAt()).isEqualTo(minutes(200));
        assertThat(returned.closedAt()).isEqualTo(minutes(200));
        assertThat(returned.delivery().orElseThrow().recipient()).isEqualTo("Nguyễn Thị Ví Dụ");
        assertThat(returned.tasks()).isEmpty();
        assertThat(returned.holder()).isEqualTo(new Holder.Nobody());
        assertThat(returned.timeline())
                .extracting(TimelineEntry::kind)
                .startsWith("SUBMITTED", "RECEIVED", "TASK_OPENED");
        assertThat(returned.timeline()).extracting(TimelineEntry::kind).endsWith("TASK_COMPLETED", "RETURNED");
        assertThat(returned.content().hash())
                .as("what is read back is what was hashed")
                .isEqualTo(((DossierEvent.Submitted)
                                at.dossiers.ledger(filed.id(), clerk).getFirst().event())
                        .contentHash());
    }

    @Test
    void a_birth_accepted_after_15_00_and_signed_at_once_is_early() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        Instant late = TestClock.at(2026, 8, 24, 15, 30);
        at.accept(filed.id(), clerk, late);

        at.step(filed.id(), "forward", "forward", late);
        at.step(filed.id(), "examine", "eligible", late);
        at.step(filed.id(), "register", "submit", late);
        at.step(filed.id(), "sign", "approve", late);
        at.step(filed.id(), "stamp", "issued", late);

        assertThat(at.read(filed.code(), clerk, late).timeliness()).isEqualTo(Timeliness.EARLY);
    }

    @Test
    void what_is_missing_or_wrong_is_told_at_its_field_and_nothing_is_filed() {
        Map<String, String> typed = new HashMap<>(AuthorityAtWork.typed(BIRTH));
        typed.remove("childName");
        Filing whole = at.filing(BIRTH, at.agency(WARD), typed);
        Filing filing = new Filing(
                BIRTH,
                whole.agency(),
                new ApplicantDetails(ApplicantDetails.Kind.CITIZEN, " ", "12", "123", null, null),
                whole.answers(),
                List.of());
        String key = newKey();

        Result<Filed> result = at.reception.file(filing, CITIZEN, key, MORNING);

        assertThat(problems(result))
                .extracting(Problem::field)
                .contains(
                        "applicant.name",
                        "applicant.identity",
                        "applicant.phone",
                        "applicant.address",
                        "childName",
                        "paper.giay-chung-sinh");
        assertThat(at.reception.file(at.filing(BIRTH, WARD), CITIZEN, key, MORNING))
                .as("the key of a refused command is free")
                .isInstanceOf(Result.Done.class);
    }

    @Test
    void a_clerk_of_another_ward_may_neither_see_nor_accept_it() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        Actor.Officer other = at.clerk(at.agency("00310"));

        assertThat(at.dossiers.byCode(filed.code(), other, MORNING)).isEmpty();
        assertThat(codes(at.reception.accept(filed.id(), 1, other, newKey(), MORNING)))
                .containsExactly("dossier.not-yours-to-receive");
        assertThat(codes(at.reception.accept(filed.id(), 1, at.officer("dinhcong.tuphap1"), newKey(), MORNING)))
                .as("a specialist is no clerk")
                .containsExactly("dossier.not-yours-to-receive");
        assertThat(codes(at.reception.accept(new DossierId(987_654_321), 1, clerk, newKey(), MORNING)))
                .containsExactly("dossier.unknown");
    }

    @Test
    void the_desk_refuses_with_reason_and_legal_basis() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);

        assertThat(problems(at.reception.refuse(filed.id(), 1, " ", "", clerk, newKey(), MORNING)))
                .extracting(Problem::field)
                .containsExactly("reason", "legalBasis");
        at.reception
                .refuse(filed.id(), 1, "Không thuộc thẩm quyền", "Điều 13 Luật Hộ tịch", clerk, newKey(), MORNING)
                .orElseThrow();

        Dossier refused = at.read(filed.code(), clerk, MORNING);
        assertThat(refused.status()).isEqualTo(DossierStatus.NOT_ACCEPTED);
        assertThat(refused.timeline().getLast().detail()).isEqualTo("Không thuộc thẩm quyền");
        assertThat(codes(at.reception.accept(filed.id(), 1, clerk, newKey(), minutes(5))))
                .as("the page is older than the refusal")
                .containsExactly("dossier.stale");
    }

    @Test
    void a_refusal_after_examination_goes_by_proposal_leader_and_notice() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        at.step(a.id(), "forward", "forward", minutes(20));
        TaskSummary examine = at.open(a.id(), "examine");
        Actor.Officer specialist = at.answering(examine);
        assertThat(problems(at.casework.complete(
                        a.id(),
                        new Casework.Decision(examine.id(), examine.version(), 1, "reject"),
                        specialist,
                        newKey(),
                        minutes(30))))
                .extracting(Problem::field)
                .as("a proposal to refuse needs its reason")
                .containsExactly("note");
        at.step(a.id(), "examine", "reject", minutes(30));
        at.step(a.id(), "approve-refusal", "approve", minutes(40));
        at.step(a.id(), "refusal-notice", "refused", minutes(50));

        Dossier stopped = at.read(a.code(), clerk, minutes(60));
        assertThat(stopped.status()).isEqualTo(DossierStatus.STOPPED);
        assertThat(stopped.closedAt()).isEqualTo(minutes(50));
        assertThat(stopped.timeliness()).isEqualTo(Timeliness.ON_TIME);
        assertThat(at.dossiers.ledger(a.id(), clerk).getLast().event())
                .as("reason and legal basis are those of the proposal")
                .isEqualTo(new DossierEvent.Stopped("Chưa đủ căn cứ", "Điều 1 Nghị định ví dụ"));
    }

    @Test
    void a_leader_sends_back_and_the_officer_does_it_again() {
        Intake.Accepted a = at.fileAndAccept(at.filing(BIRTH, WARD), MORNING, minutes(10));
        at.step(a.id(), "forward", "forward", minutes(20));
        at.step(a.id(), "examine", "eligible", minutes(30));
        at.step(a.id(), "register", "submit", minutes(40));
        at.step(a.id(), "sign", "return", minutes(50));

        assertThat(at.open(a.id())).extracting(TaskSummary::elementId).containsExactly("register");
        at.step(a.id(), "register", "submit", minutes(60));
        at.step(a.id(), "sign", "approve", minutes(70));
        assertThat(at.open(a.id())).extracting(TaskSummary::elementId).containsExactly("stamp");
    }

    @Test
    void the_applicant_withdraws_until_the_result_is_ready() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        ApplicantPass pass = tracking.open(filed.code(), CITIZEN).orElseThrow();
        at.accept(filed.id(), clerk, minutes(10));
        assertThat(codes(at.casework.withdraw(pass, " ", newKey(), minutes(15))))
                .containsExactly("dossier.reason-required");

        at.casework.withdraw(pass, "Đăng ký ở nơi khác", newKey(), minutes(20)).orElseThrow();

        Dossier withdrawn = at.dossiers.of(pass, minutes(30));
        assertThat(withdrawn.status()).isEqualTo(DossierStatus.WITHDRAWN);
        assertThat(withdrawn.tasks()).isEmpty();
        assertThat(at.open(filed.id())).isEmpty();
        assertThat(codes(at.casework.withdraw(pass, "Lần nữa", newKey(), minutes(40))))
                .containsExactly("dossier.withdraw-too-late");
    }

    @Test
    void a_dossier_that_lacks_a_paper_before_acceptance_waits_without_a_clock() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        at.askSupplement(filed.id(), clerk, minutes(5)).orElseThrow();
        ApplicantPass pass = tracking.open(filed.code(), CITIZEN).orElseThrow();
        assertThat(at.dossiers.of(pass, minutes(6)).holder()).isEqualTo(new Holder.Applicant());

        at.casework
                .supply(pass, Map.of(), List.of(AuthorityAtWork.paper("giay-chung-sinh")), newKey(), minutes(30))
                .orElseThrow();

        Dossier again = at.read(filed.code(), clerk, minutes(31));
        assertThat(again.status()).isEqualTo(DossierStatus.SUBMITTED);
        assertThat(again.contentVersion()).isEqualTo(2);
        assertThat(again.dueAt()).isNull();
        assertThat(at.accept(filed.id(), clerk, minutes(40)).dueAt()).isEqualTo(TestClock.at(2026, 8, 24, 17, 0));
    }

    @Test
    void code_and_secret_open_a_dossier_and_a_wrong_one_tells_nothing() {
        Filed filed = at.file(at.filing(BIRTH, WARD), MORNING);
        Actor.Guest guest = new Actor.Guest("token");

        assertThat(tracking.open(
                                filed.code().toLowerCase(java.util.Locale.ROOT),
                                filed.secret().toLowerCase(java.util.Locale.ROOT),
                                guest,
                                "source-a",
                                MORNING)
                        .orElseThrow()
                        .dossier())
                .isEqualTo(filed.id());
        assertThat(tracking.open(filed.code(), "AAAAAAAA", guest, "source-a", MORNING))
                .isEqualTo(tracking.open("000.00.00.H26-260824-9999", filed.secret(), guest, "source-a", MORNING))
                .isEqualTo(Result.refused(Problem.of("dossier.lookup-none")));
        for (int i = 0; i < 8; i++) {
            tracking.open(filed.code(), "AAAAAAAA", guest, "source-a", MORNING);
        }
        assertThat(codes(tracking.open(filed.code(), filed.secret(), guest, "source-a", MORNING)))
                .as("guessing is slowed down")
                .containsExactly("dossier.lookup-too-many");
        assertThat(tracking.open(filed.code(), filed.secret(), guest, "source-b", MORNING))
                .isInstanceOf(Result.Done.class);
        assertThat(tracking.open(filed.code(), new Actor.Citizen("someone-else", "Người Khác")))
                .isEmpty();
        assertThat(tracking.mine(CITIZEN)).extracting(Tracking.Mine::code).contains(filed.code());
    }

    private static Instant minutes(int after) {
        return MORNING.plusSeconds(60L * after);
    }

    static List<Problem> problems(Result<?> result) {
        return result instanceof Result.Refused<?> refused ? refused.problems() : List.of();
    }

    static List<String> codes(Result<?> result) {
        return problems(result).stream().map(Problem::code).toList();
    }
}
