package vn.motcua.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.organization.AgencyId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;

/** The suggestion box. */
@Service
@Transactional
public class Suggestions {

    static final int MAX_CONTENT = 4_000;
    static final int MAX_CONTACT = 200;
    static final int MAX_DOSSIER_CODE = 60;

    /** The same words sent again within this time are a second press, not a second suggestion. */
    private static final Duration SAME_PRESS = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    Suggestions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes in a suggestion. Refused, each at its field: {@code feedback.content-missing}, {@code
     * feedback.content-too-long}, {@code feedback.contact-too-long}, {@code feedback.dossier-code-too-long}.
     */
    public Result<SuggestionId> send(SuggestionForm form, Instant now) {
        List<Problem> problems = faults(form);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:content, 0))")
                .param("content", form.content())
                .query((rs, row) -> 0)
                .single();
        return Result.done(sentJustNow(form, now).orElseGet(() -> insert(form, now)));
    }

    /** Refused: {@code feedback.answer-missing}, {@code feedback.answered-already} (by whom). */
    public Result<Suggestion> answer(SuggestionId id, String answer, String by, Instant now) {
        if (answer.isBlank()) {
            return Result.refused(Problem.at("answer", "feedback.answer-missing"));
        }
        if (answer.strip().length() > MAX_CONTENT) {
            return Result.refused(Problem.at(
                    "answer", "feedback.content-too-long", answer.strip().length(), MAX_CONTENT));
        }
        int changed = jdbc.sql("""
                        UPDATE feedback.suggestion
                        SET state = 'ANSWERED', answer = :answer, answered_by = :by, answered_at = :now
                        WHERE id = :id AND state = 'NEW'
                        """)
                .param("answer", answer.strip())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("id", id.value())
                .update();
        Suggestion suggestion = find(id).orElseThrow();
        if (changed == 0 && !answer.strip().equals(suggestion.answer())) {
            return Result.refused(Problem.of("feedback.answered-already", String.valueOf(suggestion.answeredBy())));
        }
        return Result.done(suggestion);
    }

    @Transactional(readOnly = true)
    public Optional<Suggestion> find(SuggestionId id) {
        return jdbc.sql("SELECT * FROM feedback.suggestion WHERE id = :id")
                .param("id", id.value())
                .query((rs, row) -> suggestion(rs))
                .optional();
    }

    /** Those still to be answered by an agency, and those that name no agency; the oldest first. */
    @Transactional(readOnly = true)
    public List<Suggestion> open(AgencyId agency, int limit) {
        return jdbc.sql("""
                        SELECT * FROM feedback.suggestion
                        WHERE state = 'NEW' AND (agency = :agency OR agency IS NULL)
                        ORDER BY sent_at, id
                        LIMIT :limit
                        """)
                .param("agency", agency.value())
                .param("limit", limit)
                .query((rs, row) -> suggestion(rs))
                .list();
    }

    private static List<Problem> faults(SuggestionForm form) {
        List<Problem> problems = new ArrayList<>();
        if (form.content().isEmpty()) {
            problems.add(Problem.at("content", "feedback.content-missing"));
        }
        tooLong(problems, "content", form.content(), MAX_CONTENT);
        tooLong(problems, "contact", form.contact(), MAX_CONTACT);
        tooLong(problems, "dossier-code", form.dossierCode(), MAX_DOSSIER_CODE);
        return problems;
    }

    private static void tooLong(List<Problem> problems, String field, @Nullable String text, int max) {
        if (text != null && text.length() > max) {
            problems.add(Problem.at(field, "feedback." + field + "-too-long", text.length(), max));
        }
    }

    private Optional<SuggestionId> sentJustNow(SuggestionForm form, Instant now) {
        return jdbc.sql("""
                        SELECT id FROM feedback.suggestion
                        WHERE state = 'NEW' AND sent_at > :since AND content = :content
                          AND contact IS NOT DISTINCT FROM :contact
                          AND agency IS NOT DISTINCT FROM :agency
                          AND dossier_code IS NOT DISTINCT FROM :code
                        """)
                .param("since", Timestamp.from(now.minus(SAME_PRESS)))
                .params(values(form))
                .query((rs, row) -> new SuggestionId(rs.getLong("id")))
                .optional();
    }

    private SuggestionId insert(SuggestionForm form, Instant now) {
        return new SuggestionId(jdbc.sql("""
                        INSERT INTO feedback.suggestion (agency, content, contact, dossier_code, state, sent_at)
                        VALUES (:agency, :content, :contact, :code, 'NEW', :now)
                        RETURNING id
                        """)
                .params(values(form))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single());
    }

    private static Map<String, @Nullable Object> values(SuggestionForm form) {
        AgencyId agency = form.agency();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("content", form.content());
        values.put("contact", form.contact());
        values.put("agency", agency == null ? null : agency.value());
        values.put("code", form.dossierCode());
        return values;
    }

    private static Suggestion suggestion(ResultSet rs) throws SQLException {
        long agency = rs.getLong("agency");
        AgencyId agencyId = rs.wasNull() ? null : new AgencyId(agency);
        Timestamp answeredAt = rs.getTimestamp("answered_at");
        return new Suggestion(
                new SuggestionId(rs.getLong("id")),
                new SuggestionForm(
                        rs.getString("content"), rs.getString("contact"), agencyId, rs.getString("dossier_code")),
                SuggestionState.valueOf(rs.getString("state")),
                rs.getTimestamp("sent_at").toInstant(),
                rs.getString("answer"),
                rs.getString("answered_by"),
                answeredAt == null ? null : answeredAt.toInstant());
    }
}
