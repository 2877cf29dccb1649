package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds procedures by what people type. Must run inside a transaction: it sets the trigram thresholds for itself. */
@Component
class Search {

    private static final int MOST = 50;
    /** From so many good matches on, whatever else is loosely alike could only stand below them. */
    private static final int ENOUGH = 5;

    /** Of the best match's likeness a hit needs so much: what is far below it shares a common word only. */
    private static final double NEAR = 0.65;

    /** The words stand in the phrase, the last perhaps unfinished, a letter or two wrong: the index finds these at once. */
    private static final String CLOSE =
            "p.phrase %> a.words OR p.phrase LIKE a.words || '%' OR p.phrase LIKE '% ' || a.words || '%'";

    /** As a whole loosely alike, for questions longer than any phrase; ten times the work of a close match. */
    private static final String LOOSE = CLOSE + " OR p.phrase % a.words";

    private final JdbcClient jdbc;
    private final SearchWords words;

    Search(JdbcClient jdbc, SearchWords words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    /** Versions in force that day, best match first; all of them for a blank query. */
    List<ProcedureVersionId> find(String query, @Nullable Audience audience, LocalDate today) {
        String asked = words.asked(query);
        if (asked.isEmpty()) {
            return all(audience, today);
        }
        List<ProcedureVersionId> close = matching(CLOSE, asked, audience, today);
        return close.size() >= ENOUGH ? close : matching(LOOSE, asked, audience, today);
    }

    private List<ProcedureVersionId> all(@Nullable Audience audience, LocalDate today) {
        return jdbc.sql("""
                        SELECT v.id
                          FROM catalog.procedure_version v
                         WHERE v.validity @> :today AND v.audiences && :audiences::text[]
                         ORDER BY (v.record -> 'sector' ->> 'name') COLLATE "vi-x-icu",
                                  (v.record ->> 'shortName') COLLATE "vi-x-icu", v.id
                        """)
                .param("today", today)
                .param("audiences", audiences(audience))
                .query((row, n) -> new ProcedureVersionId(row.getLong("id")))
                .list();
    }

    private List<ProcedureVersionId> matching(
            String alike, String asked, @Nullable Audience audience, LocalDate today) {
        jdbc.sql("""
                        SELECT set_config('pg_trgm.similarity_threshold', '0.28', true),
                               set_config('pg_trgm.word_similarity_threshold', '0.5', true)
                        """).query().singleRow();
        return jdbc.sql("""
                        WITH asked AS (
                            SELECT public.fold(:asked) AS words),
                        hit AS (
                            SELECT p.version_id,
                                   max(p.weight * greatest(
                                       similarity(p.phrase, a.words),
                                       0.95 * word_similarity(a.words, p.phrase),
                                       0.90 * word_similarity(p.phrase, a.words),
                                       CASE WHEN p.phrase LIKE a.words || '%' THEN 0.98
                                            WHEN p.phrase LIKE '% ' || a.words || '%' THEN 0.90
                                            ELSE 0 END)) AS best,
                                   max(similarity(p.phrase, a.words)) AS whole
                              FROM catalog.procedure_phrase p CROSS JOIN asked a
                             WHERE <alike>
                             GROUP BY p.version_id),
                        kept AS (
                            SELECT version_id, best, whole FROM (
                                SELECT hit.*, max(best) OVER () AS top FROM hit) h
                             WHERE best >= 0.3 AND best >= :near * top)
                        SELECT v.id
                          FROM kept hit JOIN catalog.procedure_version v ON v.id = hit.version_id
                         WHERE v.validity @> :today AND v.audiences && :audiences::text[]
                         ORDER BY hit.best DESC, hit.whole DESC, v.id
                         LIMIT :most
                        """.replace("<alike>", alike))
                .param("asked", asked)
                .param("today", today)
                .param("audiences", audiences(audience))
                .param("most", MOST)
                .param("near", NEAR)
                .query((row, n) -> new ProcedureVersionId(row.getLong("id")))
                .list();
    }

    private static String audiences(@Nullable Audience audience) {
        return audience == null ? "{CITIZEN,BUSINESS}" : "{" + audience.name() + "}";
    }
}
