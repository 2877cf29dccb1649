package vn.motcua.catalog;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.organization.AgencyLevel;

/** Finds procedures by what people type. Must run inside a transaction: it sets the trigram thresholds for itself. */
@Component
class Search {

    private static final int MOST = 50;
    /** From so many good matches on, whatever else is loosely alike could only stand below them. */
    private static final int ENOUGH = 5;

    /** Of the best match's likeness a hit needs so much: what is far below it shares a common word only. */
    private static final double NEAR = 0.65;

    /** Of so few letters none can be told to be wrong. */
    private static final int FEW = 3;

    /** The words stand in the phrase, the last perhaps unfinished. */
    private static final String WITHIN = "p.phrase LIKE a.words || '%' OR p.phrase LIKE '% ' || a.words || '%'";

    /** The same with a letter or two wrong; ten times the work where many phrases have a word in common. */
    private static final String CLOSE = "p.phrase %> a.words OR " + WITHIN;

    /** As a whole loosely alike, for questions longer than any phrase; ten times the work of a close match. */
    private static final String LOOSE = CLOSE + " OR p.phrase % a.words";

    private final JdbcClient jdbc;
    private final SearchWords words;

    Search(JdbcClient jdbc, SearchWords words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    /** Which of the versions in force are looked among; {@code v} is the version. */
    private static final String WANTED = """
            v.validity @> :today AND v.audiences && :audiences::text[]
               AND (:sector::text IS NULL OR v.record -> 'sector' ->> 'code' = :sector)
               AND (:event::text IS NULL OR v.record ->> 'lifeEvent' = :event)
               AND (:level::text IS NULL
                    OR v.record ->> 'agencyLevel' = :level AND v.record ->> 'unit' = ANY(:units::text[]))
            """;

    /** What is looked among, that day; agency and units are those of the agency that is to offer it. */
    record Among(
            LocalDate today,
            ProcedureFilter filter,
            @Nullable AgencyLevel level,
            List<String> units) {}

    /**
     * Versions in force that day, best match first; all of them for a blank query.
     *
     * @param most how many are looked at: where so many have the very words, nobody looks for those with a letter wrong
     */
    List<ProcedureVersionId> find(String query, Among among, int most) {
        String asked = words.asked(query);
        if (asked.isEmpty()) {
            return all(among);
        }
        List<ProcedureVersionId> within = matching(WITHIN, asked, among);
        if (within.size() >= Math.min(most, MOST) || asked.length() <= FEW) {
            return within;
        }
        List<ProcedureVersionId> close = matching(CLOSE, asked, among);
        return close.size() >= ENOUGH ? close : matching(LOOSE, asked, among);
    }

    private List<ProcedureVersionId> all(Among among) {
        return bound(jdbc.sql("""
                        SELECT v.id
                          FROM catalog.procedure_version v
                         WHERE <wanted>
                         ORDER BY (v.record -> 'sector' ->> 'name') COLLATE "vi-x-icu",
                                  (v.record ->> 'shortName') COLLATE "vi-x-icu", v.id
                        """.replace("<wanted>", WANTED)), among)
                .query((row, n) -> new ProcedureVersionId(row.getLong("id")))
                .list();
    }

    /** Those for the public that name a life event, in the order of {@link #find} without words. */
    List<ProcedureVersionId> ofLifeEvents(LocalDate today) {
        return jdbc.sql("""
                        SELECT v.id
                          FROM catalog.procedure_version v
                         WHERE v.record ->> 'lifeEvent' IS NOT NULL
                           AND v.validity @> :today AND v.audiences && :audiences::text[]
                         ORDER BY (v.record -> 'sector' ->> 'name') COLLATE "vi-x-icu",
                                  (v.record ->> 'shortName') COLLATE "vi-x-icu", v.id
                        """)
                .param("today", today)
                .param("audiences", audiences(null))
                .query((row, n) -> new ProcedureVersionId(row.getLong("id")))
                .list();
    }

    /** The sectors of what is in force for the public, by name. */
    List<Sector> sectors(LocalDate today) {
        return jdbc.sql("""
                        SELECT v.record -> 'sector' ->> 'code' AS code,
                               min(v.record -> 'sector' ->> 'name') AS name, count(*) AS procedures
                          FROM catalog.procedure_version v
                         WHERE v.validity @> :today AND v.audiences && :audiences::text[]
                         GROUP BY 1
                         ORDER BY min(v.record -> 'sector' ->> 'name') COLLATE "vi-x-icu", 1
                        """)
                .param("today", today)
                .param("audiences", audiences(null))
                .query((row, n) -> new Sector(row.getString("code"), row.getString("name"), row.getInt("procedures")))
                .list();
    }

    private List<ProcedureVersionId> matching(String alike, String asked, Among among) {
        jdbc.sql("""
                        SELECT set_config('pg_trgm.similarity_threshold', '0.28', true),
                               set_config('pg_trgm.word_similarity_threshold', '0.5', true)
                        """).query().singleRow();
        return bound(jdbc.sql("""
                        WITH asked AS (
                            SELECT public.fold(:asked) AS words),
                        hit AS (
                            SELECT p.version_id,
                                   max(p.weight * greatest(s.whole, CASE
                                       WHEN p.phrase LIKE a.words || '%' THEN 0.98
                                       WHEN p.phrase || ' ' LIKE '% ' || a.words || ' %' THEN 0.95
                                       WHEN p.phrase LIKE '% ' || a.words || '%' THEN 0.90
                                       ELSE greatest(0.95 * word_similarity(a.words, p.phrase),
                                                     0.90 * word_similarity(p.phrase, a.words)) END)) AS best,
                                   max(s.whole) AS whole
                              FROM catalog.procedure_phrase p
                             CROSS JOIN asked a
                             CROSS JOIN LATERAL (SELECT similarity(p.phrase, a.words) AS whole OFFSET 0) s
                             WHERE <alike>
                             GROUP BY p.version_id),
                        kept AS (
                            SELECT version_id, best, whole FROM (
                                SELECT hit.*, max(best) OVER () AS top FROM hit) h
                             WHERE best >= 0.3 AND best >= :near * top)
                        SELECT v.id
                          FROM kept hit JOIN catalog.procedure_version v ON v.id = hit.version_id
                         WHERE <wanted>
                         ORDER BY hit.best DESC, hit.whole DESC, v.id
                         LIMIT :most
                        """.replace("<alike>", alike).replace("<wanted>", WANTED)), among)
                .param("asked", asked)
                .param("most", MOST)
                .param("near", NEAR)
                .query((row, n) -> new ProcedureVersionId(row.getLong("id")))
                .list();
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement, Among among) {
        ProcedureFilter filter = among.filter();
        AgencyLevel level = among.level();
        return statement
                .param("today", among.today())
                .param("audiences", audiences(filter.audience()))
                .param("sector", filter.sector(), Types.VARCHAR)
                .param("event", filter.lifeEvent(), Types.VARCHAR)
                .param("level", level == null ? null : level.name(), Types.VARCHAR)
                .param("units", "{" + String.join(",", among.units()) + "}");
    }

    private static String audiences(@Nullable Audience audience) {
        return audience == null ? "{CITIZEN,BUSINESS}" : "{" + audience.name() + "}";
    }
}
