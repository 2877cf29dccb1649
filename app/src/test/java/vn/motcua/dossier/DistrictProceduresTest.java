package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.dossier.WholeWay.pairs;
import static vn.motcua.testing.AuthorityAtWork.DISTRICT;
import static vn.motcua.testing.AuthorityAtWork.WARD;

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
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.shared.Problem;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Each procedure on household businesses, construction, roads and land taken in and worked to its end. */
@DemoTest
class DistrictProceduresTest {

    private static final Instant RECEIVED = TestClock.at(2026, 8, 24, 8, 30);

    private static final String MEDIATION = "1.012812";

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
     * @param due working days jump the National Day rest from 29 August to 2 September; a term in calendar days that ends
     *     on a Sunday ends on the Monday after
     * @param steps the steps the dossier passes, in order
     */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "1.001612|-|-|ca-nhan|27/8|50000|RETURNED|forward examine tax draft sign stamp handback",
                "1.001612|founder=family|examine=reject|ho-gia-dinh|27/8|50000|STOPPED|forward examine refusal-approve refusal-notice",
                "2.000720|-|-|noi-dung|27/8|0|RETURNED|forward examine tax-move tax draft sign stamp handback",
                "2.000720|taxOfficeMoves=no|tax=update|noi-dung|27/8|0|RETURNED|forward examine tax confirm update notify",
                "2.000720|-|tax-move=reject|noi-dung|27/8|0|STOPPED|forward examine tax-move refusal-approve refusal-notice",
                "2.000720|changeKind=ownerAuthorized|-|chu-ho-uy-quyen|27/8|0|RETURNED|forward examine tax draft sign stamp handback",
                "2.000720|changeKind=ownerGone|-|chu-ho-vang|27/8|0|RETURNED|forward examine tax draft sign stamp handback",
                "2.000720|changeKind=members|-|thanh-vien|27/8|0|RETURNED|forward examine tax draft sign stamp handback",
                "1.001570|-|-|tam-ngung|25/8|0|RETURNED|forward check-period draft sign update handback",
                "1.001570|requestKind=resume|-|tiep-tuc|25/8|0|RETURNED|forward check-confirmation draft sign update handback",
                "1.001266|-|-|thong-thuong|3/9|0|RETURNED|forward examine inform-tax tax-opinion draft approve publish handback",
                "1.001266|tax=owing|tax-opinion=reject|thong-thuong|3/9|0|STOPPED|forward examine inform-tax tax-opinion refusal-draft refusal-approve refusal-notice",
                "2.000575|-|-|cap-lai|25/8|0|RETURNED|forward look-up draft sign stamp handback",
                "2.000575|requestKind=exchangeChange|-|cap-doi-thay-doi|27/8|0|RETURNED|forward examine tax-code draft sign stamp handback",
                "2.000575|requestKind=exchangePause|-|cap-doi-tam-ngung|27/8|0|RETURNED|forward examine tax-code draft sign stamp handback",
                "2.000575|requestKind=transfer|examine=reject|chuyen-chu-ho|27/8|0|STOPPED|forward examine refusal-approve refusal-notice",
                "1.013225|-|-|nha-o-rieng-le|8/9|0|RETURNED|forward assign examine inspect land-opinion appraise land-reply draft review sign stamp handback",
                "1.013225|workKind=religious|draft=reject|ton-giao|14/9|0|STOPPED|forward assign examine inspect land-opinion appraise land-reply draft refusal-review refusal-approve refusal-notice",
                "1.013226|-|-|nha-o|8/9|0|RETURNED|forward assign compare inspect-works land-opinion draft review sign stamp handback",
                "1.013226|workKind=site;started=no;landChange=no|-|khong-theo-tuyen|14/9|0|RETURNED|forward assign compare inspect draft review sign stamp handback",
                "1.013226|workKind=site;started=no|-|khong-theo-tuyen|14/9|0|RETURNED|forward assign compare inspect land-opinion draft review sign stamp handback",
                "1.013226|-|inspect-works=reject|nha-o|8/9|0|STOPPED|forward assign compare inspect-works refusal-review refusal-approve refusal-notice",
                "1.013227|-|-|gia-han|3/9|0|RETURNED|forward check look note review sign stamp handback",
                "1.013227|-|look=reject|gia-han|3/9|0|STOPPED|forward check look refusal-review refusal-notice",
                "1.013228|-|-|rach-nat|3/9|0|RETURNED|forward archive verify sign stamp handback",
                "1.013228|loss=lost|archive=missing|bi-mat|3/9|0|RETURNED|forward archive trace verify sign stamp handback",
                "1.013229|-|-|nha-o|8/9|0|RETURNED|forward assign examine inspect structure draft review sign stamp handback",
                "1.013229|workKind=belief|-|tin-nguong|14/9|0|RETURNED|forward assign examine inspect faith-opinion structure draft review sign stamp handback",
                "1.013274|-|-|dam-tang|25/8|0|RETURNED|forward funeral draft review sign stamp handback",
                "1.013274|purpose=wedding|-|khac|3/9|0|RETURNED|forward examine survey draft review sign stamp handback",
                "1.013274|purpose=parking|survey=reject|khac|3/9|0|STOPPED|forward examine survey refusal-approve refusal-notice",
                "1.012784|userChange=no|-|tach-thua|14/9|0|RETURNED|forward check measure confirm register draft sign stamp handback",
                "1.012784|kind=merge;drawnBy=firm|-|hop-thua|14/9|0|RETURNED|forward check confirm hand-over papers-handback",
                "1.012784|-|check=reject|tach-thua|14/9|0|STOPPED|forward check refusal-approve refusal-notice",
                "1.012812|-|-|hoa-giai|23/9|0|RETURNED|forward accept notify verify council meet minutes wait issue handback",
                "1.012812|-|meet=absent;meet-again=fail|hoa-giai|23/9|0|RETURNED|forward accept notify verify council meet meet-again guide issue-failed failed-handback",
                "1.012812|-|wait=differ;reconvene=fail|hoa-giai|23/9|0|RETURNED|forward accept notify verify council meet minutes wait reconvene guide issue-failed failed-handback",
                "1.012812|-|accept=reject|hoa-giai|23/9|0|STOPPED|forward accept refusal-approve refusal-notice",
                "1.013978|-|-|cap-giay-chung-nhan|24/9|0|RETURNED|forward assign map confirm planning publish decide tax-slip tax-duty draft review sign stamp handback",
                "1.013978|-|publish=objection;decide=registered|cap-giay-chung-nhan|24/9|0|RETURNED|forward assign map confirm planning publish objection decide notice-draft notice-sign notice-issue notice-handback",
                "1.013978|caseKind=registerOnly|-|chi-dang-ky|21/9|0|RETURNED|forward assign map confirm planning publish decide notice-draft notice-sign notice-issue notice-handback",
                "1.013978|caseKind=overseas|decide=reject|nguoi-goc-viet|24/9|0|STOPPED|forward assign map confirm planning publish decide refusal-approve refusal-notice",
                "1.013978|caseKind=hasNotice|-|da-co-thong-bao|24/9|0|RETURNED|forward assign recheck tax-slip tax-duty draft review sign stamp handback"
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
        Filing filing = at.filing(code, at.agency(code.equals(MEDIATION) ? WARD : DISTRICT), typed(procedure, answers));
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

        assertThat(WholeWay.worked(at, taken.id(), pairs(decisions), RECEIVED)).containsExactly(steps.split(" ", -1));
        assertThat(at.read(taken.code(), at.clerk(filing.agency()), RECEIVED.plusSeconds(3600))
                        .status())
                .isEqualTo(end);
    }

    /** What the law or plain sense forbids is refused where it is typed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.001612|workers=0|workers",
                "2.000720|businessCode=123|businessCode",
                "2.000720|changedOn=2026-12-01|changedOn",
                "2.000720|taxMoveDone=|taxMoveDone",
                "2.000720|changeName=;changeAddress=;changeCapital=;changeActivities=;changeTax=|changeName",
                "1.001570|suspendFrom=2026-08-01|suspendFrom",
                "1.001266|debts=no|debts",
                "2.000575|requestKind=transfer;transferDate=2025-07-01|transferDate",
                "1.013225|landPaper=register;parcelNo=|parcelNo",
                "1.013226|changeFacade=;changePosition=;changeScale=;changeStructure=;changeUse=|changeFacade",
                "1.013227|extended=twice|extended",
                "1.013227|notStarted=|notStarted",
                "1.013227|validTo=2026-08-20|validTo",
                "1.013228|loss=lost;lostOn=2026-12-01|lostOn",
                "1.013229|repairStructure=;repairFacade=;repairUse=;repairScale=|repairStructure",
                "1.013274|days=0|days",
                "1.013274|restore=|restore",
                "1.013274|placeKind=both;roadwayLeft=|roadwayLeft",
                "1.012784|holderIdentity=12345|holderIdentity",
                "1.012784|partCount=1|partCount",
                "1.012812|story=Ngắn|story",
                "1.013978|caseKind=hasNotice;noticeNo=|noticeNo"
            })
    void a_wrong_answer_is_named(String code, String answers, String field) {
        Procedure procedure = at.procedure(code);

        assertThat(procedure.form().validate(procedure.form().read(typed(procedure, answers)), false))
                .extracting(Problem::field)
                .containsExactly(field);
    }

    /** What is not asked for is not missed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.000720|changeKind=members;changeName=;newName=;newOwnerName=;newOwnerIdentity=",
                "1.001570|requestKind=resume;suspendFrom=;suspendTo=;suspendReason=",
                "2.000575|requestKind=reissue;changeText=;transferDate=;newOwnerIdentity=",
                "1.013226|landChange=no;landPaper=;leased=;started=no;progress=",
                "1.013227|extended=none;lastExtension=",
                "1.013228|loss=torn;lostOn=",
                "1.013274|placeKind=pavement;roadwayLeft=",
                "1.012784|kind=merge;landArea=;partCount=;parts=;path=",
                "1.012784|byAgent=no;holderName=;holderIdentity=",
                "1.012812|earlier=no;earlierResult=;available=yes;preferredTime=",
                "1.013978|caseKind=hasNotice;usedSince=;origin=;paperKind=;hasBuilding=;surveyed="
            })
    void what_does_not_concern_someone_is_not_asked(String code, String answers) {
        Procedure procedure = at.procedure(code);

        assertThat(procedure.form().validate(procedure.form().read(typed(procedure, answers)), false))
                .isEmpty();
    }

    /** The papers of each case hang together with the answers that lead to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.001612|founder=family|uy-quyen-chu-ho",
                "2.000720|changeKind=ownerGone;remainingMany=yes;filedBy=owner|chung-tu uy-quyen-chu-ho",
                "2.000720|changeKind=members;newMember=no;filedBy=person;ownerHasAccount=no|uy-quyen-ca-nhan can-cuoc-nguoi-uy-quyen",
                "1.001570|requestKind=suspend;legacyGroup=no|",
                "1.001266|legacyGroup=yes|bien-ban-nhom",
                "2.000575|requestKind=reissue|",
                "2.000575|requestKind=transfer;transferKind=gift;familyFounded=yes|hop-dong-tang-cho uy-quyen-chu-ho",
                "1.013225|workKind=house;landPaper=register;adjacent=yes|ban-ve cam-ket-lien-ke",
                "1.013225|workKind=line;landPaper=decision|giay-to-dat vi-tri-tuyen phe-duyet-du-an ban-ve",
                "1.013226|workKind=site;landChange=no|giay-phep tham-dinh ban-ve",
                "1.013226|workKind=house;landPaper=other;leased=yes|giay-phep ban-ve giay-to-dat hop-dong-thue",
                "1.013227|extended=none|giay-phep",
                "1.013228|loss=torn|giay-phep",
                "1.013228|loss=lost|",
                "1.013229|workKind=belief;relic=yes;landPaper=register|ban-ve van-hoa-di-tich",
                "1.013274|purpose=funeral|phuong-an",
                "1.012784|kind=split;drawnBy=office|giay-chung-nhan",
                "1.012784|kind=merge;drawnBy=firm;authorityDoc=yes|ban-ve giay-chung-nhan van-ban-co-quan",
                "1.012812|landPapers=no|don-yeu-cau",
                "1.013978|caseKind=certificate;paperKind=none;origin=inherited;holderKind=household|thua-ke thanh-vien-ho",
                "1.013978|caseKind=hasNotice|thong-bao"
            })
    void the_papers_asked_for_follow_the_answers(String code, String answers, String papers) {
        Procedure procedure = at.procedure(code);
        Map<String, Object> given = new HashMap<>(pairs(answers));

        assertThat(procedure.papersFor(procedure.caseOf(given).key(), given))
                .filteredOn(Paper::required)
                .extracting(Paper::key)
                .containsExactlyElementsOf(papers == null ? List.of() : List.of(papers.split(" ", -1)));
    }

    /** The published record names no rate for pavements and roadways: none is made up, and free is not said either. */
    @Test
    void the_fee_for_a_pavement_stays_open_until_the_council_sets_its_rate() {
        Procedure procedure = at.procedure("1.013274");
        Map<String, Object> answers = procedure.form().read(typed(procedure, "purpose=funeral"));

        assertThat(at.catalog.feeLines(procedure, "dam-tang", answers, Channel.COUNTER))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.amount()).isNull();
                    assertThat(line.fee().text()).contains("Hội đồng nhân dân");
                });
    }

    private static Map<String, String> typed(Procedure procedure, String answers) {
        Map<String, String> chosen = new HashMap<>(Map.of(
                "businessCode", "0101234567",
                "partCount", "2",
                "story", "Hàng xóm xây tường lấn sang đất nhà tôi"));
        chosen.putAll(pairs(answers));
        return WholeWay.typed(procedure, chosen);
    }
}
