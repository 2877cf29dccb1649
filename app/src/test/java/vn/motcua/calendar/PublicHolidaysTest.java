package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicHolidaysTest {

    @Test
    void the_announcement_of_2026_is_reproduced() {
        assertThat(weekdaysOff(OfficeHours.weekdays(), 2026))
                .containsExactly(
                        "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01",
                        "08-31", "09-01", "09-02", "11-24");
        assertThat(weekendsWorked(OfficeHours.weekdays(), 2026)).containsExactly("01-10", "08-22");
    }

    @ParameterizedTest
    @CsvSource({
        "2014, 01-01 01-30 01-31 02-03 02-04 02-05 04-09 04-30 05-01 09-02",
        "2018, 01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03",
        "2023, 01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
        "2025, 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02",
        "2027, 01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24"
    })
    void the_weekdays_off_by_law_are_the_ones_announced(int year, String days) {
        List<String> off = PublicHolidays.of(year).stream()
                .map(SpecialDay::date)
                .filter(date -> date.getDayOfWeek().getValue() < 6)
                .map(PublicHolidaysTest::monthDay)
                .toList();

        assertThat(off).containsExactly(days.split(" "));
    }

    /**
     * How the law differs from the published table.
     *
     * @param ours whether the day is off here and not there, or the other way round
     */
    private record Difference(boolean ours, int from, int to, Predicate<LocalDate> days, String reason) {

        boolean explains(boolean isOurs, LocalDate date) {
            return isOurs == ours && date.getYear() >= from && date.getYear() <= to && days.test(date);
        }
    }

    private static final List<Difference> DIFFERENCES = List.of(
            new Difference(false, 1968, 1976, lunarNewYear(-1), "Decree 028-TTg of 1959 gives the afternoon only"),
            new Difference(false, 1968, 1994, lunarNewYear(2), "both decrees end Tết with its second day"),
            new Difference(false, 1968, 1976, on(4, 30), "not a holiday yet; the table has it in every year"),
            new Difference(false, 1977, 1994, on(4, 30), "Decree 13-CP of 1977 gives the afternoon only"),
            new Difference(
                    true,
                    1968,
                    1976,
                    date -> isLunar(date, 4, 8),
                    "Buddha's birthday, Decree 028-TTg; not in the table"),
            new Difference(true, 1968, 1976, on(12, 25), "Christmas, Decree 028-TTg; not in the table"),
            new Difference(true, 1977, 1994, on(9, 3), "Decree 13-CP: two days for National Day"),
            new Difference(false, 1995, 1995, on(9, 4), "2/9 was a Saturday, a workday until 2/10/1999"),
            new Difference(false, 1997, 1997, on(2, 11), "8/2 was a Saturday, a workday until 2/10/1999"),
            new Difference(false, 1999, 1999, on(5, 3), "1/5 was a Saturday, a workday until 2/10/1999"),
            new Difference(false, 2013, 2013, on(2, 15), "swapped for Saturday 23/2/2013; the table takes it for Tết"),
            new Difference(false, 2014, 2014, on(1, 29), "swapped for Saturday 8/2/2014; Tết by law began on 30/1"),
            new Difference(true, 2014, 2014, on(2, 5), "the same: Tết by law 30/1–3/2, compensated 4/2 and 5/2"),
            new Difference(
                    false,
                    2014,
                    2050,
                    date -> date.getDayOfWeek().getValue() > 5
                            && LunarDate.of(date).month() == 1
                            && LunarDate.of(date).day() < 6,
                    "weekly rest after the five days of Tết, which the table names as well"),
            new Difference(true, 2026, 2050, on(11, 24), "Resolution 28/2026/QH16 is younger than the table"),
            new Difference(
                    true,
                    2026,
                    2050,
                    date -> date.getMonthValue() == 11 && date.getDayOfMonth() > 24,
                    "compensation for 24/11 on a weekend"));

    @Test
    void every_difference_from_the_published_table_has_its_reason() throws IOException {
        Set<String> unexplained = new TreeSet<>();
        Set<Difference> used = new HashSet<>();
        for (PublishedYear published : publishedYears()) {
            Set<LocalDate> ours = PublicHolidays.of(published.year()).stream()
                    .filter(day -> day.type() == DayType.OFF)
                    .map(SpecialDay::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            Stream.concat(ours.stream(), published.days().stream())
                    .filter(date -> ours.contains(date) != published.days().contains(date))
                    .forEach(date -> {
                        boolean isOurs = ours.contains(date);
                        List<Difference> reasons = DIFFERENCES.stream()
                                .filter(difference -> difference.explains(isOurs, date))
                                .toList();
                        used.addAll(reasons);
                        if (reasons.size() != 1) {
                            unexplained.add((isOurs ? "ours " : "theirs ") + date + " " + reasons);
                        }
                    });
        }

        assertThat(unexplained).isEmpty();
        assertThat(used).as("reasons that explain something").containsExactlyInAnyOrderElementsOf(DIFFERENCES);
    }

    private static Predicate<LocalDate> on(int month, int day) {
        return date -> MonthDay.from(date).equals(MonthDay.of(month, day));
    }

    private static Predicate<LocalDate> lunarNewYear(int days) {
        return date -> date.minusDays(days).equals(LunarDate.newYear(date.getYear()));
    }

    private static boolean isLunar(LocalDate date, int month, int day) {
        LunarDate lunar = LunarDate.of(date);
        return lunar.month() == month && lunar.day() == day && !lunar.leap();
    }

    @ParameterizedTest
    @CsvSource({
        "1970, OFF_FROM_NOON, 02-05",
        "1970, OFF, 01-01 02-06 02-07 05-01 05-12 09-02 12-25",
        "1980, OFF_FROM_NOON, 04-30",
        "1980, OFF, 01-01 02-15 02-16 02-17 05-01 09-02 09-03"
    })
    void before_the_labour_code_the_decrees_of_1959_and_1977_hold(int year, DayType type, String expected) {
        assertThat(PublicHolidays.of(year))
                .filteredOn(day -> day.type() == type)
                .extracting(day -> monthDay(day.date()))
                .containsExactly(expected.split(" "));
    }

    @Test
    void no_date_is_given_twice_and_every_day_names_its_law() {
        for (int year = 1968; year <= 2100; year++) {
            assertThat(PublicHolidays.of(year))
                    .extracting(SpecialDay::date)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(PublicHolidays.of(year)).noneMatch(day -> day.source().isBlank());
        }
    }

    @Test
    void a_year_the_calendar_does_not_reach_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicHolidays.of(1967));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicHolidays.of(2101));
        assertThat(PublicHolidays.of(1968)).isNotEmpty();
        assertThat(PublicHolidays.of(2100)).isNotEmpty();
    }

    private static List<String> weekdaysOff(WorkingCalendar calendar, int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> date.getDayOfWeek().getValue() < 6 && !calendar.isWorkingDay(date))
                .map(PublicHolidaysTest::monthDay)
                .toList();
    }

    private static List<String> weekendsWorked(WorkingCalendar calendar, int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> date.getDayOfWeek().getValue() > 5 && calendar.isWorkingDay(date))
                .map(PublicHolidaysTest::monthDay)
                .toList();
    }

    private static String monthDay(LocalDate date) {
        return date.format(DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT));
    }

    private record PublishedYear(int year, Set<LocalDate> days) {}

    /** The table of vacanza/holidays without the days it marks as swapped. */
    private static List<PublishedYear> publishedYears() throws IOException {
        List<PublishedYear> years = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PublicHolidaysTest.class.getResourceAsStream("holidays-vacanza.txt")),
                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] words = line.split(" ");
                int year = Integer.parseInt(words[0]);
                years.add(new PublishedYear(
                        year,
                        Arrays.stream(words)
                                .skip(1)
                                .filter(day -> !day.endsWith("s"))
                                .map(day -> MonthDay.parse(day, DateTimeFormatter.ofPattern("MMdd", Locale.ROOT))
                                        .atYear(year))
                                .collect(Collectors.toSet())));
            }
        }
        return years;
    }
}
