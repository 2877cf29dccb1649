package vn.motcua.dossier;

import java.security.SecureRandom;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.OfficerId;
import vn.motcua.process.DefinitionId;
import vn.motcua.shared.Vietnam;

/** The tables beside the ledger: codes, applicants, contents, form 02 as issued, deliveries. */
@Component
class DossierRecords {

    /** No 0 O 1 I L: it is read from paper and typed on a phone. */
    private static final String SECRET_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int SECRET_LENGTH = 8;
    private static final DateTimeFormatter CODE_DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    DossierRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next code of the agency's day, for example {@code 000.08.05.H26-261123-0007}. */
    String nextCode(Agency agency, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, Vietnam.ZONE);
        int sequence = jdbc.sql("""
                        INSERT INTO dossier.code_counter AS c (agency_id, day, last) VALUES (:agency, :day, 1)
                        ON CONFLICT (agency_id, day) DO UPDATE SET last = c.last + 1
                        RETURNING last
                        """)
                .param("agency", agency.id().value())
                .param("day", day)
                .query(Integer.class)
                .single();
        return "%s-%s-%04d".formatted(agency.code(), CODE_DAY.format(day), sequence);
    }

    String newSecret() {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < SECRET_LENGTH; i++) {
            secret.append(SECRET_LETTERS.charAt(random.nextInt(SECRET_LETTERS.length())));
        }
        return secret.toString();
    }

    /** @param identified whether it was made sure that they are who their identity number says */
    void addApplicant(DossierId id, ApplicantDetails a, @Nullable String subject, boolean identified) {
        jdbc.sql("""
                        INSERT INTO dossier.applicant
                               (dossier_id, kind, name, identity, phone, email, address, subject, identified)
                        VALUES (:id, :kind, :name, :identity, :phone, :email, :address, :subject, :identified)
                        """)
                .param("id", id.value())
                .param("kind", a.kind().name())
                .param("name", a.name())
                .param("identity", a.identity(), Types.VARCHAR)
                .param("phone", a.phone(), Types.VARCHAR)
                .param("email", a.email(), Types.VARCHAR)
                .param("address", a.address(), Types.VARCHAR)
                .param("subject", subject, Types.VARCHAR)
                .param("identified", identified)
                .update();
    }

    ApplicantDetails applicant(DossierId id) {
        return jdbc.sql(
                        "SELECT kind, name, identity, phone, email, address FROM dossier.applicant WHERE dossier_id = :id")
                .param("id", id.value())
                .query((row, n) -> new ApplicantDetails(
                        ApplicantDetails.Kind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("identity"),
                        row.getString("phone"),
                        row.getString("email"),
                        row.getString("address")))
                .single();
    }

    boolean filedBy(DossierId id, Actor.Citizen citizen) {
        return jdbc.sql("SELECT count(*) FROM dossier.applicant WHERE dossier_id = :id AND subject = :subject")
                        .param("id", id.value())
                        .param("subject", citizen.subject())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void addContent(DossierId id, int version, Content content, Instant now) {
        jdbc.sql("""
                        INSERT INTO dossier.content
                               (dossier_id, version, answers, papers, applicant, prefilled, hash, made_at)
                        VALUES (:id, :version, :answers::jsonb, :papers::jsonb, :applicant::jsonb, :prefilled::jsonb,
                                :hash, :now)
                        """)
                .param("id", id.value())
                .param("version", version)
                .param("answers", DossierEvents.JSON.writeValueAsString(content.answers()))
                .param("papers", DossierEvents.JSON.writeValueAsString(content.papers()))
                .param(
                        "applicant",
                        content.applicant() == null ? null : DossierEvents.JSON.writeValueAsString(content.applicant()),
                        Types.VARCHAR)
                .param(
                        "prefilled",
                        content.prefilled() == null ? null : DossierEvents.JSON.writeValueAsString(content.prefilled()),
                        Types.VARCHAR)
                .param("hash", content.hash())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Content content(DossierId id, int version) {
        return contentIfAny(id, version).orElseThrow();
    }

    Optional<Content> contentIfAny(DossierId id, int version) {
        return jdbc.sql("""
                        SELECT answers::text AS answers, papers::text AS papers, applicant::text AS applicant,
                               prefilled::text AS prefilled
                          FROM dossier.content WHERE dossier_id = :id AND version = :version
                        """)
                .param("id", id.value())
                .param("version", version)
                .query((row, n) -> new Content(
                        DossierEvents.JSON.readValue(row.getString("answers"), new TypeReference<>() {}),
                        DossierEvents.JSON.readValue(row.getString("papers"), new TypeReference<>() {}),
                        stated(row.getString("applicant")),
                        prefilled(row.getString("prefilled"))))
                .optional();
    }

    private static @Nullable ApplicantDetails stated(@Nullable String json) {
        return json == null ? null : DossierEvents.JSON.readValue(json, ApplicantDetails.class);
    }

    private static Content.@Nullable Prefilled prefilled(@Nullable String json) {
        return json == null ? null : DossierEvents.JSON.readValue(json, Content.Prefilled.class);
    }

    void addStep(DossierId id, StepAnswers step) {
        jdbc.sql("""
                        INSERT INTO dossier.step_record (dossier_id, task, definition_id, form, answers, hash)
                        VALUES (:id, :task, :definition, :form, :answers::jsonb, :hash)
                        """)
                .param("id", id.value())
                .param("task", step.task())
                .param("definition", step.definition().value())
                .param("form", step.form())
                .param("answers", DossierEvents.JSON.writeValueAsString(step.answers()))
                .param("hash", step.hash())
                .update();
    }

    /** What was filled in at steps, by the number of the task. */
    Map<Long, StepAnswers> steps(DossierId id) {
        Map<Long, StepAnswers> steps = new HashMap<>();
        jdbc.sql("""
                        SELECT task, definition_id, form, answers::text AS answers
                          FROM dossier.step_record WHERE dossier_id = :id
                        """).param("id", id.value()).query((RowCallbackHandler) row -> steps.put(
                row.getLong("task"),
                new StepAnswers(
                        row.getLong("task"),
                        new DefinitionId(row.getLong("definition_id")),
                        row.getString("form"),
                        DossierEvents.JSON.readValue(row.getString("answers"), new TypeReference<>() {}))));
        return steps;
    }

    void addSupplement(DossierId id, SupplementNotice notice) {
        jdbc.sql("""
                        INSERT INTO dossier.supplement (dossier_id, no, asked_at, officer_id, reason, items)
                        VALUES (:id, :no, :at, :officer, :reason, :items::jsonb)
                        """)
                .param("id", id.value())
                .param("no", notice.no())
                .param("at", notice.askedAt().atOffset(ZoneOffset.UTC))
                .param("officer", notice.officer().value())
                .param("reason", notice.reason())
                .param("items", DossierEvents.JSON.writeValueAsString(notice.items()))
                .update();
    }

    void answerSupplement(DossierId id, int no, Instant now) {
        jdbc.sql("UPDATE dossier.supplement SET answered_at = :now WHERE dossier_id = :id AND no = :no")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .param("no", no)
                .update();
    }

    List<SupplementNotice> supplements(DossierId id) {
        return jdbc.sql("""
                        SELECT no, asked_at, officer_id, reason, items::text AS items, answered_at
                          FROM dossier.supplement WHERE dossier_id = :id ORDER BY no
                        """)
                .param("id", id.value())
                .query((row, n) -> new SupplementNotice(
                        row.getInt("no"),
                        row.getTimestamp("asked_at").toInstant(),
                        new OfficerId(row.getLong("officer_id")),
                        row.getString("reason"),
                        DossierEvents.JSON.readValue(row.getString("items"), new TypeReference<>() {}),
                        Ledger.instant(row, "answered_at")))
                .list();
    }

    void addDelivery(DossierId id, Delivery delivery, Instant now, OfficerId officer) {
        jdbc.sql("""
                        INSERT INTO dossier.delivery (dossier_id, at, officer_id, manner, recipient, identity)
                        VALUES (:id, :at, :officer, :manner, :recipient, :identity)
                        """)
                .param("id", id.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("officer", officer.value())
                .param("manner", delivery.manner().name())
                .param("recipient", delivery.recipient())
                .param("identity", delivery.identity(), Types.VARCHAR)
                .update();
    }

    Optional<Delivery> delivery(DossierId id) {
        return jdbc.sql("SELECT manner, recipient, identity FROM dossier.delivery WHERE dossier_id = :id")
                .param("id", id.value())
                .query((row, n) -> new Delivery(
                        Delivery.Manner.valueOf(row.getString("manner")),
                        row.getString("recipient"),
                        row.getString("identity")))
                .optional();
    }

    void logAccess(DossierId id, LedgerEntry.By by, String purpose, Instant now) {
        OfficerId officer = by.officer();
        jdbc.sql("""
                        INSERT INTO dossier.access_log (at, dossier_id, actor_kind, officer_id, purpose)
                        VALUES (:at, :id, :kind, :officer, :purpose)
                        """)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .param("kind", by.kind().name())
                .param("officer", officer == null ? null : officer.value(), Types.BIGINT)
                .param("purpose", purpose)
                .update();
    }
}
