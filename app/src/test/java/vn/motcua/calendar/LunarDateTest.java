package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LunarDateTest {

    @ParameterizedTest
    @CsvSource({
        "1968-01-29",
        "1969-02-16",
        "1975-02-11",
        "1985-01-21",
        "2007-02-17",
        "2018-02-16",
        "2024-02-10",
        "2025-01-29",
        "2026-02-17",
        "2027-02-06",
        "2030-02-02",
        "2033-01-31",
        "2034-02-19"
    })
    void new_year_falls_where_the_country_keeps_it(LocalDate tet) {
        assertThat(LunarDate.newYear(tet.getYear())).isEqualTo(tet);
        assertThat(LunarDate.of(tet)).isEqualTo(new LunarDate(tet.getYear(), 1, 1, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2004-01-22, 2004, 1, 1, false", // the example Hồ Ngọc Đức gives
        "2023-03-22, 2023, 2, 1, true", // leap month 2 of Quý Mão
        "2020-05-23, 2020, 4, 1, true",
        "2025-07-25, 2025, 6, 1, true",
        "2033-12-22, 2033, 11, 1, true", // the year in which simple rules fail
        "2018-04-25, 2018, 3, 10, false", // Hùng Kings, as announced
        "2026-04-26, 2026, 3, 10, false",
        "2026-02-16, 2025, 12, 29, false"
    })
    void known_days_have_their_lunar_dates(LocalDate solar, int year, int month, int day, boolean leap) {
        LunarDate lunar = new LunarDate(year, month, day, leap);

        assertThat(LunarDate.of(solar)).isEqualTo(lunar);
        assertThat(lunar.toSolar()).isEqualTo(solar);
    }

    @Test
    void every_day_of_the_span_follows_the_day_before_and_converts_back() {
        LunarDate before = LunarDate.of(LocalDate.of(1967, 12, 31));
        int leapMonths = 0;
        for (LocalDate day = LocalDate.of(1968, 1, 1); day.getYear() <= 2100; day = day.plusDays(1)) {
            LunarDate lunar = LunarDate.of(day);
            assertThat(lunar.toSolar()).as("%s", lunar).isEqualTo(day);
            if (lunar.day() == 1) {
                assertThat(before.day()).as("before %s", day).isBetween(29, 30);
                boolean next = lunar.leap()
                        ? lunar.month() == before.month() && !before.leap() && lunar.year() == before.year()
                        : lunar.month() == before.month() % 12 + 1
                                && lunar.year() == before.year() + (lunar.month() == 1 ? 1 : 0);
                assertThat(next).as("%s after %s", lunar, before).isTrue();
                leapMonths += lunar.leap() ? 1 : 0;
            } else {
                assertThat(lunar)
                        .isEqualTo(new LunarDate(before.year(), before.month(), before.day() + 1, before.leap()));
            }
            before = lunar;
        }
        assertThat(leapMonths).isEqualTo(49); // seven in nineteen years
    }

    @Test
    void a_date_the_lunar_calendar_does_not_have_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LunarDate(2026, 2, 1, true).toSolar());
        assertThatIllegalArgumentException().isThrownBy(() -> new LunarDate(2025, 12, 30, false).toSolar());
    }
}
