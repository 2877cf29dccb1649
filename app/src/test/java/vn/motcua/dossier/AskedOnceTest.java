package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static vn.motcua.dossier.BirthOnlineTest.codes;
import static vn.motcua.testing.AuthorityAtWork.BIRTH;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;
import static vn.motcua.testing.AuthorityAtWork.typed;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.VersionsForTests;
import vn.motcua.documents.FileId;
import vn.motcua.documents.Files;
import vn.motcua.organization.Actor;
import vn.motcua.payment.PaymentMethod;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** What a person stated and handed in once need not be stated and handed in again, if they agree. */
@DemoTest
class AskedOnceTest {

    private static final String RECOGNITION = "1.000689";

    @Autowired
    ApplicationContext application;

    @Autowired
    Drafts drafts;

    @Autowired
    Prefills prefills;

    @Autowired
    ReusablePapers reusable;

    @Autowired
    Files files;

    @Autowired
    LedgerAnchors anchors;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    AuthorityAtWork at;
    Instant now;
    Person mother;

    /** A citizen with an account, and no earlier dossier in this database. */
    record Person(Actor.Citizen citizen, ApplicantDetails applicant) {

        static Person of(String identity) {
            var subject = "once-" + UUID.randomUUID();
            return new Person(
                    new Actor.Citizen(subject, "Nguyễn Thị Một Lần"),
                    new ApplicantDetails(
                            ApplicantDetails.Kind.CITIZEN,
                            "Nguyễn Thị Một Lần",
                            identity,
                            "0900000021",
                            null,
                            "Số 1 ngõ Ví Dụ, phường Định Công"));
        }

        Owner owner() {
            return new Owner.SignedIn(
                    citizen,
                    Map.of(
                            "applicant.name",
                            applicant.name(),
                            "applicant.identity",
                            String.valueOf(applicant.identity())));
        }
    }

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        now = clock.instant();
        mother = Person.of(number());
    }

    @Test
    void fields_of_the_same_meaning_are_filled_from_earlier_dossiers_and_the_account_after_a_yes() {
        var birth = birthFiled(mother, now);
        var draft = begun(mother, RECOGNITION);

        var offer = prefills.offer(draft, mother.owner());

        assertThat(drafts.find(draft.id(), mother.citizen()).orElseThrow().answers())
                .as("nothing is filled by asking")
                .isEmpty();
        assertThat(offer)
                .contains(
                        new Prefills.Item("applicant.name", "Nguyễn Thị Một Lần", Source.ACCOUNT),
                        new Prefills.Item("applicant.phone", "0900000021", from(birth, now)),
                        new Prefills.Item("motherName", "Nguyễn Thị Ví Dụ", from(birth, now)),
                        new Prefills.Item("motherBirthDate", "1995-03-02", from(birth, now)),
                        new Prefills.Item("childEthnicity", "Kinh", from(birth, now)));
        assertThat(offer)
                .as("the first child's name is no name for the second, whatever the labels say")
                .extracting(Prefills.Item::field)
                .doesNotContain("childName", "childBirthDate", "birthPlace");

        var filled = prefills.allow(draft.withAnswers(Map.of("motherName", "Nguyễn Thị Tên Mới")), mother.owner(), now);
        assertThat(filled.answers())
                .as("what was typed stays")
                .contains(entry("motherName", "Nguyễn Thị Tên Mới"), entry("motherBirthDate", "1995-03-02"));
        assertThat(Prefills.sources(filled, at.procedure(filled.procedureCode()).form()))
                .containsEntry("motherBirthDate", from(birth, now))
                .containsEntry("applicant.identity", Source.ACCOUNT)
                .doesNotContainKey("motherName");
        drafts.change(draft.id(), mother.citizen(), now, _ -> filled);
        assertThat(drafts.find(draft.id(), mother.citizen()).orElseThrow().prefill())
                .as("the consent is kept with its time")
                .isEqualTo(filled.prefill())
                .satisfies(p -> assertThat(p.at()).isEqualTo(now));
    }

    @Test
    void who_changes_their_mind_gets_back_what_they_typed_themselves() {
        birthFiled(mother, now);
        var draft = begun(mother, RECOGNITION).withAnswers(Map.of("childName", "Nguyễn Minh Hai"));
        var filled = prefills.allow(draft, mother.owner(), now);
        var typed = new HashMap<>(filled.answers());
        typed.put("motherName", "Nguyễn Thị Sửa Lại");
        // as the page shows it and the browser sends it back
        typed.put("motherBirthDate", "2/3/1995");

        var refused = prefills.refuse(filled.withAnswers(typed), mother.owner(), now);

        assertThat(refused.answers())
                .isEqualTo(Map.of("childName", "Nguyễn Minh Hai", "motherName", "Nguyễn Thị Sửa Lại"));
        assertThat(refused.applicant()).isEmpty();
        assertThat(refused.mayUseKnown()).isFalse();
    }

    @Test
    void only_ones_own_dossiers_are_used() {
        var identity = String.valueOf(mother.applicant().identity());
        birthFiled(Person.of(number()), now);
        // somebody unidentified who names her as the applicant, and she herself for somebody else
        at.reception
                .file(birth(mother, List.of()), new Actor.Guest("G".repeat(43)), newKey(), now)
                .orElseThrow();
        at.reception
                .file(birth(Person.of(number()), List.of()), mother.citizen(), newKey(), now)
                .orElseThrow();

        assertThat(prefills.offer(begun(mother, RECOGNITION), mother.owner()))
                .extracting(Prefills.Item::source)
                .containsOnly(Source.ACCOUNT);
        var clerk = at.clerk(at.agency(WARD));
        assertThat(prefills.offer(begun(mother, RECOGNITION), new Owner.AtCounter(clerk, identity)))
                .as("nor at the counter, by her number")
                .isEmpty();
    }

    @Test
    void what_the_new_form_would_not_take_is_left_out() {
        var answers = new HashMap<>(typed(BIRTH));
        answers.put("motherIdentity", "B1234567"); // a passport; the other form wants an identity number
        var filing = at.filing(BIRTH, at.agency(WARD), answers);
        at.reception
                .file(
                        new Filing(BIRTH, filing.agency(), mother.applicant(), filing.answers(), filing.papers()),
                        mother.citizen(),
                        newKey(),
                        now)
                .orElseThrow();

        assertThat(prefills.offer(begun(mother, RECOGNITION), mother.owner()))
                .extracting(Prefills.Item::field)
                .contains("motherName")
                .doesNotContain("motherIdentity");
    }

    @Test
    void the_dossier_notes_what_was_filled_in_from_where_and_since_when_it_was_agreed() {
        var both = new HashMap<>(typed(BIRTH));
        both.putAll(Map.of(
                "parents", "both",
                "married", "no",
                "fatherName", "Trần Văn Ví Dụ",
                "fatherBirthDate", "1990-01-02",
                "fatherIdentity", "001090000002"));
        var of = at.filing(BIRTH, at.agency(WARD), both);
        var birth = filed(new Filing(BIRTH, of.agency(), mother.applicant(), of.answers(), of.papers()), mother, now);
        var draft = prefills.allow(begun(mother, BIRTH), mother.owner(), now);
        var answers = new HashMap<>(draft.answers());
        answers.putAll(typed(BIRTH));
        answers.put("motherBirthDate", "1996-01-01"); // changed by hand: no longer from anywhere
        var whole = draft.withAnswers(answers);
        clock.advance(Duration.ofMinutes(20));
        var later = clock.instant();

        var filed = at.reception
                .file(
                        birth(mother, List.of())
                                .from(Filing.Origin.of(
                                        whole,
                                        at.procedure(whole.procedureCode()).form(),
                                        true)),
                        mother.citizen(),
                        newKey(),
                        later)
                .orElseThrow();

        var prefilled = read(filed).content().prefilled();
        assertThat(prefilled).isNotNull();
        assertThat(prefilled.agreedAt()).isEqualTo(now);
        assertThat(prefilled.notedBy()).isNull();
        assertThat(prefilled.fields())
                .containsEntry("motherName", from(birth, now))
                .as("neither what was changed nor what this form did not ask, with one parent")
                .doesNotContainKeys("motherBirthDate", "childName", "fatherName");
        assertThat(anchors.verify(filed.id())).as("the ledger holds").isEmpty();
    }

    @Test
    void at_the_counter_a_person_is_known_by_identity_number_and_the_clerk_notes_the_consent() {
        var identity = String.valueOf(mother.applicant().identity());
        var clerk = at.clerk(at.agency(WARD));
        var first = takenIn(mother, clerk);
        var draft = drafts.begin(BIRTH, at.agency(WARD), clerk, now);

        var filled = prefills.allow(draft, new Owner.AtCounter(clerk, identity), now);

        assertThat(filled.answers()).containsEntry("motherName", "Nguyễn Thị Ví Dụ");
        assertThat(filled.prefill()).isNotNull();
        assertThat(filled.prefill().notedBy()).isEqualTo(clerk.id().value());
        assertThat(jdbc.sql("""
                                SELECT count(*) FROM dossier.access_log
                                 WHERE dossier_id = :id AND purpose = 'prefill' AND officer_id = :officer
                                """)
                        .param("id", first.id().value())
                        .param("officer", clerk.id().value())
                        .query(Integer.class)
                        .single())
                .as("each dossier looked into is logged")
                .isEqualTo(1);
        var specialist = at.officers(at.agency(WARD), "justice", "specialist").getFirst();
        assertThat(prefills.offer(draft, new Owner.AtCounter(specialist, identity)))
                .as("who does not take dossiers in looks nobody up")
                .isEmpty();
        assertThat(prefills.offer(draft, new Owner.AtCounter(clerk, "0900000021")))
                .as("a phone number is nobody")
                .isEmpty();
    }

    @Test
    void a_paper_handed_in_before_is_used_again_as_the_same_file() throws IOException {
        var scan = scan();
        var birth = filed(birth(mother, List.of(scan)), mother, now);
        var draft = prefills.allow(begun(mother, RECOGNITION), mother.owner(), now)
                .withAnswers(Map.of("birthProof", "paper"));
        assertThat(reusable.offers(begun(mother, RECOGNITION), mother.owner(), now))
                .as("nothing is offered to who did not agree")
                .isEmpty();

        assertThat(reusable.offers(draft, mother.owner(), now)).singleElement().satisfies(o -> {
            assertThat(o.paper()).isEqualTo("giay-chung-sinh");
            assertThat(o.file()).isEqualTo(scan);
            assertThat(o.source()).isEqualTo(from(birth, now));
        });
        var with = reusable.reuse(draft, "giay-chung-sinh", scan, mother.owner(), now)
                .orElseThrow();
        assertThat(reusable.offers(with, mother.owner(), now))
                .as("it is there now")
                .isEmpty();

        var filed = filed(recognition(with), mother, now);
        var paper = read(filed).content().papers().getFirst();
        assertThat(paper.files()).as("no copy").containsExactly(scan);
        assertThat(paper.reusedFrom(scan)).isEqualTo(from(birth, now));
        assertThat(at.dossiers.mayReadFile(filed.id(), scan, at.clerk(at.agency(WARD))))
                .isTrue();
        assertThat(anchors.verify(filed.id())).isEmpty();
    }

    @Test
    void nobodys_paper_is_used_but_ones_own_however_it_is_asked_for() throws IOException {
        var scan = scan();
        var others = Person.of(number());
        var theirs = filed(birth(others, List.of(scan)), others, now);
        var mine = filed(birth(mother, List.of(scan())), mother, now);
        var draft = prefills.allow(begun(mother, RECOGNITION), mother.owner(), now)
                .withAnswers(Map.of("birthProof", "paper"));

        assertThat(codes(reusable.reuse(draft, "giay-chung-sinh", scan, mother.owner(), now)))
                .containsExactly("dossier.reuse-not-yours");
        for (var code : List.of(theirs.code(), mine.code(), "H26-000000-0000")) {
            var forged = new Content.HandedIn(
                    "giay-chung-sinh",
                    "Giấy chứng sinh",
                    0,
                    0,
                    List.of(scan),
                    List.of(new Content.Reused(scan, new Source(Source.Kind.DOSSIER, code, BIRTH, now), now, null)));
            assertThat(codes(at.reception.file(
                            recognition(draft.withPapers(List.of(forged))), mother.citizen(), newKey(), now)))
                    .as("by hand, from " + code)
                    .containsExactly("dossier.reuse-not-yours");
        }
        var own = reusable.reuse(
                        prefills.allow(begun(others, RECOGNITION), others.owner(), now)
                                .withAnswers(Map.of("birthProof", "paper")),
                        "giay-chung-sinh",
                        scan,
                        others.owner(),
                        now)
                .orElseThrow();
        assertThat(codes(at.reception.file(
                        recognition(own).from(new Filing.Origin(null, null, Map.of(), true)),
                        others.citizen(),
                        newKey(),
                        now)))
                .as("nor one's own without having agreed")
                .containsExactly("dossier.reuse-not-yours");
        var clerk = at.clerk(at.agency(WARD));
        assertThat(at.reception.takeIn(
                        recognition(own.withApplicant(Map.of())),
                        Channel.COUNTER,
                        PaymentMethod.CASH,
                        clerk,
                        newKey(),
                        now))
                .as("nor at a counter for whom the number is not theirs")
                .isInstanceOfSatisfying(
                        Intake.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(p -> p.code())
                                .contains("dossier.reuse-not-yours"));
    }

    @Test
    void a_paper_that_runs_out_is_neither_offered_nor_taken_after_its_last_day() throws IOException {
        var code = "9.720001";
        valid(code);
        var scan = scan();
        filed(small(code, begun(mother, code), scan), mother, now);
        var draft = prefills.allow(begun(mother, code), mother.owner(), now);
        clock.set(TestClock.at(2026, 9, 24, 8, 0));
        var lastDay = clock.instant();
        assertThat(reusable.offers(draft, mother.owner(), lastDay))
                .singleElement()
                .satisfies(o -> assertThat(o.validUntil()).isEqualTo(LocalDate.of(2026, 9, 24)));
        var with = reusable.reuse(draft, "don", scan, mother.owner(), lastDay).orElseThrow();
        clock.advance(Duration.ofDays(1));
        var after = clock.instant();

        assertThat(reusable.offers(draft, mother.owner(), after)).isEmpty();
        assertThat(codes(at.reception.file(small(code, with, null), mother.citizen(), newKey(), after)))
                .as("chosen while it counted, sent when it no longer does")
                .containsExactly("dossier.reuse-expired");
        assertThat(at.reception
                        .file(small(code, with, null), mother.citizen(), newKey(), lastDay)
                        .orElseThrow())
                .isNotNull();
    }

    @Test
    void a_result_the_authority_issued_need_not_be_brought_back_to_it() throws IOException {
        var code = "9.720002";
        valid(code);
        var filed = filed(small(code, begun(mother, code), scan()), mother, now);
        at.accept(filed.id(), at.clerk(at.agency(WARD)), now);
        var issued = scan();
        var work = at.open(filed.id(), "work");
        var officer = at.answering(work);
        var claimed = at.casework.claim(filed.id(), work.id(), officer, now).orElseThrow();
        at.casework
                .complete(
                        filed.id(),
                        new Casework.Decision(
                                claimed.id(), claimed.version(), 1, "done", null, null, "KQ-1", issued, null),
                        officer,
                        newKey(),
                        now)
                .orElseThrow();

        var draft = prefills.allow(begun(mother, code), mother.owner(), now);

        assertThat(reusable.offers(draft, mother.owner(), now).getFirst()).satisfies(o -> {
            assertThat(o.file()).isEqualTo(issued);
            assertThat(o.source()).isEqualTo(new Source(Source.Kind.RESULT, filed.code(), code, now));
        });
    }

    @Test
    void the_newer_dossier_keeps_its_file_when_the_older_one_is_gone() throws IOException {
        var scan = scan();
        var older = filed(birth(mother, List.of(scan)), mother, now);
        var draft = prefills.allow(begun(mother, RECOGNITION), mother.owner(), now)
                .withAnswers(Map.of("birthProof", "paper"));
        var newer = filed(
                recognition(reusable.reuse(draft, "giay-chung-sinh", scan, mother.owner(), now)
                        .orElseThrow()),
                mother,
                now);

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (var table : List.of("dossier_event", "content")) {
                jdbc.sql("ALTER TABLE dossier." + table + " DISABLE TRIGGER USER")
                        .update();
            }
            for (var table : List.of("dossier_event", "content", "applicant")) {
                jdbc.sql("DELETE FROM dossier." + table + " WHERE dossier_id = :id")
                        .param("id", older.id().value())
                        .update();
            }
            jdbc.sql("DELETE FROM dossier.dossier WHERE id = :id")
                    .param("id", older.id().value())
                    .update();

            var officer = at.clerk(at.agency(WARD));
            assertThat(at.dossiers.mayReadFile(newer.id(), scan, officer)).isTrue();
            assertThat(files.content(scan)).isNotEmpty();
            assertThat(read(newer).content().papers().getFirst().reusedFrom(scan))
                    .as("and still says where it was from")
                    .isEqualTo(from(older, now));
            assertThat(anchors.verify(newer.id())).isEmpty();
            status.setRollbackOnly();
        });
    }

    private static String number() {
        return "099190%06d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 1_000_000));
    }

    private FileId scan() throws IOException {
        var image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, UUID.randomUUID().hashCode());
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return files.store("giay-chung-sinh.png", bytes.toByteArray())
                .orElseThrow()
                .id();
    }

    private Draft begun(Person person, String code) {
        return drafts.begin(code, at.agency(WARD), person.citizen(), now);
    }

    /** A birth registered by this person; the certificate as files, or as paper when there are none. */
    private Filing birth(Person person, List<FileId> certificate) {
        var filing = at.filing(BIRTH, WARD);
        List<Content.HandedIn> papers = certificate.isEmpty()
                ? filing.papers()
                : List.of(new Content.HandedIn("giay-chung-sinh", "Giấy chứng sinh", 0, 0, certificate));
        return new Filing(BIRTH, filing.agency(), person.applicant(), filing.answers(), papers)
                .from(new Filing.Origin(null, null, Map.of(), true));
    }

    private Filed birthFiled(Person person, Instant when) {
        return filed(birth(person, List.of()), person, when);
    }

    private Filed filed(Filing filing, Person person, Instant when) {
        return at.reception.file(filing, person.citizen(), newKey(), when).orElseThrow();
    }

    private Intake.Accepted takenIn(Person person, Actor.Officer clerk) {
        var intake = at.reception.takeIn(
                birth(person, List.of()), Channel.COUNTER, PaymentMethod.CASH, clerk, newKey(), now);
        assertThat(intake).isInstanceOf(Intake.Accepted.class);
        return (Intake.Accepted) intake;
    }

    /** A birth with the recognition of a child, whole, with the papers of the draft. */
    private Filing recognition(Draft draft) {
        Procedure procedure = at.procedure(RECOGNITION);
        Map<String, String> typed =
                WholeWay.typed(procedure, Map.of("birthProof", "paper", "childBirthDate", "2026-08-10"));
        Map<String, Object> answers = procedure.form().read(typed);
        List<Content.HandedIn> papers = new ArrayList<>(draft.papers());
        for (Paper paper : procedure.papersFor(procedure.caseOf(answers).key(), answers)) {
            if (paper.required() && papers.stream().noneMatch(p -> p.paper().equals(paper.key()))) {
                papers.add(new Content.HandedIn(paper.key(), paper.name(), 1, 0, List.of()));
            }
        }
        return new Filing(
                RECOGNITION,
                at.agency(WARD),
                mother.applicant(),
                answers,
                papers,
                new Filing.Origin(null, draft.prefill(), Map.of(), true));
    }

    /** A procedure whose paper and result are of one kind, valid for a month. */
    private void valid(String code) {
        new VersionsForTests(application, code)
                .publish(
                        LocalDate.of(2026, 1, 1),
                        now,
                        "procedure.yaml",
                        "code: KQ.THU",
                        "code: KQ." + code,
                        "procedure.yaml",
                        "{key: don, name: Đơn,",
                        "{key: don, name: Đơn, kinds: [don-" + code + ", KQ." + code + "], validMonths: 1,",
                        "process.bpmn",
                        "motcua:work=\"WORK\"",
                        "motcua:work=\"RESULT\"");
    }

    private Filing small(String code, Draft draft, @Nullable FileId file) {
        Procedure procedure = at.procedure(code);
        List<Content.HandedIn> papers =
                file == null ? draft.papers() : List.of(new Content.HandedIn("don", "Đơn", 0, 0, List.of(file)));
        return new Filing(
                code,
                at.agency(WARD),
                mother.applicant(),
                procedure.form().read(Map.of("relation", "self", "copies", "1")),
                papers,
                new Filing.Origin(null, draft.prefill(), Map.of(), true));
    }

    private Dossier read(Filed filed) {
        return at.read(filed.code(), at.clerk(at.agency(WARD)), clock.instant());
    }

    private static Source from(Filed filed, Instant when) {
        return new Source(Source.Kind.DOSSIER, filed.code(), BIRTH, when);
    }
}
