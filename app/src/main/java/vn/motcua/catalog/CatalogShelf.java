package vn.motcua.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import vn.motcua.organization.Organization;
import vn.motcua.shared.Vietnam;

/** The catalogue as those see it who look after it: all procedures, their versions, and what was done to them. */
@Service
@Transactional(readOnly = true)
public class CatalogShelf {

    public static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final Organization organization;
    private final Clock clock;

    CatalogShelf(JdbcClient jdbc, Organization organization, Clock clock) {
        this.jdbc = jdbc;
        this.organization = organization;
        this.clock = clock;
    }

    /** Which procedures a list shows. */
    public enum Filter {
        ALL,
        DRAFT,
        SUBMITTED,
        /** Announced by a decision, but no version of it was ever published here. */
        UNPUBLISHED,
        /** Something is still missing or wrong. */
        INCOMPLETE,
        /** A later version takes over of itself. */
        SCHEDULED,
        /** Something holds at the counter that does not on the portal, or the other way round: see {@link Sides}. */
        DIFFERS,
        /** The version in force brought the content of an earlier one back. */
        RETURNED,
        EXPIRED
    }

    /** A page of the list. */
    public record Lines(List<CatalogLine> lines, int total) {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    private static final String LINE = """
            WITH line AS (
                SELECT c.code, coalesce(now.name, d.name, coming.name, past.name, c.code) AS name,
                       now.valid_from AS now, coming.valid_from AS coming,
                       CASE WHEN now.id IS NULL THEN past.valid_to END AS ended,
                       now.id IS NOT NULL AND process.in_force(now.definition_id, :today) <> now.definition_id AS other,
                       p.id IS NULL AS unpublished,
                       now.audiences && ARRAY['CITIZEN', 'BUSINESS'] AS open,
                       now.online, now.counter, now.id IS NOT NULL AND now.place <> ALL (:places::text[]) AS nobody,
                       (SELECT count(*) FROM catalog.procedure_version e
                         WHERE e.procedure_id = p.id AND e.id <= now.returned) AS returned,
                       d.state, d.faults, d.changed_by, d.changed_at
                  FROM (SELECT code FROM catalog.procedure UNION SELECT code FROM catalog.draft) c
                  LEFT JOIN catalog.procedure p ON p.code = c.code
                  LEFT JOIN catalog.draft d ON d.code = c.code
                  LEFT JOIN LATERAL (
                       SELECT v.id, v.valid_from, v.definition_id, v.audiences, v.record ->> 'shortName' AS name,
                              v.record -> 'channels' @> '[{"channel": "ONLINE", "offered": true}]' AS online,
                              v.record -> 'channels' @> '[{"channel": "COUNTER", "offered": true}]' AS counter,
                              (v.record ->> 'agencyLevel') || '/' || (v.record ->> 'unit') AS place,
                              (SELECT max(e.id) FROM catalog.procedure_version e
                                WHERE e.procedure_id = v.procedure_id AND e.id < v.id
                                  AND e.content_hash = v.content_hash) AS returned
                         FROM catalog.procedure_version v
                        WHERE v.procedure_id = p.id AND v.validity @> :today) now ON true
                  LEFT JOIN LATERAL (
                       SELECT v.valid_from, v.record ->> 'shortName' AS name
                         FROM catalog.procedure_version v
                        WHERE v.procedure_id = p.id AND v.valid_from > :today AND NOT isempty(v.validity)
                        ORDER BY v.valid_from LIMIT 1) coming ON true
                  LEFT JOIN LATERAL (
                       SELECT v.valid_to, v.record ->> 'shortName' AS name
                         FROM catalog.procedure_version v
                        WHERE v.procedure_id = p.id AND v.valid_to <= :today
                        ORDER BY v.valid_to DESC, v.id DESC LIMIT 1) past ON true)
            """;

    private static final String CHOSEN = """
             WHERE (:words = '' OR line.code LIKE :words || '%'
                    OR public.fold(line.name) LIKE '%' || public.fold(:words) || '%')
               AND CASE :filter
                   WHEN 'DRAFT' THEN state IS NOT NULL
                   WHEN 'SUBMITTED' THEN state = 'SUBMITTED'
                   WHEN 'UNPUBLISHED' THEN unpublished
                   WHEN 'INCOMPLETE' THEN faults > 0
                   WHEN 'SCHEDULED' THEN coming IS NOT NULL
                   WHEN 'DIFFERS' THEN other OR nobody OR (open AND online <> counter)
                   WHEN 'RETURNED' THEN returned > 0
                   WHEN 'EXPIRED' THEN ended IS NOT NULL AND coming IS NULL
                   ELSE true END
            """;

    /** @param page 1, 2, 3 … */
    public Lines lines(Filter filter, String words, int page) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
        int total = jdbc.sql(LINE + " SELECT count(*) FROM line " + CHOSEN)
                .param("today", today)
                .param("places", places())
                .param("words", words.strip())
                .param("filter", filter.name())
                .query(Integer.class)
                .single();
        List<CatalogLine> lines = jdbc.sql(LINE
                        + " SELECT * FROM line "
                        + CHOSEN
                        + " ORDER BY name COLLATE \"vi-x-icu\", code LIMIT :most OFFSET :from")
                .param("today", today)
                .param("places", places())
                .param("words", words.strip())
                .param("filter", filter.name())
                .param("most", PAGE)
                .param("from", (Math.max(1, page) - 1) * PAGE)
                .query(CatalogShelf::line)
                .list();
        return new Lines(lines, total);
    }

    /** Level and unit of all that answers for procedures today, as {@code COMMUNE/justice}. */
    private String[] places() {
        return organization.agencies(clock.instant()).stream()
                .flatMap(agency -> organization.unitsOf(agency.id()).stream()
                        .map(unit -> agency.level().name() + "/" + unit.key()))
                .distinct()
                .toArray(String[]::new);
    }

    /** What of a procedure in force can differ between portal and counter, as it is today; empty when none is. */
    public Optional<Sides> sides(String code) {
        return jdbc.sql(LINE + " SELECT * FROM line WHERE code = :code AND now IS NOT NULL")
                .param("today", LocalDate.ofInstant(clock.instant(), Vietnam.ZONE))
                .param("places", places())
                .param("code", code)
                .query((row, _) -> sides(row))
                .optional();
    }

    private static Sides sides(ResultSet row) throws SQLException {
        return new Sides(
                row.getBoolean("open"),
                row.getBoolean("online"),
                row.getBoolean("counter"),
                row.getBoolean("nobody"),
                row.getBoolean("other"));
    }

    private static CatalogLine line(ResultSet row, int n) throws SQLException {
        String state = row.getString("state");
        return new CatalogLine(
                row.getString("code"),
                row.getString("name"),
                row.getObject("now", LocalDate.class),
                row.getObject("coming", LocalDate.class),
                row.getObject("ended", LocalDate.class),
                row.getObject("now") == null ? null : sides(row),
                row.getInt("returned"),
                state == null
                        ? null
                        : new CatalogLine.DraftLine(
                                ProcedureDraft.State.valueOf(state),
                                row.getInt("faults"),
                                row.getString("changed_by"),
                                row.getTimestamp("changed_at").toInstant()));
    }

    /** What lists call a procedure; its code where it has no name yet. */
    public String name(String code) {
        return lines(Filter.ALL, code, 1).lines().stream()
                .filter(line -> line.code().equals(code))
                .map(CatalogLine::name)
                .findFirst()
                .orElse(code);
    }

    /** The versions of a procedure, newest first; none for a code that was never published. */
    public List<ProcedureVersion> versions(String code) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Vietnam.ZONE);
        return jdbc.sql("""
                        SELECT v.id, row_number() OVER (ORDER BY v.id) AS number, v.valid_from, v.valid_to,
                               v.published_at, v.edited_by, v.published_by, v.reason,
                               CASE WHEN isempty(v.validity) THEN 'NEVER'
                                    WHEN v.validity @> :today THEN 'NOW'
                                    WHEN v.valid_from > :today THEN 'COMING'
                                    ELSE 'PAST' END AS state
                          FROM catalog.procedure_version v JOIN catalog.procedure p ON p.id = v.procedure_id
                         WHERE p.code = :code
                         ORDER BY v.id DESC
                        """)
                .param("code", code)
                .param("today", today)
                .query((row, _) -> new ProcedureVersion(
                        new ProcedureVersionId(row.getLong("id")),
                        row.getInt("number"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        ProcedureVersion.State.valueOf(row.getString("state")),
                        row.getTimestamp("published_at").toInstant(),
                        row.getString("edited_by"),
                        row.getString("published_by"),
                        row.getString("reason")))
                .list();
    }

    /** What was done to a procedure and its drafts, latest first. */
    public List<CatalogAct> acts(String code, int most) {
        return jdbc.sql("""
                        SELECT l.act, l.revision, l.officer, l.remark, l.changes::text AS changes, l.at,
                               (SELECT count(*) FROM catalog.procedure_version v
                                 WHERE v.id <= l.version_id
                                   AND v.procedure_id = (SELECT id FROM catalog.procedure WHERE code = :code)) AS version
                          FROM catalog.edit_log l WHERE l.code = :code ORDER BY l.id DESC LIMIT :most
                        """)
                .param("code", code)
                .param("most", most)
                .query((row, _) -> {
                    int version = row.getInt("version");
                    String remark = row.getString("remark");
                    return new CatalogAct(
                            CatalogAct.Kind.valueOf(row.getString("act")),
                            row.getObject("revision", Integer.class),
                            version == 0 ? null : version,
                            row.getString("officer"),
                            remark == null ? "" : remark,
                            Json.MAPPER.readValue(row.getString("changes"), new TypeReference<>() {}),
                            row.getTimestamp("at").toInstant());
                })
                .list();
    }

    /** What has been changed in a draft after a revision, by whoever it was, earliest first. */
    List<ProcedureChange> changesSince(String code, int revision) {
        return jdbc.sql("""
                        SELECT changes::text FROM catalog.edit_log
                         WHERE code = :code AND act = 'SAVED' AND revision > :revision
                           AND id > (SELECT max(id) FROM catalog.edit_log
                                      WHERE code = :code AND act IN ('BEGUN', 'IMPORTED'))
                         ORDER BY id
                        """).param("code", code).param("revision", revision).query(String.class).list().stream()
                .flatMap(json -> Json.MAPPER.readValue(json, new TypeReference<List<ProcedureChange>>() {}).stream())
                .toList();
    }
}
