package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    @Test
    void every_difference_from_the_published_table_has_its_reason() throws IOException {
        Set<String> unexplained = new TreeSet<>();
        for (PublishedYear published : publishedYears()) {
            int year = published.year();
            Set<LocalDate> ours = PublicHolidays.of(year).stream()
                    .map(SpecialDay::date)
                    .filter(date -> !isRest(date))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<LocalDate> theirs = published.days().stream()
                    .filter(date -> !isRest(date))
                    .collect(Collectors.toCollection(TreeSet::new));
            for (LocalDate date : ours) {
                if (!theirs.contains(date) && !oursAlone(date)) {
                    unexplained.add("+" + date);
                }
            }
            for (LocalDate date : theirs) {
                if (!ours.contains(date) && !theirsAlone(date)) {
                    unexplained.add("-" + date);
                }
            }
        }

        assertThat(unexplained).isEmpty();
    }

    private static boolean oursAlone(LocalDate date) {
        // Resolution 28/2026/QH16 is younger than the table
        return date.getYear() >= 2026 && date.getMonthValue() == 11;
    }

    private static boolean theirsAlone(LocalDate date) {
        // the table knows no history: it has 30 April before 1975
        boolean beforeReunification = date.getYear() < 1976 && date.getMonthValue() == 4;
        // and it compensates Saturdays, which were workdays until 2 October 1999
        boolean saturdayCompensated =
                Set.of("1995-09-04", "1997-02-11", "1999-05-03").contains(date.toString());
        // granted beyond the law by that year's announcement
        boolean announced = date.equals(LocalDate.of(2013, 2, 15));
        return beforeReunification || saturdayCompensated || announced;
    }

    @Test
    void a_year_the_calendar_does_not_reach_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicHolidays.of(1967));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicHolidays.of(2101));
        assertThat(PublicHolidays.of(1968)).isNotEmpty();
        assertThat(PublicHolidays.of(2100)).isNotEmpty();
    }

    private static boolean isRest(LocalDate date) {
        boolean saturdaysFree = !date.isBefore(LocalDate.of(1999, 10, 2));
        return date.getDayOfWeek() == DayOfWeek.SUNDAY || saturdaysFree && date.getDayOfWeek() == DayOfWeek.SATURDAY;
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
