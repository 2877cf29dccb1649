package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.WholeWay.pairs;
import static vn.motcua.dossier.WholeWay.typed;
import static vn.motcua.dossier.WholeWay.worked;
import static vn.motcua.testing.AuthorityAtWork.WARD;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.shared.Problem;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Each procedure of the ward taken in and worked to its end, on the ways its law has. */
@DemoTest
class WardProceduresTest {

    private static final Instant RECEIVED = TestClock.at(2026, 8, 24, 8, 30);

    @Autowired
    ApplicationContext application;

    private AuthorityAtWork at;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
    }

    /**
     * @param answers what differs from the first answer of every question, as {@code field=value}, by semicolons
     * @param decisions what differs from the first outcome of every step, as {@code step=outcome}
     * @param steps the steps the dossier passes, in order
     */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "1.000894|-|-|thong-thuong|25/8|8000|RETURNED|forward examine register sign stamp handback",
                "1.000894|verification=ask|-|xac-minh|3/9|8000|RETURNED|forward examine verify register sign stamp handback",
                "1.000894|verification=ask|verify=reject|xac-minh|3/9|8000|STOPPED|forward examine verify refusal-approve refusal-notice",
                "1.000656|-|-|co-giay-bao-tu|24/8|8000|RETURNED|forward examine register sign stamp handback",
                "1.000656|deathProof=evidence|-|chet-da-lau|24/8|8000|RETURNED|forward examine evidence register sign stamp handback",
                "1.001022|-|-|co-van-ban|27/8|8000|RETURNED|forward examine attend register sign stamp handback",
                "1.001022|evidence=undertaking|-|cam-doan|27/8|8000|RETURNED|forward examine hear attend register sign stamp handback",
                "1.001022|dispute=yes|examine=reject|co-van-ban|27/8|8000|STOPPED|forward examine refusal-approve refusal-notice",
                "1.000689|-|-|co-van-ban|27/8|16000|RETURNED|forward examine attend register-recognition register-birth print sign stamp handback",
                "1.004837|-|-|duong-nhien|27/8|8000|RETURNED|forward examine natural register sign stamp handback",
                "1.004837|guardianKind=appointed|-|cu|27/8|8000|RETURNED|forward examine appointed register sign stamp handback",
                "1.004859|-|-|thay-doi|27/8|8000|RETURNED|forward examine register sign stamp handback",
                "1.004859|changeKind=correct;registeredHere=no|examine=verify|cai-chinh|27/8|8000|RETURNED|forward examine verify register sign notify stamp handback",
                "1.004859|changeKind=supplement|-|bo-sung|24/8|8000|RETURNED|forward add register sign stamp handback",
                "1.004884|-|-|co-ban-sao|3/9|8000|RETURNED|forward examine register sign stamp handback",
                "1.004884|registeredHere=no;parentProof=no;oldPaper=other|police=undertaking|giay-to-khac|3/9|8000|RETURNED|forward examine look-up police undertake register sign stamp handback",
                "2.000635|copies=3|-|ca-nhan|24/8|24000|RETURNED|forward search print sign stamp handback",
                "2.000635|requester=organization|search=reject|co-quan|24/8|8000|STOPPED|forward search refusal-approve refusal-notice",
                "2.000884|documents=2;signers=3|-|ky-hoac-diem-chi|24/8|20000|RETURNED|forward check sign-before attest sign seal handback",
                "2.000884|signing=unable|-|khong-ky-duoc|24/8|10000|RETURNED|forward check unable attest sign seal handback",
                "2.000884|signing=fingerprint;interpreter=yes|-|ky-hoac-diem-chi|24/8|10000|RETURNED|forward check interpret fingerprint attest sign seal handback",
                "2.001035|-|-|tai-san-dang-ky|26/8|50000|RETURNED|forward examine sign-before attest certify seal handback",
                "2.001035|dealKind=mortgage;ruralLoan=yes;bankSigned=yes;signing=unable;interpreter=yes|-|tai-san-dang-ky|26/8|0|RETURNED|forward examine compare witnesses interpret sign-before attest certify seal handback",
                "2.000908|-|-|chinh-chu|25/8|0|RETURNED|forward appraise sign issue handback",
                "2.000908|requester=relative|appraise=reject|nguoi-khac|25/8|0|STOPPED|forward appraise reply reply-sent",
                "2.000986|-|-|thong-thuong|24/9|0|RETURNED|forward examine register sign stamp residence-send card-send residence-wait card-wait collect handback",
                "2.001023|childCase=abandoned|-|bo-roi|17/9|0|RETURNED|forward examine register sign stamp card-send card-wait collect handback"
            })
    void a_dossier_goes_the_way_its_law_has(
            String code,
            String answers,
            String decisions,
            String caseKey,
            String due,
            long fee,
            DossierStatus end,
            String steps) {
        Procedure procedure = at.procedure(code);
        Filing filing = at.filing(code, at.agency(WARD), typed(procedure, pairs(answers)));
        assertThat(procedure.form().validate(filing.answers(), false)).isEmpty();
        assertThat(at.catalog
                        .fee(procedure, caseKey, filing.answers(), Channel.COUNTER)
                        .dong())
                .isEqualTo(fee);

        Intake.Accepted taken = at.takeIn(filing, RECEIVED);
        String[] day = due.split("/", -1);
        assertThat(taken.dueAt())
                .isEqualTo(TestClock.at(2026, Integer.parseInt(day[1]), Integer.parseInt(day[0]), 17, 0));
        assertThat(at.read(taken.code(), at.clerk(filing.agency()), RECEIVED).caseKey())
                .isEqualTo(caseKey);

        assertThat(worked(at, taken.id(), pairs(decisions), RECEIVED)).containsExactly(steps.split(" ", -1));
        assertThat(at.read(taken.code(), at.clerk(filing.agency()), RECEIVED.plusSeconds(3600))
                        .status())
                .isEqualTo(end);
    }

    /** What is printed is what the applicant has seen: whoever files online confirms it first. */
    @ParameterizedTest
    @ValueSource(strings = {"1.000894", "1.000656", "1.001022", "1.004837", "1.004859", "1.004884", "2.000635"})
    void who_files_online_sees_the_certificate_before_it_is_printed(String code) {
        Filing filing = at.filing(code, at.agency(WARD), typed(at.procedure(code), Map.of()));

        DossierId id =
                at.fileAndAccept(filing, RECEIVED, RECEIVED.plusSeconds(30)).id();

        assertThat(worked(at, id, Map.of(), RECEIVED)).containsSubsequence("confirm", "sign", "stamp", "handback");
    }

    /** What the law or plain sense forbids is refused where it is typed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.000894|groomIdentity=123456789|groomIdentity",
                "1.000894|brideBirthDate=2026-12-01|brideBirthDate",
                "1.000894|undertaking=|undertaking",
                "1.000894|groomStatus=divorced;groomMarriageCount=1|groomMarriageCount",
                "1.000656|deathDate=2026-08-25|deathDate",
                "1.000656|copies=21|copies",
                "1.001022|evidence=undertaking;witness2Name=|witness2Name",
                "1.004859|changeKind=change;subjectAge=under9;parentsConsent=|parentsConsent",
                "1.004859|changeKind=change;subjectAge=minor;ownConsent=|ownConsent",
                "1.004884|undertaking=|undertaking",
                "2.000635|copies=0|copies",
                "2.000884|documentKind=authorization;authorizationKind=sale|authorizationKind",
                "2.000986|motherIdentity=00119000000A|motherIdentity"
            })
    void a_wrong_answer_is_named(String code, String answers, String field) {
        Procedure procedure = at.procedure(code);
        Map<String, Object> given = procedure.form().read(typed(procedure, pairs(answers)));

        assertThat(procedure.form().validate(given, false))
                .extracting(Problem::field)
                .containsExactly(field);
    }

    /** What is not asked for is not missed: an adult changes the name alone, a child's parents speak for it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.004859|changeKind=change;subjectAge=adult;parentsConsent=;ownConsent=",
                "1.004859|changeKind=change;subjectAge=under9;ownConsent=",
                "1.004859|changeKind=correct;subjectAge=;parentsConsent=;ownConsent=",
                "1.000894|groomStatus=never;groomDivorce=;groomMarriageCount=",
                "2.000986|childCase=abandoned;birthProof=;parents=;motherName=;fatherName=;residenceWith="
            })
    void what_does_not_concern_someone_is_not_asked(String code, String answers) {
        Procedure procedure = at.procedure(code);

        assertThat(procedure.form().validate(procedure.form().read(typed(procedure, pairs(answers))), false))
                .isEmpty();
    }

    /** The papers of each case hang together with the answers that lead to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.000656|deathProof=paper|giay-bao-tu",
                "1.000656|deathProof=electronic|",
                "1.000656|deathProof=evidence;lastResidence=unknown|chung-cu-su-kien-chet noi-chet",
                "1.001022|evidence=medical|van-ban-quan-he",
                "1.001022|evidence=undertaking|cam-doan-quan-he",
                "1.000689|evidence=medical;birthProof=witness|van-ban-nguoi-lam-chung van-ban-quan-he",
                "1.004837|guardianKind=natural;candidates=several|dieu-kien-giam-ho thoa-thuan-cu-mot-nguoi",
                "1.004837|guardianKind=appointed;relation=authorized|van-ban-cu-giam-ho van-ban-uy-quyen",
                "1.004884|oldPaper=other;occupation=official|giay-to-khac xac-nhan-thu-truong",
                "2.000635|requester=organization|van-ban-yeu-cau",
                "2.001035|propertyKind=movable|du-thao-giao-dich giay-to-tuy-than",
                "2.000986|childCase=ordinary;birthProof=undertaking;residenceWith=other|giay-cam-doan phieu-bao-cu-tru y-kien-cha-me-chu-ho to-khai-bhyt",
                "2.001023|childCase=abandoned|bien-ban-bo-roi to-khai-bhyt"
            })
    void the_papers_asked_for_follow_the_answers(String code, String answers, String papers) {
        Procedure procedure = at.procedure(code);
        Map<String, Object> given = new HashMap<>(pairs(answers));

        assertThat(procedure.papersFor(procedure.caseOf(given).key(), given))
                .filteredOn(Paper::required)
                .extracting(Paper::key)
                .containsExactlyElementsOf(papers == null ? List.of() : List.of(papers.split(" ", -1)));
    }
}
