package vn.motcua.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.motcua.shared.Money;
import vn.motcua.shared.Vietnam;

class TextsTest {

    private final Texts texts = new Texts(true);
    private final Formats vietnamese = new Formats(texts, Vietnam.LOCALE);
    private final Formats english = new Formats(texts, Texts.ENGLISH);

    @Test
    void every_text_exists_in_both_languages() {
        assertThat(texts.all("en").keySet()).isEqualTo(texts.all("vi").keySet());
    }

    @Test
    void every_text_is_a_readable_pattern_with_the_same_placeholders_in_both_languages() {
        texts.all("vi").forEach((key, pattern) -> {
            String other = texts.all("en").getOrDefault(key, "");
            assertThat(new MessageFormat(other, Locale.ROOT).getFormatsByArgumentIndex())
                    .as(key)
                    .hasSameSizeAs(new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex());
        });
    }

    @Test
    void no_text_has_a_single_apostrophe_that_would_vanish() {
        for (String language : new String[] {"vi", "en"}) {
            texts.all(language)
                    .forEach((key, pattern) ->
                            assertThat(pattern.replace("''", "")).as(key).doesNotContain("'"));
        }
    }

    @Test
    void a_missing_text_is_an_error_in_tests_and_never_a_key_on_a_page() {
        assertThatThrownBy(() -> texts.get(Vietnam.LOCALE, "web.no-such-text"))
                .hasMessageContaining("web.no-such-text");
        assertThat(new Texts(false).get(Vietnam.LOCALE, "web.no-such-text")).doesNotContain("web.");
    }

    @Test
    void times_numbers_and_money_are_written_as_people_write_them() {
        Instant at = Instant.parse("2026-08-27T07:10:00Z");

        assertThat(vietnamese.dateTime(at)).isEqualTo("thứ Năm, 27/8/2026 14:10");
        assertThat(english.dateTime(at)).isEqualTo("Thursday, 27/8/2026 14:10");
        assertThat(vietnamese.number(1_234_567)).isEqualTo("1.234.567");
        assertThat(english.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(vietnamese.money(new Money(12_000))).isEqualTo("12.000 đ");
        assertThat(vietnamese.percent(9_957, 10_000)).isEqualTo("99,6%");
        assertThat(vietnamese.percent(99_999, 100_000)).isEqualTo("99,9%");
        assertThat(vietnamese.percent(1, 100_000)).as("not none").isEqualTo("0,1%");
        assertThat(vietnamese.percent(7, 7)).isEqualTo("100%");
        assertThat(vietnamese.percent(0, 0)).isEqualTo("–");
    }

    @Test
    void working_time_is_told_in_days_of_eight_hours_hours_and_minutes() {
        assertThat(vietnamese.duration(340)).isEqualTo("5 giờ 40 phút");
        assertThat(vietnamese.duration(480)).isEqualTo("1 ngày");
        assertThat(vietnamese.duration(3 * 480 + 125)).isEqualTo("3 ngày 2 giờ");
        assertThat(vietnamese.duration(0)).isEqualTo("0 phút");
        assertThat(english.duration(481 + 60)).isEqualTo("1 day 1 hour");
        assertThat(vietnamese.duration(480, 420)).as("where a day has seven").isEqualTo("1 ngày 1 giờ");
        assertThat(vietnamese.duration(450 + 40, 450)).isEqualTo("1 ngày");
        assertThat(vietnamese.duration(449, 450)).isEqualTo("7 giờ 29 phút");
    }

    @Test
    void every_status_has_its_word_in_both_languages_on_both_sides() {
        assertThat(Arrays.stream(StatusLook.values())
                        .flatMap(s -> Arrays.stream(new String[] {
                            texts.get(Vietnam.LOCALE, s.portalKey()),
                            texts.get(Texts.ENGLISH, s.portalKey()),
                            texts.get(Vietnam.LOCALE, s.deskKey()),
                            texts.get(Texts.ENGLISH, s.deskKey())
                        })))
                .doesNotContain("");
    }
}
