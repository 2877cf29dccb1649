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
                "Trả kết quả trong ngày làm việc tiếp theo|none|term-",
                "Trong ngày hôm sau|none|term-",
                "Trước ngày 30 tháng 11 hằng năm|none|term-",
                "Phòng Nội vụ 10 ngày làm việc, UBND tỉnh 10 ngày làm việc|10 WORKING_DAYS|term-several",
                "15 ngày, gia hạn thêm 15 ngày|15 CALENDAR_DAYS|term-several",
                "03 (ba) ngày (làm việc)|3 CALENDAR_DAYS|term-more-said",
                "10 ngày, không tính thứ bảy, chủ nhật, ngày lễ|10 CALENDAR_DAYS|term-more-said",
                "03 ngày hành chính|3 CALENDAR_DAYS|term-more-said",
                "Nộp trước 15 giờ trả trong ngày, từ 15 giờ trở đi trả ngày làm việc tiếp theo|0 WORKING_DAYS|term-more-said",
                "Ngay trong ngày; nhận sau 3 giờ chiều thì trả ngày hôm sau|none|term-cutoff",
                "07 ngày; nhận sau 15 giờ tính từ ngày hôm sau|7 CALENDAR_DAYS|term-cutoff",
                "Giải quyết ngay; trường hợp phải xác minh không quá 05 ngày làm việc|5 WORKING_DAYS|term-at-once",
                "1 ngày rưỡi|1 CALENDAR_DAYS|term-more-said",
                "5 hoặc 7 ngày|7 CALENDAR_DAYS|term-more-said",
                "ba ngày làm việc đối với A, 5 ngày đối với B|5 CALENDAR_DAYS|term-more-said",
                "07 ngày, trong đó Chi cục Thuế 03 ngày|7 CALENDAR_DAYS|term-several",
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
        assertThat(TermText.read("20 Ngày", "từ 15 đến 20 ngày").sure()).isFalse();
        assertThat(TermText.read("20 Ngày", "trả trong ngày").sure()).isFalse();
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
