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

    /** So many of the likest phrases are looked at closely. */
    private static final int CANDIDATES = 500;

    /** How much of the words has to stand in a phrase: the first finds a letter wrong, the second two. */
    private static final String STRICT = "0.6";

    private static final String LENIENT = "0.5";

    private static final String LIKENESS = "similarity(p.phrase, a.words)";

    /** For a few letters: the shorter a phrase they begin, the likelier it is meant. */
    private static final String BREVITY = "(1.0 / (1 + length(p.phrase)))::real";

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
        List<ProcedureVersionId> found = matching(WITHIN, STRICT, asked, among);
        if (found.size() >= Math.min(most, MOST) || asked.length() <= FEW) {
            return found;
        }
        found = matching(CLOSE, STRICT, asked, among);
        if (found.size() < ENOUGH) {
            found = matching(CLOSE, LENIENT, asked, among);
        }
        return found.size() < ENOUGH ? matching(LOOSE, LENIENT, asked, among) : found;
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

    private List<ProcedureVersionId> matching(String alike, String nearly, String asked, Among among) {
        jdbc.sql("""
                        SELECT set_config('pg_trgm.similarity_threshold', '0.28', true),
                               set_config('pg_trgm.word_similarity_threshold', :nearly, true)
                        """).param("nearly", nearly).query().singleRow();
        return bound(
                        jdbc.sql("""
                        WITH asked AS (
                            SELECT public.fold(:asked) AS words),
                        candidate AS (
                            SELECT p.version_id, p.phrase, p.weight, a.words, <likeness> AS whole
                              FROM catalog.procedure_phrase p CROSS JOIN asked a
                             WHERE (<alike>)
                               AND p.version_id IN (SELECT v.id FROM catalog.procedure_version v WHERE <wanted>)
                             ORDER BY (p.phrase LIKE a.words || '%' OR p.phrase LIKE '% ' || a.words || '%') DESC,
                                      whole DESC
                             LIMIT :candidates),
                        hit AS (
                            SELECT version_id,
                                   max(weight * greatest(whole, CASE
                                       WHEN phrase LIKE words || '%' THEN 0.98
                                       WHEN phrase || ' ' LIKE '% ' || words || ' %' THEN 0.95
                                       WHEN phrase LIKE '% ' || words || '%' THEN 0.90
                                       ELSE greatest(0.95 * word_similarity(words, phrase),
                                                     0.90 * word_similarity(phrase, words)) END)) AS best,
                                   max(whole) AS whole
                              FROM candidate
                             GROUP BY version_id)
                        SELECT version_id
                          FROM (SELECT hit.*, max(best) OVER () AS top FROM hit) h
                         WHERE best >= 0.3 AND best >= :near * top
                         ORDER BY best DESC, whole DESC, version_id
                         LIMIT :most
                        """.replace("<alike>", alike)
                                .replace("<wanted>", WANTED)
                                .replace("<likeness>", asked.length() > FEW ? LIKENESS : BREVITY)),
                        among)
                .param("asked", asked)
                .param("candidates", CANDIDATES)
                .param("most", MOST)
                .param("near", NEAR)
                .query((row, n) -> new ProcedureVersionId(row.getLong("version_id")))
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
