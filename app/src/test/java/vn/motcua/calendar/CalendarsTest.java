package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static vn.motcua.calendar.OfficeHours.at;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.motcua.testing.MotCuaTest;

@MotCuaTest
class CalendarsTest {

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM calendar.calendar WHERE id LIKE 'test-%'").update();
        calendars.invalidate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"district-processing", "district-reception", "ward-processing", "ward-reception"})
    void the_calendars_agencies_name_are_there_and_know_the_swaps_of_2026(String id) {
        WorkingCalendar calendar = calendars.byId(id);

        assertThat(calendar.minutesPerDay()).isEqualTo(480);
        assertThat(calendar.workingMinutesOn(LocalDate.of(2026, 8, 22))).isEqualTo(480);
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 8, 31))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 9, 5))).isEqualTo(id.endsWith("reception"));
    }

    @ParameterizedTest
    @CsvSource({
        "2018, 01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31, ''",
        "2019, 01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02, 01-05 05-04",
        "2025, 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02, 04-26",
        "2026, 01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24, 01-10 08-22"
    })
    void a_year_has_the_days_off_and_on_that_were_announced(int year, String off, String worked) {
        WorkingCalendar calendar = calendars.byId("district-processing");

        assertThat(LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(date -> date.getDayOfWeek().getValue() < 6 && !calendar.isWorkingDay(date))
                        .map(date -> date.toString().substring(5)))
                .containsExactly(off.split(" "));
        assertThat(LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(date -> date.getDayOfWeek().getValue() > 5 && calendar.isWorkingDay(date))
                        .map(date -> date.toString().substring(5)))
                .containsExactlyElementsOf(worked.isEmpty() ? List.of() : List.of(worked.split(" ")));
    }

    @Test
    void a_change_by_any_hand_is_noticed() {
        addCalendar("test-changing", "08:00", "12:00");
        assertThat(calendars.byId("test-changing").due(at("2026-08-24T08:00"), rule()))
                .isEqualTo(at("2026-08-24T12:00"));

        jdbc.sql("""
                INSERT INTO calendar.special_day (calendar, date, type, name_vi, name_en, source)
                VALUES ('test-changing', '2026-08-24', 'OFF', 'Mất điện', 'Power cut', 'Thông báo')
                """).update();
        calendars.invalidate();

        assertThat(calendars.byId("test-changing").due(at("2026-08-24T08:00"), rule()))
                .isEqualTo(at("2026-08-25T12:00"));
    }

    @Test
    void nothing_is_loaded_again_while_nothing_changes() {
        WorkingCalendar known = calendars.byId("ward-processing");
        calendars.invalidate();

        assertThat(calendars.byId("ward-processing")).isSameAs(known);
    }

    @Test
    void a_broken_calendar_is_told_by_name_and_leaves_the_others_alone() {
        addCalendar("test-broken", "08:00", "12:00");
        jdbc.sql("""
                INSERT INTO calendar.shift (calendar, valid_from, day_of_week, starts, ends)
                VALUES ('test-broken', '2026-01-01', 1, '11:00', '17:00')
                """).update();
        calendars.invalidate();

        assertThatIllegalStateException()
                .isThrownBy(() -> calendars.byId("test-broken"))
                .withMessageContaining("test-broken")
                .withMessageContaining("calendar.overlapping-shifts");
        assertThat(calendars.byId("ward-processing").minutesPerDay()).isEqualTo(480);
    }

    @Test
    void an_unknown_calendar_is_told_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendars.byId("moon-base"))
                .withMessageContaining("moon-base");
    }

    private void addCalendar(String id, String starts, String ends) {
        jdbc.sql("""
                INSERT INTO calendar.calendar (id, name_vi, name_en, valid_from, valid_to)
                VALUES (:id, 'Thử', 'Test', '2026-01-01', '2026-12-31')
                """).param("id", id).update();
        jdbc.sql("""
                INSERT INTO calendar.shift (calendar, valid_from, day_of_week, starts, ends)
                SELECT :id, '2026-01-01', day, :starts::time, :ends::time FROM generate_series(1, 5) day
                """)
                .param("id", id)
                .param("starts", starts)
                .param("ends", ends)
                .update();
        calendars.invalidate();
    }

    private static AppointmentRule rule() {
        return new AppointmentRule(new Term(0, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, null);
    }
}
