package vn.motcua.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import vn.motcua.dossier.DossierId;
import vn.motcua.organization.AgencyId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.shared.Vietnam;

/** Ratings of dossiers whose result is there: one for each, which can be changed for some days. */
@Service
@Transactional
public class Ratings {

    /** After the day of the first rating. */
    static final int DAYS_TO_CHANGE = 7;

    static final int MAX_COMMENT = 2_000;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);

    private final JdbcClient jdbc;

    Ratings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a rating. A further one replaces it within some days, the same one again changes nothing. Refused: {@code
     * feedback.not-ready}, {@code feedback.overall-missing}, {@code feedback.score-range}, {@code
     * feedback.comment-too-long}, {@code feedback.rated-already} (day of the rating, last day for a change).
     */
    public Result<RatingId> rate(RatedDossier dossier, RatingForm form, Instant now) {
        if (!dossier.resultReady()) {
            return Result.refused(Problem.of("feedback.not-ready"));
        }
        List<Problem> problems = faults(form);
        if (!problems.isEmpty()) {
            return Result.refused(problems);
        }
        lock(dossier.id());
        Rating before = of(dossier.id()).orElse(null);
        if (before == null) {
            return Result.done(insert(dossier, form, now, now));
        }
        if (before.form().equals(form)) {
            return Result.done(before.id());
        }
        LocalDate first = LocalDate.ofInstant(before.firstAt(), Vietnam.ZONE);
        LocalDate last = first.plusDays(DAYS_TO_CHANGE);
        if (LocalDate.ofInstant(now, Vietnam.ZONE).isAfter(last)) {
            return Result.refused(Problem.of("feedback.rated-already", DAY.format(first), DAY.format(last)));
        }
        jdbc.sql("UPDATE feedback.rating SET superseded_at = :now WHERE id = :id")
                .param("now", Timestamp.from(now))
                .param("id", before.id().value())
                .update();
        return Result.done(insert(dossier, form, before.firstAt(), now));
    }

    @Transactional(readOnly = true)
    public Optional<Rating> of(DossierId dossier) {
        return jdbc.sql("SELECT * FROM feedback.rating WHERE dossier = :dossier AND superseded_at IS NULL")
                .param("dossier", dossier.value())
                .query((rs, row) -> rating(rs))
                .optional();
    }

    /** By agency and month, months from {@code from} to {@code to} inclusive; months without ratings are left out. */
    @Transactional(readOnly = true)
    public List<Satisfaction> satisfaction(YearMonth from, YearMonth to) {
        return jdbc.sql("""
                        SELECT agency,
                               date_trunc('month', first_at, :zone) AS month,
                               count(*) AS count,
                               count(*) FILTER (WHERE overall >= 4) AS satisfied,
                               avg(overall) AS mean,
                               avg(access) AS access, avg(procedures) AS procedures, avg(officers) AS officers,
                               avg(result) AS result, avg(handling) AS handling
                        FROM feedback.rating
                        WHERE superseded_at IS NULL AND first_at >= :from AND first_at < :to
                        GROUP BY 1, 2
                        ORDER BY 2, 1
                        """)
                .param("zone", Vietnam.ZONE.getId())
                .param("from", startOf(from, Vietnam.ZONE))
                .param("to", startOf(to.plusMonths(1), Vietnam.ZONE))
                .query((rs, row) -> satisfaction(rs))
                .list();
    }

    private static List<Problem> faults(RatingForm form) {
        List<Problem> problems = new ArrayList<>();
        if (form.overall() == 0) {
            problems.add(Problem.at("overall", "feedback.overall-missing"));
        } else if (outOfRange(form.overall())) {
            problems.add(Problem.at("overall", "feedback.score-range"));
        }
        form.factors().forEach((factor, score) -> {
            if (outOfRange(score)) {
                problems.add(Problem.at(field(factor), "feedback.score-range"));
            }
        });
        String comment = form.comment();
        if (comment != null && comment.length() > MAX_COMMENT) {
            problems.add(Problem.at("comment", "feedback.comment-too-long", comment.length(), MAX_COMMENT));
        }
        return problems;
    }

    private static boolean outOfRange(int score) {
        return score < 1 || score > 5;
    }

    /** Name of the factor's input field and column. */
    private static String field(Factor factor) {
        return factor.name().toLowerCase(Locale.ROOT);
    }

    /** Two presses at once are taken one after the other. */
    private void lock(DossierId dossier) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('feedback.rating', :dossier))")
                .param("dossier", dossier.value())
                .query((rs, row) -> 0)
                .single();
    }

    private RatingId insert(RatedDossier dossier, RatingForm form, Instant firstAt, Instant now) {
        Map<Factor, Integer> factors = form.factors();
        return new RatingId(jdbc.sql("""
                        INSERT INTO feedback.rating (dossier, agency, overall, access, procedures, officers, result,
                                                     handling, comment, rated_at, first_at)
                        VALUES (:dossier, :agency, :overall, :access, :procedures, :officers, :result,
                                :handling, :comment, :now, :first)
                        RETURNING id
                        """)
                .param("dossier", dossier.id().value())
                .param("agency", dossier.agency().value())
                .param("overall", form.overall())
                .param("access", factors.get(Factor.ACCESS))
                .param("procedures", factors.get(Factor.PROCEDURES))
                .param("officers", factors.get(Factor.OFFICERS))
                .param("result", factors.get(Factor.RESULT))
                .param("handling", factors.get(Factor.HANDLING))
                .param("comment", form.comment())
                .param("now", Timestamp.from(now))
                .param("first", Timestamp.from(firstAt))
                .query(Long.class)
                .single());
    }

    private static Rating rating(ResultSet rs) throws SQLException {
        Map<Factor, Integer> factors = new EnumMap<>(Factor.class);
        for (Factor factor : Factor.values()) {
            int score = rs.getInt(field(factor));
            if (!rs.wasNull()) {
                factors.put(factor, score);
            }
        }
        return new Rating(
                new RatingId(rs.getLong("id")),
                new DossierId(rs.getLong("dossier")),
                new AgencyId(rs.getLong("agency")),
                new RatingForm(rs.getInt("overall"), factors, rs.getString("comment")),
                rs.getTimestamp("first_at").toInstant(),
                rs.getTimestamp("rated_at").toInstant());
    }

    private static Satisfaction satisfaction(ResultSet rs) throws SQLException {
        Map<Factor, Double> means = new EnumMap<>(Factor.class);
        for (Factor factor : Factor.values()) {
            double mean = rs.getDouble(field(factor));
            if (!rs.wasNull()) {
                means.put(factor, mean);
            }
        }
        return new Satisfaction(
                new AgencyId(rs.getLong("agency")),
                YearMonth.from(rs.getTimestamp("month").toInstant().atZone(Vietnam.ZONE)),
                rs.getLong("count"),
                rs.getLong("satisfied"),
                rs.getDouble("mean"),
                means);
    }

    private static Timestamp startOf(YearMonth month, ZoneId zone) {
        return Timestamp.from(month.atDay(1).atStartOfDay(zone).toInstant());
    }
}
