package vn.motcua.dossier;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.documents.Letterhead;
import vn.motcua.documents.PrintedForms;
import vn.motcua.documents.RegisterForm;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.organization.UnitId;
import vn.motcua.shared.Vietnam;

/** Form 07, the register (Sổ theo dõi hồ sơ) of a unit: printed from the ledger, so that nobody keeps it by hand. */
@Service
public class Registers {

    /** Most dossiers on one print; a busy desk's register comes in several. */
    private static final int LONGEST = 5000;

    /** Dossiers received in a period that a unit received or worked on. */
    private static final String PERIOD = """
              FROM dossier.dossier_event e
              JOIN dossier.dossier d ON d.id = e.dossier_id
             WHERE e.kind = 'RECEIVED' AND e.at >= :from AND e.at < :until
               AND (d.receiving_unit = :unit OR :unit = ANY (d.units))
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Organization organization;
    private final PrintedForms forms;
    private final PrintWords words;

    Registers(JdbcClient jdbc, Catalog catalog, Organization organization, PrintedForms forms, PrintWords words) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.organization = organization;
        this.forms = forms;
        this.words = words;
    }

    /** In how many prints a period comes, at least one; of how many dossiers. */
    public record Extent(int parts, int dossiers) {}

    /** How long the register of a period is. Empty when the officer may not read the unit's dossiers. */
    @Transactional(readOnly = true)
    public Optional<Extent> extent(UnitId unit, LocalDate first, LocalDate last, Actor.Officer officer) {
        if (!officer.may(Permission.DOSSIER_READ, unit)) {
            return Optional.empty();
        }
        int dossiers = count(unit, first, last);
        return Optional.of(new Extent(Math.max(1, Math.ceilDiv(dossiers, LONGEST)), dossiers));
    }

    private int count(UnitId unit, LocalDate first, LocalDate last) {
        return period("SELECT count(*) " + PERIOD, unit, first, last)
                .query(Integer.class)
                .single();
    }

    /**
     * What was taken in from the first day to the last and the unit received or worked on, in the order it came. Empty
     * when the officer may not read the unit's dossiers. Each dossier printed is a look that is logged.
     *
     * @param part of the {@link #extent}, from 1
     */
    @Transactional
    public Optional<byte[]> print(
            UnitId unitId, LocalDate first, LocalDate last, int part, Actor.Officer officer, Instant now) {
        if (!officer.may(Permission.DOSSIER_READ, unitId)) {
            return Optional.empty();
        }
        Unit unit = organization.unit(unitId);
        Agency agency = organization.agency(unit.agency());
        int before = (part - 1) * LONGEST;
        String page = "SELECT e.at, d.id " + PERIOD + " ORDER BY e.at, d.id LIMIT :longest OFFSET :before";
        List<RegisterForm.Entry> entries = period("WITH page AS (" + page + """
                        )
                        SELECT d.code, d.procedure_version_id, d.agency_id, a.name, a.address, a.phone, d.received_at,
                               CASE WHEN d.paused_at IS NULL THEN d.due_at END AS due_at, d.returned_at, v.manner
                          FROM page
                          JOIN dossier.dossier d ON d.id = page.id
                          JOIN dossier.applicant a ON a.dossier_id = d.id
                          LEFT JOIN dossier.delivery v ON v.dossier_id = d.id
                         ORDER BY page.at, d.id
                        """, unitId, first, last)
                .param("longest", LONGEST)
                .param("before", before)
                .query((row, n) -> entry(row))
                .list();
        period("WITH page AS (" + page + """
                        )
                        INSERT INTO dossier.access_log (at, dossier_id, actor_kind, officer_id, purpose)
                        SELECT :now, id, :kind, :officer, 'register' FROM page
                        """, unitId, first, last)
                .param("longest", LONGEST)
                .param("before", before)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("kind", Act.of(officer, null, now, null).by().kind().name())
                .param("officer", officer.id().value())
                .update();
        Matcher committee = DossierPrints.COMMITTEE.matcher(agency.name());
        return Optional.of(forms.register(new RegisterForm(
                new Letterhead(
                        agency.name(),
                        unit.name(),
                        committee.replaceFirst(""),
                        words.t("dossier.print.number.register", Integer.toString(first.getYear()))),
                now,
                unit.name(),
                first,
                last,
                before,
                count(unitId, first, last),
                entries)));
    }

    private JdbcClient.StatementSpec period(String sql, UnitId unit, LocalDate first, LocalDate last) {
        return jdbc.sql(sql)
                .param("unit", unit.value())
                .param("from", first.atStartOfDay(Vietnam.ZONE).toOffsetDateTime())
                .param("until", last.plusDays(1).atStartOfDay(Vietnam.ZONE).toOffsetDateTime());
    }

    private RegisterForm.Entry entry(ResultSet row) throws SQLException {
        Procedure procedure = catalog.version(new ProcedureVersionId(row.getLong("procedure_version_id")));
        AgencyId agency = new AgencyId(row.getLong("agency_id"));
        String manner = row.getString("manner");
        return new RegisterForm.Entry(
                row.getString("code"),
                procedure.shortName(),
                row.getString("name"),
                Stream.of(row.getString("address"), row.getString("phone"))
                        .filter(s -> s != null && !s.isBlank())
                        .collect(Collectors.joining(", ")),
                organization.unitOf(agency, procedure.unitKey()).map(Unit::name).orElse(""),
                requireNonNull(Ledger.instant(row, "received_at")),
                Ledger.instant(row, "due_at"),
                Ledger.instant(row, "returned_at"),
                manner == null ? null : words.t("dossier.print.manner." + manner));
    }
}
