package vn.motcua.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Agency;
import vn.motcua.organization.AgencyId;
import vn.motcua.organization.Organization;
import vn.motcua.organization.Permission;
import vn.motcua.organization.Unit;
import vn.motcua.shared.Vietnam;

/** What the authority accounts for in public, counted from what happened to each dossier. */
@Service
public class Figures {

    /** A period's dossiers, each with its appointment as of the period's end and the moment it is judged at. */
    private static final String COUNTED = """
              FROM unnest(:starts::timestamptz[], :ends::timestamptz[]) WITH ORDINALITY w (start_at, end_at, n)
              JOIN reporting.dossier_fact f ON f.life && tstzrange(w.start_at, w.end_at)
              JOIN reporting.procedure_version p ON p.version_id = f.procedure_version_id
             CROSS JOIN LATERAL (
                   SELECT f.received_at >= w.start_at AS is_new,
                          f.finished_at IS NOT NULL AND f.finished_at < w.end_at AS is_resolved) s
             CROSS JOIN LATERAL (
                   SELECT CASE WHEN s.is_resolved OR cardinality(f.clock_at) = 1 THEN f.due_at
                               ELSE (SELECT c.due FROM unnest(f.clock_at, f.clock_due) WITH ORDINALITY c (at, due, n)
                                      WHERE c.at < w.end_at AND c.due IS NOT NULL ORDER BY c.n DESC LIMIT 1) END AS due_at,
                          CASE WHEN s.is_resolved OR cardinality(f.clock_at) = 1 THEN NULL
                               ELSE (SELECT CASE WHEN c.stopped THEN c.at END
                                       FROM unnest(f.clock_at, f.clock_stopped) WITH ORDINALITY c (at, stopped, n)
                                      WHERE c.at < w.end_at ORDER BY c.n DESC LIMIT 1) END AS stopped_at) k
             CROSS JOIN LATERAL (
                   SELECT NOT s.is_resolved
                          AND coalesce(k.stopped_at, least(w.end_at, :now::timestamptz)) > k.due_at AS is_overdue) j
             WHERE (:agency::bigint IS NULL OR f.agency_id = :agency)
               AND (:unit::text IS NULL OR p.unit_key = :unit)
               AND (:sector::text IS NULL OR p.sector_code = :sector)
            """;

    private final JdbcClient jdbc;
    private final Organization organization;
    private final Facts facts;

    Figures(JdbcClient jdbc, Organization organization, Facts facts) {
        this.jdbc = jdbc;
        this.organization = organization;
        this.facts = facts;
    }

    private record Cell(
            int window, AgencyId agency, String unitKey, String sectorCode, String sectorName, Counts counts) {}

    /** Received, resolved and pending in a period, by agency and its units and by sector. */
    @Transactional(readOnly = true)
    public Report of(Period period, Filter filter, Instant now) {
        List<Cell> cells = cells(List.of(period), filter, now);
        AgencyId only = filter.agency();
        Set<AgencyId> agencies = new LinkedHashSet<>();
        organization.agencies(now).stream()
                .map(Agency::id)
                .filter(id -> only == null || id.equals(only))
                .forEach(agencies::add);
        cells.forEach(c -> agencies.add(c.agency()));
        List<Report.AgencyLine> lines = agencies.stream()
                .map(id -> new Report.AgencyLine(
                        organization.agency(id),
                        units(id, cells),
                        sum(cells, c -> c.agency().equals(id))))
                .toList();
        return new Report(
                period,
                filter,
                lines,
                sectors(cells),
                Counts.sum(cells.stream().map(Cell::counts).toList()));
    }

    /** The figures of so many months up to the last one, the oldest first. */
    @Transactional(readOnly = true)
    public List<MonthLine> months(YearMonth last, int count, Filter filter, Instant now) {
        List<YearMonth> months = IntStream.range(0, count)
                .mapToObj(i -> last.minusMonths(count - 1L - i))
                .toList();
        List<Cell> cells = cells(months.stream().map(Period::of).toList(), filter, now);
        return IntStream.range(0, count)
                .mapToObj(i -> new MonthLine(months.get(i), sum(cells, c -> c.window() == i + 1)))
                .toList();
    }

    /**
     * The dossiers behind a figure, as far as the officer may see details of reports on them and read them; the oldest
     * first.
     */
    @Transactional(readOnly = true)
    public List<CountedDossier> dossiersBehind(
            Figure figure, Period period, Filter filter, Actor.Officer officer, int limit, int offset, Instant now) {
        return behind(
                        figure,
                        "SELECT p.code AS procedure_code, p.name, f.code, f.agency_id, f.channel, f.received_at,"
                                + " k.due_at, CASE WHEN s.is_resolved THEN f.finished_at END AS finished_at ",
                        " ORDER BY f.received_at, f.dossier_id LIMIT :limit OFFSET :offset",
                        period,
                        filter,
                        officer,
                        now)
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> new CountedDossier(
                        row.getString("code"),
                        row.getString("procedure_code"),
                        row.getString("name"),
                        new AgencyId(row.getLong("agency_id")),
                        row.getString("channel"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getTimestamp("due_at").toInstant(),
                        instant(row, "finished_at")))
                .list();
    }

    /** How many dossiers behind a figure the officer may see. */
    @Transactional(readOnly = true)
    public long countBehind(Figure figure, Period period, Filter filter, Actor.Officer officer, Instant now) {
        return behind(figure, "SELECT count(*) ", "", period, filter, officer, now)
                .query(Long.class)
                .single();
    }

    /** How long a procedure has really taken in the twelve months before. */
    @Transactional(readOnly = true)
    public UsualTime usualTime(String procedureCode, Instant now) {
        OffsetDateTime until = OffsetDateTime.ofInstant(now, Vietnam.ZONE);
        return jdbc.sql("""
                        SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY f.worked_minutes) AS median
                          FROM reporting.dossier_fact f
                          JOIN reporting.procedure_version p ON p.version_id = f.procedure_version_id
                         WHERE p.code = :code AND f.worked_minutes IS NOT NULL
                           AND f.finished_at > :since AND f.finished_at <= :until
                        """)
                .param("code", procedureCode)
                .param("since", until.minusMonths(12))
                .param("until", until)
                .query((row, n) -> new UsualTime(row.getInt(1), Math.round(row.getDouble(2))))
                .single();
    }

    /** What a sector that has figures is called. */
    @Transactional(readOnly = true)
    public Optional<String> sectorName(String code) {
        return jdbc.sql("SELECT max(sector_name) FROM reporting.procedure_version WHERE sector_code = :code")
                .param("code", code)
                .query(String.class)
                .optional();
    }

    /** Counts everything again from the ledger, for example after an import. What is shown meanwhile stays true. */
    public void rebuild() {
        facts.rebuild();
    }

    private List<Cell> cells(List<Period> periods, Filter filter, Instant now) {
        return bound(
                        jdbc.sql("""
                        SELECT w.n, f.agency_id, p.unit_key, p.sector_code, max(p.sector_name) AS sector_name,
                               count(*) FILTER (WHERE s.is_new AND f.channel = 'ONLINE') AS online,
                               count(*) FILTER (WHERE s.is_new AND f.channel <> 'ONLINE') AS direct,
                               count(*) FILTER (WHERE NOT s.is_new) AS carried_over,
                               count(*) FILTER (WHERE s.is_resolved AND f.punctuality = 'EARLY') AS early,
                               count(*) FILTER (WHERE s.is_resolved AND f.punctuality = 'ON_TIME') AS on_time,
                               count(*) FILTER (WHERE s.is_resolved AND f.punctuality = 'LATE') AS late,
                               count(*) FILTER (WHERE NOT s.is_resolved AND NOT j.is_overdue) AS in_time,
                               count(*) FILTER (WHERE j.is_overdue) AS overdue
                        """ + COUNTED + " GROUP BY w.n, f.agency_id, p.unit_key, p.sector_code"),
                        periods,
                        filter,
                        now)
                .query((row, n) -> new Cell(
                        row.getInt("n"),
                        new AgencyId(row.getLong("agency_id")),
                        row.getString("unit_key"),
                        row.getString("sector_code"),
                        row.getString("sector_name"),
                        new Counts(
                                row.getLong("online"),
                                row.getLong("direct"),
                                row.getLong("carried_over"),
                                row.getLong("early"),
                                row.getLong("on_time"),
                                row.getLong("late"),
                                row.getLong("in_time"),
                                row.getLong("overdue"))))
                .list();
    }

    private JdbcClient.StatementSpec behind(
            Figure figure,
            String select,
            String order,
            Period period,
            Filter filter,
            Actor.Officer officer,
            Instant now) {
        String within = """
                   AND (f.agency_id = ANY (:agencies::bigint[])
                        OR EXISTS (SELECT 1 FROM dossier.v_units u
                                    WHERE u.dossier_id = f.dossier_id AND u.units && :units::bigint[]))
                   AND\s""";
        Predicate<Agency> wholeAgency =
                a -> officer.mayIn(Permission.REPORT_DETAIL, a.id()) && officer.mayIn(Permission.DOSSIER_READ, a.id());
        Predicate<Unit> unit =
                u -> officer.may(Permission.REPORT_DETAIL, u.id()) && officer.may(Permission.DOSSIER_READ, u.id());
        List<Agency> agencies = organization.agencies(now);
        return bound(jdbc.sql(select + COUNTED + within + condition(figure) + order), List.of(period), filter, now)
                .param(
                        "agencies",
                        array(agencies.stream()
                                .filter(wholeAgency)
                                .map(a -> a.id().value())
                                .toList()))
                .param(
                        "units",
                        array(agencies.stream()
                                .flatMap(a -> organization.unitsOf(a.id()).stream())
                                .filter(unit)
                                .map(u -> u.id().value())
                                .toList()));
    }

    private static String condition(Figure figure) {
        return switch (figure) {
            case RECEIVED -> "true";
            case RECEIVED_ONLINE -> "s.is_new AND f.channel = 'ONLINE'";
            case RECEIVED_DIRECT -> "s.is_new AND f.channel <> 'ONLINE'";
            case CARRIED_OVER -> "NOT s.is_new";
            case RESOLVED -> "s.is_resolved";
            case EARLY, ON_TIME, LATE -> "s.is_resolved AND f.punctuality = '" + figure.name() + "'";
            case PENDING -> "NOT s.is_resolved";
            case IN_TIME -> "NOT s.is_resolved AND NOT j.is_overdue";
            case OVERDUE -> "j.is_overdue";
        };
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, List<Period> periods, Filter filter, Instant now) {
        AgencyId agency = filter.agency();
        return statement
                .param("starts", instants(periods, Period::start))
                .param("ends", instants(periods, Period::end))
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .param("agency", agency == null ? null : agency.value())
                .param("unit", filter.unitKey())
                .param("sector", filter.sectorCode());
    }

    private List<Report.UnitLine> units(AgencyId agency, List<Cell> cells) {
        TreeMap<String, List<Cell>> byUnit = cells.stream()
                .filter(c -> c.agency().equals(agency))
                .collect(Collectors.groupingBy(Cell::unitKey, TreeMap::new, Collectors.toList()));
        List<Report.UnitLine> lines = new ArrayList<>();
        byUnit.forEach((key, own) -> lines.add(new Report.UnitLine(
                key,
                organization.unitOf(agency, key).map(Unit::name).orElse(key),
                Counts.sum(own.stream().map(Cell::counts).toList()))));
        return lines;
    }

    private static List<Report.SectorLine> sectors(List<Cell> cells) {
        TreeMap<String, List<Cell>> bySector =
                cells.stream().collect(Collectors.groupingBy(Cell::sectorCode, TreeMap::new, Collectors.toList()));
        List<Report.SectorLine> lines = new ArrayList<>();
        bySector.forEach((code, own) -> lines.add(new Report.SectorLine(
                code,
                own.getFirst().sectorName(),
                Counts.sum(own.stream().map(Cell::counts).toList()))));
        return lines;
    }

    private static Counts sum(List<Cell> cells, Predicate<Cell> which) {
        return Counts.sum(cells.stream().filter(which).map(Cell::counts).toList());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static String instants(List<Period> periods, Function<Period, Instant> edge) {
        return periods.stream().map(p -> edge.apply(p).toString()).collect(Collectors.joining(",", "{", "}"));
    }

    static String array(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
