package vn.motcua.dossier;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.organization.Actor;
import vn.motcua.organization.AgencyId;
import vn.motcua.shared.Vietnam;

/** Keeps what people type before they send it. A draft is seen by its owner only: a citizen, or a visitor's browser. */
@Service
public class Drafts {

    private final JdbcClient jdbc;
    private final Catalog catalog;

    Drafts(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** Begins a draft for a procedure, by the version in force, to be filed with an agency. */
    @Transactional
    public Draft begin(String procedureCode, AgencyId agency, Actor owner, Instant now) {
        ProcedureVersionId version = inForce(procedureCode, now);
        Draft draft = new Draft(
                UUID.randomUUID(), procedureCode, version, agency, Map.of(), Map.of(), List.of(), null, List.of(), now);
        jdbc.sql("""
                        INSERT INTO dossier.draft
                               (id, owner, procedure_code, version_id, agency_id, applicant, answers, papers,
                                created_at, updated_at)
                        VALUES (:id, :owner, :procedure, :version, :agency, '{}', '{}', '[]', :now, :now)
                        """)
                .param("id", draft.id())
                .param("agency", agency.value())
                .param("owner", owner(owner))
                .param("procedure", procedureCode)
                .param("version", version == null ? null : version.value(), Types.BIGINT)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return draft;
    }

    /** The owner's draft, if it is theirs and not yet sent. */
    @Transactional(readOnly = true)
    public Optional<Draft> find(UUID id, Actor owner) {
        return find(id, owner, "");
    }

    private Optional<Draft> find(UUID id, Actor owner, String lock) {
        return jdbc.sql("SELECT * FROM dossier.draft WHERE id = :id AND owner = :owner AND dossier_id IS NULL " + lock)
                .param("id", id)
                .param("owner", owner(owner))
                .query((row, n) -> draft(row))
                .optional();
    }

    /** The owner's unsent drafts, the newest first. */
    @Transactional(readOnly = true)
    public List<Draft> of(Actor owner) {
        return jdbc.sql("""
                        SELECT * FROM dossier.draft WHERE owner = :owner AND dossier_id IS NULL
                         ORDER BY updated_at DESC LIMIT 50
                        """)
                .param("owner", owner(owner))
                .query((row, n) -> draft(row))
                .list();
    }

    /**
     * Changes a draft as it stands now, one after the other: two screens that are saved at once each keep what the other
     * saved.
     *
     * @param change what becomes of it; only what was typed, papers and consent are kept
     * @return as it stands after; empty, and nothing changed, when it was sent or is another's
     */
    @Transactional
    public Optional<Draft> change(UUID id, Actor owner, Instant now, UnaryOperator<Draft> change) {
        Optional<Draft> changed = find(id, owner, "FOR UPDATE").map(change);
        changed.ifPresent(draft -> write(draft, now));
        return changed;
    }

    private void write(Draft draft, Instant now) {
        jdbc.sql("""
                        UPDATE dossier.draft
                           SET applicant = :applicant::jsonb, answers = :answers::jsonb,
                               papers = :papers::jsonb, prefill = :prefill::jsonb, updated_at = :now
                         WHERE id = :id
                        """)
                .param("applicant", DossierEvents.JSON.writeValueAsString(draft.applicant()))
                .param("answers", DossierEvents.JSON.writeValueAsString(draft.answers()))
                .param("papers", DossierEvents.JSON.writeValueAsString(draft.papers()))
                .param(
                        "prefill",
                        draft.prefill() == null ? null : DossierEvents.JSON.writeValueAsString(draft.prefill()),
                        Types.VARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", draft.id())
                .update();
    }

    /**
     * The owner has seen what a version of the procedure changes and goes on with it.
     *
     * @param anew fields to be filled, or filled again
     */
    @Transactional
    public void goOnWith(UUID id, ProcedureVersionId version, List<String> anew, Actor owner) {
        jdbc.sql("""
                        UPDATE dossier.draft SET version_id = :version, anew = :anew::jsonb
                         WHERE id = :id AND owner = :owner AND dossier_id IS NULL
                        """)
                .param("version", version.value())
                .param("anew", DossierEvents.JSON.writeValueAsString(anew))
                .param("id", id)
                .param("owner", owner(owner))
                .update();
    }

    /** What a visitor typed becomes the draft of the citizen they signed in as; empty when it is not the visitor's. */
    @Transactional
    public Optional<Draft> handOver(UUID id, Actor.Guest visitor, Actor.Citizen citizen, Instant now) {
        int handed = jdbc.sql("""
                        UPDATE dossier.draft SET owner = :citizen, updated_at = :now
                         WHERE id = :id AND owner = :visitor AND dossier_id IS NULL
                        """)
                .param("citizen", owner(citizen))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .param("visitor", owner(visitor))
                .update();
        return handed == 0 ? Optional.empty() : find(id, citizen);
    }

    /** Marks a draft as sent; it is no longer offered. */
    @Transactional
    public void sent(UUID id, Actor owner, DossierId dossier) {
        jdbc.sql("UPDATE dossier.draft SET dossier_id = :dossier WHERE id = :id AND owner = :owner")
                .param("dossier", dossier.value())
                .param("id", id)
                .param("owner", owner(owner))
                .update();
    }

    /** What a draft that was sent became, for someone who presses twice or comes back. */
    @Transactional(readOnly = true)
    public Optional<Filed> sentAs(UUID id, Actor owner) {
        return jdbc.sql("""
                        SELECT d.id, d.code, d.secret
                          FROM dossier.draft f JOIN dossier.dossier d ON d.id = f.dossier_id
                         WHERE f.id = :id AND f.owner = :owner
                        """)
                .param("id", id)
                .param("owner", owner(owner))
                .query((row, n) -> new Filed(new DossierId(row.getLong(1)), row.getString(2), row.getString(3)))
                .optional();
    }

    @Transactional
    public void discard(UUID id, Actor owner) {
        jdbc.sql("DELETE FROM dossier.draft WHERE id = :id AND owner = :owner AND dossier_id IS NULL")
                .param("id", id)
                .param("owner", owner(owner))
                .update();
    }

    /** A visitor's token is kept only as its hash. */
    private static String owner(Actor actor) {
        return switch (actor) {
            case Actor.Citizen c -> "citizen:" + c.subject();
            case Actor.Guest g ->
                "guest:"
                        + HexFormat.of()
                                .formatHex(LedgerHash.sha256().digest(g.token().getBytes(StandardCharsets.UTF_8)));
            case Actor.Officer o -> "officer:" + o.id().value();
            case Actor.System s -> "system:" + s.job();
        };
    }

    private @Nullable ProcedureVersionId inForce(String procedureCode, Instant day) {
        return catalog.currentOn(procedureCode, LocalDate.ofInstant(day, Vietnam.ZONE))
                .map(Procedure::version)
                .orElse(null);
    }

    private Draft draft(ResultSet row) throws SQLException {
        long agency = row.getLong("agency_id");
        AgencyId at = row.wasNull() ? null : new AgencyId(agency);
        long version = row.getLong("version_id");
        // drafts of before this was kept were begun by what was in force then
        ProcedureVersionId seen = row.wasNull()
                ? inForce(
                        row.getString("procedure_code"),
                        row.getTimestamp("created_at").toInstant())
                : new ProcedureVersionId(version);
        String prefill = row.getString("prefill");
        return new Draft(
                row.getObject("id", UUID.class),
                row.getString("procedure_code"),
                seen,
                at,
                DossierEvents.JSON.readValue(row.getString("applicant"), new TypeReference<>() {}),
                DossierEvents.JSON.readValue(row.getString("answers"), new TypeReference<>() {}),
                DossierEvents.JSON.readValue(row.getString("papers"), new TypeReference<>() {}),
                prefill == null ? null : DossierEvents.JSON.readValue(prefill, Prefill.class),
                DossierEvents.JSON.readValue(row.getString("anew"), new TypeReference<>() {}),
                row.getTimestamp("updated_at").toInstant());
    }
}
