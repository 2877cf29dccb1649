package vn.motcua.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.motcua.calendar.OfficeHours.at;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.motcua.shared.Vietnam;

class AppointmentTest {

    private static final LocalTime AT_15_00 = LocalTime.of(15, 0);

    private final WorkingCalendar office = OfficeHours.weekdays();

    @Test
    void eight_working_hours_end_at_the_same_time_of_the_next_working_day() {
        assertThat(due("2026-08-27T14:10", hours(8))).isEqualTo("2026-08-28T14:10");
    }

    @Test
    void hours_that_fill_the_day_end_with_it_and_not_the_next_morning() {
        assertThat(due("2026-08-27T13:00", hours(4))).isEqualTo("2026-08-27T17:00");
        assertThat(due("2026-08-27T08:00", hours(4))).isEqualTo("2026-08-27T12:00");
    }

    @Test
    void seconds_do_not_count_because_they_are_not_printed() {
        assertThat(office.due(at("2026-08-27T14:10").plusSeconds(59), hours(8))).isEqualTo(at("2026-08-28T14:10"));
        assertThat(office.due(at("2026-08-27T15:00").plusSeconds(59), sameDay(AT_15_00)))
                .isEqualTo(at("2026-08-27T17:00"));
    }

    @Test
    void the_swapped_monday_and_national_day_of_2026_are_skipped() {
        assertThat(due("2026-08-27T14:10", sameTime(2))).isEqualTo("2026-09-03T14:10");
    }

    @Test
    void the_saturday_worked_in_exchange_counts_as_a_full_day() {
        assertThat(due("2026-08-21T10:00", sameTime(1))).isEqualTo("2026-08-22T10:00");
        assertThat(due("2026-08-21T10:00", endOfDay(2))).isEqualTo("2026-08-24T17:00");
    }

    @Test
    void working_days_by_the_day_end_with_the_nth_working_day_after_the_day_of_receipt() {
        assertThat(due("2026-08-24T08:00", endOfDay(3))).isEqualTo("2026-08-27T17:00");
        assertThat(due("2026-08-24T16:59", endOfDay(3))).isEqualTo("2026-08-27T17:00");
    }

    @Test
    void a_dossier_for_the_same_day_is_due_when_work_ends() {
        assertThat(due("2026-08-27T09:00", sameDay(null))).isEqualTo("2026-08-27T17:00");
    }

    @Test
    void a_dossier_received_after_15_00_is_due_the_next_working_day() {
        assertThat(due("2026-08-27T15:00", sameDay(AT_15_00))).isEqualTo("2026-08-27T17:00");
        assertThat(due("2026-08-27T15:01", sameDay(AT_15_00))).isEqualTo("2026-08-28T17:00");
        assertThat(due("2026-08-28T15:01", sameDay(AT_15_00))).isEqualTo("2026-09-03T17:00");
    }

    @Test
    void the_cutoff_moves_the_start_of_every_term() {
        AppointmentRule rule =
                new AppointmentRule(new Term(4, TermUnit.WORKING_HOURS), DayCount.SAME_TIME, LocalTime.of(15, 0));

        assertThat(due("2026-08-26T15:30", rule)).isEqualTo("2026-08-27T12:00");
    }

    @Test
    void what_comes_after_closing_time_counts_from_the_next_morning_once() {
        assertThat(due("2026-08-26T17:00", sameDay(AT_15_00))).isEqualTo("2026-08-27T17:00");
        assertThat(due("2026-08-26T21:30", hours(2))).isEqualTo("2026-08-27T10:00");
    }

    @Test
    void what_comes_at_lunch_counts_from_the_afternoon() {
        assertThat(due("2026-08-26T12:20", hours(1))).isEqualTo("2026-08-26T14:00");
    }

    @Test
    void a_saturday_receipt_takes_no_processing_time_until_monday() {
        assertThat(due("2026-09-05T09:00", hours(2))).isEqualTo("2026-09-07T10:00");
        assertThat(due("2026-09-05T09:00", endOfDay(1))).isEqualTo("2026-09-08T17:00");
    }

    @Test
    void where_saturday_morning_is_worked_the_same_day_ends_at_noon() {
        WorkingCalendar reception = OfficeHours.withSaturdayMorning();

        assertThat(reception.due(at("2026-09-05T09:00"), sameDay(null))).isEqualTo(at("2026-09-05T12:00"));
        assertThat(reception.due(at("2026-08-22T09:00"), sameDay(null)))
                .as("the swapped Saturday takes Monday's hours")
                .isEqualTo(at("2026-08-22T17:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-03T09:00, 20, CALENDAR_DAYS, 2026-08-24T17:00", // Sunday 23 → Monday
        "2026-08-04T09:00, 20, CALENDAR_DAYS, 2026-08-24T17:00",
        "2026-08-10T09:00, 20, CALENDAR_DAYS, 2026-09-03T17:00", // 30 August → past National Day
        "2026-01-30T09:00,  1, MONTHS,        2026-03-02T17:00", // 28 February is a Saturday
        "2026-03-31T09:00,  1, MONTHS,        2026-05-04T17:00", // no 31 April; 30/4 and 1/5 and the weekend
        "2026-08-05T18:00,  1, MONTHS,        2026-09-07T17:00", // received after hours: from 6 August, Sunday 6/9
    })
    void calendar_terms_that_end_on_a_day_off_end_with_the_next_working_day(
            String received, int amount, TermUnit unit, String expected) {
        AppointmentRule rule = new AppointmentRule(new Term(amount, unit), DayCount.SAME_TIME, null);

        assertThat(office.due(at(received), rule)).isEqualTo(at(expected));
    }

    @Test
    void a_pause_leaves_the_remaining_working_time_for_later() {
        var due = office.due(at("2026-08-24T10:00"), sameTime(3));
        long remaining = office.workingMinutesBetween(at("2026-08-25T10:00"), due);

        Appointment resumed = office.resume(at("2026-09-05T08:00"), remaining);

        assertThat(remaining).isEqualTo(2 * 480);
        assertThat(resumed.due()).isEqualTo(at("2026-09-08T17:00"));
        assertThat(vietnamese(resumed.why()))
                .containsExactly(
                        "Tính tiếp từ 05/09/2026 08:00",
                        "Thời gian làm việc còn lại khi tạm dừng: 960 phút",
                        "05/09/2026 đến 06/09/2026: nghỉ hằng tuần",
                        "Bắt đầu tính từ 07/09/2026 08:00",
                        "07/09/2026: 480 phút",
                        "08/09/2026: 480 phút",
                        "Hẹn trả kết quả: 08/09/2026 17:00");
    }

    @Test
    void a_term_past_the_calendar_is_refused_and_not_searched_for() {
        assertThatIllegalArgumentException().isThrownBy(() -> office.due(at("2060-12-01T09:00"), sameTime(100)));
        assertThatIllegalArgumentException().isThrownBy(() -> office.due(at("2009-12-31T09:00"), sameTime(1)));
    }

    @Test
    void the_appointment_can_be_followed_line_by_line() {
        Appointment appointment = office.appoint(at("2026-08-27T14:10"), sameTime(2));

        assertThat(vietnamese(appointment.why()))
                .containsExactly(
                        "Tiếp nhận lúc 27/08/2026 14:10",
                        "Thời hạn: 2 ngày làm việc, bằng 960 phút làm việc tính từ lúc tiếp nhận",
                        "27/08/2026: 170 phút",
                        "28/08/2026: 480 phút",
                        "29/08/2026 đến 30/08/2026: nghỉ hằng tuần",
                        "31/08/2026: nghỉ (Nghỉ hoán đổi)",
                        "01/09/2026 đến 02/09/2026: nghỉ (Quốc khánh 2/9)",
                        "03/09/2026: 310 phút",
                        "Hẹn trả kết quả: 03/09/2026 14:10");
    }

    @Test
    void long_terms_tell_runs_of_full_days_together() {
        Appointment appointment = office.appoint(
                at("2026-08-19T15:30"),
                new AppointmentRule(new Term(20, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, AT_15_00));

        assertThat(vietnamese(appointment.why()))
                .containsExactly(
                        "Tiếp nhận lúc 19/08/2026 15:30",
                        "Thời hạn: hết ngày làm việc thứ 20 sau ngày tiếp nhận",
                        "Tiếp nhận sau 15:00: tính như tiếp nhận đầu ngày làm việc tiếp theo",
                        "Bắt đầu tính từ 20/08/2026 08:00",
                        "20/08/2026: ngày tiếp nhận, không tính",
                        "21/08/2026: ngày làm việc thứ 1",
                        "22/08/2026: ngày làm việc thứ 2 (Làm bù)",
                        "23/08/2026: nghỉ hằng tuần",
                        "Từ 24/08/2026 đến 28/08/2026: ngày làm việc thứ 3 đến thứ 7; không tính ngày nghỉ hằng tuần",
                        "29/08/2026 đến 30/08/2026: nghỉ hằng tuần",
                        "31/08/2026: nghỉ (Nghỉ hoán đổi)",
                        "01/09/2026 đến 02/09/2026: nghỉ (Quốc khánh 2/9)",
                        "Từ 03/09/2026 đến 21/09/2026: ngày làm việc thứ 8 đến thứ 20; không tính ngày nghỉ hằng tuần",
                        "Hẹn trả kết quả: 21/09/2026 17:00");
    }

    @Test
    void a_term_in_calendar_days_tells_why_it_was_moved() {
        Appointment appointment = office.appoint(
                at("2026-08-10T09:00"),
                new AppointmentRule(new Term(20, TermUnit.CALENDAR_DAYS), DayCount.SAME_TIME, null));

        assertThat(appointment.why().lines())
                .extracting(Explanation.Line::key)
                .containsExactly(
                        "calendar.why.received",
                        "calendar.why.term.calendar-days",
                        "calendar.why.receipt-day",
                        "calendar.why.last-day",
                        "calendar.why.weekly-rest",
                        "calendar.why.off",
                        "calendar.why.offs",
                        "calendar.why.moved",
                        "calendar.why.end-of-work",
                        "calendar.why.due");
    }

    @Test
    void names_of_days_are_told_in_the_readers_language() {
        Explanation why = office.appoint(at("2026-08-27T14:10"), sameTime(2)).why();

        assertThat(why.in(Locale.ENGLISH).lines()).anyMatch(line -> line.args().contains("National Day"));
        assertThat(why.in(Vietnam.LOCALE).lines()).anyMatch(line -> line.args().contains("Quốc khánh 2/9"));
    }

    @Test
    void both_languages_say_the_same_things() {
        assertThat(messages("en").stringPropertyNames())
                .isEqualTo(messages("vi").stringPropertyNames());
    }

    private String due(String received, AppointmentRule rule) {
        return WorkingCalendar.local(office.due(at(received), rule)).toString();
    }

    private static AppointmentRule hours(int amount) {
        return new AppointmentRule(new Term(amount, TermUnit.WORKING_HOURS), DayCount.SAME_TIME, null);
    }

    private static AppointmentRule sameTime(int days) {
        return new AppointmentRule(new Term(days, TermUnit.WORKING_DAYS), DayCount.SAME_TIME, null);
    }

    private static AppointmentRule endOfDay(int days) {
        return new AppointmentRule(new Term(days, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, null);
    }

    private static AppointmentRule sameDay(@Nullable LocalTime cutoff) {
        return new AppointmentRule(new Term(0, TermUnit.WORKING_DAYS), DayCount.END_OF_DAY, cutoff);
    }

    private static List<String> vietnamese(Explanation why) {
        Properties messages = messages("vi");
        return why.lines().stream()
                .map(line -> {
                    String pattern = Objects.requireNonNull(messages.getProperty(line.key()), line.key());
                    Object[] args =
                            line.args().stream().map(AppointmentTest::formatted).toArray();
                    return new MessageFormat(pattern, Locale.ROOT).format(args);
                })
                .toList();
    }

    private static Object formatted(Object arg) {
        return switch (arg) {
            case LocalDate date -> date.format(DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT));
            case LocalDateTime time -> time.format(DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm", Locale.ROOT));
            case Long minutes -> minutes + " phút";
            default -> arg.toString();
        };
    }

    private static Properties messages(String language) {
        Properties messages = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        AppointmentTest.class.getResourceAsStream("/messages/calendar_" + language + ".properties")),
                StandardCharsets.UTF_8)) {
            messages.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }
}
