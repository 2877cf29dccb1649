package vn.motcua.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.testing.AuthorityAtWork.CITIZEN;
import static vn.motcua.testing.AuthorityAtWork.DINH_CONG;
import static vn.motcua.testing.AuthorityAtWork.WARD;
import static vn.motcua.testing.AuthorityAtWork.newKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Form;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.VersionsForTests;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Money;
import vn.motcua.shared.Result;
import vn.motcua.testing.AuthorityAtWork;
import vn.motcua.testing.DemoTest;
import vn.motcua.testing.TestClock;

/** Addresses over time: wards end, forms ask for parts that asked for a line, and what was stated is offered again. */
@DemoTest
class AddressesTest {

    private static final LocalDate TOMORROW = LocalDate.of(2026, 8, 25);
    private static final String WAS_LINE = "\"authority\": {\"type\": \"string\", \"maxLength\": 100}";
    private static final String FORMER = "00398 phường Ví Dụ Cũ";

    @Autowired
    ApplicationContext application;

    @Autowired
    Drafts drafts;

    @Autowired
    DraftChanges changes;

    @Autowired
    Prefills prefills;

    @Autowired
    Organization organization;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    AuthorityAtWork at;
    Instant now;

    @BeforeEach
    void authority() {
        at = new AuthorityAtWork(application);
        now = clock.instant();
    }

    @AfterEach
    void the_former_ward_is_forgotten() throws InterruptedException {
        jdbc.sql("DELETE FROM organization.agency WHERE admin_code = '00398'").update();
        clock.set(now);
        await(false);
    }

    @Test
    void a_dossier_keeps_the_ward_it_was_filed_with_and_a_draft_is_told_when_it_has_ended()
            throws InterruptedException {
        formerWard();
        var code = "9.770001";
        publish(code, asking("land.address"));
        var typed = Map.of(
                "relation", "other", "copies", "1", "authority.unit", FORMER, "authority.detail", "Số 1 ngõ Ví Dụ");
        var filed =
                at.reception.file(filing(code, typed), CITIZEN, newKey(), now).orElseThrow();
        clock.advance(Duration.ofDays(10));
        var later = clock.instant();

        var dossier = at.read(filed.code(), at.clerk(at.agency(WARD)), later);
        assertThat(line(dossier.procedure(), dossier.content().answers()))
                .isEqualTo("Số 1 ngõ Ví Dụ, phường Ví Dụ Cũ, quận Hoàng Mai, thành phố Hà Nội");
        at.accept(filed.id(), at.clerk(at.agency(WARD)), later);
        assertThat(codes(at.reception.file(filing(code, typed), CITIZEN, newKey(), later)))
                .as("a draft that was begun while it existed")
                .containsExactly("catalog.address-unit-ended");
        assertThat(at.procedure(code).form().wards().getFirst().options())
                .extracting(Form.Option::value)
                .contains(DINH_CONG)
                .doesNotContain(FORMER);
    }

    @Test
    void an_address_is_offered_again_in_parts_and_without_its_ward_when_that_is_no_more() throws InterruptedException {
        formerWard();
        var code = "9.770002";
        publish(code, asking("land.address"));
        var person = citizen();
        var typed = Map.of(
                "relation", "other", "copies", "1", "authority.unit", DINH_CONG, "authority.detail", "Số 1 ngõ Ví Dụ");
        file(code, typed, person);
        var draft = prefills.allow(begun(code, person), owner(person), now);

        assertThat(prefills.offer(begun(code, person), owner(person)))
                .filteredOn(item -> item.field().equals("authority"))
                .extracting(Prefills.Item::value)
                .containsExactly("Số 1 ngõ Ví Dụ, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
        assertThat(draft.answers())
                .containsEntry("authority.unit", DINH_CONG)
                .containsEntry("authority.detail", "Số 1 ngõ Ví Dụ");
        assertThat(Prefills.sources(draft, at.procedure(code).form()))
                .containsKey("authority")
                .doesNotContainKey("authority.unit");
        var changed = new HashMap<>(draft.answers());
        changed.put("authority.detail", "Số 2");
        assertThat(Prefills.sources(
                        draft.withAnswers(changed), at.procedure(code).form()))
                .as("half of it typed anew is no longer from there")
                .doesNotContainKey("authority");
        assertThat(prefills.refuse(draft.withAnswers(changed), owner(person), now)
                        .answers())
                .containsOnlyKeys("authority.detail");

        file(code, with(typed, "authority.unit", FORMER), person);
        clock.advance(Duration.ofDays(10));
        assertThat(prefills.allow(begun(code, person), owner(person), clock.instant())
                        .answers())
                .containsEntry("authority.detail", "Số 1 ngõ Ví Dụ")
                .doesNotContainKey("authority.unit");
    }

    @Test
    void a_form_that_asked_for_a_line_gives_way_to_one_that_asks_for_parts() {
        var code = "9.770003";
        var versions = new VersionsForTests(application, code);
        var lines = versions.publish(
                LocalDate.of(2026, 1, 1),
                now,
                "form.schema.json",
                WAS_LINE,
                "\"authority\": {\"x-meaning\": \"land.address\", \"type\": \"string\", \"minLength\": 5, \"maxLength\": 250}");
        publish(code, TOMORROW, asking("land.address"));
        var person = citizen();
        var typed = Map.of("relation", "other", "copies", "1", "authority", "Số 1 ngõ Ví Dụ, phường Định Công, Hà Nội");
        var before = file(code, typed, person);
        var draft = begun(code, person).withAnswers(typed);
        var unsure = begun(code, person).withAnswers(with(typed, "authority", "Số 1 ngõ Ví Dụ, Hà Nội"));
        clock.advance(Duration.ofDays(1));
        var later = clock.instant();

        var change = changes.pending(draft, person, Channel.ONLINE).orElseThrow();
        assertThat(change.lines()).contains(DraftChange.Line.of("question-parts", "Ủy quyền số"));
        assertThat(change.lines()).doesNotContain(DraftChange.Line.of("question-rule", "Ủy quyền số"));
        assertThat(change.anew()).as("its ward can be told").isEmpty();
        assertThat(changes.pending(unsure, person, Channel.ONLINE).orElseThrow().anew())
                .as("its ward has to be chosen")
                .containsExactly("authority");
        var form = at.procedure(code).form();
        assertThat(form.typed(form.field("authority").orElseThrow(), unsure.answers()))
                .as("nothing that was typed is lost")
                .containsEntry("authority.detail", "Số 1 ngõ Ví Dụ, Hà Nội");
        var dossier = at.read(before.code(), at.clerk(at.agency(WARD)), later);
        assertThat(dossier.procedure().version()).isEqualTo(lines);
        assertThat(line(dossier.procedure(), dossier.content().answers()))
                .isEqualTo("Số 1 ngõ Ví Dụ, phường Định Công, Hà Nội");
        assertThat(prefills.allow(begun(code, person), owner(person), later).answers())
                .containsEntry("authority.unit", DINH_CONG)
                .containsEntry("authority.detail", "Số 1 ngõ Ví Dụ");
        var again = at.reception
                .file(filing(code, draft.answers()), person, newKey(), later)
                .orElseThrow();
        assertThat(line(
                        at.procedure(code),
                        at.read(again.code(), at.clerk(at.agency(WARD)), later)
                                .content()
                                .answers()))
                .isEqualTo("Số 1 ngõ Ví Dụ, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
    }

    @Test
    void a_form_that_asked_for_parts_gives_way_to_one_that_asks_for_a_line() {
        var code = "9.770017";
        publish(code, asking("land.address"));
        publish(
                code,
                TOMORROW,
                "form.schema.json",
                WAS_LINE,
                "\"authority\": {\"x-meaning\": \"land.address\", \"type\": \"string\", \"maxLength\": 250}");
        var person = citizen();
        var typed = Map.of(
                "relation", "other", "copies", "1", "authority.unit", DINH_CONG, "authority.detail", "Số 1 ngõ Ví Dụ");
        var draft = begun(code, person).withAnswers(typed);
        clock.advance(Duration.ofDays(1));

        changes.pending(draft, person, Channel.ONLINE)
                .ifPresent(change -> assertThat(change.anew()).isEmpty());
        var filed = file(code, draft.answers(), person);
        assertThat(line(
                        at.procedure(code),
                        at.read(filed.code(), at.clerk(at.agency(WARD)), clock.instant())
                                .content()
                                .answers()))
                .isEqualTo("Số 1 ngõ Ví Dụ, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
    }

    @Test
    void what_was_filled_in_as_a_line_is_known_in_parts_and_taken_out_when_the_person_no_longer_agrees() {
        var code = "9.770018";
        publish(
                code,
                "form.schema.json",
                WAS_LINE,
                "\"authority\": {\"x-meaning\": \"land.address\", \"type\": \"string\", \"maxLength\": 250}");
        publish(code, TOMORROW, asking("land.address"));
        var person = citizen();
        var line = "Số 1 ngõ Ví Dụ, phường Định Công, Hà Nội";
        file(code, Map.of("relation", "other", "copies", "1", "authority", line), person);
        var filled = prefills.allow(begun(code, person), owner(person), now);
        assertThat(filled.answers()).containsEntry("authority", line);
        clock.advance(Duration.ofDays(1));
        var form = at.procedure(code).form();
        var saved = new HashMap<>(filled.answers());
        form.field("authority")
                .orElseThrow()
                .keep(Map.of("authority.unit", DINH_CONG, "authority.detail", "Số 1 ngõ Ví Dụ"), saved);
        var draft = filled.withAnswers(saved);

        assertThat(Prefills.sources(draft, form)).containsKey("authority");
        assertThat(prefills.refuse(draft, owner(person), clock.instant()).answers())
                .doesNotContainKeys("authority", "authority.unit", "authority.detail");
    }

    @Test
    void a_form_that_asks_for_a_line_is_offered_the_line_of_an_address() {
        var parts = "9.770004";
        var line = "9.770005";
        publish(parts, asking("land.address"));
        publish(
                line,
                "form.schema.json",
                WAS_LINE,
                "\"authority\": {\"x-meaning\": \"land.address\", \"type\": \"string\"}");
        var person = citizen();
        file(
                parts,
                Map.of("relation", "other", "copies", "1", "authority.unit", DINH_CONG, "authority.detail", "Số 1"),
                person);

        assertThat(prefills.allow(begun(line, person), owner(person), now).answers())
                .containsEntry("authority", "Số 1, phường Định Công, quận Hoàng Mai, thành phố Hà Nội");
    }

    @Test
    void a_dossier_begun_for_another_takes_the_ward_that_was_right_when_it_was_stated() throws InterruptedException {
        formerWard();
        var code = "9.770007";
        publish(code, asking("land.address"));
        var filing = filing(
                code, Map.of("relation", "other", "copies", "1", "authority.unit", FORMER, "authority.detail", "Số 1"));
        clock.advance(Duration.ofDays(10));
        var later = clock.instant();

        assertThat(codes(linked(filing, later, later))).containsExactly("catalog.address-unit-ended");
        assertThat(linked(filing, now, later)).isInstanceOf(Result.Done.class);
        var asLine = filing(code, Map.of("relation", "other", "copies", "1"))
                .answering(Map.of(
                        "relation",
                        "other",
                        "copies",
                        1,
                        "authority",
                        "Số 1, phường Ví Dụ Cũ, quận Hoàng Mai, Hà Nội"));
        assertThat(linked(asLine, now, later))
                .as("a form that asked for a line")
                .isInstanceOfSatisfying(
                        Result.Done.class,
                        done -> assertThat(line(
                                        at.procedure(code),
                                        at.read(((DossierRow) done.value()).code(), at.clerk(at.agency(WARD)), later)
                                                .content()
                                                .answers()))
                                .isEqualTo("Số 1, phường Ví Dụ Cũ, quận Hoàng Mai, thành phố Hà Nội"));
    }

    private Result<DossierRow> linked(Filing filing, Instant statedAt, Instant later) {
        return Objects.requireNonNull(new TransactionTemplate(transactions)
                .execute(_ -> at.reception.link(
                        at.procedure(filing.procedureCode()),
                        filing,
                        "H26-000000-0000",
                        statedAt,
                        DossierProcesses.PROCESS,
                        later)));
    }

    @Test
    void a_fee_follows_the_ward_of_an_address() {
        var code = "9.770006";
        publish(
                code,
                asking(
                        "land.address",
                        "procedure.yaml",
                        "8000 * form.copies",
                        "if form.authority.commune.code = \\\"00307\\\" then 1000 else if form.authority.province.code = \\\"H26\\\" then 2000 else 3000"));
        var form = at.procedure(code).form();

        assertThat(List.of(
                        fee(code, form, "authority.unit", DINH_CONG),
                        fee(code, form, "authority.unit", "00316 phường Đại Kim"),
                        fee(code, form, "authority.unit", "khac", "authority.province", "H01 tỉnh An Giang"),
                        fee(code, form, "authority.unit", "nuoc-ngoai", "authority.country", "Nhật Bản")))
                .containsExactly(new Money(1000), new Money(2000), new Money(3000), new Money(3000));
    }

    private Money fee(String code, Form form, String... typed) {
        Map<String, String> all = new HashMap<>(Map.of("relation", "other", "copies", "1"));
        for (int i = 0; i < typed.length; i += 2) {
            all.put(typed[i], typed[i + 1]);
        }
        return at.catalog.fee(at.procedure(code), form.read(all), Channel.COUNTER);
    }

    private void formerWard() throws InterruptedException {
        jdbc.sql("""
                        INSERT INTO organization.agency (code, admin_code, name, level, parent, address, phone,
                                                         processing_calendar, reception_calendar, valid_from, valid_to)
                        SELECT '000.98.08.H26', '00398', 'Ủy ban nhân dân phường Ví Dụ Cũ', 'COMMUNE', id, '', '',
                               'ward-processing', 'ward-reception', '2018-01-01', '2026-09-01'
                          FROM organization.agency WHERE admin_code = '008'
                        """).update();
        await(true);
    }

    /** The directory in memory notices within seconds. */
    private void await(boolean there) throws InterruptedException {
        for (int i = 0; i < 100 && organization.agencyByAdminCode("00398").isPresent() != there; i++) {
            Thread.sleep(100);
        }
    }

    private static String[] asking(String meaning, String... more) {
        try {
            String shape =
                    new ClassPathResource("catalog/address.schema.json").getContentAsString(StandardCharsets.UTF_8);
            List<String> all = new ArrayList<>(List.of(
                    "form.schema.json",
                    WAS_LINE,
                    "\"authority\": {\"x-meaning\": \"" + meaning + "\", \"$ref\": \"#/$defs/address\"}",
                    "form.schema.json",
                    "\"required\": [\"relation\", \"copies\"],",
                    "\"required\": [\"relation\", \"copies\"], \"$defs\": {\"address\": " + shape + "},",
                    "form.ui.json",
                    "\"widget\": \"text\"",
                    "\"widget\": \"address\""));
            all.addAll(Arrays.asList(more));
            return all.toArray(String[]::new);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(String code, String... changes) {
        publish(code, LocalDate.of(2026, 1, 1), changes);
    }

    private void publish(String code, LocalDate from, String... changes) {
        new VersionsForTests(application, code).publish(from, now, changes);
    }

    private static Actor.Citizen citizen() {
        return new Actor.Citizen("address-" + UUID.randomUUID(), "Nguyễn Thị Ví Dụ");
    }

    private static Owner owner(Actor.Citizen person) {
        return new Owner.SignedIn(
                person,
                Map.of(
                        "applicant.identity",
                        String.valueOf(AuthorityAtWork.applicant().identity())));
    }

    private Draft begun(String code, Actor.Citizen person) {
        return drafts.begin(code, at.agency(WARD), person, clock.instant());
    }

    private Filed file(String code, Map<String, String> typed, Actor.Citizen person) {
        return at.reception
                .file(filing(code, typed), person, newKey(), clock.instant())
                .orElseThrow();
    }

    private Filing filing(String code, Map<String, String> typed) {
        return at.filing(code, at.agency(WARD), typed);
    }

    private static String line(Procedure procedure, Map<String, Object> answers) {
        return procedure.form().field("authority").orElseThrow().written(answers.get("authority"));
    }

    private static List<String> codes(Result<?> result) {
        return BirthOnlineTest.codes(result);
    }

    private static Map<String, String> with(Map<String, String> typed, String name, String text) {
        Map<String, String> changed = new HashMap<>(typed);
        changed.put(name, text);
        return changed;
    }
}
