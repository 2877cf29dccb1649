package vn.motcua.dossier;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.Actor;
import vn.motcua.organization.Permission;

/** People and organisations known from earlier dossiers, so that the counter asks them only once. */
@Service
public class Applicants {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{9,13}(-\\d{3})?");

    private final JdbcClient jdbc;
    private final DossierRecords records;

    Applicants(JdbcClient jdbc, DossierRecords records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /**
     * Who filed last under this identity number or tax code, where it was made sure that it was them: what a guest typed
     * is nobody's, and a phone number is no one either. Only for officers who take dossiers in, only by the whole number,
     * and each answer is logged as a look at the dossier it comes from.
     */
    @Transactional
    public Optional<ApplicantDetails> known(String number, Actor.Officer officer, Instant now) {
        if (!officer.may(Permission.DOSSIER_RECEIVE)
                || !WHOLE_NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        SELECT dossier_id FROM dossier.applicant WHERE identity = :number AND identified
                         ORDER BY dossier_id DESC LIMIT 1
                        """)
                .param("number", number)
                .query(Long.class)
                .optional()
                .map(DossierId::new)
                .map(id -> {
                    records.logAccess(id, Act.of(officer, null, now, null).by(), "prefill", now);
                    return records.applicant(id);
                });
    }
}
