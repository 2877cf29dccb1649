package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import vn.motcua.testing.DemoTest;

/** How often what people mean is among the first five answers, over a set of queries of our own. */
@DemoTest
class RecallTest {

    private static final int FIRST = 5;
    private static final double WANTED = 0.95;

    @Autowired
    Catalog catalog;

    /** @param codes what is meant */
    private record Query(String text, Set<String> codes) {

        boolean plain() {
            return text.chars().allMatch(c -> c < 128);
        }
    }

    @Test
    void what_people_mean_is_among_the_first_five_answers() {
        List<Query> queries = queries();
        List<Query> plain = queries.stream().filter(Query::plain).toList();
        assertThat(queries.size()).isGreaterThanOrEqualTo(60);
        assertThat(plain.size()).as("without accents").isGreaterThanOrEqualTo(queries.size() / 2);

        List<String> missed = new ArrayList<>();
        double recall = recall(queries, missed);

        System.out.printf(
                Locale.ROOT,
                "recall@%d over %d queries: %.1f %% (%d without accents: %.1f %%)%n",
                FIRST,
                queries.size(),
                100 * recall,
                plain.size(),
                100 * recall(plain, new ArrayList<>()));
        missed.forEach(miss -> System.out.println("  missed: " + miss));
        assertThat(recall).as("misses: %s", missed).isGreaterThanOrEqualTo(WANTED);
    }

    private double recall(List<Query> queries, List<String> missed) {
        double sum = 0;
        for (Query query : queries) {
            List<String> answers = catalog.find(query.text(), ProcedureFilter.PUBLIC, 0, FIRST).procedures().stream()
                    .map(ProcedureSummary::code)
                    .toList();
            long found = query.codes().stream().filter(answers::contains).count();
            sum += (double) found / query.codes().size();
            if (found < query.codes().size()) {
                missed.add(query.text() + " → " + answers + ", meant " + query.codes());
            }
        }
        return sum / queries.size();
    }

    private static List<Query> queries() {
        try {
            return new ClassPathResource("search-queries.csv")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("query,"))
                    .map(line -> line.split(",", 2))
                    .map(cells -> new Query(cells[0], Set.of(cells[1].split(" ", -1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
