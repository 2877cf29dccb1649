package vn.motcua.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.dossier.DossierId;
import vn.motcua.organization.AgencyId;
import vn.motcua.shared.Problem;
import vn.motcua.shared.Result;
import vn.motcua.testing.MotCuaTest;
import vn.motcua.testing.TestClock;

@MotCuaTest
class RatingsTest {

    /** Far above the ids of real dossiers and agencies. */
    private static final AtomicLong NEXT = new AtomicLong(8_000_000_000L);

    private static final Instant NOW = TestClock.START;

    @Autowired
    Ratings ratings;

    @Autowired
    Suggestions suggestions;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_dossier_without_result_cannot_be_rated() {
        RatedDossier open = new RatedDossier(new DossierId(NEXT.incrementAndGet()), agency(), false);

        assertThat(ratings.rate(open, score(5), NOW)).isEqualTo(Result.refused(Problem.of("feedback.not-ready")));
    }

    @Test
    void a_rating_is_read_back_with_its_factors_and_comment() {
        RatedDossier dossier = ready(agency());
        RatingForm form =
                new RatingForm(4, Map.of(Factor.OFFICERS, 5, Factor.HANDLING, 2), "  Cán bộ tận tình, chờ hơi lâu ");

        RatingId id = ratings.rate(dossier, form, NOW).orElseThrow();

        Rating rating = ratings.of(dossier.id()).orElseThrow();
        assertThat(rating).isEqualTo(new Rating(id, dossier.id(), dossier.agency(), form, NOW, NOW));
        assertThat(rating.form().comment()).isEqualTo("Cán bộ tận tình, chờ hơi lâu");
    }

    @Test
    void every_fault_is_told_at_its_field() {
        RatingForm form = new RatingForm(0, Map.of(Factor.RESULT, 6), "x".repeat(2_001));

        assertThat(ratings.rate(ready(agency()), form, NOW))
                .isEqualTo(Result.refused(
                        Problem.at("overall", "feedback.overall-missing"),
                        Problem.at("result", "feedback.score-range"),
                        Problem.at("comment", "feedback.comment-too-long", 2_001, 2_000)));
    }

    @Test
    void a_rating_can_be_changed_for_seven_days_and_then_no_more() {
        RatedDossier dossier = ready(agency());
        ratings.rate(dossier, score(2), NOW).orElseThrow();

        ratings.rate(dossier, score(4), TestClock.at(2026, 8, 31, 23, 59)).orElseThrow();
        Result<RatingId> late = ratings.rate(dossier, score(1), TestClock.at(2026, 9, 1, 0, 0));

        assertThat(late).isEqualTo(Result.refused(Problem.of("feedback.rated-already", "24/8/2026", "31/8/2026")));
        assertThat(ratings.of(dossier.id()).orElseThrow().form().overall()).isEqualTo(4);
        assertThat(jdbc.sql("SELECT count(*) FROM feedback.rating WHERE dossier = :id")
                        .param("id", dossier.id().value())
                        .query(Long.class)
                        .single())
                .as("what was said first is kept")
                .isEqualTo(2);
    }

    @Test
    void two_presses_at_once_make_one_rating() throws Exception {
        RatedDossier dossier = ready(agency());

        List<Future<RatingId>> both;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            both = threads.invokeAll(List.of(
                    () -> ratings.rate(dossier, score(5), NOW).orElseThrow(),
                    () -> ratings.rate(dossier, score(5), NOW).orElseThrow()));
        }

        assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
    }

    @Test
    void satisfaction_counts_each_dossier_once_in_the_month_of_its_first_rating_in_vietnam() {
        AgencyId agency = agency();
        RatedDossier changed = ready(agency);
        Instant lastMinuteOfAugust = TestClock.at(2031, 8, 31, 23, 59);
        ratings.rate(changed, score(1), lastMinuteOfAugust).orElseThrow();
        ratings.rate(changed, score(5), TestClock.at(2031, 9, 2, 8, 0)).orElseThrow();
        ratings.rate(ready(agency), score(4), lastMinuteOfAugust).orElseThrow();
        ratings.rate(ready(agency), new RatingForm(3, Map.of(Factor.ACCESS, 2), null), lastMinuteOfAugust)
                .orElseThrow();
        ratings.rate(ready(agency), score(2), TestClock.at(2031, 9, 1, 0, 0)).orElseThrow();

        List<Satisfaction> found = ratings.satisfaction(YearMonth.of(2031, 8), YearMonth.of(2031, 9)).stream()
                .filter(s -> s.agency().equals(agency))
                .toList();

        assertThat(found).hasSize(2);
        Satisfaction august = found.getFirst();
        assertThat(august.month()).isEqualTo(YearMonth.of(2031, 8));
        assertThat(august.count()).isEqualTo(3);
        assertThat(august.satisfied()).isEqualTo(2);
        assertThat(august.share()).isEqualTo(2.0 / 3, within(1e-9));
        assertThat(august.mean()).isEqualTo(4.0, within(1e-9));
        assertThat(august.factorMeans()).isEqualTo(Map.of(Factor.ACCESS, 2.0));
        assertThat(found.getLast().count()).isEqualTo(1);
    }

    @Test
    void a_suggestion_is_answered_once_and_a_second_press_makes_no_second_one() {
        AgencyId agency = agency();
        SuggestionForm form = new SuggestionForm(" Cần thêm ghế chờ ", " ", agency, null);

        SuggestionId id = suggestions.send(form, NOW).orElseThrow();
        assertThat(suggestions.send(form, NOW.plusSeconds(5)).orElseThrow()).isEqualTo(id);
        assertThat(suggestions.send(form, NOW.plus(Duration.ofHours(1))).orElseThrow())
                .isNotEqualTo(id);
        assertThat(suggestions.open(agency, 10).getFirst().form().content()).isEqualTo("Cần thêm ghế chờ");

        Suggestion answered = suggestions
                .answer(id, "Đã kê thêm 20 ghế.", "Trần Thị Mẫu", NOW)
                .orElseThrow();
        assertThat(answered.state()).isEqualTo(SuggestionState.ANSWERED);
        assertThat(suggestions.answer(id, "Đang xem xét.", "Lê Văn Ví Dụ", NOW))
                .isEqualTo(Result.refused(Problem.of("feedback.answered-already", "Trần Thị Mẫu")));
    }

    @Test
    void an_empty_or_endless_suggestion_is_refused_at_its_field() {
        assertThat(suggestions.send(new SuggestionForm("  ", null, null, null), NOW))
                .isEqualTo(Result.refused(Problem.at("content", "feedback.content-missing")));
        assertThat(suggestions.send(new SuggestionForm("x".repeat(4_001), "y".repeat(201), null, null), NOW))
                .isEqualTo(Result.refused(
                        Problem.at("content", "feedback.content-too-long", 4_001, 4_000),
                        Problem.at("contact", "feedback.contact-too-long", 201, 200)));
    }

    private static RatingForm score(int overall) {
        return new RatingForm(overall, Map.of(), null);
    }

    private static AgencyId agency() {
        return new AgencyId(NEXT.incrementAndGet());
    }

    private static RatedDossier ready(AgencyId agency) {
        return new RatedDossier(new DossierId(NEXT.incrementAndGet()), agency, true);
    }
}
