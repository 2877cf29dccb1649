package vn.motcua.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.process.Marking.Rounds;
import vn.motcua.process.Marking.Turn;
import vn.motcua.process.Marking.Watch;

class MarkingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_plain_process_is_kept_in_a_few_characters() {
        var marking = Marking.of(3, new TreeMap<>(Map.of(2L, "sign")), null, null, null, null, null, null);

        assertThat(JSON.writeValueAsString(marking)).isEqualTo("{\"next\":3,\"tasks\":{\"2\":\"sign\"}}");
    }

    @Test
    void what_was_kept_before_there_were_subprocesses_and_events_is_still_read() {
        String kept = "{\"next\":4,\"tasks\":{\"1\":\"a\",\"3\":\"b\"},\"waiting\":{\"f5\":1},\"empty\":false}";

        var expected = Marking.of(
                4,
                new TreeMap<>(Map.of(1L, "a", 3L, "b")),
                new TreeMap<>(Map.of("f5", 1)),
                null,
                null,
                null,
                null,
                null);
        assertThat(JSON.readValue(kept, Marking.class)).isEqualTo(expected);
        assertThat(JSON.readValue("{\"next\":9,\"tasks\":{},\"waiting\":{}}", Marking.class)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void everything_about_scopes_events_and_rounds_comes_back_as_it_was() {
        var marking = Marking.of(
                12,
                new TreeMap<>(Map.of(7L, "x")),
                new TreeMap<>(Map.of("5/i2", 1, "f9", 2)),
                new TreeMap<>(Map.of(3L, "sub", 5L, "sub")),
                new TreeMap<>(Map.of(5L, 3L, 7L, 5L)),
                new TreeMap<>(Map.of(8L, new Watch("late", 3, 2, null), 9L, new Watch("ask", 7, null, "H26"))),
                new TreeMap<>(Map.of(3L, new Rounds(4, 2, 1))),
                new TreeMap<>(Map.of(5L, new Turn(2, Map.of("name", "Bình", "area", 12.5)))));

        assertThat(JSON.readValue(JSON.writeValueAsString(marking), Marking.class))
                .isEqualTo(marking);
    }
}
