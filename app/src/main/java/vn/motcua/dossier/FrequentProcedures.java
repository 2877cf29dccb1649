package vn.motcua.dossier;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** What a desk is asked for most, so that the counter offers it first. */
@Service
public class FrequentProcedures {

    /** Looked at, the newest first: enough for a picture of the last weeks, few enough to need no index. */
    private static final int LAST = 5000;

    private final JdbcClient jdbc;

    FrequentProcedures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Codes of the procedures received most by the officer's desks lately, the most frequent first. */
    @Transactional(readOnly = true)
    public List<String> of(Actor.Officer clerk, int limit) {
        String units = clerk.posts().stream()
                .filter(p -> p.permissions().contains(Permission.DOSSIER_RECEIVE))
                .map(p -> Long.toString(p.unit().value()))
                .collect(Collectors.joining(",", "{", "}"));
        return jdbc.sql("""
                        SELECT procedure_code
                          FROM (SELECT procedure_code, receiving_unit FROM dossier.dossier
                                 ORDER BY id DESC LIMIT :last) d
                         WHERE receiving_unit = ANY (:units::bigint[])
                         GROUP BY procedure_code
                         ORDER BY count(*) DESC, procedure_code
                         LIMIT :limit
                        """)
                .param("last", LAST)
                .param("units", units)
                .param("limit", limit)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
