package vn.motcua.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.shared.Problem;

/** Time limits in free words, most of them as records of the national portal have them. */
class TermTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 ngày làm việc kể từ ngày nhận đủ hồ sơ|20 WORKING_DAYS",
                "3 Ngày làm việc|3 WORKING_DAYS",
                "22 Ngày làm việc|22 WORKING_DAYS",
                "20 Ngày|20 CALENDAR_DAYS",
                "45 Ngày|45 CALENDAR_DAYS",
                "không quá 30 ngày|30 CALENDAR_DAYS",
                "tối đa không quá 15 ngày làm việc, kể từ ngày nộp đủ hồ sơ theo quy định.|15 WORKING_DAYS",
                "15 (mười lăm) ngày làm việc|15 WORKING_DAYS",
                "trong vòng 5 ngày  làm việc|5 WORKING_DAYS",
                "08 giờ làm việc|8 WORKING_HOURS",
                "03 tháng|3 MONTHS",
                "1 năm|12 MONTHS",
                "2 tuần|14 CALENDAR_DAYS",
                "Ngay trong ngày làm việc|0 WORKING_DAYS",
                "Ngay trong ngày; trường hợp nhận hồ sơ sau 15 giờ mà không giải quyết được ngay thì trả kết quả trong ngày làm việc tiếp theo|0 WORKING_DAYS cut-off 15:00",
                "Trong ngày, hồ sơ nhận sau 15h00 trả ngày làm việc tiếp theo|0 WORKING_DAYS cut-off 15:00",
                "Theo Nghị định ngày 30/12/2024: 7 ngày làm việc|7 WORKING_DAYS",
            })
    void a_term_said_plainly_is_read_with_its_unit(String words, String expected) {
        TermReading reading = TermText.read(words);

        assertThat(reading.doubts()).as(words).isEmpty();
        assertThat(reading.sure()).isTrue();
        assertThat(said(reading)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1|1 WORKING_DAYS|term-no-unit",
                "5|5 WORKING_DAYS|term-no-unit",
                "Không có thông tin|none|term-none",
                "Không quy định|none|term-none",
                "Theo quy định của pháp luật|none|term-none",
                "''|none|term-none",
                "- 01 ngày đối với đám tang - 05 ngày làm việc đối với các trường hợp khác kể từ khi tiếp nhận hồ sơ|1 CALENDAR_DAYS|term-several",
                "20 ngày đối với công trình, 15 ngày đối với nhà ở riêng lẻ|20 CALENDAR_DAYS|term-several",
                "05 - 07 ngày làm việc|7 WORKING_DAYS|term-range",
                "từ 5 đến 7 ngày|7 CALENDAR_DAYS|term-range",
                "24 giờ|24 WORKING_HOURS|term-hours",
                "1/2 ngày làm việc|none|term-",
                "½ ngày làm việc|4 WORKING_HOURS|term-fraction",
                "ba ngày làm việc|3 WORKING_DAYS|term-words",
                "Ngay khi nhận đủ hồ sơ|0 WORKING_DAYS|term-at-once",
                "99999 ngày|none|term-unlikely",
                "Theo lịch hẹn của cơ quan|none|term-unreadable",
            })
    void what_could_mean_two_things_is_doubted_with_the_reason_and_at_most_suggested(
            String words, String suggested, String why) {
        TermReading reading = TermText.read(words);

        assertThat(reading.sure()).as(words).isFalse();
        assertThat(reading.doubts()).extracting(Problem::code).anyMatch(code -> code.startsWith("catalog." + why));
        if (suggested != null) {
            assertThat(said(reading)).isEqualTo(suggested);
        }
    }

    @Test
    void a_note_that_says_another_term_makes_the_term_doubtful() {
        TermReading reading = TermText.read("20 Ngày", "tối đa không quá 20 ngày làm việc, kể từ ngày nộp đủ hồ sơ");

        assertThat(reading.sure()).isFalse();
        assertThat(TermText.read("20 Ngày", "Miễn phí").sure()).isTrue();
    }

    private static String said(TermReading reading) {
        AppointmentRule rule = reading.rule();
        return rule == null
                ? "none"
                : rule.term().amount() + " " + rule.term().unit()
                        + (rule.cutoff() == null ? "" : " cut-off " + rule.cutoff());
    }
}
