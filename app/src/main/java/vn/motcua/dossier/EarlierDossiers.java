package vn.motcua.dossier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Procedure;
import vn.motcua.catalog.ProcedureVersionId;
import vn.motcua.documents.FileId;
import vn.motcua.organization.Permission;

/**
 * A person's own earlier dossiers: filed by them signed in, for themselves; at a counter those of their identity number
 * whose applicant was identified. What a guest filed belongs to nobody.
 */
@Component
class EarlierDossiers {

    /** As many as a person is likely to remember. */
    private static final int MOST = 30;

    private static final Pattern WHOLE_IDENTITY = Pattern.compile("\\d{9}|\\d{12}");

    private static final String SELECT = """
            SELECT d.id, d.code, d.procedure_version_id, d.submitted_at, d.processed_at, d.content_version, r.file
              FROM dossier.applicant a JOIN dossier.dossier d ON d.id = a.dossier_id
              LEFT JOIN LATERAL (
                   SELECT (e.data ->> 'file')::bigint AS file
                     FROM dossier.dossier_event e
                    WHERE e.dossier_id = d.id AND e.kind = 'RESULT_RECORDED'
                    ORDER BY e.seq DESC LIMIT 1) r ON d.processed_at IS NOT NULL
            """;

    private final JdbcClient jdbc;
    private final DossierRecords records;
    private final Catalog catalog;

    EarlierDossiers(JdbcClient jdbc, DossierRecords records, Catalog catalog) {
        this.jdbc = jdbc;
        this.records = records;
        this.catalog = catalog;
    }

    /**
     * One of them.
     *
     * @param result the file issued as its result, once it is ready
     */
    record Earlier(
            DossierId id,
            String code,
            Instant filedAt,
            Procedure procedure,
            Content content,
            @Nullable FileId result,
            @Nullable Instant processedAt) {}

    /** The newest first. */
    List<Earlier> of(Owner owner) {
        return switch (owner) {
            case Owner.SignedIn person -> {
                if (person.identity() == null) {
                    // nobody can tell which of those filed by them were for themselves
                    yield List.of();
                }
                yield jdbc.sql(SELECT + """
                                 WHERE a.subject = :subject AND a.kind = 'CITIZEN'
                                   AND a.identity = :identity
                                 ORDER BY d.submitted_at DESC, d.id DESC LIMIT :most
                                """)
                        .param("subject", person.citizen().subject())
                        .param("identity", person.identity(), Types.VARCHAR)
                        .param("most", MOST)
                        .query((row, n) -> earlier(row))
                        .list();
            }
            case Owner.AtCounter person -> {
                if (!person.clerk().may(Permission.DOSSIER_RECEIVE)
                        || !WHOLE_IDENTITY.matcher(person.identity()).matches()) {
                    yield List.of();
                }
                yield jdbc.sql(SELECT + """
                                 WHERE a.identity = :identity AND a.kind = 'CITIZEN' AND a.identified
                                 ORDER BY d.submitted_at DESC, d.id DESC LIMIT :most
                                """)
                        .param("identity", person.identity())
                        .param("most", MOST)
                        .query((row, n) -> earlier(row))
                        .list();
            }
        };
    }

    /** The owner's dossier of this code, if it is theirs. */
    Optional<Earlier> find(Owner owner, @Nullable String code) {
        return of(owner).stream().filter(e -> e.code().equals(code)).findFirst();
    }

    private Earlier earlier(ResultSet row) throws SQLException {
        DossierId id = new DossierId(row.getLong("id"));
        long file = row.getLong("file");
        FileId result = row.wasNull() ? null : new FileId(file);
        return new Earlier(
                id,
                row.getString("code"),
                row.getTimestamp("submitted_at").toInstant(),
                catalog.version(new ProcedureVersionId(row.getLong("procedure_version_id"))),
                records.content(id, row.getInt("content_version")),
                result,
                Ledger.instant(row, "processed_at"));
    }
}
