package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.motcua.calendar.OfficeHours.at;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Appointments counted by hand on a wall calendar. Off are Thursday 4 to Wednesday 10 February 2027 (Tết), Tuesday 24
 * November 2026 and Monday 31 August to Wednesday 2 September 2026; Saturday 22 August 2026 is worked.
 */
class CountedByHandTest {

    private static final WorkingCalendar OFFICE = OfficeHours.weekdays();

    @ParameterizedTest
    @CsvSource({
        // Tết: 3 hours on Wednesday, 4 on Thursday 11 in the morning, 1 in the afternoon
        "2027-02-03T14:00, 8, WORKING_HOURS, SAME_TIME, , 2027-02-11T14:00",
        // 6 + 8 + 8 hours before Tết, 2 after
        "2027-02-01T10:00, 3, WORKING_DAYS, SAME_TIME, , 2027-02-11T10:00",
        "2027-02-03T15:00, 1, WORKING_DAYS, END_OF_DAY, 15:00, 2027-02-11T17:00",
        "2027-02-03T15:01, 1, WORKING_DAYS, END_OF_DAY, 15:00, 2027-02-12T17:00",
        "2027-02-03T15:01, 0, WORKING_HOURS, END_OF_DAY, 15:00, 2027-02-11T17:00",
        // the last day is in Tết, twice, and the first day after it
        "2027-01-15T09:00, 20, CALENDAR_DAYS, END_OF_DAY, , 2027-02-11T17:00",
        "2027-01-21T09:00, 20, CALENDAR_DAYS, END_OF_DAY, , 2027-02-11T17:00",
        "2027-01-22T09:00, 20, CALENDAR_DAYS, END_OF_DAY, , 2027-02-11T17:00",
        "2027-01-23T09:00, 2, WORKING_DAYS, END_OF_DAY, , 2027-01-27T17:00", // a Saturday receipt
        // received on a Saturday, and on a Friday after work: the next day is the first (Civil Code 2015, art. 147)
        "2026-10-03T09:00, 20, CALENDAR_DAYS, END_OF_DAY, , 2026-10-23T17:00",
        "2026-10-02T19:00, 20, CALENDAR_DAYS, END_OF_DAY, , 2026-10-22T17:00",
        "2026-10-03T09:00, 1, MONTHS, END_OF_DAY, , 2026-11-03T17:00",
        // after the hour it counts as received on the next working day
        "2026-10-02T15:01, 20, CALENDAR_DAYS, END_OF_DAY, 15:00, 2026-10-26T17:00", // Monday 5 and 20 days: Sunday 25
        // 29 February there is none: the last of the month is a Sunday
        "2027-01-29T09:00, 1, MONTHS, END_OF_DAY, , 2027-03-01T17:00",
        // two hours on Friday, six on the Saturday worked in exchange
        "2026-08-21T15:00, 8, WORKING_HOURS, SAME_TIME, , 2026-08-22T15:00",
        "2026-08-28T16:00, 2, WORKING_DAYS, END_OF_DAY, , 2026-09-04T17:00",
        "2026-11-23T15:01, 0, WORKING_HOURS, END_OF_DAY, 15:00, 2026-11-25T17:00",
    })
    void terms(String received, int amount, TermUnit unit, DayCount count, @Nullable LocalTime cutoff, String due) {
        assertThat(OFFICE.due(at(received), new AppointmentRule(new Term(amount, unit), count, cutoff)))
                .isEqualTo(at(due));
    }

    @ParameterizedTest
    @CsvSource({
        // 6 hours of Friday and 8 of Monday are left: 3 on Wednesday, 8 on Thursday 11, 3 on Friday
        "2027-01-25T09:00, 5, WORKING_DAYS, 2027-01-29T10:00, 2027-02-03T14:00, 2027-02-12T11:00",
        // all of Tết lies in the pause, and costs the two working hours at its ends
        "2027-01-28T08:30, 5, WORKING_DAYS, 2027-02-03T16:00, 2027-02-11T09:00, 2027-02-12T10:00",
        // thirteen days later than Tuesday 2 February
        "2027-01-18T09:00, 15, CALENDAR_DAYS, 2027-01-29T09:00, 2027-02-11T09:00, 2027-02-15T17:00",
    })
    void pauses(String received, int amount, TermUnit unit, String paused, String resumed, String due) {
        LegalClock clock = LegalClock.of(
                        OFFICE, at(received), new AppointmentRule(new Term(amount, unit), DayCount.END_OF_DAY, null))
                .flatMap(running -> running.paused(at(paused), PauseKind.FINANCIAL_DUTY, "Nộp thuế"))
                .flatMap(stopped -> stopped.resumed(at(resumed)))
                .orElseThrow();
        assertThat(clock.due()).isEqualTo(at(due));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-27T10:00, 12, CALENDAR_DAYS, 2027-02-11T17:00",
        "2027-02-02T10:00, 5, WORKING_DAYS, 2027-02-16T17:00",
        "2026-11-12T10:00, 12, CALENDAR_DAYS, 2026-11-25T17:00",
    })
    void silence(String asked, int amount, TermUnit unit, String agreed) {
        Instant due = LegalClock.silentConsentAt(OFFICE, at(asked), new Term(amount, unit))
                .orElseThrow()
                .due();
        assertThat(due).isEqualTo(at(agreed));
    }

    @Test
    void tet_of_2027_is_seven_days_off_in_all() {
        assertThat(PublicHolidays.of(2027).stream()
                        .map(SpecialDay::date)
                        .filter(day -> day.getMonthValue() == 2)
                        .map(day -> day.getDayOfMonth()))
                .isEqualTo(List.of(4, 5, 6, 7, 8, 9, 10));
    }
}
